"""Removals: reports that are forgotten, with all that was made of them."""

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime

from sayso.ledger import chain, copies, tables
from sayso.ledger.chain import Kind
from sayso.ledger.contents import Removal, decode, encode

_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_OF_REPORT: tuple[tuple[Kind, str], ...] = (
    ("publication", "SELECT seq FROM publications WHERE report = ?1 AND seq <> ?1"),
    ("capture", "SELECT seq FROM captures WHERE report = ?1"),
    ("correction", "SELECT c.seq FROM corrections c JOIN readings r ON r.seq = c.reading WHERE report = ?1"),
    ("reading", "SELECT seq FROM readings WHERE report = ?1"),
)


def forget(connection: sqlite3.Connection, report: int, why: str, *, clock: Callable[[], datetime]) -> Removal:
    """Erases the contents and rows of a report and of all about it, in the transaction that is open.

    `report` is the number of its entry.
    """
    (digest,) = connection.execute("SELECT text_sha256 FROM reports WHERE seq = ?", (report,)).fetchone()
    erased: list[tuple[Kind, int]] = [("report", report)]
    for kind, select in _OF_REPORT:
        erased += [(kind, seq) for (seq,) in connection.execute(select, (report,)).fetchall()]
    copies.forget(connection, report)
    for kind, seq in erased:
        tables.delete(connection, kind, seq)
        connection.execute("DELETE FROM contents WHERE seq = ?", (seq,))
    numbers = tuple(sorted(seq for _, seq in erased))
    removal = Removal(report=report, text_sha256=digest, erased=numbers, why=why)
    entry = chain.append(connection, "removal", encode(removal), clock=clock)
    tables.insert(connection, tables.of_removal(entry, removal))
    return removal


def removal_of(connection: sqlite3.Connection, name: str) -> Removal | None:
    """The removal of a report, by the SHA-256 of its text or its entry's number."""
    select = "SELECT seq FROM removals WHERE text_sha256 = ? OR report = ?"
    row = connection.execute(select, keys(name)).fetchone()
    return decode(chain.kept(connection, row[0]), Removal) if row else None


def keys(name: str) -> tuple[str, int]:
    """What a report may be named by beside its id: the SHA-256 of its text, or else its entry's number."""
    digest = _HASH.fullmatch(name)
    return (digest[1] if digest else "", int(name) if name.isdecimal() and len(name) < 19 else 0)
