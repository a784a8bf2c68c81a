"""Events in words: what is said to have happened, by whom, to whom, where and when, in one line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.display.dates import time_in_words
from sayso.display.visible import visible
from sayso.reading import Event, Reading, Role, Statement, Time
from sayso.report import Span

# No part of a line shows more of the text than this.
_LONGEST = 60
_REACH = 24
_PREPOSITION = re.compile(
    r"\b(?:across|along|around|at|between|by|from|in|inside|into|near|off|on|outside|over|through|to|towards?|within)"
    r" (?:the )?\Z",
    re.IGNORECASE,
)
# The literature's labels that are no words of a language once they are put in small letters.
_SPELLED_OUT = {
    "ABDUCT_DISSAP": "abduction or disappearance",
    "ART_MISS_ATTACK": "artillery or missile attack",
    "ATTRIB": "attribution",
    "CHANGE_TO_GROUP_ACT": "change to a group",
    "CHEM_WEAP": "chemical weapon",
    "DIPLO": "diplomacy",
    "DISR_WEAP": "weapons seized or disabled",
    "FORCE_AGAINST_PROTEST": "force against a protest",
    "GOV_REGAINS_TERIT": "government regains territory",
    "HQ_ESTABLISHED": "headquarters established",
    "MAN_MADE_DISASTER": "man-made disaster",
    "MOB_VIOL": "mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "non-state actor takes territory",
    "NON_VIOL_TERRIT_TRANSFER": "territory handed over",
    "ORG_CRIME": "organised crime",
    "PEACE_PROTEST": "peaceful protest",
    "PROPERTY_DISTRUCT": "property destroyed",
    "PROTEST_WITH_INTER": "protest with intervention",
    "REM_EXPLOS": "remote explosive",
    "SEX_VIOL": "sexual violence",
    "SUIC_BOMB": "suicide bomb",
    "VIOL_DEMONSTR": "violent demonstration",
}


@dataclass(frozen=True)
class EventRow:
    """One event: the word that tells it, its kind, its parts in words, and how sure it is said to be.

    `kind` is empty for an event of no type. `marks` are "denied", "not", "probable", "possible", "to come". `told_by`
    is who is quoted in turn, "[Residents say] ".
    """

    id: str
    word: str
    kind: str
    parts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    main: bool = False
    told_by: str = ""

    def line(self) -> str:
        """ "attacked (assault, denied) · gunmen → a border post · near Tarsk · Wed 13 Mar"."""
        kind = self.kind if self.kind != self.word.casefold() else ""
        known = ", ".join(filter(None, (kind, *self.marks)))
        return " · ".join((f"{self.told_by}{self.word}{f' ({known})' if known else ''}", *self.parts))


class EventWords:
    """Puts the events of one reading in words."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.report.text
        self._published = reading.report.published
        self._times = reading.times
        self._statements: Mapping[str, Statement] = {statement.id: statement for statement in reading.statements}

    def rows(self, events: Iterable[tuple[Event, str]]) -> tuple[EventRow, ...]:
        """The rows of events, each with who is quoted in turn: those that have a type or subtype, the main one first.

        Events that read alike are one row.
        """
        typed = (self.row(event, told_by) for event, told_by in events if event.type or event.subtype)
        alike: dict[str, EventRow] = {}
        for row in sorted(typed, key=lambda row: not row.main):
            alike.setdefault(row.line().casefold(), row)
        return tuple(alike.values())

    def row(self, event: Event, told_by: str = "") -> EventRow:
        """The row of one event, typed or not."""
        whom = self._named(event, "recipient")
        what = self._named(event, "object")
        who = self._named(event, "actor")
        target = whom or what
        parts = [f"{who} → {target}" if who and target else who or (f"→ {target}" if target else "")]
        parts.append(what if whom else "")
        if tool := self._named(event, "instrument"):
            parts.append(f"with {tool}")
        parts += [self._placed(span) for span in _spans(event, "place")]
        parts += [self._dated(span) for span in _spans(event, "time")]
        return EventRow(
            id=event.id,
            word=self._words(event.trigger),
            kind=label_in_words(event.subtype or event.type or ""),
            parts=tuple(dict.fromkeys(filter(None, parts))),
            marks=tuple(self._marks(event)),
            main=event.main,
            told_by=told_by,
        )

    def _named(self, event: Event, role: Role) -> str:
        return " and ".join(dict.fromkeys(self._words(span) for span in _spans(event, role)))

    def _words(self, span: Span) -> str:
        words = visible(self._text[span.start : min(span.end, span.start + _LONGEST)])
        return words + "…" if span.end - span.start > _LONGEST else words

    def _placed(self, span: Span) -> str:
        """The words of a place with the preposition that stands before them."""
        before = _PREPOSITION.search(self._text[max(0, span.start - _REACH) : span.start])
        return f"{visible(before[0]).lower()} {self._words(span)}" if before else self._words(span)

    def _dated(self, span: Span) -> str:
        for time in self._times:
            if overlap(time, span) and (words := time_in_words(time, self._published)):
                return words
        return self._words(span)

    def _marks(self, event: Event) -> Iterable[str]:
        statement = self._statements.get(event.statement or "")
        if statement and statement.act == "deny":
            yield "denied"
        elif event.polarity == "neg":
            yield "not"
        if event.certainty != "certain":
            yield event.certainty
        if event.tense == "future":
            yield "to come"


def label_in_words(label: str) -> str:
    """ "armed clash" for ARMED_CLASH: the label of a type or subtype as a reader would say it."""
    return _SPELLED_OUT.get(label) or visible(label.replace("_", " ")).lower()


def overlap(time: Time, span: Span) -> bool:
    """Whether a time shares characters with a span."""
    return time.span.start < span.end and span.start < time.span.end


def _spans(event: Event, role: Role) -> Sequence[Span]:
    return sorted(argument.span for argument in event.arguments if argument.role == role)
