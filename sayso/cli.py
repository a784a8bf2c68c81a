"""The command: which commands there are."""

import sys
from typing import Annotated

import typer

import sayso
from sayso.commands import finding, gazetteer, keeping, reading, watching

# What the commands need is imported in them: the help must not wait for the language model's libraries.

app = typer.Typer(
    help="Reads news reports: who says what, with which figures, each datum traced to its words.",
    epilog="Example:  [bold]sayso read examples/clash.html[/]",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


app.command(epilog=reading.READ_EXAMPLES)(reading.read)
app.command(epilog=reading.CHECK_EXAMPLES)(reading.check)
app.command(epilog=keeping.ADD_EXAMPLES)(keeping.add)
app.command(epilog=watching.WATCH_EXAMPLES)(watching.watch)
app.command(epilog=finding.SEARCH_EXAMPLES)(finding.search)
app.command(epilog=finding.SHOW_EXAMPLES)(finding.show)
app.command(epilog=finding.EXPORT_EXAMPLES)(finding.export)
app.command(epilog=finding.STATS_EXAMPLE)(finding.stats)
app.command(epilog=keeping.CORRECT_EXAMPLES)(keeping.correct)
app.command(epilog=keeping.FORGET_EXAMPLE)(keeping.forget)
app.command(epilog=keeping.VERIFY_EXAMPLES)(keeping.verify)
app.command(epilog=keeping.REBUILD_EXAMPLE)(keeping.rebuild)

gazetteer_app = typer.Typer(help="Gazetteers: what is known of places.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")
gazetteer_app.command(epilog=gazetteer.EXAMPLE)(gazetteer.build)


@app.command(epilog="Example:  [bold]sayso schema > reading.schema.json[/]")
def schema() -> None:
    """Print the JSON Schema of a reading."""
    import json

    print(json.dumps(sayso.json_schema(), indent=2))


if __name__ == "__main__":
    main()
