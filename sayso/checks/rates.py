"""Rates: whether so many for each make the total that is stated."""

import re
from collections.abc import Iterator

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.outline import Figure, Outline, as_unit, measured
from sayso.checks.wholes import FEW, following, is_total, preceding
from sayso.checks.words import either, words

_SPEEDS = {"km/h": ("km", "hour"), "mph": ("mile", "hour"), "m/s": ("m", "second"), "knot": ("nautical mile", "hour")}
_EACH_OF = re.compile(
    rf"\beach of {FEW}(N)[^A-Z]{{0,60}}?(N)|(N)(?: [a-zß-ɏ\d'-]+){{0,3}} each (?:[a-zß-ɏ\d'-]+ ){{1,3}}(N)"
)
_DURING = re.compile(
    r"\b(?:in|over|for|during|across|within|through|to|among|of|between|every|the|each|after|lasts?|lasted|takes?|took|enough for)(?: (?:the|those|these|all|just|only|each of|last|past|first|some|some of|his|her|its|their|next))* ?\Z"
)
_THEN = re.compile(
    rf"(?:,|—|\(|:|;|\band\b)(?: (?!and\b)[a-zß-ɏ\d'-]+){{0,3}}? ?(?:(?:at )?(?:{either('shares', 'apposed')}|{either('parts', 'total_before')}|an average of|averaging|average|at a rate of|a cost of|costing|cost|costs|for)(?: a| an| the| of)*(?: [a-zß-ɏ\d'-]+ of)? ?)*\Z"
)
_AT = re.compile(
    r"\b(?:at|averaging|an average of|average|rate of|average speed of|cost of|costing|price of|paid|pays|getting|received|gets|get|receive|or|about)(?: (?:about|some|just|only|a|an|the|rate|speed|of|average))* ?\Z"
)


def rates(outline: Outline) -> Iterator[Finding]:
    """Whether a rate, the number of units that it runs over, and the total fit one another."""
    for match in _EACH_OF.finditer(outline.text):
        count, rate = (
            (outline.at[match.start(group)] for group in (1, 2) if match[1])
            if match[1]
            else (outline.at[match.start(3)], outline.at[match.start(4)])
        )
        for total in following(outline, rate, 1):
            if total.unit == rate.unit and total.kind == "N" and _runs(count, rate.unit or "", ""):
                finding = _rate(outline, (total, rate, count), (rate.unit or "", ""), apart=True)
                if finding:
                    yield finding
    for rate in outline.figures:
        if rate.kind != "R" and rate.unit not in words("units", "speeds"):
            continue
        counted, each = _SPEEDS.get(rate.unit or "", (rate.unit or "").partition("/")[::2])
        near = (*preceding(outline, rate, 4), *following(outline, rate, 4))
        around = outline.figures[max(0, rate.order - 4) : rate.order + 5]
        apart = [
            figure
            for figure in around
            if figure not in near and figure != rate and "B" not in outline.between(figure, rate)
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
    if not agrees and not closed:
        return None
    if third == rate:
        exact = total.meant.over(count.meant)
        text = f"{with_unit(said(total), total.unit)} / {with_unit(said(count), count.unit)} = {span(exact)}"
        stated = with_unit(said(rate), rate.unit)
        exact = sum_.over(number)
        text = f"{with_unit(said(total), total.unit)} in {with_unit(said(count), count.unit)} is {with_unit(span(exact), rate.unit)}"
        return Finding(
            "rate",
            agrees,
            (total, rate, count),
            text if agrees and span(exact) == said(rate) else f"{text}, {'said to be' if agrees else 'not'} {stated}",
        )
    exact = rate.meant.times(number)
    text = f"{with_unit(said(rate), rate.unit)} x {with_unit(said(count), count.unit)} = {with_unit(span(exact), counted or None)}"
    stated = with_unit(said(total), total.unit)
    return Finding(
        "rate",
        agrees,
        (total, rate, count),
        text if span(exact) == said(total) else f"{text}, {'said to be' if agrees else 'not'} {stated}",
    )


def _digit(figure: Figure) -> float:
    """Half of the last digit of a number as it is written."""
    value = figure.quantity.value
    if value is None:
        return 0.0
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2]) if isinstance(value, float) else 0
    return max(figure.slack, 0.5 / 10**decimals)
