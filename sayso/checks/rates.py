"""Rates: whether so many for each make the total that is stated."""

import re
from collections.abc import Iterator
from math import isfinite

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.intervals import close
from sayso.checks.outline import WORD, Figure, Outline, as_unit, measured
from sayso.checks.wholes import FEW, following, is_total, preceding
from sayso.checks.words import either, words

_SPEEDS = {"km/h": ("km", "hour"), "mph": ("mile", "hour"), "m/s": ("m", "second"), "knot": ("nautical mile", "hour")}
_EACH_OF = re.compile(rf"\beach of {FEW}(N)[^A-Z]{{0,60}}?(N)|(N)(?: {WORD}){{0,3}},? each (?:{WORD} ){{1,3}}(N)")
#: Before the number of units that a rate runs over.
_DURING = re.compile(rf"\b{either('rates', 'during')}(?: {either('rates', 'between')})* ?\Z")
#: From two of the three figures to the last: ", 200 in all", "or 60 km/h".
_THEN = re.compile(
    rf"(?:[,:;(]|—|\band\b)(?: (?!and\b){WORD}){{0,3}}? ?"
    rf"(?:(?:at )?(?:{either('shares', 'apposed')}|{either('parts', 'total_before')}|{either('rates', 'costing')})"
    rf"(?: a| an| the| of)*(?: {WORD} of)? ?)*\Z"
)
_AT = re.compile(rf"\b{either('rates', 'at')}(?: (?:about|some|just|only|a|an|the|rate|speed|of|average))* ?\Z")


def rates(outline: Outline) -> Iterator[Finding]:
    """Whether a rate, the number of units that it runs over, and the total fit one another."""
    for match in _EACH_OF.finditer(outline.text):
        count, rate = (outline.at[match.start(group)] for group in ((1, 2) if match[1] else (3, 4)))
        if not _runs(count, rate.unit or "", ""):
            continue
        stated = ((total, True) for total in following(outline, rate, 1))
        earlier = ((total, False) for total in preceding(outline, count, 8, "[LB]"))
        for total, sure in (*stated, *earlier):
            if total.unit == rate.unit and total.kind == "N":
                finding = _rate(outline, (total, rate, count), (rate.unit or "", ""), apart=True)
                if finding and (finding.agrees or sure):
                    yield finding
                    break
    for rate in outline.figures:
        if rate.kind != "R" and rate.unit not in words("units", "speeds"):
            continue
        counted, each = _SPEEDS.get(rate.unit or "", (rate.unit or "").partition("/")[::2])
        near = (*preceding(outline, rate, 4), *following(outline, rate, 4))
        around = outline.figures[max(0, rate.order - 4) : rate.order + 5]
        apart = [
            figure
            for figure in around
            if figure not in near and figure != rate and not re.search("[LB]", outline.between(figure, rate))
        ]
        yield from _first(outline, rate, (near, apart), (counted, each))


def _first(
    outline: Outline, rate: Figure, figures: tuple[tuple[Figure, ...], list[Figure]], units: tuple[str, str]
) -> Iterator[Finding]:
    """The first check that a rate allows; with figures of other sentences only if they fit."""
    near, apart = figures
    counted, each = units
    for count in (*near, *apart):
        if count.kind != "N" or not _runs(count, counted, each):
            continue
        for total in (*near, *apart):
            if total.kind == "N" and total != count and _totals(total, counted):
                same = total in near and count in near
                finding = _rate(outline, (total, rate, count), units, apart=not same)
                if finding and (finding.agrees or same):
                    yield finding
                    return


def _runs(figure: Figure, counted: str, each: str) -> bool:
    if each:
        return figure.unit is not None and as_unit(figure, each) is not None
    return (
        figure.unit is not None and figure.unit != counted and not measured(figure.unit) and not figure.unit.isupper()
    )


def _totals(figure: Figure, counted: str) -> bool:
    return as_unit(figure, counted or None) is not None and figure.unit not in words("units", "times")


def _rate(
    outline: Outline, figures: tuple[Figure, Figure, Figure], units: tuple[str, str], *, apart: bool
) -> Finding | None:
    total, rate, count = figures
    counted, each = units
    first, second, third = sorted(figures, key=lambda figure: figure.order)
    linked = bool(_DURING.search(count.before)) or count == first
    last = outline.between(second, third)
    closed = (
        is_total(outline, total)
        or (third != count and bool(_THEN.search(last)))
        or (third == rate and bool(_AT.search(last)))
        or (third == count and first == rate and bool(re.search(r"\bat (?:about )?\Z", rate.before)))
    )
    number, sum_ = as_unit(count, each or None), as_unit(total, counted or None)
    if number is None or sum_ is None or (not linked and not apart) or len(last) > 120:
        return None
    slack = _digit(rate) if third == rate and each else rate.slack
    made = rate.meant.widened(slack).times(number)
    agrees = made.meets(sum_.widened(total.slack))
    unsure = not closed or None in (total.unit, count.unit) or _planned(total) or not close(made, sum_)
    if (not agrees and unsure) or (agrees and apart and not (made.low > 0 and isfinite(made.high))):
        return None
    if third == rate:
        exact, stated = sum_.over(number), rate
        text = f"{_shown(total)} in {_shown(count)} is {with_unit(span(exact), rate.unit)}"
    else:
        exact, stated = rate.meant.times(number), total
        text = f"{_shown(rate)} x {_shown(count)} = {with_unit(span(exact), counted or None)}"
    if not agrees or span(exact) != said(stated):
        text += f", {'said to be' if agrees else 'not'} {_shown(stated)}"
    return Finding("rate", agrees, (total, rate, count), text)


def _planned(figure: Figure) -> bool:
    """Whether a figure is of what is planned, not of what is."""
    return re.search(rf"\b{either('same', 'unreal')}(?: {WORD}){{0,2}} \Z", figure.before) is not None


def _shown(figure: Figure) -> str:
    return with_unit(said(figure), figure.unit)


def _digit(figure: Figure) -> float:
    """Half of the last digit of a number as it is written."""
    value = figure.quantity.value
    if value is None:
        return 0.0
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2]) if isinstance(value, float) else 0
    return max(figure.slack, 0.5 * 0.1**decimals)
