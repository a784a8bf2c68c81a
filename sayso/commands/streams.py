"""Where the output of a command goes, the clock of its input, and how a run that cannot go on ends."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import typer


def now() -> datetime:
    """The moment, in UTC: when what is fetched came."""
    return datetime.now(UTC)


@contextmanager
def destination(output: Path | None, form: str) -> Iterator[TextIO]:
    """The file, or else standard output, made ready for a form."""
    from sayso.output import whole_file

    if output:
        with whole_file(output) as file:
            yield file
        return
    if isinstance(sys.stdout, TextIOWrapper):
        # JSON is UTF-8 everywhere; a page is in what the terminal takes.
        sys.stdout.reconfigure(encoding=None if form == "text" else "utf-8", errors="replace")
    yield sys.stdout


def write(pieces: Iterable[str], output: Path | None, form: str) -> None:
    """Writes the pieces as they come."""
    with destination(output, form) as file:
        for piece in pieces:
            file.write(piece)
            file.flush()


def write_bytes(data: bytes, output: Path | None) -> None:
    """Writes bytes as they are."""
    from sayso.output import whole_path

    if output:
        with whole_path(output) as part:
            part.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@contextmanager
def ending(
    status: int, output: Path | None = None, *, stopped: Callable[[], str] | None = None, seen: Callable[[], int] = int
) -> Iterator[None]:
    """Turns what ends a run early into a line on standard error and an exit status.

    `status` is that of an error, `output` what was written to, `stopped` says what was done until Ctrl-C, `seen` is
    the status where the reader of the output has seen enough.
    """
    from sayso import monitor
    from sayso.errors import SaysoError

    try:
        yield
    except KeyboardInterrupt:
        if stopped:
            monitor.say("stopped", stopped())
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # What Python flushes at its end must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(seen()) from None
    except OSError as error:
        monitor.say("error", f"{output or 'standard output'}: cannot be written: {error.strerror}")
        raise typer.Exit(status) from None
    except SaysoError as error:
        monitor.say("error", str(error))
        raise typer.Exit(status) from None


def on_terminal(output: Path | None) -> bool:
    """Whether the output is shown on a terminal."""
    return output is None and sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal, or what COLUMNS says."""
    import shutil

    return shutil.get_terminal_size().columns


def colour(output: Path | None) -> bool:
    """Whether the output is to be in colour."""
    return on_terminal(output) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
