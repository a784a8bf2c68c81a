"""Derivation: from the entries to the rows of the tables, one by one or all anew."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable

from sayso.ledger import chain, copies, tables
from sayso.ledger.chain import Entry
from sayso.ledger.contents import Publication, Removal, decode, decode_capture, text_sha256
from sayso.ledger.corrections import Correction
from sayso.ledger.decisions import Corrections, in_force
from sayso.reading import Reading
from sayso.report import Report

Progress = Callable[[int, int], None]
"""Told, now and then, how many entries are done and how many there are."""

STEP = 256
"""Entries between two words of progress."""


def derived(connection: sqlite3.Connection, entry: Entry, content: bytes, corrections: Corrections) -> tables.Tables:
    """The rows of an entry; the report of a reading is looked up in the tables.

    Raises `ValueError` or `LookupError` where the content is not of its kind, or the report is not there.
    """
    match entry.kind:
        case "report":
            report = decode(content, Report)
            return {**tables.of_report(entry, report), "near_copies": copies.measured(connection, entry.seq, report)}
        case "publication":
            return tables.of_publication(entry, decode(content, Publication))
        case "capture":
            return tables.of_capture(entry, *decode_capture(content))
        case "correction":
            return tables.of_correction(entry, decode(content, Correction))
        case "removal":
            return tables.of_removal(entry, decode(content, Removal))
        case "reading":
            reading = decode(content, Reading)
            digest = text_sha256(reading.report.text)
            found = connection.execute("SELECT seq FROM reports WHERE text_sha256 = ?", (digest,)).fetchone()
            if found is None:
                raise LookupError("the report that it reads is not there")
            place = tables.place_of(connection, entry.seq, found[0])
            return tables.of_reading(place, reading, in_force(connection, place, reading, corrections))


def refresh(connection: sqlite3.Connection, report: int, corrections: Corrections, *, since: int = 0) -> None:
    """Derives the readings of a report anew, those from the entry `since` on, in the transaction that is open.

    Raises as `in_force` does.
    """
    select = "SELECT seq FROM readings WHERE report = ? AND seq >= ? ORDER BY seq"
    for (seq,) in connection.execute(select, (report, since)).fetchall():
        if (content := chain.content(connection, seq)) is not None:
            reading, place = decode(content, Reading), tables.place_of(connection, seq, report)
            rows = tables.of_reading(place, reading, in_force(connection, place, reading, corrections))
            tables.delete(connection, "reading", seq)
            tables.insert(connection, rows)


def derive_anew(connection: sqlite3.Connection, progress: Progress | None) -> None:
    """Empties the tables and the index and fills them from the entries, in the transaction that is open.

    Raises `chain.Damaged`, and as `derived` does.
    """
    for name in ("sketches", *(name for places in tables.TABLES.values() for name, _ in places)):
        connection.execute(f"DELETE FROM {name}")
    connection.execute("INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')")
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for (seq,) in connection.execute("SELECT seq FROM entries WHERE kind = 'correction' ORDER BY seq"):
        if content := chain.content(connection, seq):
            correction = decode(content, Correction)
            corrections[tables.reading_of(correction.claim)].append(correction)
    last, _ = chain.head(connection)
    for row in connection.execute("SELECT * FROM entries ORDER BY seq"):
        entry = Entry(*row)
        if (content := chain.content(connection, entry.seq)) is not None:
            rows = derived(connection, entry, content, corrections)
            if entry.kind == "reading":
                tables.supersede(connection, rows["readings"][0][1])
            tables.insert(connection, rows)
            if entry.kind == "report":
                copies.link(connection, entry.seq, decode(content, Report))
            elif entry.kind == "publication":
                refresh(connection, rows["publications"][0][1], corrections)
        if progress and (entry.seq % STEP == 0 or entry.seq == last):
            progress(entry.seq, last)
