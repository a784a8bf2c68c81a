"""Measure figures and checks on the invented reports of tests/reports.

    python -m benchmarks.figures [-v] [--part tune | held] [--check | --write]

A figure is right when a marked one overlaps it and has the same bounds and unit; a check when it has the kind, the
verdict and the figures of a listed one. An alarm is false when a report with nothing to check has a disagreement.
-v lists what is wrong. --check ends with status 1 if a figure lies below its floor by more than the tolerance;
--write makes the figures measured now the floors.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence

import sayso
from benchmarks.quality import FLOORS, TOLERANCE
from tests.reports import GoldFigure, GoldReport, read_reports


def main() -> int:
    options = _options()
    floors = json.loads(FLOORS.read_text("utf-8"))
    measured = {}
    for part in options.part or ("tune", "held"):
        gold = [report for report in read_reports() if report.part == part]
        n: Counter[str] = Counter()
        for report in gold:
            n += score(report, sayso.read(report.text, published=report.published), verbose=options.v)
        measured[f"tests/reports, {part}"] = _figures(n)
    print("| reports | figure | measured | floor |\n| --- | --- | --- | --- |")
    faults = []
    for part, figures in measured.items():
        for name, value in figures.items():
            floor = floors.get(part, {}).get("figures", {}).get(name)
            print(f"| {part} | {name} | {value:.3f} | {'' if floor is None else format(floor, '.3f')} |")
            if floor is None or value < floor - TOLERANCE:
                faults.append(f"{part}, {name}: {value:.4f} is below its floor of {floor}")
    if options.write:
        kept = {part: {"figures": figures} for part, figures in measured.items()}
        FLOORS.write_text(json.dumps(floors | kept, indent=2) + "\n", "utf-8")
    if options.check and faults:
        print(*faults, sep="\n", file=sys.stderr)
    return 1 if options.check and faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--part", choices=("tune", "held"), action="append")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--check", action="store_true")
    either.add_argument("--write", action="store_true")
    return parser.parse_args()


def _figures(n: Counter[str]) -> dict[str, float]:
    """What is measured, higher is better."""
    return {
        "figures with bounds and unit right, F1": 2 * n["figures right"] / (n["figures"] + n["figures found"]),
        "measures right, of figures found": n["measures right"] / n["figures met"],
        "checks, precision": n["checks right"] / max(n["checks found"], 1),
        "checks, recall": n["checks right"] / max(n["checks"], 1),
        "reports with nothing to check and no alarm": 1 - n["false alarms"] / n["nothing to check"],
    }


def score(gold: GoldReport, found: sayso.Reading, *, verbose: bool = False) -> Counter[str]:
    """The counts of one report."""
    n: Counter[str] = Counter()
    met = _meet(gold.figures, found.quantities)
    n["figures"], n["figures found"], n["figures met"] = len(gold.figures), len(found.quantities), len(met)
    wrong = []
    for figure, quantity in met:
        right = _same_bounds(figure, quantity) and figure.unit == quantity.unit
        n["figures right"] += right
        n["measures right"] += figure.measure == quantity.measure
        if not right or figure.measure != quantity.measure:
            got = f"{quantity.low}..{quantity.high} {quantity.unit} | {quantity.measure}"
            words = gold.text[slice(*quantity.span)]
            wrong.append(f"{words!r}: {got}; gold {figure.low}..{figure.high} {figure.unit} | {figure.measure}")
    wrong += [f"missed {gold.text[slice(*f.span)]!r}" for f in gold.figures if all(f is not g for g, _ in met)]
    wrong += [f"extra {gold.text[slice(*q.span)]!r}" for q in found.quantities if all(q is not p for _, p in met)]
    key = {quantity.id: figure.key for figure, quantity in met}
    wanted = {(check.kind, check.verdict, frozenset(check.keys)) for check in gold.checks}
    made = {(c.kind, c.verdict, frozenset(key.get(q, q) for q in c.quantities)): c.explain for c in found.checks}
    n["checks"], n["checks found"], n["checks right"] = len(wanted), len(made), len(wanted & made.keys())
    wrong += [f"no check {kind} {verdict}: {' '.join(sorted(keys))}" for kind, verdict, keys in wanted - made.keys()]
    wrong += [f"wrong check {c[0]} {c[1]}: {' '.join(sorted(c[2]))}: {made[c]}" for c in made.keys() - wanted]
    n["nothing to check"] = not gold.checks
    n["false alarms"] = not gold.checks and any(check.verdict == "disagree" for check in found.checks)
    if verbose and wrong:
        print(f"{gold.name}:", *wrong, sep="\n  ")
    return n


def _meet(
    figures: Sequence[GoldFigure], quantities: Sequence[sayso.Quantity]
) -> list[tuple[GoldFigure, sayso.Quantity]]:
    """Each marked figure with the first found one that overlaps it and that no other has met."""
    met, free = [], list(quantities)
    for figure in figures:
        hit = next((q for q in free if q.span[0] < figure.span[1] and figure.span[0] < q.span[1]), None)
        if hit:
            free.remove(hit)
            met.append((figure, hit))
    return met


def _same_bounds(figure: GoldFigure, quantity: sayso.Quantity) -> bool:
    pairs = ((figure.low, quantity.low), (figure.high, quantity.high))
    return all(a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-3)) for a, b in pairs)


if __name__ == "__main__":
    sys.exit(main())
