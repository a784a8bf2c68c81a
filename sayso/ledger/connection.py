"""The connection to a ledger's file: opened with care, and its errors in words that say what to do."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sayso.errors import LedgerBusyError, LedgerError
from sayso.ledger.chain import Damaged
from sayso.ledger.migrations import APPLICATION_ID, MIGRATIONS, migrate

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes
_CACHE = 65_536  # KiB of pages, of which a search over a million claims reads many
_NO_LEDGER = "this is no ledger of Sayso; give another file, it was left as it is"
_CUT = "the ledger is cut short or damaged; take it from a copy that `sayso verify` finds whole"
_NEWER = "the ledger is of a newer version ({}, and this Sayso knows {}); install a newer Sayso"
_REMEDIES = {
    "SQLITE_FULL": "the disk is full; make room and run it again. Nothing was written of what was being added",
    "SQLITE_IOERR": "the disk cannot be read or written; make room, check it and run it again."
    " Nothing was written of what was being added",
    "SQLITE_READONLY": "the ledger may only be read; change the permissions of the file and its folder, or copy it",
    "SQLITE_CANTOPEN": "the ledger cannot be opened; check the folder and its permissions",
    "SQLITE_PERM": "no permission to open the ledger; change its permissions or copy it",
    "SQLITE_NOTADB": _NO_LEDGER,
    "SQLITE_CORRUPT": _CUT,
}
_BUSY = "another program is writing to the ledger; wait until it is done and run it again"


def connect(path: Path, *, read_only: bool, timeout: float) -> sqlite3.Connection:
    """The connection to a ledger, made anew where there is no file; `timeout` is how many seconds to wait for others.

    Raises `LedgerError` for a file that is no ledger, is damaged or of a newer version, and leaves it as it is.
    """
    _inspect(path, read_only)
    with told(path):
        connection = _readable(path, "rw" if read_only else "rwc", timeout)
        try:
            _prepare(connection, path, read_only)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the file, and a damaged content, into a `LedgerError`."""
    try:
        yield
    except Damaged as error:
        raise LedgerError(f"{error}; take the ledger from a sound copy", source=str(path)) from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise LedgerBusyError(_BUSY, source=str(path)) from error
        remedy = next((words for code, words in _REMEDIES.items() if name.startswith(code)), None)
        raise LedgerError(remedy or f"SQLite says: {error}", source=str(path)) from error
    except UnicodeDecodeError as error:  # names in the file, which SQLite passes on as they are
        raise LedgerError(_CUT, source=str(path)) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing of what is written within; others wait from its start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")  # rows are taken away and written anew
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def overwrite(connection: sqlite3.Connection) -> None:
    """Writes the file anew, so that nothing is left in it of what was deleted, and empties the file beside it.

    `secure_delete` alone leaves copies where SQLite once moved rows from a full page to another. Raises
    `LedgerBusyError` where another program reads the old state, and `sqlite3.Error` where there is no room.
    """
    connection.execute("VACUUM")
    (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LedgerBusyError("another program reads the ledger; close that")


def _readable(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    """A connection that can read at least."""
    connection = _connection(path, mode, timeout)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        connection.close()
        # In a folder that takes no new file SQLite cannot keep count of readers; without a writer's file it need not.
        if _journal(path) or not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise
        return _connection(path, "ro&immutable=1", timeout)
    return connection


def _connection(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)


def _inspect(path: Path, read_only: bool) -> None:
    """Looks at the file itself, before SQLite does, which would make one or mend what is none of ours."""
    source = str(path)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError as error:
        if read_only or not path.parent.is_dir():
            raise LedgerError("no such ledger; check the path, or add reports to make one", source=source) from error
        return
    except IsADirectoryError as error:
        raise LedgerError("this is a folder; give the file of a ledger", source=source) from error
    except OSError as error:
        raise LedgerError(f"the ledger cannot be read ({error.strerror}); check the file", source=source) from error
    if not size and not read_only:
        return
    if not header.startswith(_MAGIC[:size]) or not size:
        raise LedgerError(_NO_LEDGER, source=source)
    if size < _HEADER:
        raise LedgerError(_CUT, source=source)
    page = int.from_bytes(header[16:18], "big")
    pages, version = (int.from_bytes(header[at : at + 4], "big") for at in (28, 60))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise LedgerError(_NO_LEDGER, source=source)
    if version > len(MIGRATIONS):
        raise LedgerError(_NEWER.format(version, len(MIGRATIONS)), source=source)
    if not _journal(path) and size < pages * (65536 if page == 1 else page):
        raise LedgerError(_CUT, source=source)


def _journal(path: Path) -> bool:
    """Whether a writer left something that is not in the file itself yet."""
    files = (path.with_name(f"{path.name}-{end}") for end in ("wal", "journal"))
    return any(file.exists() and file.stat().st_size for file in files)


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise LedgerError(_NEWER.format(version, len(MIGRATIONS)), source=str(path))
    if version < len(MIGRATIONS):
        if read_only:
            raise LedgerError(
                "the ledger is of an older version; run `sayso verify` once, which brings it up to date",
                source=str(path),
            )
        # A new file is made with a rollback journal, so that its header says what it is as soon as it is anything.
        with transaction(connection):
            migrate(connection)
    connection.execute("PRAGMA foreign_keys = ON")  # not before: a step may make a table anew that others refer to
    connection.execute("PRAGMA query_only = ON" if read_only else "PRAGMA journal_mode = WAL")
