"""Scores to events: the words that tell them, their labels and their arguments."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.annotation import ArgumentMention, EventMention
from sayso.language import labels
from sayso.language.inventory import Inventory
from sayso.language.model import Floats, Ints, Scores
from sayso.report import Span

#: Least probability of a word to tell an event, or to tell one of some type or subtype.
_TRIGGER, _TYPED = 0.5, 0.5
#: Least probability of a type or subtype to be told: what is less sure than that is of no type known.
_TYPE, _SUBTYPE = 0.3, 0.4
#: Least probability of a word to be a part of an event. What is part of none weighs little in training: most words are.
_PART = 0.8


class Part(NamedTuple):
    """Words `[first, last)` of a window that have a part in an event, with the probability of it."""

    role: str
    first: int
    last: int
    score: float


class Words(NamedTuple):
    """The words of a window: the rows of the scores that they stand on, which of them are no other window's, and where
    they stand in the text.
    """

    rows: Ints
    mine: NDArray[np.bool_]
    spans: Sequence[Span]
    text: str

    def span(self, first: int, last: int) -> Span:
        """The span of the text that the words `[first, last)` are."""
        return Span(self.spans[first].start, self.spans[last - 1].end)


def read_window(scores: Scores, words: Words, inventory: Inventory) -> Iterator[EventMention]:
    """The events that a window's own words tell."""
    at = words.rows
    forms = [words.text[slice(*span)] for span in words.spans] if inventory.own else []
    vector = scores.vector[at]
    kinds = _softmax(inventory.with_own("event_type", scores.event_type[at], vector, forms))
    finer = _softmax(inventory.with_own("event_subtype", scores.event_subtype[at], vector, forms))
    trigger = np.exp(scores.trigger[at])
    salience = _softmax(scores.salience[at])
    told = (trigger > _TRIGGER) | (np.minimum(kinds[:, 0], finer[:, 0]) < 1 - _TYPED)
    rows = {int(place): row for row, place in enumerate(scores.triggers)}
    for word in np.flatnonzero(told & words.mine).tolist():
        place = int(at[word])
        kind, subtype = _likeliest(kinds[word], _TYPE), _likeliest(finer[word], _SUBTYPE)
        row = rows.get(place)
        name = inventory.types[kind] or inventory.within.get(inventory.subtypes[subtype] or "")
        parts = () if row is None else read_parts(scores.arguments[row][at], labels.ARGUMENT, _PART)
        yield EventMention(
            trigger=words.span(word, word + 1),
            type=name,
            mode=inventory.mode(name, scores.event_mode[place]),
            subtype=inventory.subtypes[subtype],
            type_score=float(kinds[word, kind]),
            subtype_score=float(finer[word, subtype]),
            polarity=labels.POLARITY[scores.polarity[place]],
            certainty=labels.CERTAINTY[scores.certainty[place]],
            tense=labels.TENSE[scores.tense[place]],
            salience=float(salience[word]),
            arguments=tuple(ArgumentMention(p.role, words.span(p.first, p.last), p.score) for p in parts),
        )


def _likeliest(chance: Floats, least: float) -> int:
    """The label of the highest probability; 0, none, where that is less than `least`."""
    best = int(chance.argmax())
    return best if chance[best] >= least else 0


def read_parts(scores: Floats, tagset: tuple[str, ...], least: float) -> Iterator[Part]:
    """The spans of roles in log-probabilities (words, tags), of words that are in one with at least this probability.

    Each word has its likeliest tag; a span ends where its tags do.
    """
    chance = np.exp(scores)
    words = np.flatnonzero(chance[:, 0] <= 1 - least)
    best = 1 + chance[words, 1:].argmax(1)
    start = last = -1
    role, sure = "", 0.0
    for word, tag in zip(words.tolist(), best.tolist(), strict=True):
        place, _, kind = tagset[tag].partition("-")
        if start >= 0 and (word != last or kind != role or place in "BS"):
            yield Part(role, start, last, sure / (last - start))
            start = -1
        if start < 0:
            start, role, sure = word, kind, 0.0
        last = word + 1
        sure += 1 - float(chance[word, 0])
    if start >= 0:
        yield Part(role, start, last, sure / (last - start))


def _softmax(scores: Floats) -> Floats:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    total: Floats = shifted / shifted.sum(-1, keepdims=True)
    return total
