"""Units of measure, currencies and rates beside numbers."""

import pytest

from tests.extraction.amounts.amounts import bounds, only, shown


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("40 km away", "km"),
        ("5km", "km"),
        ("a 10-kilometre march", "km"),
        ("12 kilometers", "km"),
        ("100 m", "m"),
        ("5 sq km", "km2"),
        ("5 km²", "km2"),
        ("5 km2", "km2"),
        ("five square kilometres", "km2"),
        ("3 m³", "m3"),
        ("3 cubic metres", "m3"),
        ("7 square miles", "square mile"),
        ("40kg", "kg"),
        ("two tonnes", "tonne"),
        ("two metric tons", "tonne"),
        ("six-foot", "foot"),
        ("6 ft. of snow", "foot"),
        ("20 °C", "celsius"),
        ("20C", "celsius"),
        ("90 degrees Fahrenheit", "fahrenheit"),
        ("101 kPa", "kPa"),
        ("500 megawatts", "MW"),
        ("3 kWh", "kWh"),
        ("20 GB", "GB"),
        ("3 GHz", "GHz"),
        ("230 volts", "V"),
        ("12 per cent", "percent"),
        ("12%", "percent"),
        ("3 percentage points", "percentage point"),
        ("for three days", "day"),
        ("a two-hour meeting", "hour"),
        ("half an hour", "hour"),
        ("a year and a half", "year"),
        ("half a mile", "mile"),
        ("hundreds of kilometres", "km"),
        ("40 mph", "mph"),
        ("40 miles an hour", "mph"),
        ("40 km/h", "km/h"),
        ("40 kilometres per hour", "km/h"),
        ("9.8 m/s²", "m/s2"),
        ("200 litres per second", "l/second"),
        ("30 mm an hour", "mm/hour"),
        ("12 tonnes a day", "tonne/day"),
        ("40 tonnes of dry flour a day", "tonne/day"),
        ("three tonnes per hectare", "tonne/hectare"),
        ("$12 a day", "USD/day"),
        ("$80 a barrel", "USD/barrel"),
        ("900 francs a bowl in the market", "franc/bowl"),
        ("shot three times", "time"),
        ("a handful of times", "time"),
    ],
)
def test_a_unit_has_its_canonical_name(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$3.2 million", 3200000, "USD"),
        ("US$5bn", 5000000000, "USD"),
        ("A$4m", 4000000, "AUD"),
        ("€4,50", 4.5, "EUR"),
        ("£100m", 100000000, "GBP"),
        ("USD 40", 40, "USD"),
        ("5 million euros", 5000000, "EUR"),
        ("40 Canadian dollars", 40, "CAD"),
        ("Rs 500 crore", 5000000000, "rupee"),
        ("300 rupees", 300, "rupee"),
        ("30 Egyptian pounds", 30, "EGP"),
        ("millions of dollars", None, "USD"),
    ],
)
def test_money_has_the_code_of_its_currency(text: str, value: float | None, unit: str) -> None:
    amount = only(text)
    assert (amount.value, amount.unit) == (value, unit)
    assert text[slice(*amount.span)] == text


def test_a_currency_that_was_named_in_full_is_meant_again() -> None:
    assert bounds("A fee of £40, then 20 pounds more.") == ["40..40 GBP", "20..20 GBP"]
    assert bounds("Rent is €12 a day for three days.") == ["12..12 EUR/day", "3..3 day"]
    assert bounds("A sack of 20 pounds.") == ["20..20 pound"]


@pytest.mark.parametrize(
    "text",
    [
        "12 villages",
        "three families",
        "40 vehicles",
        "12 in the north",
        "KILLS 12 IN NORLAND",
        "5 a side",
        "30 T-shirts",
        "two Mi-17 helicopters",
    ],
)
def test_counted_things_and_other_words_are_no_units(text: str) -> None:
    assert only(text).unit is None


def test_an_m_is_metres_unless_something_is_counted_or_paid() -> None:
    assert bounds("a 5m wave, 2m tall, 5m doses, 2.5m people, 3m euros") == [
        "5..5 m", "2..2 m", "5000000..5000000", "2500000..2500000", "3000000..3000000 EUR",
    ]  # fmt: skip


def test_points_are_percentage_points_where_percent_was_spoken_of() -> None:
    assert bounds("Turnout was 48 per cent, up 2 points.") == ["48..48 percent", "2..2 percentage point"]
    assert bounds("She scored 12 points.") == ["12..12"]


def test_the_span_has_the_unit_and_the_number_has_not() -> None:
    text = "It lies more than 40 km north."
    (line,) = shown(text)
    assert line == "more than 40 km: 40.. km"
    assert text[slice(*only(text).number)] == "40"


def test_below_zero() -> None:
    assert bounds("It was -5°C, then minus twenty degrees Celsius.") == ["-5..-5 celsius", "-20..-20 celsius"]
