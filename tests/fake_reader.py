"""A reader without a model: the word before "said" is a source, numbers are figures, and two of them are compared."""

import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from sayso.annotation import Annotation
from sayso.errors import ModelError
from sayso.intake import InputFailure
from sayso.pipeline import Reader
from sayso.reading import Check, Quantity, Reading, Statement, Verdict
from sayso.report import Report, Span

_SAID = re.compile(r"(\w+) (said) ([^.\n]+)")
_NUMBER = re.compile(r"\d+")


def annotate(text: str) -> Annotation:
    if "unreadable" in text:
        raise LookupError("no such tag")
    return Annotation(text=text, tokens=(), sentences=(), paragraphs=())


def add_statements(annotation: Annotation, reading: Reading) -> Reading:
    statements = (
        Statement(
            id=f"s{number}",
            source=(Span(*match.span(1)),),
            cue=(Span(*match.span(2)),),
            content=(Span(*match.span(3)),),
            sourcing="named",
        )
        for number, match in enumerate(_SAID.finditer(annotation.text), 1)
    )
    return replace(reading, statements=tuple(statements))


def add_figures(annotation: Annotation, reading: Reading) -> Reading:
    contents = [(span, statement.id) for statement in reading.statements for span in statement.content]
    figures = []
    for number, match in enumerate(_NUMBER.finditer(annotation.text), 1):
        span, value = Span(*match.span()), int(match[0])
        holder = next((name for (start, end), name in contents if start <= span.start < end), None)
        figures.append(Quantity(id=f"q{number}", span=span, low=value, high=value, value=value, statement=holder))
    return replace(reading, quantities=tuple(figures), checks=tuple(_compared(figures)))


def _compared(figures: Sequence[Quantity]) -> Iterator[Check]:
    if len(figures) > 1:
        first, second = (figure.value for figure in figures[:2])
        same = first == second
        explain = f"{first} {'=' if same else 'is not'} {second}"
        verdict: Verdict = "agree" if same else "disagree"
        yield Check(id="k1", kind="same", verdict=verdict, quantities=("q1", "q2"), explain=explain)


def fake_reader() -> Reader:
    stages = (add_statements, add_figures)
    return Reader(annotate=annotate, model="fake", model_hash="sha256:0", stages=stages, clock=lambda: 0.0)


def make() -> Callable[[Sequence[Report | InputFailure]], list[Reading | InputFailure]]:
    """What a worker of the tests runs. A text that says "deadly" ends it, as want of memory would."""
    reader = fake_reader()

    def read_batch(batch: Sequence[Report | InputFailure]) -> list[Reading | InputFailure]:
        if any("deadly" in item.text for item in batch if isinstance(item, Report)):
            os.kill(os.getpid(), signal.SIGKILL)
        return reader.read_batch(batch)

    return read_batch


def make_without_model() -> Callable[[Sequence[Report | InputFailure]], list[Reading | InputFailure]]:
    raise ModelError("the model is damaged; install sayso again")
