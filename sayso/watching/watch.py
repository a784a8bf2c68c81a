"""The loop of a watch: does what the schedule says, and writes down what became of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from sayso.errors import AccessError, InputError, LedgerBusyError, RefusedError
from sayso.intake import Captured, InputFailure
from sayso.intake.feeds import FEED_BYTES, parse_feed
from sayso.intake.fetch import MAX_BYTES, Answer, ask, refusal
from sayso.intake.links import host_of
from sayso.intake.robots import ROBOTS_BYTES, relevant
from sayso.ledger.records import Added
from sayso.watching import schedule
from sayso.watching.crew import Ask, Workers
from sayso.watching.pages import from_feed, from_page
from sayso.watching.records import Feed, Host, Item, Robots, Step
from sayso.watching.store import Store

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml; q=0.9,"
    " text/xml; q=0.9, application/json; q=0.8, */*; q=0.5"
)
_BUSY_PAUSE = 60.0  # while another program writes to the ledger
_LONGEST_SLEEP = 3600.0  # the clock of a laptop goes on while it sleeps
_GONE = (404, 410)

Outcome = Added | InputFailure


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch did until there was nothing more to do for now.

    `changed` counts those of the `added` that are later texts of items of before, `failing` the feeds that could not
    be had, `waiting` the items that will be tried again. `next` is when it goes on, `None` if it never will.
    """

    added: int = 0
    changed: int = 0
    there: int = 0
    failed: int = 0
    asked: int = 0
    feeds: int = 0
    failing: int = 0
    waiting: int = 0
    next: float | None = None


class Told(Protocol):
    """Who hears of what happens."""

    def failure(self, failure: InputFailure) -> None:
        """A feed could not be had, for another reason than before, or an item was given up."""

    def round(self, done: Round) -> None:
        """There is nothing more to do for now."""

    def idle(self, due: float) -> None:
        """There was nothing to do; `due` is when there is (seconds since the epoch)."""


class Watch:
    """Feeds that are watched.

    `take` adds a report to the ledger and says what became of it; an item counts as seen only after that. `clock` gives
    the time with its zone. `every` is how many seconds lie between two requests for a feed, `delay` how many at least
    between two to a host, of which its robots.txt may ask for more. `outlet` holds over what pages say.
    """

    def __init__(
        self,
        store: Store,
        names: Sequence[str],
        take: Callable[[Captured], Outcome],
        *,
        workers: Workers,
        told: Told,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        every: float,
        delay: float,
        outlet: str | None = None,
    ) -> None:
        self._store, self._take, self._workers, self._told = store, take, workers, told
        self._clock, self._sleep = clock, sleep
        self._every, self._delay, self._outlet = every, delay, outlet
        self._feeds, self._hosts, self._robots = store.feeds(names), store.hosts(), store.robots()
        self._busy: set[str] = set()
        self._began = self._now()
        self._round = Round()

    def run(self, *, once: bool = False) -> None:
        """Watches until it is interrupted, until all feeds are gone, or until there is nothing to do now if `once`.

        Raises `LedgerError` where the ledger or the store cannot be written.
        """
        while True:
            plan = self._plan()
            for step in plan.steps:
                self._begin(step)
            if self._busy:
                self._await(plan)
            elif plan.steps:
                continue
            elif plan.soon is not None:
                self._rest(plan.soon)
            else:
                self._close(None if once else plan.wake, plan.wake)
                if once or plan.wake is None:
                    return
                self._rest(plan.wake)

    def _plan(self) -> schedule.Agenda:
        known = schedule.Known(
            feeds=tuple(self._feeds.values()),
            items=tuple(self._store.first_waiting()),
            hosts=self._hosts,
            robots=self._robots,
            busy=frozenset(self._busy),
            began=self._began,
            every=self._every,
        )
        return schedule.agenda(known, self._now())

    def _await(self, plan: schedule.Agenda) -> None:
        """Takes the answers that have come, or waits for one until there is more to start."""
        until = min((at for at in (plan.soon, plan.wake) if at is not None), default=None)
        timeout = None if until is None else min(max(until - self._now(), 0.0), _LONGEST_SLEEP)
        for step, answer in self._workers.done(timeout):
            self._finish(step, answer)

    def _close(self, goes_on: float | None, due: float | None) -> None:
        """Ends a round; says when there is more to do, where nothing was."""
        done = replace(
            self._round,
            feeds=len(self._feeds),
            failing=sum(feed.failure is not None for feed in self._feeds.values()),
            waiting=self._store.waiting(),
            next=goes_on,
        )
        if done.asked or done.added or done.there or done.failed:
            self._told.round(done)
        elif due is not None:
            self._told.idle(due)
        self._round = Round()

    def _rest(self, until: float) -> None:
        self._sleep(min(max(until - self._now(), 0.0), _LONGEST_SLEEP))

    def _now(self) -> float:
        return self._clock().timestamp()

    def _begin(self, step: Step) -> None:
        if step.kind == "settle" and step.item:
            self._settle(step.item)
        elif step.feed and "://" not in step.url:
            self._read_file(step.feed)
        else:
            self._busy |= {step.host, step.feed.name if step.feed else step.host}
            self._workers.start(step)

    def _finish(self, step: Step, answer: Answer | AccessError) -> None:
        now = self._now()
        self._busy -= {step.host, step.feed.name if step.feed else step.host}
        if step.kind == "robots" and step.robots and step.item:
            self._follow_rules(step.robots, step.item, answer, now)
        rules = [robots for robots in self._robots.values() if host_of(robots.origin) == step.host]
        host = self._hosts.get(step.host, Host(name=step.host))
        host = schedule.host_after(host, answer, schedule.delay_of(rules, self._delay), now)
        self._hosts[host.name] = host
        self._store.keep(host)
        if step.kind == "feed" and step.feed:
            self._feed_answered(step.feed, answer, now)
        elif step.kind == "page" and step.item:
            self._page_answered(step.item, answer, now)

    # Feeds.

    def _read_file(self, feed: Feed) -> None:
        now = self._now()
        try:
            with Path(feed.at).open("rb") as file:
                answer: Answer | AccessError = Answer(200, feed.at, file.read(FEED_BYTES + 1))
        except OSError as error:
            answer = AccessError(f"cannot be read ({error.strerror}); check the path")
        self._feed_answered(feed, answer, now)

    def _feed_answered(self, feed: Feed, answer: Answer | AccessError, now: float) -> None:
        if isinstance(answer, RefusedError):
            self._keep_feed(feed, schedule.refused(feed, answer.message, now))
        elif isinstance(answer, AccessError):
            self._keep_feed(feed, schedule.failed(feed, answer.message, now, longest=schedule.LONGEST_SILENCE))
        elif answer.target:
            self._keep_feed(feed, schedule.redirected(feed, answer, now))
        elif answer.status == 304:
            self._keep_feed(feed, schedule.unchanged(feed, now))
        elif answer.status == 410:
            self._keep_feed(feed, schedule.ended(feed, now))
        elif 200 <= answer.status <= 299:
            self._read_feed(feed, answer, now)
        else:
            reason = f"the server answers HTTP {answer.status}; check the address if it goes on"
            self._keep_feed(feed, schedule.failed(feed, reason, now, until=schedule.asked_until(answer, now)))

    def _read_feed(self, feed: Feed, answer: Answer, now: float) -> None:
        try:
            found = parse_feed(
                answer.body, address=answer.url, now=self._clock(), content_type=answer.header("content-type")
            )
        except InputError as error:
            self._keep_feed(feed, schedule.failed(feed, error.message, now))
            return
        room = max(schedule.MOST_WAITING - self._store.waiting(feed.name), 0)
        fresh: list[Item] = []
        for each in found.items:
            links = {item.link for item in fresh}
            given = self._store.given(each.link) if each.link else {}
            elsewhere = bool(given.keys() - {feed.name}) or given.get(feed.name, 0) >= schedule.MOST_CHANGES
            before = self._store.item(feed.name, each.key)
            elsewhere = elsewhere or (each.link is not None and each.link in links)
            if item := schedule.accepted(before, each, feed, elsewhere=elsewhere):
                fresh.append(item)
        renewed = schedule.renewed(feed, answer, found, now, whole=len(fresh) <= room)
        with self._store.together():
            self._store.keep(*fresh[:room])
            self._keep_feed(feed, renewed)

    def _keep_feed(self, before: Feed, feed: Feed) -> None:
        self._feeds[feed.name] = feed
        self._store.keep(feed)
        self._round = replace(self._round, asked=self._round.asked + 1)
        if feed.failure and feed.failure != before.failure:
            self._told.failure(InputFailure(source=feed.name, message=feed.failure))

    # Items.

    def _follow_rules(self, robots: Robots, item: Item, answer: Answer | AccessError, now: float) -> None:
        if isinstance(answer, RefusedError):
            self._give_up(item, answer.message)
            return
        text = relevant(answer.body) if isinstance(answer, Answer) else ""
        rules = schedule.robots_after(robots, answer, text, now) if isinstance(answer, Answer) else None
        if rules:
            self._robots[rules.origin] = rules
            self._store.keep(rules)
            return
        why = f"HTTP {answer.status}" if isinstance(answer, Answer) else answer.message
        for each in self._store.waiting_at(item.host, now):
            self._postpone(each, f"{robots.origin}/robots.txt cannot be had ({why}), so that nothing is fetched", now)

    def _page_answered(self, item: Item, answer: Answer | AccessError, now: float) -> None:
        if isinstance(answer, RefusedError):
            self._give_up(item, answer.message)
        elif isinstance(answer, AccessError):
            self._postpone(item, answer.message, now)
        elif answer.target:
            forwarded = schedule.forwarded(item, answer)
            if forwarded:
                self._store.keep(forwarded)
            else:
                self._give_up(item, schedule.ASTRAY)
        elif 200 <= answer.status <= 299:
            self._read_page(item, answer)
        elif schedule.passing(answer.status):
            reason = f"the server answers HTTP {answer.status}; try it in a browser"
            self._postpone(item, reason, now, until=schedule.asked_until(answer, now))
        else:
            reason = refusal(answer.status) or f"the server answers HTTP {answer.status}; try it in a browser"
            self._give_up(item, reason) if answer.status in _GONE else self._settle(item, reason)

    def _read_page(self, item: Item, answer: Answer) -> None:
        feed = self._feeds.get(item.feed)
        try:
            captured = from_page(item, answer, outlet=self._outlet, feed_title=feed.title if feed else None)
        except InputError as error:
            self._settle(item, error.message)
            return
        self._add(item, captured)

    def _settle(self, item: Item, reason: str | None = None) -> None:
        """Reads what the feed has of an item whose page is not to be had, or gives it up for that reason."""
        feed = self._feeds.get(item.feed)
        moment = self._clock().isoformat(timespec="seconds")
        captured = from_feed(item, outlet=self._outlet, feed_title=feed.title if feed else None, retrieved=moment)
        if captured:
            self._add(item, captured)
        elif item.url:
            self._give_up(item, reason or schedule.DISALLOWED)
        else:
            self._store.keep(schedule.kept(item))  # a headline without a page: there is nothing to read

    def _add(self, item: Item, captured: Captured) -> None:
        try:
            outcome = self._take(captured)
        except LedgerBusyError:
            self._store.keep(replace(item, due=self._now() + _BUSY_PAUSE))
            return
        if isinstance(outcome, InputFailure):
            self._store.keep(schedule.dropped(item, outcome.message))
            self._round = replace(self._round, failed=self._round.failed + 1)
            return
        self._store.keep(schedule.kept(item))
        new = bool({"report", "reading"} & set(outcome.new))
        self._round = replace(
            self._round,
            added=self._round.added + new,
            changed=self._round.changed + (new and item.changes > 0),
            there=self._round.there + (not new),
        )

    def _postpone(self, item: Item, reason: str, now: float, *, until: float | None = None) -> None:
        later = schedule.postponed(item, reason, now, until=until)
        self._store.keep(later)
        if later.state == "failed":
            self._tell(later)

    def _give_up(self, item: Item, reason: str) -> None:
        dropped = schedule.dropped(item, reason)
        self._store.keep(dropped)
        self._tell(dropped)

    def _tell(self, item: Item) -> None:
        self._round = replace(self._round, failed=self._round.failed + 1)
        self._told.failure(InputFailure(source=item.source, message=item.reason or ""))


def asker(*, allow_private: bool, clock: Callable[[], datetime]) -> Ask:
    """Asks what a step wants to know of a server."""

    def asked(step: Step) -> Answer:
        headers: dict[str, str] = {}
        limit = MAX_BYTES
        if step.feed:
            headers, limit = {"Accept": _ACCEPT, **schedule.conditions(step.feed)}, FEED_BYTES
        elif step.kind == "robots":
            headers, limit = {"Accept": "text/plain, */*; q=0.5"}, ROBOTS_BYTES
        cut = step.kind == "robots"
        return ask(step.url, headers=headers, limit=limit, cut=cut, allow_private=allow_private, now=clock)

    return asked
