"""Rows: one claim as named values, by the names that ACLED and UCDP give them where they mean the same."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.display.visible import visible
from sayso.reading import Claim, Event, Place, Quantity, Reading, Statement, Time
from sayso.report import Span

# ACLED's event type and sub-event type for each subtype that is one of theirs.
_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_PROTESTS, _RIOTS, _STRATEGIC = "Protests", "Riots", "Strategic developments"
_ACLED = {
    "ARMED_CLASH": (_BATTLES, "Armed clash"),
    "GOV_REGAINS_TERIT": (_BATTLES, "Government regains territory"),
    "NON_STATE_ACTOR_OVERTAKES_TER": (_BATTLES, "Non-state actor overtakes territory"),
    "AIR_STRIKE": (_REMOTE, "Air/drone strike"),
    "ART_MISS_ATTACK": (_REMOTE, "Shelling/artillery/missile attack"),
    "CHEM_WEAP": (_REMOTE, "Chemical weapon"),
    "GRENADE": (_REMOTE, "Grenade"),
    "REM_EXPLOS": (_REMOTE, "Remote explosive/landmine/IED"),
    "SUIC_BOMB": (_REMOTE, "Suicide bomb"),
    "ABDUCT_DISSAP": (_CIVILIANS, "Abduction/forced disappearance"),
    "ATTACK": (_CIVILIANS, "Attack"),
    "SEX_VIOL": (_CIVILIANS, "Sexual violence"),
    "FORCE_AGAINST_PROTEST": (_PROTESTS, "Excessive force against protesters"),
    "PEACE_PROTEST": (_PROTESTS, "Peaceful protest"),
    "PROTEST_WITH_INTER": (_PROTESTS, "Protest with intervention"),
    "MOB_VIOL": (_RIOTS, "Mob violence"),
    "VIOL_DEMONSTR": (_RIOTS, "Violent demonstration"),
    "AGREEMENT": (_STRATEGIC, "Agreement"),
    "ARREST": (_STRATEGIC, "Arrests"),
    "CHANGE_TO_GROUP_ACT": (_STRATEGIC, "Change to group/activity"),
    "DISR_WEAP": (_STRATEGIC, "Disrupted weapons use"),
    "HQ_ESTABLISHED": (_STRATEGIC, "Headquarters or base established"),
    "NON_VIOL_TERRIT_TRANSFER": (_STRATEGIC, "Non-violent transfer of territory"),
    "PROPERTY_DISTRUCT": (_STRATEGIC, "Looting/property destruction"),
}
# ACLED's code for how exact a location is: 1 a town or a spot, 2 a part of a region, 3 a region.
_EXACT, _PART, _REGION = 1, 2, 3
_PRECISION = {"county": _PART, "district": _PART, "region": _REGION}
# The least exact feature last; any other is a town or a spot.
_WIDTH = {"county": 1, "district": 1, "region": 2, "country": 3}
# No cell holds more of the text than this: a spreadsheet takes 32,767 characters.
_LONGEST = 4000


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One claim. `docs/exports.md` says what each value is, whose name it has, and when it is unknown."""

    report_id: str
    claim_id: str
    event_date: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    type: str | None = None
    mode: str | None = None
    subtype: str | None = None
    actor1: str | None = None
    actor2: str | None = None
    object: str | None = None
    instrument: str | None = None
    country: str | None = None
    country_code: str | None = None
    admin1: str | None = None
    location: str | None = None
    where_description: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: int | None = None
    place_confidence: float | None = None
    fatalities: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    quantity: str | None = None
    quantity_low: float | int | None = None
    quantity_high: float | int | None = None
    unit: str | None = None
    measure: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    tense: str | None = None
    main: bool = False
    source: str | None = None
    source_date: str | None = None
    source_headline: str | None = None
    source_original: str | None = None
    url: str | None = None
    speaker_chain: str
    act: str | None = None
    sourcing: str | None = None
    denies: str | None = None
    notes: str | None = None
    evidence_start: int
    evidence_end: int
    tellings: int


class Rows:
    """The rows of one reading. Every string in them stands on one line and is safe to show."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.actors = {actor.id: visible(actor.name) for actor in reading.actors}
        self.statements = {statement.id: statement for statement in reading.statements}
        self.events = {event.id: event for event in reading.events}
        self.quantities = {quantity.id: quantity for quantity in reading.quantities}
        self.countries = {place.country: visible(place.name) for place in reading.places if place.feature == "country"}

    def __iter__(self) -> Iterator[Row]:
        return (self.of(claim) for claim in self.reading.claims)

    def of(self, claim: Claim, place: Place | None = None) -> Row:
        """The row of a claim: with its most exact place, unless another is given."""
        report = self.reading.report
        event = self.events.get(claim.event or "")
        statement = self.statements.get(claim.statement or "")
        figures = [self.quantities[name] for name in claim.quantities if name in self.quantities]
        toll = next((figure for figure in figures if figure.measure == "killed"), None)
        figure = figures[0] if figures else None
        begin, end = _days([self.reading.times[i] for i in claim.times])
        places = [self.reading.places[i] for i in claim.places]
        main = place or min(
            places, key=lambda each: (each.lat is None, _WIDTH.get(each.feature or "", 0)), default=None
        )
        fullest = claim.evidence[0].span if claim.evidence else Span(0, 0)
        event_type, sub_event_type = _ACLED.get((event.subtype or "") if event else "", (None, None))
        return Row(
            report_id=visible(report.id),
            claim_id=claim.id,
            event_date=begin if begin == end else None,
            date_start=begin,
            date_end=end,
            event_type=event_type,
            sub_event_type=sub_event_type,
            type=event.type if event else None,
            mode=event.mode if event else None,
            subtype=event.subtype if event else None,
            actor1=self.party(event, "actor"),
            actor2=self.party(event, "recipient"),
            object=self.party(event, "object"),
            instrument=self.party(event, "instrument"),
            country=self.countries.get(main.country) if main and main.country else None,
            country_code=main.country if main else None,
            admin1=next((visible(each.name) for each in places if each.feature == "region"), None),
            location=visible(main.name) if main else None,
            where_description=self._words(each.span for each in places),
            latitude=main.lat if main else None,
            longitude=main.lon if main else None,
            geo_precision=_precision(main),
            place_confidence=main.confidence if main and main.lat is not None else None,
            fatalities=_number(toll),
            low=toll.low if toll else None,
            high=toll.high if toll else None,
            quantity=self._words(_with_counted(each) for each in figures),
            quantity_low=figure.low if figure else None,
            quantity_high=figure.high if figure else None,
            unit=visible(figure.unit or "") or None if figure else None,
            measure=figure.measure if figure else None,
            polarity=event.polarity if event else None,
            certainty=event.certainty if event else None,
            tense=event.tense if event else None,
            main=event.main if event else False,
            source=visible(report.outlet or "") or None,
            source_date=visible(report.published or "")[:10] or None,
            source_headline=visible(report.title or "") or None,
            source_original=self.speaker(statement),
            url=visible(report.url or "") or None,
            speaker_chain=self.chain(claim),
            act=statement.act if statement else None,
            sourcing=statement.sourcing if statement else "outlet",
            denies=claim.denies,
            notes=self._words([fullest]),
            evidence_start=fullest[0],
            evidence_end=fullest[1],
            tellings=len(claim.evidence),
        )

    def chain(self, claim: Claim) -> str:
        """Who says so, the outlet first: "Harbour Post > an officer > residents"."""
        outlet = visible(self.reading.report.outlet or "") or "the report"
        links = (self.statements.get(link.statement or "") for link in claim.chain)
        return " > ".join([outlet, *(self.speaker(link) or "nobody named" for link in links if link)])

    def speaker(self, statement: Statement | None) -> str | None:
        """The speaker's name, or else the words for whoever speaks."""
        if statement is None:
            return None
        return self.actors.get(statement.speaker or "") or self._words(statement.source)

    def party(self, event: Event | None, role: str) -> str | None:
        """Those who have the role: the names of actors, or else the words of the text, each once."""
        if event is None:
            return None
        having = [argument for argument in event.arguments if argument.role == role]
        names = (self.actors.get(each.actor or "") or self._words([each.span]) for each in having)
        return "; ".join(dict.fromkeys(name for name in names if name)) or None

    def _words(self, spans: Iterable[Span]) -> str | None:
        """The words of the spans, on one line."""
        text = self.reading.report.text
        pieces = (visible(text[start : min(end, start + _LONGEST)]) for start, end in spans)
        return "; ".join(dict.fromkeys(piece for piece in pieces if piece))[:_LONGEST] or None


def _days(times: Sequence[Time]) -> tuple[str | None, str | None]:
    """The first and the last day of the first time that the text settles."""
    for time in times:
        if time.begin and time.end:
            return time.begin[:10], time.end[:10]
    return None, None


def _precision(place: Place | None) -> int | None:
    if place is None or place.lat is None or place.feature in ("country", "demonym", None):
        return None
    return _PRECISION.get(place.feature, _EXACT)


def _number(toll: Quantity | None) -> float | int | None:
    """The number of the dead as written; `None` for ranges and vague words."""
    return toll.value if toll else None


def _with_counted(figure: Quantity) -> Span:
    """The figure with what it counts, where that follows it."""
    start, end = figure.span
    near = figure.of is not None and end <= figure.of[0] <= end + 1
    return Span(start, figure.of[1]) if near and figure.of else Span(start, end)


def mapped(reading: Reading, claim: Claim) -> list[Place]:
    """The places of a claim that can be drawn on a map, each point once; no country that stands for its people."""
    points: dict[tuple[float, float], Place] = {}
    for place in (reading.places[i] for i in claim.places):
        if place.lat is not None and place.lon is not None and place.feature != "demonym":
            points.setdefault((place.lat, place.lon), place)
    return list(points.values())
