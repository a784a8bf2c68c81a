"""The ledger: one file that keeps reports, what they were read from, readings of them, and what people decide."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from msgspec.structs import replace

from sayso.errors import LedgerError
from sayso.ledger import additions, chain, removals, search, tables, verification
from sayso.ledger.arrow import claims_table, write_parquet
from sayso.ledger.chain import Damaged
from sayso.ledger.connection import connect, overwrite, told, transaction
from sayso.ledger.contents import Removal, decode, decode_capture, encode, text_sha256
from sayso.ledger.corrections import Correction, carried, corrected, validate, without_wrong
from sayso.ledger.decisions import corrections_of, decided, in_force
from sayso.ledger.derivation import Progress, derive_anew, refresh
from sayso.ledger.records import (
    Added,
    KeptCapture,
    KeptCopy,
    KeptPublication,
    KeptReading,
    ShownClaim,
    ShownReport,
    Stats,
)
from sayso.ledger.search import Asked, Found, Query
from sayso.ledger.verification import Verified, anchor_of
from sayso.reading import Reading
from sayso.report import Capture, Report

if TYPE_CHECKING:
    import pyarrow

_CLAIM = re.compile(r"[0-9]{1,18}\.\S+")
_NEWEST = "SELECT max(seq) FROM readings WHERE report = ?"
_PUBLICATIONS = """
    SELECT seq, at, id, title, outlet, url, published FROM publications JOIN entries USING (seq)
    WHERE report = ? ORDER BY seq
"""
_COPIES = """
    SELECT p.seq, similarity, p.title, p.outlet, p.published
    FROM (SELECT other AS seq, similarity FROM near_copies WHERE report = ?1
        UNION ALL SELECT report, similarity FROM near_copies WHERE other = ?1) JOIN reports p USING (seq)
    ORDER BY similarity DESC, p.seq
"""
_SECONDS = 5.0
_HELD = 16  # readings, while claims of them are given one by one


def _now() -> datetime:
    return datetime.now(UTC)


def open(  # noqa: A001  # sayso.open, as gzip.open
    path: str | Path,
    *,
    read_only: bool = False,
    timeout: float = _SECONDS,
    clock: Callable[[], datetime] = _now,
) -> "Ledger":
    """The ledger in the file, made anew where there is none; to be closed, or used in a `with` statement.

    `timeout` is how many seconds to wait for another program that writes. Raises `LedgerError` for a file that is no
    ledger, is damaged or of a newer version, and leaves it as it is.
    """
    path = Path(path)
    return Ledger(connect(path, read_only=read_only, timeout=timeout), path, clock)


class Ledger:
    """An open ledger. Everything that is written is written whole, as one transaction, or not at all.

    All methods raise `LedgerError` where the file cannot be used, `LedgerBusyError` where another program holds it.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Callable[[], datetime]) -> None:
        self._connection, self.path, self._clock = connection, path, clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def add(self, item: Reading | Report, capture: Capture | None = None) -> Added:
        """Keeps a reading and its report, or a report alone, and the bytes that it was read from.

        A report is the same if its text is. The first to come says its title, outlet and date; where the same text has
        others, or another id or address, that is a further publication of it. A reading is the same if report, model
        and version are, a capture if report, bytes and address are. What is there already is not added again, and a
        report that was forgotten stays so. Raises `LedgerError` for a reading that does not say
        what made it.
        """
        with told(self.path):
            added = additions.lacking(self._connection, *_parts(item), capture)
            if not added.new:
                return added
            with transaction(self._connection):
                return additions.add(self._connection, *_parts(item), capture, clock=self._clock)

    def add_many(self, items: Iterable[tuple[Reading | Report, Capture | None]]) -> list[Added]:
        """Keeps several as `add` does, as one transaction: all are kept for good once it returns, none before.

        Raises `LedgerError` as `add` does, and then keeps none of them.
        """
        with told(self.path), transaction(self._connection):
            return [
                additions.add(self._connection, *_parts(item), capture, clock=self._clock) for item, capture in items
            ]

    def has(self, report: Report, *, model_hash: str, version: str) -> bool:
        """Whether there is a reading of the report by that model and version, or the report was forgotten."""
        select = "SELECT 1 FROM reports p JOIN readings r ON r.report = p.seq"
        select += " WHERE text_sha256 = ?1 AND model_hash = ?2 AND version = ?3"
        select += " UNION ALL SELECT 1 FROM removals WHERE text_sha256 = ?1"
        with told(self.path):
            digest = text_sha256(report.text)
            return self._connection.execute(select, (digest, model_hash, version)).fetchone() is not None

    def search(self, words: str = "", *, limit: int = 20, **asked: Unpack[Asked]) -> list[Found]:
        """The claims that have the words and all that is asked, the best first; without words, the last added first.

        Only the newest reading of each report is searched, with its corrections and without the claims decided to be
        wrong, unless `all_readings`. `Query` says what can be asked.
        """
        with told(self.path):
            return search.search(self._connection, Query(words=words, **asked), limit)

    def show(self, name: str) -> ShownClaim | ShownReport:
        """All about a claim ("12.c4"), or about a report, by its id, the SHA-256 of its text or its entry's number.

        Raises `LedgerError` where there is none, and where it was forgotten: then with the reason.
        """
        with told(self.path):
            found = search.found(self._connection, name) if _CLAIM.fullmatch(name) else None
            return self._shown(found) if found else self._shown_report(self._report(name))

    def capture(self, entry: int) -> Capture:
        """The capture with that entry's number. Raises `LedgerError` where there is none."""
        with told(self.path):
            if not self._connection.execute("SELECT 1 FROM captures WHERE seq = ?", (entry,)).fetchone():
                raise LedgerError("no such capture; `sayso show` gives the numbers of a report's", source=str(entry))
            return decode_capture(chain.kept(self._connection, entry))[1]

    def correct(self, correction: Correction) -> Found:
        """Adds a person's decision about a claim, and gives the claim as it stands now.

        It holds for the same claim of newer readings of the report as well, those still to come included.

        Raises `LedgerError` where there is no such claim, or nothing in it that could be so changed.
        """
        seq = tables.reading_of(correction.claim)
        with told(self.path), transaction(self._connection):
            if search.found(self._connection, correction.claim) is None:
                raise LedgerError("no such claim; `sayso search` gives their names", source=correction.claim)
            validate(correction, corrected(*self._decided_reading(seq)))
            entry = chain.append(self._connection, "correction", encode(correction), clock=self._clock)
            tables.insert(self._connection, tables.of_correction(entry, correction))
            report = self._report_of(seq)
            refresh(self._connection, report, corrections_of(self._connection, report), since=seq)
            found = search.found(self._connection, correction.claim)
        assert found
        return found

    def forget(self, *reports: str, why: str) -> tuple[Removal, ...]:
        """Erases reports, named as in `show`: their texts, captures, readings and corrections. The chain says why.

        Their words are then in no file of the ledger any more; for that the whole file is written anew, once for all of
        the reports. What was forgotten already stays so. Raises `LedgerError` where there is no such report or no
        reason, and also where the file could not be written anew: the message says what to do then.
        """
        if not why.strip():
            raise LedgerError("a report is not forgotten without a reason; give one", source=", ".join(reports))
        with told(self.path), transaction(self._connection):
            forgotten = tuple(self._forgotten(name, why.strip()) for name in reports)
            # A word that is deleted from the index stays in it until all its parts are merged into one.
            self._connection.execute("INSERT INTO claims_fts (claims_fts) VALUES ('optimize')")
        try:
            with told(self.path):
                overwrite(self._connection)
        except LedgerError as error:
            again = " ".join(str(removal.report) for removal in forgotten)
            message = f"forgotten, but old words are still in the file ({error.message}); then forget {again} again"
            raise type(error)(message, source=str(self.path)) from error
        return forgotten

    def removal(self, report: str) -> Removal | None:
        """What is known of a report that was forgotten, by the SHA-256 of its text or its entry's number."""
        with told(self.path):
            return removals.removal_of(self._connection, report)

    def verify(self, *, anchor: str | None = None, tables: bool = False, progress: Progress | None = None) -> Verified:
        """Whether all is as it was written: the chain and the contents, and the tables too if asked.

        `anchor` is a `head` of before, which the chain must still have. The first entry that fails is the `fault`.
        With `tables` the tables and the index are derived from the contents again and compared, which takes some
        twenty times as long.
        """
        with told(self.path):
            return verification.verify(self._connection, anchor=anchor, derive=tables, progress=progress)

    def rebuild(self, *, progress: Progress | None = None) -> None:
        """Derives the tables and the index anew from the entries, which stay as they are.

        It mends what `verify` finds wrong in the tables alone. Raises `LedgerError` where an entry itself is damaged,
        and changes nothing then.
        """
        with told(self.path), transaction(self._connection):
            try:
                derive_anew(self._connection, progress)
            except (Damaged, ValueError, LookupError, StopIteration) as error:
                message = f"an entry is damaged ({error}); `sayso verify` names it, and a sound copy has it"
                raise LedgerError(message, source=str(self.path)) from error

    def head(self) -> str:
        """Number and hash of the newest entry, "12 5e1f...", to be kept or published where others see it."""
        with told(self.path):
            return anchor_of(*chain.head(self._connection))

    def readings(
        self, *, all_readings: bool = False, as_read: bool = False, only_corrected: bool = False, named: bool = False
    ) -> Iterator[Reading]:
        """The newest reading of each report, or all, in the order in which they were added.

        They have their corrections and lack the claims decided to be wrong, unless `as_read`. `only_corrected` gives
        those that somebody has decided about: training data. `named` gives claims the names that they have here.
        """
        newest = "seq = (SELECT max(seq) FROM readings WHERE report = r.report)"
        touched = "seq IN (SELECT reading FROM claims_as_read)"
        conditions = [newest] * (not all_readings) + [touched] * only_corrected
        select = f"SELECT seq FROM readings r WHERE {' AND '.join(conditions) or 'true'} ORDER BY seq"
        with told(self.path):
            for (seq,) in self._connection.execute(select).fetchall():  # so that it may be written to meanwhile
                reading = self._as_read(seq) if as_read else self._as_corrected(seq)
                yield tables.named(reading, seq) if named else reading

    def of_claims(self, claims: Iterable[str]) -> Iterator[Reading]:
        """For each claim its reading, as corrected, with that claim alone, under the name that it has here ("12.c4").

        Raises `LedgerError` where there is no such reading.
        """
        read = lru_cache(maxsize=_HELD)(self._named)
        with told(self.path):
            for name in claims:
                reading = read(tables.reading_of(name))
                yield replace(reading, claims=tuple(claim for claim in reading.claims if claim.id == name))

    def claims(self) -> "pyarrow.Table":
        """The view `current_claims` as an Arrow table, for pandas, Polars and DuckDB.

        Raises `LedgerError` where Arrow is not installed.
        """
        with told(self.path):
            return claims_table(self._connection)

    def write_parquet(self, path: Path) -> None:
        """Writes the view `current_claims` to a Parquet file, a part at a time. Raises as `claims`, and `OSError`."""
        with told(self.path):
            write_parquet(self._connection, path)

    def stats(self) -> Stats:
        """How much there is."""
        with told(self.path):
            return Stats.of(self._connection)

    # What follows is used within `told`.

    def _forgotten(self, name: str, why: str) -> Removal:
        """The removal of a report, made now unless it was forgotten already."""
        gone = removals.removal_of(self._connection, name)
        return gone or removals.forget(self._connection, self._report(name), why, clock=self._clock)

    def _report(self, name: str) -> int:
        """The number of a report's entry. Raises `LedgerError` where there is none."""
        seek = self._connection.execute
        key, number = removals.keys(name)
        select = "SELECT report FROM publications WHERE id = ?1 UNION ALL"
        select += " SELECT * FROM (SELECT seq FROM reports WHERE text_sha256 = ?2 OR seq = ?3)"
        if found := seek(select, (tables.plain(name) or "", key, number)).fetchone():
            return int(found[0])
        if gone := removals.removal_of(self._connection, name):
            (at,) = seek("SELECT at FROM removals WHERE report = ?", (gone.report,)).fetchone()
            raise LedgerError(f"forgotten on {at[:10]}: {gone.why}", source=name)
        raise LedgerError("no such report or claim; `sayso search` gives their names", source=name)

    def _report_of(self, reading: int) -> int:
        (report,) = self._connection.execute("SELECT report FROM readings WHERE seq = ?", (reading,)).fetchone()
        return int(report)

    def _as_read(self, seq: int) -> Reading:
        return decode(chain.kept(self._connection, seq), Reading)

    def _as_corrected(self, seq: int) -> Reading:
        reading, corrections = self._decided_reading(seq)
        return without_wrong(corrected(reading, corrections), corrections)

    def _named(self, seq: int) -> Reading:
        return tables.named(corrected(*self._decided_reading(seq)), seq)

    def _decided_reading(self, seq: int) -> tuple[Reading, list[Correction]]:
        """A reading as it was read, and the decisions that hold of it."""
        reading, report = self._as_read(seq), self._report_of(seq)
        place = tables.place_of(self._connection, seq, report)
        return reading, in_force(self._connection, place, reading, corrections_of(self._connection, report))

    def _shown(self, found: Found) -> ShownClaim:
        seq = tables.reading_of(found.claim)
        before, corrections = self._decided_reading(seq)
        return ShownClaim(
            found=found,
            as_read=before,
            reading=corrected(before, corrections),
            decided=tuple(
                each
                for each in decided(self._connection, self._report_of(seq))
                if self._here(each.correction, before, seq) == found.claim
            ),
        )

    def _here(self, correction: Correction, reading: Reading, seq: int) -> str | None:
        """The claim of a reading that a decision holds of; `None` where it is about a newer one, or fits no claim."""
        about = tables.reading_of(correction.claim)
        if about >= seq:
            return correction.claim if about == seq else None
        moved = carried(correction, self._as_read(about), reading, seq)
        return moved.claim if moved else None

    def _shown_report(self, seq: int) -> ShownReport:
        seek = self._connection.execute
        captures = seek(
            "SELECT seq, at, url, retrieved, bytes FROM captures JOIN entries USING (seq) WHERE report = ?", (seq,)
        )
        made = "SELECT seq, at, model, model_hash, version, claims FROM readings JOIN entries USING (seq)"
        readings = seek(f"{made} WHERE report = ?", (seq,))
        (newest,) = seek(_NEWEST, (seq,)).fetchone()
        read = self._as_read(newest) if newest else None
        lost = (
            each
            for each in decided(self._connection, seq)
            if read and self._here(each.correction, read, newest) is None
        )
        return ShownReport(
            entry=seq,
            report=decode(chain.kept(self._connection, seq), Report),
            captures=tuple(KeptCapture(*row) for row in captures.fetchall()),
            readings=tuple(KeptReading(*row) for row in readings.fetchall()),
            reading=self._as_corrected(newest) if newest else None,
            unmatched=tuple(lost),
            publications=tuple(KeptPublication(*row) for row in seek(_PUBLICATIONS, (seq,)).fetchall()),
            copies=tuple(KeptCopy(*row) for row in seek(_COPIES, (seq,)).fetchall()),
        )


def _parts(item: Reading | Report) -> tuple[Report, Reading | None]:
    """The report, and the reading where it is one. Raises `LedgerError` for one that does not say what made it."""
    if not isinstance(item, Reading):
        return item, None
    if not item.meta:
        raise LedgerError("the reading does not say which model made it", source=item.report.url or item.report.id)
    return item.report, item
