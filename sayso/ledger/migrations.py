"""Migrations: what makes a file a ledger, one numbered step after another."""

import sqlite3

#: Marks an SQLite file as a ledger of Sayso: "Says" in ASCII.
APPLICATION_ID = 0x53617973

_FIRST = """
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'capture', 'reading', 'correction', 'removal')),
    at TEXT NOT NULL,
    content_sha256 BLOB NOT NULL CHECK (length(content_sha256) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE contents (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    crc32 INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER contents_are_never_changed BEFORE UPDATE ON contents
    BEGIN SELECT RAISE(ABORT, 'contents are only added, or forgotten'); END;

CREATE TABLE reports (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    id TEXT NOT NULL,
    text_sha256 TEXT NOT NULL UNIQUE,
    title TEXT,
    outlet TEXT,
    url TEXT,
    language TEXT,
    published TEXT,
    retrieved TEXT,
    author TEXT,
    words INTEGER NOT NULL
) STRICT;
CREATE INDEX reports_by_id ON reports (id);
CREATE TABLE captures (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    report INTEGER NOT NULL REFERENCES reports (seq),
    url TEXT,
    retrieved TEXT,
    content_type TEXT,
    body_sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX captures_by_report ON captures (report, body_sha256);
CREATE TABLE readings (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    report INTEGER NOT NULL REFERENCES reports (seq),
    model TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    version TEXT NOT NULL,
    statements INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    disagreements INTEGER NOT NULL,
    UNIQUE (report, model_hash, version)
) STRICT;
CREATE INDEX readings_by_report ON readings (report);
CREATE TABLE actors (
    reading INTEGER NOT NULL REFERENCES readings (seq),
    actor TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    country TEXT,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (reading, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    claim TEXT NOT NULL UNIQUE,
    reading INTEGER NOT NULL REFERENCES readings (seq),
    report INTEGER NOT NULL,
    {row}
) STRICT;
CREATE INDEX claims_by_reading ON claims (reading);
CREATE INDEX claims_by_state ON claims (id, superseded, decision, disputed, first_day, last_day);
CREATE TABLE claims_as_read (
    id INTEGER PRIMARY KEY REFERENCES claims (id),
    claim TEXT NOT NULL,
    reading INTEGER NOT NULL,
    report INTEGER NOT NULL,
    {row}
) STRICT;
CREATE TABLE claim_speakers (
    claim INTEGER NOT NULL REFERENCES claims (id),
    position INTEGER NOT NULL,
    speaker TEXT,
    actor TEXT,
    statement TEXT,
    act TEXT,
    sourcing TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_parties (
    claim INTEGER NOT NULL REFERENCES claims (id),
    actor TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT,
    PRIMARY KEY (claim, actor)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_places (
    claim INTEGER NOT NULL REFERENCES claims (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    country_code TEXT,
    latitude REAL,
    longitude REAL,
    gazetteer TEXT,
    feature TEXT,
    confidence REAL NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_figures (
    claim INTEGER NOT NULL REFERENCES claims (id),
    number INTEGER NOT NULL,
    figure TEXT NOT NULL,
    low REAL,
    high REAL,
    value REAL,
    unit TEXT,
    hedge TEXT,
    measure TEXT,
    words TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_evidence (
    claim INTEGER NOT NULL REFERENCES claims (id),
    number INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (claim, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    at TEXT NOT NULL,
    claim TEXT NOT NULL REFERENCES claims (claim),
    reading INTEGER NOT NULL REFERENCES readings (seq),
    person TEXT NOT NULL,
    decision TEXT NOT NULL,
    speaker TEXT,
    figure_low REAL,
    figure_high REAL,
    unit TEXT,
    place TEXT,
    latitude REAL,
    longitude REAL,
    type TEXT,
    note TEXT
) STRICT;
CREATE INDEX corrections_by_reading ON corrections (reading);
CREATE INDEX corrections_by_claim ON corrections (claim);
CREATE TABLE removals (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    at TEXT NOT NULL,
    report INTEGER NOT NULL REFERENCES entries (seq),
    text_sha256 TEXT NOT NULL UNIQUE,
    entries INTEGER NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE claims_fts USING fts5 (
    evidence, speakers, parties, locations, outlet, kinds, measures,
    content="claims", content_rowid="id", tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO claims_fts (claims_fts, rank) VALUES ('rank', 'bm25(1, 0, 0, 0, 0, 0, 0)');

CREATE VIEW current_readings AS
    SELECT r.* FROM readings r WHERE r.seq = (SELECT max(seq) FROM readings WHERE report = r.report);
CREATE VIEW current_claims AS
    SELECT c.*, p.id AS report_id, p.title, p.url, p.published, r.model, r.version, e.at AS read_at
    FROM claims c JOIN reports p ON p.seq = c.report JOIN readings r ON r.seq = c.reading
        JOIN entries e ON e.seq = c.reading
    WHERE NOT c.superseded AND c.decision IS NOT 'wrong';
CREATE VIEW corrected_claims AS
    SELECT n.claim, n.decision, o.speaker_chain AS speaker_chain_as_read, n.speaker_chain,
        o.quantity_low AS quantity_low_as_read, n.quantity_low, o.quantity_high AS quantity_high_as_read,
        n.quantity_high, o.unit AS unit_as_read, n.unit, o.location AS location_as_read, n.location,
        o.type AS type_as_read, n.type, n.evidence
    FROM claims_as_read o JOIN claims n ON n.id = o.id;
CREATE VIEW claim_history AS
    SELECT c.claim, e.seq, e.at, 'read' AS what, r.model || ' ' || r.version AS who, coalesce(o.speaker_chain,
        c.speaker_chain) AS speaker, coalesce(o.quantity_low, c.quantity_low) AS figure_low,
        coalesce(o.quantity_high, c.quantity_high) AS figure_high, coalesce(o.unit, c.unit) AS unit,
        coalesce(o.location, c.location) AS place, coalesce(o.type, c.type) AS type, NULL AS note
    FROM claims c JOIN entries e ON e.seq = c.reading JOIN readings r ON r.seq = c.reading
        LEFT JOIN claims_as_read o ON o.id = c.id
    UNION ALL
    SELECT claim, seq, at, decision, person, speaker, figure_low, figure_high, unit, place, type, note FROM corrections;
"""
# What is told of a claim: what is searched, then the columns of a row of the exports, but for those of its report.
_ROW = """
    evidence TEXT NOT NULL,
    speakers TEXT,
    parties TEXT,
    locations TEXT,
    outlet TEXT,
    kinds TEXT,
    measures TEXT,
    first_day TEXT,
    last_day TEXT,
    disputed INTEGER NOT NULL,
    superseded INTEGER NOT NULL,
    decision TEXT,
    event_date TEXT,
    date_start TEXT,
    date_end TEXT,
    event_type TEXT,
    sub_event_type TEXT,
    type TEXT,
    mode TEXT,
    subtype TEXT,
    actor1 TEXT,
    actor2 TEXT,
    object TEXT,
    instrument TEXT,
    country TEXT,
    country_code TEXT,
    admin1 TEXT,
    location TEXT,
    where_description TEXT,
    latitude REAL,
    longitude REAL,
    geo_precision INTEGER,
    place_confidence REAL,
    fatalities REAL,
    low REAL,
    high REAL,
    quantity TEXT,
    quantity_low REAL,
    quantity_high REAL,
    unit TEXT,
    measure TEXT,
    polarity TEXT,
    certainty TEXT,
    tense TEXT,
    main INTEGER NOT NULL,
    source_original TEXT,
    speaker_chain TEXT NOT NULL,
    act TEXT,
    sourcing TEXT,
    denies TEXT,
    notes TEXT,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    tellings INTEGER NOT NULL
"""

# Entries of one more kind, which a check on a column allows only in a table that is made anew; and copies.
_SECOND = """
DROP VIEW current_readings;
DROP VIEW current_claims;
DROP VIEW corrected_claims;
DROP VIEW claim_history;
CREATE TABLE entries_anew (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('report', 'publication', 'capture', 'reading', 'correction', 'removal')),
    at TEXT NOT NULL,
    content_sha256 BLOB NOT NULL CHECK (length(content_sha256) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO entries_anew SELECT * FROM entries;
DROP TABLE entries;
ALTER TABLE entries_anew RENAME TO entries;
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;

CREATE TABLE publications (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq),
    report INTEGER NOT NULL REFERENCES reports (seq),
    id TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,
    retrieved TEXT,
    author TEXT
) STRICT;
CREATE INDEX publications_by_report ON publications (report);
CREATE INDEX publications_by_id ON publications (id);
INSERT INTO publications SELECT seq, seq, id, title, outlet, url, published, retrieved, author FROM reports;
CREATE TABLE near_copies (
    report INTEGER NOT NULL REFERENCES reports (seq),
    other INTEGER NOT NULL REFERENCES reports (seq),
    similarity REAL NOT NULL,
    PRIMARY KEY (report, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_copies_by_other ON near_copies (other);
CREATE TABLE sketches (
    hash INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES reports (seq),
    PRIMARY KEY (hash, report)
) STRICT, WITHOUT ROWID;

ALTER TABLE corrections ADD COLUMN own_voice INTEGER NOT NULL DEFAULT 0;

CREATE VIEW current_readings AS
    SELECT r.* FROM readings r WHERE r.seq = (SELECT max(seq) FROM readings WHERE report = r.report);
CREATE VIEW current_claims AS
    SELECT c.*, p.id AS report_id, p.title, p.url, p.published, r.model, r.version, e.at AS read_at,
        (SELECT other FROM near_copies n WHERE n.report = c.report ORDER BY similarity DESC, other LIMIT 1)
            AS near_copy_of
    FROM claims c JOIN reports p ON p.seq = c.report JOIN readings r ON r.seq = c.reading
        JOIN entries e ON e.seq = c.reading
    WHERE NOT c.superseded AND c.decision IS NOT 'wrong';
CREATE VIEW copies AS
    SELECT n.report, n.other, n.similarity, a.outlet, b.outlet AS other_outlet, a.title, b.title AS other_title,
        a.published, b.published AS other_published
    FROM near_copies n JOIN reports a ON a.seq = n.report JOIN reports b ON b.seq = n.other;
{corrected}
"""
_CORRECTED = _FIRST[_FIRST.index("CREATE VIEW corrected_claims") :]

#: The steps, in order. A step that has been released is never changed: what is to be otherwise is a new one.
MIGRATIONS: tuple[str, ...] = (
    _FIRST.replace("{row}", _ROW.strip()),
    _SECOND.replace("{corrected}", _CORRECTED),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Takes the file to the newest version, in the transaction that is open; what is up to date stays as it is."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        for statement in _statements(step):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(step: str) -> list[str]:
    """The statements of a step one by one: `executescript` would end the transaction."""
    found, held = [], ""
    for piece in step.split(";"):
        held += piece + ";"
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return found
