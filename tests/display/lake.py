"""A reading made by hand with everything in it, of an invented report about real shores."""

from pathlib import Path

from sayso.reading import (
    Actor,
    Argument,
    Check,
    Claim,
    Event,
    Evidence,
    Link,
    Meta,
    Place,
    Quantity,
    Quote,
    Reading,
    Sourcing,
    Statement,
    Time,
)
from sayso.report import Furniture, Report
from tests.annotations import span, spans

LAKE = (Path(__file__).parent / "lake.txt").read_text("utf-8")
_MISSING = "Two fishermen were missing on Wednesday after a patrol boat fired on a group of canoes near Osulwa Bay"


def lake() -> Reading:
    """A reading with everything: nested statements, figures that do not agree, events, places, times and claims.

    One claim denies another, one is told twice, one speaker stands behind another; one place is not known.
    """
    return Reading(
        report=Report(
            id="lake",
            text=LAKE,
            title="Two missing after shots on the lake, crews say",
            outlet="Lakeside Courier",
            url="https://courier.example/lake",
            published="2024-06-12T18:20:00+03:00",
            furniture=(Furniture(span=span(LAKE, "Two missing after shots on the lake, crews say"), kind="headline"),),
        ),
        statements=(
            _said("s1", "crews", "say", "Two missing after shots on the lake", "a1", sourcing="group"),
            _said(
                "s2",
                "crews#2",
                "said",
                _MISSING,
                "a1",
                sourcing="group",
            ),
            _said("s3", "The coast guard", "denied", "that its men had fired", "a2", act="deny", sourcing="office"),
            _said(
                "s4",
                "Captain Ruth Amolo, who commands the station in Homa Bay",
                "said#2",
                "“No shot was fired by us,”",
                "a3",
                quote="direct",
            ),
            _said(
                "s5",
                "She",
                "said#3",
                "the patrol had seized 14 of the 20 canoes on Tuesday and that six got away",
                "a3",
            ),
            _said("s6", "Peter Odwar, a boat owner", "according to", "About 30 canoes were out", "a4"),
            _said(
                "s7",
                "A nurse at the clinic in Kisumu",
                "said#4",
                "relatives had told her that the patrol took two men on board",
                "a5",
                sourcing="unnamed",
            ),
            _said(
                "s8", "relatives", "had told", "the patrol took two men on board", "a6", within="s7", sourcing="group"
            ),
            _said(
                "s9",
                "the fisheries ministry",
                "said#5",
                "Ugandan officials in Entebbe may hold talks with the Kenyan side on Friday",
                "a7",
                sourcing="office",
            ),
        ),
        actors=(
            Actor(id="a1", name="crews", kind="Person", mentions=spans(LAKE, "crews", "crews#2", "Crews")),
            Actor(id="a2", name="coast guard", kind="Organisation", mentions=spans(LAKE, "The coast guard", "us,”")),
            Actor(id="a3", name="Ruth Amolo", kind="Person", role="captain", mentions=spans(LAKE, "She")),
            Actor(id="a4", name="Peter Odwar", kind="Person", role="boat owner", mentions=spans(LAKE, "Peter Odwar")),
            Actor(id="a5", name="a nurse at the clinic in Kisumu", kind="Person"),
            Actor(id="a6", name="relatives", kind="Person"),
            Actor(id="a7", name="fisheries ministry", kind="Organisation"),
        ),
        times=(
            Time(span=span(LAKE, "Wednesday"), type="DATE", value="2024-06-12", begin="2024-06-12", end="2024-06-12"),
            Time(span=span(LAKE, "Tuesday"), type="DATE", value="2024-06-11", begin="2024-06-11", end="2024-06-11"),
            Time(span=span(LAKE, "Friday"), type="DATE", value="2024-06-14", begin="2024-06-14", end="2024-06-14"),
            Time(span=span(LAKE, "since 2016"), type="DATE", value="2016", begin="2016-01-01", end="2016-12-31"),
        ),
        places=(
            _place("KISUMU", "Kisumu", (-0.102, 34.762), "KE", "city"),
            _place("Kenya", "Kenya", (1.0, 38.0), "KE", "country"),
            Place(span=span(LAKE, "Osulwa Bay"), name="Osulwa Bay"),
            _place("Homa Bay", "Homa Bay", (-0.527, 34.457), "KE", "city"),
            _place("Kisumu", "Kisumu", (-0.102, 34.762), "KE", "city"),
            _place("Ugandan", "Uganda", (1.25, 32.5), "UG", "demonym"),
            _place("Entebbe", "Entebbe", (0.064, 32.446), "UG", "city"),
            _place("Kenyan", "Kenya", (1.0, 38.0), "KE", "demonym"),
            _place("Mwanza", "Mwanza", (-2.517, 32.9), "TZ", "city", 0.4),
            _place("Tanzania", "Tanzania", (-6.0, 35.0), "TZ", "country"),
        ),
        quantities=(
            _count("q1", "Two", 2, None, "missing", "s1", "person"),
            _count("q2", "Two#2", 2, "fishermen", "missing", "s2", "person"),
            _count("q3", "14", 14, "canoes#2", "captured", "s5", "canoe"),
            _count("q4", "20", 20, "canoes#2", None, "s5", "canoe"),
            _count("q5", "six", 6, None, None, "s5", "canoe"),
            Quantity(
                id="q6",
                span=span(LAKE, "About 30"),
                low=27,
                high=33,
                value=30,
                unit="canoe",
                hedge="about",
                of=span(LAKE, "canoes#3"),
                statement="s6",
            ),
        ),
        events=(
            Event(
                id="e1",
                trigger=span(LAKE, "fired"),
                type="ASSAULT",
                mode="firearms",
                subtype="ATTACK",
                arguments=(
                    Argument(role="actor", span=span(LAKE, "a patrol boat")),
                    Argument(role="recipient", span=span(LAKE, "a group of canoes")),
                    Argument(role="place", span=span(LAKE, "Osulwa Bay")),
                    Argument(role="time", span=span(LAKE, "Wednesday")),
                ),
                statement="s2",
                main=True,
            ),
            Event(
                id="e2",
                trigger=span(LAKE, "fired#2"),
                type="ASSAULT",
                arguments=(Argument(role="actor", span=span(LAKE, "its men")),),
                polarity="neg",
                statement="s3",
            ),
            Event(
                id="e3",
                trigger=span(LAKE, "seized"),
                type="COERCE",
                mode="seize",
                arguments=(
                    Argument(role="actor", span=span(LAKE, "the patrol")),
                    Argument(role="object", span=span(LAKE, "14 of the 20 canoes")),
                    Argument(role="time", span=span(LAKE, "Tuesday")),
                ),
                statement="s5",
            ),
            Event(
                id="e4",
                trigger=span(LAKE, "took"),
                type="COERCE",
                subtype="ARREST",
                arguments=(
                    Argument(role="actor", span=span(LAKE, "the patrol#2")),
                    Argument(role="recipient", span=span(LAKE, "two men")),
                ),
                statement="s8",
            ),
            Event(
                id="e5",
                trigger=span(LAKE, "talks"),
                type="CONSULT",
                subtype="DIPLO",
                arguments=(
                    Argument(role="actor", span=span(LAKE, "Ugandan officials")),
                    Argument(role="recipient", span=span(LAKE, "the Kenyan side")),
                    Argument(role="place", span=span(LAKE, "Entebbe")),
                    Argument(role="time", span=span(LAKE, "Friday")),
                ),
                certainty="possible",
                tense="future",
                statement="s9",
            ),
            Event(id="e6", trigger=span(LAKE, "stayed")),
        ),
        claims=(
            Claim(
                id="c1",
                statement="s2",
                quantities=("q2", "q1"),
                times=(0,),
                actors=("a1",),
                chain=_through(("a1", "s2")),
                evidence=(
                    Evidence(
                        span=span(LAKE, "Two fishermen were missing on Wednesday"), statement="s2", quantities=("q2",)
                    ),
                    Evidence(span=span(LAKE, "Two missing"), statement="s1", quantities=("q1",)),
                ),
            ),
            _claim("c2", ("a1", "s2"), "a patrol boat fired on a group of canoes near Osulwa Bay", "e1", (2,), (0,)),
            _claim("c3", ("a2", "s3"), "its men had fired", "e2", denies="c2"),
            _claim("c4", ("a3", "s5"), "the patrol had seized 14 of the 20 canoes on Tuesday", "e3", (), (1,), ("q3",)),
            _claim("c5", ("a3", "s5"), "six got away", None, (), (), ("q5",)),
            _claim("c6", ("a4", "s6"), "About 30 canoes were out", None, (), (), ("q6",)),
            Claim(
                id="c7",
                statement="s8",
                event="e4",
                chain=_through(("a5", "s7"), ("a6", "s8")),
                evidence=(Evidence(span=span(LAKE, "the patrol took two men on board"), statement="s8", event="e4"),),
            ),
            _claim(
                "c8",
                ("a7", "s9"),
                "Ugandan officials in Entebbe may hold talks with the Kenyan side on Friday",
                "e5",
                (6,),
                (2,),
            ),
            Claim(
                id="c9",
                times=(3,),
                event="e6",
                evidence=(Evidence(span=span(LAKE, "Boats from Mwanza, in Tanzania, stayed in harbour"), event="e6"),),
                places=(8, 9),
            ),
        ),
        checks=(
            Check(
                id="k1",
                kind="remainder",
                verdict="agree",
                quantities=("q4", "q3", "q5"),
                explain="20 - 14 = 6 canoes, said to be 6",
            ),
            Check(
                id="k2",
                kind="same",
                verdict="disagree",
                quantities=("q4", "q6"),
                explain="20 canoes, not 27 to 33 canoes",
            ),
        ),
        meta=Meta(version="0.1.0", model="made by hand", model_hash="sha256:0", seconds=0.2),
    )


def _said(
    name: str,
    source: str,
    cue: str,
    content: str,
    speaker: str,
    *,
    act: str = "say",
    within: str | None = None,
    quote: Quote = "indirect",
    sourcing: Sourcing = "named",
) -> Statement:
    return Statement(
        id=name,
        source=spans(LAKE, source),
        cue=spans(LAKE, cue),
        content=spans(LAKE, content),
        speaker=speaker,
        act=act,
        within=within,
        quote=quote,
        sourcing=sourcing,
    )


def _place(
    words: str, name: str, point: tuple[float, float], country: str, feature: str, confidence: float = 0.9
) -> Place:
    return Place(
        span=span(LAKE, words),
        name=name,
        lat=point[0],
        lon=point[1],
        country=country,
        gazetteer=f"made:{name}",
        feature=feature,
        confidence=confidence,
    )


def _count(
    name: str, words: str, number: int, of: str | None, measure: str | None, statement: str, unit: str
) -> Quantity:
    counted = span(LAKE, of) if of else None
    return Quantity(
        id=name,
        span=span(LAKE, words),
        low=number,
        high=number,
        value=number,
        unit=unit,
        of=counted,
        measure=measure,
        statement=statement,
    )


def _through(*speakers: tuple[str, str]) -> tuple[Link, ...]:
    """A chain of speakers and their statements, the outlet before them."""
    return (Link(), *(Link(speaker=speaker, statement=statement) for speaker, statement in speakers))


def _claim(
    name: str,
    said_in: tuple[str, str],
    words: str,
    event: str | None,
    places: tuple[int, ...] = (),
    times: tuple[int, ...] = (),
    quantities: tuple[str, ...] = (),
    denies: str | None = None,
) -> Claim:
    return Claim(
        id=name,
        statement=said_in[1],
        event=event,
        quantities=quantities,
        places=places,
        times=times,
        chain=_through(said_in),
        evidence=(Evidence(span=span(LAKE, words), statement=said_in[1], event=event, quantities=quantities),),
        denies=denies,
    )
