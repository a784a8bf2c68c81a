"""The schedule of a watch: what is done next, and when, by the clock that it is given."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import feeds as intake
from sayso.intake.fetch import Answer
from sayso.watching import schedule
from sayso.watching.records import Feed, Host, Item, Robots
from sayso.watching.schedule import DAY, Known, agenda

NOW = 1_000_000_000.0
RULES = Robots(origin="http://a.example", at="http://a.example/robots.txt", expires=NOW + DAY)


def feed(name: str = "http://a.example/rss", **known: Any) -> Feed:
    return Feed(name=name, address=name, at=name, **known)


def item(url: str | None = "http://a.example/1", **known: Any) -> Item:
    return Item(**{"feed": "f", "key": url or "k", "mark": "m", "link": url, "url": url, **known})


def known(**given: Any) -> Known:
    defaults: dict[str, Any] = {"feeds": (), "items": (), "hosts": {}, "robots": {}, "began": NOW, "every": 900.0}
    return Known(**{**defaults, **given})


def kinds(plan: schedule.Agenda) -> list[tuple[str, str]]:
    return [(step.kind, step.url) for step in plan.steps]


def test_a_host_gets_one_request_at_a_time_and_others_their_own() -> None:
    feeds = (feed(), feed("http://a.example/rss2"), feed("http://b.example/rss"))
    plan = agenda(known(feeds=feeds), NOW)
    assert kinds(plan) == [("feed", "http://a.example/rss"), ("feed", "http://b.example/rss")]
    assert agenda(known(feeds=feeds, busy=frozenset({"a.example"})), NOW).steps[0].feed == feeds[2]


def test_the_rules_of_a_site_come_before_its_pages() -> None:
    assert kinds(agenda(known(items=(item(),)), NOW)) == [("robots", "http://a.example/robots.txt")]
    ready = known(items=(item(),), robots={RULES.origin: RULES})
    assert kinds(agenda(ready, NOW)) == [("page", "http://a.example/1")]
    assert kinds(agenda(ready, NOW + DAY)) == [("robots", "http://a.example/robots.txt")]


def test_what_waits_for_politeness_is_told_from_what_is_due_later() -> None:
    hosts = {"a.example": Host(name="a.example", free=NOW + 1), "b.example": Host(name="b.example", closed=NOW + 60)}
    feeds = (feed(), feed("http://b.example/rss"), feed("http://c.example/rss", polled=NOW))
    plan = agenda(known(feeds=feeds, hosts=hosts), NOW)
    assert (plan.steps, plan.soon, plan.wake) == ((), NOW + 1, NOW + 60)


def test_a_clock_that_was_wrong_stops_nothing() -> None:
    feeds = (feed(polled=NOW + 1000 * DAY),)
    hosts = {"a.example": Host(name="a.example", free=NOW + 900 * DAY, closed=NOW + 900 * DAY)}
    assert kinds(agenda(known(feeds=feeds, hosts=hosts, began=NOW), NOW)) == [("feed", "http://a.example/rss")]


def test_a_file_is_read_at_once_however_it_failed_before() -> None:
    lost = schedule.failed(feed("saved.xml"), "cannot be read", NOW)
    assert len(agenda(known(feeds=(lost,), began=NOW + 1), NOW + 1).steps) == 1


def test_validators_are_kept_as_they_were_sent_if_they_can_be_sent_back() -> None:
    answer = Answer(200, "http://a.example/rss", headers=(("etag", 'W/"x, y"'), ("last-modified", "soon\u00e9")))
    renewed = schedule.renewed(feed(), answer, intake.Feed(), NOW, whole=True)
    assert schedule.conditions(renewed) == {"If-None-Match": 'W/"x, y"'}
    assert schedule.conditions(schedule.renewed(feed(), answer, intake.Feed(), NOW, whole=False)) == {}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("99999999999", DAY),
        ("Sun, 09 Sep 2001 01:50:00 GMT", 200),
        ("Sun, 09 Sep 2001 01:40:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(written: str | None, seconds: float | None) -> None:
    until = schedule.retry_after(written, NOW)
    assert until == (None if seconds is None else NOW + seconds)


def test_an_item_that_changes_while_it_waits_is_not_tried_the_sooner() -> None:
    before = item(tries=3, due=NOW + 500)
    after = schedule.accepted(before, intake.Item(key="k", mark="n"), feed(), elsewhere=True)
    assert after
    assert (after.mark, after.tries, after.due, after.changes, after.state) == ("n", 3, NOW + 500, 0, "waiting")


@given(st.text(max_size=40))
def test_no_retry_after_breaks_the_schedule(written: str) -> None:
    until = schedule.retry_after(written, NOW)
    assert until is None or NOW <= until <= NOW + DAY


@given(st.lists(st.sampled_from(["fail", "pause", "ok"]), max_size=40))
def test_no_failure_keeps_a_feed_or_a_host_away_for_more_than_a_day(outcomes: list[str]) -> None:
    one, host, now = feed(), Host(name="a.example"), NOW
    for outcome in outcomes:
        status = {"fail": 500, "pause": 429, "ok": 304}[outcome]
        answer = Answer(status, one.at)
        one = schedule.unchanged(one, now) if outcome == "ok" else schedule.failed(one, "x", now)
        host = schedule.host_after(host, answer, 1.0, now)
        now += 100
        assert max(one.earliest, host.closed) <= now + DAY
    if outcomes and outcomes[-1] == "ok":
        assert (one.failures, host.failures, host.closed) == (0, 0, 0)
