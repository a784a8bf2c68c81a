"""Reading reports: `read` and `check`."""

import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import sayso
from sayso.commands import streams
from sayso.commands.options import AllowPrivate, GazetteerFile, Jobs, Outlet, Output, Published, Sources, Types

if TYPE_CHECKING:
    from sayso.monitor import Input, Monitor
    from sayso.output import Records
    from sayso.pipeline import Knowledge

Form = Literal["text", "html", "json", "jsonl", "csv", "geojson", "annotations"]
EngineName = Literal["local", "ray"]
CheckForm = Literal["text", "json", "jsonl"]

READ_EXAMPLES = """Examples:

[bold]sayso read examples/clash.html[/]

[bold]sayso read wire.txt --published 2024-03-14 --to json[/]

[bold]sayso read reports.jsonl --to jsonl -o readings.jsonl[/]

[bold]sayso read reports/ --to csv -o claims.csv[/]

[bold]curl -s https://news.example/a | sayso read -[/]

[bold]sayso read crawl/ --engine local -o readings[/]"""

CHECK_EXAMPLES = """Examples:

[bold]sayso check examples/clash.html[/]

[bold]sayso check drafts/ --to jsonl -o checks.jsonl[/]"""


def read(
    sources: Sources,
    to: Annotated[
        Form,
        typer.Option(
            help="A page, here or as HTML; JSON, or JSON one report a line; claims as CSV, GeoJSON or annotations."
        ),
    ] = "text",
    published: Published = None,
    outlet: Outlet = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all; --engine: to a folder."
        ),
    ] = None,
    types: Types = None,
    gazetteer: GazetteerFile = None,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(help="Read many files into a folder of Parquet: on this machine, or on a Ray cluster."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Ray cluster; one is started here, unless told.")
    ] = None,
) -> None:
    """Read reports and show who says what in them, with which figures, and whether the figures agree.

    Text, HTML, JSONL (one report a line), web archives, e-mail and PDF are told apart by their content.

    What cannot be read is named on standard error, and the rest goes on; the exit status is then 1.
    """
    from sayso.output import Records
    from sayso.pipeline import Knowledge

    if address and engine != "ray":
        raise typer.BadParameter("an address is that of a Ray cluster: --engine ray", param_hint="'--address'")
    if engine:
        _with_engine(
            engine,
            _Job(sources, to, output, jobs, Knowledge(types, gazetteer)),
            partial(sayso.read_files, address=address, published=published, outlet=outlet),
        )
    if output and output.is_dir():
        raise typer.BadParameter("a folder is what --engine writes to; give a file", param_hint="'--output'")
    _run(
        _Job(sources, to, output, jobs, Knowledge(types, gazetteer)),
        _opener(published, outlet, allow_private),
        Records.READINGS,
        status=lambda watch: 1 if watch.failed else 0,
        on_error=1,
    )


def check(
    sources: Sources,
    to: Annotated[CheckForm, typer.Option(help="Lines to read, indented JSON, or JSON one report a line.")] = "text",
    published: Published = None,
    outlet: Outlet = None,
    output: Output = None,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
) -> None:
    """Check whether the figures in reports agree with each other.

    The exit status is 0 if none disagree, 1 if any do, 2 on an error.
    """
    from sayso.output import Records
    from sayso.pipeline import Knowledge

    _run(
        _Job(sources, to, output, jobs, Knowledge()),
        _opener(published, outlet, allow_private),
        Records.CHECKS,
        status=lambda watch: 2 if watch.failed else 1 if watch.disagreeing else 0,
        on_error=2,
    )


def _opener(published: str | None, outlet: str | None, allow_private: bool) -> Callable[[list[str]], Iterable["Input"]]:
    from sayso import monitor

    return partial(
        sayso.open_sources,
        published=published,
        outlet=outlet,
        allow_private=allow_private,
        now=streams.now,
        told=monitor.note,
    )


@dataclass(frozen=True)
class _Job:
    sources: list[str]
    to: Form
    output: Path | None
    cores: int | None
    knowledge: "Knowledge"


def _run(
    job: _Job,
    opened: Callable[[list[str]], Iterable["Input"]],
    records: "Records",
    *,
    status: Callable[["Monitor"], int],
    on_error: int,
) -> None:
    """Read all that the sources give, write the records of it, and exit; with `on_error` where that must end early."""
    from sayso import monitor
    from sayso.display.html import html_pages
    from sayso.export import as_annotations, as_csv, as_geojson
    from sayso.output import as_json, as_jsonl, as_pages
    from sayso.pipeline import read_many

    total = monitor.expected(job.sources)
    shown = sys.stderr.isatty() and not streams.on_terminal(job.output) and total != 1
    watch = monitor.Monitor(total=total, shown=shown)
    reports = (item for source in job.sources for item in watch.inputs(source, opened([source])))
    results = read_many(reports, jobs=job.cores, knowledge=job.knowledge)
    ending = streams.ending(on_error, job.output, stopped=watch.summary, seen=lambda: status(watch))
    with ending, watch.bar, closing(results) as read:
        outputs = watch.outputs(read)
        match job.to:
            case "json":
                pieces = as_json(outputs, records)
            case "jsonl":
                pieces = as_jsonl(outputs, records)
            case "html":
                pieces = html_pages(each for each in outputs if isinstance(each, sayso.Reading))
            case "csv":
                pieces = as_csv(outputs)
            case "geojson":
                pieces = as_geojson(outputs)
            case "annotations":
                pieces = as_annotations(outputs)
            case "text":
                pieces = as_pages(outputs, records, width=streams.width(), colour=streams.colour(job.output))
        streams.write(pieces, job.output, job.to)
    if watch.read + watch.failed > 1:
        monitor.say("done", watch.summary())
    raise typer.Exit(status(watch))


def _with_engine(engine: EngineName, job: _Job, read_files: "Callable[..., sayso.FilesRead]") -> None:
    """Read files into a folder of Parquet, and exit."""
    from sayso import monitor

    if job.output is None:
        raise typer.BadParameter("an engine writes a folder of Parquet files; name it", param_hint="'--output'")
    if job.output.exists() and not job.output.is_dir():
        raise typer.BadParameter("an engine writes to a folder, and this is a file", param_hint="'--output'")
    if job.to != "text":
        raise typer.BadParameter("an engine writes Parquet; leave this out", param_hint="'--to'")
    watch = monitor.FilesMonitor(job.output, shown=sys.stderr.isatty())
    with streams.ending(1, job.output, stopped=watch.summary), watch.bar:
        done = read_files(
            job.sources,
            job.output,
            engine=engine,
            jobs=job.cores,
            knowledge=job.knowledge,
            told=lambda at: watch.note(at.files, at.total, at.readings, at.failures),
        )
    monitor.say("done", watch.summary(done.failed))
    raise typer.Exit(1 if done.failed else 0)
