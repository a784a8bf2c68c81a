"""The chain: entries in their order, each bound to the one before by SHA-256.

The hash of an entry is the SHA-256 of: the hash of the entry before (32 bytes, zeros before the first); the ASCII text
`seq LF kind LF at LF`, `seq` in decimal; the SHA-256 of the content (32 bytes). `docs/ledger.md` has a check in ten
lines.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

import msgspec

Kind = Literal["report", "publication", "capture", "reading", "correction", "removal"]

NOTHING = bytes(32)
"""What stands before the first entry."""
# zlib's own default: a page of 100 kB in 2 ms, to a fifth.
_LEVEL = 6


class Damaged(Exception):  # noqa: N818  # it never leaves the room: a ledger's user gets a Fault or a LedgerError
    """A content is not what its entry says, or cannot be unpacked; the message says how."""


class Entry(msgspec.Struct, frozen=True):
    """One entry without its content. `at` is UTC, "2024-03-14T09:30:00Z"; `hash` binds it and all before it."""

    seq: int
    kind: Kind
    at: str
    content_sha256: bytes
    previous: bytes
    hash: bytes


def entry_hash(seq: int, kind: str, at: str, *, content_sha256: bytes, previous: bytes) -> bytes:
    """The hash that an entry must have."""
    return hashlib.sha256(previous + f"{seq}\n{kind}\n{at}\n".encode() + content_sha256).digest()


def head(connection: sqlite3.Connection) -> tuple[int, bytes]:
    """Number and hash of the newest entry; 0 and zeros where there is none."""
    row = connection.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, NOTHING)


def append(connection: sqlite3.Connection, kind: Kind, content: bytes, *, clock: Callable[[], datetime]) -> Entry:
    """Adds an entry with its content, in the transaction that is open."""
    last, previous = head(connection)
    seq, digest = last + 1, hashlib.sha256(content).digest()
    at = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = entry_hash(seq, kind, at, content_sha256=digest, previous=previous)
    entry = Entry(seq, kind, at, digest, previous, found)
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", (seq, kind, at, digest, previous, found))
    connection.execute("INSERT INTO contents VALUES (?, ?, ?)", (seq, *packed(content)))
    return entry


def packed(content: bytes) -> tuple[int, bytes]:
    """A content as it is stored: the CRC-32 of the packed bytes, and these."""
    data = zlib.compress(content, _LEVEL)
    return zlib.crc32(data), data


def unpacked(crc32: int, data: bytes, content_sha256: bytes) -> bytes:
    """The content that was stored, checked. Raises `Damaged`.

    Some bits of a zlib stream say nothing of what it unpacks to. The CRC-32 of the packed bytes finds them changed too.
    """
    if zlib.crc32(data) != crc32:
        raise Damaged("the stored bytes of its content are not those that were written")
    try:
        content = zlib.decompress(data)
    except zlib.error as error:
        raise Damaged(f"its content cannot be unpacked ({error})") from error
    if hashlib.sha256(content).digest() != content_sha256:
        raise Damaged("its content is not the one that it was made with")
    return content


def content(connection: sqlite3.Connection, seq: int) -> bytes | None:
    """The content of an entry; `None` where it was erased. Raises `Damaged`."""
    row = connection.execute(
        "SELECT crc32, data, content_sha256 FROM contents JOIN entries USING (seq) WHERE seq = ?", (seq,)
    ).fetchone()
    try:
        return unpacked(*row) if row else None
    except Damaged as error:
        raise Damaged(f"entry {seq}: {error}") from error


def kept(connection: sqlite3.Connection, seq: int) -> bytes:
    """The content of an entry that has one. Raises `Damaged`."""
    found = content(connection, seq)
    if found is None:
        raise Damaged(f"entry {seq}: its content is missing")
    return found
