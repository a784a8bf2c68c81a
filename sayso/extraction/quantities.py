"""Figures: the amounts of a text with what they count and who gives them."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.annotation import Annotation
from sayso.extraction.amounts import Amount, read_amounts
from sayso.extraction.counted import Counted, Counting
from sayso.extraction.holding import innermost
from sayso.extraction.tables import Cell, read_tables
from sayso.reading import Quantity, Statement, Time
from sayso.report import Furniture, Span

_SHARES = frozenset(("percent", "percentage point"))
# Percent of a whole: a bare number above it is no share.
_WHOLE = 100
# Words that stand outside the story and give no figure of its subject: "Read in 3 minutes".
_OUTSIDE = frozenset(("byline", "credit", "boilerplate"))

# Digits of the longest count that a cell of a table is taken to hold.
_LONGEST_COUNT = 15


def read_quantities(
    annotation: Annotation, times: Sequence[Time], statements: Sequence[Statement], furniture: Sequence[Furniture] = ()
) -> tuple[Quantity, ...]:
    """The figures of a text, in text order; none from credits and other furniture."""
    counting = Counting(annotation)
    cells = read_tables(annotation.text)
    outside = sorted(item.span for item in furniture if item.kind in _OUTSIDE)
    amounts = _with_cells(read_amounts(annotation.text, times), cells, annotation.text, times)
    amounts = [amount for amount in amounts if not _inside(outside, amount.span.start)]
    holders = innermost(statements, [amount.span for amount in amounts])
    quantities: list[Quantity] = []
    for amount, statement in zip(amounts, holders, strict=True):
        cell = _cell_of(cells, annotation.text, amount)
        if cell is not None and cell.label:
            continue
        if cell is not None:
            amount = _scaled(amount, cell.scale)
            counted, unit = Counted(cell.of, cell.unit, cell.measure), amount.unit
        else:
            counted = counting.read(amount.span, amount.unit)
            if counted.unit in _SHARES and amount.low is not None and amount.low > _WHOLE:
                counted = Counted(None, None, None)  # "up 25 percent, from 3,200"
            unit = amount.unit or counted.unit or _unit_within(counted.of, amounts)
            if unit not in (amount.unit, counted.unit):
                counted = counting.read(amount.span, unit)
        quantities.append(
            Quantity(
                id=f"q{len(quantities) + 1}",
                span=amount.span,
                low=amount.low,
                high=amount.high,
                value=amount.value,
                unit=unit or counted.noun,
                hedge=amount.hedge,
                of=counted.of,
                measure=counted.measure,
                statement=statement,
            )
        )
    return tuple(quantities)


def _cell_of(cells: Sequence[Cell], text: str, amount: Amount) -> Cell | None:
    """The cell of a table that holds the amount and no other words."""
    place = bisect_right(cells, amount.span.start, key=lambda cell: cell.span.start) - 1
    if place < 0 or amount.span.end > cells[place].span.end:
        return None
    cell = cells[place].span
    beside = text[cell.start : amount.span.start] + text[amount.span.end : cell.end]
    return None if any(map(str.isalpha, beside)) else cells[place]


def _with_cells(amounts: Sequence[Amount], cells: Sequence[Cell], text: str, times: Sequence[Time]) -> Sequence[Amount]:
    """The amounts with those of cells that, read across the row, looked like part of a name or a year."""
    taken = [amount.span for amount in amounts]
    dates = [time.span for time in times if time.value]
    missed = []
    for cell in cells:
        if (cell.unit is None and cell.measure is None) or _meets(taken, cell.span):
            continue
        start, words = cell.span.start, text[cell.span.start : cell.span.end]
        if words.isdecimal() and len(words) <= _LONGEST_COUNT:  # under such a head no year
            missed.append(Amount(cell.span, cell.span, int(words), int(words), int(words), None, None))
            continue
        if _meets(dates, cell.span):
            continue
        missed += [
            amount._replace(span=_moved(amount.span, start), number=_moved(amount.number, start))
            for amount in read_amounts(words, ())
        ]
    return sorted([*amounts, *missed]) if missed else amounts


def _meets(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, which are in text order, overlaps another."""
    before = bisect_right(spans, span.end - 1, key=lambda each: each.start) - 1
    return before >= 0 and spans[before].end > span.start


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _scaled(amount: Amount, scale: int) -> Amount:
    """A bare amount in the scale of its column: millions, thousands."""
    if scale == 1 or amount.unit is not None:
        return amount
    low, high, value = (_times(number, scale) for number in (amount.low, amount.high, amount.value))
    return amount._replace(low=low, high=high, value=value)


def _times(number: float | int | None, scale: int) -> float | int | None:
    product = None if number is None else number * scale
    return int(product) if isinstance(product, float) and product.is_integer() else product


def _unit_within(of: Span | None, amounts: Sequence[Amount]) -> str | None:
    """The unit of measure of the amount that a bare number is a part of: "180 of the 250 square kilometres"."""
    if of is None:
        return None
    place = bisect_right(amounts, of.end - 1, key=lambda amount: amount.span.start) - 1
    whole = amounts[place] if place >= 0 else None
    return whole.unit if whole and of.start <= whole.span.start and whole.unit not in _SHARES else None


def _inside(spans: Sequence[Span], place: int) -> bool:
    """True if one of the spans, which are in text order and do not overlap, holds the place."""
    before = bisect_right(spans, place, key=lambda span: span.start) - 1
    return before >= 0 and place < spans[before].end
