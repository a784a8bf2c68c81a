"""Tables written as text: what the numbers in their cells count, by the heads of column and row; text alone."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.extraction.headings import Heading, read_heading
from sayso.report import Span

_LONGEST = 60  # characters of a cell; what is longer is prose
_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:=+_\-–—]+")
# Words joined by single blanks, where two or more part the columns.
_WORDS = re.compile(r"[^\s]+(?:[ \u00a0][^\s]+)*")
_NUMERIC = re.compile(r"[^\w\s]{0,3}\s?\d")
_BARE = re.compile(r"[\d.,\s–—-]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?")
_NOTHING = Heading(None, None)


class Cell(NamedTuple):
    """A cell of a row. `of` is the words of the head that says what its number counts, `unit` and `measure` what they
    say; `scale` is what the number is to be multiplied by ("in millions"). `label` says that the cell only names or
    numbers its row.
    """

    span: Span
    of: Span | None
    unit: str | None
    measure: str | None
    scale: int = 1
    label: bool = False


class _Table(NamedTuple):
    """The heads of a table's columns, the first that of the rows' labels, and its caption."""

    heads: list[Span]
    readings: list[Heading]
    caption: Heading


def read_tables(text: str) -> tuple[Cell, ...]:
    """The cells under a head, and the labels of their rows, of all tables of a text, in text order and linear time.

    Columns are parted by bars, tabs, or two or more blanks; a head is a line of words over lines with numbers.
    """
    if "|" not in text and "\t" not in text and "  " not in text:
        return ()
    return tuple(_cells(text))


def _cells(text: str) -> Iterator[Cell]:
    table: _Table | None = None
    caption, end = Span(0, 0), 0
    for line in _LINE.finditer(text):
        if text.count("\n", end, line.start()) > 2:
            table, caption = None, Span(0, 0)
        end = line.end()
        if _RULE.fullmatch(text, line.start(), line.end()):
            continue
        cells = _split(text, Span(line.start(), line.end()))
        if len(cells) < 2:
            table, caption = None, cells[0] if cells else Span(0, 0)
        elif any(_numeric(text, cell) for cell in cells[1:]) and (
            (row := table and _fitted(table, cells)) or not _is_head(text, cells)
        ):
            if row is None:
                table = None
            yield from _row(text, row or _Table([], [], _NOTHING), cells)
        else:
            heading = _words(text, caption) if caption.end - caption.start <= _LONGEST else _NOTHING
            table = _Table(cells, [_words(text, cell) for cell in cells], heading)


def _split(text: str, line: Span) -> list[Span]:
    """The cells of a line; none of a line with one that is too long."""
    words = text[line.start : line.end]
    mark = next((mark for mark in "|\t" if mark in words), "")
    if not mark:
        cells = [Span(*match.span()) for match in _WORDS.finditer(text, line.start, line.end)]
    else:
        cells, at = [], line.start
        for part in words.split(mark):
            inner = part.strip()
            start = at + len(part) - len(part.lstrip()) if inner else at
            cells.append(Span(start, start + len(inner)))
            at += len(part) + 1
        if mark == "|" and len(cells) > 1 and not words[: cells[0].end - line.start].strip():
            del cells[0]
        if mark == "|" and len(cells) > 1 and cells[-1].start == cells[-1].end:
            del cells[-1]
    return [] if len(cells) > 1 and any(end - start > _LONGEST for start, end in cells) else cells


def _numeric(text: str, cell: Span) -> bool:
    return _NUMERIC.match(text, cell.start, cell.end) is not None


def _is_head(text: str, cells: Sequence[Span]) -> bool:
    """Whether all columns are headed by words or years, and one by a year: "Crop | 2021 | 2022"."""
    written = [text[start:end] for start, end in cells[1:]]
    return all(_YEAR.fullmatch(word) or not word[:1].isdigit() for word in written) and any(
        _YEAR.fullmatch(word) for word in written
    )


def _fitted(table: _Table, cells: Sequence[Span]) -> _Table | None:
    """The table with as many heads as a row has cells; the one over the labels of rows may be left out."""
    if len(table.heads) == len(cells):
        return table
    if len(table.heads) + 1 != len(cells):
        return None
    return table._replace(heads=[Span(0, 0), *table.heads], readings=[_NOTHING, *table.readings])


def _row(text: str, table: _Table, cells: Sequence[Span]) -> Iterator[Cell]:
    """The cells of a row; those of a row under no head are of a table only if all are bare numbers."""
    if not table.heads and not all(_BARE.fullmatch(text, *cell) for cell in cells[1:]):
        return
    first, label = cells[0], _NOTHING
    bare = _BARE.fullmatch(text, *first) is not None
    if bare and table.heads and _counts(table.readings[0]):
        yield _under(table, 0, first, _NOTHING, first)
    elif bare:
        yield Cell(first, None, None, None, label=True)
    else:
        label = _words(text, first)
    if not table.heads and label == _NOTHING:
        return
    for number, cell in enumerate(cells[1:], 1):
        if cell.start < cell.end:
            yield _under(table, number, cell, label, first)


def _counts(heading: Heading) -> bool:
    """Whether the head of the first column says that its numbers count, and do not only number the rows."""
    return heading.measure not in (None, "time")


def _under(table: _Table, number: int, cell: Span, label: Heading, first: Span) -> Cell:
    """The cell by the head of its column, by the label of its row for what that leaves open, and by the caption."""
    head, above = (table.readings[number], table.heads[number]) if table.heads else (_NOTHING, first)
    caption = table.caption if table.caption.certain else _NOTHING
    giver = next((said for said in (head, label, caption) if said.unit), head)
    measure = head.measure or (None if head.measured else label.measure) or caption.measure
    of = first if giver is label or (giver is head and not head.unit and label.measure) else above
    scale = giver.scale if giver is head else head.scale * giver.scale
    return Cell(cell, of if of.start < of.end else None, giver.unit, measure, scale)


def _words(text: str, span: Span) -> Heading:
    return read_heading(text[span.start : span.end])
