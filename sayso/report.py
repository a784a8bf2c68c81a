"""A report: the untouched text of one news item and what is known about it."""

import hashlib
from typing import Any, NamedTuple

import msgspec

#: The longest text taken for one report, in characters: some 300,000 words, which read within a minute or two and in
#: half a gigabyte of memory. What is longer is a dump of many.
LONGEST = 2_000_000
TOO_LONG = f"over {LONGEST:,} characters are no single report; split it, one report a line of JSONL"


class Span(NamedTuple):
    """`[start, end)` in Unicode code points of `Report.text`."""

    start: int
    end: int


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The line of print that opens a story: "TARSK, 24 Aug (Press Agency) -".

    Each part is a span of the text; `None` where the dateline lacks it.
    """

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text that is not the story.

    `kind` is one of "headline", "byline", "caption", "credit", "boilerplate".
    """

    span: Span
    kind: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One news item. `text` is exactly as read and never normalised; all spans point into it.

    `published` and `retrieved` are ISO 8601; `language` is an ISO 639-1 code; `None` means unknown.
    `extra` carries the caller's own keys through unchanged; `warnings` say, one line each, what was
    doubtful in reading the input (a broken encoding, a date that could not be read).
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    retrieved: str | None = None
    author: str | None = None
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes that a report was read from, as they came, and what is known of their coming.

    `url` is the final address and `headers` the HTTP headers in their order, names in lower case, without cookies;
    both are unknown for files. `body` is free of the transfer's own compression. `retrieved` is ISO 8601.
    """

    body: bytes
    url: str | None = None
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def content_id(text: str) -> str:
    """The id of a report that its caller did not name: "sha256:" and the hash of its UTF-8 text.

    Unpaired surrogates, which UTF-8 cannot hold, are hashed as their three-byte form.
    """
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
