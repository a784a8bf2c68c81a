"""What the page of one reading says, and in which order; nothing of how it is drawn."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.display.dates import date_in_words, time_in_words
from sayso.display.events import EventRow, EventWords
from sayso.display.figures import CheckRow, check_row, figure_in_words
from sayso.display.places import PlaceRow, place_rows
from sayso.display.speakers import LONGEST, Speakers
from sayso.display.visible import visible
from sayso.reading import Actor, Event, Quantity, Reading, Sourcing, Statement
from sayso.report import Report, Span

_OWN_PARAGRAPHS = 3
_ALSO = 4

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"\w+")
_OPENERS = re.compile(r"^(?:The|An?|Its|His|Her|Their|This|That)\b")
# Words that tie a report to what it reports, and say nothing themselves.
_TIES = frozenset(("that", "had", "has", "have", "was", "were", "is", "are", "been", "be"))
_TRIM = re.compile(r"^(?:the|an?) |['’]s?$")
# Words that tell no actor from another: pronouns, articles and the like.
_EMPTY = frozenset(
    _WORD.findall(
        "the a an this that these those s of and i me my mine myself we us our ours ourselves you your yours yourself "
        "he him his himself she her hers herself it its itself they them their theirs themselves who whom whose which"
    )
)


@dataclass(frozen=True)
class Entry:
    """One thing said: the act as a verb, who is quoted in turn ("Residents say"), the words, to whom, and when."""

    act: str
    content: str
    chain: tuple[str, ...] = ()
    to: str | None = None
    when: str | None = None
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """All that one speaker says. `total` counts statements, those within others left out.

    `figures` and `events` are those in what the speaker says. `own` marks the report's own voice, in which `total`
    counts paragraphs too.
    """

    name: str
    sourcing: Sourcing
    total: int
    entries: tuple[Entry, ...]
    figures: tuple[str, ...] = ()
    events: tuple[EventRow, ...] = ()
    role: str | None = None
    also: tuple[str, ...] = ()
    mentions: int = 0
    own: bool = False


@dataclass(frozen=True)
class Page:
    """The head of the report; its speakers, those who say most first, the outlet's own voice last; checks, places."""

    title: str
    facts: tuple[str, ...]
    groups: tuple[Group, ...]
    checks: tuple[CheckRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()


def compose(reading: Reading) -> Page:
    """The page of a reading. Every string on it is safe to print."""
    return _Composer(reading).page()


def compose_checks(reading: Reading) -> Page:
    """The page of a reading with its checks alone."""
    return Page(title_of(reading.report), facts_of(reading), (), _Composer(reading).checks())


def title_of(report: Report) -> str:
    """The title, or else the first line of the text, or else the id."""
    first_line = _LINE.search(report.text, 0, LONGEST)
    return visible(report.title or "") or visible(first_line[0] if first_line else "") or visible(report.id)


def facts_of(reading: Reading) -> tuple[str, ...]:
    """Outlet, date, length and time taken, as far as they are known."""
    report, seconds = reading.report, reading.meta.seconds if reading.meta else None
    return tuple(
        fact
        for fact in (
            visible(report.outlet or ""),
            visible(date_in_words(report.published)) if report.published else "",
            counted(len(report.text.split()), "word"),
            f"read in {f'{seconds:.1f}' if seconds >= 0.1 else 'under 0.1'} s" if seconds is not None else "",
        )
        if fact
    )


def counted(number: int, noun: str) -> str:
    """ "1 word", "1,200 words"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class _Composer:
    """One reading with the indexes that composing its page needs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.speakers = Speakers(reading)
        self.actors = self.speakers.actors
        self.times = sorted((time for time in reading.times if time.value is not None), key=lambda time: time.span)
        self.time_starts = [time.span[0] for time in self.times]
        known = {statement.id for statement in reading.statements}
        self.tops: list[Statement] = []
        self.inner: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in reading.statements:
            if statement.within in known and statement.within != statement.id:
                self.inner[statement.within or ""].append(statement)
            else:
                self.tops.append(statement)
        self.statements = self.speakers.statements
        self.figures: defaultdict[str | None, list[Quantity]] = defaultdict(list)
        for figure in reading.quantities:
            self.figures[figure.statement].append(figure)
        self.events: defaultdict[str | None, list[Event]] = defaultdict(list)
        for event in reading.events:
            self.events[event.statement].append(event)
        self.event_words = EventWords(reading)

    def page(self) -> Page:
        by_speaker: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.tops:
            by_speaker[self._speaker_key(statement)].append(statement)
        outlet = by_speaker.pop("outlet", [])
        groups = sorted((self._group(said) for said in by_speaker.values()), key=lambda group: -group.total)
        own = self._own_voice(outlet)
        groups += [own] if own else []
        head = title_of(self.reading.report), facts_of(self.reading)
        return Page(*head, tuple(groups), self.checks(), place_rows(self.reading))

    def checks(self) -> tuple[CheckRow, ...]:
        """The checks, disagreements first."""
        figures = {figure.id: figure for figure in self.reading.quantities}
        found = sorted(self.reading.checks, key=lambda check: check.verdict == "agree")
        rows = []
        for check in found:
            rests_on = [figures[name] for name in check.quantities if name in figures]
            rows.append(check_row(self.text, check, rests_on, [self._who(figure) for figure in rests_on]))
        return tuple(rows)

    def _who(self, figure: Quantity) -> str:
        """Who says a figure: the speaker of its statement, or else the outlet."""
        statement = self.statements.get(figure.statement or "")
        return self.speakers.name(statement) if statement else self.speakers.outlet

    def _speaker_key(self, statement: Statement) -> str:
        """What statements of one speaker share. A source that is no known actor is known by its words."""
        if statement.sourcing == "outlet" and _bare(self.speakers.name(statement)) == _bare(
            visible(self.reading.report.outlet or "")
        ):
            return "outlet"
        return (
            f"actor {statement.speaker}"
            if statement.speaker in self.actors
            else f"words {self.speakers.name(statement).casefold()}"
        )

    def _group(self, said: Sequence[Statement]) -> Group:
        first = said[0]
        actor = self.actors.get(first.speaker or "")
        return Group(
            name=self.speakers.name(first),
            sourcing=first.sourcing,
            total=len(said),
            entries=tuple(entry for statement in said for entry in self._entries(statement)),
            figures=self._figures(said),
            events=self._events(said),
            role=self._role(actor) if actor else None,
            also=self._other_names(actor) if actor else (),
            mentions=len(actor.mentions) if actor else 0,
        )

    def _figures(self, said: Iterable[Statement]) -> tuple[str, ...]:
        """The figures in the statements and in those within them, which bear the name of whoever is quoted."""
        found: dict[str, None] = {}
        for statement, told_by in self._told(said):
            found |= {told_by + figure_in_words(self.text, figure): None for figure in self.figures[statement.id]}
        return tuple(found)

    def _events(self, said: Iterable[Statement]) -> tuple[EventRow, ...]:
        """The events in the statements and in those within them."""
        told = self._told(said)
        return self.event_words.rows((event, by) for statement, by in told for event in self.events[statement.id])

    def _told(self, said: Iterable[Statement]) -> Iterator[tuple[Statement, str]]:
        """The statements and those within them, with who is quoted in turn: "[Residents say] "."""
        waiting = [(statement, "") for statement in said][::-1]
        while waiting:
            statement, told_by = waiting.pop()
            yield statement, told_by
            inner = reversed(self.inner[statement.id])
            waiting.extend((report, f"[{self.speakers.said_by(report)}] ") for report in inner)

    def _role(self, actor: Actor) -> str | None:
        """The role, unless the name says as much."""
        role = visible(actor.role or "")
        return None if _words_of(role) <= _words_of(actor.name) else role

    def _other_names(self, actor: Actor) -> tuple[str, ...]:
        """What else the text calls the actor, in text order: mentions with a word that name and role do not have."""
        known = _words_of(f"{actor.name} {actor.role or ''}")
        found: dict[frozenset[str], str] = {}
        for start, end in actor.mentions:
            name = visible(self.text[start : min(end, start + LONGEST)])
            words = _words_of(name)
            if not words <= known:
                found.setdefault(words, _OPENERS.sub(lambda word: word[0].lower(), name))
        return tuple(found.values())[:_ALSO]

    def _entries(self, statement: Statement) -> Iterable[Entry]:
        """The statement and those within it, outermost first."""
        waiting = [(statement, 0)]
        while waiting:
            outer, depth = waiting.pop()
            chain, shown = self._collapsed(outer)
            addressee = self.actors.get(outer.addressee or "")
            yield Entry(
                act="" if depth else self.speakers.verb(outer),
                content=self.speakers.words(shown.content),
                chain=(self.speakers.said_by(outer), *chain) if depth else chain,
                to=visible(addressee.name) if addressee else None,
                when=self._when(shown.content),
                depth=depth,
            )
            waiting.extend((inner, depth + 1) for inner in reversed(self.inner[shown.id]))

    def _collapsed(self, statement: Statement) -> tuple[tuple[str, ...], Statement]:
        """Follow statements that are nothing but a report of another: who is quoted in turn, and the last of them."""
        chain: list[str] = []
        while len(inner := self.inner[statement.id]) == 1 and self._is_report_of(statement, inner[0]):
            statement = inner[0]
            chain.append(self.speakers.said_by(statement))
        return tuple(chain), statement

    def _is_report_of(self, outer: Statement, inner: Statement) -> bool:
        """True if the content of `outer` holds nothing beyond `inner`: "residents had said that ..."."""
        parts = sorted((*inner.source, *inner.cue, *inner.content))
        rest = (gap for span in outer.content for gap in _outside(span, parts))
        return all(word[0].casefold() in _TIES for gap in rest for word in _WORD.finditer(self.text, *gap))

    def _when(self, spans: Sequence[Span]) -> str | None:
        """The first time that the words mention and that could be resolved."""
        for start, end in sorted(spans):
            for index in range(bisect_left(self.time_starts, start), bisect_left(self.time_starts, end)):
                if words := time_in_words(self.times[index], self.reading.report.published):
                    return words
        return None

    def _own_voice(self, outlet: Sequence[Statement]) -> Group | None:
        """What the outlet says itself: its own statements, and the paragraphs that quote nobody."""
        paragraphs = self._own_paragraphs()
        said = tuple(entry for statement in outlet for entry in self._entries(statement))
        written = tuple(
            Entry(act="writes", content=self.speakers.words([span]), when=self._when([span]))
            for span in paragraphs[:_OWN_PARAGRAPHS]
        )
        figures = tuple(figure_in_words(self.text, figure) for figure in self.figures[None])
        told = ((event, by) for statement, by in self._told(outlet) for event in self.events[statement.id])
        events = self.event_words.rows((*told, *((event, "") for event in self.events[None])))
        if not said and not written and not figures and not events:
            return None
        more = len(paragraphs) - len(written)
        rest = (Entry(act="", content=f"and {more} more"),) if more else ()
        return Group(
            name=self.speakers.outlet,
            sourcing="outlet",
            total=len(outlet) + len(paragraphs),
            entries=(*said, *written, *rest),
            figures=tuple(dict.fromkeys((*self._figures(outlet), *figures))),
            events=events,
            own=True,
        )

    def _own_paragraphs(self) -> list[Span]:
        report = self.reading.report
        spoken = (span for item in self.reading.statements for span in (*item.source, *item.cue, *item.content))
        taken = _merged([*spoken, *(item.span for item in report.furniture)])
        title = visible(report.title or "").casefold()
        block = _BLOCK if "\n\n" in report.text else _LINE
        found = (Span(*match.span()) for match in block.finditer(report.text))
        return [
            span
            for span in found
            if not _touches(taken, span)
            and visible(report.text[span[0] : min(span[1], span[0] + LONGEST)]).casefold() != title
        ]


def _bare(name: str) -> str:
    """The name without case, article and possessive ending, by which mentions are told apart."""
    return _TRIM.sub("", name.casefold())


def _words_of(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - _EMPTY


def _outside(span: Span, parts: Sequence[Span]) -> Iterable[Span]:
    """The stretches of the span that no part covers; parts in text order."""
    start, end = span
    for part in parts:
        if part[0] > start:
            yield Span(start, min(part[0], end))
        start = max(start, part[1])
        if start >= end:
            return
    yield Span(start, end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as spans that neither touch nor overlap, in text order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = Span(merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append(Span(start, end))
    return merged


def _touches(merged: Sequence[Span], span: Span) -> bool:
    """True if one of the merged spans overlaps the span."""
    index = bisect_left(merged, span[0], key=lambda item: item[1])
    return any(start < span[1] and span[0] < end for start, end in merged[index : index + 2])
