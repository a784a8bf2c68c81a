"""Conversion between units by their canonical names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.conversion import convert


@pytest.mark.parametrize(
    ("value", "unit", "to", "converted"),
    [
        (5, "km", "m", 5000),
        (10, "celsius", "fahrenheit", 50),
        (1, "square mile", "km2", 2.58998811034),
        (2, "week", "day", 14),
        (3, "tonne", "kg", 3000),
        (1, "barrel", "l", 158.987294928),
        (100, "km/h", "mph", 62.1371192237),
        (1, "m3/second", "l/day", 86_400_000),
        (70, "USD/week", "USD/day", 10),
        (12, "person/hour", "person/day", 288),
        (3, "village", "village", 3),
    ],
)
def test_values_convert_where_both_measure_the_same(value: float, unit: str, to: str, converted: float) -> None:
    assert convert(value, unit, to) == pytest.approx(converted)


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("km", "hour"),
        ("village", "home"),
        ("USD", "EUR"),
        ("USD/week", "EUR/week"),
        ("percent", "percentage point"),
        ("km", "km2"),
        ("person/hour", "hour"),
    ],
)
def test_what_differs_in_kind_has_no_conversion(unit: str, to: str) -> None:
    assert convert(1, unit, to) is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_words_may_be_asked_for(unit: str, to: str) -> None:
    assert convert(1, unit, to) in (None, 1)
