"""Contents: what each kind of entry holds, as bytes and back.

All are JSON but captures. A capture is one line of JSON, what is known of it, then LF and
the bytes as they came.
"""

import json
from typing import Any, TypeVar

import msgspec

from sayso.ledger.corrections import Correction
from sayso.reading import Reading
from sayso.report import Capture, Report, content_id


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """That a report was forgotten, and why: the number of its entry, the SHA-256 of its text, the entries erased."""

    report: int
    text_sha256: str
    erased: tuple[int, ...]
    why: str


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """Where else a report was published, with the same text; `report` is the number of the report's entry."""

    report: int
    id: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    author: str | None = None


class CaptureHead(msgspec.Struct, frozen=True, kw_only=True):
    """What a capture entry says before the bytes; `report` is the number of the report's entry."""

    report: int
    url: str | None = None
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


_Record = TypeVar("_Record", Report, Publication, Reading, Correction, Removal, CaptureHead)


def text_sha256(text: str) -> str:
    """The key of a report: the SHA-256 of its UTF-8 text, in hexadecimal."""
    return content_id(text).removeprefix("sha256:")


def encode(record: Report | Publication | Reading | Correction | Removal | CaptureHead) -> bytes:
    """The record as one line of JSON, its keys in the order of its fields."""
    if isinstance(record, Reading):
        return record.to_json().encode()
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:  # unpaired surrogates, which JSON holds only as escapes
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":")).encode()


def decode(data: bytes, kind: type[_Record]) -> _Record:
    """The record in the JSON. Raises `ValueError` where it is none."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError:  # unpaired surrogates, or numbers of any length
        plain: Any = json.loads(data)
        return msgspec.convert(plain, kind)


def encode_capture(report: int, capture: Capture) -> bytes:
    """A capture of the report whose entry has that number."""
    head = CaptureHead(report=report, url=capture.url, retrieved=capture.retrieved, headers=capture.headers)
    return encode(head) + b"\n" + capture.body


def decode_capture(data: bytes) -> tuple[CaptureHead, Capture]:
    """What stands before the bytes, and the capture. Raises as `decode` does."""
    line, _, body = data.partition(b"\n")
    head = decode(line, CaptureHead)
    return head, Capture(body=body, url=head.url, retrieved=head.retrieved, headers=head.headers)
