"""What the browser page of one reading says: text, claims, checks, map and time line; nothing of how it is drawn."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.display.dates import time_in_words
from sayso.display.events import EventRow, EventWords
from sayso.display.figures import CheckRow, figure_in_words
from sayso.display.html.passages import Mark, Paragraph, passages
from sayso.display.html.timeline import Happening, Timeline, timeline
from sayso.display.html.worldmap import WorldMap, world_map
from sayso.display.page import compose, counted, facts_of, title_of
from sayso.display.places import PlaceRow, names_of, place_rows
from sayso.display.speakers import LONGEST, Speakers
from sayso.display.visible import visible
from sayso.reading import Claim, Reading
from sayso.report import Span

# Words of one telling that the list of claims repeats; the text beside it has them all.
_QUOTED = 280


@dataclass(frozen=True)
class Step:
    """One link of a chain of speakers: who, the act as a verb, and how the source is identified."""

    name: str
    verb: str = ""
    sourcing: str = ""


@dataclass(frozen=True)
class ClaimCard:
    """A claim as the list shows it. `name` is its place in the list, "c3", by which the page links to it.

    `words` are its tellings. `denies` and `denied_by` are names of claims.
    """

    name: str
    number: int
    chain: tuple[Step, ...]
    words: tuple[str, ...]
    event: EventRow | None
    figures: tuple[str, ...]
    denies: str | None = None
    denied_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layer:
    """A kind of mark that the reader can switch off, and how many of it there are."""

    name: str
    label: str
    total: int


@dataclass(frozen=True)
class SpeakerRow:
    """A speaker: name, how identified and what role, what the text also calls it, and how much it says."""

    name: str
    about: str
    also: str
    total: str


@dataclass(frozen=True)
class Sheet:
    """The page of one reading. Every string on it is safe to show once escaped; `link` is an http(s) address."""

    title: str
    facts: tuple[str, ...]
    link: str | None
    address: str
    warnings: tuple[str, ...]
    layers: tuple[Layer, ...]
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[ClaimCard, ...]
    checks: tuple[CheckRow, ...]
    speakers: tuple[SpeakerRow, ...]
    world: WorldMap | None
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    times: Timeline | None
    made: str


def sheet(reading: Reading) -> Sheet:
    """The page of a reading."""
    return _Sheet(reading).sheet()


class _Sheet:
    """One reading with the indexes that its page needs."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.speakers = Speakers(reading)
        self.words = EventWords(reading)
        self.events = {event.id: event for event in reading.events}
        self.figures = {figure.id: figure for figure in reading.quantities}
        # Ids come from outside; the page has names of its own.
        self.names = {claim.id: f"c{number}" for number, claim in enumerate(reading.claims, 1)}

    def sheet(self) -> Sheet:
        reading, report = self.reading, self.reading.report
        page = compose(reading)
        places = place_rows(reading)
        meta = reading.meta
        return Sheet(
            title=title_of(report),
            facts=facts_of(reading),
            link=address(report.url),
            address=visible(report.url or "")[:300],
            warnings=tuple(map(visible, report.warnings)),
            layers=self.layers(),
            paragraphs=passages(reading, list(self.marks(places))),
            claims=self.claims(),
            checks=page.checks,
            speakers=tuple(
                SpeakerRow(
                    name=group.name,
                    about=" · ".join(filter(None, ("in its own voice" if group.own else group.sourcing, group.role))),
                    also=", ".join(group.also),
                    total=counted(group.total, "passage" if group.own else "statement"),
                )
                for group in page.groups
                if group.total
            ),
            world=world_map(places),
            known=names_of(place for place in places if place.known),
            unknown=names_of(place for place in places if not place.known),
            times=timeline(reading, self.happenings()),
            made=f"Sayso {visible(meta.version)}, {visible(meta.model)}" if meta else "Sayso",
        )

    def layers(self) -> tuple[Layer, ...]:
        reading = self.reading
        totals = {
            "statement": ("Statements", len(reading.statements)),
            "event": ("Events", sum(bool(event.type or event.subtype) for event in reading.events)),
            "figure": ("Figures", len(reading.quantities)),
            "place": ("Places", len(reading.places)),
            "time": ("Times", len(reading.times)),
        }
        return tuple(Layer(name, label, total) for name, (label, total) in totals.items())

    def marks(self, places: Sequence[PlaceRow]) -> Iterator[tuple[Span, Mark]]:
        """All that was found, each at its span."""
        reading = self.reading
        for statement in reading.statements:
            who = f"source: {self.speakers.name(statement)}, {statement.sourcing}"
            content = "inner" if statement.within in self.speakers.statements else "content"
            yield from ((span, Mark("source", who)) for span in statement.source)
            yield from ((span, Mark("cue", f"{self.speakers.said_by(statement)} …")) for span in statement.cue)
            yield from ((span, Mark(content)) for span in statement.content)
        for event in reading.events:
            if event.type or event.subtype:
                row = self.words.row(event)
                note = ", ".join(filter(None, ("main event" if event.main else "event", row.kind, *row.marks)))
                yield event.trigger, Mark("event main" if event.main else "event", note)
                for argument in event.arguments:
                    yield argument.span, Mark("argument", f"{argument.role} of “{row.word}”")
        for figure in reading.quantities:
            yield figure.span, Mark("figure", f"figure: {figure_in_words(self.text, figure)}")
        rows = {index: row for row in places for index in row.indices}
        for index, place in enumerate(reading.places):
            names = names_of([rows[index]]) if index in rows else (f"from {visible(place.name)}",)
            known = "" if index not in rows or rows[index].known else ", not known"
            yield place.span, Mark("place", f"place: {names[0]}{known}")
        for time in reading.times:
            when = time_in_words(time, reading.report.published) or visible(time.value or "not settled")
            yield time.span, Mark("time", f"time: {when}")
        for claim in reading.claims:
            name = self.names[claim.id]
            for number, telling in enumerate(claim.evidence):
                yield telling.span, Mark(evidence=name, first=number == 0)
            for link in claim.chain:
                if told := self.speakers.statements.get(link.statement or ""):
                    yield from ((span, Mark(link=name)) for span in (*told.source, *told.cue))

    def claims(self) -> tuple[ClaimCard, ...]:
        denied: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self.reading.claims:
            if claim.denies:
                denied[claim.denies].append(self.names[claim.id])
        return tuple(self.card(claim, tuple(denied[claim.id])) for claim in self.reading.claims)

    def card(self, claim: Claim, denied_by: tuple[str, ...]) -> ClaimCard:
        event = self.events.get(claim.event or "")
        name = self.names[claim.id]
        return ClaimCard(
            name=name,
            number=int(name[1:]),
            chain=tuple(self.chain(claim)),
            words=tuple(self.quoted(telling.span) for telling in claim.evidence),
            event=self.words.row(event) if event else None,
            figures=tuple(
                figure_in_words(self.text, self.figures[figure])
                for figure in claim.quantities
                if figure in self.figures
            ),
            denies=self.names.get(claim.denies or ""),
            denied_by=denied_by,
        )

    def chain(self, claim: Claim) -> Iterator[Step]:
        """The outlet, then each speaker inward."""
        for link in claim.chain:
            statement = self.speakers.statements.get(link.statement or "")
            actor = self.speakers.actors.get(link.speaker or "")
            if statement:
                sourcing = "" if statement.sourcing == "named" else statement.sourcing
                yield Step(self.speakers.name(statement), self.speakers.verb(statement), sourcing)
            elif actor:
                yield Step(visible(actor.name))
            else:
                yield Step(self.speakers.outlet, "" if len(claim.chain) > 1 else "in its own voice")

    def quoted(self, span: Span) -> str:
        words = visible(self.text[span.start : min(span.end, span.start + LONGEST)])
        return words if len(words) <= _QUOTED else words[:_QUOTED].rpartition(" ")[0] + "…"

    def happenings(self) -> dict[int, list[Happening]]:
        """For the index of each time, what claims tell of it; figures where they tell of no event."""
        found: defaultdict[int, list[Happening]] = defaultdict(list)
        for claim in self.reading.claims:
            event = self.events.get(claim.event or "")
            figures = [self.figures[name] for name in claim.quantities if name in self.figures]
            if event:
                row = self.words.row(event)
                words = " · ".join((row.word, *row.marks))
            elif figures:
                words = figure_in_words(self.text, figures[0])
            else:
                continue
            for index in claim.times:
                found[index].append(Happening(self.names[claim.id], words))
        return found


def address(url: str | None) -> str | None:
    """The address as a link may hold it: http or https with a host, in printable ASCII; `None` for any other."""
    if not url or not url.isascii() or not url.isprintable() or set(url) & set(" \"'<>\\`"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
