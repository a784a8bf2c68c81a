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
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
FLOORS = PROJECT / "benchmarks" / "floors.json"
# Half a point: what exchanging a library or a processor can move without anybody having changed a thing.
TOLERANCE = 0.005

# The figures of each pack: what they are called here, and where the scorer's output has them.
FIGURES: dict[str, dict[str, tuple[str, ...]]] = {
    "attribution": {
        "source, exact F1": ("source", "f1"),
        "cue, exact F1": ("cue", "f1"),
        "content, exact F1": ("content", "f1"),
        "content, characters F1": ("content_chars", "f1"),
        "whole statements F1": ("statement", "f1"),
        "exact statements F1": ("exact_statement", "f1"),
        "right source when the content is found": ("speaker_right_when_paired",),
    },
    "times": {
        "value F1": ("value", "f1"),
        "type F1": ("type", "f1"),
        "relaxed F1": ("relaxed", "f1"),
        "strict F1": ("strict", "f1"),
    },
    "entities": {
        "strict F1": ("all", "f1"),
        "overlap F1": ("all_overlap_f1",),
    },
}


def main() -> int:
    options = _options()
    packs = {task: options.shared / "data" / task / "dev.jsonl" for task in FIGURES}
    scorer = options.shared / "eval" / "score.py"
    missing = [path for path in (*packs.values(), scorer) if not path.is_file()]
    if missing:
        print(f"Quality was not measured: there is no {missing[0]}")
        return 0
    measured = {task: _measure(task, pack, scorer) for task, pack in packs.items()}
    digests = {task: hashlib.sha256(pack.read_bytes()).hexdigest() for task, pack in packs.items()}
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    _print(measured, floors)
    if options.write:
        kept = {task: {"sha256": digests[task], "figures": measured[task]} for task in measured}
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


def _measure(task: str, pack: Path, scorer: Path) -> dict[str, float]:
    """Read the pack with the command, score what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        read = [sys.executable, "-m", "sayso.cli", "read", str(pack), "--to", "jsonl", "-o", str(readings)]
        subprocess.run(read, check=True, cwd=PROJECT)
        score = [sys.executable, str(scorer), task, str(pack), str(readings)]
        scores = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    return {name: _at(scores, path) for name, path in FIGURES[task].items()}


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
            print(f"| {task}/dev | {name} | {value:.3f} | {'' if floor is None else format(floor, '.3f')} |")


def _faults(measured: dict[str, dict[str, float]], digests: dict[str, str], floors: dict[str, Any]) -> list[str]:
    """What is wrong, one line each: other gold than the floors were measured on, a floor that is missing or not met."""
    faults = []
    for task, figures in measured.items():
        kept = floors.get(task, {})
        if kept.get("sha256") != digests[task]:
            faults.append(
                f"{task}/dev is not the pack that its floors were measured on; measure them anew with --write"
            )
            continue
        for name, value in figures.items():
            floor = kept["figures"].get(name)
            if floor is None:
                faults.append(f"{task}/dev, {name}: there is no floor; set one with --write")
            elif value < floor - TOLERANCE:
                faults.append(f"{task}/dev, {name}: {value:.4f} is below its floor of {floor:.4f}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
