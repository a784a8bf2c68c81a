"""The outputs of a run as text: JSON, JSONL or pages, and files that are written whole or not at all."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from sayso.intake import InputFailure
from sayso.reading import Reading

Output = Reading | InputFailure

# The two numbers of a span belong on one line. Raw line breaks stand nowhere in JSON but between its parts.
_SPAN = re.compile(r"\[\n\s+(\d+),\n\s+(\d+)\n\s+\]")


def as_jsonl(outputs: Iterable[Output]) -> Iterator[str]:
    """One line for each output, in order: a reading, or what was wrong with the input."""
    for output in outputs:
        yield (output.to_json() if isinstance(output, Reading) else json.dumps(failure_record(output))) + "\n"


def as_json(outputs: Iterable[Output]) -> Iterator[str]:
    """One indented object for one output, an array for several."""
    rest = iter(outputs)
    first = list(islice(rest, 2))
    if len(first) == 1:
        yield _indented(first[0]) + "\n"
        return
    between = "[\n"
    for output in chain(first, rest):
        yield between + _indented(output)
        between = ",\n"
    yield "\n]\n" if first else "[]\n"


def as_pages(outputs: Iterable[Output], *, width: int, colour: bool) -> Iterator[str]:
    """A page for each reading, an empty line between them; failures have none."""
    from rich.console import Console

    from sayso.display.page import compose
    from sayso.display.terminal import draw

    sheet = StringIO()
    console = Console(file=sheet, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    between = ""
    for output in outputs:
        if isinstance(output, Reading):
            for line in draw(compose(output), width, plain=not colour):
                console.print(line, soft_wrap=True)
            yield between + sheet.getvalue()
            between = "\n\n"
            sheet.seek(0)
            sheet.truncate()


def failure_record(failure: InputFailure) -> dict[str, Any]:
    """What stands in the output in place of a reading."""
    error = {"source": failure.source, "line": failure.line, "message": failure.message}
    return {"report": {"id": failure.id}, "error": error}


def _indented(output: Output) -> str:
    plain = output.to_dict() if isinstance(output, Reading) else failure_record(output)
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
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8") as file:
            yield file
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
