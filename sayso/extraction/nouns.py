"""The nouns by which news English names those who speak: one lexicon, read once from `data/nouns.toml`."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "wives": "wife",
    "police": "police",
    "media": "media",
    "staff": "staff",
    "data": "data",
    "clergymen": "clergyman",
}
_INVARIABLE = frozenset(("series", "species", "headquarters", "press", "news", "times", "congress", "princess", "boss"))


@dataclass(frozen=True)
class Nouns:
    """Sets of singular, lower-case nouns; what each holds is said beside it in `data/nouns.toml`."""

    male_titles: frozenset[str]
    female_titles: frozenset[str]
    short_titles: dict[str, str]
    offices: frozenset[str]
    people: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    either: frozenset[str]
    kin: frozenset[str]
    anybody: frozenset[str]
    alike: dict[str, frozenset[int]]
    doers: dict[str, str]
    groups: frozenset[str]
    members: frozenset[str]
    vague: frozenset[str]
    institutions: frozenset[str]
    sorts: frozenset[str]
    generic: frozenset[str]
    offices_of_state: frozenset[str]
    institutions_alike: dict[str, frozenset[str]]
    media: frozenset[str]
    media_names: frozenset[str]
    documents: frozenset[str]
    times: frozenset[str]
    empty: frozenset[str]
    other: frozenset[str]
    nicknames: frozenset[str]

    def title(self, word: str) -> bool:
        """Whether the word may stand before a name as a title: "Mr", "Sen.", "Minister"."""
        word = fold(word)
        return (
            word in self.male_titles or word in self.female_titles or word in self.short_titles or word in self.people
        )

    def person(self, noun: str) -> bool:
        """Whether the singular noun says a person."""
        return noun in self.people or noun.rpartition("-")[2] in self.people

    def institution(self, noun: str) -> bool:
        """Whether the singular noun says an institution."""
        return noun in self.institutions

    def gender(self, noun: str) -> str | None:
        """ "m" or "f" where the noun or title says it, else None."""
        last = noun.rpartition("-")[2]
        if last in self.male or noun in self.male_titles:
            return "m"
        return "f" if last in self.female or noun in self.female_titles else None

    def same_office(self, one: str, two: str) -> bool:
        """Whether two nouns may name one office or calling: "leader" and "chief"."""
        return one == two or not self.alike.get(one, frozenset()).isdisjoint(self.alike.get(two, frozenset()))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def load_nouns() -> Nouns:
    """The lexicon of the package."""
    data = tomllib.loads((files("sayso") / "data" / "nouns.toml").read_text(encoding="utf-8"))
    people, groups, institutions = data["people"], data["groups"], data["institutions"]
    alike: dict[str, set[int]] = {}
    for number, line in enumerate(people["alike"].strip().splitlines()):
        for noun in line.split():
            alike.setdefault(noun, set()).add(number)
    office = _words(people["office"])
    bodies = _words(institutions["office"]) | _words(" ".join(institutions["alike"]))
    return Nouns(
        male_titles=_words(data["titles"]["male"]),
        female_titles=_words(data["titles"]["female"]),
        short_titles=data["titles"]["short"],
        offices=office,
        people=office | _words(people["other"]) | _words(people["male"]) | _words(people["female"]),
        male=_words(people["male"]),
        female=_words(people["female"]),
        either=_words(people["either"]),
        kin=_words(people["kin"]),
        anybody=_words(people["anybody"]),
        alike={noun: frozenset(lines) for noun, lines in alike.items()},
        doers=people["doers"],
        groups=_words(groups["people"]),
        members=_words(groups["members"]),
        vague=_words(groups["vague"]),
        institutions=bodies,
        sorts=bodies | _words(data["media"]["names"]),
        generic=_words(institutions["generic"]),
        offices_of_state=_words(institutions["state"]),
        institutions_alike={noun: _words(words) for noun, words in institutions["alike"].items()},
        media=_words(data["media"]["nouns"]),
        media_names=_words(data["media"]["names"]),
        documents=_words(data["documents"]["nouns"]),
        times=_words(data["times"]["names"]),
        empty=_words(data["modifiers"]["empty"]),
        other=_words(data["modifiers"]["other"]),
        nicknames=_words(data["nicknames"]["pairs"]),
    )


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """The word as names and titles are compared: lower-case letters and digits alone, no accents, no possessive 's."""
    for mark in ("'s", "’s"):
        word = word.removesuffix(mark)
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def singular(word: str, plural: bool) -> str:
    """The noun in the singular and in lower case; `plural` is what the tagger says of it."""
    word = word.casefold()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not plural or not word.endswith("s") or word in _INVARIABLE or len(word) < 4:
        return word
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]
