"""Additions: which entries a report, a reading and a capture make, and their writing."""

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime

from sayso.ledger import chain, copies, tables
from sayso.ledger.chain import Entry, Kind
from sayso.ledger.contents import decode_capture, encode, encode_capture, text_sha256
from sayso.ledger.decisions import corrections_of, in_force
from sayso.ledger.derivation import refresh
from sayso.ledger.records import Added
from sayso.reading import Reading
from sayso.report import Capture, Report


def lacking(connection: sqlite3.Connection, report: Report, reading: Reading | None, capture: Capture | None) -> Added:
    """What adding these would add."""
    digest = text_sha256(report.text)
    seek = connection.execute
    if seek("SELECT 1 FROM removals WHERE text_sha256 = ?", (digest,)).fetchone():
        return Added(report=None, reading=None, forgotten=True)
    found = seek("SELECT seq FROM reports WHERE text_sha256 = ?", (digest,)).fetchone()
    number, new = (found[0], []) if found else (None, ["report"])
    if number is not None and not tables.is_published(connection, tables.published_as(number, report)):
        new.append("publication")
    if capture:
        select = "SELECT 1 FROM captures WHERE report = ? AND body_sha256 = ? AND url IS ?"
        body = hashlib.sha256(capture.body).hexdigest()
        there = found and seek(select, (number, body, tables.plain(capture.url))).fetchone()
        new += [] if there else ["capture"]
    known = None
    if reading and reading.meta:
        select = "SELECT seq FROM readings WHERE report = ? AND model_hash = ? AND version = ?"
        known = seek(select, (number, reading.meta.model_hash, reading.meta.version)).fetchone()
        new += [] if known else ["reading"]
    return Added(report=number, reading=known[0] if known else None, new=tuple(new))


def add(
    connection: sqlite3.Connection,
    report: Report,
    reading: Reading | None,
    capture: Capture | None,
    *,
    clock: Callable[[], datetime],
) -> Added:
    """Writes what is lacking, in the transaction that is open."""

    def append(kind: Kind, content: bytes) -> Entry:
        return chain.append(connection, kind, content, clock=clock)

    lacks = lacking(connection, report, reading, capture)
    number, read = lacks.report, lacks.reading
    if "report" in lacks.new:
        entry = append("report", encode(report))
        tables.insert(connection, tables.of_report(entry, report))
        copies.link(connection, entry.seq, report)
        number = entry.seq
    if number is None:  # forgotten by another program just now
        return lacks
    if "publication" in lacks.new:
        publication = tables.published_as(number, report)
        known = tables.place_of(connection, 0, number).outlets
        tables.insert(connection, tables.of_publication(append("publication", encode(publication)), publication))
        if tables.place_of(connection, 0, number).outlets != known:
            refresh(connection, number, corrections_of(connection, number))
    if capture and "capture" in lacks.new:
        content = encode_capture(number, capture)
        tables.insert(connection, tables.of_capture(append("capture", content), *decode_capture(content)))
    if reading and "reading" in lacks.new:
        read = append("reading", encode(reading)).seq
        tables.supersede(connection, number)
        place = tables.place_of(connection, read, number)
        corrections = in_force(connection, place, reading, corrections_of(connection, number))
        tables.insert(connection, tables.of_reading(place, reading, corrections))
    return Added(report=number, reading=read, new=lacks.new)
