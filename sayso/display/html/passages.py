"""The report's text, cut wherever something begins or ends, each piece marked with all that covers it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.display.visible import parted
from sayso.reading import Reading
from sayso.report import Span

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")


class Mark(NamedTuple):
    """Something found at a span: a class of the page's style, a note for the reader, claims that rest on it.

    `evidence` and `link` are names of claims: the words that tell it, and those that say who says so. `first` is true
    of the telling that a link to the claim's words leads to.
    """

    kind: str = ""
    note: str = ""
    evidence: str = ""
    link: str = ""
    first: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of the text under the same marks. `opens` names claims whose words begin here.

    `parts` are words, and in their place the codes of characters that must not be shown.
    """

    parts: tuple[tuple[str, str], ...]
    kinds: str = ""
    notes: str = ""
    evidence: str = ""
    links: str = ""
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """The pieces of a paragraph and the white space that follows it. `aside` is what is not the story."""

    pieces: tuple[Piece, ...]
    gap: str
    aside: bool


def passages(reading: Reading, marks: Sequence[tuple[Span, Mark]]) -> tuple[Paragraph, ...]:
    """The whole text in paragraphs; the words of all, gaps included, are the text."""
    text = reading.report.text
    furniture = [item.span for item in reading.report.furniture]
    block = _BLOCK if "\n\n" in text else _LINE
    found = [Span(*match.span()) for match in block.finditer(text)]
    if not found:
        return ()
    # White space before the first paragraph belongs to it.
    starts = [0, *(span.start for span in found[1:])]
    ends = [span.end for span in found]
    pieces = _pieces(text, marks, sorted({*starts, *ends}))
    sorted_pieces: list[list[Piece]] = [[] for _ in found]
    index = 0
    for start, piece in pieces:
        while index + 1 < len(starts) and start >= starts[index + 1]:
            index += 1
        if start < ends[index]:
            sorted_pieces[index].append(piece)
    following = [*starts[1:], len(text)]
    return tuple(
        Paragraph(
            pieces=tuple(own),
            gap=text[span.end : after],
            aside=any(item.start <= span.start and span.end <= item.end for item in furniture),
        )
        for own, span, after in zip(sorted_pieces, found, following, strict=True)
    )


def _pieces(text: str, marks: Sequence[tuple[Span, Mark]], cuts: Sequence[int]) -> Iterator[tuple[int, Piece]]:
    """Each piece with where it starts. Marks that reach beyond the text end with it; empty ones are left out."""
    changes: dict[int, list[tuple[int, Mark]]] = {cut: [] for cut in (*cuts, len(text))}
    for span, mark in marks:
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < end:
            changes.setdefault(start, []).append((1, mark))
            changes.setdefault(end, []).append((-1, mark))
    active: dict[Mark, int] = {}
    at, opened = 0, dict[str, None]()
    for place in sorted(changes):
        if place > at:
            yield at, _piece(text[at:place], active, tuple(opened))
            at, opened = place, {}
        for step, mark in changes[place]:
            if step > 0 and mark.first and mark not in active:
                opened[mark.evidence] = None
            active[mark] = active.get(mark, 0) + step
            if not active[mark]:
                del active[mark]


def _piece(words: str, active: Mapping[Mark, int], opens: tuple[str, ...]) -> Piece:
    return Piece(
        parts=tuple(parted(words)),
        kinds=_joined({mark.kind for mark in active}),
        notes="\n".join(sorted({mark.note for mark in active} - {""})),
        evidence=_joined({mark.evidence for mark in active}),
        links=_joined({mark.link for mark in active}),
        opens=opens,
    )


def _joined(names: set[str]) -> str:
    return " ".join(sorted(names - {""}))
