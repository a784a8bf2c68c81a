"""Tellings: where a text asserts something, an event or a figure, with its figures, places and times."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sayso.annotation import Annotation
from sayso.extraction.extents import extent
from sayso.extraction.holding import innermost
from sayso.reading import Event, Quantity, Reading
from sayso.report import Span

CORE = frozenset(("actor", "recipient", "object"))
#: Types of events that are said or agreed, wherever those spoken of may be: "condemned the attack in Tarsk".
SPOKEN = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION")
)
# Relations over which a clause hangs from another: a figure belongs to what its own clause tells, and to the clause
# above only where it says what befell somebody there ("attacked a post, leaving 12 dead").
_CLAUSES = frozenset(("acl", "acl:relcl", "advcl", "advcl:relcl", "csubj", "xcomp"))
_APART = frozenset(("ccomp", "parataxis", "appos", "list"))
_BEFALLING = frozenset((
    "killed", "injured", "casualties", "missing", "captured", "arrested", "displaced", "evacuated", "hospitalised",
    "infected", "destroyed", "damaged",
))  # fmt: skip
# Determiners of what has been told of before.
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "its", "their", "his", "her"))
# Steps from a word towards the root of its sentence: real ones have fewer.
_STEPS = 40


@dataclass(frozen=True)
class Telling:
    """One assertion at one place: an event with its figures, or figures alone; `span` are the words that tell it.

    `statement` is the id of the innermost statement that holds it; `places` and `times` are indices into the
    reading's, `actors` ids.
    """

    span: Span
    statement: str | None
    event: Event | None
    quantities: tuple[Quantity, ...]
    places: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    actors: tuple[str, ...] = ()


def read_tellings(reading: Reading, annotation: Annotation) -> list[Telling]:
    """All that is asserted, in text order.

    An event is, if it has a type or a figure, or if a statement's content is about it and says who has a part in it;
    so is a figure, or figures of one phrase, that no event takes.
    """
    return _Teller(reading, annotation).tellings()


@dataclass(eq=False)
class _Draft:
    """A telling while its places and times are looked for."""

    statement: str | None
    event: Event | None
    quantities: list[Quantity]
    places: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)


#: A place or a time: its span, its index in the reading, and the statement that holds it.
_Loose = tuple[Span, int, str | None]
#: The same with the tellings that have it.
_Claimed = tuple[Span, int, str | None, list[_Draft]]


class _Teller:
    """One reading with the indexes that its tellings are found by."""

    def __init__(self, reading: Reading, annotation: Annotation) -> None:
        self.reading, self.annotation = reading, annotation
        self.statements = {statement.id: statement for statement in reading.statements}
        self.events: dict[int, Event] = {}
        self.core: defaultdict[int, list[Event]] = defaultdict(list)
        self.where: defaultdict[tuple[int, str], list[Event]] = defaultdict(list)
        for event in reading.events:
            self.events.setdefault(self._first(event.trigger), event)
            for argument in event.arguments:
                for i in range(*annotation.covering(argument.span)):
                    if argument.role in CORE:
                        self.core[i].append(event)
                    elif argument.role in ("place", "time"):
                        self.where[i, argument.role].append(event)
        self.drafts: list[_Draft] = []
        self.owners: dict[int, _Draft] = {}

    def tellings(self) -> list[Telling]:
        figures: defaultdict[str, list[Quantity]] = defaultdict(list)
        free = []
        for quantity in self.reading.quantities:
            owner = self._event_of(quantity)
            if owner is None:
                free.append(quantity)
            else:
                figures[owner.id].append(quantity)
        cues = {self._first(span) for statement in self.reading.statements for span in statement.cue}
        for event in self.reading.events:
            first = self._first(event.trigger)
            typed = (event.type or event.subtype) is not None and not self._refers(event, first)
            if typed or (first not in cues and (figures[event.id] or self._heads_content(event, first))):
                draft = _Draft(event.statement, event, figures[event.id])
                self.drafts.append(draft)
                self.owners.setdefault(first, draft)
            else:
                free += figures[event.id]
        for group in _phrases(sorted(free, key=lambda quantity: quantity.span)):
            draft = _Draft(group[0].statement, None, group)
            self.drafts.append(draft)
            for span in (s for quantity in group for s in (quantity.span, quantity.of) if s):
                head = self.annotation.head_of(span)
                if head is not None:
                    self.owners.setdefault(head, draft)
        places, times = list(self._place()), list(self._date())
        spans = [self._extent(draft) for draft in self.drafts]  # before what is known of them from other words
        named = self.reading.places
        self._alone(places, lambda i: named[i].gazetteer or named[i].name, lambda draft: draft.places)
        self._alone(times, lambda i: i, lambda draft: draft.times)
        found = (self._telling(draft, span) for draft, span in zip(self.drafts, spans, strict=True))
        return sorted(found, key=lambda telling: telling.span)

    def _first(self, span: Span) -> int:
        return self.annotation.covering(span)[0]

    def _sentence(self, span: Span) -> int:
        first = self._first(span)
        return self.annotation.tokens[first].sentence if first < len(self.annotation.tokens) else -1

    def _above(self, token: int | None) -> Iterator[tuple[int, str]]:
        """The token and those that govern it, each with the relation by which it hangs from the next."""
        for _ in range(_STEPS):
            if token is None or token < 0:
                return
            yield token, self.annotation.tokens[token].deprel
            token = self.annotation.tokens[token].head

    def _event_of(self, quantity: Quantity) -> Event | None:
        """The event that a figure belongs to: what its clause tells, else the nearest that it has a part in."""
        befalling, own_clause = quantity.measure in _BEFALLING, True
        head = self.annotation.head_of(quantity.span)
        for token, relation in self._above(head):
            event = self.events.get(token)
            if event is not None and event.statement == quantity.statement and not _counts(quantity, event):
                if own_clause or (befalling and event.type is not None):
                    return event
                break
            if token == head and self.annotation.tokens[token].upos == "NUM":
                continue  # a number is no clause, whatever the parse says
            verbs = relation == "conj" and self.annotation.tokens[token].upos == "VERB"
            if relation in _APART or (not befalling and (verbs or relation in _CLAUSES)):
                break
            own_clause = own_clause and relation not in _CLAUSES and not verbs
        having = [
            event
            for event in self._having(head)
            if event.statement == quantity.statement and not _counts(quantity, event)
        ]
        return min(having, key=lambda e: abs(e.trigger[0] - quantity.span[0]), default=None)

    def _having(self, head: int | None) -> list[Event]:
        """The events that the word has a part in."""
        return self.core.get(head, []) if head is not None else []

    def _heads_content(self, event: Event, trigger: int) -> bool:
        """Whether the content of a statement is about the event, and says who or what has a part in it."""
        statement = self.statements.get(event.statement or "")
        token = self.annotation.tokens[trigger]
        if statement is None or token.upos != "VERB" or not any(a.role in CORE for a in event.arguments):
            return False
        at = self.annotation.tokens[token.head].start if token.head >= 0 else -1
        return not any(start <= at < end for start, end in statement.content)

    def _refers(self, event: Event, trigger: int) -> bool:
        """Whether the words only name an event told elsewhere: "the attack", but not "the attack by gunmen"."""
        if all(self.annotation.word(kid).casefold() not in _DEFINITE for kid in self.annotation.children[trigger]):
            return False
        heads = (self.annotation.head_of(argument.span) for argument in event.arguments if argument.role in CORE)
        return not any(trigger == token for head in heads for token, _ in self._above(head))

    def _place(self) -> Iterator[_Claimed]:
        """Gives each telling the places where its words put it; yields all that may be where something happens."""
        places = [(p.span, i) for i, p in enumerate(self.reading.places) if p.feature != "demonym"]
        for span, index, holder in self._held(places):
            head = self.annotation.head_of(span)
            given = self._given(head, "place")
            owner = self._owner(head, holder)
            if not given and owner is not None and owner.event is not None and self._is_party(head, owner.event):
                continue
            owners = given or ([owner] if owner else [])
            for draft in owners:
                draft.places.append(index)
            yield span, index, holder, owners

    def _is_party(self, head: int | None, event: Event) -> bool:
        """Whether a place stands for those who act or are spoken of, and not for where it happens."""
        if event.type in SPOKEN:
            return event in self._having(head)
        return any(a.role == "actor" and head in range(*self.annotation.covering(a.span)) for a in event.arguments)

    def _date(self) -> Iterator[_Claimed]:
        """Gives each telling the times that its words give; yields all that may be when something happens."""
        for span, index, holder in self._held([(t.span, i) for i, t in enumerate(self.reading.times)]):
            head = self.annotation.head_of(span)
            given = self._given(head, "time")
            owner = self._owner(head, holder)
            inside = owner is not None and owner.event in self._having(head)
            if not given and inside:  # "the 2019 agreement"
                continue
            owners = given or ([owner] if owner else [])
            for draft in owners:
                draft.times.append(index)
            if self.reading.times[index].type in ("DATE", "TIME"):
                yield span, index, holder, owners

    def _held(self, spans: Iterable[tuple[Span, int]]) -> Iterator[_Loose]:
        """The spans in text order, each with its index and the statement that holds it."""
        ordered = sorted(spans)
        holders = innermost(self.reading.statements, [span for span, _ in ordered])
        for (span, index), holder in zip(ordered, holders, strict=True):
            yield span, index, holder

    def _given(self, head: int | None, role: str) -> list[_Draft]:
        """The tellings of the events that have the word in an argument of this role."""
        events = self.where.get((-1 if head is None else head, role), ())
        drafts = (self.owners.get(self._first(event.trigger)) for event in events)
        return [draft for draft in drafts if draft is not None]

    def _owner(self, head: int | None, holder: str | None) -> _Draft | None:
        """The telling that the word hangs from, if it is told by the same."""
        owner = next((self.owners[token] for token, _ in self._above(head) if token in self.owners), None)
        return owner if owner is not None and owner.statement == holder else None

    def _alone(
        self, loose: Iterable[_Claimed], name: Callable[[int], Hashable], having: Callable[[_Draft], list[int]]
    ) -> None:
        """Gives tellings that have none the one that their sentence and speaker name, where it is only one."""
        segments: defaultdict[tuple[int, str | None], dict[Hashable, tuple[int, list[_Draft]]]] = defaultdict(dict)
        for span, index, holder, owners in loose:
            segments[self._sentence(span), holder].setdefault(name(index), (index, owners))
        for draft in self.drafts:
            if having(draft) or (draft.event is not None and draft.event.type in SPOKEN):
                continue
            found = segments.get((self._sentence(_anchor(draft)), draft.statement), {})
            if len(found) == 1:
                ((index, owners),) = found.values()
                if not owners or any(self._depends(draft, o) or self._depends(o, draft) for o in owners):
                    having(draft).append(index)

    def _depends(self, one: _Draft, other: _Draft) -> bool:
        """Whether the clause of one hangs from that of the other: "died when gunmen attacked"."""
        above = self._first(_anchor(other))
        for token, relation in self._above(self._first(_anchor(one))):
            if token == above:
                return True
            if relation == "conj" or relation in _APART:
                return False
        return False

    def _telling(self, draft: _Draft, span: Span) -> Telling:
        event = draft.event
        if event is not None:
            actors = [argument.actor for argument in event.arguments if argument.actor]
        else:
            counted = (self.annotation.head_of(quantity.of) for quantity in draft.quantities if quantity.of)
            actors = [self._mentioned[head] for head in counted if head in self._mentioned]
        return Telling(
            span=span,
            statement=draft.statement,
            event=event,
            quantities=tuple(draft.quantities),
            places=tuple(sorted(set(draft.places))),
            times=tuple(sorted(set(draft.times))),
            actors=tuple(dict.fromkeys(actors)),
        )

    def _extent(self, draft: _Draft) -> Span:
        """The words that tell it: trigger and arguments, figures and what they count, places and times."""
        parts = [argument.span for argument in draft.event.arguments] if draft.event else []
        parts += [span for quantity in draft.quantities for span in (quantity.span, quantity.of) if span]
        parts += [self.reading.places[i].span for i in draft.places] + [self.reading.times[i].span for i in draft.times]
        return extent(self.annotation, _anchor(draft), parts, self.statements.get(draft.statement or ""))

    @cached_property
    def _mentioned(self) -> dict[int, str]:
        """The actor that each word means that is the head of a mention."""
        heads = ((self.annotation.head_of(span), a.id) for a in self.reading.actors for span in a.mentions)
        return {head: actor for head, actor in heads if head is not None}


def _anchor(draft: _Draft) -> Span:
    return draft.event.trigger if draft.event is not None else draft.quantities[0].span


def _counts(quantity: Quantity, event: Event) -> bool:
    """Whether the event is no more than what a figure counts: "12 dead"."""
    spans = (quantity.span, quantity.of) if quantity.of else (quantity.span,)
    return event.type is None and any(start <= event.trigger[0] < end for start, end in spans)


def _phrases(quantities: Iterable[Quantity]) -> Iterator[list[Quantity]]:
    """Figures that tell what they count or measure, those of one phrase together: "180 of the 250 villages"."""
    group: list[Quantity] = []
    for quantity in quantities:
        if quantity.of is None and quantity.unit is None and quantity.measure is None:
            continue
        if (
            group
            and quantity.statement == group[0].statement
            and any(_of_one_phrase(one, quantity) for one in group[-2:])
        ):
            group.append(quantity)
            continue
        if group:
            yield group
        group = [quantity]
    if group:
        yield group


def _of_one_phrase(one: Quantity, other: Quantity) -> bool:
    if one.of is None or other.of is None:
        holding = one.of or other.of
        inner = other.span if one.of else one.span
        return holding is not None and holding[0] <= inner[0] and inner[1] <= holding[1]
    return one.of == other.of or (one.of[0] <= other.span[0] < one.of[1]) or (other.of[0] <= one.span[0] < other.of[1])
