"""Claims: what is asserted, each assertion once, with the chain of who says so and the words that tell it."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.annotation import Annotation
from sayso.extraction.denials import denied
from sayso.extraction.retellings import Retellings
from sayso.extraction.tellings import Telling, read_tellings
from sayso.reading import Claim, Evidence, Link, Reading, Statement


def read_claims(reading: Reading, annotation: Annotation) -> tuple[Claim, ...]:
    """The claims of a reading that has its statements, actors, times, places, figures and events.

    In text order of their first words. Two tellings of one assertion by the same speakers are one claim.
    """
    tellings = read_tellings(reading, annotation)
    chains = _Chains(reading.statements)
    retellings = Retellings(reading, annotation)
    groups = retellings.grouped(tellings, [chains.of(telling.statement) for telling in tellings])
    told = [sorted((tellings[number] for number in group), key=_fullness) for group in groups]
    claims = [_claim(f"c{number}", group, chains) for number, group in enumerate(told, start=1)]
    traits = [retellings.traits(group[0], claim.chain) for group, claim in zip(told, claims, strict=True)]
    for number, target in denied(reading, annotation, claims, traits).items():
        claims[number] = replace(claims[number], denies=claims[target].id)
    return tuple(claims)


class _Chains:
    """The chains of speakers of the statements of a reading."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements = {statement.id: statement for statement in statements}
        self.known: dict[str, tuple[Link, ...]] = {}

    def of(self, statement: str | None) -> tuple[Link, ...]:
        """Who says what the statement says: the outlet, then each speaker inward to its own."""
        inward: list[Statement] = []
        passed: set[str] = set()
        name = statement
        while name in self.statements and name not in passed and name not in self.known:
            inward.append(self.statements[name])
            passed.add(name)
            name = self.statements[name].within
        chain = self.known.get(name or "", (Link(),))
        for held in reversed(inward):
            chain = self.known[held.id] = (*chain, Link(speaker=held.speaker, statement=held.id))
        return chain


def _fullness(telling: Telling) -> tuple[int, int, int]:
    """Sorts the fullest telling first: the one with most parts, then most words, then the earliest."""
    arguments = len(telling.event.arguments) if telling.event else 0
    parts = arguments + len(telling.quantities) + len(telling.places) + len(telling.times) + (telling.event is not None)
    return -parts, telling.span[0] - telling.span[1], telling.span[0]


def _claim(name: str, tellings: Sequence[Telling], chains: _Chains) -> Claim:
    """The claim that these tell, the fullest first."""
    fullest = tellings[0]
    return Claim(
        id=name,
        statement=fullest.statement,
        event=next((telling.event.id for telling in tellings if telling.event), None),
        quantities=tuple(quantity.id for telling in tellings for quantity in telling.quantities),
        places=tuple(dict.fromkeys(place for telling in tellings for place in telling.places)),
        times=tuple(dict.fromkeys(time for telling in tellings for time in telling.times)),
        actors=tuple(dict.fromkeys(actor for telling in tellings for actor in telling.actors)),
        chain=chains.of(fullest.statement),
        evidence=tuple(
            Evidence(
                span=telling.span,
                statement=telling.statement,
                event=telling.event.id if telling.event else None,
                quantities=tuple(quantity.id for quantity in telling.quantities),
            )
            for telling in tellings
        ),
    )
