"""An annotation: what the language model sees in a text, before anything is concluded from it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from math import log2, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.report import Span


class Token(NamedTuple):
    """One word or mark, tagged after Universal Dependencies.

    `head` is the index of the token that governs this one, or -1 at the root of a sentence;
    `deprel` its UD relation with subtype ("nsubj:pass"); `upos` and `xpos` are the UD and the
    Penn Treebank part of speech; `sentence` indexes `Annotation.sentences`.
    """

    start: int
    end: int
    upos: str
    xpos: str
    head: int
    deprel: str
    sentence: int


class Attribution(NamedTuple):
    """Raw attribution: one cue with the source and content pieces that the model links to it."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]


class EntityMention(NamedTuple):
    """A stretch of text that names or describes an entity. Mentions may nest."""

    span: Span
    kind: str
    score: float


class TimeMention(NamedTuple):
    """A temporal expression; `type` is DATE, TIME, DURATION or SET."""

    span: Span
    type: str


class ArgumentMention(NamedTuple):
    """A stretch of text that has a part in an event; `score` is the probability of the role."""

    role: str
    span: Span
    score: float


class EventMention(NamedTuple):
    """A word that tells an event, and what the model makes of it.

    `type`, `mode` and `subtype` are the likeliest labels, `None` for no event of any type; `type_score` and
    `subtype_score` their probabilities. `salience` is the log-odds of being what the report is about.
    """

    trigger: Span
    type: str | None
    mode: str | None
    subtype: str | None
    type_score: float
    subtype_score: float
    polarity: str
    certainty: str
    tense: str
    salience: float
    arguments: tuple[ArgumentMention, ...] = ()


class PartyMention(NamedTuple):
    """Those who have a part in an act of violence, whichever it is; `part` is one of the incident head's labels."""

    span: Span
    part: str
    score: float


class ToponymMention(NamedTuple):
    """A name of a place, or an adjective or noun made from one ("Turkish")."""

    span: Span
    score: float


#: Buckets of distance in each doubling, and the farthest that the model was taught about, in pieces.
_BUCKETS, _FARTHEST = 1.25, 316


@dataclass(frozen=True)
class Likeness:
    """What the model knows of who means whom, one row a token.

    `piece` is where the token begins, in pieces of the text. Halves of `first` (that a mention begins with the token)
    and `last` (that it ends with it) tell of a mention as one that means an earlier one, and as one that is meant.
    `reach` says how likely it means what is so far back, in buckets that widen; its last column, nothing before it.
    """

    piece: NDArray[np.int64]
    first: NDArray[np.float16]
    last: NDArray[np.float16]
    reach: NDArray[np.float16]

    def log_odds(self, later: tuple[int, int], earlier: tuple[int, int]) -> float:
        """Log-odds that a mention means an earlier one rather than nothing before it; both `[first, last)` tokens."""
        half = self.first.shape[1] // 2
        begin, end = later[0], later[1] - 1
        means = (self.first[begin, :half] + self.last[end, :half]).astype(np.float32)
        meant = self.first[earlier[0], half:] + self.last[earlier[1] - 1, half:]
        steps = min(max(1, int(self.piece[begin] - self.piece[earlier[0]])), _FARTHEST)
        near = float(self.reach[end, int(log2(steps) * _BUCKETS)]) - float(self.reach[end, -1])
        return near + float(means @ meant) / sqrt(half)


@dataclass(frozen=True)
class Annotation:
    """The text and what each head of the model says of it. All lists are in text order.

    `sentences` and `paragraphs` are `[first, last)` ranges of token indices. Without `likeness` nothing is known of
    who means whom but what grammar tells.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    attributions: tuple[Attribution, ...] = ()
    entities: tuple[EntityMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    toponyms: tuple[ToponymMention, ...] = ()
    likeness: Likeness | None = field(default=None, compare=False)  # arrays have no plain equality

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its dependents, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                below[token.head].append(i)
        return tuple(tuple(kids) for kids in below)

    def word(self, index: int) -> str:
        """The text of one token."""
        token = self.tokens[index]
        return self.text[token.start : token.end]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def covering(self, span: Span) -> tuple[int, int]:
        """The `[first, last)` range of tokens that overlap the span; empty where none does."""
        last = bisect_left(self._starts, span[1])
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        while first < last and self.tokens[first].end <= span[0]:
            first += 1
        return first, max(first, last)

    def head_of(self, span: Span) -> int | None:
        """The token of the span whose governor lies outside it; the first one, if several."""
        first, last = self.covering(span)
        for i in range(first, last):
            if not first <= self.tokens[i].head < last:
                return i
        return None
