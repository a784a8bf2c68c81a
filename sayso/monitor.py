"""What a run says on standard error while it goes on: warnings, failures, progress, and what was done."""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.display.page import counted
from sayso.display.visible import visible
from sayso.intake import InputFailure
from sayso.reading import Reading
from sayso.report import Report

if TYPE_CHECKING:
    from rich.progress import Progress

_LINES = (".jsonl", ".ndjson")
_OF_MANY = re.compile(r"\.(?:warc|wacz|mbox|gz|zst)$", re.IGNORECASE)

_TOLD = 3  # warnings of a kind
_PARTICULAR = re.compile(r"\d+|'[^']*'|\"[^\"]*\"")  # what differs between two of a kind

Input = Report | InputFailure
Output = Reading | InputFailure


class Monitor:
    """Counts what passes through it, and shows that in a progress bar while `bar` is entered.

    `disagreeing` counts the readings in which some figures disagree.
    """

    def __init__(self, *, total: int | None, shown: bool, clock: Callable[[], float] = time.perf_counter) -> None:
        """`total` is the number of reports, `None` if unknown; `shown` says whether there is to be a bar at all."""
        self.read = 0
        self.failed = 0
        self.words = 0
        self.disagreeing = 0
        self._clock = clock
        self._began = clock()
        self._progress = reports_bar() if shown else None
        self._task = self._progress.add_task("Reading", total=total, done="") if self._progress else None
        self.bar: AbstractContextManager[object] = self._progress or nullcontext()

    def inputs(self, source: str, items: Iterable[Input]) -> Iterator[Input]:
        """The items of one source, unchanged; warns of what was doubtful in them."""
        with warnings_of(source) as warn:
            for item in items:
                warn(item)
                yield item

    def outputs(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """The outputs, unchanged; says what failed."""
        for output in outputs:
            if isinstance(output, Reading):
                self.read += 1
                self.words += len(output.report.text.split())
                self.disagreeing += any(check.verdict == "disagree" for check in output.checks)
            else:
                self.failed += 1
                say("error", str(output))
            if self._progress and self._task is not None:
                self._progress.update(self._task, advance=1, done=counted(self.words, "word"))
            yield output

    def summary(self) -> str:
        """What was done, in one line."""
        seconds = max(self._clock() - self._began, 1e-6)
        words = f"{counted(self.words, 'word')} in {seconds:.1f} s, {round(self.words / seconds):,} words/s"
        return f"{self.read:,} read, {self.failed:,} failed · {words}"


class FilesMonitor:
    """Says what an engine fails at, and shows in a bar how many files are done while `bar` is entered."""

    def __init__(self, folder: Path, *, shown: bool, clock: Callable[[], float] = time.perf_counter) -> None:
        """`folder` is where the readings go."""
        self._folder = folder
        self._there: int | None = None
        self._read = self._readings = self._failed = 0
        self._clock = clock
        self._began = clock()
        self._progress = reports_bar() if shown else None
        self._task = self._progress.add_task("Reading", total=None, done="") if self._progress else None
        self.bar: AbstractContextManager[object] = self._progress or nullcontext()

    def note(self, files: int, total: int, readings: int, failures: Iterable[InputFailure]) -> None:
        """Takes how many files of so many are done, how many readings there are, and what failed last."""
        if self._there is None:
            self._there = files  # what was complete before
        self._read, self._readings = files - self._there, readings
        for failure in failures:
            self._failed += 1
            say("error", str(failure))
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=files, total=total, done=counted(readings, "reading"))

    def summary(self, failed: int | None = None) -> str:
        """What was done, in one line; `failed` is what is listed in the folder, `None` where nothing is yet."""
        seconds = max(self._clock() - self._began, 1e-6)
        files = f"{counted(self._read, 'file')} read, {self._there or 0:,} already there"
        listed = f" (listed in {self._folder / 'failures.jsonl'})" if failed else ""
        failures = f"{self._failed if failed is None else failed:,} failed{listed}"
        speed = f"{seconds:.1f} s, {self._readings / seconds:,.1f} reports/s"
        return f"{files}; {counted(self._readings, 'reading')}, {failures} · {speed}"


@contextmanager
def warnings_of(source: str) -> Iterator[Callable[[Input], None]]:
    """Gives what says the doubts about a report of the source: the first few of a kind as they come, the rest counted.

    An archive may have thousands of pages that state no date; each report keeps its own warnings. Where the source is
    not read to its end, the count is not told.
    """
    name = "<stdin>" if source == "-" else source
    many = bool(_OF_MANY.search(source)) or Path(source).is_dir()
    told: Counter[str] = Counter()
    untold: dict[str, str] = {}  # the last of each kind

    def warn(item: Input) -> None:
        if not isinstance(item, Report):
            return
        known = item.id if not item.id.startswith("sha256:") else (item.url or item.title) if many else None
        for warning in item.warnings:
            kind = _PARTICULAR.sub("", warning)
            told[kind] += 1
            if told[kind] <= _TOLD:
                say("warning", f"{name} ({known}): {warning}" if known else f"{name}: {warning}")
            else:
                untold[kind] = warning

    yield warn
    for kind, last in untold.items():
        say("warning", f"{name}: {counted(told[kind] - _TOLD, 'report')} more: {last}")


def say(kind: str, message: str) -> None:
    """One line on standard error, safe to print whatever the names in it hold."""
    print(f"sayso: {kind}: {visible(message)}", file=sys.stderr)


def note(source: str, message: str) -> None:
    """Says what is worth knowing of an input, and is neither doubt nor failure."""
    say("note", f"{source}: {message}")


def expected(sources: Iterable[str]) -> int | None:
    """How many reports the sources are likely to give, by the names of files alone.

    `None` where that cannot be told: for standard input, and for archives, mailboxes and packed files.
    """
    total = 0
    for source in sources:
        if source == "-":
            return None
        try:
            for file in _files(source):
                if _OF_MANY.search(file):
                    return None
                total += _lines(Path(file)) if file.endswith(_LINES) and Path(file).is_file() else 1
        except OSError:  # the reading itself will say what is wrong with it
            total += 1
    return total


def _files(source: str) -> Iterator[str]:
    """The path, or those of the files in the folder and below, without hidden ones."""
    if not Path(source).is_dir():
        yield source
        return
    for folder, folders, files in os.walk(source):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in files if not name.startswith("."))  # noqa: PTH118


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def reports_bar() -> "Progress":
    """A bar of reports, to be entered; the field `done` of its task is said beside the counts."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[done]}", style="dim"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )


@contextmanager
def progress(shown: bool, *, entries: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """A bar of bytes, or of entries, to be told those done and those in all; `None` where none is to be shown."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    amount = MofNCompleteColumn() if entries else DownloadColumn()
    columns = (BarColumn(), amount, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
