"""Scores to tags, spans and arcs. Pure functions over arrays, no text."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.language import labels

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = np.float32(-1e4)
#: Rows of unequal length are decoded together as long as the padded block stays below this many cells.
_BLOCK = 4_000_000


@cache
def _grammar(tagset: tuple[str, ...]) -> tuple[Floats, Floats, Floats]:
    """Penalties of each transition, first tag and last tag: begin-inside-end-single spans, never left open."""
    place = [tag[0] for tag in tagset]
    kind = [tag[2:] for tag in tagset]
    opens, closes = [p in "BI" for p in place], [p in "IE" for p in place]
    step = np.zeros((len(tagset), len(tagset)), dtype=np.float32)
    for i in range(len(tagset)):
        for j in range(len(tagset)):
            fits = (opens[i] and closes[j] and kind[i] == kind[j]) or (not opens[i] and not closes[j])
            step[i, j] = 0 if fits else _NEVER
    first = np.array([_NEVER if c else 0 for c in closes], dtype=np.float32)
    last = np.array([_NEVER if o else 0 for o in opens], dtype=np.float32)
    return step, first, last


def viterbi(rows: Sequence[Floats], tagset: tuple[str, ...]) -> list[Ints]:
    """The best valid tag sequence of each row of log-probabilities (words, tags)."""
    best: list[Ints] = [np.zeros(0, dtype=np.int64)] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    while order:
        longest = max(1, len(rows[order[-1]]))
        count = max(1, _BLOCK // (longest * len(tagset)))
        block, order = order[-count:], order[:-count]
        tags = _viterbi_block([rows[i] for i in block], tagset)
        for i, row in zip(block, tags, strict=True):
            best[i] = row[: len(rows[i])]
    return best


def _viterbi_block(rows: Sequence[Floats], tagset: tuple[str, ...]) -> Ints:
    step, first, last = _grammar(tagset)
    length = max(1, *(len(row) for row in rows))
    scores = np.full((length, len(rows), len(tagset)), _NEVER, dtype=np.float32)
    scores[:, :, 0] = 0
    for i, row in enumerate(rows):
        scores[: len(row), i] = row
    back = np.zeros((length, len(rows), len(tagset)), dtype=np.int8)
    best = scores[0] + first
    for t in range(1, length):
        paths = best[:, :, None] + step
        came = paths.argmax(1)
        back[t] = came
        best = np.take_along_axis(paths, came[:, None, :], 1)[:, 0] + scores[t]
    tags = np.zeros((len(rows), length), dtype=np.int64)
    tags[:, -1] = (best + last).argmax(1)
    each = np.arange(len(rows))
    for t in range(length - 1, 0, -1):
        tags[:, t - 1] = back[t, each, tags[:, t]]
    return tags


def spans(tags: Ints, tagset: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """The `[first, last)` spans that a valid tag sequence spells, with their kinds."""
    found = []
    start = 0
    for i in np.flatnonzero(tags).tolist():
        tag = tagset[tags[i]]
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES":
            found.append((start, i + 1, tag[2:]))
    return found


def tree(scores: Floats) -> list[int]:
    """Heads of a sentence's k tokens from scores (k, 1 + k), column 0 for the root: -1 at the single root.

    Takes the best head of each token and mends what is no tree: the token that loses least by it becomes
    the one root, and each cycle is opened where that costs least.
    """
    k = len(scores)
    scores = scores.copy()
    scores[np.arange(k), np.arange(k) + 1] = _NEVER * 10
    root = int((scores[:, 0] - scores[:, 1:].max(1)).argmax()) if k > 1 else 0
    scores[:, 0] = _NEVER * 10
    heads: list[int] = (scores.argmax(1) - 1).tolist()
    heads[root] = -1
    while cycle := _cycle(heads):
        outside = np.ones(k + 1, dtype=bool)
        outside[0] = False
        outside[np.array(cycle) + 1] = False
        reach = np.flatnonzero(outside)
        loose = scores[cycle][:, reach]
        # A token outside may itself hang from the cycle; only those that reach the root can hold it.
        loose[:, [_hangs_from(heads, int(j) - 1, cycle) for j in reach]] = _NEVER * 10
        cost = loose.max(1) - scores[cycle, np.array(heads)[cycle] + 1]
        i = int(cost.argmax())
        heads[cycle[i]] = int(reach[loose[i].argmax()]) - 1
    return heads


def _cycle(heads: list[int]) -> list[int]:
    """The tokens of one cycle, empty if there is none."""
    state = [0] * len(heads)
    for i in range(len(heads)):
        path = []
        j = i
        while j >= 0 and state[j] == 0:
            state[j] = 1
            path.append(j)
            j = heads[j]
        if j >= 0 and state[j] == 1:
            return path[path.index(j) :]
        for p in path:
            state[p] = 2
    return []


def _hangs_from(heads: list[int], token: int, cycle: list[int]) -> bool:
    members, seen = set(cycle), set()
    while token >= 0 and token not in seen:
        if token in members:
            return True
        seen.add(token)
        token = heads[token]
    return False


def entities(start: Floats, end: Floats, bias: Floats, longest: int) -> list[tuple[int, int, int, float]]:
    """Entities of at most `longest` rows: `[first, last]` row, kind and score, best first; score above 0 is a find."""
    n, kinds = len(start), len(labels.ENTITY)
    found: list[tuple[int, int, int, float]] = []
    scale = start.shape[1] ** -0.5
    opening, closing = bias[:, :kinds], bias[:, kinds:]
    for width in range(min(longest, n)):
        stop = n - width
        both = (start[:stop] * end[width:]).sum(1) * scale
        scores = both[:, None] + opening[:stop] + closing[width:]
        found += [
            (int(i), int(i) + width, int(k), float(scores[i, k])) for i, k in zip(*np.nonzero(scores > 0), strict=True)
        ]
    return sorted(found, key=lambda f: -f[3])
