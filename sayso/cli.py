"""The command. It knows its options and exit statuses, and leaves the work to the library."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer

import sayso

# What the commands need is imported in them: the help must not wait for the language model's libraries.

app = typer.Typer(
    help="Reads news reports: who says what, each datum traced to its words.",
    epilog="Example:  [bold]sayso read examples/clash.html[/]",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Form = Literal["text", "json", "jsonl"]

_READ_EXAMPLES = """Examples:

[bold]sayso read examples/clash.html[/]

[bold]sayso read wire.txt --published 2024-03-14 --to json[/]

[bold]sayso read reports.jsonl --to jsonl -o readings.jsonl[/]

[bold]curl -s https://news.example/a | sayso read -[/]"""


def main() -> None:
    """Run the command and exit with its status: 0 fine, 1 something failed, 2 wrong usage, 130 interrupted."""
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


@app.command(epilog=_READ_EXAMPLES)
def read(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, http(s) addresses, or - for standard input."),
    ],
    to: Annotated[Form, typer.Option(help="A page to read, indented JSON, or JSON one report a line.")] = "text",
    published: Annotated[
        str | None, typer.Option(metavar="DATE", callback=_date, help="The day of publication, as YYYY-MM-DD.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Write to a file, whole or not at all."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses lead into private networks.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many cores to use; all of them, unless told.")
    ] = None,
) -> None:
    """Read reports and show who says what in them.

    Plain text, HTML and JSONL (one report a line) are told apart by their content.

    What cannot be read is named on standard error, and the rest goes on; the exit status is then 1.
    """
    from sayso import monitor
    from sayso.output import as_json, as_jsonl, as_pages
    from sayso.pipeline import read_many

    on_terminal = output is None and sys.stdout.isatty()
    total = monitor.expected(sources)
    shown = sys.stderr.isatty() and not on_terminal and total != 1
    watch = monitor.Monitor(total=total, shown=shown)
    reports = (
        item
        for source in sources
        for item in watch.inputs(
            source, sayso.open_sources([source], published=published, outlet=outlet, allow_private=allow_private)
        )
    )
    try:
        with _destination(output, to) as file, watch.bar, closing(read_many(reports, jobs=jobs)) as readings:
            outputs = watch.outputs(readings)
            match to:
                case "json":
                    pieces = as_json(outputs)
                case "jsonl":
                    pieces = as_jsonl(outputs)
                case "text":
                    pieces = as_pages(outputs, width=_width(), colour=on_terminal and _colour())
            for piece in pieces:
                file.write(piece)
                file.flush()
    except KeyboardInterrupt:
        monitor.say("stopped", watch.summary())
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # The reader of the output has seen enough. What Python flushes at its end must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        monitor.say("error", f"{output or 'standard output'}: cannot be written: {error.strerror}")
        raise typer.Exit(1) from None
    except sayso.SaysoError as error:
        monitor.say("error", str(error))
        raise typer.Exit(1) from None
    if watch.read + watch.failed > 1:
        monitor.say("done", watch.summary())
    if watch.failed:
        raise typer.Exit(1)


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
