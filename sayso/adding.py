"""Adding: from sources into a ledger, reading only what it has no reading of; and readings in bulk, from Parquet."""

import json
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TextIO

from msgspec.structs import replace

from sayso import monitor
from sayso.errors import InputError
from sayso.intake import Captured, InputFailure
from sayso.interchange import FAILURES, KeptReading, is_parquet, open_readings
from sayso.ledger import Ledger
from sayso.ledger.records import Added
from sayso.output import failure_record
from sayso.pipeline import Input, Output
from sayso.reading import Meta, Reading
from sayso.report import Capture, Report, content_id

_MANY = 10
_TOGETHER = 64  # readings to a transaction, which is twice as fast as one each and hardly slower to be told of

Outcome = Added | InputFailure
Read = Callable[[Iterable[Input]], Generator[Output, None, None]]


def add(ledger: Ledger, sources: Iterable[Captured], read: Read, made: Meta, told: Callable[[Outcome], None]) -> None:
    """Adds the reports of the sources, each as a transaction of its own, with what `read` finds in them.

    A report that has a reading by the model and version of `made`, or that was forgotten, is not read, and a text that
    comes several times is read once. `told` hears of each report once it is kept for good, of each failure, and of
    reports that need no reading first. Raises `LedgerError` where the ledger cannot be written, and as `read` does.
    """
    reading: deque[tuple[str, Capture | None]] = deque()  # the texts that are being read, in their order
    copies: dict[str, list[tuple[Report, Capture | None]]] = {}  # of those, what came meanwhile

    def unread() -> Iterator[Input]:
        for item, capture in sources:
            text = content_id(item.text) if isinstance(item, Report) else ""
            if isinstance(item, Report):
                if text in copies:
                    copies[text].append((item, capture))
                    continue
                if ledger.has(item, model_hash=made.model_hash, version=made.version):
                    told(ledger.add(item, capture))
                    continue
                copies[text] = []
            reading.append((text, capture))
            yield item

    with closing(read(unread())) as outputs:
        for output in outputs:
            text, capture = reading.popleft()
            told(ledger.add(output, capture) if isinstance(output, Reading) else output)
            for copy, its in copies.pop(text, ()):
                if isinstance(output, Reading):
                    told(ledger.add(copy, its))
                else:
                    told(replace(output, source=copy.url or copy.id, id=copy.id))


def add_kept(ledger: Ledger, files: Iterable[Path], told: Callable[[Outcome], None]) -> None:
    """Adds the readings in Parquet files, some dozens as one transaction; nothing is read again.

    `told` hears of each reading once it is kept for good, and of each row or file that is damaged. Raises `LedgerError`
    where the ledger cannot be written.
    """
    new: list[tuple[Reading, Capture | None]] = []

    def keep() -> None:
        for outcome in ledger.add_many(new):
            told(outcome)
        new.clear()

    for item in (item for file in files for item in open_readings(file)):
        if isinstance(item, InputFailure):
            told(item)
            continue
        known = ledger.has(item.report, model_hash=item.meta.model_hash, version=item.meta.version)
        outcome = ledger.add(item.report, item.capture) if known else _whole(item)
        if isinstance(outcome, Reading):
            new.append((outcome, item.capture))
            if len(new) >= _TOGETHER:
                keep()
        else:
            told(outcome)
    keep()


def _whole(item: KeptReading) -> Reading | InputFailure:
    try:
        return item.reading()
    except InputError as error:
        return InputFailure(source=item.source, message=error.message, line=error.line, id=item.report.id)


def parted(sources: Iterable[str]) -> tuple[list[str], list[Path]]:
    """The sources that hold reports, and the Parquet files among them, which hold readings.

    Of a folder with Parquet files in it these are taken, and its other files are sources; but not the list of failures
    that an engine leaves there.
    """
    reports: list[str] = []
    kept: list[Path] = []
    for source in sources:
        path = Path(source)
        if not _parquet_in(path):
            reports.append(source)
        elif path.is_file():
            kept.append(path)
        else:
            inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
            parquet = [entry for entry in inside if entry.is_file() and _parquet_in(entry)]
            kept += parquet
            reports += [str(entry) for entry in inside if entry not in set(parquet) and entry.name != FAILURES]
    return reports, kept


def _parquet_in(path: Path) -> bool:
    """Whether this is a Parquet file, or a folder with one in it by its name."""
    try:
        if path.is_dir():
            return any(entry.suffix == ".parquet" and not entry.name.startswith(".") for entry in path.iterdir())
        return path.is_file() and is_parquet(path)
    except (OSError, ValueError):  # opening it will say what is wrong with it
        return False


class Tally:
    """Counts what becomes of reports, writes down the failures, and shows how far it is while `watched` is entered."""

    def __init__(
        self, failures: Path, *, total: int | None, shown: bool, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """`failures` is written only if there are any; `total` is the number of reports, `None` if unknown."""
        self.added = self.there = self.forgotten = self.failed = 0
        self.elsewhere = 0  # of those there, the ones that somebody else published, or at another address
        self._failures, self._total, self._shown = failures, total, shown
        self._clock, self._began = clock, clock()
        self._advance: Callable[[str], None] = lambda _: None
        self._file: TextIO | None = None

    @property
    def done(self) -> int:
        """How many reports it has heard of."""
        return self.added + self.there + self.forgotten + self.failed

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Shows progress, and says in the end what was done, however it ends."""
        kind = "stopped"
        with ExitStack() as stack:
            if self._shown:
                bar = stack.enter_context(monitor.reports_bar())
                task = bar.add_task("Adding", total=self._total, done="")
                self._advance = lambda speed: bar.update(task, advance=1, done=speed)
            stack.callback(self._close)
            try:
                yield
                kind = "done"
            finally:
                stack.close()
                if self.done or kind == "done":
                    monitor.say(kind, self.summary())

    def note(self, outcome: Outcome) -> None:
        """Counts one report."""
        if isinstance(outcome, InputFailure):
            self.failed += 1
            monitor.say("error", str(outcome))
            self._write(outcome)
        elif outcome.forgotten:
            self.forgotten += 1
        elif {"report", "reading"} & set(outcome.new):
            self.added += 1
        else:
            self.there += 1
            self.elsewhere += "publication" in outcome.new
        self._advance(f"{self._speed()}/s")

    def summary(self) -> str:
        """What was done, in one line."""
        elsewhere = f" ({self.elsewhere:,} published elsewhere too)" if self.elsewhere else ""
        counts = f"{self.added:,} added, {self.there:,} already there{elsewhere}, {self.forgotten:,} forgotten"
        counts += f", {self.failed:,} failed"
        where = f" (listed in {self._failures})" if self.failed else ""
        return f"{counts}{where} · {self._seconds():.1f} s, {self._speed()} reports/s"

    def _write(self, failure: InputFailure) -> None:
        self._file = self._file or self._failures.open("w", encoding="utf-8")
        self._file.write(json.dumps(failure_record(failure), separators=(",", ":")) + "\n")
        self._file.flush()

    def _close(self) -> None:
        if self._file:
            self._file.close()

    def _seconds(self) -> float:
        return max(self._clock() - self._began, 1e-6)

    def _speed(self) -> str:
        """Reports a second, with a decimal where there are few."""
        speed = self.done / self._seconds()
        return f"{speed:,.0f}" if speed >= _MANY else f"{speed:.1f}"
