"""Words that look like hedges and belong to a verb, a time or a place: handed over 45, over two years."""

from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.figures import Figure
from sayso.extraction.amounts.tokens import Tokens

#: Longer spans in which "over" is "during": over three days, over two decades.
_DURING = frozenset({"day", "week", "month", "year", "decade", "century"})
#: Depths that something lies under.
_LENGTHS = frozenset({"m", "cm", "mm", "foot", "inch"})
_PARTICLES = frozenset({"over", "about", "under"})
#: Nobody who means a bound gives one below this.
_ROUND = 10


def is_particle(tokens: Tokens, at: int, figure: Figure) -> bool:
    """Whether the word at token `at`, before the figure, is no hedge: took over two posts, went up to 22."""
    word, unit = tokens[at].lower, figure.unit
    if word in ("over", "under", "below") and unit in _LENGTHS and tokens[figure.end].lower == "of":
        return True
    if tokens.lowers(at, at + 2) == ("up", "to"):
        verb, noun = tokens[at - 2].lower, tokens[at - 1].lower
        moved = words("change", "words")
        return noun in moved or (verb in moved and noun not in words("counted", "function"))
    if word == "over" and (unit in _DURING or tokens[figure.end].lower in words("times", "spells")):
        return True
    if word not in _PARTICLES or unit is not None or tokens.lowers(at, at + 2) == (word, "or"):
        return False
    verb = tokens[at - 1].lower
    small = figure.value is not None and figure.value < _ROUND
    return verb in words("particles", word) or (small and word != "under" and verb in words("particles", "either"))
