"""Claims as an Arrow table, which pandas, Polars and DuckDB take without a copy."""

import sqlite3
from typing import TYPE_CHECKING

from sayso.errors import LedgerError

if TYPE_CHECKING:
    import pyarrow

_BATCH = 10_000  # rows held as Python values at once
_TRUTHS = frozenset({"main", "disputed"})


def claims_table(connection: sqlite3.Connection) -> "pyarrow.Table":
    """The view `current_claims`, a column for each of its own. Raises `LedgerError` where Arrow is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise LedgerError("Arrow tables need pyarrow: pip install 'sayso[arrow]'") from error
    types = {"TEXT": pa.string(), "REAL": pa.float64(), "INTEGER": pa.int64()}
    columns = connection.execute("SELECT name, type FROM pragma_table_info('current_claims')").fetchall()
    schema = pa.schema([(name, pa.bool_() if name in _TRUTHS else types[kind]) for name, kind in columns])
    cursor = connection.execute("SELECT * FROM current_claims")
    batches = []
    while rows := cursor.fetchmany(_BATCH):
        values = zip(*rows, strict=True)
        arrays = [
            pa.array(map(bool, column) if field.name in _TRUTHS else column, type=field.type)
            for field, column in zip(schema, values, strict=True)
        ]
        batches.append(pa.record_batch(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)
