"""Powers of ten behind a number: hundred, million, crore, dozen, bn, k."""

from collections.abc import Mapping

from sayso.extraction.amounts.context import countable
from sayso.extraction.amounts.tokens import Tokens
from sayso.extraction.amounts.units import is_money, unit_at

DOZEN = 12
POWERS: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
# Letters for powers of ten, as written: behind digits, glued to them, and behind digits of money.
_LETTERS = {"bn": 10**9, "Bn": 10**9, "BN": 10**9, "mn": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12, "trn": 10**12}
_GLUED = {"k": 1000, "K": 1000, "M": 10**6, "bln": 10**9, "cr": 10**7}
_MONEY = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "T": 10**12, "k": 1000, "K": 1000}
#: "Two hundred thousand million" has as many as any number has.
_MOST = 3


def powers(tokens: Tokens, end: int) -> tuple[int, int]:
    """The product of the powers of ten in words from token `end`, and where they end; 1 for none."""
    scale = 1
    for _ in range(_MOST):
        at = end + tokens.hyphen(end)
        power = _worded(tokens[at].lower, scale)
        if power is None:
            break
        scale, end = scale * power, at + 1
    return scale, end


def powers_of_digits(tokens: Tokens, end: int, money: bool) -> tuple[int, int]:
    """The same behind digits that end at token `end`, letters too; behind a sign of `money` more letters."""
    written, glued = tokens[end].text, tokens.glued(end)
    power = _LETTERS.get(written)
    if power is None and glued:
        power = _GLUED.get(written)
    if power is None and money and (glued or written in ("m", "b", "M", "B")):
        power = _MONEY.get(written)
    if power is None and glued and written == "m" and _counted(tokens, end + 1):
        power = POWERS["million"]
    if power is None:
        return powers(tokens, end)
    scale, end = powers(tokens, end + 1)
    return scale * power, end


def _worded(word: str, scale: int) -> int | None:
    return DOZEN if word == "dozen" and scale == 1 else POWERS.get(word)


def _counted(tokens: Tokens, i: int) -> bool:
    """Whether what "3m" may be said of is counted or paid, not measured: "3m doses", "3m euros", but "3m high"."""
    if tokens.glued(i):
        return False
    unit = unit_at(tokens, i)
    return countable(tokens, i) or (unit is not None and is_money(unit.name))
