"""JSON to reports: one object a line, or one object."""

import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake.complete import complete
from sayso.intake.decoding import decode, wide_encoding
from sayso.intake.origin import InputFailure, Origin
from sayso.report import Report

_STRINGS = ("title", "outlet", "url", "language", "published", "retrieved", "author")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_NO_NUMBER = {"NaN": None, "Infinity": None, "-Infinity": None}.__getitem__  # JSON has none of these


def parse_lines(head: bytes, rest: BinaryIO, origin: Origin) -> Iterator[Report | InputFailure]:
    """One report a line, lazily and in order; blank lines are skipped.

    A line that cannot be read gives an `InputFailure` with its number, and the next one is read.
    """
    for number, line in enumerate(_utf8_lines(head, rest), 1):
        if line.strip():
            yield _parse(line, origin, number)


def parse_object(head: bytes, rest: BinaryIO, origin: Origin) -> Iterator[Report | InputFailure]:
    """The one report of a JSON object that runs over several lines."""
    yield _parse(head + rest.read(), origin, None)


def _utf8_lines(head: bytes, rest: BinaryIO) -> Iterable[bytes]:
    """The lines; a wide encoding is turned into UTF-8 first, since it cannot be cut at bytes."""
    if head.startswith(_WIDE_MARKS) or wide_encoding(head[:4096]):
        return io.BytesIO(decode(head + rest.read()).text.encode("utf-8", "surrogatepass"))
    # The head may end within a line: completed, it can stand before the rest.
    return chain(io.BytesIO(head + rest.readline()), rest)


def _parse(data: bytes, origin: Origin, line: int | None) -> Report | InputFailure:
    text, _, warnings = decode(data, origin.charset)

    def failure(message: str, name: str | None = None) -> InputFailure:
        return InputFailure(source=origin.source, line=line, message=message, id=name)

    try:
        fields = json.loads(text, parse_constant=_NO_NUMBER)
    except json.JSONDecodeError as error:
        return failure(f"not valid JSON: {error.msg} at character {error.pos + 1}; write one object a line")
    except (RecursionError, ValueError):  # ValueError: a whole number of more digits than Python converts
        return failure("JSON nested too deep or a number too long to read; leave out what is not of the report")
    if not isinstance(fields, dict):
        return failure('not a JSON object; write {"text": "..."} with one report a line')
    name = _identity(fields.pop("id", None))
    body = fields.pop("text", None)
    if not isinstance(body, str):
        return failure('no "text" in the object; it must be a string', name)
    known, doubts = _strings(fields)
    stated = Report(
        id=name or "",
        text=body,
        outlet=origin.outlet,
        url=origin.url,
        published=origin.published,
        retrieved=origin.retrieved,
        extra=fields,
        warnings=(*warnings, *doubts),
    )
    try:
        return complete(replace(stated, **known))
    except InputError as error:
        return failure(error.message, name)


def _identity(value: Any) -> str | None:
    """The caller's id; a number is as good as a string."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value) or None
    return None


def _strings(fields: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    """Takes the known keys out of the fields: those that hold text, and a warning for each that does not."""
    known, doubts = {}, []
    for key in _STRINGS:
        value = fields.pop(key, None)
        if isinstance(value, str):
            if value.strip():
                known[key] = value
        elif value is not None:
            doubts.append(f'"{key}" is not a string; taken as unknown')
    return known, doubts
