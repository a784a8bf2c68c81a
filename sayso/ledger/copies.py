"""Near copies: one text under several hands, as when a wire report is cut or given a new lead.

Reports are compared by their runs of four words, numbers being alike. Which to compare is found by MinHash (Broder
1997): two reports that share a run in so many of their least hashes are likely to share many. How alike they are is
then measured, not estimated: the part of the runs of the shorter one that the other has as well, so that a report cut
to a third is still a copy.
"""

import re
import sqlite3
from collections.abc import Iterator

from rensa import CMinHash

from sayso.ledger import chain
from sayso.ledger.contents import decode
from sayso.report import Report

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_RUN = 4  # words
_FEWEST = 12  # runs in common: an agency's own sentence about itself has fewer
_LEAST = 0.2
"""From here on two reports are copies; `docs/quality.md` has what that finds."""
_HASHES = 32
_SEED = 1
_SHARED = 2  # hashes
_COMPARED = 32  # reports, those that share most hashes


def runs(report: Report) -> frozenset[str]:
    """The runs of words of a report, without what is not of the story."""
    text = report.text
    for piece in sorted(report.furniture, key=lambda each: each.span, reverse=True):
        if piece.kind != "headline":
            text = text[: piece.span.start] + " " + text[piece.span.end :]
    words = _WORD.findall(_NUMBER.sub("0", text).casefold())
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def similarity(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The part of the shorter report's runs that the other has, from 0 to 1; `None` where they are no copies."""
    shared = len(one & other)
    found = round(shared / max(1, min(len(one), len(other))), 3)
    return found if shared >= _FEWEST and found >= _LEAST else None


def link(connection: sqlite3.Connection, seq: int, report: Report) -> None:
    """Notes which earlier reports the report of that number is a near copy of, and keeps its hashes for later ones."""
    own = runs(report)
    hashes = _hashes(own)
    marks = ", ".join("?" * len(hashes))
    select = f"SELECT report FROM sketches WHERE hash IN ({marks}) AND report < ? GROUP BY report"
    select += f" HAVING count(*) >= {_SHARED} ORDER BY count(*) DESC, report LIMIT {_COMPARED}"
    others = [other for (other,) in connection.execute(select, (*hashes, seq)).fetchall()]
    connection.executemany("INSERT INTO near_copies VALUES (?, ?, ?)", _measured(connection, seq, own, others))
    connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", ((each, seq) for each in hashes))


def measured(connection: sqlite3.Connection, seq: int, report: Report) -> list[tuple[int, int, float]]:
    """The rows of `near_copies` that there should be for the pairs that there are."""
    select = "SELECT other FROM near_copies WHERE report = ?"
    others = [other for (other,) in connection.execute(select, (seq,)).fetchall()]
    return list(_measured(connection, seq, runs(report), others)) if others else []


def forget(connection: sqlite3.Connection, seq: int) -> None:
    """Takes away all that is known of a report's copies."""
    connection.execute("DELETE FROM sketches WHERE report = ?", (seq,))
    connection.execute("DELETE FROM near_copies WHERE ? IN (report, other)", (seq,))


def _measured(
    connection: sqlite3.Connection, seq: int, own: frozenset[str], others: list[int]
) -> Iterator[tuple[int, int, float]]:
    for other in others:
        content = chain.content(connection, other)
        alike = similarity(own, runs(decode(content, Report))) if content else None
        if alike is not None:
            yield seq, other, alike


def _hashes(found: frozenset[str]) -> list[int]:
    """The least hash of the runs under each of so many hash functions, with the number of the function above it."""
    if not found:
        return []
    sketch = CMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(sorted(found))
    return [number << 32 | each for number, each in enumerate(sketch.digest())]
