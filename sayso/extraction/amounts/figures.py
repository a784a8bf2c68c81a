"""Figures: a numeral with its sign, its currency or its unit of measure."""

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from sayso.extraction.amounts.numerals import article_words, numeral, numeral_words
from sayso.extraction.amounts.tokens import DASHES, Tokens
from sayso.extraction.amounts.units import Unit, is_money, money_before, money_words, rate_at, unit_at

_SINGULAR = frozenset({"a", "an", "one"})
_DIGITS = frozenset({"number", "ratio", "vulgar"})
#: "A nautical mile an hour and a half" has as long a unit as there is.
_LONGEST_UNIT = 6


class Figure(NamedTuple):
    """A figure over tokens `[first, end)`, its numerals over `[number, number_end)`.

    `low`, `high` and `value` are in `unit`, the parts of something as parts of one; `high` is `None` without an upper
    bound. `scale` is the power of ten or dozen that was written; `part`, `vague`, `year` are as for a numeral.
    """

    first: int
    end: int
    number: int
    number_end: int
    low: Fraction
    high: Fraction | None
    value: Fraction | None
    unit: str | None
    scale: int = 1
    part: bool = False
    vague: bool = False
    year: bool = False
    ranged: bool = False

    def scaled(self, scale: int) -> "Figure":
        """The figure times a power of ten that stands elsewhere."""
        high = None if self.high is None else self.high * scale
        value = None if self.value is None else self.value * scale
        return self._replace(low=self.low * scale, high=high, value=value, scale=self.scale * scale)


def figure_at(tokens: Tokens, i: int, paid: bool = False) -> Figure | None:
    """The figure that begins at token `i` with its sign, currency or numeral, or `None`.

    Where it is `paid` for in a currency that stands elsewhere, "6m" is six million.
    """
    if tokens[i].lower in ("a", "an") and tokens[i + 1].lower not in article_words():
        return _and_a_half(tokens, i)
    money = money_before(tokens, i)
    at = money.end if money else i
    negative = not money and _minus(tokens, i)
    found = numeral(tokens, at + negative, paid or money is not None)
    if found is None:
        return None if money else _and_a_half(tokens, i)
    unit = _behind_money(tokens, found.end, money) if money else _behind(tokens, found.end, found.part, found.vague)
    end = unit.end if unit else found.end
    low, high, value = found.low, found.high, found.value
    if negative:
        low, high, value = -(found.high or found.low), -found.low, None if found.value is None else -found.value
    measured = found.part and unit is not None
    return Figure(
        i, end, i if negative else at, found.end, low, high, value, unit.name if unit else None,
        found.scale, found.part and not measured, found.vague, found.year,
    )  # fmt: skip


def places(tokens: Tokens) -> list[int]:
    """The tokens at which a figure may begin; every other has none."""
    openers = _openers()
    return [i for i, token in enumerate(tokens) if token[2] in openers or token[0] in _DIGITS]


@cache
def _openers() -> frozenset[str]:
    """The words and signs that a figure may begin with, in lower case."""
    return numeral_words() | money_words() | DASHES | {"minus"}


def counted(figure: Figure) -> Figure:
    """The figure as it counts: parts of something in percent."""
    if not figure.part:
        return figure
    return figure.scaled(100)._replace(unit="percent", part=False)


def _minus(tokens: Tokens, i: int) -> bool:
    """Whether the token is a sign of a negative number: "-5", "minus 5"."""
    token = tokens[i]
    if token.lower == "minus":
        return True
    if token.lower not in DASHES or not tokens.glued(i + 1) or tokens.glued(i):
        return False
    opened = tokens[i - 1]
    return tokens[i + 1].kind == "number" and opened.kind not in ("line", "end", "number", "code")


def _behind_money(tokens: Tokens, end: int, money: Unit) -> Unit:
    """What a figure of money counts: its currency, said again or not, and what it is a rate of."""
    again = None if tokens.hyphen(end) and tokens[end + 2].kind == "number" else unit_at(tokens, end)  # $5-$6m
    if again and is_money(again.name):
        currency, _, rate = again.name.partition("/")
        if currency in (money.name, "pound") or tokens[end].kind == "word":
            kept = money.name if currency in ("pound", "USD") else currency
            return Unit(f"{kept}/{rate}" if rate else kept, again.end)
    below = rate_at(tokens, end, money=True)
    return Unit(f"{money.name}/{below.name}", below.end) if below else Unit(money.name, end)


def _behind(tokens: Tokens, end: int, part: bool, vague: bool) -> Unit | None:
    """The unit behind a numeral: "km", "-km", "of kilometres" behind a vague word, "a mile" behind "half"."""
    if part:
        at = end + (tokens[end].lower == "of" and tokens[end + 1].lower in _SINGULAR)
        hyphen = tokens.hyphen(at)
        if tokens[at + hyphen].lower in _SINGULAR:
            return unit_at(tokens, at + hyphen + 1)
        return unit_at(tokens, end)
    unit = unit_at(tokens, end)
    if unit is None and tokens[end].lower == "of" and vague:
        unit = unit_at(tokens, end + 1)
    return unit


def _and_a_half(tokens: Tokens, i: int) -> Figure | None:
    """ "A year and a half", "a mile and a half"."""
    if tokens[i].lower not in ("a", "an") or "half" not in tokens.lowers(i + 4, i + 4 + _LONGEST_UNIT):
        return None
    unit = unit_at(tokens, i + 1)
    if unit is None or tokens.lowers(unit.end, unit.end + 3) != ("and", "a", "half"):
        return None
    number = Fraction(3, 2)
    end = unit.end + 3
    return Figure(i, end, i, end, number, number, number, unit.name)
