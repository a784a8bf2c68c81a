"""Which stretches of a text stand in quotation marks, whatever marks they are and whether or not they balance."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.report import Span

_PARAGRAPH = re.compile(r"[^\n]+")
#: Double marks and guillemets; two single marks or backticks, as wires print them. Single curly marks nest inside.
_MARK = re.compile(r"``|''|[\"“”„‟«»]")
_OPENERS = frozenset(("``", "“", "„", "‟", "«"))
_CLOSERS = frozenset(("”", "»"))


@dataclass(frozen=True)
class Quotation:
    """A quotation with its marks; `open` where the paragraph ends before it is closed."""

    span: Span
    open: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in order, outermost only, none across the end of a paragraph."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        start: int | None = None
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            if start is None:
                if _opens(text, mark, paragraph.start()):
                    start = mark.start()
            elif _closes(text, mark, paragraph.end()):
                found.append(Quotation(Span(start, mark.end()), open=False))
                start = None
        if start is not None:
            found.append(Quotation(Span(start, paragraph.end()), open=True))
    return tuple(found)


def _opens(text: str, mark: re.Match[str], begin: int) -> bool:
    if mark.group() in _OPENERS:
        return True
    if mark.group() in _CLOSERS:
        return False
    at = mark.start()
    return at == begin or not (text[at - 1].isalnum() or text[at - 1] in ".,!?;")


def _closes(text: str, mark: re.Match[str], end: int) -> bool:
    if mark.group() in _CLOSERS:
        return True
    if mark.group() in _OPENERS:
        return False
    after = mark.end()
    return after >= end or not text[after].isalnum()


def quote_kind(
    text: str, content: Sequence[Span], marks: Sequence[Quotation]
) -> Literal["direct", "indirect", "mixed"]:
    """Whether content stands in quotation marks wholly, not at all, or in part."""
    inside = outside = 0
    starts = [q.span.start for q in marks]
    for start, end in content:
        first = max(0, bisect_right(starts, start) - 1)
        covered = 0
        for q in marks[first:]:
            if q.span.start >= end:
                break
            low, high = max(start, q.span.start), min(end, q.span.end)
            covered += _letters(text, low, high)
        inside += covered
        outside += _letters(text, start, end) - covered
    if not inside:
        return "indirect"
    return "direct" if outside == 0 else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end]) if start < end else 0
