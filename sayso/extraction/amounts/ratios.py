"""Ratios: one in five, nine out of ten."""

from fractions import Fraction

from sayso.extraction.amounts.context import countable, words
from sayso.extraction.amounts.figures import Figure, figure_at
from sayso.extraction.amounts.tokens import Tokens

_ROUND = frozenset({12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10_000, 100_000, 10**6})
_SMALL = 10


def ratio(tokens: Tokens, few: Figure) -> Figure | None:
    """The share that the figure is with the one behind it ("one in five": 20 percent), or `None` where it is none.

    One noun may stand between: "one man in five". The whole is ten or less or a round number: "310 out of 420 villages"
    is two figures.
    """
    if few.unit or few.part or few.vague or few.value is None or few.scale > 1:
        return None
    end = few.end + _is_counted_one(tokens, few)
    behind = tokens.lowers(end, end + 2)
    at = end + 2 if behind == ("out", "of") else end + 1 if behind[0] == "in" else 0
    if not at:
        return None
    at += tokens[at].lower == "every"
    whole = figure_at(tokens, at)
    if end > few.end and countable(tokens, whole.end if whole else at):
        return None
    if whole is None or whole.value is None or whole.unit or whole.part or whole.vague or whole.year:
        return None
    of = whole.value
    if not 0 < few.value < of or not (of <= _SMALL or of in _ROUND or few.value == 1) or tokens.hyphen(whole.end):
        return None
    if behind[0] == "in" and few.value > _SMALL - 1 and of not in (100, 1000):
        return None
    if tokens[at].kind == "number" and len(tokens[at].text) == 4 and few.value != 1:
        return None
    share = few.value / of * Fraction(100)
    return whole._replace(
        first=few.first, number=few.number, low=share, high=share, value=share, unit="percent", scale=1
    )


def _is_counted_one(tokens: Tokens, few: Figure) -> bool:
    """Whether a noun stands between "one" and what it is out of: "one man in five", and not the "one" of a pronoun."""
    noun = tokens[few.end]
    return few.value == 1 and noun.kind == "word" and noun.lower not in words("counted", "function")
