"""Gazetteers: `gazetteer build`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.commands import streams

EXAMPLE = "Example:  [bold]sayso gazetteer build allCountries.zip -o places.bin[/]"


def build(
    dump: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A dump of GeoNames.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="The gazetteer to write.")
    ] = Path("gazetteer.bin"),
) -> None:
    """Compile a GeoNames dump (allCountries.txt, one country's, or its .zip) into a gazetteer for --gazetteer."""
    from sayso import gazetteer_build, monitor

    with (
        streams.ending(1, output, stopped=lambda: f"{output} was not written"),
        monitor.progress(sys.stderr.isatty()) as progress,
    ):
        count = gazetteer_build.build(dump, output, progress)
    monitor.say("done", f"{count:,} places in {output}")
