"""Measure figures and checks on the invented reports of tests/reports: `python -m benchmarks.figures [-v]`.

A figure is right when a marked one overlaps it and has the same bounds and unit; a check when it has the kind, the
verdict and the figures of a listed one. An alarm is false when a report with nothing to check has a disagreement.
`-v` lists what is wrong.
"""

import argparse
import math
from collections import Counter
from collections.abc import Sequence

import sayso
from tests.reports import GoldFigure, GoldReport, read_reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", action="store_true", help="list what is wrong")
    parser.add_argument("--part", choices=("tune", "held"), action="append", help="one half of the reports alone")
    options = parser.parse_args()
    print("| half | reports | figures F1 | measure right | checks precision | recall | false alarms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for part in options.part or ("tune", "held"):
        gold = [report for report in read_reports() if report.part == part]
        n: Counter[str] = Counter()
        for report in gold:
            n += score(report, sayso.read(report.text, published=report.published), verbose=options.v)
        figures = 2 * n["figures right"] / (n["figures"] + n["figures found"])
        print(
            f"| {part} | {len(gold)} | {figures:.3f} | {n['measures right'] / n['figures met']:.3f} "
            f"| {n['checks right']}/{n['checks found']} = {n['checks right'] / max(n['checks found'], 1):.3f} "
            f"| {n['checks right']}/{n['checks']} = {n['checks right'] / max(n['checks'], 1):.3f} "
            f"| {n['false alarms']}/{n['nothing to check']} |"
        )


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
    main()
