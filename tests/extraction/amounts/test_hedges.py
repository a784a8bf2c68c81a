"""Hedges and ranges: the intervals that are meant."""

import pytest

from sayso.extraction.amounts import Hedge
from tests.extraction.amounts.amounts import bounds, only, shown


@pytest.mark.parametrize(
    ("text", "interval", "hedge"),
    [
        ("about 60", "54..66", "about"),
        ("some 200", "180..220", "about"),
        ("an estimated 50", "45..55", "about"),
        ("60 or so", "54..66", "about"),
        ("60-odd", "54..66", "about"),
        ("~60", "54..66", "about"),
        ("nearly 200", "180..200", "under"),
        ("just under 40", "36..40", "under"),
        ("just over 40", "40..44", "over"),
        ("slightly more than 40", "40..44", "over"),
        ("more than 1,200", "1200..", "over"),
        ("upwards of 40", "40..", "over"),
        ("40-plus", "40..", "over"),
        ("40+", "40..", "over"),
        ("at least 12", "12..", "atleast"),
        ("no fewer than 9", "9..", "atleast"),
        ("not less than 9", "9..", "atleast"),
        ("40 or more", "40..", "atleast"),
        ("up to 30", "0..30", "upto"),
        ("as many as 50", "0..50", "upto"),
        ("no more than 5", "0..5", "upto"),
        ("fewer than 5", "0..5", "under"),
        ("below 40", "0..40", "under"),
        ("between 40 and 50", "40..50", "between"),
        ("40 to 50", "40..50", "between"),
        ("40-50", "40..50", "between"),
        ("40–50", "40..50", "between"),
        ("three to five", "3..5", "between"),
        ("two or three", "2..3", "between"),
        ("two or three hundred", "200..300", "between"),
        ("$3-4 million", "3000000..4000000 USD", "between"),
        ("$3 million to $4 million", "3000000..4000000 USD", "between"),
        ("10 to 15 per cent", "10..15 percent", "between"),
        ("10- to 15-kilometre", "10..15 km", "between"),
        ("at least 40 to 50", "40..", "atleast"),
        ("more than about 40", "36..", "over"),
        ("about a dozen", "10.8..13.2", "about"),
        ("30-odd kilometres", "27..33 km", "about"),
    ],
)
def test_a_hedge_sets_the_interval_and_is_in_the_span(text: str, interval: str, hedge: Hedge) -> None:
    assert shown(text) == [f"{text}: {interval}"]
    assert only(text).hedge == hedge


def test_the_value_is_the_number_as_written() -> None:
    assert only("about 60").value == 60
    assert only("40 to 50").value is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The toll rose from 12 to 15.", ["12..12", "15..15"]),
        ("The director put the number of dead at 13.", ["13..13"]),
        ("Output fell by 40 to 160 tonnes.", ["40..40 tonne", "160..160 tonne"]),
        ("Prices rose by 3 to 4 per cent.", ["3..4 percent"]),
        ("Sales rose 5 per cent to 12,000.", ["5..5 percent", "12000..12000"]),
        ("It was cut by a third to 40 tonnes.", ["33.3333333333..33.3333333333 percent", "40..40 tonne"]),
        ("Prices fell from 3 to 2 million dollars.", ["3..3 USD", "2000000..2000000 USD"]),
        ("It went up from 10 to 12 per cent.", ["10..10 percent", "12..12 percent"]),
        ("Guests stay from 12 to 15 days.", ["12..15 day"]),
        ("It rose to 15 from 12 per cent.", ["15..15 percent", "12..12 percent"]),
        ("It rose by 3 per cent.", ["3..3 percent"]),
        ("They lost 12 and 15 per cent.", ["12..12 percent", "15..15 percent"]),
        ("Bread has gone up to 22 crowns.", ["22..22 crown"]),
        ("They fought over three days.", ["3..3 day"]),
        ("It lies under two feet of snow.", ["2..2 foot"]),
        ("It rained over two years.", ["2..2 year"]),
        ("They fled over two nights.", ["2..2"]),
        ("They handed over 45 soldiers and took over two posts.", ["45..45", "2..2"]),
        ("They argued over 12 clauses and killed over 40 men.", ["12..12", "40.."]),
        ("She talked about two men and about 40 women.", ["2..2", "36..44"]),
        ("The town came under 3 attacks.", ["3..3"]),
        ("They won over two critics and won over 60 seats.", ["2..2", "60.."]),
        ("It costs $5-6m or $3 to 4bn.", ["5000000..6000000 USD", "3000000000..4000000000 USD"]),
        ("It costs $5-$6m.", ["5000000..6000000 USD"]),
    ],
)
def test_what_looks_like_a_range_or_a_hedge(text: str, found: list[str]) -> None:
    assert bounds(text) == found
