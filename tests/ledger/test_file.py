import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace

import sayso
from sayso import LedgerBusyError, LedgerError
from sayso.ledger import chain, tables
from sayso.ledger.contents import encode
from sayso.ledger.migrations import APPLICATION_ID, MIGRATIONS
from tests.ledger.ledgers import clash_by, opened, read, ticking
from tests.readings import clash_told

PROJECT = Path(__file__).parent.parent.parent


def script(code: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]


@pytest.fixture
def whole(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(clash_by("small"))
    return tmp_path / "news.sayso"


def refused(path: Path, message: str) -> None:
    """The file is refused with the message, for reading and for writing, and stays as it is."""
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LedgerError, match=message) as caught:
            sayso.open(path, read_only=read_only)
        assert caught.value.source == str(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Twelve soldiers died on Wednesday.\n" * 100)
    refused(path, "no ledger of Sayso")


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE reports (id)")
    refused(path, "no ledger of Sayso")


def test_a_newer_ledger_is_left_alone(whole):
    with closing(sqlite3.connect(whole)) as connection:
        connection.execute("PRAGMA user_version = 999")
    refused(whole, "newer version")


@pytest.mark.parametrize("size", [7, 50, 4096, 20_000])
def test_a_truncated_ledger_is_left_alone(whole, size):
    whole.write_bytes(whole.read_bytes()[:size])
    refused(whole, "cut short|no ledger")


def test_an_empty_file_becomes_a_ledger(tmp_path):
    path = tmp_path / "new.sayso"
    path.touch()
    with sayso.open(path) as ledger:
        ledger.add(clash_by("small"))
        assert ledger.verify().entries == 2


def test_what_is_not_there_or_no_file_is_said(tmp_path):
    with pytest.raises(LedgerError, match="no such ledger"):
        sayso.open(tmp_path / "none.sayso", read_only=True)
    with pytest.raises(LedgerError, match="no such ledger"):
        sayso.open(tmp_path / "none" / "none.sayso")
    with pytest.raises(LedgerError, match="folder"):
        sayso.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_opened_for_reading_is_not_written_to(whole):
    with sayso.open(whole, read_only=True) as ledger:
        with pytest.raises(LedgerError, match="only be read"):
            ledger.add(clash_by("large"))
        assert ledger.search("soldiers")
        assert ledger.verify(tables=True).fault is None


@pytest.fixture
def no_permission(whole):
    """The ledger where nothing may be written, as seen by somebody who is not its administrator."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "news.sayso")
        path.write_bytes(whole.read_bytes())
        path.chmod(0o444)
        path.parent.chmod(0o555)
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65534)
            yield path
        finally:
            os.seteuid(user)
            path.parent.chmod(0o755)


def test_a_ledger_without_permission_to_write_can_be_read_and_says_why_not_written(no_permission):
    for read_only in (False, True):
        with sayso.open(no_permission, read_only=read_only) as ledger:
            assert ledger.search("soldiers")
            assert ledger.verify(tables=True).fault is None
            with pytest.raises(LedgerError, match="only be read"):
                ledger.add(clash_by("large"))


def test_a_second_writer_waits_and_then_says_so(whole):
    with sayso.open(whole, timeout=0.05) as ledger, closing(sqlite3.connect(whole)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusyError, match="another program"):
            ledger.add(clash_by("large"))
        assert ledger.search("soldiers")
        other.execute("ROLLBACK")
        assert ledger.add(clash_by("large")).new == ("reading",)


ADD = """
import sayso, sys
from tests.ledger.ledgers import read
with sayso.open(sys.argv[1], timeout=60) as ledger:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        ledger.add(read(f"Holm said {number} boats sank."))
        print(number, flush=True)
"""


def test_two_programs_add_to_one_ledger_at_once(tmp_path):
    path = tmp_path / "news.sayso"
    writers = [script(ADD, path, start, start + 25) for start in (0, 15)]
    assert [writer.wait() for writer in writers] == [0, 0]
    for writer in writers:
        writer.communicate()
    with sayso.open(path) as ledger:
        assert ledger.stats().reports == 40
        assert ledger.verify(tables=True).fault is None


@pytest.mark.parametrize("after", [0, 1, 7])
def test_a_program_that_is_killed_loses_nothing_that_it_has_said(tmp_path, after):
    path = tmp_path / "news.sayso"
    writer = script(ADD, path, 0, 10_000)
    assert writer.stdout
    said = [writer.stdout.readline() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    said += writer.communicate()[0].splitlines()
    with sayso.open(path) as ledger:
        assert ledger.verify(tables=True).fault is None
        assert ledger.stats().reports >= len(said)
        assert ledger.stats().reports == ledger.stats().readings
        for number in range(len(said) + 3):
            ledger.add(read(f"Holm said {number} boats sank."))
        assert ledger.stats().reports == len(said) + 3
        assert ledger.verify(tables=True).fault is None


FULL = """
import resource, sayso, sys
from tests.ledger.ledgers import read
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
with sayso.open(sys.argv[1]) as ledger:
    try:
        for number in range(10_000):
            ledger.add(read(f"Holm said {number} boats sank."))
            print(number, flush=True)
    except sayso.LedgerError as error:
        print(error.message)
"""


def test_a_full_disk_is_said_and_loses_nothing(tmp_path):
    path = tmp_path / "news.sayso"
    writer = script(FULL, path)
    *said, last = writer.communicate()[0].splitlines()
    assert "make room" in last
    with sayso.open(path) as ledger:
        assert ledger.stats().reports == len(said) > 0
        assert ledger.verify(tables=True).fault is None
        ledger.add(clash_by("small"))
        assert ledger.verify(tables=True).fault is None


def test_a_ledger_of_an_older_version_is_brought_up_to_date_and_keeps_all(tmp_path):
    path = tmp_path / "news.sayso"
    report = clash_told().report
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute("PRAGMA user_version = 1")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        entry = chain.append(connection, "report", encode(report), clock=ticking())
        row = tables.of_report(entry, report)["reports"][0]
        connection.execute(f"INSERT INTO reports VALUES ({', '.join('?' * len(row))})", row)
    with pytest.raises(LedgerError, match="older version"):
        sayso.open(path, read_only=True)
    with sayso.open(path) as ledger:
        assert ledger.verify(tables=True).fault is None
        assert ledger.add(clash_told()).new == ("reading",)
        assert ledger.add(replace(report, outlet="Lake News")).new == ("publication",)
        assert ledger.verify(tables=True).fault is None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            connection.execute("DELETE FROM entries")
