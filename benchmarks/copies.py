"""Measure how well near copies are told from reports on one event that were written apart.

    python -m benchmarks.copies [SHARED]

Copies are made of the reports of the packs as a sub-editor makes them: cut from the end, with another's lead, with
other numbers, merged with half of another report, with some words in ten put otherwise, and all of it together but the
merging. Reports that were written apart are those of MEANTIME, which has several on each of its events. Every pair goes
through a ledger. Recall is the part of the copies that are linked; precision is that of all links among as many pairs
of reports written apart (those on one topic) as there are copies.

SHARED is the folder that holds data/, "../shared" beside the project unless told.
"""

import argparse
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import sayso
from sayso.report import Report

PROJECT = Path(__file__).parent.parent
_COPIED = ("attribution/dev.jsonl", "incidents/dev.jsonl")
_APART = "crossdoc/meantime.jsonl"
_SENTENCE_END = re.compile(r"(?<=[.!?\"”])\s+")
_WORDS = ("river", "council", "window", "engine", "harvest", "ladder", "copper", "signal", "meadow", "lantern")

Edit = Callable[[list[str], list[str], random.Random], list[str]]


def cut(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return own[: max(3, int(len(own) * chance.uniform(0.3, 0.8)))]


def lead(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    count = chance.randint(1, 2)
    return other[:count] + own[count:]


def numbers(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return [re.sub(r"\d+", lambda _: str(chance.randint(1, 99)), each) for each in own]


def merged(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    both = own[: max(3, len(own) // 2)] + other[: max(3, len(other) // 2)]
    return chance.sample(both, len(both)) if chance.random() < 0.5 else both


def worded(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return [" ".join(chance.choice(_WORDS) if chance.random() < 0.1 else word for word in each.split()) for each in own]


def all_of_it(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    for edit in (cut, lead, numbers, worded):
        own = edit(own, other, chance)
    return own


EDITS: dict[str, Edit] = {
    "cut from the end": cut,
    "a new lead": lead,
    "changed numbers": numbers,
    "merged agencies": merged,
    "a word in ten": worded,
    "all but merging": all_of_it,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=PROJECT.parent / "shared")
    data = parser.parse_args().shared / "data"
    chance = random.Random(11)
    reports = [sayso.report_from_text(text) for name in _COPIED for text in _texts(data / name)]
    sentences = [_SENTENCE_END.split(report.text) for report in reports]
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    for number, report in enumerate(reports):
        how = list(EDITS)[number % len(EDITS)]
        other = sentences[(number + 7) % len(sentences)]
        copy = " ".join(EDITS[how](sentences[number], other, chance))
        found[how][_linked(report, sayso.report_from_text(copy))] += 1
    apart = _apart(data / _APART)
    pairs = chance.sample(apart, min(len(apart), len(reports)))
    wrong = sum(_linked(*pair) for pair in pairs)
    print("| copies | pairs | linked |\n| --- | --- | --- |")
    for how, counts in found.items():
        print(f"| {how} | {counts.total()} | {counts[True] / counts.total():.3f} |")
    right = sum(counts[True] for counts in found.values())
    print(f"| written apart, on one topic | {len(pairs)} | {wrong / len(pairs):.3f} |")
    print(f"\nrecall {right / len(reports):.3f}, precision {right / (right + wrong):.3f}")


def _linked(one: Report, other: Report) -> bool:
    with TemporaryDirectory() as folder, sayso.open(Path(folder, "two.sayso")) as ledger:
        ledger.add(one)
        ledger.add(other)
        return ledger.stats().near_copies > 0


def _apart(pack: Path) -> list[tuple[Report, Report]]:
    """All pairs of reports on one topic."""
    rows = [json.loads(line) for line in pack.read_text("utf-8").splitlines()]
    topics = defaultdict(list)
    for row in rows:
        topics[row["topic"]].append(sayso.report_from_text(row["text"]))
    return [pair for topic in topics.values() for pair in itertools.combinations(topic, 2)]


def _texts(pack: Path) -> list[str]:
    rows = [json.loads(line) for line in pack.read_text("utf-8").splitlines()]
    return [row.get("text") or row["report"]["text"] for row in rows]


if __name__ == "__main__":
    main()
