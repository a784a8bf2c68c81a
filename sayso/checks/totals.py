"""Totals: wholes that stand apart from their parts, after them, before them, or in a row of a table."""

import re
from collections.abc import Iterator
from math import isfinite

from sayso.checks.intervals import Interval
from sayso.checks.outline import REACH, WORD, Figure, Outline, as_unit, counted, measured, told
from sayso.checks.wholes import (
    BRINGING,
    Whole,
    adds_up,
    fits,
    is_more,
    is_total,
    joint,
    kindred,
    measures_fit,
    preceding,
)
from sayso.checks.words import either, words

_OPENING = re.compile(rf"\W*{either('parts', 'total_opening')}\b")
_TOTAL_ROW = re.compile(rf"[\W_]*{either('parts', 'total_row')}\b")
#: Between two counts that are told in one breath: "310 girls and 290 boys".
_PAIR = re.compile(rf"(?: {WORD}){{1,4}} and(?: {WORD})? ")
#: The least whole that figures beside it do not add up to by chance.
_LEAST = 20.0


def totals(outline: Outline) -> Iterator[Whole]:
    """Wholes that come after their parts: "35 and 55, 90 in all", "bringing the total to 90", a last row "Total"."""
    for figure in outline.figures:
        if figure.kind != "N":
            continue
        if not is_total(outline, figure):
            yield from (found for found in _later(outline, figure) if figure.quantity.measure and adds_up(found))
            continue
        parts: list[Figure] = []
        for part in preceding(outline, figure, 50):
            if part.kind != "N" or not kindred(figure, part):
                break
            if parts and not joint(outline.between(part, parts[-1])):
                break
            parts.append(part)
        if len(parts) > 1:
            yield Whole(figure, tuple(reversed(parts[: _enough(figure, parts)])), closed=True)
        else:
            yield from _earlier(outline, figure)
            yield from _later(outline, figure)


def _enough(total: Figure, parts: list[Figure]) -> int:
    """How many of the figures before a total are its parts: the fewest that make it up, or else all."""
    sum_ = Interval(0.0, 0.0)
    for number, part in enumerate(parts, start=1):
        sum_ = sum_.plus(as_unit(part, total.unit) or part.meant)
        if number > 1 and sum_.meets(total.rounded):
            return number
    return len(parts)


def _earlier(outline: Outline, total: Figure) -> Iterator[Whole]:
    """The total of figures in the sentences before it: so many last as add up to it."""
    parts: list[Figure] = []
    sum_ = Interval(0.0, 0.0)
    for figure in preceding(outline, total, 12, "B"):
        if not _one_of(total, figure):
            continue
        parts.append(figure)
        sum_ = sum_.plus(figure.meant)
        if len(parts) > 1 and sum_.meets(total.meant):
            yield Whole(total, tuple(reversed(parts)), closed=True)
            return
    yield from _of_kinds(outline, total)
    if total.unit is None or measured(total.unit) or total.unit.isupper():
        return
    if len(parts) > 1 and BRINGING.search(total.before) and is_more(outline, parts[0]):
        yield Whole(total, (parts[1], parts[0]), closed=True)
    elif len(parts) > 1 and _OPENING.match(total.before) and all(_placed(outline, part) for part in parts):
        yield Whole(total, tuple(reversed(parts)), closed=True)


def _of_kinds(outline: Outline, total: Figure) -> Iterator[Whole]:
    """The total of things of several kinds in the sentences before it, if they add up exactly."""
    parts: list[Figure] = []
    for figure in preceding(outline, total, 12, "B"):
        if figure.kind != "N" or not kindred(total, figure) or not told(figure):
            continue
        parts.append(figure)
        found = Whole(total, tuple(reversed(parts)), closed=True)
        if len(parts) > 1 and adds_up(found):
            yield found
            return


def _later(outline: Outline, total: Figure) -> Iterator[Whole]:
    """The total of figures in the sentences after it, each in a place of its own."""
    parts: list[Figure] = []
    sum_ = Interval(0.0, 0.0)
    for figure in outline.figures[total.order + 1 : total.order + 13]:
        if "B" in outline.between(outline.figures[figure.order - 1], figure):
            break
        if not _one_of(total, figure) or not fits(total, figure) or not _placed(outline, figure):
            continue
        parts.append(figure)
        sum_ = sum_.plus(figure.meant)
        if len(parts) > 1 and sum_.meets(total.meant):
            break
    found = Whole(total, tuple(parts), closed=False)
    if len(parts) > 1 and (adds_up(found) or not (total.unit is None or measured(total.unit) or total.unit.isupper())):
        yield found


def _one_of(total: Figure, figure: Figure) -> bool:
    return (
        figure.kind == "N"
        and figure.unit == total.unit
        and measures_fit(total, figure)
        and told(figure)
        and isfinite(figure.meant.high)
    )


def _placed(outline: Outline, figure: Figure) -> bool:
    """Whether the clause of a figure says where."""
    lead = re.split("[NPXR]|, ", figure.before)[-1]
    tail = re.split("[NPXR]|, ", figure.after, maxsplit=1)[0]
    return re.search(r"\b(?:in|at|on|near|from|along|around|lost|has|had)\b", lead + tail) is not None or bool(
        re.fullmatch(r"\W*(?:and )?[a-zß-ɏ'-]+(?: [a-zß-ɏ'-]+)? ", lead)
    )


def exact(outline: Outline) -> Iterator[Whole]:
    """Wholes right before or behind counts that add up to them exactly, too many or too precise for chance."""
    for whole in outline.figures:
        if not _counts(whole) or whole.meant.low < _LEAST:
            continue
        after = outline.figures[whole.order + 1 : whole.order + 9]
        before = reversed(outline.figures[max(0, whole.order - 8) : whole.order])
        for beside in (after, before):
            parts: list[Figure] = []
            for figure in beside:
                if re.search("[LB]|S.*S", outline.between(parts[-1] if parts else whole, figure)) or not _counts(
                    figure
                ):
                    break
                parts.append(figure)
                found = Whole(whole, tuple(sorted(parts, key=lambda part: part.order)), closed=True)
                if len(parts) > 1 and adds_up(found):
                    if _telling(outline, whole, parts):
                        yield found
                    break


def _counts(figure: Figure) -> bool:
    unit = figure.unit or ""
    exactly = figure.meant.low == figure.meant.high and told(figure) and figure.meant.low > 0
    return exactly and figure.kind == "N" and not measured(unit) and unit not in words("units", "times")


def _telling(outline: Outline, whole: Figure, parts: list[Figure]) -> bool:
    """Whether an exact sum is more than chance: of three counts or more, or of numbers with many digits."""
    units = {figure.unit for figure in parts}
    if len(units) > 1 and not units <= {"person", "vote"}:
        return False
    if not all(measures_fit(whole, part) for part in parts):
        return False
    digits = len(f"{whole.meant.low:.0f}".rstrip("0"))
    if len(parts) == 2 and units == {whole.unit} and _PAIR.fullmatch(outline.between(*parts)):
        return counted(whole)
    return (len(parts) > 2 and (digits > 2 or counted(whole))) or (
        digits > 2 and (units == {whole.unit} or (len(units) == 1 and all(map(counted, (whole, *parts)))))
    )


def tables(outline: Outline) -> Iterator[Whole]:
    """The columns of rows that end or begin with a row of totals."""
    block: list[tuple[bool, list[Figure]]] = []
    start = 0
    for match in re.finditer(r"[LB]|$", outline.text):
        line = outline.text[start : match.start()] if match.start() - start < 2 * REACH else ""
        cells = [outline.at[start + at.start()] for at in re.finditer("[NPXR]", line)]
        if cells and not re.search(r"S[^A-Z]*[a-z]", line):
            block.append((bool(_TOTAL_ROW.match(line)), cells))
        else:
            yield from _columns(block)
            block = []
        if match[0] != "L":
            yield from _columns(block)
            block = []
        start = match.end()


def _columns(block: list[tuple[bool, list[Figure]]]) -> Iterator[Whole]:
    at = [number for number, (total, _) in enumerate(block) if total]
    if len(at) != 1 or at[0] not in (0, len(block) - 1) or len(block) < 3:
        return
    total = block[at[0]][1]
    others = [cells for is_sum, cells in block if not is_sum]
    if any(len(cells) != len(total) for cells in others):
        return
    for whole, *parts in zip(total, *others, strict=True):
        if whole.kind == "N" and all(kindred(whole, part) for part in parts):
            yield Whole(whole, tuple(parts), closed=True)
