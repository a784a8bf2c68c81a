"""Readings made by hand of invented reports, for tests of what is shown and written of them."""

from msgspec.structs import replace

from sayso.reading import (
    Actor,
    Argument,
    Claim,
    Entity,
    Event,
    Evidence,
    Link,
    Meta,
    Place,
    Quantity,
    Reading,
    Statement,
    Time,
)
from sayso.report import Report, Span
from tests.annotations import span, spans

CLASH = """Twelve dead in border clash, ministry says

TARSK, March 14 (Harbour Post) - Twelve soldiers died on Wednesday, the Defence Ministry said. It denied firing first.

“We did not move an inch,” Colonel Ivo Brandt told reporters. “Not one of us,” he added. The spokesman left.

An officer said residents had told him that shelling began before dawn.

The two sides have been fighting since 2019.
"""


_HE = CLASH.index("he added")


def clash() -> Reading:
    """A reading with a ministry, a named man, a report in a report, and a sentence of the outlet's own."""
    return Reading(
        report=Report(
            id="clash",
            text=CLASH,
            title="Twelve dead in border clash, ministry says",
            outlet="Harbour Post",
            published="2024-03-14",
        ),
        statements=(
            Statement(
                id="s1",
                source=spans(CLASH, "the Defence Ministry"),
                cue=spans(CLASH, "said"),
                content=spans(CLASH, "Twelve soldiers died on Wednesday"),
                speaker="a2",
                sourcing="office",
            ),
            Statement(
                id="s2",
                source=spans(CLASH, "It"),
                cue=spans(CLASH, "denied"),
                content=spans(CLASH, "firing first"),
                speaker="a2",
                act="deny",
                sourcing="office",
            ),
            Statement(
                id="s3",
                source=spans(CLASH, "Colonel Ivo Brandt"),
                cue=spans(CLASH, "told"),
                content=spans(CLASH, "“We did not move an inch,”"),
                speaker="a1",
                addressee="a4",
                quote="direct",
                sourcing="named",
            ),
            Statement(
                id="s4",
                source=(Span(_HE, _HE + 2),),
                cue=spans(CLASH, "added"),
                content=spans(CLASH, "“Not one of us,”"),
                speaker="a1",
                quote="direct",
                sourcing="named",
            ),
            Statement(
                id="s5",
                source=spans(CLASH, "An officer"),
                cue=spans(CLASH, "said#2"),
                content=spans(CLASH, "residents had told him that shelling began before dawn"),
                sourcing="unnamed",
            ),
            Statement(
                id="s6",
                source=spans(CLASH, "residents"),
                cue=spans(CLASH, "had told him"),
                content=spans(CLASH, "shelling began before dawn"),
                speaker="a3",
                within="s5",
                sourcing="group",
            ),
        ),
        actors=(
            Actor(
                id="a1",
                name="Ivo Brandt",
                kind="Person",
                role="colonel",
                mentions=spans(CLASH, "Colonel Ivo Brandt", "The spokesman"),
            ),
            Actor(id="a2", name="Defence Ministry", mentions=spans(CLASH, "the Defence Ministry", "It")),
            Actor(id="a3", name="residents"),
            Actor(id="a4", name="reporters"),
        ),
        entities=(Entity(span=span(CLASH, "TARSK"), kind="Location"),),
        times=(
            Time(span=span(CLASH, "Wednesday"), type="DATE", value="2024-03-13", begin="2024-03-13", end="2024-03-13"),
            Time(span=span(CLASH, "2019"), type="DATE", value="2019", begin="2019-01-01", end="2019-12-31"),
        ),
        meta=Meta(version="0.1.0", model="made by hand", model_hash="sha256:0", seconds=0.2),
    )


def said(text: str, content: str, *, speaker: str = "Ada Holm", **known: object) -> Reading:
    """A reading of one statement: `speaker` says `content`, which stands in the text."""
    start = text.index(content)
    statement = Statement(id="s1", content=(Span(start, start + len(content)),), speaker="a1", sourcing="named")
    return Reading(
        report=Report(id="said", text=text, **known),  # type: ignore[arg-type]
        statements=(statement,),
        actors=(Actor(id="a1", name=speaker),),
    )


def clash_told() -> Reading:
    """The clash with its events, its figure, a place on the map and its claims, one of them told twice."""
    headline, lead = span(CLASH, "Twelve dead in border clash"), span(CLASH, "Twelve soldiers died on Wednesday")
    died = Event(
        id="e1",
        trigger=span(CLASH, "died"),
        type="ASSAULT",
        subtype="ARMED_CLASH",
        arguments=(Argument(role="recipient", span=span(CLASH, "Twelve soldiers")),),
        statement="s1",
        main=True,
    )
    firing = Event(
        id="e2",
        trigger=span(CLASH, "firing"),
        type="ASSAULT",
        arguments=(Argument(role="actor", span=span(CLASH, "It"), actor="a2"),),
        statement="s2",
    )
    shelling = Event(
        id="e3", trigger=span(CLASH, "shelling"), type="ASSAULT", subtype="ART_MISS_ATTACK", statement="s6"
    )
    own, ministry = Link(), Link(speaker="a2", statement="s1")
    nested = (own, Link(statement="s5"), Link(speaker="a3", statement="s6"))
    return replace(
        clash(),
        events=(died, firing, shelling),
        quantities=(_dead("q1", "Twelve", None), _dead("q2", "Twelve#2", "s1")),
        places=(
            Place(
                span=span(CLASH, "TARSK"),
                name="Tarsk",
                lat=47.5,
                lon=-38.25,
                country="XX",
                gazetteer="geonames:1",
                feature="city",
                confidence=0.9,
            ),
        ),
        claims=(
            Claim(
                id="c1",
                statement="s1",
                event="e1",
                quantities=("q2", "q1"),
                places=(0,),
                times=(0,),
                chain=(own, ministry),
                evidence=(
                    Evidence(span=lead, statement="s1", event="e1", quantities=("q2",)),
                    Evidence(span=headline, quantities=("q1",)),
                ),
            ),
            Claim(
                id="c2",
                statement="s2",
                event="e2",
                actors=("a2",),
                chain=(own, Link(speaker="a2", statement="s2")),
                evidence=(Evidence(span=span(CLASH, "firing first"), statement="s2", event="e2"),),
                denies="c3",
            ),
            Claim(
                id="c3",
                statement="s6",
                event="e3",
                chain=nested,
                evidence=(Evidence(span=span(CLASH, "shelling began before dawn"), statement="s6", event="e3"),),
            ),
        ),
    )


def _dead(name: str, words: str, statement: str | None) -> Quantity:
    return Quantity(
        id=name,
        span=span(CLASH, words),
        low=12,
        high=12,
        value=12,
        unit="person",
        measure="killed",
        statement=statement,
    )
