"""Scores to events: the words that tell them, their labels and their arguments."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sayso.language import labels
from sayso.language.inventory import Inventory
from sayso.language.model import Floats, Ints, Scores

#: Least probability of a word to tell an event, or to tell one of some type or subtype.
_TRIGGER, _TYPED = 0.5, 0.5
#: Least probability of a word to be a part of an event. What is part of none weighs little in training: most words are.
_PART = 0.8


class Part(NamedTuple):
    """Words `[first, last)` of a window that have a part in an event, with the probability of it."""

    role: str
    first: int
    last: int
    score: float


class Told(NamedTuple):
    """An event told by one word of a window; what the fields are, `EventMention` says."""

    word: int
    type: str | None
    mode: str | None
    subtype: str | None
    type_score: float
    subtype_score: float
    polarity: str
    certainty: str
    tense: str
    salience: float
    parts: tuple[Part, ...]


def read_window(scores: Scores, at: Ints, mine: Sequence[bool], inventory: Inventory) -> Iterator[Told]:
    """The events that a window's own words tell.

    `at` are the rows of the scores that its words stand on, `mine` says which words are no other window's.
    """
    vector = scores.vector[at]
    kinds = _softmax(inventory.type_scores(scores.event_type[at], vector))
    finer = _softmax(inventory.subtype_scores(scores.event_subtype[at], vector))
    trigger = np.exp(scores.trigger[at])
    salience = _softmax(scores.salience[at])
    told = (trigger > _TRIGGER) | (np.minimum(kinds[:, 0], finer[:, 0]) < 1 - _TYPED)
    rows = {int(place): row for row, place in enumerate(scores.triggers)}
    for word in np.flatnonzero(told & np.asarray(mine, dtype=bool)).tolist():
        place = int(at[word])
        kind, subtype = int(kinds[word].argmax()), int(finer[word].argmax())
        row = rows.get(place)
        name = inventory.types[kind] or inventory.within.get(inventory.subtypes[subtype] or "")
        yield Told(
            word,
            name,
            inventory.mode(name, scores.event_mode[place]),
            inventory.subtypes[subtype],
            float(kinds[word, kind]),
            float(finer[word, subtype]),
            labels.POLARITY[scores.polarity[place]],
            labels.CERTAINTY[scores.certainty[place]],
            labels.TENSE[scores.tense[place]],
            float(salience[word]),
            () if row is None else tuple(read_parts(scores.arguments[row][at], labels.ARGUMENT, _PART)),
        )


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
