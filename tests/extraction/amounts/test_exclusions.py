"""Numbers that are no amounts."""

import pytest

from sayso.extraction.amounts import read_amounts
from sayso.reading import Time
from sayso.report import Span
from tests.extraction.amounts.amounts import bounds, shown


@pytest.mark.parametrize(
    "text",
    [
        "on 14 March 2024",
        "on March 14, 2024",
        "on Sept. 11",
        "from 14 to 16 March",
        "in 2019",
        "in 1984 and 1985",
        "at 10:30",
        "at 5 p.m.",
        "at 5pm",
        "at 1800 GMT",
        "at 21.40",
        "five o'clock",
        "2019-20",
        "the 1990s",
        "the '90s",
        "2024-03-14",
        "12/03/2024",
        "500 BC",
        "the 2019 floods",
        "nineteen ninety-four",
        "three days ago",
        "two weeks later",
        "five years after that",
        "every 10 minutes",
        "They left before nine.",
        "At 2340 hours they crossed.",
        "by 1200 hours",
        "at half past three, at a quarter to nine and at ten past four",
        "at six in the morning and at ten at night",
        "The shop opens at eight and shuts by seven.",
        "The line answers from 8 to 6.",
        "By 11 the fire was out.",
    ],
)
def test_dates_and_times_of_day(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "aged 43",
        "at the age of 43",
        "Ali Dara, 19, said",
        "Lena Ortiz (43) said",
        "a 43-year-old",
        "twelve years old",
        "18- to 24-year-olds",
        "in her 40s",
        "children under five",
        "people over 65.",
        "aged between 12 and 15",
        "a driver, 20, was held",
        "a man of 26",
        "She is 77.",
        "Those infected were under 5.",
        "Ardenians, all over 60, were freed.",
        "The oldest of them is 61, the youngest 19.",
        "The average age was 34.",
        "He left school at 14.",
        "They wait until they are 40.",
        "They shot at the driver, 31.",
        "aged 4, 7 and 11",
        "as young as five",
        "By 30 she had left.",
    ],
)
def test_ages(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a T-72",
        "under Resolution 2254",
        "on Channel 4",
        "the G20",
        "along Route 6",
        "on Flight 370",
        "COVID-19",
        "No. 5",
        "Article 5",
        "under Articles 5 and 6 of it",
        "Section 12",
        "see page 3",
        "in chapter 4",
        "near Hill 402,",
        "a Boeing 737 crashed",
        "in League Two",
        "Room 2B",
        "12 High Street",
        "at 8 Rue Haute",
        "the 42nd",
        "5G masts",
        "+44 20 7946 0958",
        "0800 123 456",
        "(555) 555-0134",
        "version 2.4.1",
        "192.168.0.1",
        "#12",
        "user12@mail.example",
        "https://news.example/2024/12",
        "1. First\n2. Second\n(3) Third",
        "a two-state plan",
        "24/7",
    ],
)
def test_names_codes_and_list_numbers(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("text", ["won 3-0", "a 2-1 win", "lost 1-2", "a 2-2 draw", "won the vote 52-48"])
def test_scores(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "one of the men",
        "no one",
        "this one",
        "one another",
        "at one point",
        "One day they left.",
        "one who fled",
        "One never knows",
        "not one stone",
    ],
)
def test_one_as_a_pronoun(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one soldier was killed", ["1..1"]),
        ("for one day", ["1..1 day"]),
        ("In Tarsk 12 people died.", ["12..12"]),
        ("some 2000 homes", ["1800..2200"]),
        ("It killed 1500 people.", ["1500..1500"]),
        ("- 12 people\n- 5 homes", ["12..12", "5..5"]),
        ("a 12-member panel", ["12..12"]),
        ("a 10-day truce", ["10..10 day"]),
        ("1200 hours of work", ["1200..1200 hour"]),
        ("Prices fell by seven.", ["7..7"]),
        ("Staff fell from 8 to 6.", ["8..8", "6..6"]),
        ("The toll was over 60.", ["60.."]),
        ("The number of dead was under 40.", ["0..40"]),
        ("The toll was put at 72.", ["72..72"]),
    ],
)
def test_amounts_that_look_like_something_else(text: str, found: list[str]) -> None:
    assert bounds(text) == found


def test_what_is_known_to_be_a_date_is_no_amount() -> None:
    text = "It lasted three days and ended on the 12."
    date = Time(span=Span(text.index("the 12"), len(text) - 1), type="DATE", value="2024-03-12")
    lasted = Time(span=Span(10, 20), type="DURATION", value="P3D")
    assert [text[slice(*amount.span)] for amount in read_amounts(text, (lasted, date))] == ["three days"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They pulled a boy, 6, from the well.", []),
        ("Profit rose in the half to June.", []),
        ("Half are children and a third are over 60.", ["50..50 percent", "33.3333333333..33.3333333333 percent"]),
        ("A raid killed six; a second, on Deir Amra, nine.", ["6..6", "9..9"]),
        (
            "They take the population of the camp, which was laid out for 900 in 2021, from 700 to 850.",
            ["900..900", "700..700", "850..850"],
        ),
    ],
)
def test_ages_halves_and_changes_far_from_their_words(text: str, expected: list[str]):
    assert bounds(text) == expected
