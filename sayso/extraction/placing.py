"""Which of the places of a name a report means: all names of the report decide together.

A linear model scores each candidate on what it is (population, feature, how its name matches), on what the words
around say ("Paris, Texas") and on the company it keeps: the countries and regions that the report names, and how near
the other places are. One more score stands for "none of these". The scores' softmax is the confidence. As company is
itself a choice, the choice is made three times, the first time without company. One name has one sense in a report.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.extraction.gazetteer import ABBREVIATION, ALIAS, DEMONYM, Entry, Gazetteer
from sayso.extraction.senses import Mention, Sense, contains, senses_of

Floats = NDArray[np.float64]

#: Other places that a place's nearness is taken to, the most often named first: it keeps lists of hundreds of names
#: linear, and a report is about fewer.
MOST_NEIGHBOURS = 60
#: Candidates so near to each other are one neighbourhood, in km.
NEIGHBOURHOOD = 60.0
_EARTH = 6371.0  # km, mean radius
_LOCAL = frozenset(("city", "capital", "suburb", "county", "site", "area", "road", "mountain", "island"))

#: What is known of a candidate by itself, then by its company.
STATIC = (
    "population", "rank", "country", "region", "county", "capital", "suburb", "water", "mountain", "island", "site",
    "area", "continent", "alias", "abbreviation", "demonym", "stripped", "wanted", "unwanted", "bare_county",
    "inside", "outside", "holds", "home", "noted",
)  # fmt: skip
COMPANY = (
    "country_named",
    "region_named",
    "same_place",
    "same_country",
    "same_region",
    "country_holds",
    "region_holds",
    "near",
    "nearby",
)
#: What speaks for none of the candidates.
NONE = ("none", "none_few", "none_population", "none_stripped", "none_unwanted")
#: Fitted by `training.placing` on places/lgl and places/geovirus without every fifth report. On those, with toponyms
#: given, 0.844 and 0.861 of all places are within 161 km; fitted on one pack alone, 0.833 and 0.839 of the other.
#: Those of "same_place" and "country_holds" are held at their value: see there.
WEIGHTS: dict[str, float] = {
    "population": 1.74,
    "rank": 0.45,
    "country": 0.30,
    "region": 1.33,
    "county": 0.20,
    "capital": 0.29,
    "suburb": -0.36,
    "water": 1.10,
    "mountain": -0.06,
    "island": 0.29,
    "site": -0.53,
    "area": 0.21,
    "continent": 3.42,
    "alias": -1.40,
    "abbreviation": -0.32,
    "demonym": -0.64,
    "stripped": -2.89,
    "wanted": 0.99,
    "unwanted": -0.72,
    "bare_county": -0.74,
    "inside": 1.04,
    "outside": -0.81,
    "holds": 0.93,
    "home": 0.78,
    "noted": 1.66,
    "country_named": 0.41,
    "region_named": 1.00,
    "same_place": 2.00,
    "same_country": 0.31,
    "same_region": 3.13,
    "country_holds": 3.00,
    "region_holds": 0.47,
    "near": 1.24,
    "nearby": 1.30,
    "none": 1.31,
    "none_few": 0.50,
    "none_population": -1.68,
    "none_stripped": 0.50,
    "none_unwanted": 0.52,
}


class Placing(NamedTuple):
    """The likeliest place and its probability; no place where none is likelier than any, or none is known."""

    entry: Entry | None
    confidence: float


def place(mentions: Sequence[Mention], home: str | None, gazetteer: Gazetteer) -> list[Placing]:
    """For each mention the place that it means. `home` is the alpha-2 code of the outlet's country, if known."""
    senses = senses_of(mentions, gazetteer)
    placed = [Placing(None, 0.0)] * len(mentions)
    weighing = Weighing(senses, home, gazetteer.noted)
    for sense, chances in zip(senses, weighing.chances(_vector(WEIGHTS)), strict=True):
        if sense.candidates:
            chosen = _chosen(sense, chances, gazetteer.noted)
            for index in sense.mentions:
                placed[index] = chosen
    return placed


def _chosen(sense: Sense, chances: Floats, noted: int) -> Placing:
    """The likeliest candidate, and how likely the place is in its neighbourhood.

    A town and the region named after it are one neighbourhood: the town is told, unless the words ask for the region.
    """
    candidates = sense.candidates
    lat, lon = (np.radians([getattr(entry, axis) for entry in candidates]) for axis in ("lat", "lon"))
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    local = np.array([entry.feature not in ("country", "continent", "water") for entry in candidates])
    close = (points @ points.T > np.cos(NEIGHBOURHOOD / _EARTH)) & np.outer(local, local) | np.eye(
        len(local), dtype=bool
    )
    likely = np.minimum(close @ chances[:-1], 1.0)
    best = int(np.argmax(chances[:-1]))
    first = candidates[best]
    if first.feature in ("region", "county") and sense.names[best].wanted is None and first.row >= noted:
        towns = [n for n in np.flatnonzero(close[best]) if candidates[n].feature in ("city", "capital")]
        best = int(max(towns, key=lambda n: float(chances[n]), default=best))
    return Placing(candidates[best], float(likely[best]))


def _vector(weights: dict[str, float]) -> Floats:
    return np.array([weights.get(name, 0.0) for name in (*STATIC, *COMPANY, *NONE)])


class Weighing:
    """The features of all candidates of a report, and their probabilities under given weights."""

    def __init__(self, senses: Sequence[Sense], home: str | None, noted: int) -> None:
        self.senses = senses
        entries = [entry for sense in senses for entry in sense.candidates]
        self._starts = np.cumsum([0, *(len(sense.candidates) for sense in senses)])
        self._owner = np.repeat(np.arange(len(senses)), np.diff(self._starts))
        self._counts = np.array([float(len(sense.mentions)) for sense in senses])
        codes: dict[str | None, int] = {None: 0}
        self._country = np.array([codes.setdefault(e.country, len(codes)) for e in entries], dtype=np.int64)
        rows: dict[int, int] = {-1: 0}
        self._region = np.array([rows.setdefault(e.region, len(rows)) for e in entries], dtype=np.int64)
        places: dict[int, int] = {}
        self._place = np.array([places.setdefault(e.row, len(places) + 1) for e in entries], dtype=np.int64)
        self._codes, self._rows, self._places = len(codes), len(rows), len(places) + 1
        self._is_country = np.array([e.feature == "country" for e in entries], dtype=bool)
        self._is_region = np.array([e.feature == "region" for e in entries], dtype=bool)
        self._is_local = np.array([e.feature in _LOCAL for e in entries], dtype=bool)
        lat, lon = (np.radians([getattr(e, axis) for e in entries]) for axis in ("lat", "lon"))
        self._points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        self._static = np.array(self._static_rows(home, noted)).reshape(len(entries), len(STATIC))
        self._none = np.array([_none_features(sense) for sense in senses]).reshape(len(senses), len(NONE))

    def _static_rows(self, home: str | None, noted: int) -> list[list[float]]:
        rows = []
        holding = self._holding()
        for number, sense in enumerate(self.senses):
            most = max((entry.population for entry in sense.candidates), default=0)
            containers = [entry for other in sense.inside for entry in self.senses[other].candidates]
            within = [any(contains(outer, entry) for outer in containers) for entry in sense.candidates]
            wanted = [_wanted(name.wanted, entry) for name, entry in zip(sense.names, sense.candidates, strict=True)]
            for name, entry, inside, fits in zip(sense.names, sense.candidates, within, wanted, strict=True):
                feature = entry.feature
                rows.append(
                    [
                        np.log10(entry.population + 1) / 7,
                        np.log10((entry.population + 1) / (most + 1)),
                        *(float(feature == f) for f in ("country", "region", "county", "capital", "suburb", "water")),
                        *(float(feature == f) for f in ("mountain", "island", "site")),
                        float(feature in ("area", "road")),
                        float(feature == "continent"),
                        float(entry.kind == ALIAS),
                        float(entry.kind == ABBREVIATION),
                        float(entry.kind == DEMONYM),
                        float(name.steps),
                        float(fits is True),
                        float(fits is False),
                        float(feature == "county" and name.wanted is None),
                        float(inside),
                        float(any(within) and not inside),
                        float((number, entry.row) in holding),
                        float(home is not None and entry.country == home),
                        float(entry.row < noted),
                    ]
                )
        return rows

    def _holding(self) -> set[tuple[int, int]]:
        """The (sense, row) of candidates that hold one of a place said to lie in them."""
        return {
            (other, outer.row)
            for sense in self.senses
            for other in sense.inside
            for outer in self.senses[other].candidates
            if any(contains(outer, entry) for entry in sense.candidates)
        }

    def features(self, chances: Sequence[Floats] | None) -> Floats:
        """One row for each candidate: STATIC, then COMPANY, nought in the first round."""
        company = np.zeros((len(self._owner), len(COMPANY)))
        if chances is not None and len(self._owner):
            company = self._company(chances)
        return np.concatenate([self._static, company], axis=1)

    @property
    def none_features(self) -> Floats:
        """One row for each sense: NONE."""
        return self._none

    def _company(self, chances: Sequence[Floats]) -> Floats:
        filled = [n for n, sense in enumerate(self.senses) if sense.candidates]
        chosen = np.array([self._starts[n] + int(np.argmax(chances[n][:-1])) for n in filled])
        trust = np.array([float(np.max(chances[n][:-1])) for n in filled])
        count = self._counts[filled]
        owner = self._owner
        own = np.full(len(self.senses), -1)
        own[filled] = np.arange(len(filled))
        mine = own[owner]  # the place in `chosen` of each candidate's own sense

        def shared(group: NDArray[np.int64], size: int, weight: Floats) -> Floats:
            """For each candidate, the weight of the other senses whose choice is of its group."""
            total = np.bincount(group[chosen], weight, minlength=size)
            same = total[group] - np.where(group[chosen][mine] == group, weight[mine], 0.0)
            return np.where(group > 0, same, 0.0)

        others = trust.sum() - trust[mine]
        country_named = shared(self._country, self._codes, trust * count * self._is_country[chosen])
        region_named = shared(self._region, self._rows, trust * count * self._is_region[chosen])
        local = trust * ~self._is_country[chosen]
        same_place = shared(self._place, self._places, trust)
        same_country = shared(self._country, self._codes, trust) / np.maximum(others, 1.0)
        same_region = shared(self._region, self._rows, local) / np.maximum(local.sum() - local[mine], 1.0)
        near, nearby = self._nearness(chosen, trust, count, mine)
        return np.stack(
            [
                np.log1p(country_named * ~self._is_country),
                np.log1p(region_named * ~self._is_region),
                np.log1p(same_place),
                same_country * ~self._is_country,
                same_region * ~self._is_region,
                same_country * self._is_country,
                same_region * self._is_region,
                near,
                np.log1p(nearby),
            ],
            axis=1,
        )

    def _nearness(
        self, chosen: NDArray[np.int64], trust: Floats, count: Floats, mine: NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        local = np.flatnonzero(self._is_local[chosen])
        local = local[np.argsort(-count[local], kind="stable")[:MOST_NEIGHBOURS]]
        if not len(local):
            return np.zeros(len(mine)), np.zeros(len(mine))
        chord = np.clip(self._points @ self._points[chosen[local]].T, -1.0, 1.0)
        km = _EARTH * np.arccos(chord)
        weight = trust[local] * (local[None, :] != mine[:, None])
        near = (np.exp(-km / 60.0) * weight).max(axis=1)
        nearby = (np.exp(-km / 300.0) * weight).sum(axis=1)
        return near * self._is_local, nearby * self._is_local

    def chances(self, weights: Floats, rounds: int = 3) -> list[Floats]:
        """For each sense the probability of each candidate, and last that of none."""
        chances: list[Floats] | None = None
        for _ in range(rounds):
            chances = self._softmax(self.features(chances), weights)
        return chances or []

    def _softmax(self, features: Floats, weights: Floats) -> list[Floats]:
        split = len(STATIC) + len(COMPANY)
        scores = features @ weights[:split]
        none = self._none @ weights[split:]
        found = []
        for number in range(len(self.senses)):
            row = np.append(scores[self._starts[number] : self._starts[number + 1]], none[number])
            row = np.exp(row - row.max())
            found.append(row / row.sum())
        return found


def _wanted(feature: str | None, entry: Entry) -> bool | None:
    if feature is None:
        return None
    if feature == "city":
        return entry.feature in ("city", "capital", "suburb")
    if feature == "region":
        return entry.feature in ("region", "country")
    return entry.feature == feature


def _none_features(sense: Sense) -> list[float]:
    most = max((entry.population for entry in sense.candidates), default=0)
    fits = [_wanted(n.wanted, e) for n, e in zip(sense.names, sense.candidates, strict=True)]
    return [
        1.0,
        float(np.log1p(len(sense.candidates))),
        float(np.log10(most + 1) / 7),
        float(bool(sense.names) and all(name.steps for name in sense.names)),
        float(bool(fits) and all(fit is False for fit in fits)),
    ]
