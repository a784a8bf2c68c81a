"""One lot: what a worker does, whichever engine it belongs to."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import sayso
from sayso.engines.inputs import File, reason
from sayso.engines.journal import Journal
from sayso.errors import EngineError, InputError, ModelError
from sayso.intake import InputFailure, open_captured
from sayso.interchange import Parts, completed
from sayso.interchange.rows import row_of
from sayso.output import failure_record
from sayso.pipeline import Reader
from sayso.reading import Meta
from sayso.report import Capture, Report

_TOLD = 20  # failures that are told of while it runs; all of them stand in the files
_DIED = "the process that read this died twice, perhaps for want of memory; split it"


@dataclass(frozen=True)
class Task:
    """What all lots of a run have in common: where readings go, what is stated of the reports, what reads them."""

    folder: Path
    run: str
    made: Meta
    published: str | None = None
    outlet: str | None = None

    def key(self, file: File) -> tuple[Any, ...]:
        """What must be as it was for a file not to be read again."""
        return (*file, self.published, self.outlet, self.made.model_hash, self.made.version)


class LotDone(NamedTuple):
    """What became of a lot: `failures` are the first few of the `failed`; files not reached are not complete."""

    files: int
    readings: int
    failed: int
    failures: tuple[InputFailure, ...]
    unreached: tuple[InputFailure, ...]


Make = Callable[[], Reader]
ReadLot = Callable[[tuple[File, ...]], LotDone]


def lot_reader(task: Task, make: Make) -> ReadLot:
    """The function of a worker. Raises `ModelError` where its model is not the one that the run was started with."""
    reader = make()
    if (reader.model_hash, sayso.__version__) != (task.made.model_hash, task.made.version):
        raise ModelError("a worker has another model or another version of Sayso; install the same everywhere")
    return lambda lot: _Lot(task, reader, lot).read()


def name_of(task: Task, lot: tuple[File, ...]) -> str:
    """The name of a lot's files, without number and suffix: that of its first file, and a hash of what it is."""
    words = json.dumps([task.key(file) for file in lot]).encode()
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(lot[0].path).stem)[:40].strip("-") or "lot"
    return f"{stem}-{hashlib.sha256(words).hexdigest()[:20]}"


def journal_of(task: Task, lot: tuple[File, ...]) -> Path:
    """Where the worker of a lot says how far it is."""
    return task.folder / f".{name_of(task, lot)}.{task.run}.journal"


class _Lot:
    """The reading of one lot."""

    def __init__(self, task: Task, reader: Reader, lot: tuple[File, ...]) -> None:
        self.task, self.reader, self.lot = task, reader, lot
        self.name = name_of(task, lot)
        self.failures: list[InputFailure] = []
        self.unreached: list[InputFailure] = []
        self.readings = self.failed = 0

    def read(self) -> LotDone:
        """Reads it, unless it is there. Raises `EngineError` where nothing can be written."""
        try:
            return self._there() or self._read()
        except OSError as error:
            message = f"cannot be written: {error.strerror or error}; make room or change its permissions"
            raise EngineError(message, source=str(self.task.folder)) from error

    def _there(self) -> LotDone | None:
        """What there is of it already: of an attempt whose worker died after the lot was done."""
        found = [said for _, said in completed(self.task.folder, f"{self.name}-*.parquet")]
        if not any(said.inputs for said in found):
            return None
        failed = sum(len(said.failures) for said in found)
        return LotDone(len(self.lot), sum(said.readings for said in found), failed, (), ())

    def _read(self) -> LotDone:
        folder, run = self.task.folder, self.task.run
        journal = Journal(journal_of(self.task, self.lot))
        keys = [self.task.key(file) for file in self.lot]
        parts = Parts(folder, self.name, keys, f"{run}-{secrets.token_hex(4)}")
        try:
            complete = [key for index, key in enumerate(keys) if self._read_file(index, parts, journal)]
            if complete:
                parts.finish(complete)
        finally:
            parts.discard()
        journal.close()
        return LotDone(len(complete), self.readings, self.failed, tuple(self.failures[:_TOLD]), tuple(self.unreached))

    def _read_file(self, index: int, parts: Parts, journal: Journal) -> bool:
        """Reads one file of the lot; whether it could be reached."""
        path = self.lot[index].path
        try:
            with Path(path).open("rb"):
                pass
        except OSError as error:
            self.unreached.append(InputFailure(source=_shown(path), message=reason(error)))
            return False
        items = iter(open_captured([path], published=self.task.published, outlet=self.task.outlet))
        position = 0
        while True:
            if journal.deadly((index, position, "open")):
                self._fail(InputFailure(source=_shown(path), message=f"{_DIED} (report {position + 1})"), index, parts)
                return True
            journal.at((index, position, "open"))
            item, capture = next(items, (None, None))
            if item is None:
                return True
            if isinstance(item, InputFailure):
                self._fail(item, index, parts)
            elif journal.deadly((index, position, "read")):
                self._fail(InputFailure(source=_shown(path), message=_DIED, id=item.id), index, parts)
            else:
                journal.at((index, position, "read"))
                self._read_report(index, position, item, capture, parts)
            position += 1

    def _fail(self, failure: InputFailure, index: int, parts: Parts) -> None:
        self.failed += 1
        if len(self.failures) < _TOLD:
            self.failures.append(failure)
        parts.fail(index, failure_record(failure))

    def _read_report(self, index: int, position: int, report: Report, capture: Capture | None, parts: Parts) -> None:
        path = self.lot[index].path
        try:
            reading = self.reader.read(report)
        except InputError as error:
            self._fail(InputFailure(source=_shown(path), message=error.message, id=report.id), index, parts)
            return
        parts.add(row_of(_shown(path), position, reading, capture))
        self.readings += 1


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
