"""What a watch remembers, in a small SQLite file beside the ledger."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from msgspec.structs import replace

from sayso.errors import LedgerError
from sayso.watching.records import Feed, Host, Item, Robots

_VERSION = 1
_SCHEMA = """
CREATE TABLE feeds (name TEXT PRIMARY KEY, failure TEXT, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
  feed TEXT NOT NULL, key TEXT NOT NULL, link TEXT, host TEXT NOT NULL, state TEXT NOT NULL, due REAL NOT NULL,
  reason TEXT, record BLOB NOT NULL, PRIMARY KEY (feed, key)
);
CREATE INDEX items_waiting ON items (host, due) WHERE state = 'waiting';
CREATE INDEX items_links ON items (link);
CREATE TABLE ledger (reached INTEGER NOT NULL);
INSERT INTO ledger VALUES (0);
CREATE TABLE hosts (name TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
"""
_ANOTHER = "another watch uses this ledger; stop that first, or give another --ledger"
_REMEDY = "delete the file to begin anew: the ledger adds nothing twice"

_Record = TypeVar("_Record", Feed, Item, Host, Robots)


class Store:
    """The memory of one watch at a time: the file stays locked until it is closed or the process ends.

    Raises `LedgerError` where another watch has the file, and where it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told():
            self._connection = sqlite3.connect(path, isolation_level=None, timeout=0)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written within, or nothing of it."""
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def match(self, entries: int) -> bool:
        """Makes sure that a ledger of so many entries is the one that items were kept in; whether it is.

        If it is behind, being new or an older copy, no item counts as seen, and feeds are to be given whole.
        """
        with self._told():
            (reached,) = self._connection.execute("SELECT reached FROM ledger").fetchone()
        if entries >= reached:
            return True
        with self.together():
            feeds = self._all(Feed, "SELECT record FROM feeds")
            self._connection.execute("DELETE FROM items")
            self._connection.execute("UPDATE ledger SET reached = 0")
            self.keep(*(replace(feed, etag=None, modified=None) for feed in feeds))
        return False

    def reached(self, entry: int) -> None:
        """Notes the number of an entry that the ledger has."""
        with self._told():
            self._connection.execute("UPDATE ledger SET reached = max(reached, ?)", (entry,))

    def feeds(self, names: Iterable[str]) -> dict[str, Feed]:
        """What is known of the feeds of these names, in their order."""
        select = "SELECT record FROM feeds WHERE name = ?"
        found = {name: self._one(Feed, select, name) for name in names}
        return {name: feed or Feed(name=name, address=name, at=name) for name, feed in found.items()}

    def hosts(self) -> dict[str, Host]:
        """All hosts, by name."""
        return {host.name: host for host in self._all(Host, "SELECT record FROM hosts")}

    def robots(self) -> dict[str, Robots]:
        """All rules, by origin."""
        return {robots.origin: robots for robots in self._all(Robots, "SELECT record FROM robots")}

    def item(self, feed: str, key: str) -> Item | None:
        """An item, if it was ever seen."""
        return self._one(Item, "SELECT record FROM items WHERE feed = ? AND key = ?", feed, key)

    def first_waiting(self) -> list[Item]:
        """Of each host the item that is due first."""
        return self._all(Item, "SELECT record, min(due) FROM items WHERE state = 'waiting' GROUP BY host")

    def waiting_at(self, host: str, due: float) -> list[Item]:
        """The items of a host that are due by then."""
        return self._all(Item, "SELECT record FROM items WHERE state = 'waiting' AND host = ? AND due <= ?", host, due)

    def waiting(self, feed: str | None = None) -> int:
        """How many items wait, of one feed or of all."""
        select = "SELECT count(*) FROM items WHERE state = 'waiting'"
        with self._told():
            given = (f"{select} AND feed = ?", (feed,)) if feed else (select, ())
            return int(self._connection.execute(*given).fetchone()[0])

    def given(self, link: str) -> Mapping[str, int]:
        """How many items have that link, by feed."""
        with self._told():
            rows = self._connection.execute("SELECT feed, count(*) FROM items WHERE link = ? GROUP BY feed", (link,))
            return dict(rows.fetchall())

    def keep(self, *records: Feed | Item | Host | Robots) -> None:
        """Writes the records, in place of what was known of the same."""
        with self._told():
            for record in records:
                self._keep(record)

    def _keep(self, record: Feed | Item | Host | Robots) -> None:
        plain = msgspec.json.encode(record)
        match record:
            case Feed():
                row: tuple[object, ...] = (record.name, record.failure, plain)
                table = "feeds"
            case Item():
                row = (record.feed, record.key, record.link, record.host, record.state, record.due)
                row += (record.reason, plain)
                table = "items"
            case Host():
                row, table = (record.name, plain), "hosts"
            case Robots():
                row, table = (record.origin, plain), "robots"
        places = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)

    def _one(self, kind: type[_Record], select: str, *given: object) -> _Record | None:
        return next(iter(self._all(kind, select, *given)), None)

    def _all(self, kind: type[_Record], select: str, *given: object) -> list[_Record]:
        with self._told():
            rows = self._connection.execute(select, given).fetchall()
            return [msgspec.json.decode(row[0], type=kind) for row in rows]

    def _prepare(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA locking_mode = EXCLUSIVE")
        execute("PRAGMA journal_mode = WAL")
        execute("PRAGMA synchronous = NORMAL")
        execute("BEGIN IMMEDIATE")  # takes the lock, which is then kept
        (version,) = execute("PRAGMA user_version").fetchone()
        (tables,) = execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version == 0 and not tables:
            for statement in _SCHEMA.split(";"):
                execute(statement)
            execute(f"PRAGMA user_version = {_VERSION}")
        elif version != _VERSION:
            raise LedgerError(f"this is not the memory of a watch, or of another version; {_REMEDY}", source=self._name)
        execute("COMMIT")

    @property
    def _name(self) -> str:
        return str(self._path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise LedgerError(_ANOTHER, source=self._name) from error
            if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise LedgerError(f"damaged; {_REMEDY}", source=self._name) from error
            raise LedgerError(f"the memory of the watch cannot be used ({error})", source=self._name) from error
        except msgspec.MsgspecError as error:
            raise LedgerError(f"damaged; {_REMEDY}", source=self._name) from error
