"""Verification: whether a ledger is what was written, from the first entry to the last."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.ledger import chain, tables
from sayso.ledger.chain import NOTHING, Damaged, Entry
from sayso.ledger.contents import Removal, decode
from sayso.ledger.corrections import Correction
from sayso.ledger.decisions import Corrections
from sayso.ledger.derivation import STEP, Progress, derived

# Errors that are no fault of what is in the ledger.
_ELSEWHERE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_FULL")
_ENTRIES = """
    SELECT seq, kind, at, content_sha256, previous, hash, crc32, data
    FROM entries LEFT JOIN contents USING (seq) ORDER BY seq
"""
_OF_KIND = "SELECT crc32, data, content_sha256 FROM entries JOIN contents USING (seq) WHERE kind = ? ORDER BY seq"
_STRAY = "SELECT min(seq) FROM contents WHERE seq NOT IN (SELECT seq FROM entries)"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """The first entry that fails: its number, kind and time, as far as they are known, and what is wrong with it."""

    seq: int
    kind: str | None
    at: str | None
    what: str

    def __str__(self) -> str:
        """The fault in one line."""
        known = ", ".join(each for each in (self.kind, self.at) if each)
        return f"entry {self.seq}{f' ({known})' if known else ''}: {self.what}"


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` found: the entries that are well, contents erased, the head; `fault` is `None` if all is well."""

    entries: int
    erased: int
    head: str
    fault: Fault | None = None


class _Failed(Exception):  # noqa: N818  # carries the fault out of the walk
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def verify(connection: sqlite3.Connection, *, anchor: str | None, derive: bool, progress: Progress | None) -> Verified:
    """Walks the chain and, where it is to `derive`, compares the rows of each entry and looks for any beyond.

    A fault of the chain is told before one of the tables, which may only follow from it.
    """
    connection.execute("BEGIN")  # what is added meanwhile is not seen
    try:
        seq, digest = chain.head(connection)
        walk = _Walk(connection, anchor, derive=derive)
        fault = None
        try:
            for entry in walk:
                if progress and (entry.seq % STEP == 0 or entry.seq == seq):
                    progress(entry.seq, seq)
            fault = walk.row_fault or walk.surplus()
        except _Failed as failed:
            fault = failed.fault
    finally:
        connection.execute("ROLLBACK")
    if derive and fault is None:
        fault = _lost_words(connection)
    return Verified(entries=walk.done, erased=walk.erased, head=anchor_of(seq, digest), fault=fault)


def anchor_of(seq: int, digest: bytes) -> str:
    """A head in one line, to be published: "<number> <hash>"."""
    return f"{seq} {digest.hex()}"


class _Walk:
    """The entries one after another, each checked on its way; raises `_Failed` at the first that fails."""

    def __init__(self, connection: sqlite3.Connection, anchor: str | None, *, derive: bool) -> None:
        self.connection, self.derive = connection, derive
        self.done = self.erased = 0
        self.row_fault: Fault | None = None
        number, _, digest = (anchor or "").strip().partition(" ")
        self.anchored = int(number) if number.isdecimal() and len(number) < 19 else -1
        self.anchor = digest.lower() if anchor else None
        self.removals_damaged = False
        try:
            self.removed, self.corrections = self._removed(), self._corrections()
        except sqlite3.DatabaseError:  # the walk comes to it
            self.removed, self.corrections = set(), {}
        self.rows: dict[str, int] = defaultdict(int)

    def __iter__(self) -> Iterator[Entry]:
        before = NOTHING
        if self.anchored == 0 and self.anchor == NOTHING.hex():
            self.anchor = None
        try:
            for *fields, crc32, data in self.connection.execute(_ENTRIES):
                entry = Entry(*fields)
                if entry.seq != self.done + 1:
                    raise _Failed(Fault(seq=self.done + 1, kind=None, at=None, what="it is missing"))
                self._check(entry, before)
                content = self._content(entry, crc32, data)
                if self.derive and self.row_fault is None:
                    try:
                        self._compare(entry, content)
                    except _Failed as failed:  # a fault of the chain itself, which may be the cause, is told instead
                        self.row_fault = failed.fault
                before, self.done = entry.hash, entry.seq
                yield entry
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(_ELSEWHERE):
                raise
            what = f"SQLite cannot read it ({error})"
            raise _Failed(Fault(seq=self.done + 1, kind=None, at=None, what=what)) from error
        if self.anchor is not None:
            what = "the entry of the anchor is not there: the ledger was cut, or is not the one that was anchored"
            raise _Failed(Fault(seq=max(self.anchored, 0), kind=None, at=None, what=what))

    def _check(self, entry: Entry, before: bytes) -> None:
        if entry.previous != before:
            raise _failed(entry, "it does not name the entry before it")
        try:
            expected = chain.entry_hash(
                entry.seq, entry.kind, entry.at, content_sha256=entry.content_sha256, previous=entry.previous
            )
        except TypeError as error:  # text where bytes should be
            raise _failed(entry, "its hash is not that of what it says") from error
        if entry.hash != expected:
            raise _failed(entry, "its hash is not that of what it says")
        if entry.seq == self.anchored and self.anchor is not None:
            if entry.hash.hex() != self.anchor:
                raise _failed(entry, "its hash is not the anchor's: the ledger is not the one that was anchored")
            self.anchor = None

    def _content(self, entry: Entry, crc32: int | None, data: bytes | None) -> bytes | None:
        """The content, `None` where a removal says that it was erased."""
        if crc32 is None or data is None:
            if entry.seq not in self.removed and not self.removals_damaged:
                raise _failed(entry, "its content is missing, and no removal says why")
            self.erased += 1
            return None
        try:
            return chain.unpacked(crc32, data, entry.content_sha256)
        except Damaged as error:
            raise _failed(entry, str(error)) from error

    def _compare(self, entry: Entry, content: bytes | None) -> None:
        """That the rows of the entry are those that its content gives. Raises `_Failed`."""
        expected = {} if content is None else self._derived(entry, content)
        for name, rows in tables.stored(self.connection, entry.kind, entry.seq).items():
            due = expected.get(name, ())
            if len(rows) != len(due) or set(rows) != set(due):
                raise _failed(entry, f"the rows of it in the table {name} are not what it says")
            self.rows[name] += len(rows)

    def _derived(self, entry: Entry, content: bytes) -> tables.Tables:
        try:
            return derived(self.connection, entry, content, self.corrections)
        except (Damaged, ValueError, LookupError, StopIteration) as error:
            raise _failed(entry, f"its content is nothing that this version writes ({error})") from error

    def surplus(self) -> Fault | None:
        """Contents without an entry, and rows that no entry gives."""
        (stray,) = self.connection.execute(_STRAY).fetchone()
        if stray is not None:
            return Fault(seq=stray, kind=None, at=None, what="there is a content, but no entry")
        for name in (name for places in tables.TABLES.values() if self.derive for name, _ in places):
            (there,) = self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()
            if there != self.rows[name]:
                what = f"the table {name} has rows that no entry gives ({there - self.rows[name]:,})"
                return Fault(seq=self.done, kind=None, at=None, what=what)
        return None

    def _removed(self) -> set[int]:
        """The entries whose contents removals name."""
        return {seq for removal in self._all("removal", Removal) for seq in removal.erased}

    def _corrections(self) -> Corrections:
        """The corrections of each reading, in their order."""
        found: dict[int, list[Correction]] = defaultdict(list)
        for correction in self._all("correction", Correction):
            found[tables.reading_of(correction.claim)].append(correction)
        return found

    def _all(self, kind: str, record: type[Any]) -> Iterator[Any]:
        """The sound contents of one kind; one that is not is told of when the walk comes to it."""
        for row in self.connection.execute(_OF_KIND, (kind,)):
            try:
                yield decode(chain.unpacked(*row), record)
            except (Damaged, TypeError, ValueError):
                self.removals_damaged = self.removals_damaged or kind == "removal"


def _lost_words(connection: sqlite3.Connection) -> Fault | None:
    """That the full-text index has not the words of the claims; a ledger that may only be read is not asked."""
    try:
        connection.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname.startswith(_ELSEWHERE):
            raise
        if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
            seq, _ = chain.head(connection)
            return Fault(seq=seq, kind=None, at=None, what="the full-text index has not the words of the claims")
    return None


def _failed(entry: Entry, what: str) -> _Failed:
    return _Failed(Fault(seq=entry.seq, kind=entry.kind, at=entry.at, what=what))
