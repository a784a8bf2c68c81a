"""Products: totals that so many for each make, where the words do not set them side by side."""

import re
from collections.abc import Iterator

from sayso.checks.explain import Finding, said, with_unit
from sayso.checks.outline import WORD, Figure, Outline, as_unit, counted, told
from sayso.checks.words import either, words

#: Behind a figure that holds for each: "in each", "a shift", "per head".
_FOR_EACH = re.compile(
    rf"^(?: {WORD}){{0,3}}?,?(?: (?:in|on|for|to|at))? "
    rf"(?:(?:each|apiece)\b(?! of\b)|(?:an?|per|every) (?P<each>{WORD}))"
)
#: Before it: "a litre costs".
_EACH_DOES = re.compile(
    rf"\b(?:an?|one|each|every) (?P<each>{WORD})(?: {WORD})? {either('rates', 'does')}(?: (?:some|about|just|only))* \Z"
)
#: How far away, in figures, the others may stand.
_NEAR = 8
#: The least total that is no product by chance.
_LEAST = 20.0
_NAMES = {"litre": "l", "kilo": "kg", "kilogram": "kg", "head": "person", "metre": "m", "kilometre": "km"}


def products(outline: Outline) -> Iterator[Finding]:
    """Rates that agree: a total near a rate that is exactly the rate times a count near it."""
    for rate in outline.figures:
        if rate.kind not in "NR" or not _exact(rate):
            continue
        of, slash, each = (rate.unit or "").partition("/")
        if not slash:
            found = _FOR_EACH.match(rate.after) or _EACH_DOES.search(rate.before)
            if found is None:
                continue
            each = found["each"] or ""
        if finding := _product(outline, rate, of, each):
            yield finding


def _product(outline: Outline, rate: Figure, of: str, each: str) -> Finding | None:
    near = [figure for figure in _around(outline, rate) if figure.kind in "NR" and _exact(figure)]
    for count in near:
        if count.kind != "N" or count.meant.low < 2 or not _runs(count, rate, each):
            continue
        made = rate.meant.times(count.meant)
        for total in near:
            if total == count or made.low < _LEAST or not _is_of(total, of) or not made.meets(total.rounded):
                continue
            text = f"{_shown(rate)} x {_shown(count)} = {_shown(total)}"
            return Finding("rate", True, (total, rate, count), text)
    return None


def _around(outline: Outline, rate: Figure) -> Iterator[Figure]:
    """The figures before and after one in its paragraph."""
    for step in (-1, 1):
        last = rate
        for distance in range(1, _NEAR + 1):
            order = rate.order + step * distance
            if not 0 <= order < len(outline.figures):
                break
            figure = outline.figures[order]
            if re.search("[LB]", outline.between(last, figure)):
                break
            yield figure
            last = figure


def _exact(figure: Figure) -> bool:
    return figure.meant.low == figure.meant.high and figure.meant.low > 0 and told(figure)


def _runs(count: Figure, rate: Figure, each: str) -> bool:
    """Whether a rate holds for each of what is counted."""
    if each:
        return count.unit is not None and (
            count.unit == each or (each := _NAMES.get(each, each)) == count.unit or as_unit(count, each) is not None
        )
    return count.order + 1 == rate.order and counted(count) and count.unit not in (None, rate.unit)


def _is_of(total: Figure, of: str) -> bool:
    """Whether a total counts what a rate counts, by whatever name."""
    unit = (total.unit or "").partition("/")[0]
    if unit == of:
        return bool(of)
    return (
        bool(of) and total.kind == "N" and counted(total) and not of.isupper() and of not in words("units", "measured")
    )


def _shown(figure: Figure) -> str:
    return with_unit(said(figure), figure.unit)
