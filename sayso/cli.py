"""The command. It knows its options and exit statuses, and leaves the work to the library."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

import sayso

if TYPE_CHECKING:
    from sayso.monitor import Input, Monitor
    from sayso.output import Records
    from sayso.pipeline import Knowledge

# What the commands need is imported in them: the help must not wait for the language model's libraries.

app = typer.Typer(
    help="Reads news reports: who says what, with which figures, each datum traced to its words.",
    epilog="Example:  [bold]sayso read examples/clash.html[/]",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Form = Literal["text", "html", "json", "jsonl", "csv", "geojson", "annotations"]
CheckForm = Literal["text", "json", "jsonl"]

_READ_EXAMPLES = """Examples:

[bold]sayso read examples/clash.html[/]

[bold]sayso read wire.txt --published 2024-03-14 --to json[/]

[bold]sayso read reports.jsonl --to jsonl -o readings.jsonl[/]

[bold]sayso read reports/ --to csv -o claims.csv[/]

[bold]curl -s https://news.example/a | sayso read -[/]"""


_CHECK_EXAMPLES = """Examples:

[bold]sayso check examples/clash.html[/]

[bold]sayso check drafts/ --to jsonl -o checks.jsonl[/]"""


def main() -> None:
    """Run the command and exit with its status: 0 fine, 2 wrong usage, 130 interrupted, others by command."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sayso {sayso.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


def _date(written: str | None) -> str | None:
    from sayso.intake.dates import iso_date

    date = iso_date(written) if written else None
    if written and not date:
        raise typer.BadParameter(f"{written!r} is no date; write it as YYYY-MM-DD")
    return date


Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, http(s) addresses, or - for standard input.")
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", callback=_date, help="The day of publication, as YYYY-MM-DD.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Write to a file, whole or not at all."),
]
Types = Annotated[
    Path | None,
    typer.Option("--types", metavar="FILE", exists=True, dir_okay=False, help="Event types of your own, as TOML."),
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", exists=True, dir_okay=False, help="Another gazetteer than Sayso's."),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Let addresses lead into private networks.")]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N", help="How many cores to use; all of them, unless told.")]


@app.command(epilog=_READ_EXAMPLES)
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
    output: Output = None,
    types: Types = None,
    gazetteer: GazetteerFile = None,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
) -> None:
    """Read reports and show who says what in them, with which figures, and whether the figures agree.

    Plain text, HTML and JSONL (one report a line) are told apart by their content.

    What cannot be read is named on standard error, and the rest goes on; the exit status is then 1.
    """
    from sayso.output import Records
    from sayso.pipeline import Knowledge

    watch = _run(
        _Job(sources, to, output, jobs, Knowledge(types, gazetteer)),
        partial(sayso.open_sources, published=published, outlet=outlet, allow_private=allow_private),
        Records.READINGS,
        on_error=1,
    )
    raise typer.Exit(1 if watch.failed else 0)


@app.command(epilog=_CHECK_EXAMPLES)
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

    watch = _run(
        _Job(sources, to, output, jobs, Knowledge()),
        partial(sayso.open_sources, published=published, outlet=outlet, allow_private=allow_private),
        Records.CHECKS,
        on_error=2,
    )
    raise typer.Exit(2 if watch.failed else 1 if watch.disagreeing else 0)


@dataclass(frozen=True)
class _Job:
    sources: list[str]
    to: Form
    output: Path | None
    cores: int | None
    knowledge: "Knowledge"


def _run(
    job: _Job, opened: Callable[[list[str]], Iterable["Input"]], records: "Records", *, on_error: int
) -> "Monitor":
    """Read all that the sources give and write the records of it; exits with `on_error` where that must end early."""
    from sayso import monitor
    from sayso.display.html import html_pages
    from sayso.export import as_annotations, as_csv, as_geojson
    from sayso.output import as_json, as_jsonl, as_pages
    from sayso.pipeline import read_many

    on_terminal = job.output is None and sys.stdout.isatty()
    total = monitor.expected(job.sources)
    shown = sys.stderr.isatty() and not on_terminal and total != 1
    watch = monitor.Monitor(total=total, shown=shown)
    reports = (item for source in job.sources for item in watch.inputs(source, opened([source])))
    results = read_many(reports, jobs=job.cores, knowledge=job.knowledge)
    try:
        with _destination(job.output, job.to) as file, watch.bar, closing(results) as read:
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
                    pieces = as_pages(outputs, records, width=_width(), colour=on_terminal and _colour())
            for piece in pieces:
                file.write(piece)
                file.flush()
    except KeyboardInterrupt:
        monitor.say("stopped", watch.summary())
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # The reader of the output has seen enough. What Python flushes at its end must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return watch
    except OSError as error:
        monitor.say("error", f"{job.output or 'standard output'}: cannot be written: {error.strerror}")
        raise typer.Exit(on_error) from None
    except sayso.SaysoError as error:
        monitor.say("error", str(error))
        raise typer.Exit(on_error) from None
    if watch.read + watch.failed > 1:
        monitor.say("done", watch.summary())
    return watch


gazetteer_app = typer.Typer(help="Gazetteers: what is known of places.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")


@gazetteer_app.command(epilog="Example:  [bold]sayso gazetteer build allCountries.zip -o places.bin[/]")
def build(
    dump: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A dump of GeoNames.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="The gazetteer to write.")
    ] = Path("gazetteer.bin"),
) -> None:
    """Compile a GeoNames dump (allCountries.txt, one country's, or its .zip) into a gazetteer for --gazetteer."""
    from sayso import gazetteer_build, monitor

    try:
        with monitor.progress(sys.stderr.isatty()) as progress:
            count = gazetteer_build.build(dump, output, progress)
    except KeyboardInterrupt:
        monitor.say("stopped", f"{output} was not written")
        raise typer.Exit(130) from None
    except sayso.SaysoError as error:
        monitor.say("error", str(error))
        raise typer.Exit(1) from None
    monitor.say("done", f"{count:,} places in {output}")


@app.command(epilog="Example:  [bold]sayso schema > reading.schema.json[/]")
def schema() -> None:
    """Print the JSON Schema of a reading."""
    import json

    print(json.dumps(sayso.json_schema(), indent=2))


@contextmanager
def _destination(output: Path | None, form: Form) -> Iterator[TextIO]:
    from sayso.output import whole_file

    if output:
        with whole_file(output) as file:
            yield file
        return
    if isinstance(sys.stdout, TextIOWrapper):
        # JSON is UTF-8 everywhere; a page is in what the terminal takes.
        sys.stdout.reconfigure(encoding=None if form == "text" else "utf-8", errors="replace")
    yield sys.stdout


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _colour() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


if __name__ == "__main__":
    main()
