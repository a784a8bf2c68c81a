"""Figures: the amounts of a text with what they count and who gives them."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import count

from sayso.annotation import Annotation
from sayso.extraction.amounts import Amount, read_amounts
from sayso.extraction.counted import Counting
from sayso.reading import Quantity, Statement, Time
from sayso.report import Furniture, Span

_SHARES = frozenset(("percent", "percentage point"))
# Words that stand outside the story and give no figure of its subject: "Read in 3 minutes".
_OUTSIDE = frozenset(("byline", "credit", "boilerplate"))


def read_quantities(
    annotation: Annotation, times: Sequence[Time], statements: Sequence[Statement], furniture: Sequence[Furniture] = ()
) -> tuple[Quantity, ...]:
    """The figures of a text, in text order; none from credits and other furniture."""
    counting = Counting(annotation)
    outside = sorted(item.span for item in furniture if item.kind in _OUTSIDE)
    amounts = [amount for amount in read_amounts(annotation.text, times) if not _inside(outside, amount.span.start)]
    holders = _innermost(statements, [amount.span for amount in amounts])
    quantities = []
    for number, amount, statement in zip(count(1), amounts, holders, strict=False):
        counted = counting.read(amount.span, amount.unit)
        unit = amount.unit or _unit_within(counted.of, amounts)
        if unit != amount.unit:
            counted = counting.read(amount.span, unit)
        quantities.append(
            Quantity(
                id=f"q{number}",
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


def _innermost(statements: Sequence[Statement], spans: Sequence[Span]) -> list[str | None]:
    """For each span, in text order, the id of the statement with the shortest piece of content that holds it."""
    contents = sorted((span, statement.id) for statement in statements for span in statement.content)
    holders: list[str | None] = []
    reaching: list[tuple[Span, str]] = []
    following = 0
    for span in spans:
        while following < len(contents) and contents[following][0].start <= span.start:
            reaching.append(contents[following])
            following += 1
        reaching = [held for held in reaching if held[0].end > span.start]
        holders.append(min(reaching, key=lambda held: held[0].end - held[0].start)[1] if reaching else None)
    return holders
