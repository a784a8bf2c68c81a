"""Fits the weights of `sayso.extraction.placing`: `python -m training.placing PACK.jsonl ...`.

Every fifth report of a pack is left out and measured on. Prints the table of weights to be put into the module.
"""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from sayso.extraction.gazetteer import Entry, Gazetteer, load_gazetteer
from sayso.extraction.places import home_of, mentions_of
from sayso.extraction.placing import COMPANY, NONE, STATIC, Weighing
from sayso.extraction.senses import senses_of
from sayso.report import Report, Span

NEAR = 161.0  # km: a hundred miles, as the literature has it
#: What has no one middle counts as found within these distances, for gazetteers differ so much.
LOOSE = {"country": 800.0, "continent": 2500.0, "region": 300.0, "water": 800.0}
ROUNDS = 4
DECAY = 5e-4
#: Not learned but held: another name of a place ("Georgian", "Georgia") and a place in a country ("Tbilisi",
#: "Georgia") speak for it. Most reports of the packs are from one country, where neither decides, and hardly a
#: report is left to learn it from. The figures on every fifth report stay as they are without.
HELD = {"same_place": 2.0, "country_holds": 3.0}


class Example:
    """One report: its senses, the right candidates of each and how many gold mentions say so."""

    def __init__(self, report: dict[str, Any], gazetteer: Gazetteer, homely: bool = True) -> None:
        gold = sorted(report["places"], key=lambda place: place["span"])
        spans = [Span(*place["span"]) for place in gold]
        mentions = mentions_of(report["text"], spans)
        senses = senses_of(mentions, gazetteer)
        home = home_of(Report(id="", text="", outlet=report.get("outlet"), url=report.get("url"))) if homely else None
        self.weighing = Weighing(senses, home, gazetteer.noted)
        self.senses = senses
        self.gold = [[gold[index] for index in sense.mentions] for sense in senses]
        self.right = [
            [[*(right(entry, place) for entry in sense.candidates), False] for place in places]
            for sense, places in zip(senses, self.gold, strict=True)
        ]
        for rows in self.right:
            for row in rows:
                row[-1] = not any(row)


def right(entry: Entry, gold: dict[str, Any], loose: bool = True) -> bool:
    if gold.get("lat") is None:
        return False
    limit = LOOSE.get(entry.feature, NEAR) if loose else NEAR
    return kilometres(entry.lat, entry.lon, gold["lat"], gold["lon"]) <= limit


def kilometres(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def fit(examples: Sequence[Example]) -> np.ndarray:
    size = len(STATIC) + len(COMPANY) + len(NONE)
    weights = np.zeros(size)
    weights[0] = 3.0
    for name, value in HELD.items():
        weights[(*STATIC, *COMPANY, *NONE).index(name)] = value
    for _ in range(ROUNDS):
        weights = _fit_once(examples, weights)
    return weights


def _fit_once(examples: Sequence[Example], weights: np.ndarray) -> np.ndarray:
    rows: list[np.ndarray] = []
    groups: list[tuple[int, int]] = []
    truths: list[np.ndarray] = []
    counts: list[float] = []
    split = len(STATIC) + len(COMPANY)
    size = split + len(NONE)
    at = 0
    for example in examples:
        features = example.weighing.features(example.weighing.chances(weights, 2))
        start = 0
        for number, sense in enumerate(example.senses):
            n = len(sense.candidates)
            if not n:
                continue
            block = np.zeros((n + 1, size))
            block[:n, :split] = features[start : start + n]
            block[n, split:] = example.weighing.none_features[number]
            start += n
            for truth in {tuple(row) for row in example.right[number]}:
                rows.append(block)
                groups.append((at, at + n + 1))
                at += n + 1
                truths.append(np.array(truth))
                counts.append(math.sqrt(sum(tuple(row) == truth for row in example.right[number])))
    x = torch.tensor(np.concatenate(rows))
    good = torch.tensor(np.concatenate(truths))
    owner = torch.tensor(np.repeat(np.arange(len(groups)), [b - a for a, b in groups]))
    count = torch.tensor(counts, dtype=torch.float64)
    w = torch.tensor(weights, requires_grad=True)
    free = torch.tensor([float(name not in HELD) for name in (*STATIC, *COMPANY, *NONE)], dtype=torch.float64)
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = torch.exp(torch.clamp(x @ w, -30, 30))
        every = torch.zeros(len(groups), dtype=torch.float64).index_add(0, owner, scores)
        fine = torch.zeros(len(groups), dtype=torch.float64).index_add(0, owner, scores * good)
        value = (count * (every.log() - fine.log())).sum() / count.sum() + DECAY * (w**2).sum()
        value.backward()
        w.grad *= free
        return value

    optimizer.step(loss)
    return w.detach().numpy()


def measure(examples: Sequence[Example], weights: np.ndarray) -> dict[str, Any]:
    located = near = known = 0
    bins: dict[int, list[float]] = {}
    for example in examples:
        for sense, gold, chances in zip(example.senses, example.gold, example.weighing.chances(weights), strict=True):
            for place in gold:
                if place.get("lat") is None:
                    continue
                located += 1
                if not sense.candidates:
                    continue
                known += 1
                best = int(np.argmax(chances[:-1]))
                hit = right(sense.candidates[best], place, loose=False)
                near += hit
                bins.setdefault(min(9, int(chances[best] * 10)), []).append(float(hit))
    calibration = {b / 10: (len(hits), round(sum(hits) / len(hits), 2)) for b, hits in sorted(bins.items())}
    return {
        "located": located,
        "known": round(known / located, 4),
        "within_161km": round(near / located, 4),
        "calibration": calibration,
    }


def load(path: str, gazetteer: Gazetteer, homely: bool = True) -> list[Example]:
    with Path(path).open(encoding="utf-8") as file:
        return [Example(json.loads(line), gazetteer, homely) for line in file]


def main(paths: Sequence[str]) -> None:
    gazetteer = load_gazetteer()
    packs = {path: load(path, gazetteer) for path in paths}
    # Each report is learned from a second time without its outlet: most texts come without one.
    homeless = {path: load(path, gazetteer, homely=False) for path in paths}
    for path in paths:  # what a pack gives when it is read with the weights of the others
        others = [e for other in paths if other != path for e in (*packs[other], *homeless[other])]
        if others:
            print("transfer to", path, measure(packs[path], fit(others)))
    train = [e for pack in (*packs.values(), *homeless.values()) for i, e in enumerate(pack) if i % 5]
    weights = fit(train)
    for path, pack in packs.items():
        print("every fifth of", path, measure(pack[::5], weights))
    for name, weight in zip((*STATIC, *COMPANY, *NONE), weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(sys.argv[1:])
