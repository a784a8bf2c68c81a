"""Search: claims by their words and by who, where, what and when."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

import msgspec

from sayso.ledger.tables import fit
from sayso.report import Span

# Around the words that were found; `fit` lets neither stand in the text.
_ON, _OFF = "\x01", "\x02"
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_COLUMNS = """
    c.id, c.claim, p.seq, p.id, p.title, p.outlet, p.url, p.published, c.speaker_chain, c.type, c.subtype, c.quantity,
    c.location, c.first_day, c.last_day, c.decision, c.disputed, c.evidence
"""
_HIGHLIGHT = f"SELECT rowid, highlight(claims_fts, 0, '{_ON}', '{_OFF}') FROM claims_fts WHERE claims_fts MATCH ?"
_ONE_BY_ONE = 100  # claims
_OUTLETS = "SELECT outlet FROM publications WHERE report = ? AND outlet IS NOT NULL AND outlet IS NOT ? ORDER BY seq"
_COPIED = "SELECT other, similarity FROM near_copies WHERE report = ? ORDER BY similarity DESC, other LIMIT 1"
# A word that a tenth of a million claims have cannot rank them all in the time that a reader waits.
_RANKED = 5_000


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for. All that is given must hold; `None` asks for nothing.

    `words` are words and "phrases in quotes", a word that ends in * being a beginning; they are looked for in the
    evidence, in any of their forms. `speaker`, `actor`, `place` and `outlet` are words of a name, `event` of a type,
    mode or subtype, `measure` of what is told of those counted. `since` and `until` are days (YYYY-MM-DD), both
    included, of the time that the claim is about, or else of publication. `disputed` is whether it denies or is denied,
    or a figure of it disagrees with another.
    """

    words: str = ""
    speaker: str | None = None
    actor: str | None = None
    place: str | None = None
    event: str | None = None
    measure: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    disputed: bool | None = None
    all_readings: bool = False


class Asked(TypedDict, total=False):
    """What a search may ask for beside words, as the fields of `Query`."""

    speaker: str | None
    actor: str | None
    place: str | None
    event: str | None
    measure: str | None
    outlet: str | None
    since: str | None
    until: str | None
    disputed: bool | None
    all_readings: bool


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one telling of a claim; `span` and `highlights` are in code points of the report's text."""

    span: Span
    words: str
    highlights: tuple[Span, ...] = ()


class NearCopy(msgspec.Struct, frozen=True):
    """A report, by the number of its entry, that another is a near copy of, and how alike they are, from 0 to 1."""

    entry: int
    similarity: float


class Found(msgspec.Struct, frozen=True):
    """One claim that was found, as it stands with its corrections; `docs/exports.md` says what the values mean.

    `report` is the report's id and `entry` the number of its entry; `first_day` and `last_day` are those of the time
    that the claim is about, or else the day of publication. `also_in` are the other outlets that have the same text,
    `near_copy_of` is the earlier report that is most like it.
    """

    claim: str
    entry: int
    report: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    speaker_chain: str
    type: str | None
    subtype: str | None
    quantity: str | None
    location: str | None
    first_day: str | None
    last_day: str | None
    decision: str | None
    disputed: bool
    tellings: tuple[Telling, ...]
    also_in: tuple[str, ...] = ()
    near_copy_of: NearCopy | None = None


def search(connection: sqlite3.Connection, query: Query, limit: int) -> list[Found]:
    """The claims that fit, the best first; without words, those added last first.

    Where very many have the words, the best are looked for among the `_RANKED` that were added last, or as many as are
    asked for.
    """
    if not all(_words(words) for _, words in _asked(query)):  # nothing but marks, which no claim is found by
        return []
    select, values = statement(query, limit)
    rows = connection.execute(select, values).fetchall()
    marked = _marked(connection, _match(Query(words=query.words)), [row[0] for row in rows])
    return [_found(connection, row, marked.get(row[0])) for row in rows]


def statement(query: Query, limit: int) -> tuple[str, Sequence[Any]]:
    """The SQL of a query and its values."""
    match = _match(query)
    asked: list[tuple[str, Any]] = [
        ("claims_fts MATCH ?", match or None),
        ("c.last_day >= ?", query.since),
        ("c.first_day <= ?", query.until),
        ("c.disputed = ?", query.disputed),
    ]
    conditions = [condition for condition, value in asked if value is not None]
    if not query.all_readings:
        conditions += ["c.superseded = 0", "c.decision IS NOT 'wrong'"]
    where = " AND ".join(conditions) or "true"
    values = [value for _, value in asked if value is not None]
    # The full-text index comes first and gives its rows in the order asked for, so that no more is read than is needed;
    # what else must hold is looked up in an index that is small beside the claims.
    fitting, order = "claims c", "c.id"
    if match:
        fitting, order = "claims_fts f CROSS JOIN claims c INDEXED BY claims_by_state ON c.id = f.rowid", "f.rowid"
    if _words(query.words):
        most = max(_RANKED, limit)
        latest = f"SELECT c.id, f.rank AS score FROM {fitting} WHERE {where} ORDER BY {order} DESC LIMIT {most}"
        best = f"SELECT id, score FROM ({latest}) ORDER BY score, id DESC LIMIT ?"
    else:
        best = f"SELECT c.id, -c.id AS score FROM {fitting} WHERE {where} ORDER BY {order} DESC LIMIT ?"
    joined = f"({best}) k CROSS JOIN claims c USING (id) CROSS JOIN reports p ON p.seq = c.report"
    return f"SELECT {_COLUMNS} FROM {joined} ORDER BY k.score, c.id DESC", [*values, limit]


def found(connection: sqlite3.Connection, claim: str) -> Found | None:
    """The claim of that name, of whatever reading."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM claims c JOIN reports p ON p.seq = c.report WHERE c.claim = ?", (claim,)
    ).fetchone()
    return _found(connection, row, None) if row else None


def _match(query: Query) -> str:
    """The query in the language of the full-text index, whatever characters its words hold."""
    asked = ((column, _words(words)) for column, words in _asked(query))
    return " AND ".join(f"{column} : ({' AND '.join(terms)})" for column, terms in asked if terms)


def _asked(query: Query) -> list[tuple[str, str]]:
    """The words that are asked for, by the column that must have them."""
    asked = (
        ("evidence", query.words),
        ("speakers", query.speaker),
        ("parties", query.actor),
        ("locations", query.place),
        ("kinds", query.event),
        ("measures", query.measure),
        ("outlet", query.outlet),
    )
    return [(column, words) for column, words in asked if words and not words.isspace()]


def _words(words: str | None) -> list[str]:
    """The terms, each in quotes, so that nothing in them is an operator."""
    terms = []
    for phrase, word in _TERM.findall(words or ""):
        plain = fit(phrase or word).replace('"', " ").strip()
        beginning = "*" if word.endswith("*") else ""
        if any(character.isalnum() for character in plain):
            terms.append(f'"{plain.rstrip("*")}"{beginning}')
    return terms


def _marked(connection: sqlite3.Connection, words: str, keys: Sequence[int]) -> dict[int, str]:
    """The evidence of each claim with the words that were looked for between marks; empty where there are none."""
    if not words or not keys:
        return {}
    if len(keys) <= _ONE_BY_ONE:
        found = (connection.execute(f"{_HIGHLIGHT} AND rowid = ?", (words, key)).fetchone() for key in keys)
        return dict(row for row in found if row)
    # Each look into the index finds all that have the words: for many claims, one look and a choice is less.
    wanted = set(keys)
    rows = connection.execute(f"{_HIGHLIGHT} AND rowid BETWEEN ? AND ?", (words, min(keys), max(keys)))
    return {key: evidence for key, evidence in rows if key in wanted}


def _found(connection: sqlite3.Connection, row: Sequence[Any], marked: str | None) -> Found:
    """The claim of a row; `marked` is its evidence with marks."""
    key, *known, disputed, evidence = row
    spans = connection.execute(
        "SELECT span_start, span_end FROM claim_evidence WHERE claim = ? ORDER BY number", (key,)
    ).fetchall()
    marks = list(_marks(marked)) if marked else []
    tellings = tuple(_tellings([Span(*span) for span in spans], evidence, marks))
    _, entry, _, _, outlet, *_ = known
    others = connection.execute(_OUTLETS, (entry, outlet)).fetchall()
    copied = connection.execute(_COPIED, (entry,)).fetchone()
    also_in = tuple(dict.fromkeys(name for (name,) in others))
    return Found(*[*known, bool(disputed), tellings, also_in, NearCopy(*copied) if copied else None])


def _marks(marked: str) -> Iterator[Span]:
    """Where the marks stand, in code points of the text without them."""
    at, start = 0, 0
    for piece in re.split(f"({_ON}|{_OFF})", marked):
        if piece == _ON:
            start = at
        elif piece == _OFF:
            yield Span(start, at)
        else:
            at += len(piece)


def _tellings(spans: Sequence[Span], evidence: str, marks: Sequence[Span]) -> Iterator[Telling]:
    """The evidence, cut into its tellings, which stand in it one after another with a line break between."""
    begin = 0
    for span in spans:
        end = begin + span.end - span.start
        shift = span.start - begin
        within = (mark for mark in marks if begin <= mark.start and mark.end <= end)
        lit = tuple(Span(mark.start + shift, mark.end + shift) for mark in within)
        yield Telling(span=span, words=evidence[begin:end], highlights=lit)
        begin = end + 1
