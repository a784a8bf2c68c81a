import pytest

from sayso.display.dates import date_in_words, time_in_words
from sayso.reading import Time, TimeType
from sayso.report import Span


def in_words(value: str | None, type_: TimeType = "DATE", published: str | None = "2024-03-14") -> str | None:
    return time_in_words(Time(span=Span(0, 1), type=type_, value=value), published)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-13", "Wed 13 Mar"),
        ("2023-03-13", "Mon 13 Mar 2023"),
        ("2024-03", "Mar 2024"),
        ("2019", "2019"),
        ("199", "1990s"),
        ("18", "1800s"),
        ("2024-Q2", "Q2 2024"),
        ("2024-SU", "summer 2024"),
        ("2024-W11", "week 11, 2024"),
        ("PAST_REF", None),
        ("XXXX-WXX-5", None),
        ("2024-02-31", None),
        ("2024-13", None),
        (None, None),
    ],
)
def test_a_date_is_shown_as_people_write_it(value: str | None, words: str | None) -> None:
    assert in_words(value) == words


def test_without_a_date_of_publication_every_year_is_shown() -> None:
    assert in_words("2024-03-13", published=None) == "Wed 13 Mar 2024"


def test_how_long_and_how_often_are_no_when() -> None:
    assert in_words("P3D", "DURATION") is None
    assert in_words("P1W", "SET") is None


def test_a_time_of_day_is_shown_with_its_day() -> None:
    assert in_words("2024-03-13T09:30", "TIME") == "Wed 13 Mar 09:30"
    assert in_words("2024-03-13TMO", "TIME") == "Wed 13 Mar"


def test_a_date_of_publication_is_shown_in_full() -> None:
    assert date_in_words("2024-03-14T08:00:00Z") == "14 March 2024"
    assert date_in_words("last week") == "last week"
