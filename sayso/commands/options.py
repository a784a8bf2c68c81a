"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer


def _date(written: str | None) -> str | None:
    from sayso.intake.dates import iso_date

    date = iso_date(written) if written else None
    if written and not date:
        raise typer.BadParameter(f"{written!r} is no date; write it as YYYY-MM-DD")
    return date


def _day(written: str | None) -> str | None:
    date = _date(written)
    return date[:10] if date else None


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

LedgerFile = Annotated[
    Path,
    typer.Option("--ledger", metavar="FILE", envvar="SAYSO_LEDGER", dir_okay=False, help="The file of the ledger."),
]
DEFAULT_LEDGER = Path("ledger.sayso")
Since = Annotated[
    str | None,
    typer.Option("--since", "--from", metavar="DAY", callback=_day, help="The first day of the time it is about."),
]
Until = Annotated[str | None, typer.Option(metavar="DAY", callback=_day, help="The last day of the time it is about.")]
