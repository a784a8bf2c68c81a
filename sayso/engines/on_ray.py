"""The engine for clusters: the same lots over Ray Data, one model a worker."""

import logging
import os
import pickle
import socket
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any

from sayso.engines.inputs import File
from sayso.engines.lot import LotDone, Make, ReadLot, Task, lot_reader
from sayso.errors import EngineError, SaysoError
from sayso.pipeline import usable_cores

_PATIENCE = 10.0  # seconds
_BLOCKS = 4096  # lots that Ray keeps account of one by one; where there are more, several go together


class Worker:
    """What each worker of the cluster holds: a model, loaded once, and the function of a lot."""

    def __init__(self, make: Callable[[], ReadLot]) -> None:
        self._make = make
        self._read: ReadLot | None = None

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """What became of the lots in the batch, pickled: a `LotDone`, or the `SaysoError` that ends the run."""
        return {"done": [pickle.dumps(self._done(pickle.loads(lot))) for lot in batch["lot"]]}

    def _done(self, lot: tuple[File, ...]) -> LotDone | SaysoError:
        try:
            self._read = self._read or self._make()
            return self._read(lot)
        except SaysoError as error:  # Ray would try again, or wrap it in errors of its own
            return error


def read_lots(
    lots: Sequence[tuple[File, ...]], task: Task, make: Make, jobs: int | None, address: str | None
) -> Generator[LotDone, None, None]:
    """What became of each lot, in the order in which they end, with so many workers: one for each core, unless told.

    A worker that dies is started again, and its lot with it. Raises `EngineError` where Ray is not installed, does not
    start or breaks off, and as the workers do.
    """
    with _cluster(jobs, address) as ray:
        data = import_module("ray.data")
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        data.DataContext.get_current().enable_progress_bars = False
        size = min(jobs or int(ray.cluster_resources().get("CPU", 1)), len(lots))
        rows = [{"lot": pickle.dumps(lot)} for lot in lots]
        done = data.from_items(rows, override_num_blocks=min(len(rows), _BLOCKS)).map_batches(
            Worker,
            fn_constructor_args=(partial(lot_reader, task, make),),
            batch_size=1,
            num_cpus=1,
            compute=data.ActorPoolStrategy(size=size, max_tasks_in_flight_per_actor=1),
        )
        try:
            for row in done.iter_rows():
                outcome = pickle.loads(row["done"])
                if isinstance(outcome, SaysoError):
                    raise outcome
                yield outcome
        except ray.exceptions.RayError as error:
            raise EngineError(f"Ray broke off ({_first_line(error)}); run it again to go on") from error


@contextmanager
def _cluster(jobs: int | None, address: str | None) -> Iterator[Any]:
    """Ray, joined to a cluster or started on this machine; one that the caller has joined is used and left running."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is told to anybody
    try:
        ray = import_module("ray")
        import_module("ray.data")
    except ImportError as error:
        raise EngineError("the engine ray needs Ray: pip install 'sayso[ray]'") from error
    if ray.is_initialized():
        yield ray
        return
    joins = address or os.environ.get("RAY_ADDRESS")
    if joins:
        _knock(joins)
    given = {"address": joins} if joins else {"num_cpus": jobs or usable_cores(), "include_dashboard": False}
    try:
        ray.init(**given, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError) as error:
        where = f"no Ray cluster answers at {joins}" if joins else "Ray does not start on this machine"
        raise EngineError(f"{where} ({_first_line(error)}); check the address, or use --engine local") from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raises `EngineError` where nobody answers at a host and port: Ray itself would try for many minutes."""
    host, colon, port = address.rpartition("://")[2].partition("/")[0].rpartition(":")
    if not (colon and port.isdecimal()):  # "auto", or a name that Ray makes something of
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError, UnicodeError) as error:
        raise EngineError(
            f"no Ray cluster answers at {address} ({error}); check the address and the network"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
