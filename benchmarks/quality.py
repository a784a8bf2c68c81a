"""Measure the quality of readings on the development packs, through the command, and hold it to the floors.

    python benchmarks/quality.py [SHARED] [--check | --write]

SHARED is the folder that holds data/ and eval/score.py, "../shared" beside the project unless told.
--check ends with status 1 if a figure lies below its floor by more than the tolerance; --write makes
the figures measured now the floors. Where there are no packs, nothing is measured, and it says so.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
FLOORS = PROJECT / "benchmarks" / "floors.json"
# Half a point: what exchanging a library or a processor can move without anybody having changed a thing.
TOLERANCE = 0.005


@dataclass(frozen=True)
class Pack:
    """Gold to measure on: a file below data/, of whose reports those count that the model was not trained on.

    `figures` are what they are called here, and where the scorer's output has them.
    """

    task: str
    file: str
    figures: dict[str, tuple[str, ...]]
    held: slice = field(default_factory=lambda: slice(None))

    def gold(self, shared: Path) -> str:
        """The reports that count, a line each."""
        lines = (shared / "data" / self.file).read_text("utf-8").rstrip("\n").split("\n")
        return "\n".join(lines[self.held]) + "\n"


PLACES: dict[str, tuple[str, ...]] = {
    "recognition, overlap F1": ("recognition_overlap_f1",),
    "within 161 km when recognised": ("accuracy_161km",),
    "end to end, within 161 km": ("end_to_end_161km",),
}

PACKS: dict[str, Pack] = {
    "attribution": Pack(
        "attribution",
        "attribution/dev.jsonl",
        {
            "source, exact F1": ("source", "f1"),
            "cue, exact F1": ("cue", "f1"),
            "content, exact F1": ("content", "f1"),
            "content, characters F1": ("content_chars", "f1"),
            "whole statements F1": ("statement", "f1"),
            "exact statements F1": ("exact_statement", "f1"),
            "right source when the content is found": ("speaker_right_when_paired",),
        },
    ),
    "times": Pack(
        "times",
        "times/dev.jsonl",
        {
            "value F1": ("value", "f1"),
            "type F1": ("type", "f1"),
            "relaxed F1": ("relaxed", "f1"),
            "strict F1": ("strict", "f1"),
        },
    ),
    "entities": Pack("entities", "entities/dev.jsonl", {"strict F1": ("all", "f1"), "overlap F1": ("all_overlap_f1",)}),
    "plover": Pack(
        "plover",
        "events/plover-dev.jsonl",
        {
            "any event of the right type": ("any_event_right",),
            "main event's type": ("accuracy",),
            "actor F1": ("actor", "f1"),
            "recipient F1": ("recipient", "f1"),
        },
        slice(1, None, 2),
    ),
    "acled": Pack("acled", "events/acled-dev.jsonl", {"subtype, weighted F1": ("weighted_f1",)}, slice(0, None, 3)),
    "incidents": Pack("incidents", "incidents/dev.jsonl", {"role fillers, F1": ("all_roles", "f1")}),
    "factuality": Pack(
        "factuality",
        "crossdoc/meantime.jsonl",
        {
            "triggers found": ("trigger_recall",),
            "polarity": ("polarity",),
            "certainty": ("certainty",),
            "tense": ("tense",),
        },
        slice(0, None, 5),
    ),
    "places, lgl": Pack("places", "places/lgl.jsonl", PLACES, slice(0, None, 5)),
    "places, geovirus": Pack("places", "places/geovirus.jsonl", PLACES, slice(0, None, 5)),
}


def main() -> int:
    options = _options()
    scorer = options.shared / "eval" / "score.py"
    missing = [
        path for path in (*(options.shared / "data" / p.file for p in PACKS.values()), scorer) if not path.is_file()
    ]
    if missing:
        print(f"Quality was not measured: there is no {missing[0]}")
        return 0
    gold = {name: pack.gold(options.shared) for name, pack in PACKS.items()}
    measured = {name: _measure(pack, gold[name], scorer) for name, pack in PACKS.items()}
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in gold.items()}
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    _print(measured, floors)
    if options.write:
        kept = {name: {"sha256": digests[name], "figures": measured[name]} for name in measured}
        FLOORS.write_text(json.dumps(floors | kept, indent=2) + "\n", "utf-8")
    faults = _faults(measured, digests, floors) if options.check else []
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=PROJECT.parent / "shared")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--check", action="store_true")
    either.add_argument("--write", action="store_true")
    return parser.parse_args()


def _measure(pack: Pack, gold: str, scorer: Path) -> dict[str, float]:
    """Read the gold with the command, score what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        reports, readings = Path(folder) / "gold.jsonl", Path(folder) / "readings.jsonl"
        reports.write_text(gold, "utf-8")
        read = [sys.executable, "-m", "sayso.cli", "read", str(reports), "--to", "jsonl", "-o", str(readings)]
        subprocess.run(read, check=True, cwd=PROJECT)
        score = [sys.executable, str(scorer), pack.task, str(reports), str(readings)]
        scores = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    return {name: _at(scores, path) for name, path in pack.figures.items()}


def _at(scores: dict[str, Any], path: tuple[str, ...]) -> float:
    value: Any = scores
    for key in path:
        value = value[key]
    return float(value)


def _print(measured: dict[str, dict[str, float]], floors: dict[str, Any]) -> None:
    print("| pack | figure | measured | floor |\n| --- | --- | --- | --- |")
    for task, figures in measured.items():
        for name, value in figures.items():
            floor = floors.get(task, {}).get("figures", {}).get(name)
            print(f"| {task} | {name} | {value:.3f} | {'' if floor is None else format(floor, '.3f')} |")


def _faults(measured: dict[str, dict[str, float]], digests: dict[str, str], floors: dict[str, Any]) -> list[str]:
    """What is wrong, one line each: other gold than the floors were measured on, a floor that is missing or not met."""
    faults = []
    for task, figures in measured.items():
        kept = floors.get(task, {})
        if kept.get("sha256") != digests[task]:
            faults.append(f"{task} is not the pack that its floors were measured on; measure them anew with --write")
            continue
        for name, value in figures.items():
            floor = kept["figures"].get(name)
            if floor is None:
                faults.append(f"{task}, {name}: there is no floor; set one with --write")
            elif value < floor - TOLERANCE:
                faults.append(f"{task}, {name}: {value:.4f} is below its floor of {floor:.4f}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
