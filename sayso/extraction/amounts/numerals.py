"""Numerals: the numbers that digits, words and vague words say."""

from fractions import Fraction
from functools import cache
from unicodedata import numeric

from sayso.extraction.amounts.digits import digits
from sayso.extraction.amounts.number import Numeral, exact
from sayso.extraction.amounts.parts import PARTS, and_part, fraction, part_at, part_in_signs
from sayso.extraction.amounts.powers import POWERS, powers_of_digits
from sayso.extraction.amounts.spelling import SMALL, number_in_words
from sayso.extraction.amounts.tokens import DASHES, Tokens
from sayso.extraction.amounts.vague import load_vague, vague_at, vague_words

#: With room for percents and hedges, above this a number is none that floats could hold.
_LARGEST = 10**304
#: Digits of the longest exponent.
_EXPONENT = 3


def numeral(tokens: Tokens, i: int, money: bool = False) -> Numeral | None:
    """The longest numeral that begins at token `i`, or `None`. Behind a sign of `money`, "3m" is three million."""
    token = tokens[i]
    if token.kind == "number":
        found = _in_digits(tokens, i, money)
    elif token.kind in ("ratio", "vulgar"):
        found = part_in_signs(tokens, i)
    elif token.kind == "word" and token.lower in numeral_words():
        found = part_at(tokens, i) or vague_at(tokens, i) or number_in_words(tokens, i)
    else:
        return None
    return found if found and (found.high or found.low) < _LARGEST else None


@cache
def numeral_words() -> frozenset[str]:
    """The words that a numeral may begin with, in lower case."""
    return vague_words() | SMALL.keys() | POWERS.keys() | {"a", "an", "half", "halves", "dozen"}


@cache
def article_words() -> frozenset[str]:
    """The words behind "a" and "an" with which a numeral goes on, in lower case."""
    vague = {phrase[1] for phrase in load_vague().phrases if len(phrase) > 1}
    return frozenset(vague | PARTS.keys() | POWERS.keys() | {"dozen", "$"} | DASHES)


def _in_digits(tokens: Tokens, i: int, money: bool) -> Numeral | None:
    """Digits: 3.2, 3½, 3 1/2, 5 x 10^3, 10**6, 3.2 million, 1.5bn, 10k."""
    number = digits(tokens[i].text)
    if number is None:
        return None
    end = i + 1
    if number.denominator == 1 and (part := fraction(tokens, end)):
        number, end = number + part, end + 1
    elif number == 10 and (exponent := _raised(tokens, end)):
        number, end = number ** exponent[0], exponent[1]
    elif exponent := _exponent(tokens, end):
        number, end = number * Fraction(10) ** exponent[0], exponent[1]
    else:
        part, end = and_part(tokens, end)
        number += part
    scale, end = powers_of_digits(tokens, end, money)
    return exact(i, end, number, scale)


def _exponent(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The power of ten behind a number, and where it ends: "x 10^3", "×10⁻⁵", "e9", "E+3"."""
    if tokens[i].lower == "e" and tokens.glued(i) and tokens.glued(i + 1):
        return _signed(tokens, i + 1)
    if tokens[i].lower not in ("x", "×", "*", "·") or tokens[i + 1].text != "10" or not tokens.glued(i + 2):
        return None
    if tokens[i + 2].lower in DASHES:
        return _signed(tokens, i + 2)
    return _raised(tokens, i + 2)


def _raised(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The power glued behind a ten, and where it ends: "^3", "**3", "⁻⁵"."""
    power = tokens[i]
    if not tokens.glued(i):
        return None
    if power.kind == "power":
        plain = "".join(
            "-" if sign == "⁻" else str(int(numeric(sign))) for sign in power.text.lstrip("⁺") if sign != "⁺"
        )
        number = plain.removeprefix("-")
        return (int(plain), i + 1) if number.isdecimal() and len(number) <= _EXPONENT else None
    if power.lower == "^":
        return _signed(tokens, i + 1)
    return _signed(tokens, i + 2) if power.lower == "*" == tokens[i + 1].lower and tokens.glued(i + 1) else None


def _signed(tokens: Tokens, i: int) -> tuple[int, int] | None:
    negative = tokens[i].lower in DASHES
    i += negative or tokens[i].lower == "+"
    number = tokens[i].text
    if not number.isdecimal() or len(number) > _EXPONENT:
        return None
    return -int(number) if negative else int(number), i + 1
