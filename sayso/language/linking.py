"""Which source and which contents belong to which cue."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from sayso.language import labels
from sayso.language.model import Floats

#: What a claim on content in another paragraph loses: one piece of content in ninety lies apart from its cue
#: (PolNeAR, training split), which makes log(1/90) for the prior odds.
_ELSEWHERE = 4.5


class Range(NamedTuple):
    """Words `[first, last)` of a section, and the number of the paragraph that holds them."""

    first: int
    last: int
    paragraph: int


class Roles(NamedTuple):
    """Log-probabilities of what each word is to one cue: a row a word, from word `first` on."""

    cue: Range
    first: int
    scores: Floats


def log_odds(roles: Roles, span: Range, kind: str) -> float:
    """The mean, over the words of a span, of the log-odds that they are of this kind to the cue; -inf unseen."""
    a, b = span.first - roles.first, span.last - roles.first
    if a < 0 or b > len(roles.scores):
        return -np.inf
    columns = [i for i, tag in enumerate(labels.ROLE) if tag.endswith(kind)]
    rows = roles.scores[a:b]
    return float((np.logaddexp.reduce(rows[:, columns], axis=1) - rows[:, 0]).mean())


def find_source(roles: Roles, spans: Sequence[Range], least: float) -> Range | None:
    """The likeliest source of a cue among the spans of its own paragraph, `None` if none reaches the least odds.

    A source apart from its cue is as good as unknown: one in two thousand (PolNeAR, training split).
    """
    near = (span for span in _seen(roles, spans) if span.paragraph == roles.cue.paragraph)
    odds, source = max(((log_odds(roles, span, "source"), span) for span in near), default=(-np.inf, None))
    return source if odds > least else None


def share_out_contents(all_roles: Sequence[Roles], spans: Sequence[Range], least: float) -> list[list[Range]]:
    """For each cue the contents that are its own: each goes to the cue that claims it most, if any does enough."""
    claims: dict[Range, tuple[float, int]] = {}
    for number, roles in enumerate(all_roles):
        for span in _seen(roles, spans):
            odds = log_odds(roles, span, "content")
            if odds > least:
                claim = odds if span.paragraph == roles.cue.paragraph else odds - _ELSEWHERE
                claims[span] = max(claims.get(span, (-np.inf, 0)), (claim, number))
    shares: list[list[Range]] = [[] for _ in all_roles]
    for span in spans:
        if span in claims:
            shares[claims[span][1]].append(span)
    return shares


def _seen(roles: Roles, spans: Sequence[Range]) -> Sequence[Range]:
    """Those of the spans, which stand in order, that lie in what the roles cover."""
    low = bisect_left(spans, roles.first, key=itemgetter(0))
    return spans[low : bisect_right(spans, roles.first + len(roles.scores), key=itemgetter(1))]
