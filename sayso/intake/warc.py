"""Web archives (WARC, ISO 28500) to reports: the pages of a crawl, as they came."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake.dates import iso_date
from sayso.intake.documents import read_story
from sayso.intake.origin import Captured, InputFailure, Many, Origin, Passed
from sayso.intake.payload import undo_encodings
from sayso.intake.rewinding import Rewinding, following_record

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LONGEST_RECORD = 10 * 1024 * 1024
"""Bytes of a record's block, and of its payload unpacked; what is longer is passed over, and never in memory."""

_MOST_BROKEN = 1000  # places in a row where a record should begin and none does: the rest is no archive
_MEDIA = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "unk", "unknown", "unknown/unknown"})
_ANOTHER = (b"\r\n\r\nWARC/1.0\r\n", b"\r\n\r\nWARC/1.1\r\n")
_MACHINES = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt", "/humans.txt", "/llms.txt")
_COOKIES = frozenset({"set-cookie", "set-cookie2"})

Headers = tuple[tuple[str, str], ...]

_COPIES = "copies of earlier captures"
_ANSWERS = "redirects and errors"
_OTHERS = "of other kinds"
_STORYLESS = "without a story"
_LARGE = f"of over {LONGEST_RECORD >> 20} MiB"


class _BrokenError(Exception):
    """A record that is not as it says it is."""


def parse(head: bytes, rest: BinaryIO, origin: Origin) -> Many:
    """The reports of an archive, plain or compressed record by record, in one pass and in bounded memory.

    Each `response` with status 200 and each `resource` that is a page, a plain text or a PDF document and holds a
    story gives a report with its capture. What else an archive is made of is counted. A stretch that is damaged gives
    an `InputFailure` with its bytes, and the next whole record is read.
    """
    from fastwarc.warc import ArchiveIterator  # files of one report do not need it

    stream = Rewinding(head, rest)
    passed: Passed = Passed()
    broken: int | None = None  # where the damage begins that is being passed
    tries = 0
    more = True
    while more and tries < _MOST_BROKEN:
        start = stream.tell()
        try:
            for record in ArchiveIterator(cast(BinaryIO, stream), parse_http=False):
                start = record.stream_pos
                stream.release(start)
                large = record.content_length > LONGEST_RECORD
                found = None if large else _read(record, origin, passed)
                if broken is not None:
                    yield _damaged(origin, broken, start)
                    broken, tries = None, 0
                if found:
                    yield found
                if large:
                    passed[_LARGE] += 1
                    # Its length may be a lie, its bytes a bomb: where the next is found without it, it is left alone.
                    if stream.opens_record(start):
                        more = following_record(stream, start)
                        break
            else:
                more = False
        except (OSError, _BrokenError):
            if stream.failed:  # it is the disk or the pipe, not the archive
                raise
            broken = start if broken is None else broken
            tries += 1
            more = following_record(stream, start)
    if broken is not None:
        yield _damaged(origin, broken, None)
    return passed


def _damaged(origin: Origin, start: int, end: int | None) -> Captured:
    until = f"byte {end:,}" if end is not None else "the end"
    message = f"the archive is damaged or cut short from byte {start:,} to {until}; get it again if that part matters"
    return Captured(InputFailure(source=origin.source, message=message))


def _read(record: "WarcRecord", origin: Origin, passed: Passed) -> Captured | None:
    """The report of a record, or none. Raises `_BrokenError` or `OSError` where the record is damaged."""
    kind = str(record.record_type)
    if kind == "response" and record.is_http:
        record.parse_http()
    block = b"".join(_blocks(record))
    if len(block) < record.content_length or any(mark in block for mark in _ANOTHER):
        raise _BrokenError
    if kind not in ("response", "resource") or (kind == "response" and not record.is_http_parsed):
        passed[_COPIES if kind == "revisit" else _OTHERS] += 1
        return None
    headers: Headers = (("content-type", record.headers.get("Content-Type") or ""),)
    if kind == "response":
        if record.http_headers.status_code != 200:
            passed[_ANSWERS] += 1
            return None
        headers = tuple((name.lower(), value) for name, value in record.http_headers.to_tuples())
        headers = tuple(pair for pair in headers if pair[0] not in _COOKIES)
    return _page(block, _origin(record, origin, headers), passed, truncated=record.headers.get("WARC-Truncated"))


def _blocks(record: "WarcRecord") -> Iterator[bytes]:
    while block := record.reader.read(1 << 20):
        yield block


def _origin(record: "WarcRecord", origin: Origin, headers: Headers) -> Origin:
    """The origin of one record's payload."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    content_type = dict(headers).get("content-type", "")
    if content_type.partition(";")[0].strip().lower() in _UNTOLD:
        content_type = record.headers.get("WARC-Identified-Payload-Type") or ""
    return replace(
        origin,
        suffix="",
        content_type=content_type or None,
        url=url,
        retrieved=iso_date(record.headers.get("WARC-Date") or ""),
        headers=headers if record.is_http_parsed else (),
    )


def _page(block: bytes, origin: Origin, passed: Passed, *, truncated: str | None) -> Captured | None:
    if (origin.media_type or "") not in _MEDIA | _UNTOLD or _is_for_machines(origin.url):
        passed[_OTHERS] += 1
        return None
    body, cut = undo_encodings(block, origin.headers, LONGEST_RECORD)
    if body is None:
        passed[_LARGE] += 1
        return None
    try:
        item, capture = read_story(body, origin)
    except InputError:
        passed[_STORYLESS] += 1
        return None
    if not isinstance(item, InputFailure) and (truncated or cut):
        why = (
            f"the archive has only its beginning (WARC-Truncated: {truncated[:40]})"
            if truncated
            else "its end is damaged"
        )
        item = replace(item, warnings=(*item.warnings, f"this page is cut short: {why}"))
    return Captured(item, capture)


def _is_for_machines(url: str | None) -> bool:
    try:
        return urlsplit(url or "").path.lower().endswith(_MACHINES)
    except ValueError:
        return False
