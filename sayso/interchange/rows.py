"""Rows: the columns of a file of readings, and what stands in them. `docs/scale.md` describes them."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import msgspec
from msgspec.structs import replace

from sayso.errors import EngineError
from sayso.reading import Reading
from sayso.report import Capture, content_id

#: What a reader of such a file needs; the other columns are there for whoever queries the file.
NEEDED = (
    "input",
    "position",
    "text_sha256",
    "model_hash",
    "version",
    "reading",
    *(f"capture_{part}" for part in ("body", "url", "retrieved", "headers")),
)


class Row(msgspec.Struct, frozen=True):
    """One row, its fields the columns in their order."""

    input: str
    position: int
    report_id: str
    text_sha256: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    model: str
    model_hash: str
    version: str
    reading: str
    capture_body: bytes | None
    capture_url: str | None
    capture_retrieved: str | None
    capture_headers: list[dict[str, str]] | None

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return len(self.reading) + len(self.capture_body or b"")


def row_of(source: str, position: int, reading: Reading, capture: Capture | None) -> Row:
    """The row of a reading that says what made it: of the item at a position (from 0) of an input.

    The seconds that the reading took are left out: no two runs agree in them.
    """
    report, meta = reading.report, reading.meta
    assert meta
    return Row(
        input=_plain(source),
        position=position,
        report_id=_plain(report.id),
        text_sha256=content_id(report.text).removeprefix("sha256:"),
        url=_known(report.url),
        outlet=_known(report.outlet),
        title=_known(report.title),
        published=_known(report.published),
        model=meta.model,
        model_hash=meta.model_hash,
        version=meta.version,
        reading=replace(reading, meta=replace(meta, seconds=None)).to_json(),
        capture_body=capture.body if capture else None,
        capture_url=_known(capture.url) if capture else None,
        capture_retrieved=_known(capture.retrieved) if capture else None,
        capture_headers=[{"name": _plain(name), "value": _plain(value)} for name, value in capture.headers]
        if capture
        else None,
    )


def arrow() -> Any:
    """The module pyarrow. Raises `EngineError` where it is not installed."""
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise EngineError("readings in Parquet need pyarrow: pip install 'sayso[arrow]'") from error


def schema(pa: Any) -> Any:
    """The Arrow schema of the rows."""
    header = pa.struct([pa.field("name", pa.string(), False), pa.field("value", pa.string(), False)])
    kinds = {"position": pa.int64(), "capture_body": pa.binary(), "capture_headers": pa.list_(header)}
    unknown = {"url", "outlet", "title", "published"}
    return pa.schema(
        [
            pa.field(name, kinds.get(name, pa.string()), name in unknown or name.startswith("capture_"))
            for name in Row.__struct_fields__
        ]
    )


def table(pa: Any, rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table."""
    columns = {name: [getattr(row, name) for row in rows] for name in Row.__struct_fields__}
    return pa.table(columns, schema=schema(pa))


def _plain(text: str) -> str:
    """The text as Parquet holds it: U+FFFD for unpaired surrogates. The reading itself has it as it was read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _known(text: str | None) -> str | None:
    return None if text is None else _plain(text)
