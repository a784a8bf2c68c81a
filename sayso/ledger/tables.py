"""Tables: the rows that are derived from an entry's content, so that any SQLite tool can read what it says.

They hold nothing that the contents do not: `sayso verify` derives them again and compares.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec.structs import replace

from sayso.display.visible import visible
from sayso.export.rows import Row, Rows
from sayso.ledger.chain import Entry, Kind
from sayso.ledger.contents import CaptureHead, Publication, Removal, text_sha256
from sayso.ledger.corrections import Correction, corrected, decisions
from sayso.reading import Claim, Meta, Reading
from sayso.report import Capture, Report

Tables = Mapping[str, Sequence[tuple[Any, ...]]]
"""Rows by the name of their table, with all its columns in their order."""


class PlaceOfReading(NamedTuple):
    """Where a reading stands: the numbers of its entry and its report's, and whether there is a newer one of it.

    `outlets` are all that published the report, the first to come first.
    """

    seq: int
    report: int
    superseded: bool = False
    outlets: tuple[str, ...] = ()


# A claim's number is that of its reading and its own place in it. No report of two million characters has so many.
_CLAIMS = 1 << 20
_OF_REPORT = frozenset({"report_id", "claim_id", "source", "source_date", "source_headline", "url"})
ROW_COLUMNS = tuple(name for name in Row.__struct_fields__ if name not in _OF_REPORT)
_OF_ROW = attrgetter(*ROW_COLUMNS)
INDEXED = ("evidence", "speakers", "parties", "locations", "outlet", "kinds", "measures")
"""The columns of `claims` that the full-text index has."""
_HEAD = ("id", "claim", "reading", "report", *INDEXED, "first_day", "last_day", "disputed", "superseded", "decision")

_BY_CLAIM = ("claim_speakers", "claim_parties", "claim_places", "claim_figures", "claim_evidence")
# The tables of each kind of entry, those that others refer to last, and how the rows of one entry are found in each.
_SEQ, _RANGE = "seq = :seq", f"BETWEEN :seq * {_CLAIMS} AND :seq * {_CLAIMS} + {_CLAIMS - 1}"
TABLES: Mapping[Kind, tuple[tuple[str, str], ...]] = {
    "report": (("near_copies", "report = :seq"), ("publications", _SEQ), ("reports", _SEQ)),
    "publication": (("publications", _SEQ),),
    "capture": (("captures", _SEQ),),
    "reading": (
        *((table, f"claim {_RANGE}") for table in _BY_CLAIM),
        ("claims_as_read", f"id {_RANGE}"),
        ("claims", f"id {_RANGE}"),
        ("actors", "reading = :seq"),
        ("readings", _SEQ),
    ),
    "correction": (("corrections", _SEQ),),
    "removal": (("removals", _SEQ),),
}
# What would be taken for the marks of a highlight, or cannot be stored; each is one character, as what replaces it.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def insert(connection: sqlite3.Connection, tables: Tables) -> None:
    """Writes the rows, and the words of claims into the full-text index."""
    for name, rows in reversed(list(tables.items())):  # those that others refer to first
        if rows:
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
    places = ", ".join("?" * (1 + len(INDEXED)))
    words = f"INSERT INTO claims_fts (rowid, {', '.join(INDEXED)}) VALUES ({places})"
    connection.executemany(words, map(_words, tables.get("claims", ())))


def delete(connection: sqlite3.Connection, kind: Kind, seq: int) -> None:
    """Takes away the rows of one entry, and the words of its claims from the full-text index."""
    if kind == "reading":
        places = ", ".join("?" * (1 + len(INDEXED)))
        words = f"INSERT INTO claims_fts (claims_fts, rowid, {', '.join(INDEXED)}) VALUES ('delete', {places})"
        connection.executemany(words, map(_words, stored(connection, kind, seq)["claims"]))
    for name, where in TABLES[kind]:
        connection.execute(f"DELETE FROM {name} WHERE {where}", {"seq": seq})


def stored(connection: sqlite3.Connection, kind: Kind, seq: int) -> Tables:
    """The rows of one entry as they are in the tables."""
    return {
        name: connection.execute(f"SELECT * FROM {name} WHERE {where}", {"seq": seq}).fetchall()
        for name, where in TABLES[kind]
    }


def of_report(entry: Entry, report: Report) -> Tables:
    """The row of a report."""
    known = (report.title, report.outlet, report.url, report.language, report.published, report.retrieved)
    said = (plain(each) for each in (*known, report.author))
    name, digest = visible(report.id), text_sha256(report.text)
    return {
        "publications": [_publication(entry.seq, published_as(entry.seq, report))],
        "reports": [(entry.seq, name, digest, *said, len(report.text.split()))],
    }


def of_publication(entry: Entry, publication: Publication) -> Tables:
    """The row of a further publication."""
    return {"publications": [_publication(entry.seq, publication)]}


def published_as(seq: int, report: Report) -> Publication:
    """Where the report was published, its entry having that number."""
    known = {name: getattr(report, name) for name in Publication.__struct_fields__ if name != "report"}
    return Publication(report=seq, **known)


def is_published(connection: sqlite3.Connection, publication: Publication) -> bool:
    """Whether a publication of the report is known that has all that this one says."""
    name = visible(publication.id)
    asked = {
        "report": publication.report,
        "id": None if name.startswith("sha256:") else name,
        "outlet": plain(publication.outlet),
        "url": plain(publication.url),
        "published": plain(publication.published),
    }
    where = " AND ".join(f"(:{each} IS NULL OR {each} IS :{each})" for each in ("id", "outlet", "url"))
    where += " AND (:published IS NULL OR substr(published, 1, 10) IS substr(:published, 1, 10))"
    select = f"SELECT 1 FROM publications WHERE report = :report AND {where}"
    return connection.execute(select, asked).fetchone() is not None


def of_capture(entry: Entry, head: CaptureHead, capture: Capture) -> Tables:
    """The row of a capture."""
    kind = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    digest = hashlib.sha256(capture.body).hexdigest()
    known = (plain(each) for each in (capture.url, capture.retrieved, kind))
    return {"captures": [(entry.seq, head.report, *known, digest, len(capture.body))]}


def of_correction(entry: Entry, correction: Correction) -> Tables:
    """The row of a correction."""
    return {
        "corrections": [
            (
                entry.seq,
                entry.at,
                correction.claim,
                reading_of(correction.claim),
                plain(correction.by),
                correction.decision,
                plain(correction.speaker),
                _real(correction.low),
                _real(correction.high),
                plain(correction.unit),
                plain(correction.place),
                correction.lat,
                correction.lon,
                plain(correction.type),
                plain(correction.note),
                correction.own_voice,
            )
        ]
    }


def of_removal(entry: Entry, removal: Removal) -> Tables:
    """The row of a removal."""
    why = plain(removal.why)
    return {"removals": [(entry.seq, entry.at, removal.report, removal.text_sha256, len(removal.erased), why)]}


def of_reading(place: PlaceOfReading, reading: Reading, corrections: Sequence[Correction]) -> Tables:
    """The rows of a reading with its corrections."""
    now = _Claims(place, corrected(reading, corrections), decisions(corrections))
    before = _Claims(place, reading, {})
    seq, report, *_ = place
    meta = reading.meta or Meta(version="", model="", model_hash="")
    disagreements = sum(check.verdict == "disagree" for check in reading.checks)
    own = (plain(meta.model), meta.model_hash, meta.version)
    told = (len(reading.statements), len(reading.claims), disagreements)
    tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name, _ in TABLES["reading"]}
    tables["readings"] = [(seq, report, *own, *told)]
    tables["actors"] = [
        (seq, each.id, visible(each.name), each.kind, plain(each.role), plain(each.country), len(each.mentions))
        for each in now.reading.actors
    ]
    tables["claims"] = list(now.rows())
    touched = {correction.local for correction in corrections}
    tables["claims_as_read"] = [row for row in before.rows(touched) if corrections]
    for number, claim in enumerate(now.reading.claims, 1):
        key = seq * _CLAIMS + number
        tables["claim_speakers"] += now.speakers(key, claim)
        tables["claim_parties"] += now.parties(key, claim)
        tables["claim_places"] += now.places(key, claim)
        tables["claim_figures"] += now.figures(key, claim)
        tables["claim_evidence"] += [(key, n, *each.span) for n, each in enumerate(claim.evidence, 1)]
    return tables


def supersede(connection: sqlite3.Connection, report: int) -> None:
    """Marks the claims of all readings of a report there are: a newer one is coming."""
    for (seq,) in connection.execute("SELECT seq FROM readings WHERE report = ?", (report,)).fetchall():
        for name in ("claims", "claims_as_read"):
            connection.execute(f"UPDATE {name} SET superseded = 1 WHERE id {_RANGE}", {"seq": seq})


def place_of(connection: sqlite3.Connection, seq: int, report: int) -> PlaceOfReading:
    """Where the reading with that number stands among those of its report."""
    (newest,) = connection.execute("SELECT max(seq) FROM readings WHERE report = ?", (report,)).fetchone()
    select = "SELECT outlet FROM publications WHERE report = ? AND outlet IS NOT NULL ORDER BY seq"
    outlets = dict.fromkeys(outlet for (outlet,) in connection.execute(select, (report,)))
    return PlaceOfReading(seq, report, newest is not None and newest > seq, tuple(outlets))


def reading_of(claim: str) -> int:
    """The number of the reading that a claim ("12.c4") is of; 0 where that is no name of a claim."""
    number = claim.partition(".")[0]
    return int(number) if number.isdecimal() and len(number) < 19 else 0


def named(reading: Reading, seq: int) -> Reading:
    """The reading of that number with its claims under the names that they have in the ledger ("12.c4")."""

    def name(claim: Claim) -> Claim:
        return replace(claim, id=f"{seq}.{claim.id}", denies=f"{seq}.{claim.denies}" if claim.denies else None)

    return replace(reading, claims=tuple(map(name, reading.claims)))


def plain(text: str | None) -> str | None:
    """A name as the tables have it: on one line, safe to show; `None` where nothing is left."""
    return visible(text) or None if text is not None else None


class _Claims:
    """The claims of one reading as rows."""

    def __init__(self, place: PlaceOfReading, reading: Reading, decided: Mapping[str, str]) -> None:
        self.seq, self.report, self.superseded, self.outlets = place
        self.reading, self.decided = reading, decided
        self.exported = Rows(reading)
        disagreeing = {name for check in reading.checks if check.verdict == "disagree" for name in check.quantities}
        self.disputed = {claim.denies for claim in reading.claims}
        self.disputed |= {
            claim.id for claim in reading.claims if claim.denies or not disagreeing.isdisjoint(claim.quantities)
        }

    def rows(self, only: Iterable[str] | None = None) -> Iterator[tuple[Any, ...]]:
        """The rows of `claims`, of all of them or only some."""
        wanted = None if only is None else set(only)
        for number, claim in enumerate(self.reading.claims, 1):
            if wanted is None or claim.id in wanted:
                yield self._row(self.seq * _CLAIMS + number, claim)

    def _row(self, key: int, claim: Claim) -> tuple[Any, ...]:
        row = self.exported.of(claim)
        text = self.reading.report.text
        figures = [self.exported.quantities[name] for name in claim.quantities if name in self.exported.quantities]
        published = visible(self.reading.report.published or "")[:10] or None
        return (
            key,
            f"{self.seq}.{claim.id}",
            self.seq,
            self.report,
            "\n".join(fit(text[slice(*each.span)]) for each in claim.evidence),
            _joined(speaker for _, _, speaker, *_ in self.speakers(key, claim)[1:]),
            _joined([*(name for _, _, name, _ in self.parties(key, claim)), row.actor1, row.actor2, row.object]),
            _joined([*(visible(self.reading.places[i].name) for i in claim.places), row.where_description]),
            _joined(self.outlets),
            _joined([row.type, row.mode, row.subtype, row.event_type, row.sub_event_type], " "),
            _joined((figure.measure for figure in figures), " "),
            row.date_start or published,
            row.date_end or published,
            claim.id in self.disputed,
            self.superseded,
            self.decided.get(claim.id),
            *(_real(value) if type(value) is int else value for value in _OF_ROW(row)),
        )

    def speakers(self, key: int, claim: Claim) -> list[tuple[Any, ...]]:
        outlet = visible(self.reading.report.outlet or "") or None
        found: list[tuple[Any, ...]] = [(key, 0, outlet, None, None, None, "outlet")]
        for position, link in enumerate(claim.chain[1:], 1):
            statement = self.exported.statements.get(link.statement or "")
            name = self.exported.actors.get(link.speaker or "") or self.exported.speaker(statement)
            act, sourcing = (statement.act, statement.sourcing) if statement else (None, "unnamed")
            found.append((key, position, name, link.speaker, link.statement, act, sourcing))
        return found

    def parties(self, key: int, claim: Claim) -> list[tuple[Any, ...]]:
        event = self.exported.events.get(claim.event or "")
        arguments = event.arguments if event else ()
        return [
            (key, actor, self.exported.actors[actor], _joined((a.role for a in arguments if a.actor == actor), " "))
            for actor in dict.fromkeys(claim.actors)
            if actor in self.exported.actors
        ]

    def places(self, key: int, claim: Claim) -> list[tuple[Any, ...]]:
        found = (self.reading.places[i] for i in claim.places)
        return [
            (key, number, visible(p.name), p.country, p.lat, p.lon, p.gazetteer, p.feature, p.confidence, *p.span)
            for number, p in enumerate(found, 1)
        ]

    def figures(self, key: int, claim: Claim) -> list[tuple[Any, ...]]:
        found = (self.exported.quantities[name] for name in claim.quantities if name in self.exported.quantities)
        return [
            (
                key,
                number,
                figure.id,
                _real(figure.low),
                _real(figure.high),
                _real(figure.value),
                plain(figure.unit),
                figure.hedge,
                figure.measure,
                fit(self.reading.report.text[slice(*figure.span)]),
                *figure.span,
            )
            for number, figure in enumerate(found, 1)
        ]


def fit(words: str) -> str:
    """The words as the tables have them, with as many characters: U+FFFD for controls and unpaired surrogates."""
    return _UNFIT.sub("\ufffd", words)


def _publication(seq: int, publication: Publication) -> tuple[Any, ...]:
    known = (publication.title, publication.outlet, publication.url, publication.published, publication.retrieved)
    said = (plain(each) for each in (*known, publication.author))
    return (seq, publication.report, visible(publication.id), *said)


def _words(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of a row of `claims`, what the full-text index has of it."""
    named = dict(zip(_HEAD, row, strict=False))
    return (named["id"], *(named[column] for column in INDEXED))


def _joined(words: Iterable[str | None], between: str = "; ") -> str | None:
    return between.join(dict.fromkeys(each for each in words if each)) or None


def _real(number: float | int | None) -> float | None:
    """The number as SQLite holds it; `None` also for whole numbers beyond all measure."""
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None
