"""The outputs of a run as text: JSON, JSONL or pages, and files that are written whole or not at all."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sayso.export.plain import encoded
from sayso.intake import InputFailure
from sayso.reading import Reading

if TYPE_CHECKING:
    from rich.text import Text

Output = Reading | InputFailure


class Records(Enum):
    """What is written of each reading: all of it, or its checks alone."""

    READINGS = auto()
    CHECKS = auto()


# The two numbers of a span belong on one line. Raw line breaks stand nowhere in JSON but between its parts.
_SPAN = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")


def as_jsonl(outputs: Iterable[Output], records: Records = Records.READINGS) -> Iterator[str]:
    """One line for each output, in order: a record of a reading, or what was wrong with the input."""
    for output in outputs:
        if isinstance(output, Reading) and records is Records.READINGS:
            yield output.to_json() + "\n"
        else:
            yield json.dumps(_record(output, records), separators=(",", ":")) + "\n"


def as_json(outputs: Iterable[Output], records: Records = Records.READINGS) -> Iterator[str]:
    """One indented object for one output, an array for several."""
    rest = iter(outputs)
    first = list(islice(rest, 2))
    if len(first) == 1:
        yield as_object(_record(first[0], records))
        return
    yield from as_array(_record(output, records) for output in chain(first, rest))


def as_array(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Plain objects as one indented array."""
    between = "[\n"
    for record in records:
        yield between + _indented(record)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def as_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Plain objects, one a line."""
    return (encoded(record) + "\n" for record in records)


def as_object(record: dict[str, Any]) -> str:
    """One plain object, indented."""
    return _indented(record) + "\n"


def as_pages(
    outputs: Iterable[Output], records: Records = Records.READINGS, *, width: int, colour: bool
) -> Iterator[str]:
    """A page for each reading, an empty line between them; failures have none."""
    from sayso.display.page import compose, compose_checks
    from sayso.display.terminal import draw, draw_checks

    between = ""
    for output in outputs:
        if isinstance(output, Reading):
            if records is Records.READINGS:
                lines = draw(compose(output), width, plain=not colour)
            else:
                lines = draw_checks(compose_checks(output), width)
            yield between + "".join(printed(lines, width=width, colour=colour))
            between = "\n\n"


def printed(lines: Iterable["Text"], *, width: int, colour: bool) -> Iterator[str]:
    """Each line as a terminal takes it: in colour, or plain."""
    from rich.console import Console

    sheet = StringIO()
    console = Console(file=sheet, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)
        yield sheet.getvalue()
        sheet.seek(0)
        sheet.truncate()


def checks_record(reading: Reading) -> dict[str, Any]:
    """The checks of a reading, with the figures that they are about and the words of each."""
    named = {name for check in reading.checks for name in check.quantities}
    plain = reading.to_dict()
    figures = [figure for figure in plain["quantities"] if figure["id"] in named]
    for figure in figures:
        start, end = figure["span"]
        figure["words"] = reading.report.text[start:end]
    head = {key: plain["report"][key] for key in ("id", "title", "outlet", "url", "published")}
    return {"report": head, "checks": plain["checks"], "quantities": figures}


def failure_record(failure: InputFailure) -> dict[str, Any]:
    """What stands in the output in place of a reading."""
    error = {"source": failure.source, "line": failure.line, "message": failure.message}
    return {"report": {"id": failure.id}, "error": error}


def _record(output: Output, records: Records) -> dict[str, Any]:
    if isinstance(output, InputFailure):
        return failure_record(output)
    return output.to_dict() if records is Records.READINGS else checks_record(output)


def _indented(plain: dict[str, Any]) -> str:
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    if not _encodable(text):
        text = json.dumps(plain, indent=2)
    return _SPAN.sub(r"[\1, \2]", text)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write to that takes its name, and the place of an older one, only when all is written.

    What is no ordinary file, a pipe or a device, is written to as it is. Raises `OSError`.
    """
    with whole_path(path) as part, part.open("w" if part.exists() else "x", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Where to write what takes its name, and the place of an older file, only when all is written; as `whole_file`."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
