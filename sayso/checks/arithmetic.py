"""The checks of a reading: which of its figures can be held against one another, and whether they agree."""

from collections.abc import Iterator

from sayso.checks.changes import changes
from sayso.checks.explain import Finding
from sayso.checks.outline import Outline, outline
from sayso.checks.products import products
from sayso.checks.rates import rates
from sayso.checks.sameness import conversions, repeats
from sayso.checks.shares import Parts, shares
from sayso.checks.sums import remainders, sums
from sayso.checks.totals import exact, tables, totals
from sayso.checks.wholes import Whole, lists, pairs
from sayso.reading import Check, Reading


def check(reading: Reading) -> tuple[Check, ...]:
    """The checks that the words of a reading's report state, in the order of their first figures.

    Only text and quantities are needed; statements tell who gives a figure. Two figures agree when some number lies
    in the intervals of both, rounding allowed for. What is not stated is not checked: no check is no verdict.
    """
    sketch = outline(reading)
    found = sorted(
        _once(_findings(reading, sketch)), key=lambda finding: sorted(figure.order for figure in finding.figures)
    )
    return tuple(
        Check(
            id=f"k{number}",
            kind=finding.kind,
            verdict="agree" if finding.agrees else "disagree",
            quantities=tuple(figure.quantity.id for figure in finding.figures),
            explain=finding.explain,
        )
        for number, finding in enumerate(found, start=1)
    )


def _findings(reading: Reading, sketch: Outline) -> Iterator[Finding]:
    """All findings, those of the surest words first: of several for the same figures, the first counts."""
    paired = pairs(sketch)
    listed = list(lists(sketch, paired))
    wholes = _widest([*tables(sketch), *listed, *totals(sketch), *exact(sketch)])
    changed = list(changes(sketch))
    amounts = {figure.order for finding in changed for figure in finding.figures[2:]}
    found = [
        *rates(sketch),
        *products(sketch),
        *changed,
        *remainders(sketch, paired, {part.order for whole in listed if whole.closed for part in whole.parts}),
        *sums(wholes),
        *shares(sketch, Parts(paired, wholes), amounts),
        *conversions(sketch),
    ]
    yield from found
    taken = {
        figure.order
        for finding in found
        if finding.kind in ("remainder", "share", "rate")
        for figure in finding.figures[1:]
    }
    taken |= set(paired) | {part.order for whole in wholes for part in whole.parts}
    yield from repeats(reading, sketch, taken)


def _widest(wholes: list[Whole]) -> list[Whole]:
    """The wholes that are not, with all of their parts, parts of another."""
    within: dict[int, list[frozenset[int]]] = {}
    for parts in (frozenset(part.order for part in whole.parts) for whole in wholes):
        for order in parts:
            within.setdefault(order, []).append(parts)
    return [
        found
        for found in wholes
        if not any(parts.issuperset(part.order for part in found.parts) for parts in within.get(found.whole.order, ()))
    ]


def _once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first finding for each set of figures."""
    seen: set[frozenset[int]] = set()
    for finding in findings:
        orders = frozenset(figure.order for figure in finding.figures)
        if len(orders) == len(finding.figures) and orders not in seen:
            seen.add(orders)
            yield finding
