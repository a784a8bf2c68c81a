"""Our own sentences with events marked by hand: `[a1 Jets] [e1 bombed] [o1 a market]` and a line for each event.

`python -m training.event_notation FILE...` says what is wrong with files, or how many items and events they hold.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.language import labels
from training.notation import NotationError

Span = tuple[int, int]

ROLES = {"a": "actor", "r": "recipient", "o": "object", "i": "instrument", "p": "place", "t": "time"}
FLAGS = frozenset(("main", "neg", "probable", "possible", "future"))
_ITEM = re.compile(r"^=== ?(.*)\n?", re.MULTILINE)
_TOKEN = re.compile(r"\[([aeroipt][1-9]\d*(?:,[aeroipt][1-9]\d*)*) |\]")
_STRAY = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class MarkedEvent:
    """One event: the span of its trigger, its labels (`None` where it has none), and its arguments as (role, span)."""

    trigger: Span
    type: str | None
    mode: str | None
    subtype: str | None
    flags: frozenset[str]
    arguments: tuple[tuple[str, Span], ...]


@dataclass(frozen=True)
class MarkedItem:
    """A text without its marks, and its events in the order of their numbers."""

    title: str
    text: str
    events: tuple[MarkedEvent, ...]


def parse_items(notation: str, name: str) -> Iterator[MarkedItem | NotationError]:
    """All items of a file called `name`, with an error in the place of each that cannot be read.

    `=== title` opens an item; its text follows, then a line `: NUMBER TYPE MODE SUBTYPE FLAGS` for each event.
    """
    headings = list(_ITEM.finditer(notation))
    ends = [heading.start() for heading in headings[1:]] + [len(notation)]
    for heading, end in zip(headings, ends, strict=True):
        try:
            yield _item(heading[1].strip(), notation[heading.end() : end].strip(), name)
        except NotationError as error:
            yield error


def _item(title: str, block: str, name: str) -> MarkedItem:
    place = f"{name}: {title}"
    lines = block.splitlines()
    cut = next((i for i, line in enumerate(lines) if line.startswith(": ")), len(lines))
    text, spans = _spans("\n".join(lines[:cut]).strip(), place)
    events = []
    for line in lines[cut:]:
        if not line.strip():
            continue
        if not line.startswith(": ") or len(fields := line[2:].split()) < 4:
            raise NotationError(f"{place}: {line!r}: an event's line is ': NUMBER TYPE MODE SUBTYPE FLAGS'")
        number, kind, mode, subtype, *flags = fields
        triggers = spans.pop(("e", number), [])
        if len(triggers) != 1:
            raise NotationError(f"{place}: event {number} has {len(triggers)} triggers [e{number} ...], it needs one")
        if kind != "-" and kind not in labels.EVENT_TYPE:
            raise NotationError(f"{place}: event {number}: {kind} is no type")
        if mode != "-" and mode not in labels.EVENT_MODE:
            raise NotationError(f"{place}: event {number}: {mode} is no mode")
        if subtype != "-" and subtype not in labels.EVENT_SUBTYPE:
            raise NotationError(f"{place}: event {number}: {subtype} is no subtype")
        if unknown := set(flags) - FLAGS:
            raise NotationError(f"{place}: event {number}: {' '.join(unknown)}: no such flag")
        given = [(role, span) for letter, role in ROLES.items() for span in spans.pop((letter, number), [])]
        kind, mode, subtype = (None if value == "-" else value for value in (kind, mode, subtype))
        events.append(MarkedEvent(triggers[0], kind, mode, subtype, frozenset(flags), tuple(given)))
    if spans:
        raise NotationError(f"{place}: marks of events without a line: {' '.join(map(''.join, spans))}")
    if events and sum("main" in event.flags for event in events) != 1:
        raise NotationError(f"{place}: exactly one event is main")
    if not text:
        raise NotationError(f"{place}: no text")
    return MarkedItem(title, text, tuple(events))


def _spans(marked: str, place: str) -> tuple[str, dict[tuple[str, str], list[Span]]]:
    """The text without marks, and the spans of each label."""
    pieces: list[str] = []
    spans: dict[tuple[str, str], list[Span]] = {}
    opened: list[tuple[str, int]] = []
    length = read = 0
    for mark in _TOKEN.finditer(marked):
        plain = marked[read : mark.start()]
        if _STRAY.search(plain):
            raise NotationError(f"{place}: a bracket that is no mark near {plain[-40:]!r}")
        pieces.append(plain)
        length += len(plain)
        read = mark.end()
        if mark[1]:
            opened.append((mark[1], length))
            continue
        if not opened:
            raise NotationError(f"{place}: a bracket closes nothing near {plain[-40:]!r}")
        names, start = opened.pop()
        for label in names.split(","):
            spans.setdefault((label[0], label[1:]), []).append((start, length))
    rest = marked[read:]
    if opened or _STRAY.search(rest):
        raise NotationError(f"{place}: a bracket is left open or is no mark")
    return "".join(pieces) + rest, spans


def read_items(path: Path) -> list[MarkedItem]:
    """All items of a file. Raises NotationError at the first that cannot be read."""
    items = []
    for item in parse_items(path.read_text(encoding="utf8"), str(path)):
        if isinstance(item, NotationError):
            raise item
        items.append(item)
    return items


def main(paths: Sequence[str]) -> int:
    wrong = 0
    for path in paths:
        found = list(parse_items(Path(path).read_text(encoding="utf8"), path))
        errors = [item for item in found if isinstance(item, NotationError)]
        for error in errors:
            print(error)
        events = sum(len(item.events) for item in found if isinstance(item, MarkedItem))
        print(f"{path}: {len(found) - len(errors)} items, {events} events, {len(errors)} wrong")
        wrong += len(errors)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
