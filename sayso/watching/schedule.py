"""The schedule: what is to be done next, and when; and what an answer changes. Pure: the clock is an argument."""

from collections.abc import Iterable, Iterator, Mapping, Set
from email.utils import parsedate_to_datetime

import msgspec
from msgspec.structs import replace

from sayso.errors import AccessError, RefusedError
from sayso.intake import feeds as intake
from sayso.intake.fetch import MAX_REDIRECTS, Answer
from sayso.intake.links import canonical, host_of, origin_of
from sayso.intake.robots import allowed, crawl_delay
from sayso.watching.records import Feed, Host, Item, Robots, Step

DAY = 86_400.0
ROBOTS_HOLD = DAY
"""How long a robots.txt is taken to hold; the standard's own bound."""
SOONEST = 60.0
"""A feed is not asked again sooner, however often a watch is started."""
TRIES = 8
"""So often is an item fetched, over some three days, before it is given up."""
MOST_CHANGES = 20
"""So often is a changed item fetched again: some feeds change theirs whenever they are asked."""
MOST_WAITING = intake.MOST_ITEMS
"""Items of one feed that wait at a time; the rest is taken from the feed when it is asked next."""

_FIRST_PAUSE, _PAUSE_GROWTH = 300.0, 3  # of an item that failed
_HOST_PAUSE = 60.0  # of a host that does not answer, or asks for a pause without saying how long
LONGEST_SILENCE = 3600.0
"""The longest pause after requests that had no answer: it may be our own network that is down."""
# A period that a feed states is taken a little shorter, so that one of 15 minutes fits a cron job every 15 minutes.
_PERIOD_SHARE = 0.9
_FARTHEST = 8 * DAY  # what is due later than anything can be was written down while the clock was wrong
_BUSY = frozenset({429, 503})
_PERMANENT = frozenset({301, 308})
_ROBOTS_NOT_NOW = frozenset({429})  # and 5xx; any other answer that is no success means that there are no rules

DISALLOWED = "the robots.txt of the site does not allow it; read it in a browser, and save it if you may"
ASTRAY = f"more than {MAX_REDIRECTS} redirects, or one to no http or https address; check the address"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the schedule looks at.

    `items` are those waiting, of each host the one that is due first at least. `busy` are the hosts that are being
    asked, and the names of the feeds that are. `began` is when the watch did, `every` how many seconds lie between two
    requests for a feed.
    """

    feeds: tuple[Feed, ...]
    items: tuple[Item, ...]
    hosts: Mapping[str, Host]
    robots: Mapping[str, Robots]
    busy: Set[str] = frozenset()
    began: float
    every: float


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done now. `soon` is when there is more of what is due already and waits for politeness alone.

    `wake` is when anything else is due. Both are `None` where there is nothing of the kind.
    """

    steps: tuple[Step, ...]
    soon: float | None = None
    wake: float | None = None


def agenda(known: Known, now: float) -> Agenda:
    """What to do now, at most one request a host, and when to look again."""
    steps: list[Step] = []
    taken = set(known.busy)
    soon: list[float] = []
    later: list[float] = []
    for due, step in _candidates(known, now):
        host = known.hosts.get(step.host, Host(name=step.host)) if step.host else Host(name="")
        due = max(due, host.closed)
        if now < due <= now + _FARTHEST:
            later.append(due)
        elif step.host in taken:
            continue  # it is looked at again when the host has answered
        elif now < host.free <= now + _FARTHEST:
            soon.append(host.free)
        else:
            steps.append(step)
            if step.host:
                taken.add(step.host)
    return Agenda(steps=tuple(steps), soon=min(soon, default=None), wake=min(later, default=None))


def _candidates(known: Known, now: float) -> Iterator[tuple[float, Step]]:
    """All that there is to do, and when it is due; feeds first, since they are few."""
    for feed in known.feeds:
        if not feed.gone and feed.name not in known.busy:
            due = 0.0 if feed.hops else next_poll(feed, began=known.began, every=known.every)
            yield due, Step(kind="feed", feed=feed, url=feed.at, host=feed.host)
    for item in sorted(known.items, key=lambda each: each.due):
        yield item.due, _step_for(item, known.robots, now)


def _step_for(item: Item, robots: Mapping[str, Robots], now: float) -> Step:
    """How to go on with an item: its page, or first the rules of its site."""
    if not item.url:
        return Step(kind="settle", item=item)
    origin = origin_of(item.url)
    rules = robots.get(origin) or first_robots(origin)
    if rules.expires <= now:
        return Step(kind="robots", robots=rules, item=item, url=rules.at, host=host_of(rules.at))
    if not allowed(rules.text, item.url):
        return Step(kind="settle", item=item)
    return Step(kind="page", item=item, url=item.url, host=item.host)


def first_robots(origin: str) -> Robots:
    """What is known of an origin's rules before it was asked."""
    return Robots(origin=origin, at=f"{origin}/robots.txt")


def next_poll(feed: Feed, *, began: float, every: float) -> float:
    """When a feed is to be asked next: at the start of a watch at once, if that is not too soon for its server."""
    if feed.polled >= began:
        return max(feed.polled + every, feed.earliest)
    return max(feed.polled + SOONEST, feed.earliest) if feed.host and feed.earliest else 0.0


def conditions(feed: Feed) -> dict[str, str]:
    """The headers that ask for a feed only if it has changed."""
    named = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in named.items() if value}


def redirected(feed: Feed, answer: Answer, now: float) -> Feed:
    """The feed, to be asked for where the server says that it is."""
    if feed.hops >= MAX_REDIRECTS or not (target := _followed(answer)):
        return failed(feed, ASTRAY, now)
    return replace(feed, at=target, hops=feed.hops + 1, moved=feed.moved and answer.status in _PERMANENT)


def unchanged(feed: Feed, now: float) -> Feed:
    """The feed after an answer that it has not changed."""
    return replace(_asked(feed, now), earliest=now + feed.period * _PERIOD_SHARE, failures=0, failure=None)


def renewed(feed: Feed, answer: Answer, found: intake.Feed, now: float, *, whole: bool) -> Feed:
    """The feed after an answer with items. Unless it was taken `whole`, it is given whole next time as well."""
    address = feed.at if feed.hops and feed.moved else feed.address
    period = min(float(found.period or 0), DAY)
    return replace(
        unchanged(replace(feed, address=address, period=period), now),
        etag=_sendable(answer.header("etag")) if whole else None,
        modified=_sendable(answer.header("last-modified")) if whole else None,
        title=found.title or feed.title,
    )


def failed(feed: Feed, reason: str, now: float, *, until: float | None = None, longest: float = DAY) -> Feed:
    """The feed after a failure: it is left alone `until` then, or for twice as long as the last time."""
    pause = min(_FIRST_PAUSE * 2 ** min(feed.failures, 20), longest)
    return replace(_asked(feed, now), earliest=until or now + pause, failures=feed.failures + 1, failure=reason)


def refused(feed: Feed, reason: str, now: float) -> Feed:
    """The feed after a refusal of our own, of which no server knows: a watch that is started again tries it again."""
    return replace(failed(feed, reason, now), earliest=0.0)


def ended(feed: Feed, now: float) -> Feed:
    """The feed after the answer that it is gone for good."""
    reason = "gone for good (HTTP 410), and not asked for again; take it from the list"
    return replace(failed(feed, reason, now), gone=True)


def _asked(feed: Feed, now: float) -> Feed:
    return replace(feed, at=feed.address, hops=0, moved=True, polled=now)


def forwarded(item: Item, answer: Answer) -> Item | None:
    """The item, to be fetched where the server says that it is; `None` where that leads nowhere."""
    if item.hops >= MAX_REDIRECTS or not (target := _followed(answer)):
        return None
    return replace(item, url=target, hops=item.hops + 1)


def postponed(item: Item, reason: str, now: float, *, until: float | None = None) -> Item:
    """The item after a failure that may pass: tried again, three times as late as the last time, or given up."""
    if item.tries + 1 >= TRIES:
        return dropped(item, f"{reason} (tried {TRIES} times)")
    pause = min(_FIRST_PAUSE * _PAUSE_GROWTH**item.tries, DAY)
    return replace(item, tries=item.tries + 1, due=until or now + pause, reason=reason)


def dropped(item: Item, reason: str) -> Item:
    """The item, given up for good."""
    return replace(item, state="failed", reason=reason, content="")


def kept(item: Item) -> Item:
    """The item once the ledger has it."""
    return replace(item, state="kept", reason=None, content="")


def robots_after(robots: Robots, answer: Answer, text: str, now: float) -> Robots | None:
    """The rules after an answer: those it gives, none, or where to ask next; `None` where they cannot be had now.

    RFC 9309: what is not there allows everything, and what cannot be reached nothing.
    """
    if answer.target:
        if robots.hops < MAX_REDIRECTS and (target := _followed(answer)):
            return replace(robots, at=target, hops=robots.hops + 1)
        return _settled(robots, "", now)
    if answer.status >= 500 or answer.status in _ROBOTS_NOT_NOW:
        return None
    return _settled(robots, text if 200 <= answer.status <= 299 else "", now)


def _settled(robots: Robots, text: str, now: float) -> Robots:
    return replace(first_robots(robots.origin), text=text, expires=now + ROBOTS_HOLD)


def host_after(host: Host, answer: Answer | AccessError, delay: float, now: float) -> Host:
    """The host after a request that ended now. `delay` is how long it is left in peace then, at least."""
    host = replace(host, free=now + delay)
    if isinstance(answer, RefusedError) or (isinstance(answer, Answer) and answer.status not in _BUSY):
        return replace(host, closed=0.0, failures=0)
    pause = min(_HOST_PAUSE * 2 ** min(host.failures, 20), LONGEST_SILENCE)
    until = retry_after(answer.header("retry-after"), now) if isinstance(answer, Answer) else None
    return replace(host, closed=until or now + pause, failures=host.failures + 1)


def delay_of(robots: Iterable[Robots], least: float) -> float:
    """The seconds between two requests to a host, by the rules of its origins."""
    return max([least, *(crawl_delay(each.text) or 0.0 for each in robots)])


def asked_until(answer: Answer, now: float) -> float | None:
    """The moment until which the server asks to be left alone; `None` where it does not, or does not say."""
    return retry_after(answer.header("retry-after"), now) if answer.status in _BUSY else None


def passing(status: int) -> bool:
    """Whether an answer that is not the page may be the page later."""
    return status >= 500 or status in (408, 425, 429)


def retry_after(written: str | None, now: float) -> float | None:
    """The moment that a Retry-After names, in seconds or as a date, at most a day ahead; `None` for none."""
    if not written:
        return None
    if written.strip().isdecimal():
        return now + min(float(written.strip()[:9]), DAY)
    try:
        moment = parsedate_to_datetime(written).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(moment, now + DAY) if moment > now else None


def accepted(before: Item | None, found: intake.Item, feed: Feed, *, elsewhere: bool) -> Item | None:
    """What becomes of an item that a feed gives: one to be fetched, a known one; `None` where nothing is new.

    `before` is what there is of it, `elsewhere` whether another feed has given its page already. One that waits still
    is not tried the sooner for having changed.
    """
    if before and (before.mark == found.mark or before.changes >= MOST_CHANGES or before.state == "known"):
        return None
    waits = before if before and before.state == "waiting" else None
    return Item(
        feed=feed.name,
        key=found.key,
        mark=found.mark,
        link=found.link,
        url=found.link,
        title=found.title,
        author=found.author,
        published=found.published,
        content=found.content,
        marked_up=found.marked_up,
        warnings=found.warnings,
        tries=waits.tries if waits else 0,
        due=waits.due if waits else 0.0,
        changes=before.changes + (waits is None) if before else 0,
        state="known" if elsewhere and not before else "waiting",
    )


def _followed(answer: Answer) -> str | None:
    """Where a redirect leads, if that is an http(s) address: never to a file."""
    return answer.target if canonical(answer.target) else None


def _sendable(validator: str | None) -> str | None:
    """A validator as it was sent, if it can be sent back."""
    return validator if validator and validator.isascii() and validator.isprintable() else None
