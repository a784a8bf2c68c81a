"""Measures: which words say what was measured, or what befell those counted; one lexicon, `data/measures.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sayso.extraction.acts import dictionary_forms

#: Measures that befall people alone, unless the text says otherwise.
OF_PERSONS = frozenset(
    ("killed", "injured", "casualties", "arrested", "hospitalised", "infected", "recovered", "vaccinated", "voted")
)
#: Measures that befall things alone.
OF_THINGS = frozenset(("destroyed", "damaged"))
#: Measures of people, or of what holds people.
OF_EITHER = frozenset(("missing", "captured", "displaced", "evacuated", "rescued", "tested"))


@dataclass(frozen=True)
class Measures:
    """The lexicon; keys and members are lower-case, verbs in the dictionary form, nouns in the singular."""

    done: dict[str, str]
    doing: dict[str, str]
    held: frozenset[str]
    lost: frozenset[str]
    scale: frozenset[str]
    bridging: frozenset[str]
    retelling: frozenset[str]
    human: frozenset[str]
    befalling: frozenset[str]
    suffering: frozenset[str]
    irregular: dict[str, str]
    states: dict[str, str]
    complements: dict[tuple[str, str], str]
    counts: dict[str, str]
    deeds: dict[str, str]
    persons: frozenset[str]
    sized: frozenset[str]
    inhabited: frozenset[str]
    empty: frozenset[str]
    people: frozenset[str]
    things: frozenset[str]
    further: frozenset[str]
    disease: frozenset[str]
    goals: frozenset[str]
    crowds: frozenset[str]
    listing: frozenset[str]
    hedges: frozenset[str]
    land: frozenset[str]
    moneys: frozenset[str]
    lengths: frozenset[str]
    areas: frozenset[str]
    durations: frozenset[str]
    before_unit: frozenset[str]
    people_endings: tuple[str, ...]
    maybe_people_endings: tuple[str, ...]
    plurals: dict[str, str]

    def of_unit(self, unit: str) -> str | None:
        """What a unit of measure measures by itself: "money", "time", "distance" or "area"; None for the others."""
        base = unit.partition("/")[0]
        if base in self.moneys or (len(base) == 3 and base.isupper()):
            return "money"
        if base.startswith("square "):
            return "area"
        if "/" in unit:
            return None
        for units, measure in ((self.durations, "time"), (self.lengths, "distance"), (self.areas, "area")):
            if base in units:
                return measure
        return None


@cache
def load_measures() -> Measures:
    """The lexicon of the package, read once."""
    data = tomllib.loads((files("sayso") / "data" / "measures.toml").read_text(encoding="utf-8"))
    verbs, nouns, units = data["verbs"], data["nouns"], data["units"]
    return Measures(
        done=_inverted(verbs["done"]),
        doing=_inverted(verbs["doing"]),
        held=_words(verbs["area"]["held"]),
        lost=_words(verbs["area"]["lost"]),
        scale=_words(verbs["scale"]),
        bridging=_words(verbs["bridging"]),
        retelling=_words(verbs["retelling"]),
        human=_words(verbs["human"]),
        befalling=_words(verbs["befalling"]),
        suffering=_words(verbs["befalling"]) | _words(verbs["suffering"]),
        irregular=data["irregular"],
        states=_inverted(data["states"]),
        complements={
            (verb, word): measure
            for measure, table in data["complements"].items()
            for verb in table["verbs"].split()
            for word in table["words"].split()
        },
        counts=_inverted(nouns["count"]),
        deeds=_inverted(nouns["of"]),
        persons=_words(nouns["persons"]),
        sized=_words(nouns["sized"]),
        inhabited=_words(nouns["inhabited"]),
        empty=_words(nouns["empty"]),
        people=_words(nouns["people"]) | _words(nouns["persons"]),
        things=_words(nouns["things"]),
        further=_words(nouns["further"]),
        disease=_words(nouns["disease"]),
        goals=_words(nouns["goals"]),
        crowds=_words(nouns["crowds"]),
        listing=_words(nouns["listing"]),
        hedges=frozenset(data["hedges"]["before"].strip().splitlines()),
        land=_words(nouns["land"]),
        moneys=_words(units["money"]),
        lengths=_words(units["length"]),
        areas=_words(units["area"]),
        durations=_words(units["time"]),
        before_unit=_words(units["before"]),
        people_endings=tuple(data["suffixes"]["people"].split()),
        maybe_people_endings=tuple(data["suffixes"]["maybe"].split()),
        plurals=data["plurals"],
    )


@lru_cache(maxsize=1 << 14)
def verb_forms(word: str) -> tuple[str, ...]:
    """The dictionary forms that a lower-case verb might stand under, the likeliest first."""
    if form := load_measures().irregular.get(word):
        return (form,)
    return dictionary_forms(word)


def stated(word: str) -> str | None:
    """The measure of a lower-case word that is a state or a participle: "dead", "wounded"."""
    measures = load_measures()
    if word in measures.states:
        return measures.states[word]
    return next((measures.done[form] for form in verb_forms(word) if form != word and form in measures.done), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _inverted(table: dict[str, str]) -> dict[str, str]:
    return {word: measure for measure, words in table.items() for word in words.split()}
