"""Corrections: what people decide about claims, and readings with those decisions applied."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from sayso.errors import LedgerError
from sayso.reading import Actor, Claim, Link, Place, Quantity, Reading, Statement
from sayso.report import Span

Decision = Literal["right", "wrong", "changed"]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One person's decision about a claim ("12.c4"): right, wrong, or changed in what is given; `None` changes nothing.

    `speaker` is the innermost speaker's name; it belongs to the statement, so what else that statement says follows.
    `own_voice` says that nobody is quoted: the outlet itself makes this claim, whatever else the statement says.
    `low` and `high` are the bounds of the first figure and go together: where one is given, `None` for the other is no
    bound. `place` is the one place where it was, `lat` and `lon` its degrees north and east (WGS 84), if known. `type`
    is that of the event.
    """

    claim: str
    by: str
    decision: Decision
    speaker: str | None = None
    own_voice: bool = False
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    type: str | None = None
    note: str | None = None

    @property
    def local(self) -> str:
        """The id of the claim within its reading ("c4")."""
        return self.claim.partition(".")[2]

    @property
    def counts(self) -> bool:
        """Whether it changes the bounds of a figure."""
        return self.low is not None or self.high is not None

    @property
    def changes(self) -> bool:
        """Whether it changes anything."""
        return self.counts or self.own_voice or bool(self.speaker or self.unit or self.place or self.type)


def validate(correction: Correction, reading: Reading) -> None:
    """Raises `LedgerError` where the decision does not fit the claim of the reading."""
    if problem := _problem(correction, reading):
        raise LedgerError(problem, source=correction.claim)


def carried(correction: Correction, older: Reading, newer: Reading, seq: int) -> Correction | None:
    """What was decided about a claim of an older reading, as a decision about the same claim of a newer one.

    `seq` is the number of the newer reading. Two claims are the same where some words tell both, of the same event.
    `None` where no claim of the newer reading is the same, more than one is, or the decision does not fit it.
    """
    told = {telling for claim in older.claims if claim.id == correction.local for telling in _tellings(older, claim)}
    same = [claim for claim in newer.claims if not told.isdisjoint(_tellings(newer, claim))]
    if len(same) != 1:
        return None
    moved = replace(correction, claim=f"{seq}.{same[0].id}")
    return None if _problem(moved, newer) else moved


def _tellings(reading: Reading, claim: Claim) -> Iterator[tuple[Span, Span | None]]:
    """The words of each telling, and those that stand for its event."""
    triggers = {event.id: event.trigger for event in reading.events}
    return ((evidence.span, triggers.get(evidence.event or "")) for evidence in claim.evidence)


def _problem(correction: Correction, reading: Reading) -> str | None:
    """Why the decision does not fit, and what to do."""
    claim = next((each for each in reading.claims if each.id == correction.local), None)
    problem = None
    if claim is None:
        problem = "no such claim; `sayso search` gives their numbers"
    elif not correction.by.strip():
        problem = "nobody decides; say who"
    elif correction.decision == "changed" and not correction.changes:
        problem = "nothing is changed; give a speaker, a figure, a place or a type"
    elif correction.decision != "changed" and correction.changes:
        problem = f"a claim that is {correction.decision} is not changed; call it changed, or give no changes"
    elif (correction.counts or correction.unit) and not claim.quantities:
        problem = "the claim has no figure to change"
    elif _empty(correction):
        problem = "the lower bound is above the upper one; swap them"
    elif (correction.lat is None) != (correction.lon is None) or (correction.lat is not None and not correction.place):
        problem = "a place has a name, and both degrees north and degrees east, or neither"
    elif correction.speaker and correction.own_voice:
        problem = "either somebody says it, or the outlet itself; give one of them"
    elif correction.type and claim.event is None:
        problem = "the claim tells no event whose type could change"
    return problem


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with all changes made, in their order; claims decided to be wrong stay."""
    for correction in corrections:
        reading = _changed(reading, correction)
    return reading


def decisions(corrections: Iterable[Correction]) -> dict[str, Decision]:
    """The newest decision about each claim, by its id within the reading."""
    return {correction.local: correction.decision for correction in corrections}


def without_wrong(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """The reading without the claims whose newest decision is that they are wrong."""
    wrong = {name for name, decision in decisions(corrections).items() if decision == "wrong"}
    kept = (claim for claim in reading.claims if claim.id not in wrong)
    claims = (replace(claim, denies=None) if claim.denies in wrong else claim for claim in kept)
    return replace(reading, claims=tuple(claims)) if wrong else reading


def _empty(correction: Correction) -> bool:
    return correction.low is not None and correction.high is not None and correction.low > correction.high


def _changed(reading: Reading, correction: Correction) -> Reading:
    claim = next(each for each in reading.claims if each.id == correction.local)
    if correction.speaker:
        reading = _with_speaker(reading, claim, correction.speaker)
    if correction.own_voice:
        own = replace(claim, statement=None, chain=claim.chain[:1])
        reading = replace(reading, claims=tuple(own if each.id == claim.id else each for each in reading.claims))
    if correction.counts or correction.unit:
        reading = _with_figure(reading, claim, correction)
    if correction.place:
        reading = _with_place(reading, claim.id, correction)
    if correction.type:
        events = tuple(
            replace(e, type=correction.type, mode=None, subtype=None) if e.id == claim.event else e
            for e in reading.events
        )
        reading = replace(reading, events=events)
    return reading


def _with_speaker(reading: Reading, claim: Claim, name: str) -> Reading:
    actor = next((each for each in reading.actors if each.name.casefold() == name.casefold()), None)
    if actor is None:
        actor = Actor(id=_unused("a", [each.id for each in reading.actors]), name=name)
        reading = replace(reading, actors=(*reading.actors, actor))
    if claim.statement is None:
        said = Statement(
            id=_unused("s", [each.id for each in reading.statements]),
            content=tuple(evidence.span for evidence in claim.evidence),
            speaker=actor.id,
            sourcing="named",
        )
        moved = replace(claim, statement=said.id, chain=(*claim.chain, Link(speaker=actor.id, statement=said.id)))
        claims = tuple(moved if each.id == claim.id else each for each in reading.claims)
        return replace(reading, statements=(*reading.statements, said), claims=claims)

    def named(link: Link) -> Link:
        return replace(link, speaker=actor.id) if link.statement == claim.statement else link

    statements = tuple(
        replace(each, speaker=actor.id) if each.id == claim.statement else each for each in reading.statements
    )
    claims = tuple(replace(each, chain=tuple(map(named, each.chain))) for each in reading.claims)
    return replace(reading, statements=statements, claims=claims)


def _with_figure(reading: Reading, claim: Claim, correction: Correction) -> Reading:
    """The reading with the figure changed, wherever the claim tells it; checks that had it prove nothing and go."""

    def told(figure: Quantity) -> tuple[object, ...]:
        return (figure.low, figure.high, figure.unit, figure.measure)

    own = [each for each in reading.quantities if each.id in claim.quantities]
    first = next(each for each in own if each.id == claim.quantities[0])
    names = {each.id for each in own if told(each) == told(first)}

    def right(figure: Quantity) -> Quantity:
        figure = replace(figure, unit=correction.unit or figure.unit)
        if not correction.counts:
            return figure
        value = correction.low if correction.low == correction.high else None
        return replace(figure, low=correction.low, high=correction.high, value=value, hedge=None)

    quantities = tuple(right(each) if each.id in names else each for each in reading.quantities)
    checks = tuple(check for check in reading.checks if names.isdisjoint(check.quantities))
    return replace(reading, quantities=quantities, checks=checks)


def _with_place(reading: Reading, name: str, correction: Correction) -> Reading:
    """The reading with a place of its own for the claim, instead of those that it has."""
    claim = next(each for each in reading.claims if each.id == name)
    named, text = correction.place or "", reading.report.text
    telling = claim.evidence[0].span if claim.evidence else Span(0, 0)
    at = text.find(named, *telling)
    at = at if at >= 0 else text.find(named)
    span = Span(at, at + len(named)) if at >= 0 else Span(telling.start, telling.start)
    confidence = 0.0 if correction.lat is None else 1.0
    place = Place(span=span, name=named, lat=correction.lat, lon=correction.lon, confidence=confidence)
    moved = replace(claim, places=(len(reading.places),))
    claims = tuple(moved if each.id == name else each for each in reading.claims)
    return replace(reading, places=(*reading.places, place), claims=claims)


def _unused(letter: str, names: Sequence[str]) -> str:
    numbers = (int(name[1:]) for name in names if name[:1] == letter and name[1:].isdecimal())
    return f"{letter}{max(numbers, default=0) + 1}"
