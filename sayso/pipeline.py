"""Joins the rooms: a report goes in, a reading comes out."""

import hashlib
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path

from msgspec.structs import replace

import sayso
from sayso.annotation import Annotation
from sayso.checks import check
from sayso.errors import InputError, SaysoError
from sayso.extraction.actors import read_actors
from sayso.extraction.attribution import Utterance, read_utterances, to_statements
from sayso.extraction.claims import read_claims
from sayso.extraction.events import read_events
from sayso.extraction.gazetteer import Gazetteer, load_gazetteer
from sayso.extraction.places import read_places
from sayso.extraction.quantities import read_quantities
from sayso.extraction.times import read_times
from sayso.intake import InputFailure, report_from_text
from sayso.language.annotate import annotate
from sayso.language.inventory import add_types, load_inventory, own_definitions
from sayso.language.model import load_model
from sayso.reading import Entity, Meta, Quantity, Reading, Sourcing
from sayso.report import LONGEST, TOO_LONG, Report
from sayso.workers import Pool, WorkerError

Stage = Callable[[Annotation, Reading], Reading]
Input = Report | InputFailure
Output = Reading | InputFailure

# Workers are handed reports up to so many characters at a time: about a second of work for one core, so that
# results keep coming and all cores end together. Fewer than two such batches are not worth starting workers for.
BATCH_CHARACTERS = 40_000

# What a fault in one text raises. It costs that report alone, never the rest of a long run.
_FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


def add_statements_and_actors(annotation: Annotation, reading: Reading) -> Reading:
    """Who says what, who the actors are, and which entities mention them."""
    utterances = read_utterances(annotation, reading.report)
    told = [span for utterance in utterances for span in (*utterance.source, utterance.addressee) if span]
    actors = read_actors(annotation, told, outlet=reading.report.outlet)

    def sourcing(utterance: Utterance) -> Sourcing:
        speakers = (actors.of[span] for span in utterance.source if span in actors.of)
        return next((actors.sourcing[speaker] for speaker in speakers), "unnamed")

    statements = to_statements(utterances, actors.of, sourcing)
    entities = tuple(Entity(span=e.span, kind=e.kind, actor=actors.of.get(e.span)) for e in annotation.entities)
    return replace(reading, statements=statements, actors=actors.actors, entities=entities)


def add_times(annotation: Annotation, reading: Reading) -> Reading:
    """Temporal expressions, resolved against the date of publication."""
    return replace(reading, times=read_times(annotation, reading.report.published))


def add_places(annotation: Annotation, reading: Reading, *, gazetteer: Gazetteer) -> Reading:
    """Toponyms, with coordinates where the whole report settles them."""
    return replace(reading, places=read_places(annotation, reading.report, gazetteer))


def add_quantities(annotation: Annotation, reading: Reading) -> Reading:
    """Figures: intervals, what they count, who gives them."""
    furniture = reading.report.furniture
    return replace(reading, quantities=read_quantities(annotation, reading.times, reading.statements, furniture))


def add_events(annotation: Annotation, reading: Reading) -> Reading:
    """What is said to happen, who has a part in it, and how sure it is."""
    mentions = {span: actor.id for actor in reading.actors for span in actor.mentions}
    mentions |= {entity.span: entity.actor for entity in reading.entities if entity.actor}
    return replace(reading, events=read_events(annotation, reading.report, reading.statements, mentions))


def add_claims(annotation: Annotation, reading: Reading) -> Reading:
    """What is asserted, each assertion once, and by whom."""
    return replace(reading, claims=read_claims(reading, annotation))


def add_checks(annotation: Annotation, reading: Reading) -> Reading:
    """Whether the figures agree with each other."""
    return replace(reading, checks=check(reading))


def stages(gazetteer: Gazetteer) -> tuple[Stage, ...]:
    """What is done to a report, in order."""
    return (
        add_statements_and_actors,
        add_times,
        partial(add_places, gazetteer=gazetteer),
        add_quantities,
        add_events,
        add_claims,
        add_checks,
    )


@dataclass(frozen=True)
class Reader:
    """Reads reports with one model. `annotate` is that model's view of a text; `clock` gives seconds."""

    annotate: Callable[[str], Annotation]
    model: str
    model_hash: str
    stages: tuple[Stage, ...]
    clock: Callable[[], float] = time.perf_counter

    def read(self, report: Report) -> Reading:
        """The reading of one report. Raises `InputError` where its text is beyond the reader."""
        began = self.clock()
        if len(report.text) > LONGEST:
            raise InputError(TOO_LONG, source=report.url or report.id)
        try:
            annotation = self.annotate(report.text)
            reading = Reading(report=report)
            for stage in self.stages:
                reading = stage(annotation, reading)
        except _FAULTS as error:
            kind = type(error).__name__
            message = f"this text could not be read ({kind}: {error}); leave it out, and report it as a fault of Sayso"
            raise InputError(message, source=report.url or report.id) from error
        seconds = round(self.clock() - began, 4)
        meta = Meta(version=sayso.__version__, model=self.model, model_hash=self.model_hash, seconds=seconds)
        return replace(reading, meta=meta)

    def read_batch(self, batch: Sequence[Input]) -> list[Output]:
        """A reading or a failure for each input, in order."""
        return [self._read_input(item) for item in batch]

    def _read_input(self, item: Input) -> Output:
        if isinstance(item, InputFailure):
            return item
        try:
            return self.read(item)
        except InputError as error:
            return _failure(item, error.message)


@dataclass(frozen=True)
class Knowledge:
    """What a reader may be given beside the text.

    `types` is a file with event types of one's own (`docs/types.md`), `gazetteer` one that `sayso gazetteer build`
    made (`docs/places.md`).
    """

    types: Path | None = None
    gazetteer: Path | None = None


_BUNDLED = Knowledge()


def read(
    report: Report | str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    knowledge: Knowledge = _BUNDLED,
) -> Reading:
    """Read one report, or the text of one.

    `published` (ISO 8601) and `outlet`, where given, hold over what the report says of itself. Raises
    `InputError` if there is nothing to read or a file of `knowledge` is not as it must be, `ModelError` if the model
    is damaged.
    """
    if isinstance(report, str):
        report = report_from_text(report, published=published, outlet=outlet)
    known = {name: value for name, value in (("published", published), ("outlet", outlet)) if value}
    return _reader(knowledge, threads=0).read(replace(report, **known))


def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of one text, in text order. Raises as `read` does."""
    return read(text).quantities


def read_many(
    reports: Iterable[Input | str], *, jobs: int | None = None, knowledge: Knowledge = _BUNDLED
) -> Generator[Output, None, None]:
    """Read reports, or texts, one after another, lazily and in order, on `jobs` cores (all, unless told).

    What cannot be read gives an `InputFailure` in its place, and an `InputFailure` that comes in goes out
    again; nothing stops the rest. Worker processes are started only where there is enough to read.
    Raises `ModelError` if the model is damaged, `InputError` if a file of `knowledge` is not as it must be.
    """
    jobs = jobs or usable_cores()
    batches = batched(map(_as_input, reports))
    first = list(islice(batches, 2 if jobs > 1 else 0))
    batches = chain(first, batches)
    if len(first) < 2:
        reader = _reader(knowledge, threads=jobs)
        for batch in batches:
            for item in batch:
                yield from reader.read_batch([item])
        return
    if knowledge != _BUNDLED:
        _reader(knowledge, threads=jobs)  # a fault of these files is no fault of a report: it ends the run here
    pool = Pool(partial(_batch_reader, knowledge, threads=1), jobs)
    try:
        yield from read_in_pool(pool, batches)
    finally:
        pool.close()


def made_by(*, jobs: int | None = None, knowledge: Knowledge = _BUNDLED) -> Meta:
    """What `read_many` says of itself in every reading: version, name and hash of the model. Raises as it does."""
    reader = _reader(knowledge, threads=jobs or usable_cores())
    return Meta(version=sayso.__version__, model=reader.model, model_hash=reader.model_hash)


def one_reader(knowledge: Knowledge = _BUNDLED) -> Reader:
    """The reader of a worker that has one core. Raises as `made_by`."""
    return _reader(knowledge, threads=1)


def read_in_pool(pool: Pool[Sequence[Input], list[Output]], batches: Iterable[Sequence[Input]]) -> Iterator[Output]:
    """The outputs of all batches in order. The reports of a batch whose worker died are tried again one by one."""
    for batch, future in pool.map(batches):
        try:
            yield from future.result()
        except WorkerError:
            for item in batch:
                yield from _read_alone(pool, item)


def _read_alone(pool: Pool[Sequence[Input], list[Output]], item: Input) -> list[Output]:
    try:
        return pool.submit([item]).result()
    except WorkerError:
        message = "the process that read this text died, perhaps for want of memory; split the text"
        return [_failure(item, message)]


def batched(items: Iterable[Input]) -> Iterator[list[Input]]:
    """The items in runs of about `BATCH_CHARACTERS` characters of text."""
    batch: list[Input] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Report) else 0
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _as_input(item: Input | str) -> Input:
    if not isinstance(item, str):
        return item
    try:
        return report_from_text(item)
    except SaysoError as error:
        return InputFailure(source="<text>", message=error.message)


def _failure(item: Input, message: str) -> InputFailure:
    if isinstance(item, InputFailure):
        return item
    return InputFailure(source=item.url or item.id, message=message, id=item.id)


@lru_cache(maxsize=2)
def _reader(knowledge: Knowledge, *, threads: int) -> Reader:
    own = own_definitions(knowledge.types) if knowledge.types else ()
    gazetteer = load_gazetteer(knowledge.gazetteer) if knowledge.gazetteer else load_gazetteer()
    model = load_model(threads=threads)
    inventory = add_types(load_inventory(), own, model) if own else load_inventory()
    see = partial(annotate, model, inventory=inventory)
    return Reader(see, model.card.name, f"sha256:{_hash_of(model.digest, knowledge)}", stages(gazetteer))


def _hash_of(digest: str, knowledge: Knowledge) -> str:
    """The hash of the model, or of it and the files given beside it: other files make another reading."""
    files = {"types": knowledge.types, "gazetteer": knowledge.gazetteer}
    given = [f"{name} {_digest(path)}" for name, path in files.items() if path]
    return hashlib.sha256("\n".join([digest, *given]).encode()).hexdigest() if given else digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batch_reader(knowledge: Knowledge, *, threads: int) -> Callable[[Sequence[Input]], list[Output]]:
    return _reader(knowledge, threads=threads).read_batch
