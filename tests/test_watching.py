"""Watching feeds, against a local server: its own log says what was asked, and when."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sayso.errors import LedgerBusyError, LedgerError
from sayso.intake import Captured, InputFailure
from sayso.intake.addresses import host_addresses
from sayso.ledger.records import Added
from sayso.report import Report
from sayso.watching import Round, Store, Watch, asker
from sayso.watching.crew import Done, answer_to
from sayso.watching.records import Step
from tests.feed_server import Reply, Site, entry, rss, serving, story

EVERY = 900.0
LONG = " ".join(["The quay at Tarsk stays shut until the crane is mended, the harbour master said on Friday."] * 8)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


class Inline:
    """Asks at once, and one after the other."""

    def __init__(self, ask: Callable[[Step], object]) -> None:
        self._ask, self._done = ask, list[Done]()

    def start(self, step: Step) -> None:
        self._done.append((step, answer_to(self._ask, step)))  # type: ignore[arg-type]

    def done(self, timeout: float | None) -> list[Done]:
        found, self._done = self._done, []
        return found


@dataclass
class Desk:
    """Takes reports as a ledger does: the same text once. It hears of failures and rounds."""

    taken: list[Captured] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    refuse: list[Exception] = field(default_factory=list)

    @property
    def reports(self) -> list[Report]:
        return [each.item for each in self.taken if isinstance(each.item, Report)]

    def take(self, captured: Captured) -> Added | InputFailure:
        if self.refuse:
            raise self.refuse.pop(0)
        assert isinstance(captured.item, Report)
        there = captured.item.text in [report.text for report in self.reports]
        self.taken.append(captured)
        return Added(report=1, reading=2, new=() if there else ("report", "reading"))

    def failure(self, failure: InputFailure) -> None:
        self.failures.append(str(failure))

    def round(self, done: Round) -> None:
        self.rounds.append(done)

    def idle(self, due: float) -> None:
        self.due.append(due)


@dataclass
class Run:
    """Watches of one server, one after the other, with one memory and one desk."""

    site: Site
    path: Path
    desk: Desk = field(default_factory=Desk)
    allow_private: bool = True
    delay: float = 1.0

    def __call__(self, *names: str, hours: float = 0.0, every: float = EVERY) -> Desk:
        """Watches for so long, or once."""
        clock = self.site.clock
        end = clock.seconds + hours * 3600

        def sleep(seconds: float) -> None:
            if hours and clock.seconds + seconds >= end:
                clock.seconds = end
                raise KeyboardInterrupt
            clock.sleep(seconds)

        with Store(self.path) as store:
            watch = Watch(
                store,
                names,
                self.desk.take,
                workers=Inline(asker(allow_private=self.allow_private, clock=clock)),
                told=self.desk,
                clock=clock,
                sleep=sleep,
                every=every,
                delay=self.delay,
            )
            with contextlib.suppress(KeyboardInterrupt):
                watch.run(once=not hours)
        return self.desk


@pytest.fixture
def run(site: Site, tmp_path: Path) -> Run:
    return Run(site, tmp_path / "ledger.sayso.watch")


def test_each_item_is_fetched_once_however_often_its_feed_gives_it(site: Site, run: Run) -> None:
    links = [site.put(f"/{n}", story(f"Crane {n} fell")) for n in range(3)]
    feed = site.put("/rss", rss(*(entry(link, guid=link) for link in [*links, links[0]])))
    desk = run(feed, hours=2)
    assert [site.asked().count(f"/{n}") for n in range(3)] == [1, 1, 1]
    assert site.asked().count("/rss") == 8
    assert len(desk.reports) == 3
    assert desk.failures == []
    assert (desk.rounds[0].added, desk.rounds[0].next) == (3, site.log[0].at + EVERY)


def test_the_bytes_the_headers_and_the_moment_are_captured(site: Site, run: Run) -> None:
    page = story("A crane fell")
    feed = site.put("/rss", rss(entry(site.put("/1", Reply(page, headers={"Content-Type": "text/html", "X-A": "b"})))))
    (captured,) = run(feed).taken
    assert captured.capture
    assert captured.capture.body == page.encode()
    assert captured.capture.url == f"{site.url}/1"
    assert captured.capture.retrieved == "2026-03-14T09:00:02+00:00"
    assert ("x-a", "b") in captured.capture.headers


def test_a_feed_is_asked_only_for_what_has_changed(site: Site, run: Run) -> None:
    etag, day = 'W/"a-1 \\"', "Sat, 14 Mar 2026 08:00:00 GMT"
    feed = site.put("/rss", Reply(rss(entry(guid="x")), headers={"ETag": etag, "Last-Modified": day}))
    desk = run(feed, hours=0.6)
    assert site.asked("/rss") == ["200", "304", "304"]
    assert (site.log[-1].headers["If-None-Match"], site.log[-1].headers["If-Modified-Since"]) == (etag, day)
    assert desk.failures == []
    run(feed)
    assert site.asked("/rss")[-1] == "304"


def test_a_host_is_not_asked_twice_within_the_delay_nor_its_robots_txt_overruled(site: Site, run: Run) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\nDisallow: /closed\n")
    links = [site.put(path, story(f"{path} fell")) for path in ("/a", "/closed/b", "/c")]
    desk = run(site.put("/rss", rss(*map(entry, links))))
    assert site.asked() == ["/rss", "/robots.txt", "/a", "/c"]
    assert site.times() == [0, 1, 8, 15]
    assert len(desk.failures) == 1
    assert "/closed/b: the robots.txt of the site does not allow it" in desk.failures[0]
    run(site.put("/rss2", rss(entry(links[1]))))
    assert "/closed/b" not in site.asked()


def test_robots_txt_may_speak_of_this_reader_alone(site: Site, run: Run) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: sayso\nAllow: /\n")
    assert len(run(site.put("/rss", rss(entry(site.put("/a", story("A crane fell")))))).reports) == 1


def test_where_robots_txt_cannot_be_had_nothing_is_fetched_until_it_can(site: Site, run: Run) -> None:
    site.put("/robots.txt", 500, 503, "")
    feed = site.put("/rss", rss(entry(site.put("/a", story("A crane fell"))), entry(site.put("/b", story("B fell")))))
    desk = run(feed, hours=1)
    assert site.asked("/robots.txt") == ["500", "503", "200"]
    assert min(site.times("/a", "/b")) > site.times("/robots.txt")[-1]
    assert len(desk.reports) == 2
    assert desk.failures == []


def test_robots_txt_is_asked_for_once_a_day(site: Site, run: Run) -> None:
    site.put("/robots.txt", Reply(status=301, headers={"Location": "/robots"}))
    site.put("/robots", "User-agent: *\nDisallow: /no")
    for n in range(30):
        site.put(f"/{n}", story(f"Crane {n} fell"))
    feed = site.put("/rss", *(rss(entry(f"{site.url}/{n}")) for n in range(30)))
    desk = run(feed, hours=30.5, every=3600)
    assert len(desk.reports) == 30
    assert site.asked("/robots") == ["200", "200"]


def test_retry_after_in_seconds_and_as_a_date_is_kept_for_the_whole_host(site: Site, run: Run) -> None:
    busy = [Reply(status=429, headers={"Retry-After": "1800"})]
    busy.append(Reply(status=503, headers={"Retry-After": "Sat, 14 Mar 2026 10:00:00 GMT"}))
    page = site.put("/a", *busy, story("A crane fell"))
    desk = run(site.put("/rss", rss(entry(page), entry(site.put("/b", story("B fell"))))), hours=3)
    assert site.asked("/a") == ["429", "503", "200"]
    first, second, third = site.times("/a")
    assert (round(second - first, -1), round(third, -1)) == (1800, 3600)
    assert min(second - first - 1800, third - 3600) >= 0
    between = [each for each in site.times() if first < each < second or second < each < third]
    assert all(each >= first + 1800 for each in between)
    assert len(desk.reports) == 2
    assert desk.failures == []


def test_an_absurd_retry_after_is_capped_at_a_day(site: Site, run: Run) -> None:
    feed = site.put("/rss", Reply(status=429, headers={"Retry-After": "999999999999"}), rss())
    run(feed, hours=30)
    assert site.times("/rss")[1] == 86_400


def test_a_feed_that_fails_is_asked_less_and_less_and_said_once(site: Site, run: Run) -> None:
    feed = site.put("/rss", 500)
    desk = run(feed, hours=72)
    gaps = [later - sooner for sooner, later in zip(site.times(), site.times()[1:], strict=False)]
    assert gaps[:4] == [900, 900, 1200, 2400]
    assert max(gaps) == 86_400
    assert len(desk.failures) == 1
    assert desk.rounds[-1].failing == 1
    site.put("/rss", rss())
    site.clock.sleep(86_400)
    assert run(feed).rounds[-1].failing == 0


def test_a_feed_that_is_gone_is_not_asked_again(site: Site, run: Run) -> None:
    feed = site.put("/rss", 410)
    run(feed, hours=72)
    assert "gone for good" in run(feed).failures[0]
    assert site.asked() == ["/rss"]


def test_a_permanent_redirect_of_a_feed_is_remembered_and_a_passing_one_is_not(site: Site, run: Run) -> None:
    site.put("/new", rss())
    old = site.put("/old", Reply(status=301, headers={"Location": "/new"}))
    passing = site.put("/passing", Reply(status=302, headers={"Location": "/new"}))
    run(old, passing)
    site.clock.sleep(EVERY)
    site.log.clear()
    run(old, passing)
    assert site.asked() == ["/new", "/passing", "/new"]


def test_a_redirect_goes_on_only_as_politeness_and_robots_txt_allow(site: Site, run: Run) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no")
    away = site.put("/away", Reply(status=302, headers={"Location": "/there"}))
    barred = site.put("/barred", Reply(status=302, headers={"Location": "/no"}))
    turning = site.put("/turning", Reply(status=302, headers={"Location": "/turning"}))
    site.put("/there", story("A crane fell"))
    desk = run(site.put("/rss", rss(entry(away), entry(barred), entry(turning))))
    assert site.asked().count("/turning") == 6
    assert "/no" not in site.asked()
    gaps = [later - sooner for sooner, later in zip(site.times(), site.times()[1:], strict=False)]
    assert min(gaps) == 1
    assert len(desk.reports) == 1
    assert {failure.partition(": ")[0] for failure in desk.failures} == {barred, turning}


@pytest.mark.parametrize("target", ["file:///etc/hostname", "notes:x", "ftp://a.example/"])
def test_a_redirect_to_what_is_no_web_address_leads_nowhere(
    site: Site, run: Run, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes:x").write_text(rss(entry(guid="n", more=f"<description>{LONG}</description>")))
    away = Reply(status=301, headers={"Location": target})
    desk = run(site.put("/rss", away), site.put("/rss2", rss(entry(site.put("/a", away)))))
    assert desk.reports == []
    assert len(desk.failures) == 2


def test_a_feed_that_was_refused_here_is_tried_again_as_soon_as_a_watch_is_started(site: Site, run: Run) -> None:
    feed = site.put("/rss", rss(entry(site.put("/a", story("A crane fell")))))
    run.allow_private = False
    desk = run(feed, hours=1)
    assert len(desk.failures) == 1
    assert site.log == []
    run.allow_private = True
    assert len(run(feed).reports) == 1


def test_where_nothing_is_due_it_says_when_something_is(site: Site, run: Run) -> None:
    feed = site.put("/rss", rss(entry(guid="x")))
    assert run(feed).due == []
    desk = run(feed)
    assert len(desk.rounds) == 1
    assert len(desk.due) == 1
    assert desk.due[0] > site.clock().timestamp()


def test_private_networks_are_out_of_reach_by_redirect_link_and_robots_txt(site, run, monkeypatch) -> None:
    def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
        return ["127.0.0.1"] if host.endswith(".example") else host_addresses(host, port, allow_private=allow_private)

    monkeypatch.setattr("sayso.intake.transport.host_addresses", addresses)
    run.allow_private = False
    port = site.url.rpartition(":")[2]
    public = f"http://tarsk.example:{port}"
    site.put("/away", Reply(status=302, headers={"Location": f"{site.url}/secret"}))
    site.put("/secret", story("Nobody must read it"))
    site.put("/feed-away", Reply(status=301, headers={"Location": f"{site.url}/rss"}))
    site.put("/rss", rss(entry(f"{public}/away"), entry(f"{site.url}/secret"), entry("http://10.0.0.1/x")))
    desk = run(f"{public}/rss", f"{public}/feed-away")
    assert "/secret" not in site.asked()
    assert desk.reports == []
    assert len(desk.failures) == 4
    assert all("private or reserved address" in failure for failure in desk.failures)


def test_a_changed_item_is_fetched_again_and_its_old_text_adds_nothing(site: Site, run: Run) -> None:
    page = site.put("/a", story("A crane fell"), story("A crane fell"), story("Two cranes fell"))
    feed = site.put("/rss", *(rss(entry(page, guid="a", title=f"Crane, {n}")) for n in (1, 2, 2, 3)))
    desk = run(feed, hours=1)
    assert site.asked().count("/a") == 3
    assert next(report.text.partition(",")[0].partition("\n")[0] for report in desk.reports) == "A crane fell"
    assert sum(done.added for done in desk.rounds) == 2
    assert sum(done.there for done in desk.rounds) == 1
    assert sum(done.changed for done in desk.rounds) == 1


def test_a_feed_that_changes_its_items_for_ever_is_not_followed_for_ever(site: Site, run: Run) -> None:
    page = site.put("/a", story("A crane fell"))
    feed = site.put("/rss", *(rss(entry(page, guid="a", title=f"Crane, {n}")) for n in range(60)))
    run(feed, hours=20)
    assert site.asked().count("/rss") > 60
    assert site.asked().count("/a") == 21


def test_an_item_of_two_feeds_is_fetched_once(site: Site, run: Run) -> None:
    page = site.put("/a", story("A crane fell"))
    feeds = [site.put(f"/rss{n}", rss(entry(f"{page}?utm_source=feed{n}#top", guid=f"{n}"))) for n in range(2)]
    assert len(run(*feeds).reports) == 1
    assert site.asked().count("/a") == 1


def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(site: Site, run: Run) -> None:
    feed = site.put("/rss", rss(entry(site.put("/a", 500)), entry(site.put("/b", 500, story("B fell")))))
    desk = run(feed, hours=24 * 7)
    assert site.asked("/a") == ["500"] * 8
    assert site.times("/a")[1] >= 300
    assert len(desk.failures) == 1
    assert "the server answers HTTP 500; try it in a browser (tried 8 times)" in desk.failures[0]
    assert len(desk.reports) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 418])
def test_a_page_that_is_not_given_out_is_asked_for_once(site: Site, run: Run, status: int) -> None:
    desk = run(site.put("/rss", rss(entry(site.put("/a", status)))), hours=24)
    assert site.asked("/a") == [str(status)]
    assert len(desk.failures) == 1


def test_a_body_that_drips_is_left_in_time_and_the_rest_is_read(site, run, monkeypatch) -> None:
    monkeypatch.setattr("sayso.intake.fetch.TOTAL_SECONDS", 0.2)
    monkeypatch.setitem(asker.__globals__["ask"].__kwdefaults__, "seconds", 0.2)
    feed = site.put("/rss", rss(entry(site.put("/a", Reply(drip=True))), entry(site.put("/b", story("B fell")))))
    slow = site.put("/slow", Reply(drip=True))
    desk = run(feed, slow, hours=24 * 5)
    assert len(desk.reports) == 1
    assert site.asked().count("/a") == 8
    assert any(" long" in failure and "/slow" in failure for failure in desk.failures)


def test_what_the_page_does_not_say_its_feed_does(site: Site, run: Run) -> None:
    day = "<pubDate>Sat, 14 Mar 2026 08:00:00 +0100</pubDate>"
    said = '<head><meta property="og:site_name" content="Dolo Mail"><meta name="date" content="2026-03-13">'
    plain = site.put("/a", story("A crane fell"))
    full = site.put("/b", story("B fell").replace("<head>", said))
    desk = run(site.put("/rss", rss(entry(plain, more=day), entry(full, more=day))))
    first, second = desk.reports
    assert (first.outlet, first.published) == ("Harbour Post", "2026-03-14T08:00:00+01:00")
    assert first.warnings == ()
    assert (second.outlet, second.published) == ("Dolo Mail", "2026-03-13")


def test_a_date_that_cannot_be_is_unknown(site: Site, run: Run) -> None:
    item = entry(site.put("/a", story("A crane fell")), more="<pubDate>Sat, 14 Mar 2099 08:00:00 GMT</pubDate>")
    (report,) = run(site.put("/rss", rss(item))).reports
    assert report.published is None
    assert any("2099" in warning and "unknown" in warning for warning in report.warnings)


def test_an_item_without_a_page_is_read_from_the_feed_if_it_is_a_report(site: Site, run: Run) -> None:
    long = entry(guid="a", more=f"<description>&lt;p&gt;{LONG}&lt;/p&gt;</description>")
    short = entry(guid="b", more="<description>A crane fell.</description>")
    desk = run(site.put("/rss", rss(long, short)), hours=1)
    (report,) = desk.reports
    assert report.text.startswith("The quay at Tarsk")
    assert (report.title, report.outlet) == ("A crane fell", "Harbour Post")
    assert desk.failures == []


def test_where_the_page_is_not_given_out_the_text_of_the_feed_is_read(site: Site, run: Run) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /no")
    more = "<description>&lt;p&gt;{} {}&lt;/p&gt;</description>"
    links = [site.put("/a", 403), site.put("/b", "<html><body>Subscribe</body></html>"), f"{site.url}/no"]
    desk = run(site.put("/rss", rss(*(entry(link, more=more.format(link, LONG)) for link in links))))
    assert {report.url for report in desk.reports} == set(links)
    assert desk.failures == []


def test_a_feed_that_asks_to_be_asked_less_often_is(site: Site, run: Run) -> None:
    hourly = "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>hourly</sy:updatePeriod>"
    slow = site.put("/slow", rss(more="<ttl>120</ttl>"))
    run(site.put("/hourly", rss(more=hourly)), slow, hours=8, every=300)
    assert 8 <= site.asked().count("/hourly") <= 9
    assert 4 <= site.asked().count("/slow") <= 5


def test_a_watch_that_is_started_again_and_again_does_not_press_the_servers(site: Site, run: Run) -> None:
    feed = site.put("/rss", rss())
    for _ in range(5):
        run(feed)
        site.clock.sleep(10)
    assert site.asked() == ["/rss"]


class Killed(BaseException):
    """The end of a process at a certain moment."""


@pytest.mark.parametrize("moment", range(12))
def test_a_kill_at_any_moment_neither_loses_nor_doubles_an_item(site, run, moment, monkeypatch) -> None:
    links = [site.put(f"/{n}", story(f"Crane {n} fell")) for n in range(3)]
    headers = {"ETag": '"1"'}
    feed = site.put("/rss", Reply(rss(*map(entry, links)), headers=headers))
    left = [moment]
    keep = Store._keep

    def dying(store: Store, record: object) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        keep(store, record)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_keep", dying)
        with pytest.raises(Killed):
            run(feed)
    site.clock.sleep(EVERY)
    desk = run(feed)
    assert {report.url for report in desk.reports} == set(links)
    assert len(desk.reports) <= 4  # the one that was kept as it was killed is given to the ledger again, which has it
    assert len({report.text for report in desk.reports}) == 3


def test_what_the_ledger_cannot_take_now_is_taken_later(site: Site, run: Run) -> None:
    run.desk.refuse = [LedgerBusyError("another program is writing")]
    desk = run(site.put("/rss", rss(entry(site.put("/a", story("A crane fell"))))), hours=0.2)
    assert len(desk.reports) == 1
    run.desk.refuse = [LedgerError("the disk is full")]
    site.put("/rss", rss(entry(site.put("/b", story("B fell")))))
    site.clock.sleep(EVERY)
    with pytest.raises(LedgerError):
        run(f"{site.url}/rss")
    site.clock.sleep(EVERY)
    assert len(run(f"{site.url}/rss").reports) == 2


def test_two_watches_of_one_ledger_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sayso.watch"
    with Store(path), pytest.raises(LedgerError, match="another watch uses this ledger"):
        Store(path)
    Store(path).__exit__(None, None, None)


def test_a_file_that_is_no_memory_of_a_watch_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sayso.watch"
    path.write_text("not a database, but long enough to be looked at, which takes a hundred characters or so" * 3)
    with pytest.raises(LedgerError, match="delete the file to begin anew"):
        Store(path)


def test_a_feed_of_endless_new_items_waits_its_turn(site: Site, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.watching.schedule.MOST_WAITING", 5)
    links = [site.put(f"/{n}", story(f"Crane {n} fell")) for n in range(12)]
    feed = site.put("/rss", Reply(rss(*map(entry, links)), headers={"ETag": '"1"'}))
    desk = run(feed, hours=1)
    assert len(desk.reports) == 12
    assert site.asked("/rss") == ["200", "200", "200", "304"]


def test_a_feed_in_a_file_is_read_and_its_pages_are_fetched(site: Site, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_text(rss(entry(site.put("/a", story("A crane fell")))))
    assert len(run(str(path)).reports) == 1
    assert "cannot be read" in run(str(tmp_path / "none.xml")).failures[0]
