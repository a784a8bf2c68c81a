"""Keeping a ledger: `add`, `correct`, `forget`, `verify` and `rebuild`."""

import math
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import sayso
from sayso.commands import streams
from sayso.commands.options import (
    DEFAULT_LEDGER,
    AllowPrivate,
    GazetteerFile,
    Jobs,
    LedgerFile,
    Outlet,
    Published,
    Sources,
    Types,
)

ADD_EXAMPLES = """Examples:

[bold]sayso add examples/*[/]

[bold]sayso add wire.jsonl reports/ --ledger news.sayso[/]

[bold]sayso add readings/[/]"""

CORRECT_EXAMPLES = """Examples:

[bold]sayso correct 3.c1 --right --by "Ada Holm"[/]

[bold]sayso correct 3.c1 --low 30 --high 30 --by "Ada Holm" --note "the ministry's own list"[/]"""

FORGET_EXAMPLE = 'Example:  [bold]sayso forget 1 --why "the family asked for it"[/]'

VERIFY_EXAMPLES = """Examples:

[bold]sayso verify > head.txt[/]

[bold]sayso verify --anchor "$(cat head.txt)"[/]"""

REBUILD_EXAMPLE = "Example:  [bold]sayso rebuild --ledger news.sayso[/]"

_PATIENCE = 60.0  # seconds that a long run waits for another program that writes
_HEAD = re.compile(r"\s*\d{1,18} [0-9a-fA-F]{64}\s*")


def add(
    sources: Sources,
    ledger: LedgerFile = DEFAULT_LEDGER,
    published: Published = None,
    outlet: Outlet = None,
    types: Types = None,
    gazetteer: GazetteerFile = None,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
) -> None:
    """Read reports and keep them in a ledger, with what they were read from; made anew where there is none.

    Parquet files of `sayso read --engine`, and folders of them, are taken as they are.

    What it has a reading of by this model is not read again, so that a run that was stopped goes on where it was.

    What cannot be read is named on standard error and in FILE.failures.jsonl; the exit status is then 1.
    """
    from sayso import adding, monitor, pipeline
    from sayso.intake import Captured

    failures = ledger.with_name(f"{ledger.name}.failures.jsonl")
    reports, kept_already = adding.parted(sources)
    total = None if kept_already else monitor.expected(reports)
    tally = adding.Tally(failures, total=total, shown=sys.stderr.isatty() and total != 1)

    def opened(source: str) -> Iterator[Captured]:
        found = sayso.open_captured(
            [source],
            published=published,
            outlet=outlet,
            allow_private=allow_private,
            now=streams.now,
            told=monitor.note,
        )
        with monitor.warnings_of(source) as warn:
            for captured in found:
                warn(captured.item)
                yield captured

    knowledge = pipeline.Knowledge(types, gazetteer)
    with streams.ending(1, failures), sayso.open(ledger, timeout=_PATIENCE) as kept, tally.watched():
        adding.add_kept(kept, kept_already, tally.note)
        if reports:  # the model is needed for these alone
            adding.add(
                kept,
                (captured for source in reports for captured in opened(source)),
                partial(pipeline.read_many, jobs=jobs, knowledge=knowledge),
                pipeline.made_by(jobs=jobs, knowledge=knowledge),
                tally.note,
            )
    raise typer.Exit(1 if tally.failed else 0)


def _number(given: float | None) -> float | None:
    if given is not None and not math.isfinite(given):
        raise typer.BadParameter(f"{given} is no number to count with")
    return int(given) if given is not None and given.is_integer() else given


def _label(given: str | None) -> str | None:
    if given and not re.fullmatch(r"[A-Z][A-Z0-9_]*", given):
        raise typer.BadParameter(f"{given!r} is no type; a type's name is in capitals, as ASSAULT")
    return given


def correct(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help='The name of a claim ("3.c1").')],
    by: Annotated[str, typer.Option(metavar="NAME", envvar="SAYSO_BY", help="Who decides.")],
    right: Annotated[bool, typer.Option("--right", help="The claim was read as it is told.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="The report does not tell this claim.")] = False,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so.")] = None,
    own_voice: Annotated[
        bool, typer.Option("--own-voice", help="Nobody is quoted: the outlet itself says so.")
    ] = False,
    low: Annotated[
        float | None, typer.Option(metavar="N", callback=_number, help="Lower bound of the first figure.")
    ] = None,
    high: Annotated[
        float | None, typer.Option(metavar="N", callback=_number, help="Upper bound of the first figure.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="Its unit.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where it was.")] = None,
    latitude: Annotated[
        float | None, typer.Option(min=-90, max=90, metavar="N", callback=_number, help="Degrees north of the place.")
    ] = None,
    longitude: Annotated[
        float | None, typer.Option(min=-180, max=180, metavar="N", callback=_number, help="Degrees east of it.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", callback=_label, help="Type of the event.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="Why.")] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Add a person's decision about a claim: right, wrong, or what it should be. Nothing is overwritten.

    A decision is about how a report was read, not about whether what somebody says is true.
    """
    from sayso import monitor
    from sayso.ledger.corrections import Correction, Decision
    from sayso.listing import found_lines
    from sayso.output import printed

    changes = (speaker, own_voice or None, low, high, unit, place, latitude, longitude, kind)
    changed = any(each is not None for each in changes)
    if right + wrong + changed != 1:
        raise typer.BadParameter("say one of --right, --wrong, and what it should be (--speaker, --low, --place, ...)")
    decision: Decision = "right" if right else "wrong" if wrong else "changed"
    correction = Correction(
        claim=claim,
        by=by,
        decision=decision,
        speaker=speaker,
        own_voice=own_voice,
        low=low,
        high=high,
        unit=unit,
        place=place,
        lat=latitude,
        lon=longitude,
        type=kind,
        note=note,
    )
    with streams.ending(1):
        with sayso.open(_there(ledger)) as kept:
            found = kept.correct(correction)
        width, colour = streams.width(), streams.colour(None)
        lines = found_lines(found, width, plain=not colour)
        streams.write(printed(lines, width=width, colour=colour), None, "text")
    monitor.say("done", f"{claim} is {decision}, by {by}")


def forget(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Reports, each by number, id or the hash of its text.")
    ],
    why: Annotated[str, typer.Option(metavar="WORDS", help="The reason, which the ledger keeps.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Erase reports, with all that was read from them, for good.

    The ledger keeps that they were there, and why they went.

    On a terminal it asks first; elsewhere it needs --yes.
    """
    from sayso import monitor

    if not yes and not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here, and it is for good; add --yes", param_hint="'--yes'")
    with streams.ending(1, stopped=lambda: "nothing was forgotten"), sayso.open(_there(ledger)) as kept:
        if not yes:
            for report in reports:
                monitor.say("forget", _told(kept, report))
            try:
                sure = typer.confirm("Erase this for good?", err=True)
            except typer.Abort:
                raise KeyboardInterrupt from None
            if not sure:
                monitor.say("stopped", "nothing was forgotten")
                raise typer.Exit(1)
        removals = kept.forget(*reports, why=why)
    entries = sum(len(removal.erased) for removal in removals)
    monitor.say(
        "done", f"{len(removals):,} forgotten, {entries:,} entries erased; other copies of the file still have it"
    )


def verify(
    anchor: Annotated[
        str | None, typer.Option(metavar="HEAD", help="A head of before, which the ledger must still have.")
    ] = None,
    tables: Annotated[
        bool, typer.Option("--tables", help="Derive the tables and the index again as well, and compare.")
    ] = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Check that all entries are as they were written, and print the head: publish that, or keep it elsewhere.

    Searches look into tables that were derived from the entries; with --tables these are compared as well, which takes
    some twenty times as long.

    The exit status is 0 if all is well, 1 if an entry fails, 2 on an error.
    """
    from sayso import monitor

    if anchor is not None and not _HEAD.fullmatch(anchor):
        raise typer.BadParameter('a head is a number and a hash, in quotes: "12 5e1f..."', param_hint="'--anchor'")
    with streams.ending(2), sayso.open(_there(ledger)) as kept:
        with monitor.progress(sys.stderr.isatty(), entries=True) as progress:
            found = kept.verify(anchor=anchor, tables=tables, progress=progress)
        if found.fault:
            sound = tables and kept.verify(anchor=anchor).fault is None
            remedy = (
                "the entries are all sound, and `sayso rebuild` makes the tables anew from them"
                if sound
                else "keep the file, and take the ledger from a sound copy"
            )
            monitor.say("error", f"{ledger}: {found.fault}; {remedy}")
            raise typer.Exit(1)
        print(found.head)
    erased = f", {found.erased:,} of them forgotten" if found.erased else ""
    anchored = "; the anchor is among them" if anchor else ""
    derived = "; so are the tables" if tables else ""
    monitor.say("done", f"{found.entries:,} entries are as they were written{erased}{anchored}{derived}")


def rebuild(ledger: LedgerFile = DEFAULT_LEDGER) -> None:
    """Make the tables and the index that searches use anew from the entries, which stay as they are.

    It mends what `sayso verify --tables` finds wrong in the tables alone.
    """
    from sayso import monitor

    with streams.ending(1, stopped=lambda: "the tables are as they were"), sayso.open(_there(ledger)) as kept:
        with monitor.progress(sys.stderr.isatty(), entries=True) as progress:
            kept.rebuild(progress=progress)
        entries = kept.stats().entries
    monitor.say("done", f"the tables are made anew from {entries:,} entries")


def _there(ledger: Path) -> Path:
    """The file of a ledger, which must be there: only `add` makes one."""
    from sayso.errors import LedgerError

    if not ledger.exists():
        raise LedgerError("no such ledger; check the path, or add reports to make one", source=str(ledger))
    return ledger


def _told(kept: "sayso.Ledger", report: str) -> str:
    """What is to be forgotten, in a line. Raises `LedgerError` where there is no such report."""
    from sayso.display.page import counted, title_of
    from sayso.errors import LedgerError
    from sayso.ledger.records import ShownClaim

    if gone := kept.removal(report):
        return f"{report}: was forgotten already: {gone.why}"
    shown = kept.show(report)
    if isinstance(shown, ShownClaim):
        raise LedgerError("this is a claim; give its report", source=report)
    parts = (counted(len(shown.readings), "reading"), counted(len(shown.captures), "capture"))
    stay = ", ".join(str(copy.entry) for copy in shown.copies)
    copies = f"; its near copies stay: {stay}" if stay else ""
    return f"{report}: {title_of(shown.report)} ({', '.join(parts)}){copies}"
