"""Our own reports with attribution marked by hand: `{s1 The mayor} {c1 said} {t1 that the bridge was open}.`"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple

Span = tuple[int, int]

_REPORT = re.compile(r"^=== ?(.*)\n?", re.MULTILINE)
_MARK = re.compile(r"\{([sct])([1-9]\d*(?:,[1-9]\d*)*) (?! )([^{}]*[^{}\s])\}")
_BRACE = re.compile(r"[{}]")
_PARTS: dict[str, Literal["source", "cue", "content"]] = {"s": "source", "c": "cue", "t": "content"}


class NotationError(ValueError):
    """A report that cannot be read; the message names the file, the report's title and the bad mark."""


class Statement(NamedTuple):
    """Who says, the saying word, what is said: each a tuple of `[start, end)` spans of the report's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class MarkedReport:
    """A report without its marks, and its statements in the order of their numbers."""

    title: str
    text: str
    statements: tuple[Statement, ...]


def parse_reports(notation: str, name: str) -> list[MarkedReport]:
    """All reports of a file called `name`.

    `=== title` opens a report, an empty line parts its paragraphs, lines of `#` before the first report are comments.
    `{s1 ...}`, `{c1 ...}`, `{t1 ...}` mark a source, a cue, a content; parts of one statement share its number, and a
    span of several statements lists theirs: `{s1,2 ...}`.

    Raises:
        NotationError: anything else stands before the first report, a title or text is empty, a title occurs twice,
            a brace is not part of a mark, or a statement lacks a cue or has nothing else.
    """
    headings = list(_REPORT.finditer(notation))
    lead = notation[: headings[0].start()] if headings else notation
    for line in lead.splitlines():
        if line.strip() and not line.startswith("#"):
            raise NotationError(f"{name}: before the first report only comments may stand, not {_short(line)}")
    ends = [heading.start() for heading in headings[1:]] + [len(notation)]
    reports = [
        _report(h[1].strip(), notation[h.end() : end].strip(), name) for h, end in zip(headings, ends, strict=True)
    ]
    titles: set[str] = set()
    for report in reports:
        if report.title in titles:
            raise NotationError(f"{name}: {report.title}: two reports have this title")
        titles.add(report.title)
    return reports


def _report(title: str, marked: str, name: str) -> MarkedReport:
    if not title or not marked:
        raise NotationError(f"{name}: {title or _short(marked)}: a report needs a title and a text")
    place = f"{name}: {title}"
    pieces: list[str] = []
    spans: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    length, read = 0, 0

    def copy(words: str) -> None:
        nonlocal length
        pieces.append(words)
        length += len(words)

    for mark in _MARK.finditer(marked):
        copy(_plain(marked[read : mark.start()], place))
        start = length
        copy(mark[3])
        for number in mark[2].split(","):
            spans[int(number)][_PARTS[mark[1]]].append((start, length))
        read = mark.end()
    copy(_plain(marked[read:], place))
    for number, parts in spans.items():
        if not parts["cue"]:
            raise NotationError(f"{place}: statement {number} has no cue {{c{number} ...}}")
        if not parts["source"] and not parts["content"]:
            raise NotationError(f"{place}: statement {number} has a cue {{c{number} ...}} and nothing else")
    statements = (Statement(**{part: tuple(spans[n][part]) for part in Statement._fields}) for n in sorted(spans))
    return MarkedReport(title, "".join(pieces), tuple(statements))


def _plain(words: str, place: str) -> str:
    """The words as they are; a brace left among them belongs to no good mark."""
    if brace := _BRACE.search(words):
        raise NotationError(f"{place}: not a mark: {_short(words[brace.start() :])}")
    return words


def _short(words: str) -> str:
    line = words.split("\n", 1)[0]
    return repr(line if len(line) <= 40 else line[:39] + "…")
