"""A crew: several requests under way at once, their answers taken by one thread."""

import queue
import threading
from collections.abc import Callable
from typing import Protocol

from sayso.errors import AccessError
from sayso.intake.fetch import Answer
from sayso.watching.records import Step

# A fault that an odd address or answer lays bare costs that request alone, never the thread.
_FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)

Ask = Callable[[Step], Answer]
Done = tuple[Step, Answer | AccessError]


class Workers(Protocol):
    """Who asks servers."""

    def start(self, step: Step) -> None:
        """Has a step done."""

    def done(self, timeout: float | None) -> list[Done]:
        """The steps that were done since, with their answers; waits for one, `timeout` seconds at most."""


class Crew:
    """Threads that ask servers. They die with the process: nothing that they hold needs an orderly end."""

    def __init__(self, ask: Ask, size: int) -> None:
        self._ask = ask
        self._steps: queue.SimpleQueue[Step] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        for _ in range(size):
            threading.Thread(target=self._work, daemon=True).start()

    def start(self, step: Step) -> None:
        """Has a step done as soon as a thread is free."""
        self._steps.put(step)

    def done(self, timeout: float | None) -> list[Done]:
        """The steps that were done since, with their answers; waits for one, `timeout` seconds at most."""
        try:
            found = [self._done.get(timeout=timeout)]
        except queue.Empty:
            return []
        while not self._done.empty():
            found.append(self._done.get())
        return found

    def _work(self) -> None:
        while True:
            step = self._steps.get()
            self._done.put((step, answer_to(self._ask, step)))


def answer_to(ask: Ask, step: Step) -> Answer | AccessError:
    """The answer, or why there is none."""
    try:
        return ask(step)
    except AccessError as error:
        return error
    except _FAULTS as error:
        return AccessError(f"the server could not be asked ({type(error).__name__}: {error}); check the address")
