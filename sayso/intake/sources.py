"""Opens whatever the user names - files, folders, standard input, addresses - as a stream of reports."""

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit

from msgspec.structs import replace

from sayso.errors import InputError, SaysoError
from sayso.intake.formats import HEAD, PARSERS, recognise
from sayso.intake.origin import InputFailure, Origin
from sayso.report import LONGEST, TOO_LONG, Capture, Report

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

_GZIP = b"\x1f\x8b"

# A file of many reports is no capture of any one of them, and each line says all that its report holds.
_OF_MANY = "jsonl"


class Captured(NamedTuple):
    """A report, or why there is none, and the bytes that it was read from; `None` where they hold many reports."""

    item: Report | InputFailure
    capture: Capture | None = None


Opened = Iterator[Captured]


def open_sources(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    now: Callable[[], datetime] | None = None,
) -> Iterator[Report | InputFailure]:
    """The reports of all sources, lazily and in order.

    A source is a path, a folder (read in the order of its names, hidden files left out), "-" for
    standard input, or an http(s) URL. `published` and `outlet` hold for plain text and pages, whatever
    these say themselves, and fill in where a line of JSONL has none. `now` dates what is fetched;
    `allow_private` lets addresses lead into private networks. Nothing is raised for an input that
    cannot be read: an `InputFailure` takes its place.
    """
    opened = open_captured(sources, published=published, outlet=outlet, allow_private=allow_private, now=now)
    return (item for item, _ in opened)


def open_captured(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    now: Callable[[], datetime] | None = None,
) -> Opened:
    """What `open_sources` gives, each report with the bytes that it was read from: for keeping both."""
    stated = Origin(source="", published=published, outlet=outlet)
    for source in sources:
        if source == "-":
            yield from _read_stdin(replace(stated, source="<stdin>"))
        elif _ADDRESS.match(source):
            yield from _read_address(source, stated, allow_private, now)
        else:
            yield from _read_path(Path(source), stated, frozenset())


def report_from_bytes(
    data: bytes,
    *,
    source: str,
    content_type: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Report:
    """The one report in the bytes, whatever their format and encoding; `source` names them in errors.

    Raises `InputError` if there is no report in them, or more than one.
    """
    origin = Origin(
        source=source,
        suffix=Path(source).suffix.lower(),
        content_type=content_type,
        published=published,
        outlet=outlet,
        url=url,
    )
    found = [item for item, _ in _parse(io.BytesIO(data), origin)]
    if len(found) > 1:
        raise InputError("more than one report in it; read it as a source of many", source=source)
    report = found[0]
    if isinstance(report, InputFailure):
        raise InputError(report.message, source=source, line=report.line)
    return report


def _read_stdin(origin: Origin) -> Opened:
    try:
        yield from _parse(sys.stdin.buffer, origin)
    except OSError as error:
        yield _failed(origin.source, _reason(error))


def _read_address(source: str, stated: Origin, allow_private: bool, now: Callable[[], datetime] | None) -> Opened:
    from sayso.intake.fetch import fetch  # slow to import, and files do not need it

    try:
        page = fetch(source, allow_private=allow_private, now=now)
    except SaysoError as error:
        yield _failed(source, error.message)
        return
    origin = replace(
        stated,
        source=source,
        suffix=PurePosixPath(urlsplit(page.url).path).suffix.lower(),
        content_type=page.content_type,
        url=page.url,
        retrieved=page.retrieved,
        headers=page.headers,
    )
    yield from _parse(io.BytesIO(page.body), origin)


def _read_path(path: Path, stated: Origin, above: frozenset[tuple[int, int]]) -> Opened:
    """The reports of a file or folder; `above` holds the folders that it lies in, by device and inode."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        status = path.stat()
        here = (status.st_dev, status.st_ino)
        if not stat.S_ISDIR(status.st_mode):
            # A pipe or a device may be named, but one met in a folder might never end.
            if stat.S_ISREG(status.st_mode) or not above:
                with path.open("rb") as stream:
                    yield from _parse(stream, replace(stated, source=shown, suffix=path.suffix.lower()))
            return
        if here in above:  # a link back to a folder that is being read
            return
        inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    except (OSError, ValueError) as error:
        yield _failed(shown, _reason(error))
        return
    if not inside and not above:
        yield _failed(shown, "no files in the folder; give one that holds reports")
    for entry in inside:
        yield from _read_path(entry, stated, above | {here})


def _failed(source: str, message: str) -> Captured:
    return Captured(InputFailure(source=source, message=message))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its permissions or copy it"
    if isinstance(error, OSError):
        return f"cannot be read ({error.strerror or error}); check the path"
    return "not a path that can exist; check it"


def _parse(stream: BinaryIO, origin: Origin) -> Opened:
    """The reports of one stream, which is read no further than they are asked for."""
    head = stream.read(HEAD)
    count = 0
    try:
        if head.startswith(_GZIP):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=_Rejoined(head, stream)))
            head = stream.read(HEAD)
        if len(head) < HEAD and not head.strip():
            raise InputError("it is empty; a report needs some text")
        kind = recognise(head, origin)
        capture = None
        if kind != _OF_MANY:
            body = head + stream.read()
            stream = io.BytesIO(body[len(head) :])
            capture = Capture(body=body, url=origin.url, retrieved=origin.retrieved, headers=origin.headers)
        for found in PARSERS[kind](head, stream, origin):
            count += 1
            if isinstance(found, Report) and len(found.text) > LONGEST:
                found = InputFailure(source=origin.source, message=TOO_LONG, id=found.id)
            yield Captured(found, capture if isinstance(found, Report) else None)
        if not count:
            raise InputError("there is no report in it")
    except InputError as error:
        yield Captured(InputFailure(source=origin.source, message=error.message, line=error.line))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield _failed(origin.source, "this gzip file is damaged or cut short; get it again")


class _Rejoined(io.RawIOBase):
    """A stream with its first bytes, already read, put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """Some of the bytes, at most `size` unless it is negative; none at the end."""
        size = size if size >= 0 else len(self._head)
        taken, self._head = self._head[:size], self._head[size:]
        return taken or self._rest.read(size)
