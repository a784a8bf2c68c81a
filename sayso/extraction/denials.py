"""Denials: which claim is denied by "the army denied the claim" and "it denied having shelled the town"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.annotation import Annotation
from sayso.extraction.heads import source_head
from sayso.extraction.nouns import fold, singular
from sayso.extraction.retellings import DENIALS, Traits, one_kind, parties_meet
from sayso.reading import Claim, Reading, Statement
from sayso.report import Span

# What a denial calls a claim that it does not tell again: "denied the accusation", "denied it", "denied involvement".
_CLAIM = frozenset((
    "accusation", "allegation", "assertion", "charge", "claim", "report", "suggestion", "it", "this", "that", "them",
    "these", "those", "involvement", "responsibility",
))  # fmt: skip
# Sentences after a claim in which "denied it" can mean it.
_NEAR = 4
# Claims of one sort that a denial is compared with: the nearest before it.
_MOST = 8


@dataclass(frozen=True)
class _Denial:
    """A claim that denies: by whom (an actor id), and in which statement; `told` whether it tells what it denies."""

    claim: int
    denier: str
    statement: Statement
    told: bool


def denied(
    reading: Reading, annotation: Annotation, claims: Sequence[Claim], traits: Sequence[Traits]
) -> dict[int, int]:
    """For the numbers of claims that deny, the number of the claim that each denies, where the text says it.

    `claims` are in text order, `traits` those of the fullest telling of each.
    """
    return _Denials(reading, annotation, claims, traits).found()


class _Denials:
    """One reading with the indexes that what is denied is found by."""

    def __init__(
        self, reading: Reading, annotation: Annotation, claims: Sequence[Claim], traits: Sequence[Traits]
    ) -> None:
        self.annotation, self.claims, self.traits = annotation, claims, traits
        self.statements = {statement.id: statement for statement in reading.statements}
        self.about: defaultdict[str, list[int]] = defaultdict(list)
        for number, claim in enumerate(claims):
            for actor in claim.actors:
                self.about[actor].append(number)

    def found(self) -> dict[int, int]:
        """What each denial denies."""
        pairs = ((d.claim, self._retold(d) if d.told else self._referred(d)) for d in self._denials())
        return {claim: target for claim, target in pairs if target is not None}

    def _denials(self) -> Iterator[_Denial]:
        """The claims in statements that deny; where such a statement tells none, the claim of the denial itself."""
        telling = {claim.statement for claim in self.claims}
        cues = {
            self.annotation.covering(span)[0]: statement
            for statement in self.statements.values()
            if statement.act in DENIALS and statement.id not in telling
            for span in statement.cue
        }
        for number, claim in enumerate(self.claims):
            statement = self.statements.get(claim.statement or "")
            event = self.traits[number].telling.event
            if statement is not None and statement.act in DENIALS:
                if statement.speaker is not None:
                    yield _Denial(number, statement.speaker, statement, told=True)
            elif event is not None:
                own = cues.get(self.annotation.covering(event.trigger)[0])
                if own is not None and own.speaker is not None:
                    yield _Denial(number, own.speaker, own, told=False)

    def _retold(self, denial: _Denial) -> int | None:
        """The claim by somebody else that what is denied is so."""
        own = self.traits[denial.claim]
        for number in self._around(denial, [denial.denier, *self.claims[denial.claim].actors]):
            other = self.traits[number]
            roles = own.parties.keys() & other.parties.keys()
            alike = one_kind(own, other) and all(parties_meet(own.parties[role], other.parties[role]) for role in roles)
            if alike and self._asserts(number):
                return number
        return None

    def _referred(self, denial: _Denial) -> int | None:
        """The claim about the denier, by somebody else, that "the claim" or "it" means: the last one before."""
        nouns = [self._noun(span) for span in denial.statement.content]
        if not any(noun in _CLAIM for noun in nouns):
            return None
        here = min(self._sentences(denial.claim))
        for number in self._around(denial, [denial.denier]):
            near = any(0 <= here - sentence <= _NEAR for sentence in self._sentences(number))
            if near and number < denial.claim and self._asserts(number) and self._said(number):
                return number
        return None

    def _around(self, denial: _Denial, actors: Iterable[str]) -> list[int]:
        """Claims by others that these have a part in, those before the denial first, the nearest first."""
        found: set[int] = set()
        for actor in actors:
            about = self.about[actor]
            here = bisect_left(about, denial.claim)
            found.update(about[max(0, here - _MOST) : here + _MOST])
        others = (n for n in found if all(link.speaker != denial.denier for link in self.claims[n].chain))
        return sorted(others, key=lambda n: (n > denial.claim, abs(n - denial.claim)))

    def _asserts(self, number: int) -> bool:
        """Whether the claim is that something is so: no denial, and not that it did not happen."""
        statement = self.statements.get(self.claims[number].statement or "")
        event = self.traits[number].telling.event
        return (statement is None or statement.act not in DENIALS) and (event is None or event.polarity == "pos")

    def _said(self, number: int) -> bool:
        """Whether the claim is somebody's, or that somebody is accused."""
        event = self.traits[number].telling.event
        return self.claims[number].statement is not None or (event is not None and event.type == "ACCUSE")

    def _sentences(self, number: int) -> list[int]:
        """The numbers of the sentences that tell a claim."""
        tokens = self.annotation.tokens
        firsts = (self.annotation.covering(evidence.span)[0] for evidence in self.claims[number].evidence)
        return [tokens[first].sentence for first in firsts if first < len(tokens)] or [-1]

    def _noun(self, span: Span) -> str | None:
        head = source_head(self.annotation, span)
        if head is None:
            return None
        return fold(singular(self.annotation.word(head), self.annotation.tokens[head].xpos in ("NNS", "NNPS")))
