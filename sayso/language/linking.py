"""Which source and which contents belong to which cue."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from sayso.language import labels
from sayso.language.model import Floats

Range = tuple[int, int]


class Roles(NamedTuple):
    """Log-probabilities of what each word is to one cue: a row a word, from word `first` on."""

    first: int
    scores: Floats


def log_odds(roles: Roles, span: Range, kind: str) -> float:
    """The mean, over the words of a span, of the log-odds that they are of this kind to the cue; -inf unseen."""
    a, b = span[0] - roles.first, span[1] - roles.first
    if a < 0 or b > len(roles.scores):
        return -np.inf
    columns = [i for i, tag in enumerate(labels.ROLE) if tag.endswith(kind)]
    rows = roles.scores[a:b]
    return float((np.logaddexp.reduce(rows[:, columns], axis=1) - rows[:, 0]).mean())


def best_span(roles: Roles, spans: Sequence[Range], kind: str, least: float) -> Range | None:
    """The span that is most likely of this kind to the cue, `None` if none reaches the least odds."""
    odds = [(log_odds(roles, span, kind), span) for span in _seen(roles, spans)]
    best = max(odds, default=(-np.inf, (0, 0)))
    return best[1] if best[0] > least else None


def share_out(all_roles: Sequence[Roles], spans: Sequence[Range], kind: str, least: float) -> list[list[Range]]:
    """For each cue the spans that are its own: each span goes to the cue that claims it most, if any does enough."""
    claims: dict[Range, tuple[float, int]] = {}
    for number, roles in enumerate(all_roles):
        for span in _seen(roles, spans):
            odds = log_odds(roles, span, kind)
            if odds > least and odds > claims.get(span, (-np.inf, 0))[0]:
                claims[span] = (odds, number)
    shares: list[list[Range]] = [[] for _ in all_roles]
    for span in spans:
        if span in claims:
            shares[claims[span][1]].append(span)
    return shares


def _seen(roles: Roles, spans: Sequence[Range]) -> Sequence[Range]:
    """Those of the spans, which stand in order, that lie in what the roles cover."""
    low = bisect_left(spans, roles.first, key=itemgetter(0))
    return spans[low : bisect_right(spans, roles.first + len(roles.scores), key=itemgetter(1))]
