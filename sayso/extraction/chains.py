"""Chains: the mentions of one actor while they are being joined, and what has been learnt of it."""

from collections import deque
from dataclasses import dataclass, field

from sayso.extraction.names import Name
from sayso.reading import ActorKind


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention said of a chain: its noun, what tells it from others, and the chain it is tied to."""

    noun: str
    modifiers: frozenset[str]
    possessor: int | None


@dataclass(slots=True)
class Chain:
    """The mentions of one actor, as far as they are found; mutable only while mentions are joined.

    `mentions` are numbers of mentions; `latest` the last few that were met, in text order, `spoke` the latest that was
    a source (-1: none yet), `seen` how many names and descriptions have been met; `we` the chain that "we" means in its
    quotations, `sure` whether the words tell the kind, not the model alone.
    """

    number: int
    mentions: list[int] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    said: list[Description] = field(default_factory=list)
    kind: ActorKind = "unknown"
    sure: bool = False
    gender: str | None = None
    many: bool = False
    country: str | None = None
    latest: deque[int] = field(default_factory=lambda: deque(maxlen=4))
    spoke: int = -1
    seen: int = 0
    we: int | None = None
