"""Amounts: every number of a text that says how many or how much, as an interval; text alone, no model."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sayso.extraction.amounts import hedges
from sayso.extraction.amounts.ages import is_said
from sayso.extraction.amounts.case import Case
from sayso.extraction.amounts.exclusions import excluded
from sayso.extraction.amounts.figures import Figure, counted, figure_at, places
from sayso.extraction.amounts.hedges import Hedge
from sayso.extraction.amounts.names import is_numbered
from sayso.extraction.amounts.particles import is_particle
from sayso.extraction.amounts.ranges import ends
from sayso.extraction.amounts.ratios import ratio
from sayso.extraction.amounts.tokens import Tokens
from sayso.extraction.amounts.units import is_money, shared_name, unit_at
from sayso.reading import Time
from sayso.report import Span

__all__ = ["Amount", "Hedge", "read_amounts"]

#: Significant digits of bounds that are no whole numbers.
_PRECISION = 12
_STACKED = 3
_PERCENTS = frozenset({"percent", "percentage point"})
_LARGEST_WHOLE = 2**63


class Amount(NamedTuple):
    """A number that says how many or how much.

    `span` covers hedge, number and unit of measure, `number` the numeral alone, both ends of a range. `low` and `high`
    are the interval meant, in `unit`; `high` is `None` without an upper bound. `value` is the number as written,
    powers of ten worked out, parts and ratios in percent; `None` for ranges and vague words. `unit` is the canonical
    name of a unit of measure, a currency, "percent" or a rate of these; `None` for what is only counted.
    """

    span: Span
    number: Span
    low: float | int | None
    high: float | int | None
    value: float | int | None
    hedge: Hedge | None
    unit: str | None


def read_amounts(text: str, times: Sequence[Time]) -> tuple[Amount, ...]:
    """The amounts of a text, in order and none over another, in time proportional to its length.

    What `times` says is a date, a time of day or a set, and which, is no amount. Dates, years and clock times that they
    lack or do not settle are told by their looks.
    """
    tokens = Tokens(text)
    dates = sorted(time.span for time in times if time.type != "DURATION" and time.value)
    return tuple(_outside(_amounts(tokens), dates))


def _outside(amounts: Iterator[Amount], dates: Sequence[Span]) -> Iterator[Amount]:
    """The amounts whose numbers touch no date."""
    at = 0
    for amount in amounts:
        while at < len(dates) and dates[at].end <= amount.number.start:
            at += 1
        if at == len(dates) or dates[at].start >= amount.number.end:
            yield amount


def _amounts(tokens: Tokens) -> Iterator[Amount]:
    end, taken, named, percent = 0, 0, -1, -1
    spoken: dict[str, str] = {}
    for i in places(tokens):
        figure = figure_at(tokens, i) if i >= end else None
        if figure is None:
            continue
        figure = _points(tokens, counted(_joined(tokens, figure)), percent)
        if figure.unit in _PERCENTS:
            percent = i
        hedged = _hedged(tokens, figure, taken)
        case = Case(tokens, figure, hedged.first)
        if is_numbered(case, named):
            end = named = figure.end
            continue
        if excluded(case):
            end = figure.end
            named = end if is_said(case) else named  # aged 4, 7 and 11
            continue
        end = taken = hedged.end
        yield _amount(tokens, figure, hedged._replace(unit=_currency(tokens, figure, hedged.unit, spoken)))


def _joined(tokens: Tokens, figure: Figure) -> Figure:
    """The figure as a ratio or a range with the one behind it; or alone, with the unit that it shares with that one."""
    found = ratio(tokens, figure) or ends(tokens, figure)
    if found is None:
        return figure
    return found if isinstance(found, Figure) else found[0]


def _points(tokens: Tokens, figure: Figure, percent: int) -> Figure:
    """The figure with "points" behind it as percentage points, where its paragraph has spoken of percent.

    Token `percent` is where the text last did, -1 for nowhere.
    """
    at = figure.end + tokens.hyphen(figure.end)
    if figure.unit or percent < 0 or tokens[at].lower not in ("point", "points"):
        return figure
    if any(token.kind == "line" and "\n" in token.text[1:] for token in tokens[percent : figure.first]):
        return figure
    return figure._replace(unit="percentage point", end=at + 1)


class _Hedged(NamedTuple):
    """A figure's tokens with its hedges, its bounds, the hedge that counts, and its unit."""

    first: int
    end: int
    low: Fraction
    high: Fraction | None
    hedge: Hedge | None
    unit: str | None

    def by(self, found: hedges.Found) -> "_Hedged":
        """With one more hedge: one that only blurs leaves the kind of another as it is."""
        low, high = found.meaning.of(self.low, self.high)
        hedge = self.hedge if self.hedge and found.meaning.hedge == "about" else found.meaning.hedge
        return _Hedged(min(self.first, found.at), max(self.end, found.at), low, high, hedge, self.unit)


def _hedged(tokens: Tokens, figure: Figure, taken: int) -> _Hedged:
    """The figure with its hedges, none of them before token `taken`."""
    hedge: Hedge | None = "between" if figure.ranged else None
    hedged = _Hedged(figure.first, figure.end, figure.low, figure.high, hedge, figure.unit)
    if figure.ranged and tokens[figure.first - 1].lower == "between":
        hedged = hedged._replace(first=figure.first - 1)
    for _ in range(_STACKED):
        found = hedges.before(tokens, hedged.first)
        if found is None or found.at < taken or is_particle(tokens, found.at, figure):
            break
        hedged = hedged.by(found)
    behind = hedges.after(tokens, figure.end)
    if behind is None:
        return hedged
    unit = None if figure.unit else unit_at(tokens, behind.at)  # 30-odd kilometres
    return hedged.by(behind)._replace(unit=unit.name, end=unit.end) if unit else hedged.by(behind)


def _currency(tokens: Tokens, figure: Figure, unit: str | None, spoken: dict[str, str]) -> str | None:
    """The unit; of a currency's name that many have, the one that the text has spoken of: £ first, then pounds.

    `spoken` holds those names with their ISO codes, and learns.
    """
    if unit is None:
        return None
    name, slash, rate = unit.partition("/")
    if name in spoken and tokens[figure.number_end].lower.startswith(name):
        return f"{spoken[name]}{slash}{rate}"
    if is_money(unit) and (noun := shared_name(tokens, figure.first, figure.end, name)):
        spoken[noun] = name
    return unit


def _amount(tokens: Tokens, figure: Figure, hedged: _Hedged) -> Amount:
    span = Span(tokens[hedged.first].start, tokens[hedged.end - 1].end)
    number = Span(tokens[figure.number].start, tokens[figure.number_end - 1].end)
    low, high = _plain(hedged.low), None if hedged.high is None else _plain(hedged.high)
    return Amount(
        span, number, low, high, None if figure.value is None else _plain(figure.value), hedged.hedge, hedged.unit
    )


def _plain(number: Fraction) -> float | int:
    """The number as an integer where it is one that others can hold, else as a float."""
    if number.denominator == 1 and abs(number) < _LARGEST_WHOLE:
        return int(number)
    return float(f"{float(number):.{_PRECISION}g}")
