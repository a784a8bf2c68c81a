"""Retellings: tellings of one assertion by one speaker, as in a headline and the story under it.

To join two assertions is worse than to leave one in two, so what is not told alike in all that both tell stays apart.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sayso.annotation import Annotation
from sayso.extraction.acts import dictionary_forms
from sayso.extraction.heads import source_head
from sayso.extraction.measures import stated
from sayso.extraction.nouns import fold, singular
from sayso.extraction.tellings import CORE, Telling
from sayso.reading import Event, Link, Quantity, Reading
from sayso.report import Span

#: Acts by which something is said not to be so.
DENIALS = frozenset(("deny", "refuse", "reject"))
# Acts that say that something is so, more or less loudly.
_ASSERTIONS = frozenset(("say", "claim", "confirm", "admit", "accuse", "announce", "know", "criticise", "praise"))
# Words that tell of another such event or figure.
_ANOTHER = frozenset(("another", "more", "further", "additional", "other", "others", "second", "third", "again"))
# Nouns that count people and tell none of them apart.
_ANYBODY = frozenset(("person", "people", "victim", "life", "body", "other"))
# Earlier claims that a telling is compared with, for each thing that it has in common with them, and tellings of each:
# the first, which are of headline and lead, and the latest.
_FIRST, _LATEST = 2, 6

_Any = TypeVar("_Any")


class Party(NamedTuple):
    """Those who have one role in an event: actor ids, and their nouns in the singular, pronouns left out."""

    ids: frozenset[str]
    nouns: frozenset[str]


class Figure(NamedTuple):
    """An interval, and the noun of what is counted; `None` for people of whatever kind, and where nothing says."""

    low: float | int | None
    high: float | int | None
    noun: str | None


@dataclass(frozen=True)
class Traits:
    """What a telling is compared by.

    `chain` is who says so, `forms` the dictionary forms of the trigger, `figures` those of each unit and measure,
    `paragraph` its number; `another` whether its words tell of another such thing.
    """

    telling: Telling
    chain: tuple[Hashable, ...]
    forms: frozenset[str]
    parties: dict[str, Party]
    figures: dict[tuple[str, ...], list[Figure]]
    paragraph: int
    headline: bool
    another: bool


class Retellings:
    """Tells whether two tellings of a reading are of one assertion."""

    def __init__(self, reading: Reading, annotation: Annotation) -> None:
        self.reading, self.annotation = reading, annotation
        self.statements = {statement.id: statement for statement in reading.statements}
        self.paragraphs = [annotation.tokens[first].start for first, last in annotation.paragraphs if first < last]
        self.headlines = [item.span for item in reading.report.furniture if item.kind == "headline"]
        title = reading.report.title
        if title and reading.report.text.lstrip().startswith(title):
            start = reading.report.text.index(title)
            self.headlines.append(Span(start, start + len(title)))

    def grouped(self, tellings: Sequence[Telling], chains: Sequence[tuple[Link, ...]]) -> list[list[int]]:
        """The tellings, by their numbers, of each assertion, in the order of the first."""
        groups: list[list[Traits]] = []
        numbers: list[list[int]] = []
        sharing: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number, (telling, chain) in enumerate(zip(tellings, chains, strict=True)):
            traits = self.traits(telling, chain)
            keys = list(_keys(traits))
            near = {group for key in keys for group in _some(sharing[key])}
            same = (g for g in sorted(near) if all(self._one(member, traits) for member in _some(groups[g])))
            group = next(same, None)
            if group is None:
                group = len(groups)
                groups.append([])
                numbers.append([])
            groups[group].append(traits)
            numbers[group].append(number)
            for key in keys:
                if group not in sharing[key][-1:]:
                    sharing[key].append(group)
        return numbers

    def traits(self, telling: Telling, chain: tuple[Link, ...]) -> Traits:
        """What a telling by these speakers is compared by."""
        event = telling.event
        near = [*range(*self.annotation.covering(telling.span))]
        if event is not None:  # "shelled the town again"
            near += [
                kid for i in range(*self.annotation.covering(event.trigger)) for kid in self.annotation.children[i]
            ]
        words = {fold(self.annotation.word(i)) for i in near}
        return Traits(
            telling=telling,
            chain=tuple(self._voice(link) for link in chain),
            forms=frozenset(dictionary_forms(self._text(event.trigger).casefold())) if event else frozenset(),
            parties=self._parties(event) if event else {},
            figures=self._figures(telling.quantities),
            paragraph=bisect_right(self.paragraphs, telling.span[0]),
            headline=any(start <= telling.span[0] < end for start, end in self.headlines),
            another=not words.isdisjoint(_ANOTHER - self._hedging(telling)),
        )

    def _text(self, span: Span) -> str:
        return self.annotation.text[span[0] : span[1]]

    def _hedging(self, telling: Telling) -> frozenset[str]:
        """The words of figures, which are no other figures: "more than 40"."""
        spans = (quantity.span for quantity in telling.quantities)
        return frozenset(fold(word) for span in spans for word in self._text(span).split())

    def _voice(self, link: Link) -> Hashable:
        """Who speaks, and whether to say that something is so; one whom nobody names is like no other."""
        statement = self.statements.get(link.statement or "")
        if statement is None:
            return None
        mood = "assert" if statement.act in _ASSERTIONS else "deny" if statement.act in DENIALS else statement.act
        return mood, link.speaker or ("nobody", statement.id)

    def _parties(self, event: Event) -> dict[str, Party]:
        ids: defaultdict[str, set[str]] = defaultdict(set)
        words: defaultdict[str, set[str]] = defaultdict(set)
        for argument in event.arguments:
            if argument.role in CORE:
                if argument.actor:
                    ids[argument.role].add(argument.actor)
                noun = self._noun(argument.span)
                if noun is not None:
                    words[argument.role].add(noun)
        return {role: Party(frozenset(ids[role]), frozenset(words[role])) for role in sorted({*ids, *words})}

    def _noun(self, span: Span) -> str | None:
        """The noun that the words are about, in the singular; `None` for a pronoun, which says nothing by itself."""
        head = source_head(self.annotation, span)
        if head is None or self.annotation.tokens[head].upos == "PRON":
            return None
        plural = self.annotation.tokens[head].xpos in ("NNS", "NNPS")
        return fold(singular(self.annotation.word(head), plural)) or None

    def _figures(self, quantities: Iterable[Quantity]) -> dict[tuple[str, ...], list[Figure]]:
        """The figures by unit and measure; by the noun of what is counted where there is no measure."""
        found: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for quantity in quantities:
            noun = self._noun(quantity.of) if quantity.of else None
            if noun is not None and (noun in _ANYBODY or stated(noun) is not None):
                noun = None
            unit = quantity.unit or ""
            key = (unit, quantity.measure) if quantity.measure else (unit, "", noun or "")
            found[key].append(Figure(quantity.low, quantity.high, noun))
        return found

    def _one(self, one: Traits, other: Traits) -> bool:
        """Whether two tellings by one speaker are of one assertion."""
        first, second = one.telling, other.telling
        if one.chain != other.chain or one.another or other.another:
            return False
        if one.paragraph == other.paragraph and one.headline == other.headline:
            return False  # nobody says a thing twice in one paragraph
        if not self._places_meet(first, second) or not self._times_meet(first, second):
            return False
        shared = one.figures.keys() & other.figures.keys()
        if any(not _figures_agree(one.figures[key], other.figures[key]) for key in shared):
            return False
        all_shared = shared in (one.figures.keys(), other.figures.keys())
        counted = all_shared and any(key[-1] for key in shared)
        if first.event is None or second.event is None:
            return counted
        return _one_event(one, other, counted=counted)

    def _places_meet(self, one: Telling, other: Telling) -> bool:
        """Whether both can be told of one place: one that both name, or a country and what lies in it."""
        places = self.reading.places
        first, second = ([places[i] for i in telling.places] for telling in (one, other))
        return (
            not first
            or not second
            or any(
                (a.gazetteer or fold(a.name)) == (b.gazetteer or fold(b.name))
                or (a.country is not None and a.country == b.country and "country" in (a.feature, b.feature))
                for a in first
                for b in second
            )
        )

    def _times_meet(self, one: Telling, other: Telling) -> bool:
        """Whether both can be told of one time: bounds that are known and overlap."""
        times = self.reading.times
        first, second = (
            [times[i] for i in telling.times if times[i].begin and times[i].end] for telling in (one, other)
        )
        return (
            not first
            or not second
            or any(
                (a.begin or "")[:10] <= (b.end or "")[:10] and (b.begin or "")[:10] <= (a.end or "")[:10]
                for a in first
                for b in second
            )
        )


def one_kind(one: Traits, other: Traits) -> bool:
    """Whether two events are of one kind: one word tells both, and no label differs; or both have one subtype."""
    first, second = one.telling.event, other.telling.event
    if first is None or second is None or first.type != second.type:
        return False
    if first.subtype is not None and first.subtype == second.subtype:
        return True
    return None in (first.subtype, second.subtype) and not one.forms.isdisjoint(other.forms)


def _some(found: list[_Any]) -> list[_Any]:
    """The first and the latest."""
    return found if len(found) <= _FIRST + _LATEST else [*found[:_FIRST], *found[-_LATEST:]]


def _one_event(one: Traits, other: Traits, *, counted: bool) -> bool:
    """Whether two events are one; `counted` says that a figure of both is the same."""
    first, second = one.telling.event, other.telling.event
    if first is None or second is None:
        return False
    if (first.polarity, first.tense, first.certainty) != (second.polarity, second.tense, second.certainty):
        return False
    if not one_kind(one, other) and not (counted and None in (first.type, second.type)):
        return False
    roles = one.parties.keys() & other.parties.keys()
    if any(not parties_meet(one.parties[role], other.parties[role]) for role in roles):
        return False
    all_told = roles in (one.parties.keys(), other.parties.keys())
    placed = one.headline != other.headline and bool(one.telling.places and other.telling.places)
    return all_told and (bool(roles) or counted or placed)


def _keys(traits: Traits) -> Iterator[Hashable]:
    """What two tellings of one assertion have at least one of in common."""
    event = traits.telling.event
    if event is not None:
        yield from ((traits.chain, event.type, form) for form in sorted(traits.forms))
        if event.subtype is not None:
            yield traits.chain, event.type, "subtype", event.subtype
    for key, figures in traits.figures.items():
        yield traits.chain, "figure", key, figures[0][:2]


def _figures_agree(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Whether the figures of one unit and measure are the same numbers of the same things."""
    return len(one) == len(other) and all(
        a[:2] == b[:2] and (a.noun == b.noun or None in (a.noun, b.noun)) for a, b in zip(one, other, strict=True)
    )


def parties_meet(one: Party, other: Party) -> bool:
    """Whether those who have a role are the same: by actor where both are known, else by their noun."""
    if one.ids and other.ids:
        return not one.ids.isdisjoint(other.ids)
    return not one.nouns.isdisjoint(other.nouns)
