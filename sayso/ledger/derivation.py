"""Derivation: from the entries to the rows of the tables, one by one or all anew."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sayso.ledger import chain, tables
from sayso.ledger.chain import Entry
from sayso.ledger.contents import Removal, decode, decode_capture, text_sha256
from sayso.ledger.corrections import Correction, carried
from sayso.reading import Reading
from sayso.report import Report

Corrections = Mapping[int, Sequence[Correction]]
"""The corrections of each reading, in their order, by the number of its entry."""

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
            return tables.of_report(entry, decode(content, Report))
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


def in_force(
    connection: sqlite3.Connection, place: tables.PlaceOfReading, reading: Reading, corrections: Corrections
) -> list[Correction]:
    """What holds of the claims of a reading: the decisions carried over from older readings, then its own.

    Raises as `chain.content` and `decode` do.
    """
    select = "SELECT seq FROM readings WHERE report = ? AND seq < ? ORDER BY seq"
    found: list[Correction] = []
    for (seq,) in connection.execute(select, (place.report, place.seq)).fetchall():
        if (decided := corrections.get(seq)) and (content := chain.content(connection, seq)) is not None:
            older = decode(content, Reading)
            moved = (carried(each, older, reading, place.seq) for each in decided)
            found += [each for each in moved if each]
    return [*found, *corrections.get(place.seq, ())]


def derive_anew(connection: sqlite3.Connection, progress: Progress | None) -> None:
    """Empties the tables and the index and fills them from the entries, in the transaction that is open.

    Raises `chain.Damaged`, and as `derived` does.
    """
    for name in (name for places in tables.TABLES.values() for name, _ in places):
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
        if progress and (entry.seq % STEP == 0 or entry.seq == last):
            progress(entry.seq, last)
