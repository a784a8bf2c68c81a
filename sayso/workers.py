"""Worker processes: one function over many tasks, in order, on several cores.

The standard pools either fork, which a process with threads must not do, or import the caller's main
module again, which runs a script without a guard twice. These workers do neither: each is a fresh
interpreter that is sent the function and then its tasks, pickled, over a pipe. A worker that dies
takes only its own task with it.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock
from typing import Any, Generic, TypeVar

from sayso.errors import SaysoError

T = TypeVar("T")
R = TypeVar("R")


class WorkerError(Exception):
    """A worker process ended before it answered, for want of memory as a rule."""


class Pool(Generic[T, R]):
    """So many workers, each started when it is first needed.

    `make` is called once in each worker and returns the function of a task; it, the tasks and the
    results must pickle. A worker's own errors are raised where its result is asked for.
    """

    def __init__(self, make: Callable[[], Callable[[T], R]], size: int) -> None:
        """`size` is how many tasks can run at once."""
        self._make = make
        self._size = size
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="sayso-worker")
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        self._running: list[_Worker] = []
        self._lock = Lock()
        self._closed = False
        for _ in range(size):
            self._idle.put(None)

    def submit(self, task: T) -> Future[R]:
        """Send a task to the next idle worker. The future raises `WorkerError` if that worker ends."""
        return self._threads.submit(self._call, task)

    def map(self, tasks: Iterable[T]) -> Iterator[tuple[T, Future[R]]]:
        """Each task with its finished future, in order; no more than two tasks a worker are taken ahead."""
        ahead: deque[tuple[T, Future[R]]] = deque()
        for task in tasks:
            ahead.append((task, self.submit(task)))
            while ahead and (ahead[0][1].done() or len(ahead) >= 2 * self._size):
                yield _finished(ahead.popleft())
        while ahead:
            yield _finished(ahead.popleft())

    def close(self) -> None:
        """End all workers at once, whatever they are doing."""
        with self._lock:
            self._closed = True
            for worker in self._running:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._running:
            worker.bury()

    def _call(self, task: T) -> R:
        parcel = pickle.dumps(task)
        worker = self._idle.get() or self._start()
        try:
            good, answer = worker.call(parcel)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            worker.kill()
            self._idle.put(None)
            raise WorkerError("the worker process ended before it answered") from error
        self._idle.put(worker)
        if not good:
            raise answer
        result: R = answer
        return result

    def _start(self) -> "_Worker":
        with self._lock:
            if self._closed:
                raise WorkerError("the pool is closed")
            worker = _Worker(pickle.dumps(self._make))
            self._running.append(worker)
            return worker


class _Worker:
    """One worker process, seen from outside."""

    def __init__(self, make: bytes) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sayso.workers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            process_group=0,  # an interrupt from the keyboard is for the parent, which ends its workers
        )
        self._first = make

    def call(self, parcel: bytes) -> tuple[bool, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(self._first + parcel)
        self._process.stdin.flush()
        self._first = b""
        answer: tuple[bool, Any] = pickle.load(self._process.stdout)
        return answer

    def kill(self) -> None:
        self._process.kill()

    def bury(self) -> None:
        """Close the pipes of a killed worker and wait for its end."""
        with suppress(BrokenPipeError):  # a task half written has no reader any more
            self._process.communicate()


def _finished(item: tuple[T, Future[R]]) -> tuple[T, Future[R]]:
    wait([item[1]])
    return item


def _serve() -> None:
    """The life of a worker: the function's maker from standard input, then tasks until it ends."""
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    make, function = pickle.load(tasks), None
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):  # the parent is gone
        while True:
            task = pickle.load(tasks)
            try:
                function = function or make()
                answer = True, function(task)
            except SaysoError as error:
                answer = False, error
            pickle.dump(answer, answers)
            answers.flush()


if __name__ == "__main__":
    _serve()
