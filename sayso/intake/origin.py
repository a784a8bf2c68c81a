"""Where an input comes from, what its bearer says of it, what comes of it, and how it fails."""

from collections import Counter
from collections.abc import Generator
from typing import BinaryIO, NamedTuple

import msgspec

from sayso.errors import InputError
from sayso.report import Capture, Report

LARGEST = 64 * 1024 * 1024
"""Bytes of a document, unpacked; the longest report, with pictures in it, has a tenth of it."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One input as its parser sees it.

    `source` names it to the user (a path, a URL, "<stdin>"); `suffix` is lower-case with its dot
    (".html") and `content_type` the HTTP header, both mere hints; `published` and `outlet` are what
    the caller states; `url`, `retrieved` (ISO 8601) and `headers` belong to what came over the network.
    """

    source: str
    suffix: str = ""
    content_type: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def media_type(self) -> str | None:
        """The media type of the HTTP header ("text/html"), lower-case."""
        return self.content_type.partition(";")[0].strip().lower() if self.content_type else None

    @property
    def charset(self) -> str | None:
        """The charset of the HTTP header."""
        _, found, rest = (self.content_type or "").lower().partition("charset=")
        return rest.partition(";")[0].strip(" \t\"'") or None if found else None


class InputFailure(msgspec.Struct, frozen=True, kw_only=True):
    """An input, or one line of it (1-based), that gave no report.

    `message` says what is wrong and what to do; `id` is the caller's id of the report where it was
    legible.
    """

    source: str
    message: str
    line: int | None = None
    id: str | None = None

    def __str__(self) -> str:
        """The failure in one line: source, line, message."""
        return ":".join(str(part) for part in (self.source, self.line) if part is not None) + f": {self.message}"


class Captured(NamedTuple):
    """A report, or why there is none, and the bytes that it was read from; `None` where they hold many reports."""

    item: Report | InputFailure
    capture: Capture | None = None


Passed = Counter[str]
"""What an archive holds beside reports: how many records of each kind."""

Many = Generator[Captured, None, Passed]
"""What an input of many reports gives, and in the end what was passed over."""


def read_bounded(head: bytes, rest: BinaryIO) -> bytes:
    """All of an input, from its first bytes and the stream of the others. Raises `InputError` beyond `LARGEST`."""
    data = head + rest.read(LARGEST - len(head) + 1)
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST >> 20} MiB, unpacked, which no report is; take the part that is one")
    return data
