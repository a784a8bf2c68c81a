"""The command `watch`."""

import re
import sys
import time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

import sayso
from sayso.commands import streams
from sayso.commands.options import DEFAULT_LEDGER, AllowPrivate, GazetteerFile, Jobs, LedgerFile, Outlet, Types

if TYPE_CHECKING:
    from sayso.adding import Tally
    from sayso.intake import InputFailure
    from sayso.watching.watch import Round

WATCH_EXAMPLES = """Examples:

[bold]sayso watch feeds.opml --ledger news.sayso[/]

[bold]sayso watch https://harbour.example/rss https://tarsk.example/feed --once[/]"""

_PATIENCE = 60.0  # seconds that it waits for another program that writes
_DELAY = 1.0  # seconds between two requests to a host
_CREW = 8  # requests at a time, each to another host
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LEAST, _MOST = 60, 7 * 86_400


def _seconds(written: str) -> str:
    found = re.fullmatch(r"(\d{1,6})([smhd])", written.strip())
    if not found or not _LEAST <= int(found[1]) * _UNITS[found[2]] <= _MOST:
        raise typer.BadParameter(f"{written!r} is no time between a minute and a week; write it as 15m, 2h or 1d")
    return str(int(found[1]) * _UNITS[found[2]])


Feeds = Annotated[
    list[str],
    typer.Argument(metavar="FEEDS...", help="Addresses or files of feeds, or lists of feeds: OPML, or one a line."),
]
Every = Annotated[
    str, typer.Option(metavar="TIME", callback=_seconds, help="How long to wait before a feed is asked again.")
]
Once = Annotated[bool, typer.Option("--once", help="Do what there is to do, and end: for cron.")]


def watch(
    feeds: Feeds,
    every: Every = "15m",
    once: Once = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
    outlet: Outlet = None,
    types: Types = None,
    gazetteer: GazetteerFile = None,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
) -> None:
    """Follow feeds, and keep what is new in them in a ledger: each item once, until Ctrl-C.

    Servers are asked politely: only for what has changed, no host twice within a second, and no page that robots.txt
    keeps from robots. What it knows of the feeds stands in FILE.watch, so that it may be stopped at any moment.

    What cannot be read is named on standard error and in FILE.failures.jsonl.
    """
    from sayso import adding, monitor, pipeline
    from sayso.intake import Captured
    from sayso.intake.opml import feed_names
    from sayso.ledger.records import Added
    from sayso.watching import Crew, Store, Watch, asker

    failures = ledger.with_name(f"{ledger.name}.failures.jsonl")
    tally = adding.Tally(failures, total=None, shown=False)
    knowledge = pipeline.Knowledge(types, gazetteer)
    with streams.ending(1, failures):
        names = list(dict.fromkeys(name for given in feeds for name in feed_names(given)))
        with sayso.open(ledger, timeout=_PATIENCE) as kept, Store(ledger.with_name(f"{ledger.name}.watch")) as store:
            if not store.match(int(kept.head().partition(" ")[0])):
                monitor.say("warning", f"{ledger}: it lacks what was kept in it before; all feeds are read anew")
            read = partial(pipeline.read_many, jobs=jobs, knowledge=knowledge)
            made = pipeline.made_by(jobs=jobs, knowledge=knowledge)

            def take(captured: Captured) -> adding.Outcome:
                outcomes: list[adding.Outcome] = []
                adding.add(kept, [captured], read, made, outcomes.append)
                outcome = outcomes[0]
                tally.note(outcome)
                if isinstance(outcome, Added):
                    store.reached(outcome.reading or 0)
                return outcome

            with tally.watched():
                Watch(
                    store,
                    names,
                    take,
                    workers=Crew(asker(allow_private=allow_private, clock=streams.now), _CREW),
                    told=_Told(tally, quiet=once or not sys.stderr.isatty()),
                    clock=streams.now,
                    sleep=time.sleep,
                    every=float(every),
                    delay=_DELAY,
                    outlet=outlet,
                ).run(once=once)
    raise typer.Exit(1 if tally.failed else 0)


class _Told:
    """Says what happens on standard error; the rounds in which nothing came only if it is not to be `quiet`."""

    def __init__(self, tally: "Tally", *, quiet: bool) -> None:
        self._tally, self._quiet = tally, quiet

    def failure(self, failure: "InputFailure") -> None:
        """A feed or an item that failed."""
        self._tally.note(failure)

    def round(self, done: "Round") -> None:
        """What a round brought."""
        from sayso import monitor

        if not self._quiet or done.added or done.failed:
            monitor.say("round", round_line(done, datetime.now().astimezone()))

    def idle(self, due: float) -> None:
        """Nothing was due."""
        from sayso import monitor

        if sys.stderr.isatty():  # cron would send it by mail
            at = datetime.fromtimestamp(due).astimezone()
            monitor.say("note", f"no server is to be asked before {at:%d %b, %H:%M}")


def round_line(done: "Round", now: datetime) -> str:
    """A round in one line, its times in the zone of `now`."""
    from sayso.display.page import counted

    changed = f" ({done.changed:,} changed)" if done.changed else ""
    failing = f", {done.failing:,} failing" if done.failing else ""
    parts = [f"{now:%H:%M}", f"{done.added:,} added{changed}, {done.there:,} already there, {done.failed:,} failed"]
    parts.append(f"{counted(done.feeds, 'feed')}{failing}")
    if done.waiting:
        parts.append(f"{counted(done.waiting, 'item')} waiting")
    if done.next is not None:
        at = datetime.fromtimestamp(done.next, now.tzinfo)
        parts.append(f"next at {at:%H:%M}" if at.date() == now.date() else f"next on {at:%d %b, %H:%M}")
    return " · ".join(parts)
