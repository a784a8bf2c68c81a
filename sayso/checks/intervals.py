"""Intervals of numbers: what is meant by a figure, and what follows for sums and shares of figures."""

from math import inf, isfinite, isnan
from typing import NamedTuple


class Interval(NamedTuple):
    """From `low` to `high`, both included; infinite where there is no bound."""

    low: float
    high: float

    def plus(self, other: "Interval") -> "Interval":
        """The sums of a number of each."""
        return Interval(_sum(self.low, other.low, -inf), _sum(self.high, other.high, inf))

    def minus(self, other: "Interval") -> "Interval":
        """The differences of a number of each."""
        return Interval(_sum(self.low, -other.high, -inf), _sum(self.high, -other.low, inf))

    def times(self, other: "Interval") -> "Interval":
        """The products of a number of each."""
        ends = [_product(one, two) for one in self for two in other]
        return Interval(min(ends), max(ends))

    def over(self, other: "Interval") -> "Interval":
        """The quotients of a number of each; anything where the divisor may be zero or less."""
        if other.low <= 0:
            return Interval(-inf, inf)
        return self.times(Interval(1 / other.high, 1 / other.low))

    def widened(self, slack: float) -> "Interval":
        """With `slack` more room on both sides."""
        return Interval(self.low - slack, self.high + slack)

    def meets(self, other: "Interval") -> bool:
        """Whether some number is in both, but for what floating point loses."""
        room = 1e-9 * max((abs(end) for end in (*self, *other) if isfinite(end)), default=0.0)
        return self.low <= other.high + room and other.low <= self.high + room


def close(one: Interval, other: Interval) -> bool:
    """Whether two amounts are near enough to be a right and a wrong one of the same things."""
    return one.low <= 2 * other.high and other.low <= 2 * one.high


def interval(low: float | int | None, high: float | int | None) -> Interval:
    """The interval of two bounds, in either order; `None` and what is not a number are no bound."""
    bottom, top = _bound(low, -inf), _bound(high, inf)
    return Interval(min(bottom, top), max(bottom, top))


def _bound(bound: float | int | None, missing: float) -> float:
    if bound is None:
        return missing
    try:
        number = float(bound)
    except OverflowError:  # a number longer than any float
        return inf if bound > 0 else -inf
    return missing if isnan(number) else number


def _sum(one: float, two: float, unknown: float) -> float:
    total = one + two
    return unknown if isnan(total) else total


def _product(one: float, two: float) -> float:
    return 0.0 if 0 in (one, two) else one * two
