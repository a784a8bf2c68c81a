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
    quantities: tuple[Quantity, ...] = ()
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
