"""Wholes and their parts: which figure is said to be part of which."""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import isclose
from typing import NamedTuple

from sayso.checks.outline import REACH, WORD, Figure, Outline, as_unit, measured
from sayso.checks.words import either, words

#: What may stand between two figures of one sentence: no figure, but for one alone in brackets.
GAP = r"(?:[^A-Z]|\([^A-Z()]{0,20}[NPXR][^A-Z()]{0,20}\))"
#: Words between "of" and the figure of a whole: "of the town's N".
FEW = rf"(?:(?!(?:for|with|by|from|in|at|to|and|or|between|over|on|than|which|whom|them)\b){WORD} ){{0,3}}"
_PART_OF = re.compile(rf"N(?: (?!including\b){WORD}){{0,4}},? (?:\([^A-Z()]{{0,20}}[PN]\) )?(?:out )?of {FEW}(N)")
_OF_WHOLE = re.compile(
    rf"(?:(?:^|[SLB,;:(\"])[ \"-]*|— |\b(?:that|said|says|and|but|while|with|yet|as) )(?:out )?of {FEW}(N)"
)
_OF_THEM = re.compile(
    rf"(N)(?: {WORD})? of {either('parts', 'them')}\b|"
    rf"\bof (?:{either('parts', 'them')}|{either('parts', 'number')})\b,?(?: {WORD}){{0,5}} (N)"
)
_LINK = re.compile(rf"\b(?:(?P<open>{either('parts', 'including')})|(?P<closed>{either('parts', 'comprising')}))\b:?,?")
#: A whole, a colon, dash or bracket, and the first part, on the line or at the head of rows.
_COLON = re.compile(
    r"(N)[^A-Z():;]{0,70}?(?: ?: ?| — |(?P<paren> \())(?:(?P<rows>[LB])[^A-Z]{0,60}|[^A-Z,;.—:()]{0,40})(?P<first>N)"
)
_SEPARATOR = re.compile(r",? (?:and|plus)\b|[,;—&L]|,? \bwhile\b|: \Z")
#: Before a part that comes on top of others.
_ANOTHER = re.compile(r"(?:^\W*|[,;] (?:and |while )?|\band )(?:another|a further|a second) \Z")
_NO_LIST = re.compile(
    r"\bor(?: [a-z]+)? \Z|\b(?:compared|than|leaving|including|rose|fell)\b|"
    r"\b(?:from|against) (?:(?!and\b)[a-z]+ ){0,2}\Z"
)
_BARE = re.compile(r"^ (?:in|at|on|near|from|of (?:it|them|which)|by|for|to|along|around|inside|outside)\b")
_OF_IT = re.compile(r"^ of (?:it|them|which|whom)\b")
_GENERIC = re.compile(rf"^(?: {WORD}){{0,2}} {either('same', 'people')}\b")
_CLAUSE = re.compile(rf"^(?: {WORD}){{1,5}} (?:were|was|are|is|have|had|has|will|would)\b")
_TOTAL_BEFORE = re.compile(rf"\b{either('parts', 'total_before')}[,:]?(?: of)?(?: {either('parts', 'total_is')})* ?\Z")
BRINGING = re.compile(rf"\b{either('parts', 'bringing')} (?:{WORD} ){{1,6}}to (?:some |about |nearly )?\Z")
#: What may come to a number, and so is no total: "the river could make 7 m".
_MAY = re.compile(r"\b(?:could|may|might|would|should) (?:[a-z]+ ){1,2}\Z")
_TOTAL_AFTER = re.compile(
    rf"^(?: {WORD}){{0,4}},? {either('parts', 'total_after')}(?=$|[,.;:)—\"]| {either('parts', 'total_then')}\b)"
)


class Whole(NamedTuple):
    """A whole and its parts in the order of the text; `closed` when the parts are said to be all of it."""

    whole: Figure
    parts: tuple[Figure, ...]
    closed: bool


def pairs(outline: Outline) -> dict[int, Figure]:
    """The whole of each figure that is said to be so many *of* it, by the order of the part."""
    found: dict[int, Figure] = {}
    for part in outline.figures:
        if part.kind == "N" and (match := _PART_OF.match(outline.text, part.at)):
            whole = outline.at[match.start(1)]
            if fits(whole, part):
                found[part.order] = whole
    for match in _OF_WHOLE.finditer(outline.text):
        whole = outline.at[match.start(1)]
        for part in following(outline, whole, 3):
            if part.kind == "N" and fits(whole, part) and part.order not in found:
                found[part.order] = whole
                break
    for match in _OF_THEM.finditer(outline.text):
        part = outline.at[match.start(1) if match[1] else match.start(2)]
        if nearest := _nearest(outline, part):
            found.setdefault(part.order, nearest)
    return found


def fits(whole: Figure, part: Figure) -> bool:
    """Whether a figure can be part of another: of the same unit, and not surely more."""
    meant = as_unit(part, whole.unit)
    return part.order != whole.order and meant is not None and meant.low <= whole.meant.high


def lists(outline: Outline, paired: dict[int, Figure]) -> Iterator[Whole]:
    """Wholes with the parts that the words give: after "including" or a colon, before "in all", in rows."""
    for match in _LINK.finditer(outline.text):
        first = _next(outline, match.end(), 60)
        whole = first and _nearest(outline, first, match.start())
        if first and whole:
            parts = run(outline, whole, first)
            if len(parts) == 2 and re.search(r", and \Z", outline.between(parts[0], parts[1])):
                parts = parts[:1]  # "4 officers, including one colonel, and 5 men" are nine
            if match["open"] and _strays(outline, whole, parts):
                continue
            yield Whole(whole, parts, match["closed"] is not None and _ended(outline, whole, parts))
    for figure in outline.figures:
        if figure.kind == "N" and (colon := _COLON.match(outline.text, figure.at)):
            first = outline.at[colon.start("first")]
            parts = rows(outline, figure, first) if colon["rows"] else run(outline, figure, first)
            if len(parts) < 2 or not kindred(figure, first):
                continue
            gaps = [outline.between(*pair) for pair in pairwise(parts)]
            if colon["paren"] and any(")" in gap or not re.search("[a-z]", gap) for gap in gaps):
                continue
            labelled = figure.before.endswith(": ") and outline.between(parts[0], parts[1]).endswith(": ")
            if not labelled:
                yield Whole(figure, parts, closed=_ended(outline, figure, parts))
    yield from _beside(outline)
    for part, whole in ((outline.figures[order], whole) for order, whole in paired.items()):
        parts = run(outline, whole, part)
        if len(parts) > 1:
            if not _overlap(whole, parts) and not _strays(outline, whole, parts):
                yield Whole(whole, parts, closed=False)
        elif others := _others(outline, whole, part):
            yield Whole(whole, (part, *others), closed=False)


def _ended(outline: Outline, whole: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether no figure that may be a further part follows a list in its sentence."""
    return not any(
        kindred(whole, figure) and figure.unit == whole.unit and not is_total(outline, figure)
        for figure in following(outline, parts[-1], 1)
    )


def _overlap(whole: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether two parts that are more than their whole may share some: "of 9, 7 serving life and 5 under 21"."""
    return len(parts) == 2 and _surplus(whole, parts)


def _strays(outline: Outline, whole: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether parts are more than their whole for what stands behind a semicolon, which need be no part."""
    return _surplus(whole, parts) and any(";" in outline.between(*pair) for pair in pairwise(parts))


def _surplus(whole: Figure, parts: tuple[Figure, ...]) -> bool:
    return sum((as_unit(part, whole.unit) or part.meant).low for part in parts) > whole.meant.high


def _others(outline: Outline, whole: Figure, part: Figure) -> tuple[Figure, ...]:
    """The parts that head the clauses after a first part: "Of the 60, 22 were freed. Another 38 are held."."""
    parts: list[Figure] = []
    for figure in outline.figures[max(whole.order, part.order) + 1 :][:6]:
        if "B" in outline.between(outline.figures[figure.order - 1], figure):
            break
        if figure.kind == "N" and fits(whole, figure) and _ANOTHER.search(figure.before):
            parts.append(figure)
    return tuple(parts)


def _beside(outline: Outline) -> Iterator[Whole]:
    """Wholes with their parts right behind: "9 tanks, 4 in the north and 5 in the south"."""
    for whole, first in zip(outline.figures, outline.figures[1:], strict=False):
        if whole.kind != "N" or whole.unit is None or first.unit != whole.unit or not fits(whole, first):
            continue
        if not re.fullmatch(rf"{GAP}{{0,90}}, (?:with )?", outline.between(whole, first)):
            continue
        parts = run(outline, whole, first)
        bare = all(_BARE.match(part.after) for part in parts) or _OF_IT.match(first.after)
        shared = _OF_IT.match(first.after) and _overlap(whole, parts)
        if len(parts) > 1 and not shared and (bare or _GENERIC.match(whole.after)):
            loose = not bare or re.search(r" (?:in|at|on|near|from|for|by|to) ", outline.between(whole, first))
            if not loose or adds_up(Whole(whole, parts, closed=False)):
                yield Whole(whole, parts, closed=False)


def run(outline: Outline, whole: Figure, first: Figure) -> tuple[Figure, ...]:
    """The list that begins with a part: "35 in the old town, 20 on the quay and 55 at the harbour"."""
    parts = [first]
    for figure in following(outline, first, 20):
        if figure.kind != "N":
            continue
        gap = outline.between(parts[-1], figure)
        link = joint(gap)
        if (
            not link
            or is_total(outline, figure)
            or not kindred(whole, figure)
            or figure.order == whole.order
            or (link.endswith("and") and _CLAUSE.match(figure.after) and "," in link)
        ):
            break
        parts.append(figure)
        if link.endswith(("and", "plus")):
            break
    return tuple(parts)


def joint(gap: str) -> str | None:
    """What joins two entries of a list, by what stands between their figures; None if nothing does."""
    if len(gap) > REACH or not re.fullmatch(f"{GAP}*", gap) or _NO_LIST.search(gap):
        return None
    separators = list(_SEPARATOR.finditer(gap))
    return separators[-1][0] if separators and len(gap[separators[-1].end() :].split()) <= 6 else None


def rows(outline: Outline, whole: Figure, first: Figure) -> tuple[Figure, ...]:
    """The first figures of the lines that follow, as long as each has one of the whole's kind."""
    parts = [first]
    at = first.at
    while len(parts) < 100 and (line := outline.text.find("L", at, at + REACH)) > 0:
        figure = _next(outline, line + 1, 60)
        if figure is None or figure.kind != "N" or not kindred(whole, figure) or "B" in outline.text[at:line]:
            break
        parts.append(figure)
        at = figure.at
    return tuple(parts)


def kindred(whole: Figure, part: Figure) -> bool:
    """Whether a figure can be an entry in a list of a whole's parts: of its unit, or counted things among things."""
    if whole.kind != part.kind:
        return False
    if measured(whole.unit) and measured(part.unit):
        return as_unit(part, whole.unit) is not None and measures_fit(whole, part)
    if None in (whole.unit, part.unit) or whole.unit == part.unit:
        return measures_fit(whole, part)
    return all(_thing(figure.unit) for figure in (whole, part)) and measures_fit(whole, part)


def measures_fit(whole: Figure, part: Figure) -> bool:
    """Whether what is said to have happened to a part may have happened to the whole."""
    one, other = whole.quantity.measure, part.quantity.measure
    return one in (None, other, "casualties") or other is None


def _thing(unit: str | None) -> bool:
    return bool(unit) and not measured(unit) and unit not in words("units", "apart") and not str(unit).isupper()


def following(outline: Outline, figure: Figure, most: int) -> Iterator[Figure]:
    """The figures after one in its sentence, at most so many."""
    for other in outline.figures[figure.order + 1 : figure.order + 1 + most]:
        if re.search("[SLB]", outline.between(outline.figures[other.order - 1], other)):
            return
        yield other


def preceding(outline: Outline, figure: Figure, most: int, breaks: str = "[SLB]") -> Iterator[Figure]:
    """The figures before one, the nearest first, at most so many, as far as the next break."""
    for order in range(figure.order - 1, max(-1, figure.order - 1 - most), -1):
        if re.search(breaks, outline.between(outline.figures[order], outline.figures[order + 1])):
            return
        yield outline.figures[order]


def _next(outline: Outline, offset: int, reach: int) -> Figure | None:
    match = re.compile(r"[^A-Z]*([A-Z])").match(outline.text, offset, offset + reach)
    return outline.at.get(match.start(1)) if match else None


def _nearest(outline: Outline, part: Figure, back: int | None = None) -> Figure | None:
    """The figure before a part that it can be a part of; the one before the offset `back` where a link stands there."""
    for figure in preceding(outline, part, 4, "[LB]"):
        if (
            figure.kind == "N"
            and (back is None or figure.at < back)
            and (kindred(figure, part) if back else fits(figure, part))
        ):
            return figure
    return None


def is_total(outline: Outline, figure: Figure) -> bool:
    """Whether the words call a figure the total."""
    return bool(
        (_TOTAL_BEFORE.search(before := figure.before) and not _MAY.search(before))
        or BRINGING.search(before)
        or _TOTAL_AFTER.match(figure.after)
    )


def is_more(outline: Outline, figure: Figure) -> bool:
    """Whether a figure comes on top of others: "12 more", "another 12"."""
    return bool(
        re.search(rf"\b{either('same', 'more_before')} \Z", figure.before)
        or re.match(rf" (?:{WORD} )?{either('same', 'more_after')}\b", figure.after)
    )


def adds_up(found: Whole) -> bool:
    """Whether exact figures add up exactly."""
    whole, parts, _ = found
    figures = (whole, *parts)
    return all(figure.meant.low == figure.meant.high for figure in figures) and isclose(
        whole.meant.low, sum(part.meant.low for part in parts)
    )
