"""Claims as an Arrow table, which pandas, Polars and DuckDB take without a copy, and as a Parquet file."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import LedgerError

if TYPE_CHECKING:
    import pyarrow

_BATCH = 10_000  # rows held as Python values at once
_TRUTHS = frozenset({"main", "disputed"})


def claims_table(connection: sqlite3.Connection) -> "pyarrow.Table":
    """The view `current_claims`, a column for each of its own. Raises `LedgerError` where Arrow is not installed."""
    pa = _arrow()
    schema = _schema(pa, connection)
    return pa.Table.from_batches(_batches(pa, schema, connection), schema=schema)


def write_parquet(connection: sqlite3.Connection, path: Path) -> None:
    """Writes the view `current_claims` to a file, a batch at a time. Raises as `claims_table`, and `OSError`."""
    pa = _arrow()
    from pyarrow import parquet

    schema = _schema(pa, connection)
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in _batches(pa, schema, connection):
            writer.write_batch(batch)


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise LedgerError("Arrow tables and Parquet need pyarrow: pip install 'sayso[arrow]'") from error
    return pyarrow


def _schema(pa: Any, connection: sqlite3.Connection) -> Any:
    types = {"TEXT": pa.string(), "REAL": pa.float64(), "INTEGER": pa.int64()}
    columns = connection.execute("SELECT name, type FROM pragma_table_info('current_claims')").fetchall()
    return pa.schema([(name, pa.bool_() if name in _TRUTHS else types[kind]) for name, kind in columns])


def _batches(pa: Any, schema: Any, connection: sqlite3.Connection) -> Iterator[Any]:
    cursor = connection.execute("SELECT * FROM current_claims")
    while rows := cursor.fetchmany(_BATCH):
        values = zip(*rows, strict=True)
        arrays = [
            pa.array(map(bool, column) if field.name in _TRUTHS else column, type=field.type)
            for field, column in zip(schema, values, strict=True)
        ]
        yield pa.record_batch(arrays, schema=schema)
