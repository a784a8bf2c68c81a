from math import inf

from hypothesis import given
from hypothesis import strategies as st

from sayso.checks.intervals import Interval, interval

_NUMBERS = st.integers(-(10**9), 10**9)
_INTERVALS = st.builds(interval, _NUMBERS | st.none(), _NUMBERS | st.none())


@given(_INTERVALS, _INTERVALS)
def test_sums_and_differences_undo_each_other(one: Interval, other: Interval) -> None:
    assert one.plus(other).minus(other).meets(one)


@given(_INTERVALS, st.floats(0.1, 1e6))
def test_products_and_quotients_undo_each_other(one: Interval, factor: float) -> None:
    assert one.times(Interval(factor, factor)).over(Interval(factor, factor)).meets(one)


@given(_INTERVALS, _INTERVALS)
def test_meeting_is_mutual(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


def test_no_bound_is_infinite() -> None:
    assert interval(30, None) == (30.0, inf)
    assert interval(None, None) == (-inf, inf)
    assert interval(10**400, None) == (inf, inf)
    assert interval(float("nan"), 5) == (-inf, 5.0)


def test_a_quotient_by_what_may_be_nothing_may_be_anything() -> None:
    assert Interval(1, 2).over(Interval(0, 5)) == (-inf, inf)
