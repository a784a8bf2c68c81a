"""A reading: what Sayso found in one report. The contract of the reading format, version 1."""

import json
from typing import Any, Literal

import msgspec

from sayso.report import Report, Span

Quote = Literal["direct", "indirect", "mixed"]
Sourcing = Literal["named", "office", "group", "unnamed", "document", "outlet"]
ActorKind = Literal["Person", "Organisation", "Location", "Nationality", "unknown"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Hedge = Literal["about", "over", "under", "atleast", "upto", "between"]
Role = Literal["actor", "recipient", "object", "instrument", "place", "time"]
Polarity = Literal["pos", "neg"]
Certainty = Literal["certain", "probable", "possible"]
Tense = Literal["non_future", "future"]
CheckKind = Literal["sum", "remainder", "share", "change", "rate", "same"]
Verdict = Literal["agree", "disagree"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what: source, cue and content, each a list of spans, empty where the text has none.

    `speaker` and `addressee` are actor ids; `within` is the id of the statement whose content
    holds this one. `act` is the speech act in one lower-case word ("say", "deny", ...).
    """

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    speaker: str | None = None
    addressee: str | None = None
    within: str | None = None
    quote: Quote = "indirect"
    act: str = "say"
    sourcing: Sourcing = "unnamed"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that speaks or is spoken of; `mentions` includes pronouns.

    `role` is what the text says the actor is ("interior minister"), `country` ISO 3166 alpha-3.
    """

    id: str
    name: str
    kind: ActorKind = "unknown"
    mentions: tuple[Span, ...] = ()
    role: str | None = None
    country: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of an entity; `actor` is the id of the actor that it mentions, if it is one."""

    span: Span
    kind: str
    actor: str | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A temporal expression: TIMEX3 type and value, and the first and last day or moment it covers.

    `value` and the bounds are `None` where the text and the date of publication do not settle them.
    """

    span: Span
    type: TimeType
    value: str | None = None
    begin: str | None = None
    end: str | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: the interval meant, in `unit`, of something counted or measured.

    `low` and `high` are the bounds, `None` where there is none; `value` is the number as written, `None` for
    ranges and vague words. `unit` is the name of a unit of measure, the code of a currency, "percent", "person",
    or the counted noun in the singular; `of` the words for what is counted. `statement` is the id of the innermost
    statement whose content holds the figure, `None` in the outlet's own voice.
    """

    id: str
    span: Span
    low: float | int | None
    high: float | int | None
    value: float | int | None = None
    unit: str | None = None
    hedge: Hedge | None = None
    of: Span | None = None
    measure: str | None = None
    statement: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym, or a demonym that stands for its country.

    `lat` and `lon` are degrees north and east (WGS 84), `None` together where the place is not known, and so are
    `gazetteer` ("geonames:276781") and `country` (ISO 3166 alpha-2). `name` is the gazetteer's name, else the words
    as written. `feature` is country, region, county, city, suburb, water, mountain, island, site ..., or demonym.
    `confidence` is the probability, from 0 to 1, that the coordinates are those of the place meant.
    """

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    gazetteer: str | None = None
    feature: str | None = None
    confidence: float = 0.0


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what has a part in an event: `actor` does it, `recipient` is whom it is done to or with.

    `object` is the thing or territory, `instrument` what it is done with. `kind` is the kind of the entity that the
    words name, `actor` the id of the actor that they mean; `None` where there is none.
    """

    role: Role
    span: Span
    kind: str | None = None
    actor: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is said to happen, to have happened, or not to have.

    `trigger` is the word that tells it. `type` is a PLOVER type, DISASTER, ACCIDENT, CRIME, a type of the caller's
    own, or `None`; `mode` the PLOVER mode, `subtype` the finer, ACLED-style label. `statement` is the id of the
    innermost statement whose content holds the trigger, `None` in the outlet's own voice. `main` is true for the
    one event that the report is about.
    """

    id: str
    trigger: Span
    type: str | None = None
    mode: str | None = None
    subtype: str | None = None
    arguments: tuple[Argument, ...] = ()
    polarity: Polarity = "pos"
    certainty: Certainty = "certain"
    tense: Tense = "non_future"
    statement: str | None = None
    main: bool = False


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a chain of speakers: who (an actor id) says it, in which statement (an id).

    Both are `None` in the first link, which is the outlet; `speaker` alone is where nobody is named.
    """

    speaker: str | None = None
    statement: str | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of a claim: its words, and the event and the figures (ids) that tell it there."""

    span: Span
    statement: str | None = None
    event: str | None = None
    quantities: tuple[str, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion that can be true or false, with the chain of who says so, the outlet first.

    `statement` is the id of the innermost statement that holds it, `None` in the outlet's own voice. What is asserted
    is the `event`, or the `quantities` (ids). `places` and `times` are indices into those of the reading, `actors`
    ids of those who have a part in it. `evidence` has one entry for each telling by the same speaker, the fullest
    first. `denies` is the id of the claim that this one denies, where the text says it.
    """

    id: str
    statement: str | None = None
    event: str | None = None
    quantities: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    actors: tuple[str, ...] = ()
    chain: tuple[Link, ...] = (Link(),)
    evidence: tuple[Evidence, ...] = ()
    denies: str | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Whether figures agree: `quantities` are their ids, `explain` is the arithmetic in one line.

    The whole comes before its parts, what was before what is, and what is said first before what is said later.
    """

    id: str
    kind: CheckKind
    verdict: Verdict
    quantities: tuple[str, ...]
    explain: str


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What made the reading: version of Sayso, name and hash of the model, seconds spent."""

    version: str
    model: str
    model_hash: str
    seconds: float | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one report."""

    report: Report
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    meta: Meta | None = None

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dicts, lists, strings and numbers."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    def to_json(self) -> str:
        """The reading as one line of JSON."""
        try:
            return msgspec.json.encode(self).decode("utf-8")
        except UnicodeEncodeError:  # unpaired surrogates, which JSON holds only as escapes
            return json.dumps(self.to_dict(), separators=(",", ":"))

    def _repr_html_(self) -> str:
        """The text with what was found in it highlighted, for notebooks."""
        from sayso.display.notebook import html  # the one look upwards, so that a reading can show itself

        return html(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a reading."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}
    schema: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(found))  # tuples become lists, as JSON has it
    return schema
