"""The names of a report and the places that each may mean: one name has one sense in a report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.extraction.gazetteer import DEMONYM, NAME, Entry, Gazetteer
from sayso.extraction.toponyms import Name, fold, variants

#: Candidates of one name that are weighed, the most populous first: the packs have no place that is lost by it.
MOST_CANDIDATES = 40


class Mention(NamedTuple):
    """A toponym as written, and the index of the mention that says where it lies ("Paris, Texas"), or `None`."""

    words: str
    inside: int | None = None


@dataclass
class Sense:
    """One name of a report with its candidates; `mentions` are indices, `inside` the names that say where it lies."""

    words: str
    mentions: list[int] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    names: list[Name] = field(default_factory=list)
    candidates: list[Entry] = field(default_factory=list)


def senses_of(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Sense]:
    """The names of a report: mentions of one name are one sense, unless the text says that they lie apart."""
    keys = [fold(mention.words) for mention in mentions]
    hints = [keys[m.inside] if m.inside is not None else "" for m in mentions]
    hinted: dict[str, set[str]] = defaultdict(set)
    for key, hint in zip(keys, hints, strict=True):
        if hint:
            hinted[key].add(hint)
    numbers: dict[tuple[str, str], int] = {}
    of: list[int] = []
    senses: list[Sense] = []
    for index, (key, hint) in enumerate(zip(keys, hints, strict=True)):
        if not hint and len(hinted[key]) == 1:
            (hint,) = hinted[key]
        if (key, hint) not in numbers:
            numbers[key, hint] = len(senses)
            names, candidates = _candidates(mentions[index].words, gazetteer)
            senses.append(Sense(mentions[index].words, names=names, candidates=candidates))
        number = numbers[key, hint]
        senses[number].mentions.append(index)
        of.append(number)
    for index, mention in enumerate(mentions):
        if mention.inside is not None and of[mention.inside] != of[index]:
            senses[of[index]].inside.add(of[mention.inside])
    return senses


def _candidates(words: str, gazetteer: Gazetteer) -> tuple[list[Name], list[Entry]]:
    found: dict[int, tuple[Name, Entry]] = {}
    for name in variants(words):
        for entry in gazetteer.lookup(name.key):
            held = found.get(entry.row)
            if held is None or (held[0] is name and entry.kind == NAME):
                found[entry.row] = (name, entry)
    if not found:
        for name in variants(words):  # "Syrians": the plural of a demonym
            if name.key.endswith("s"):
                for entry in gazetteer.lookup(name.key[:-1]):
                    if entry.kind == DEMONYM:
                        found[entry.row] = (name, entry)
    if words.isupper() and len(words) < 4 and any(entry.row < gazetteer.noted for _, entry in found.values()):
        found = {row: pair for row, pair in found.items() if pair[1].row < gazetteer.noted}  # "US" is no town
    pairs = sorted(found.values(), key=lambda pair: -_weight_of(pair[1]))[:MOST_CANDIDATES]
    return [name for name, _ in pairs], [entry for _, entry in pairs]


def _weight_of(entry: Entry) -> int:
    return entry.population + (10_000_000 if entry.feature in ("country", "region", "continent") else 0)


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether a country or a first-level region is known to hold a place; a county where the place lies near by."""
    if outer.row == inner.row:
        return False
    if outer.feature == "country":
        return inner.feature != "country" and outer.country == inner.country is not None
    if outer.feature == "region":
        return inner.region == outer.row or (
            inner.region == -1
            and inner.country == outer.country
            and abs(inner.lat - outer.lat) < 2 > abs(inner.lon - outer.lon)
        )
    if outer.feature == "county":
        return inner.region == outer.region and abs(inner.lat - outer.lat) < 0.6 > abs(inner.lon - outer.lon)
    return False
