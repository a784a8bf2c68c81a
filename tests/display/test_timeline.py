from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.display.html.timeline import Happening, Timeline, timeline
from sayso.reading import Reading, Time
from sayso.report import Report, Span


def reading(*times: Time, published: str | None = "2024-06-12") -> Reading:
    return Reading(report=Report(id="x", text="once upon a time", published=published), times=times)


def day(begin: str, end: str | None = None, *, value: str | None = None) -> Time:
    return Time(span=Span(0, 4), type="DATE", value=value or begin, begin=begin, end=end or begin)


def line(*times: Time, published: str | None = "2024-06-12") -> Timeline:
    found = timeline(reading(*times, published=published), {})
    assert found
    return found


def test_times_stand_in_order_with_publication_among_them() -> None:
    found = line(day("2024-06-14"), day("2016-01-01", "2016-12-31", value="2016"), day("2024-06-11"))
    assert [row.label for row in found.rows] == ["2016", "Tue 11 Jun", "12 June 2024", "Fri 14 Jun"]
    assert [row.published for row in found.rows] == [False, False, True, False]
    assert [row.x for row in found.rows] == sorted(row.x for row in found.rows)


def test_a_range_is_a_bar_as_wide_as_it_lasts() -> None:
    month, one = line(day("2024-05-01", "2024-05-31", value="2024-05"), day("2024-06-07")).rows[:2]
    assert month.width > one.width


def test_one_time_named_twice_is_one_row_and_bears_what_claims_tell_of_it() -> None:
    told = {0: [Happening("c1", "fired")], 1: [Happening("c1", "fired"), Happening("c4", "seized")]}
    found = timeline(reading(day("2024-06-11"), day("2024-06-11")), told)
    assert found
    assert [item.claim for item in found.rows[0].happenings] == ["c1", "c4"]


def test_a_time_that_is_not_settled_is_named_apart() -> None:
    vague = Time(span=Span(0, 4), type="DATE", value="PAST_REF")
    assert line(day("2024-06-11"), vague).unsettled == ("once",)
    assert timeline(reading(vague), {}) is None


def test_without_a_day_of_publication_there_is_an_order_and_no_distance() -> None:
    found = line(day("2024-06-14"), day("2024-06-11"), published=None)
    assert [row.label for row in found.rows] == ["Tue 11 Jun 2024", "Fri 14 Jun 2024"]
    assert found.published is None
    assert found.ticks == ()


def test_ticks_do_not_print_over_each_other() -> None:
    found = line(day("1900-01-01"), day("2024-06-11"), day("2090-01-01"))
    places = sorted(tick.x for tick in found.ticks)
    assert len(places) > 2
    assert all(after - before >= 15 for before, after in pairwise(places))


@given(st.lists(st.tuples(st.dates(), st.dates()), min_size=1, max_size=40), st.none() | st.dates())
def test_every_bar_lies_on_the_line(days: list[tuple[object, object]], published: object) -> None:
    times = (day(*sorted((str(one), str(other)))) for one, other in days)
    found = line(*times, published=str(published) if published else None)
    for row in found.rows:
        assert 0 <= row.x <= 100
        assert row.x + row.width <= 102


@given(st.text(max_size=30), st.text(max_size=30))
def test_dates_that_are_none_are_no_times(begin: str, end: str) -> None:
    timeline(reading(day(begin, end), published=begin), {})
