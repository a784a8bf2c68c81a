"""Writing readings to Parquet files, whole or not at all, and seeing afterwards which inputs are complete."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.interchange import rows
from sayso.interchange.rows import Row

#: The key in a file's metadata under which it says which inputs it completes, and what failed in them.
MARK = b"sayso"
#: The file beside them that lists what failed.
FAILURES = "failures.jsonl"
_GROUP_ROWS, _GROUP_BYTES = 64, 16 << 20  # of a row group, which is held in memory as a whole
_PART_ROWS, _PART_BYTES, _PART_FAILURES = 4096, 512 << 20, 4096  # of a file


class Completed(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of readings says of itself.

    `inputs` are the keys of those that are complete with it, none in a part that others follow; `failures` are what
    failed in this part, as records, each after its input's index in `of`, the inputs that the file was made from.
    """

    inputs: tuple[tuple[Any, ...], ...] = ()
    of: tuple[tuple[Any, ...], ...] = ()
    failures: tuple[tuple[int, dict[str, Any]], ...] = ()
    readings: int = 0


class Parts:
    """The files of one task: "NAME-0000.parquet" and on, which take their names together when all is written.

    `token` sets the names of unfinished files apart from those of other attempts.
    """

    def __init__(self, folder: Path, name: str, of: Sequence[tuple[Any, ...]], token: str) -> None:
        self._pa = rows.arrow()
        self._folder, self._name, self._of, self._token = folder, name, tuple(of), token
        self._paths: list[Path] = []
        self._writer: Any = None
        self._rows: list[Row] = []
        self._failures: list[tuple[int, dict[str, Any]]] = []
        self._held = self._written = self._count = 0
        self._open()

    def add(self, row: Row) -> None:
        """Takes a row. Raises `OSError`."""
        self._make_room()
        self._rows.append(row)
        self._held += row.size
        if len(self._rows) >= _GROUP_ROWS or self._held >= _GROUP_BYTES:
            self._flush()

    def fail(self, index: int, failure: dict[str, Any]) -> None:
        """Takes what failed, as a record, in the input with that index."""
        self._make_room()
        self._failures.append((index, failure))

    def finish(self, complete: Sequence[tuple[Any, ...]]) -> None:
        """Gives the files their names; the last says which inputs are complete. Raises `OSError`."""
        self._end(complete)
        for number, part in enumerate(self._paths):  # the last at the last: it alone says that all is there
            part.replace(self._folder / f"{self._name}-{number:04}.parquet")

    def discard(self) -> None:
        """Takes away what has no name yet."""
        if self._writer is not None:
            self._writer.close()
        for path in self._paths:
            path.unlink(missing_ok=True)

    def _open(self) -> None:
        path = self._folder / f".{self._name}-{len(self._paths):04}.{self._token}.part"
        self._paths.append(path)
        plain = ("text_sha256", "reading", "capture_body", "report_id", "position")
        columns = [name for name in Row.__struct_fields__ if name not in (*plain, "capture_headers")]
        self._writer = self._pa.parquet.ParquetWriter(
            path, rows.schema(self._pa), compression="zstd", use_dictionary=columns, write_statistics=columns
        )

    def _make_room(self) -> None:
        """Begins another part where this one is full."""
        if self._count >= _PART_ROWS or self._written >= _PART_BYTES or len(self._failures) >= _PART_FAILURES:
            self._end(())
            self._open()

    def _flush(self) -> None:
        self._writer.write_table(rows.table(self._pa, self._rows))
        self._count += len(self._rows)
        self._written += self._held
        self._rows, self._held = [], 0

    def _end(self, complete: Sequence[tuple[Any, ...]]) -> None:
        if self._rows:
            self._flush()
        said = Completed(inputs=tuple(complete), of=self._of, failures=tuple(self._failures), readings=self._count)
        # Paths may hold bytes that are no UTF-8, which JSON holds only as escapes.
        words = json.dumps(msgspec.to_builtins(said), separators=(",", ":"))
        self._writer.add_key_value_metadata({MARK.decode(): words})
        self._writer.close()
        self._writer = None
        self._failures, self._count, self._written = [], 0, 0


def completed(folder: Path, pattern: str = "*.parquet") -> Iterator[tuple[Path, Completed]]:
    """What the files of readings in a folder say of themselves; others, and damaged ones, are passed over."""
    pa = rows.arrow()
    for path in sorted(folder.glob(pattern)):
        if path.name.startswith("."):
            continue
        try:
            metadata = pa.parquet.read_metadata(path).metadata or {}
            yield path, msgspec.convert(json.loads(metadata[MARK]), Completed)
        except (pa.ArrowException, OSError, ValueError, KeyError, RecursionError):
            continue
