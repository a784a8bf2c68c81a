"""Temporal expressions in sentences of invented reports, all published on Friday 7 March 2014 unless said otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotation import Annotation, TimeMention
from sayso.extraction.times import read_times
from sayso.reading import Time
from sayso.report import Span

PUBLISHED = "2014-03-07"


def plain(text: str, *mentions: tuple[str, str]) -> Annotation:
    """A text that has not been parsed, with what a model takes for times."""
    times = tuple(
        TimeMention(Span(text.index(words), text.index(words) + len(words)), kind) for words, kind in mentions
    )
    return Annotation(text=text, tokens=(), sentences=(), paragraphs=(), times=times)


def found(text: str, *mentions: tuple[str, str], published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """The words and the value of every expression."""
    return [(text[slice(*time.span)], time.value) for time in read_times(plain(text, *mentions), published)]


def only(text: str, *mentions: tuple[str, str], published: str | None = PUBLISHED) -> Time:
    (time,) = read_times(plain(text, *mentions), published)
    return time


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2014-03-06", "2014-03-06"),
        ("6 March 2014", "2014-03-06"),
        ("March 6, 2014", "2014-03-06"),
        ("the 6th of March, 2014", "2014-03-06"),
        ("Thursday, March 6", "2014-03-06"),
        ("Sept. 30, 1989", "1989-09-30"),
        ("3 JAN 90", "1990-01-03"),
        ("24/8/98", "1998-08-24"),
        ("8/24/98", "1998-08-24"),
        ("24 Aug", "2013-08-24"),
        ("January 2013", "2013-01"),
        ("early March 1998", "1998-03"),
        ("mid-2011", "2011"),
        ("fiscal 1988", "1988"),
        ("the 1980s", "198"),
        ("the late nineties", "199"),
        ("the '70s", "197"),
        ("the 19th century", "18"),
        ("the third quarter of 2012", "2012-Q3"),
        ("last year's second quarter", "2013-Q2"),
        ("the second half of 2013", "2013-H2"),
        ("Q3 2013", "2013-Q3"),
        ("7 March last year", "2013-03-07"),
        ("the winter of 2010", "2010-WI"),
        ("Christmas Eve", "2013-12-24"),
        ("Thanksgiving Day", "2013-11-28"),
        ("Easter 2014", "2014-04-20"),
        ("'98", "1998"),
        ("fiscal year 2013", "2013"),
        ("late in 2012", "2012"),
        ("the last half of 2012", "2012-H2"),
        ("the week of March 4, 2013", "2013-W10"),
        ("the first day of April 2013", "2013-04-01"),
        ("the last day of February 2012", "2012-02-29"),
        ("the second week of June 2013", "2013-W23"),
    ],
)
def test_calendar_dates(words: str, value: str) -> None:
    assert found(f"The mill at Oskby burned down in {words}, they say.") == [(words, value)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("today", "2014-03-07"),
        ("yesterday", "2014-03-06"),
        ("Wednesday", "2014-03-05"),
        ("Friday", "2014-03-07"),
        ("last Friday", "2014-02-28"),
        ("Tuesday last week", "2014-02-25"),
        ("last week", "2014-W09"),
        ("earlier this month", "2014-03"),
        ("last month", "2014-02"),
        ("last year", "2013"),
        ("last November", "2013-11"),
        ("in November", "2013-11"),
        ("on November 3", "2013-11-03"),
        ("last summer", "2013-SU"),
        ("three days ago", "2014-03-04"),
        ("two weeks ago", "2014-W08"),
        ("about two years ago", "2012"),
        ("a decade ago", "2004"),
        ("several years ago", "PAST_REF"),
        ("last weekend", "2014-W09-WE"),
        ("this winter", "2013-WI"),
        ("the week before last", "2014-W08"),
        ("the day before yesterday", "2014-03-05"),
        ("the previous week", "2014-W09"),
    ],
)
def test_the_past_counted_from_publication(words: str, value: str) -> None:
    ((_, got),) = found(f"The mill burned down {words}.")
    assert got == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("tomorrow", "2014-03-08"),
        ("on Monday", "2014-03-10"),
        ("next Monday", "2014-03-10"),
        ("next week", "2014-W11"),
        ("later this year", "2014"),
        ("in November", "2014-11"),
        ("on April 2", "2014-04-02"),
        ("next summer", "2014-SU"),
        ("this summer", "2014-SU"),
        ("the day after tomorrow", "2014-03-09"),
        ("the year after next", "2016"),
        ("10 days from now", "2014-03-17"),
        ("over the weekend", "2014-W10-WE"),
    ],
)
def test_the_future_counted_from_publication(words: str, value: str) -> None:
    ((_, got),) = found(f"The ferry will sail again {words}.")
    assert got == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("three days", "P3D"),
        ("a dozen years", "P12Y"),
        ("twenty-five years", "P25Y"),
        ("two and a half years", "P2.5Y"),
        ("2 1/2 hours", "PT2H30M"),
        ("half an hour", "PT30M"),
        ("an hour and a half", "PT1H30M"),
        ("several weeks", "PXW"),
        ("a couple of days", "P2D"),
        ("the past three months", "P3M"),
        ("the next few days", "PXD"),
        ("more than four hours", "PT4H"),
        ("two decades", "P20Y"),
        ("12 to 18 months", "PXM"),
        ("two quarters", "P6M"),
        ("several quarters", "PXQ"),
        ("one-and-a-half years", "P1.5Y"),
        ("more than a decade", "P10Y"),
        ("half a century", "P50Y"),
        ("a quarter of a century", "P25Y"),
    ],
)
def test_durations(words: str, value: str) -> None:
    time = only(f"Traffic stood still for {words}, drivers said.")
    assert (time.type, time.value, time.begin, time.end) == ("DURATION", value, None, None)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("16-hour", "PT16H"),
        ("three-day", "P3D"),
        ("18-month-old", "P18M"),
        ("decades-long", "PXDE"),
        ("yearlong", "P1Y"),
        ("two-and-a-half-year", "P2.5Y"),
    ],
)
def test_durations_joined_by_hyphens(words: str, value: str) -> None:
    assert found(f"It ended the {words} siege of the port.")[0][1] == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("every Friday", "XXXX-WXX-5"),
        ("Mondays", "XXXX-WXX-1"),
        ("each July", "XXXX-07"),
        ("every summer", "XXXX-SU"),
        ("every morning", "XXXX-XX-XXTMO"),
        ("every two weeks", "P2W"),
        ("every other day", "P2D"),
        ("each year", "P1Y"),
        ("twice a week", "P1W"),
        ("every weekend", "XXXX-WXX-WE"),
        ("weekends", "XXXX-WXX-WE"),
    ],
)
def test_sets(words: str, value: str) -> None:
    time = only(f"The council meets {words}.")
    assert (time.type, time.value) == ("SET", value)


@pytest.mark.parametrize(
    ("words", "value", "begin"),
    [
        ("at 9 a.m. Thursday", "2014-03-06T09:00", "2014-03-06T09:00"),
        ("at 9 a.m. EST Thursday", "2014-03-06T09:00", "2014-03-06T09:00-05:00"),
        ("at 18:00 UTC", "2014-03-07T18:00Z", "2014-03-07T18:00Z"),
        ("at 1830 GMT on March 5", "2014-03-05T18:30Z", "2014-03-05T18:30Z"),
        ("around 12:15 a.m. yesterday", "2014-03-06T00:15", "2014-03-06T00:15"),
        ("at noon Wednesday", "2014-03-05T12:00", "2014-03-05T12:00"),
        ("at seven o'clock", "2014-03-07T07:00", "2014-03-07T07:00"),
        ("at 4 in the morning", "2014-03-07T04:00", "2014-03-07T04:00"),
        ("Monday morning", "2014-03-03TMO", "2014-03-03T06:00"),
        ("last night", "2014-03-06TNI", "2014-03-06T18:00"),
        ("on the evening of March 4", "2014-03-04TEV", "2014-03-04T18:00"),
        ("on the night of Tuesday", "2014-03-04TNI", "2014-03-04T18:00"),
        ("overnight", "2014-03-07TNI", "2014-03-07T18:00"),
    ],
)
def test_times_of_day(words: str, value: str, begin: str) -> None:
    time = only(f"The bridge was closed {words}.")
    assert (time.type, time.value, time.begin) == ("TIME", value, begin)


def test_local_and_universal_time_before_the_day() -> None:
    assert found("It struck at 10:35 a.m. (0735 GMT) Wednesday, the mayor said.") == [
        ("10:35 a.m.", "2014-03-05T10:35"),
        ("0735 GMT", "2014-03-05T07:35Z"),
        ("Wednesday", "2014-03-05"),
    ]


def test_from_day_to_day() -> None:
    assert found("Trains stood still on 3-4 March.") == [("3", "2014-03-03"), ("4 March", "2014-03-04")]


@pytest.mark.parametrize(
    ("words", "value"),
    [("now", "PRESENT_REF"), ("currently", "PRESENT_REF"), ("recently", "PAST_REF")],
)
def test_words_for_the_present_and_the_past(words: str, value: str) -> None:
    assert found(f"The fleet has {words} been at sea.") == [(words, value)]


@pytest.mark.parametrize(
    ("words", "begin", "end"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("early 2014", "2014-01-01", "2014-04-30"),
        ("mid-2014", "2014-05-01", "2014-08-31"),
        ("late 2014", "2014-09-01", "2014-12-31"),
        ("the end of June 2013", "2013-06-21", "2013-06-30"),
        ("February 2012", "2012-02-01", "2012-02-29"),
        ("the first quarter of 2013", "2013-01-01", "2013-03-31"),
        ("the early 1980s", "1980-01-01", "1982-12-31"),
        ("last week", "2014-02-24", "2014-03-02"),
        ("the 20th century", "1900-01-01", "1999-12-31"),
    ],
)
def test_bounds(words: str, begin: str, end: str) -> None:
    time = only(f"It has been so since {words}.")
    assert (time.begin, time.end) == (begin, end)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two days earlier", "1999-05-10"),
        ("a week later", "1999-05-19"),
        ("The previous day", "1999-05-11"),
        ("the following month", "1999-06"),
        ("the next day", "1999-05-13"),
        ("That year", "1999"),
        ("The following Monday", "1999-05-17"),
        ("three years later", "2002"),
    ],
)
def test_what_is_counted_from_the_time_told_of(words: str, value: str) -> None:
    assert found(f"The mine fell in on May 12, 1999. {words} the pumps failed.")[1:] == [(words, value)]


def test_a_year_earlier_is_the_quarter_of_the_year_before() -> None:
    text = "Net was 8 million in the fourth quarter, up from 6 a year earlier and 7 in the year-ago period."
    assert [value for _, value in found(text)] == ["2013-Q4", "2012-Q4", "2012-Q4"]


@pytest.mark.parametrize(
    ("told", "words", "value"),
    [
        ("the third quarter", "the latest quarter", "2013-Q3"),
        ("the first quarter of 2014", "the latest quarter", "2013-Q4"),
        ("the third quarter", "that quarter", "2013-Q3"),
        ("the third quarter", "last year's quarter", "2012-Q3"),
        ("the third quarter", "the 2011 quarter", "2011-Q3"),
        ("the nine months", "the 2011 period", "2011"),
        ("the nine months", "a year earlier", "2012"),
    ],
)
def test_figures_are_compared_with_those_of_another_period(told: str, words: str, value: str) -> None:
    text = f"Net was 8 million in the second quarter. It was 3 million in {told}, and not as in {words}."
    assert found(text)[-1] == (words, value)


def test_what_is_compared_with_is_not_the_time_told_of() -> None:
    text = "In 2012 it earned 8 million, against 6 a year earlier. Sales rose to 90 from 80 a year earlier."
    assert [value for _, value in found(text)] == ["2012", "2011", "2011"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the quarter ended Sept. 29", "2013-Q3"),
        ("the quarter ended July 31, 2012", "2012-Q2"),
        ("the quarter ended December", "2013-Q4"),
        ("the fiscal year ended June 30", "P1Y"),
    ],
)
def test_a_period_that_ended_on_a_day(words: str, value: str) -> None:
    assert found(f"Sales rose in {words}, the bank said.")[0] == (words.partition(" ended")[0], value)


def test_days_and_months_take_their_year_from_the_next() -> None:
    assert found("He sailed from March to May 2009.") == [("March", "2009-03"), ("May 2009", "2009-05")]
    assert found("He sailed from November to March 2009.")[0] == ("November", "2008-11")
    assert found("He sailed from May 5 to May 7, 2009.")[0] == ("May 5", "2009-05-05")
    assert found("He sailed on 3-4 March 2009.")[0] == ("3", "2009-03-03")


def test_years_joined() -> None:
    assert found("She ruled 1998-2003, and in 2006 and 2007.") == [
        (year, year) for year in ("1998", "2003", "2006", "2007")
    ]


def test_a_year_may_own_something() -> None:
    assert found("It was after 2013's storms and the 1990's drought.") == [("2013", "2013"), ("the 1990's", "199")]


@pytest.mark.parametrize("words", ["postponed it", "delayed the vote", "extended the deadline", "gave them", "had"])
def test_what_is_put_off_until_a_day_lies_ahead(words: str) -> None:
    assert found(f"The council {words} until Monday.") == [("Monday", "2014-03-10")]


def test_what_lasts_until_a_month_need_not_be_over() -> None:
    assert found("The bank extended its loans through August.") == [("August", "2014-08")]
    assert found("The bank lowered its rates in August.") == [("August", "2013-08")]


def test_a_month_told_of_in_the_past_is_past() -> None:
    assert found("In April, the mill hired a clerk.", published="2013-10-27") == [("April", "2013-04")]
    assert found("In January, the mill hired a clerk.", published="2013-10-27") == [("January", "2013-01")]


def test_days_of_one_month_listed() -> None:
    assert found("Voters go to the polls on April 24 and 25.") == [("April 24", "2014-04-24"), ("25", "2014-04-25")]


def test_as_early_as() -> None:
    assert found("The king could be crowned as early as Monday.") == [("Monday", "2014-03-10")]


class TestWithoutPublication:
    @pytest.mark.parametrize("published", [None, "", "yesterday", "2014-02-30", "07/03/2014", "\udc80"])
    def test_relative_expressions_stay_open(self, published: str | None) -> None:
        text = "On Monday and last year she said it is now done; she left two days ago, and rests this week."
        assert found(text, published=published) == [
            ("Monday", None),
            ("last year", None),
            ("now", "PRESENT_REF"),
            ("two days ago", None),
            ("this week", None),
        ]

    @pytest.mark.parametrize(
        ("words", "value", "begin"),
        [
            ("March 6, 2014", "2014-03-06", "2014-03-06"),
            ("March 6", "XXXX-03-06", None),
            ("in March", "XXXX-03", None),
            ("the 1980s", "198", "1980-01-01"),
            ("for three days", "P3D", None),
            ("every Friday", "XXXX-WXX-5", None),
            ("at 18:00 GMT", "T18:00Z", None),
            ("the third quarter", "XXXX-Q3", None),
        ],
    )
    def test_the_rest_is_read_as_far_as_it_goes(self, words: str, value: str, begin: str | None) -> None:
        time = only(f"The harbour was shut {words}.", published=None)
        assert (time.value, time.begin) == (value, begin)

    def test_times_told_from_a_full_date(self) -> None:
        assert found("He fell on May 12, 1999 and died two days later.", published=None)[1][1] == "1999-05-14"


def test_publication_may_be_a_moment() -> None:
    text = "The quake struck three hours ago."
    assert found(text, published="2014-03-07T01:30:00Z") == [("three hours ago", "2014-03-06T22:30")]
    assert found(text, published="2014-03-07") == [("three hours ago", None)]


def test_a_slash_date_is_settled_by_another() -> None:
    assert found("Born 6/3/98.") == [("6/3/98", None)]
    assert found("Born 6/3/98, moved 25/4/99.")[0] == ("6/3/98", "1998-03-06")
    assert found("Born 6/3/98, moved 4/25/99.")[0] == ("6/3/98", "1998-06-03")


@pytest.mark.parametrize(
    "text",
    [
        "They may march if the second boat does not fall behind.",
        "The 6-year-old boy and Sandra Day lost 2000 sheep and 1,998 goats.",
        "Three-quarters of them spring from one root.",
        "It costs $1998, or 1.2.3 times as much; call 555-1234.",
        "In sum: 13:75 is no score, nor is 99/99/99, nor February 30.",
    ],
)
def test_no_temporal_expression(text: str) -> None:
    assert found(text) == []


class TestModel:
    """What the language model proposes beside what the grammar is sure of."""

    def test_a_rare_use_counts_where_the_model_sees_it(self) -> None:
        text = "In 1998 prices, the current deal pays a year and the day."
        assert found(text, ("current", "DATE")) == [("1998", "1998"), ("current", "PRESENT_REF")]

    def test_the_type_decides_between_readings(self) -> None:
        text = "Rates fell in recent weeks."
        assert found(text, ("recent weeks", "DURATION")) == [("recent weeks", "PXW")]
        assert found(text, ("recent weeks", "DATE")) == [("recent weeks", "PAST_REF")]

    @pytest.mark.parametrize(
        ("words", "value"),
        [
            ("the short term", "FUTURE_REF"),
            ("long ago", "PAST_REF"),
            ("these days", "PRESENT_REF"),
            ("this very moment", "PRESENT_REF"),
            ("March", "2014-03"),
            ("20:45", "2014-03-07T20:45"),
            ("the 11th", "2014-03-11"),
        ],
    )
    def test_words_that_mean_a_time_only_now_and_then(self, words: str, value: str) -> None:
        text = f"{words} brings no luck."
        assert found(text) == []
        assert found(text, (words, "DATE")) == [(words, value)]

    def test_then_is_the_time_told_of(self) -> None:
        text = "It ends on May 12, 2014. Until then it holds."
        assert found(text, ("then", "DATE"))[1] == ("then", "2014-05-12")
        assert found("It held then.", ("then", "DATE")) == [("then", "PAST_REF")]

    def test_a_stretch_up_to_publication_is_a_length(self) -> None:
        text = "It has stood empty for the last week."
        assert found(text, ("the last week", "DURATION")) == [("the last week", "P1W")]
        assert found(text, ("the last week", "DATE")) == [("the last week", "2014-W09")]

    def test_the_fiscal_year_is_that_of_publication(self) -> None:
        text = "Sales were low in 2009. They will rise in the full year."
        assert found(text, ("2009", "DATE"), ("the full year", "DATE"))[1] == ("the full year", "2014")

    def test_future_years_are_no_length(self) -> None:
        assert found("It will pay in future years.") == [("future years", "FUTURE_REF")]

    def test_bounds_are_put_right(self) -> None:
        text = "It took nearly two months of talks."
        assert found(text, ("two", "DURATION")) == [("nearly two months", "P2M")]

    def test_two_dates_in_one_mention(self) -> None:
        text = "Talks run Monday and Tuesday."
        assert [words for words, _ in found(text, ("Monday and Tuesday", "DATE"))] == ["Monday", "Tuesday"]

    def test_what_nobody_can_read_has_no_value(self) -> None:
        text = "It was a fairly long while before she spoke."
        time = only(text, ("a fairly long while", "DURATION"))
        assert (time.type, time.value, time.begin, time.end) == ("DURATION", None, None, None)


WORDS = """the a last this next past few two dozen twenty hundred 5 31 1998 3rd 1980s 10:35 6/3/98 2014-03-07 March May
Friday Mon week weeks year years day quarter third half morning night weekend summer early mid end of and or - , . 's
ago earlier later before after from now every each other daily today tonight noon a.m. GMT in to at $ % ( ) old long
recent coming fiscal period 1/2 \U0001d7d9 \u0665 Easter"""
DAYS = ["0001-01-01", "9999-12-31", "2014-03-07T10:00", "2000-02-29", None]


@given(
    pieces=st.lists(st.sampled_from([*WORDS.split(), "\n\n"]) | st.text(max_size=4), max_size=30),
    glue=st.sampled_from(["", " ", "\n"]),
    published=st.text(max_size=12) | st.sampled_from(DAYS),
    cuts=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.sampled_from(["DATE", "SET", "X"])), max_size=4),
)
def test_any_text_gives_times_in_order(
    pieces: list[str], glue: str, published: str | None, cuts: list[tuple[int, int, str]]
) -> None:
    text = glue.join(pieces)
    mentions = tuple(TimeMention(Span(min(a, b), max(a, b)), kind) for a, b, kind in sorted(cuts))
    annotation = Annotation(text=text, tokens=(), sentences=(), paragraphs=(), times=mentions)
    times = read_times(annotation, published)
    edges = [0, *(edge for time in times for edge in time.span), len(text)]
    assert edges == sorted(edges)
    for time in times:
        assert time.span.start < time.span.end
        assert (time.begin is None) == (time.end is None)
        assert time.begin is None or time.begin <= (time.end or "")
