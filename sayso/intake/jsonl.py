"""JSON to reports: one object a line, or one object."""

import io
import json
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any, BinaryIO

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake.complete import complete
from sayso.intake.decoding import decode, wide_encoding
from sayso.intake.origin import LARGEST, Captured, InputFailure, Many, Origin, Passed, read_bounded
from sayso.report import Report

_STRINGS = ("title", "outlet", "url", "language", "published", "retrieved", "author")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_NO_NUMBER = {"NaN": None, "Infinity": None, "-Infinity": None}.__getitem__  # JSON has none of these


def parse_lines(head: bytes, rest: BinaryIO, origin: Origin) -> Many:
    """One report a line, lazily and in order; blank lines are skipped.

    A line that cannot be read gives an `InputFailure` with its number, and the next one is read. Raises `InputError`
    at a line that is too long to be a report: what never ends must not fill the memory.
    """
    for number, line in enumerate(_utf8_lines(head, rest), 1):
        if len(line) > LARGEST:
            raise InputError(
                f"a line of over {LARGEST >> 20} MiB, which no report is; write one report a line", line=number
            )
        if line.strip():
            yield Captured(_parse(line, origin, number))
    return Passed()


def parse_object(data: bytes, origin: Origin) -> Report | InputFailure:
    """The report of a JSON object that runs over several lines."""
    return _parse(data, origin, None)


def _utf8_lines(head: bytes, rest: BinaryIO) -> Iterator[bytes]:
    """The lines; a wide encoding is turned into UTF-8 first, since it cannot be cut at bytes."""
    if head.startswith(_WIDE_MARKS) or wide_encoding(head[:4096]):
        return io.BytesIO(decode(read_bounded(head, rest)).text.encode("utf-8", "surrogatepass"))
    # The head may end within a line: completed, it can stand before the rest.
    first = head + rest.readline(LARGEST)
    return chain(io.BytesIO(first), iter(partial(rest.readline, LARGEST + 1), b""))


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
