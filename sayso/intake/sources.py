"""Opens whatever the user names - files, folders, standard input, addresses - as a stream of reports."""

import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from sayso.errors import InputError, SaysoError
from sayso.intake.containers import listed, parse
from sayso.intake.origin import Captured, InputFailure, Origin, Passed
from sayso.report import Report

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

Told = Callable[[str, str], None]
"""Hears the name of an archive and, in one line, what it holds beside reports."""


def open_sources(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    now: Callable[[], datetime] | None = None,
    told: Told | None = None,
) -> Iterator[Report | InputFailure]:
    """The reports of all sources, lazily and in order.

    A source is a path, a folder (read in the order of its names, hidden files left out), "-" for
    standard input, or an http(s) URL. `published` and `outlet` hold for plain text and pages, whatever
    these say themselves, and fill in where a line of JSONL has none. `now` dates what is fetched;
    `allow_private` lets addresses lead into private networks. `told` hears, at the end of each archive, what it
    holds beside reports. Nothing is raised for an input that cannot be read: an `InputFailure` takes its place.
    """
    opened = open_captured(sources, published=published, outlet=outlet, allow_private=allow_private, now=now, told=told)
    return (item for item, _ in opened)


def open_captured(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,
    now: Callable[[], datetime] | None = None,
    told: Told | None = None,
) -> Iterator[Captured]:
    """What `open_sources` gives, each report with the bytes that it was read from: for keeping both."""
    stated = Origin(source="", published=published, outlet=outlet)
    for source in sources:
        if source == "-":
            opened = _read_stdin(replace(stated, source="<stdin>"))
        elif _ADDRESS.match(source):
            opened = _read_address(source, stated, allow_private, now)
        else:
            opened = _read_path(Path(source), stated)
        for found in opened:
            if isinstance(found, _Ended):
                if told and found.passed:
                    told(found.source, f"passed over: {listed(found.passed)}")
            else:
                yield found


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
    found = [item for item, _ in parse(io.BytesIO(data), origin)]
    if len(found) > 1:
        raise InputError("more than one report in it; read it as a source of many", source=source)
    report = found[0]
    if isinstance(report, InputFailure):
        raise InputError(report.message, source=source, line=report.line)
    return report


class _Ended(NamedTuple):
    """The end of one input, and what was passed over in it."""

    source: str
    passed: Passed


Opened = Iterator[Captured | _Ended]


def _read(stream: BinaryIO, origin: Origin) -> Opened:
    yield _Ended(origin.source, (yield from parse(stream, origin)))


def _read_stdin(origin: Origin) -> Opened:
    try:
        yield from _read(sys.stdin.buffer, origin)
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
    yield from _read(io.BytesIO(page.body), origin)


def _read_path(path: Path, stated: Origin) -> Opened:
    """The reports of a file, or of all files in a folder."""
    for file in _files(path):
        if isinstance(file, Captured):
            yield file
            continue
        origin = replace(stated, source=_shown(file), suffix=file.suffix.lower())
        try:
            with file.open("rb") as stream:
                yield from _read(stream, origin)
        except (OSError, ValueError) as error:
            yield _failed(origin.source, _reason(error))


def _files(path: Path) -> Iterator[Path | Captured]:
    """The file, or all files in the folder, depth first and by name; only names of open folders are held."""
    pending: list[Iterator[Path]] = [iter((path,))]
    above: list[tuple[int, int]] = []  # the folders that are being read, by device and inode
    while pending:
        entry = next(pending[-1], None)
        if entry is None:
            pending.pop()
            del above[-1:]
            continue
        try:
            status = entry.stat()
            here = (status.st_dev, status.st_ino)
            if not stat.S_ISDIR(status.st_mode):
                # A pipe or a device may be named, but one met in a folder might never end.
                if stat.S_ISREG(status.st_mode) or not above:
                    yield entry
                continue
            if here in above:  # a link back to a folder that is being read
                continue
            names = sorted(name for name in os.listdir(entry) if not name.startswith("."))  # noqa: PTH208  # light
        except (OSError, ValueError) as error:
            yield _failed(_shown(entry), _reason(error))
            continue
        if not names and not above:
            yield _failed(_shown(entry), "no files in the folder; give one that holds reports")
        above.append(here)
        pending.append(map(entry.joinpath, names))


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


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
