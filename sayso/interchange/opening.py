"""Opening files of readings: a few rows at a time, each looked at before it is believed."""

from collections.abc import Iterator, Sequence
from json import loads
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sayso.errors import EngineError, InputError
from sayso.intake import InputFailure
from sayso.interchange import rows
from sayso.interchange.soundness import fault_in
from sayso.reading import Meta, Reading
from sayso.report import Capture, Report, content_id

_MAGIC = b"PAR1"
_LARGEST_GROUP = 1 << 28  # bytes of a row group, unpacked; those of Sayso have a sixteenth of it as a rule
_REMEDY = "take files that `sayso read --engine` wrote, or export the texts as JSONL, one report a line"


class _Head(msgspec.Struct, frozen=True):
    """As much of a reading as tells whether it is known."""

    report: Report
    meta: Meta


class KeptReading(NamedTuple):
    """A reading in a file: its report and what made it at once, the rest when it is asked for.

    `source` names the file, `row` the place in it (1-based); `json` is the reading as it stands there.
    """

    source: str
    row: int
    report: Report
    meta: Meta
    capture: Capture | None
    json: str

    def reading(self) -> Reading:
        """All of it. Raises `InputError` where its parts do not belong together."""
        reading: Reading | None = _decoded(self.json, Reading)
        if fault := "it does not fit the reading format" if reading is None else fault_in(reading):
            raise InputError(f"this reading is damaged: {fault}; {_REMEDY}", source=self.source, line=self.row)
        assert reading
        return reading


def is_parquet(path: Path) -> bool:
    """Whether the file is one of Parquet, by its first bytes. Raises `OSError`."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def open_readings(path: Path) -> Iterator[KeptReading | InputFailure]:
    """The readings in a Parquet file, lazily and in order.

    A row that is none gives an `InputFailure` with its number, and the next is looked at; a file that is none gives
    one for the whole. A row's text must have the hash that the row says, its reading the model and the version.
    """
    source = str(path)
    try:
        pa = rows.arrow()
    except EngineError as error:
        yield InputFailure(source=source, message=error.message)
        return
    try:
        with pa.parquet.ParquetFile(path) as file:
            if fault := _fault_in_file(pa, file):
                yield InputFailure(source=source, message=f"{fault}; {_REMEDY}")
                return
            # One row at a time: a value that a small file repeats by reference is then in memory once.
            for number, batch in enumerate(file.iter_batches(batch_size=1, columns=list(rows.NEEDED)), 1):
                yield _kept(source, number, batch.to_pylist()[0])
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).partition("\n")[0][:200]
        yield InputFailure(source=source, message=f"this Parquet file cannot be read ({reason}); write or get it again")


def _fault_in_file(pa: Any, file: Any) -> str | None:
    wanted, found = rows.schema(pa), file.schema_arrow
    for name in rows.NEEDED:
        index = found.get_field_index(name)
        if index < 0:
            return f'this Parquet file holds no readings: it has no column "{name}"'
        if found.field(index).type != wanted.field(name).type:
            return f'this Parquet file holds no readings: its column "{name}" is {found.field(index).type}'
    groups = range(file.metadata.num_row_groups)
    if any(file.metadata.row_group(group).total_byte_size > _LARGEST_GROUP for group in groups):
        return f"a row group of this Parquet file unpacks to more than {_LARGEST_GROUP:,} bytes"
    return None


def _kept(source: str, number: int, row: dict[str, Any]) -> KeptReading | InputFailure:
    text = row["reading"]
    head = _decoded(text, _Head) if text is not None else None
    fault = None
    if head is None:
        fault = "there is no reading in it that says what made it"
    elif content_id(head.report.text).removeprefix("sha256:") != row["text_sha256"]:
        fault = "its text is not the one that its hash was made of"
    elif (head.meta.model_hash, head.meta.version) != (row["model_hash"], row["version"]):
        fault = "its reading names another model or version than the row"
    if fault or head is None:
        return InputFailure(source=source, line=number, message=f"this row is damaged: {fault}; {_REMEDY}")
    return KeptReading(source, number, head.report, head.meta, _capture(row), text)


def _capture(row: dict[str, Any]) -> Capture | None:
    if row["capture_body"] is None:
        return None
    headers: Sequence[dict[str, str | None]] = row["capture_headers"] or ()
    return Capture(
        body=row["capture_body"],
        url=row["capture_url"],
        retrieved=row["capture_retrieved"],
        headers=tuple((header["name"] or "", header["value"] or "") for header in headers if header),
    )


def _decoded(text: str, kind: type[Any]) -> Any:
    """The record in the JSON, or `None`."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:  # unpaired surrogates, or numbers of any length, or no JSON at all
        pass
    except RecursionError:
        return None
    try:
        return msgspec.convert(loads(text), kind)
    except (ValueError, RecursionError):
        return None
