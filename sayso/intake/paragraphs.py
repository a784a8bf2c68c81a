"""Paragraphs of a plain text, as spans."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.report import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WRAP_WIDTH = 100  # columns; mail, wires and old archives wrap at 60 to 80
_SENTENCE_END = tuple(".!?”\"’')]:;")


class Paragraph(NamedTuple):
    """A paragraph, trimmed of white space: its span and those of its lines.

    `apart` says that a blank line, or the end of the text, follows.
    """

    span: Span
    lines: tuple[Span, ...]
    apart: bool


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs in order, lazily, in linear time.

    A blank line ends a paragraph. Within a block without blank lines each line is a paragraph,
    unless the block is visibly wrapped: lines of like length that mostly do not end a sentence.
    """
    block: list[Span] = []
    previous_end = 0
    for line in _LINE.finditer(text):
        span = _trimmed(text, line.start(), line.end())
        if span is None:
            continue
        if block and _blank_between(text, previous_end, line.start()):
            yield from _split(text, block)
            block = []
        block.append(span)
        previous_end = line.end()
    yield from _split(text, block)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    kept = line.strip()
    if not kept:
        return None
    first = start + len(line) - len(line.lstrip())
    return Span(first, first + len(kept))


def _blank_between(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    return len(gap) - gap.count("\r\n") > 1


def _split(text: str, block: list[Span]) -> Iterator[Paragraph]:
    if not block:
        return
    *body, last = block
    lengths = [end - start for start, end in body]
    wrapped = (
        bool(body)
        and max(lengths) <= _WRAP_WIDTH
        and last.end - last.start <= _WRAP_WIDTH
        and min(lengths) >= 0.4 * max(lengths)
        and 2 * sum(text[start:end].endswith(_SENTENCE_END) for start, end in body) < len(body)
    )
    if wrapped:
        yield Paragraph(Span(block[0].start, last.end), tuple(block), True)
        return
    for span in body:
        yield Paragraph(span, (span,), False)
    yield Paragraph(last, (last,), True)
