"""Decisions: which corrections hold of the claims of a reading, those about older readings included."""

import sqlite3
from collections.abc import Mapping, Sequence

from sayso.ledger import chain, tables
from sayso.ledger.contents import decode
from sayso.ledger.corrections import Correction, carried
from sayso.ledger.records import Decided
from sayso.reading import Reading

Corrections = Mapping[int, Sequence[Correction]]
"""The corrections of each reading, in their order, by the number of its entry."""


def decided(connection: sqlite3.Connection, report: int) -> list[Decided]:
    """All corrections of claims of a report, in their order."""
    select = "SELECT c.seq, c.at FROM corrections c JOIN readings r ON r.seq = c.reading WHERE report = ? ORDER BY 1"
    rows = connection.execute(select, (report,)).fetchall()
    return [Decided(entry=seq, at=at, correction=decode(chain.kept(connection, seq), Correction)) for seq, at in rows]


def corrections_of(connection: sqlite3.Connection, report: int) -> Corrections:
    """The corrections of each reading of a report."""
    found: dict[int, list[Correction]] = {}
    for each in decided(connection, report):
        found.setdefault(tables.reading_of(each.correction.claim), []).append(each.correction)
    return found


def in_force(
    connection: sqlite3.Connection, place: tables.PlaceOfReading, reading: Reading, corrections: Corrections
) -> list[Correction]:
    """What holds of the claims of a reading: the decisions carried over from older readings, then its own.

    Raises as `chain.content` and `decode` do.
    """
    select = "SELECT seq FROM readings WHERE report = ? AND seq < ? ORDER BY seq"
    found: list[Correction] = []
    for (seq,) in connection.execute(select, (place.report, place.seq)).fetchall():
        if (about := corrections.get(seq)) and (content := chain.content(connection, seq)) is not None:
            older = decode(content, Reading)
            moved = (carried(each, older, reading, place.seq) for each in about)
            found += [each for each in moved if each]
    return [*found, *corrections.get(place.seq, ())]
