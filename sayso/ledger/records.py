"""Records: what a ledger says of what was added, of what it keeps, and of how much there is."""

import sqlite3
from typing import Self

import msgspec

from sayso.ledger.corrections import Correction
from sayso.ledger.search import Found
from sayso.reading import Reading
from sayso.report import Report


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `add` did. `new` has the kinds of the entries that it made: empty where all was there already.

    `report` and `reading` are the numbers of their entries, `None` where there is none; `forgotten` is true where the
    report must not be kept.
    """

    report: int | None
    reading: int | None
    new: tuple[str, ...] = ()
    forgotten: bool = False


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, the number of its entry, and when it was made (ISO 8601, UTC)."""

    entry: int
    at: str
    correction: Correction


class KeptCapture(msgspec.Struct, frozen=True):
    """A capture without its bytes; `Ledger.capture(entry)` gives these. `at` is when it was added."""

    entry: int
    at: str
    url: str | None
    retrieved: str | None
    bytes: int


class KeptPublication(msgspec.Struct, frozen=True):
    """Where a report was published with that very text; `at` is when it was added."""

    entry: int
    at: str
    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


class KeptCopy(msgspec.Struct, frozen=True):
    """A report that is a near copy, and how alike they are, from 0 to 1."""

    entry: int
    similarity: float
    title: str | None
    outlet: str | None
    published: str | None


class KeptReading(msgspec.Struct, frozen=True):
    """A reading in a few words: what made it, how many claims it has. `at` is when it was added."""

    entry: int
    at: str
    model: str
    model_hash: str
    version: str
    claims: int


class ShownClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it stands, and both its histories: the reading before and after all corrections, and its own ones."""

    found: Found
    as_read: Reading
    reading: Reading
    decided: tuple[Decided, ...]


class ShownReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report, what it was read from, and the readings of it; `reading` is the newest with its corrections.

    `publications` are all places where that text was published, `copies` the reports that are nearly the same, the most
    similar first. `unmatched` are the decisions about older readings that fit no claim of the newest.
    """

    entry: int
    report: Report
    captures: tuple[KeptCapture, ...]
    readings: tuple[KeptReading, ...]
    reading: Reading | None
    unmatched: tuple[Decided, ...] = ()
    publications: tuple[KeptPublication, ...] = ()
    copies: tuple[KeptCopy, ...] = ()


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """How much a ledger has; `claims` and `disputed` count the newest readings alone, `bytes` the file.

    `models`, `outlets` and `types` are names with their counts, the most frequent first, ten at most.
    """

    entries: int
    reports: int
    publications: int
    near_copies: int
    captures: int
    readings: int
    claims: int
    disputed: int
    corrections: int
    removals: int
    bytes: int
    first: str | None
    last: str | None
    models: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Self:
        """The counts of an open ledger."""

        def one(select: str) -> tuple[int, ...]:
            row: tuple[int, ...] = connection.execute(select).fetchone()
            return row

        def most(name: str, table: str) -> tuple[tuple[str, int], ...]:
            select = (
                f"SELECT {name}, count(*) n FROM {table} GROUP BY 1 HAVING {name} <> '' ORDER BY n DESC, 1 LIMIT 10"
            )
            return tuple(connection.execute(select).fetchall())

        kept = {
            name: one(f"SELECT count(*) FROM {name}")[0]
            for name in (
                "entries",
                "reports",
                "publications",
                "near_copies",
                "captures",
                "readings",
                "corrections",
                "removals",
            )
        }
        claims, disputed = one("SELECT count(*), ifnull(sum(disputed), 0) FROM current_claims")
        first, last = connection.execute("SELECT min(at), max(at) FROM entries").fetchone()
        return cls(
            **kept,
            claims=claims,
            disputed=disputed,
            bytes=one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0],
            first=first,
            last=last,
            models=most("model || ' ' || version", "readings"),
            outlets=most("outlet", "reports"),
            types=most("type", "current_claims"),
        )
