"""The local engine: lots over the cores of this machine."""

from collections.abc import Generator, Sequence
from functools import partial

from sayso.engines.inputs import File
from sayso.engines.lot import LotDone, Make, Task, journal_of, lot_reader
from sayso.errors import EngineError
from sayso.workers import Pool, WorkerError

_UNEXPLAINED = 3  # deaths that no journal tells of


def read_lots(lots: Sequence[tuple[File, ...]], task: Task, make: Make, jobs: int) -> Generator[LotDone, None, None]:
    """What became of each lot, in order, with so many worker processes; one alone is this process itself.

    Raises `EngineError` where workers die before they have begun.
    """
    if jobs == 1 or len(lots) == 1:
        yield from map(lot_reader(task, make), lots)
        return
    pool = Pool(partial(lot_reader, task, make), min(jobs, len(lots)))
    try:
        for lot, future in pool.map(lots):
            try:
                yield future.result()
            except WorkerError:
                yield _again(pool, task, lot)
    finally:
        pool.close()


def _again(pool: Pool[tuple[File, ...], LotDone], task: Task, lot: tuple[File, ...]) -> LotDone:
    """Reads a lot whose worker died. What two workers have died of is left out, so that it comes to an end."""
    unexplained = 0
    while unexplained < _UNEXPLAINED:
        unexplained += not journal_of(task, lot).exists()
        try:
            return pool.submit(lot).result()
        except WorkerError:
            continue
    raise EngineError("the worker processes die as they start, perhaps for want of memory; try fewer --jobs")
