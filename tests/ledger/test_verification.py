import hashlib
import random
import sqlite3
import zlib
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso import Correction
from sayso.ledger.verification import Fault
from tests.ledger.ledgers import PAGE, clash_by, opened, read


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole")
    with opened(path) as ledger:
        ledger.add(clash_by("small"), PAGE)
        ledger.add(clash_by("large"))
        ledger.add(read("Holm said 12 boats sank."))
        ledger.correct(Correction(claim="4.c1", by="Ada Holm", decision="changed", speaker="Border Guard"))
        ledger.add(read("Brandt said 5 boats sank.", id="gone"))
        ledger.forget("gone", why="asked for by Brandt")
    return path / "news.sayso"


@pytest.fixture
def ledger_file(whole, tmp_path):
    copy = tmp_path / "copy.sayso"
    copy.write_bytes(whole.read_bytes())
    return copy


def tamper(path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER entries_are_never_changed")
        connection.execute("DROP TRIGGER entries_are_never_deleted")
        connection.execute("DROP TRIGGER contents_are_never_changed")
        for statement in statements:
            connection.execute(statement)


def fault(path, **asked: str) -> Fault | None:
    with sayso.open(path) as ledger:
        return ledger.verify(tables=True, **asked).fault


def test_a_whole_ledger_is_found_whole_entry_by_entry(ledger_file):
    told = []
    with sayso.open(ledger_file) as ledger:
        found = ledger.verify(progress=lambda done, of: told.append((done, of)))
    assert found.fault is None
    assert (found.entries, found.erased) == (10, 2)
    assert told[-1] == (10, 10)


def test_the_chain_can_be_checked_without_sayso(ledger_file):
    before = bytes(32)
    select = "SELECT seq, kind, at, content_sha256, previous, hash, data FROM entries LEFT JOIN contents USING (seq)"
    with closing(sqlite3.connect(ledger_file)) as database:
        for n, (seq, kind, at, sha256, previous, found, data) in enumerate(
            database.execute(f"{select} ORDER BY seq"), 1
        ):
            assert (seq, previous) == (n, before)
            assert data is None or hashlib.sha256(zlib.decompress(data)).digest() == sha256
            before = hashlib.sha256(previous + f"{seq}\n{kind}\n{at}\n".encode() + sha256).digest()
            assert before == found
    with sayso.open(ledger_file) as ledger:
        assert ledger.head() == f"{n} {before.hex()}"


@settings(max_examples=60)
@given(st.integers(0, 7), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_any_flipped_byte_of_a_content_is_found(whole, tmp_path_factory, which, where, bits):
    path = tmp_path_factory.mktemp("flipped") / "copy.sayso"
    path.write_bytes(whole.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER contents_are_never_changed")
        seq, data = connection.execute(
            "SELECT seq, data FROM contents ORDER BY seq LIMIT 1 OFFSET ?", (which,)
        ).fetchone()
        flipped = bytearray(data)
        flipped[int(where * len(data))] ^= bits
        connection.execute("UPDATE contents SET data = ? WHERE seq = ?", (bytes(flipped), seq))
    found = fault(path)
    assert found
    assert found.seq == seq


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_a_flipped_byte_anywhere_in_the_file_never_makes_verify_fail_otherwise_than_by_saying_so(
    whole, tmp_path_factory, chance: random.Random
):
    path = tmp_path_factory.mktemp("flipped") / "copy.sayso"
    data = bytearray(whole.read_bytes())
    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)
    try:
        fault(path)
    except sayso.LedgerError as error:
        assert error.source == str(path)  # noqa: PT017  # or none at all, where nothing needs the byte


@pytest.mark.parametrize(
    ("change", "seq", "kind", "what"),
    [
        ("UPDATE entries SET at = '2020-01-01T00:00:00Z' WHERE seq = 2", 2, "capture", "its hash is not"),
        ("UPDATE entries SET kind = 'report' WHERE seq = 2", 2, "report", "its hash is not"),
        ("UPDATE entries SET hash = zeroblob(32) WHERE seq = 4", 4, "reading", "its hash is not"),
        ("UPDATE entries SET previous = zeroblob(32) WHERE seq = 4", 4, "reading", "does not name the entry before"),
        ("UPDATE entries SET content_sha256 = zeroblob(32) WHERE seq = 1", 1, "report", "its hash is not"),
        ("DELETE FROM contents WHERE seq = 3", 3, "reading", "its content is missing"),
        ("DELETE FROM contents WHERE seq = 7", 7, "correction", "its content is missing"),
        ("DELETE FROM contents WHERE seq = 10", 8, "report", "its content is missing"),
        ("DELETE FROM entries WHERE seq = 2", 2, None, "it is missing"),
        ("DELETE FROM entries WHERE seq = 1", 1, None, "it is missing"),
        ("INSERT INTO contents VALUES (99, 0, x'00')", 99, None, "no entry"),
        ("UPDATE claims SET quantity_low = 200 WHERE claim = '4.c1'", 4, "reading", "table claims"),
        ("UPDATE claims SET main = 0 WHERE claim = '3.c1'", 3, "reading", "table claims"),
        ("UPDATE claims_as_read SET speakers = 'Army'", 4, "reading", "table claims_as_read"),
        ("DELETE FROM claim_places WHERE latitude = 47.5", 3, "reading", "table claim_places"),
        ("UPDATE reports SET outlet = 'Other Post' WHERE seq = 1", 1, "report", "table reports"),
        ("UPDATE captures SET url = NULL", 2, "capture", "table captures"),
        ("UPDATE corrections SET person = 'Ivo'", 7, "correction", "table corrections"),
        ("UPDATE removals SET why = 'none'", 10, "removal", "table removals"),
        ("INSERT INTO actors VALUES (99, 'a1', 'Nobody', 'Person', NULL, NULL, 0)", 10, None, "table actors"),
        (
            "INSERT INTO claims_fts (claims_fts, rowid, evidence) SELECT 'delete', id, evidence FROM claims LIMIT 1",
            10,
            None,
            "full-text index",
        ),
    ],
)
def test_what_is_changed_is_found_and_named(ledger_file, change, seq, kind, what):
    tamper(ledger_file, change)
    found = fault(ledger_file)
    assert found
    assert (found.seq, found.kind) == (seq, kind)
    assert what in str(found)


def test_the_tables_are_looked_at_only_where_asked(ledger_file):
    tamper(ledger_file, "UPDATE claims SET main = 0 WHERE reading = 3")
    with sayso.open(ledger_file) as ledger:
        assert ledger.verify().fault is None
        assert ledger.verify(tables=True).fault


def test_the_first_of_several_faults_is_named_those_of_the_chain_before_those_of_the_tables(ledger_file):
    tamper(
        ledger_file, "UPDATE entries SET at = '' WHERE seq IN (4, 6)", "UPDATE claims SET main = 0 WHERE reading = 3"
    )
    found = fault(ledger_file)
    assert found
    assert found.seq == 4


def test_an_anchor_holds_for_all_that_comes_after(tmp_path):
    with opened(tmp_path) as ledger:
        empty = ledger.head()
        ledger.add(clash_by("small"))
        anchor = ledger.head()
        ledger.add(clash_by("large"))
        assert ledger.verify(anchor=anchor).fault is None
        assert ledger.verify(anchor=empty).fault is None
        assert ledger.verify(anchor=ledger.head()).fault is None


@pytest.mark.parametrize("anchor", ["1 " + "ab" * 32, "99 " + "ab" * 32, "nothing", "0 " + "ab" * 32, "1"])
def test_an_anchor_of_another_ledger_is_not_there(ledger_file, anchor):
    assert "anchor" in str(fault(ledger_file, anchor=anchor))


def test_a_ledger_that_was_cut_at_its_end_is_found_by_the_anchor_alone(ledger_file):
    with sayso.open(ledger_file) as ledger:
        anchor = ledger.head()
    tamper(
        ledger_file,
        "DELETE FROM removals",
        "DELETE FROM contents WHERE seq = 10",
        "DELETE FROM entries WHERE seq >= 8",
    )
    assert fault(ledger_file) is None
    found = fault(ledger_file, anchor=anchor)
    assert found
    assert found.seq == 10


def test_entries_cannot_be_changed_by_accident(ledger_file):
    with closing(sqlite3.connect(ledger_file)) as connection:
        for statement in (
            "UPDATE entries SET at = ''",
            "DELETE FROM entries",
            "UPDATE contents SET data = x''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                connection.execute(statement)


def test_tables_that_were_changed_are_mended_from_the_entries(ledger_file):
    with closing(sqlite3.connect(ledger_file)) as connection:
        whole = list(connection.iterdump())
    tamper(
        ledger_file,
        "UPDATE claims SET quantity_low = 200, evidence = 'other words'",
        "DELETE FROM claims_as_read",
        "DELETE FROM reports WHERE seq = 5",
        "INSERT INTO actors VALUES (99, 'a1', 'Nobody', 'Person', NULL, NULL, 0)",
    )
    assert fault(ledger_file)
    told = []
    with sayso.open(ledger_file) as ledger:
        head = ledger.head()
        ledger.rebuild(progress=lambda done, of: told.append((done, of)))
        assert ledger.verify(tables=True).fault is None
        assert ledger.head() == head
        assert ledger.search("other") == []
    assert told == [(10, 10)]
    with closing(sqlite3.connect(ledger_file)) as connection:
        mended = list(connection.iterdump())
    kept = [line for line in whole if "TRIGGER" not in line and "claims_fts" not in line]
    assert [line for line in mended if "claims_fts" not in line] == kept


def test_what_an_entry_lacks_cannot_be_mended(ledger_file):
    tamper(ledger_file, "UPDATE contents SET data = x'00' WHERE seq = 3")
    with sayso.open(ledger_file) as ledger:
        with pytest.raises(sayso.LedgerError, match="an entry is damaged"):
            ledger.rebuild()
        assert ledger.search("soldiers")
