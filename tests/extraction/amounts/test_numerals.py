"""The numbers that numerals say."""

import pytest

from tests.extraction.amounts.amounts import bounds, only, shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 boats", 12),
        ("1,234 boats", 1234),
        ("1.234 boats", 1.234),
        ("1,234,567.8 boats", 1234567.8),
        ("1.234.567,8 boats", 1234567.8),
        ("1\u202f234\u202f567 boats", 1234567),
        ("10 000 boats", 10000),
        ("1’250’000 boats", 1250000),
        ("12,34,567 boats", 1234567),
        ("1,5 million boats", 1500000),
        ("3.2 million boats", 3200000),
        ("1.5bn boats", 1500000000),
        ("10k boats", 10000),
        ("2m boats", 2000000),
        ("5 lakh boats", 500000),
        ("2 crore boats", 20000000),
        ("١٢٣ boats", 123),
        ("１２３ boats", 123),
        ("3½ boats", 3.5),
        ("3 1/2 boats", 3.5),
        ("forty-two boats", 42),
        ("two hundred and fifty thousand boats", 250000),
        ("three million two hundred thousand boats", 3200000),
        ("two and a half million boats", 2500000),
        ("a million and a half boats", 1500000),
        ("half a million boats", 500000),
        ("a quarter of a million boats", 250000),
        ("one point five million boats", 1500000),
        ("a hundred boats", 100),
        ("a dozen boats", 12),
        ("half a dozen boats", 6),
        ("two dozen boats", 24),
        ("a couple of boats", 2),
        ("zero boats", 0),
        ("5.5 x 10^3 boats", 5500),
        ("6×10⁸ boats", 600000000),
        ("3e5 boats", 300000),
        ("10^6 boats", 1000000),
        ("10**4 boats", 10000),
    ],
)
def test_a_number_is_read_in_every_notation(text: str, value: float) -> None:
    amount = only(text)
    assert amount.value == value
    assert amount.low == amount.high == value
    assert text[slice(*amount.number)] == text.split(" boats")[0].removesuffix(" of")
    assert amount.unit is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("half of the villages", "50..50"),
        ("half the villages", "50..50"),
        ("two-thirds of voters", "66.6666666667..66.6666666667"),
        ("three quarters of them", "75..75"),
        ("a third of the crop", "33.3333333333..33.3333333333"),
        ("¾ of them", "75..75"),
        ("2/3 of them", "66.6666666667..66.6666666667"),
        ("one in five farmers", "20..20"),
        ("nine out of ten farmers", "90..90"),
        ("1 in 10 of us", "10..10"),
        ("more than half", "50.."),
        ("one voter in three", "33.3333333333..33.3333333333"),
        ("A fifth go free.", "20..20"),
    ],
)
def test_parts_and_ratios_are_percent(text: str, percent: str) -> None:
    assert bounds(text) == [f"{percent} percent"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("310 out of 420 villages", ["310..310", "420..420"]),
        ("one shop in 10 villages", ["1..1", "10..10"]),
        ("half of the 12 and a quarter of the 40", ["50..50 percent", "12..12", "25..25 percent", "40..40"]),
        ("another dozen or so fled", ["10.8..13.2"]),
    ],
)
def test_numbers_side_by_side_are_read_one_by_one(text: str, found: list[str]) -> None:
    assert bounds(text) == found


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("several boats", "3..9"),
        ("a few boats", "3..6"),
        ("a handful of boats", "3..6"),
        ("dozens of boats", "24..99"),
        ("scores of boats", "40..99"),
        ("hundreds of boats", "200..999"),
        ("thousands of boats", "2000..9999"),
        ("tens of thousands of boats", "20000..99999"),
        ("hundreds of thousands of boats", "200000..999999"),
        ("millions of boats", "2000000..9999999"),
        ("several hundred boats", "300..900"),
        ("a few thousand boats", "3000..6000"),
        ("many hundreds of boats", "300.."),
        ("many thousands of boats", "3000.."),
    ],
)
def test_vague_words_are_intervals_without_a_value(text: str, interval: str) -> None:
    assert bounds(text) == [interval]
    assert only(text).value is None


@pytest.mark.parametrize(
    "text",
    ["many boats", "countless boats", "few boats", "the first half", "a half-brother", "a third bomb", "test scores"],
)
def test_words_that_say_no_number(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("text", ["1,2,3,4,5", "0/0", "NaN", "XIV", "MCMXC", "9" * 400, "1e999", "12/13/14", ""])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert shown(text) == []


def test_a_number_longer_than_any_integer_is_kept_as_a_float() -> None:
    assert only("9" * 30 + " stars").value == pytest.approx(1e30)
