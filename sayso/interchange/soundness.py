"""Soundness: whether the parts of a reading that came from elsewhere belong together."""

from collections.abc import Iterable, Iterator

from sayso.reading import Reading
from sayso.report import LONGEST, Report, Span

_MOST_CLAIMS = 1 << 20  # the ledger counts no more in one reading


def fault_in(reading: Reading) -> str | None:
    """What is wrong with a reading, in a few words: a span outside its text, a name that nothing has; else `None`."""
    length = len(reading.report.text)
    if length > LONGEST:
        return f"its text has more than {LONGEST:,} characters"
    if not all(0 <= start <= end <= length for start, end in _spans(reading)):
        return "a span lies outside its text"
    if len(reading.claims) >= _MOST_CLAIMS:
        return f"it has {_MOST_CLAIMS:,} claims or more"
    named = {
        "statement": [each.id for each in reading.statements],
        "actor": [each.id for each in reading.actors],
        "figure": [each.id for each in reading.quantities],
        "event": [each.id for each in reading.events],
        "claim": [each.id for each in reading.claims],
    }
    for kind, ids in named.items():
        if len(set(ids)) < len(ids):
            return f"two of its {kind}s have the same id"
    known = {kind: {None, *ids} for kind, ids in named.items()}
    for kind, names in _references(reading):
        if not known[kind].issuperset(names):
            return f"it speaks of a {kind} that it does not have"
    if not all(
        0 <= index < length
        for claim in reading.claims
        for indices, length in ((claim.places, len(reading.places)), (claim.times, len(reading.times)))
        for index in indices
    ):
        return "a claim has a place or a time that it does not have"
    return "a statement lies within itself" if _circular(reading) else None


def _spans(reading: Reading) -> Iterator[Span]:
    yield from _of_report(reading.report)
    for statement in reading.statements:
        yield from statement.source
        yield from statement.cue
        yield from statement.content
    for actor in reading.actors:
        yield from actor.mentions
    yield from (entity.span for entity in reading.entities)
    yield from (time.span for time in reading.times)
    yield from (place.span for place in reading.places)
    yield from (figure.span for figure in reading.quantities)
    yield from (figure.of for figure in reading.quantities if figure.of)
    for event in reading.events:
        yield event.trigger
        yield from (argument.span for argument in event.arguments)
    yield from (telling.span for claim in reading.claims for telling in claim.evidence)


def _of_report(report: Report) -> Iterator[Span]:
    yield from (each.span for each in report.furniture)
    if line := report.dateline:
        yield from (span for span in (line.span, line.place, line.date, line.agency) if span)


def _references(reading: Reading) -> Iterator[tuple[str, Iterable[str | None]]]:
    """The kind of what is named and the names, wherever one part of the reading names another."""
    for statement in reading.statements:
        yield "actor", (statement.speaker, statement.addressee)
        yield "statement", (statement.within,)
    yield "actor", (entity.actor for entity in reading.entities)
    yield "statement", (figure.statement for figure in reading.quantities)
    for event in reading.events:
        yield "statement", (event.statement,)
        yield "actor", (argument.actor for argument in event.arguments)
    for claim in reading.claims:
        yield "statement", (claim.statement, *(link.statement for link in claim.chain))
        yield "actor", (*claim.actors, *(link.speaker for link in claim.chain))
        yield "event", (claim.event, *(telling.event for telling in claim.evidence))
        yield "statement", (telling.statement for telling in claim.evidence)
        yield "figure", (*claim.quantities, *(name for telling in claim.evidence for name in telling.quantities))
        yield "claim", (claim.denies,)
    yield "figure", (name for check in reading.checks for name in check.quantities)


def _circular(reading: Reading) -> bool:
    above = {statement.id: statement.within for statement in reading.statements}
    settled: set[str] = set()
    for start in above:
        path: set[str] = set()
        name: str | None = start
        while name is not None and name not in settled:
            if name in path:
                return True
            path.add(name)
            name = above[name]
        settled |= path
    return False
