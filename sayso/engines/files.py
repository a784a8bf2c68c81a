"""Reading files into a folder of Parquet: what is complete there is not read again."""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec

from sayso import pipeline
from sayso.engines import local, on_ray
from sayso.engines.inputs import File, files_in, lots, refuse_others
from sayso.engines.lot import Task
from sayso.errors import AccessError, EngineError
from sayso.intake import InputFailure
from sayso.interchange import FAILURES, completed
from sayso.output import failure_record, whole_file
from sayso.pipeline import Knowledge

EngineName = Literal["local", "ray"]
_BUNDLED = Knowledge()


class FilesRead(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: files read and those complete before, readings written, inputs and reports that failed.

    `failed` counts what `failures.jsonl` lists, failures of files that were complete before among them.
    """

    files: int
    there: int
    readings: int
    failed: int


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is: files done of so many, readings written, and the failures that came last."""

    files: int
    total: int
    readings: int
    failures: tuple[InputFailure, ...] = ()


def read_files(
    inputs: Iterable[str | Path],
    directory: str | Path,
    *,
    engine: EngineName = "local",
    jobs: int | None = None,
    address: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    knowledge: Knowledge = _BUNDLED,
    told: Callable[[Progress], None] = lambda _: None,
) -> FilesRead:
    """Reads files, and all files in folders, into Parquet files in a directory, which is made where there is none.

    `engine` is "local", worker processes on `jobs` cores (all, unless told), or "ray", so many workers of the Ray
    cluster at `address`, or of one started here. Both write the same rows. A file is not read again if it is complete
    in the directory with the same path, size, time of change, model, version, `published` and `outlet`. What fails
    stops nothing: it is listed in "failures.jsonl" of the directory. `told` hears after each lot of files how far it
    is. Raises `InputError` for an address or standard input, `EngineError` where the engine cannot run, `AccessError`
    where the directory cannot be used, and as `read_many`.
    """
    names = [str(each) for each in inputs]
    refuse_others(names)
    if address and engine != "ray":
        raise EngineError("an address is for the engine ray alone", source=address)
    knowledge = Knowledge(*(path and Path(path).absolute() for path in (knowledge.types, knowledge.gazetteer)))
    task = Task(
        _made(directory), secrets.token_hex(6), pipeline.made_by(jobs=1, knowledge=knowledge), published, outlet
    )
    make = partial(pipeline.one_reader, knowledge)
    found = list(files_in(names))
    files = [each for each in found if isinstance(each, File)]
    lost = [each for each in found if isinstance(each, InputFailure)]
    there = {key for _, said in completed(task.folder) for key in said.inputs}
    wanted = list(lots([file for file in files if task.key(file) not in there]))
    before = len(files) - sum(map(len, wanted))
    told(Progress(files=before, total=len(files), readings=0, failures=tuple(lost)))
    read, readings = 0, 0
    if engine == "ray":
        results = on_ray.read_lots(wanted, task, make, jobs, address)
    else:
        results = local.read_lots(wanted, task, make, jobs or pipeline.usable_cores())
    try:
        with closing(results):  # the workers have ended before what they left is taken away
            for done in results if wanted else ():
                read, readings = read + done.files, readings + done.readings
                lost += done.unreached
                last = (*done.failures, *done.unreached)
                told(Progress(files=before + read, total=len(files), readings=readings, failures=last))
    finally:
        for left in task.folder.glob(f".*{task.run}*"):  # of workers that died or were stopped
            left.unlink(missing_ok=True)
    failed = _list_failures(task, {task.key(file) for file in files}, lost)
    return FilesRead(files=read, there=before, readings=readings, failed=failed)


def _made(directory: str | Path) -> Path:
    """The directory, absolute. Raises `AccessError`."""
    path = Path(directory).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
        return path.resolve()
    except OSError as error:
        message = f"no folder can be made here ({error.strerror or error}); give another"
        raise AccessError(message, source=str(directory)) from error


def _list_failures(task: Task, keys: set[tuple[Any, ...]], lost: Sequence[InputFailure]) -> int:
    """Writes down what failed in files of these keys, and what could not be reached; how much that is."""
    path = task.folder / FAILURES
    count = 0
    with whole_file(path) as file:
        for record in _failures(task, keys, lost):
            file.write(json.dumps(record, separators=(",", ":")) + "\n")
            count += 1
    if not count:
        path.unlink()
    return count


def _failures(task: Task, keys: set[tuple[Any, ...]], lost: Sequence[InputFailure]) -> Iterator[dict[str, Any]]:
    yield from map(failure_record, lost)
    for _, said in completed(task.folder):
        wanted = {index for index, key in enumerate(said.of) if key in keys}
        yield from (record for index, record in said.failures if index in wanted)
