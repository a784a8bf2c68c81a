"""Watching feeds through the command."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import pipeline
from sayso.cli import app
from sayso.commands import watching
from sayso.watching import Round, Store
from tests.fake_reader import fake_reader
from tests.feed_server import Reply, Site, entry, rss, serving, story

WITHOUT_DELAY = "from sayso.commands import watching; watching._DELAY = 0.0; import runpy, sys;"
TALLY = r"[\d.]+ s, [\d.,]+ reports/s"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    monkeypatch.setattr(watching, "_DELAY", 0.0)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def run(*arguments: object) -> Result:
    given = ["watch", *map(str, arguments), "--once", "--allow-private", "--jobs", "1"]
    return CliRunner().invoke(app, given)


def kept() -> int:
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.verify().fault is None
        return ledger.stats().reports


def test_from_a_list_of_feeds_to_a_ledger(site: Site, tmp_path: Path) -> None:
    links = [site.put(f"/{n}", story(f"Crane {n} fell")) for n in range(3)]
    feeds = [site.put("/rss", rss(*map(entry, links[:2]))), site.put("/atom", rss(entry(links[2])))]
    outlines = "".join(f'<outline xmlUrl="{feed}"/>' for feed in feeds)
    (tmp_path / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    result = run("feeds.opml")
    assert result.exit_code == 0
    assert result.stdout == ""
    first, last = result.stderr.splitlines()
    assert re.fullmatch(r"sayso: round: \d\d:\d\d · 3 added, 0 already there, 0 failed · 2 feeds", first)
    assert re.fullmatch(rf"sayso: done: 3 added, 0 already there, 0 forgotten, 0 failed · {TALLY}", last)
    assert kept() == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds.opml", "ledger.sayso", "ledger.sayso.watch"]
    with sayso.open("ledger.sayso") as ledger:
        shown = ledger.show("1")
        assert (shown.report.outlet, shown.report.url) == ("Harbour Post", links[0])
        assert ledger.capture(shown.captures[0].entry).body == story("Crane 0 fell").encode()


def test_a_second_run_fetches_nothing_again_not_even_without_its_memory(site: Site, tmp_path: Path) -> None:
    feed = site.put("/rss", rss(entry(site.put("/a", story("A crane fell")))))
    run(feed)
    run(feed)
    assert site.asked().count("/a") == 1
    (tmp_path / "ledger.sayso.watch").unlink()
    assert "0 added, 1 already there" in run(feed).stderr
    assert kept() == 1


def test_a_new_ledger_or_an_older_copy_gets_all_that_is_in_the_feeds(site: Site, tmp_path: Path) -> None:
    page = site.put("/a", story("A crane fell"))
    feed = site.put("/rss", Reply(rss(entry(page)), headers={"ETag": '"1"'}))
    run(feed)
    (tmp_path / "ledger.sayso").unlink()
    with closing(sqlite3.connect("ledger.sayso.watch")) as memory:  # as if some time had passed
        for name, record in memory.execute("SELECT name, record FROM feeds").fetchall():
            older = {**json.loads(record), "polled": 0.0, "earliest": 0.0}
            memory.execute("UPDATE feeds SET record = ? WHERE name = ?", (json.dumps(older).encode(), name))
        memory.commit()
    result = run(feed)
    assert "ledger.sayso: it lacks what was kept in it before" in result.stderr
    assert site.asked("/rss") == ["200", "200"]
    assert kept() == 1
    assert "it lacks" not in run(feed).stderr


def test_what_fails_is_said_listed_and_the_rest_is_kept(site: Site, tmp_path: Path) -> None:
    page = site.put("/a", story("A crane fell"))
    unreadable = site.put("/u", story("An unreadable crane"))
    feed = site.put("/rss", rss(entry(f"{site.url}/none"), entry(page), entry(unreadable)))
    missing = f"{site.url}/missing"
    result = run(feed, missing)
    assert result.exit_code == 1
    listed = [json.loads(line) for line in (tmp_path / "ledger.sayso.failures.jsonl").read_text().splitlines()]
    assert {each["error"]["source"] for each in listed} == {missing, f"{site.url}/none", unreadable}
    assert f"sayso: error: {missing}: the server answers HTTP 404" in result.stderr
    assert "1 added, 0 already there, 2 failed · 2 feeds, 1 failing" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("sayso: done: 1 added")
    again = run(feed, missing)
    assert again.exit_code == 0
    assert "error" not in again.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("none.opml", "none.opml: cannot be read"),
        ("ftp://harbour.example/", "not an http or https address"),
    ],
)
def test_what_is_no_list_of_feeds_is_named(given: str, message: str) -> None:
    result = run(given)
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.parametrize("every", ["5s", "15", "m", "8d", "-1m"])
def test_how_often_is_a_time_within_bounds(every: str) -> None:
    result = run("https://harbour.example/rss", "--every", every)
    assert result.exit_code == 2
    assert "15m" in result.stderr


def test_a_watch_needs_feeds() -> None:
    assert run().exit_code == 2


def test_a_second_watch_of_the_same_ledger_is_refused(site: Site) -> None:
    feed = site.put("/rss", rss())
    run(feed)
    with Store(Path("ledger.sayso.watch")):
        result = run(feed)
    assert result.exit_code == 1
    assert "ledger.sayso.watch: another watch uses this ledger; stop that first" in result.stderr
    assert site.asked() == ["/rss"]


def test_without_allow_private_nothing_private_is_asked(site: Site) -> None:
    feed = site.put("/rss", rss())
    result = CliRunner().invoke(app, ["watch", feed, "--once"])
    assert result.exit_code == 1
    assert "private or reserved address" in result.stderr
    assert site.log == []


def test_an_outlet_that_is_given_holds(site: Site) -> None:
    feed = site.put("/rss", rss(entry(site.put("/a", story("A crane fell")))))
    run(feed, "--outlet", "Dolo Mail")
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.show("1").report.outlet == "Dolo Mail"


def test_messages_cannot_control_the_terminal(site: Site) -> None:
    feed = site.put("/rss", rss(entry(f"{site.url}/\x1b[2Jx"), entry(f"{site.url}/%1b[2Jy")))
    assert "\x1b" not in run(feed).stderr


def watching_command(*arguments: object) -> list[str]:
    """The command in a process of its own, with the reader of the tests and without a delay."""
    script = WITHOUT_DELAY + "runpy.run_module('tests.run_fake', run_name='__main__', alter_sys=True)"
    return [sys.executable, "-c", script, "watch", *map(str, arguments), "--allow-private", "--jobs", "1"]


def waited(site: Site, path: str) -> None:
    deadline = time.monotonic() + 60
    while path not in site.asked() and time.monotonic() < deadline:
        time.sleep(0.02)


def test_an_interrupt_ends_a_watch_at_once_also_while_a_server_drips(site: Site) -> None:
    pages = [site.put("/a", story("A crane fell")), site.put("/b", Reply(drip=True))]
    arguments = watching_command(site.put("/rss", rss(*map(entry, pages))))
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        waited(site, "/b")
        process.send_signal(signal.SIGINT)
        assert process.stderr
        message = process.stderr.read().decode()
    assert process.returncode == 130
    assert re.fullmatch(rf"sayso: stopped: 1 added, 0 already there, 0 forgotten, 0 failed · {TALLY}\n", message)
    assert kept() == 1


def test_a_watch_that_was_killed_is_completed_by_the_next(site: Site) -> None:
    pages = [site.put(f"/{n}", story(f"Crane {n} fell")) for n in range(4)]
    feed = site.put("/rss", rss(*map(entry, [*pages, site.put("/slow", Reply(drip=True))])))
    with subprocess.Popen(watching_command(feed), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        waited(site, "/slow")
        process.kill()
    site.put("/slow", story("A slow crane fell"))
    result = run(feed)
    assert kept() == 5
    assert [site.asked().count(f"/{n}") for n in range(4)] == [1, 1, 1, 1]
    assert "1 added, 0 already there" in result.stderr


def test_hosts_are_asked_at_the_same_time_and_each_over_one_connection(site: Site) -> None:
    """The first pages of two names for this machine are given out only when both were asked for."""
    both = threading.Barrier(2, timeout=30)
    pages = [site.put(f"/{n}", Reply(story(f"Crane {n} fell"), meeting=both if n < 2 else None)) for n in range(6)]
    links = [page.replace("127.0.0.1", "localhost") if n % 2 else page for n, page in enumerate(pages)]
    assert run(site.put("/rss", rss(*map(entry, links)))).exit_code == 0
    assert kept() == 6
    for name in ("127.0.0.1", "localhost"):
        of_host = sorted((request for request in site.log if request.host == name), key=lambda each: each.began)
        assert len(of_host) >= 4
        assert all(sooner.ended <= later.began for sooner, later in pairwise(of_host))


def test_a_round_is_one_line() -> None:
    now = datetime(2026, 3, 14, 9, tzinfo=UTC)
    done = Round(added=12, changed=2, there=1, failed=1, feeds=4, failing=2, waiting=3, next=now.timestamp() + 900)
    assert watching.round_line(done, now) == (
        "09:00 · 12 added (2 changed), 1 already there, 1 failed · 4 feeds, 2 failing · 3 items waiting · next at 09:15"
    )
    assert watching.round_line(Round(feeds=1, next=now.timestamp() + 86_400), now).endswith("next on 15 Mar, 09:00")
    assert watching.round_line(Round(feeds=1), now).endswith("1 feed")


def test_the_memory_has_the_reasons_of_what_failed(site: Site) -> None:
    run(site.put("/rss", rss(entry(f"{site.url}/none"))))
    with closing(sqlite3.connect("ledger.sayso.watch")) as memory:
        rows = memory.execute("SELECT link, reason FROM items WHERE state = 'failed'").fetchall()
    assert rows == [(f"{site.url}/none", "no such page (HTTP 404); check the address")]
    assert Path("ledger.sayso.watch").stat().st_size < 200_000
