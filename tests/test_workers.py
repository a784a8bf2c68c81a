import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing

import pytest

from sayso.errors import InputError
from sayso.workers import Pool, WorkerError


def make_double() -> Callable[[int], int]:
    return lambda number: 2 * number


def make_pid() -> Callable[[object], int]:
    return lambda _: os.getpid()


def make_picky() -> Callable[[int], int]:
    def picky(number: int) -> int:
        if number == 1:
            raise InputError("one is refused", source="one")
        if number == 2:
            os._exit(1)
        print("noise on standard output")
        return number

    return picky


def test_results_come_in_the_order_of_the_tasks() -> None:
    with closing(Pool(make_double, 2)) as pool:
        assert [future.result() for _, future in pool.map(range(20))] == list(range(0, 40, 2))


def test_tasks_run_in_other_processes() -> None:
    with closing(Pool(make_pid, 1)) as pool:
        assert pool.submit(None).result() != os.getpid()


def test_an_error_in_a_worker_is_raised_where_its_result_is_asked_for() -> None:
    with closing(Pool(make_picky, 1)) as pool:
        with pytest.raises(InputError, match="one: one is refused") as caught:
            pool.submit(1).result()
        assert caught.value.source == "one"
        assert pool.submit(3).result() == 3


def test_a_worker_that_dies_takes_only_its_own_task_with_it() -> None:
    with closing(Pool(make_picky, 1)) as pool:
        dead, alive = pool.submit(2), pool.submit(3)
        with pytest.raises(WorkerError):
            dead.result()
        assert alive.result() == 3


def test_tasks_are_taken_only_a_little_ahead() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    with closing(Pool(make_double, 2)) as pool:
        results: Iterator[tuple[int, Future[int]]] = pool.map(tasks())
        next(results)
        assert len(taken) <= 4


def test_closing_ends_workers_and_threads_at_once() -> None:
    before = threading.active_count()
    pool = Pool(make_double, 2)
    pids = [pool.submit(number) for number in range(50)]
    pool.close()
    assert threading.active_count() == before
    assert all(future.done() for future in pids)
