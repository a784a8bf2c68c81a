"""Hedges: the words around a number that make it an interval, from `data/hedges.toml`."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from sayso.extraction.amounts.tokens import Tokens
from sayso.extraction.amounts.vague import hedge_data

Hedge = Literal["about", "over", "under", "atleast", "upto", "between"]
Bounds = tuple[Fraction, Fraction | None]

_KINDS: Mapping[str, Hedge] = {"about": "about", "over": "over", "under": "under", "atleast": "atleast", "upto": "upto"}


class Meaning(NamedTuple):
    """What a hedge means: its kind, and the factors of the number that are its bounds; `high` `None`: no bound."""

    hedge: Hedge
    low: Fraction
    high: Fraction | None

    def of(self, low: Fraction, high: Fraction | None) -> Bounds:
        """The bounds of a hedged number or range."""
        below = Fraction(0) if self.low == 0 else low - (1 - self.low) * abs(low)
        if high is None or self.high is None:
            return below, None
        above = high + (self.high - 1) * abs(high)
        return min(below, above), max(below, above)


class Found(NamedTuple):
    """A hedge in the text: its meaning and its outer token."""

    meaning: Meaning
    at: int


_Phrases = dict[str, list[tuple[tuple[str, ...], Meaning]]]


@cache
def _table() -> tuple[_Phrases, _Phrases]:
    """Phrases by their word next to the number, the longest first: before the number, behind it."""
    before: _Phrases = {}
    after: _Phrases = {}
    for group in hedge_data()["group"]:
        high = Fraction(str(group["high"])) if "high" in group else None
        meaning = Meaning(_KINDS[group["hedge"]], Fraction(str(group["low"])), high)
        for key, phrases, nearest in (("before", before, -1), ("after", after, 0)):
            for phrase in filter(None, group.get(key, "").split("|")):
                words = tuple(phrase.split())
                phrases.setdefault(words[nearest], []).append((words, meaning))
    for phrases in (before, after):
        for rows in phrases.values():
            rows.sort(key=lambda row: -len(row[0]))
    return before, after


def before(tokens: Tokens, first: int) -> Found | None:
    """The hedge that ends right before token `first`."""
    for words, meaning in _table()[0].get(tokens[first - 1].lower, ()):
        start = first - len(words)
        if start >= 0 and tokens.lowers(start, first) == words:
            return Found(meaning, start)
    return None


def after(tokens: Tokens, end: int) -> Found | None:
    """The hedge that begins at token `end`."""
    for words, meaning in _table()[1].get(tokens[end].lower, ()):
        if tokens.lowers(end, end + len(words)) != words:
            continue
        if words[0] in ("-", "+") and not tokens.glued(end):
            continue
        return Found(meaning, end + len(words))
    return None
