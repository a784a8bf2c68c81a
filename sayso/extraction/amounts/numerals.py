"""Numerals: the numbers that digits, number words and vague words say."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple
from unicodedata import numeric

from sayso.extraction.amounts.context import countable, words
from sayso.extraction.amounts.digits import digits
from sayso.extraction.amounts.tokens import DASHES, Tokens
from sayso.extraction.amounts.units import is_money, unit_at
from sayso.extraction.amounts.vague import load_vague

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_UNITS.split(" "))},
    **{word: number for word, number in zip(_TENS.split(" "), range(20, 100, 10), strict=True)},
}
_POWERS: Mapping[str, int] = {
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
#: Powers of ten as letters behind digits, as written; with or without a blank, and only without.
_LETTERS = {"bn": 10**9, "Bn": 10**9, "BN": 10**9, "mn": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12, "trn": 10**12}
_GLUED = {"k": 1000, "K": 1000, "M": 10**6, "bln": 10**9, "cr": 10**7}
_MONEY = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "T": 10**12, "k": 1000, "K": 1000}
_DOZEN = 12
_PARTS: Mapping[str, int] = {
    word: number
    for number, words in {
        2: "half halves",
        3: "third thirds",
        4: "quarter quarters fourth fourths",
        5: "fifth fifths",
        6: "sixth sixths",
        7: "seventh sevenths",
        8: "eighth eighths",
        9: "ninth ninths",
        10: "tenth tenths",
        12: "twelfth twelfths",
        20: "twentieth twentieths",
        100: "hundredth hundredths",
        1000: "thousandth thousandths",
        10**6: "millionth millionths",
    }.items()
    for word in words.split()
}
_HALF = frozenset({"half", "halves"})
#: Above this a number is none that arithmetic with floats could hold.
_LARGEST = Fraction(10) ** 308
#: More words than any number in words has.
_LONGEST = 24


class Numeral(NamedTuple):
    """A numeral over tokens `[first, end)`: the bounds it says, and the number where it says one.

    `high` is `None` without an upper bound. `part` marks a fraction of something ("half", "two-thirds"); `scale` is the
    power of ten or dozen behind the number, which a range may share ("3 to 4 million"); `vague` a word like "dozens";
    `year` two numbers read as one year ("nineteen eighty-four").
    """

    first: int
    end: int
    low: Fraction
    high: Fraction | None
    value: Fraction | None
    scale: int = 1
    part: bool = False
    vague: bool = False
    year: bool = False

    def scaled(self, scale: int) -> "Numeral":
        """The numeral times a power of ten that stands elsewhere."""
        return self._replace(
            low=self.low * scale,
            high=None if self.high is None else self.high * scale,
            value=None if self.value is None else self.value * scale,
            scale=self.scale * scale,
        )


@cache
def starters() -> frozenset[str]:
    """The lower-case words that a numeral may begin with."""
    vague = load_vague()
    words = {phrase[0] for phrase in vague.words} | set(vague.plurals) | {f"{power}s" for power in _POWERS}
    return frozenset(words | set(_SMALL) | _HALF | {"a", "an", "quarter", "three-quarters"})


def numeral(tokens: Tokens, i: int, money: bool = False) -> Numeral | None:
    """The longest numeral that begins at token `i`, or `None`. After a sign of `money`, "3m" is three million."""
    token = tokens[i]
    if token.kind == "number" or token.kind in ("ratio", "vulgar"):
        found = _written(tokens, i, money)
    elif token.kind == "word" and token.lower in starters():
        found = _fraction(tokens, i) or _vague(tokens, i) or _worded(tokens, i)
    else:
        return None
    if found is None or found.low >= _LARGEST or (found.high is not None and found.high >= _LARGEST):
        return None
    return found


def _exact(first: int, end: int, value: Fraction, scale: int = 1) -> Numeral:
    return Numeral(first, end, value * scale, value * scale, value * scale, scale)


def _written(tokens: Tokens, i: int, money: bool) -> Numeral | None:
    """Digits: 3.2, 3½, 3 1/2, 5 x 10^3, 3.2 million, 1.5bn, 10k; and fractions in signs: ½, 2/3."""
    token = tokens[i]
    if token.kind != "number":
        value = _sign(tokens, i)
        return None if value is None else _of_power(tokens, i, i + 1, value)
    number = digits(token.text)
    if number is None:
        return None
    end = i + 1
    if tokens[end].kind in ("vulgar", "ratio") and number.denominator == 1 and (part := _sign(tokens, end)):
        number, end = number + part, end + 1
    elif exponent := _exponent(tokens, end):
        power, end = exponent
        number *= Fraction(10) ** power
    else:
        number, end = _and_part(tokens, number, end)
    scale, end = _powers(tokens, end, money, glued_to=i)
    return _exact(i, end, number, scale)


def _sign(tokens: Tokens, i: int) -> Fraction | None:
    """The fraction of one sign or of two small numbers: ½, 2/3."""
    token = tokens[i]
    if token.kind == "vulgar":
        return Fraction(numeric(token.text)).limit_denominator(100)
    if token.kind != "ratio":
        return None
    above, below = (int(number) for number in token.text.split("/"))
    fine = below <= 10 or below in (12, 16, 20, 32, 64, 100, 1000)
    return Fraction(above, below) if 0 < above < below and fine else None


def _exponent(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The power of ten behind a number, and where it ends: "x 10^3", "×10⁻⁵", "e9", "E+3"."""
    if tokens[i].lower == "e" and tokens.glued(i) and tokens.glued(i + 1):
        return _signed(tokens, i + 1)
    if tokens[i].lower not in ("x", "×", "*", "·") or tokens[i + 1].text != "10":
        return None
    if tokens[i + 2].kind == "power" and tokens.glued(i + 2):
        plain = "".join("-" if sign == "⁻" else str(int(numeric(sign))) for sign in tokens[i + 2].text if sign != "⁺")
        return (int(plain), i + 3) if plain[-1:].isdigit() and "-" not in plain[1:] and len(plain) < 5 else None
    if tokens[i + 2].lower == "^":
        return _signed(tokens, i + 3)
    return _signed(tokens, i + 2) if tokens[i + 2].lower in DASHES and tokens.glued(i + 2) else None


def _signed(tokens: Tokens, i: int) -> tuple[int, int] | None:
    sign = -1 if tokens[i].lower in DASHES else 1
    i += tokens[i].lower in DASHES or tokens[i].lower == "+"
    return (sign * int(tokens[i].text), i + 1) if tokens[i].text.isdigit() and len(tokens[i].text) < 4 else None


def _powers(tokens: Tokens, end: int, money: bool = False, glued_to: int = -2) -> tuple[int, int]:
    """The product of the powers of ten from token `end`, and where they end."""
    scale = 1
    for _ in range(3):
        at = end + 1 if tokens.hyphen(end) else end
        token = tokens[at]
        glued = at == glued_to + 1 and tokens.glued(at)
        if token.lower in _POWERS:
            power = _POWERS[token.lower]
        elif token.lower == "dozen" and scale == 1:
            power = _DOZEN
        elif glued_to >= 0 and token.text in _LETTERS:
            power = _LETTERS[token.text]
        elif glued and token.text in _GLUED:
            power = _GLUED[token.text]
        elif money and token.text in _MONEY and (glued or token.text in "mbMB"):
            power = _MONEY[token.text]
        elif glued and token.text == "m" and _thousands_follow(tokens, at + 1):
            power = _POWERS["million"]
        else:
            break
        scale, end, glued_to = scale * power, at + 1, glued_to if glued_to < 0 else at
    return scale, end


def _thousands_follow(tokens: Tokens, i: int) -> bool:
    """Whether what "3m" may be said of is counted and not measured: a plural behind it."""
    unit = None if tokens.glued(i) else unit_at(tokens, i)
    return not tokens.glued(i) and (is_money(unit and unit.name) or countable(tokens, i))


def _and_part(tokens: Tokens, number: Fraction, end: int) -> tuple[Fraction, int]:
    """The number with "and a half", "and three quarters" behind it."""
    at = end + 1 if tokens.hyphen(end) else end
    if tokens[at].lower != "and":
        return number, end
    at += 1 + tokens.hyphen(at + 1)
    count = 1 if tokens[at].lower in ("a", "one") else 3 if tokens[at].lower == "three" else 0
    below = tokens[at + 1 + tokens.hyphen(at + 1)].lower
    if not count or below not in ("half", "quarter", "third", "quarters"):
        return number, end
    return number + Fraction(count, _PARTS[below]), at + 2 + tokens.hyphen(at + 1)


def _worded(tokens: Tokens, i: int) -> Numeral | None:
    """Number words: forty-two, two hundred and fifty thousand, two and a half million, a dozen."""
    at, total, current, scale = i, Fraction(0), Fraction(0), 1
    if tokens[at].lower in ("a", "an"):
        if tokens[at + 1].lower not in _POWERS and tokens[at + 1].lower != "dozen":
            return None
        at, current = at + 1, Fraction(1)
    elif tokens[at].lower not in _SMALL:
        return None
    end, last, year = at, 0, False
    while at - i < _LONGEST:
        word = tokens[at].lower
        if word in _SMALL:
            small = _SMALL[word]
            if end > i and not _continues(last, small):
                year = 10 < last < 100 and small >= 10
                break
            current, last, scale = current + small, small or -1, 1
        elif word in _POWERS or word == "dozen":
            power = _POWERS.get(word, _DOZEN)
            if power < 1000:
                current = max(current, Fraction(1)) * power
            elif current or not total:
                total, current = total + max(current, Fraction(1)) * power, Fraction(0)
            else:
                total *= power
            last, scale = power, scale * power
        else:
            break
        end = at + 1
        half, after = _and_part(tokens, Fraction(0), end)
        if half and scale > 1:
            return _exact(i, after, total + current + half * scale)
        if half:
            scale, after = _powers(tokens, after)
            return _exact(i, after, total + current + half, scale)
        joined = tokens[end].lower == "and" and last >= 100 and _under(tokens, end + 1, last)
        at = end + (joined or tokens.hyphen(end))
    number = total + current
    return Numeral(i, end, number, number, number, scale, year=year)


def _continues(last: int, small: int) -> bool:
    """Whether a small number may stand behind the word before it: "twenty-five", "hundred ten", not "ten five"."""
    return last >= 100 or (last >= 20 and 0 < small < 10)


def _under(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a number in words that "and" may join to a power of ten stands there: "hundred and ten"."""
    word = tokens[i].lower
    after = tokens[i + 1].lower
    return word in _SMALL and 0 < _SMALL[word] < last and after not in ("million", "billion", "trillion")


def _fraction(tokens: Tokens, i: int) -> Numeral | None:
    """Parts: half, a third of, two-thirds, three quarters, half a million, a quarter of a million."""
    word = tokens[i].lower
    if word in _HALF:
        return _of_power(tokens, i, i + 1, Fraction(1, 2)) if _is_half(tokens, i) else None
    count = 1 if word in ("a", "an") else _SMALL.get(word, 0)
    at = i + 1 + tokens.hyphen(i + 1)
    below = tokens[at].lower
    if below not in _PARTS or not 0 < count < _PARTS[below]:
        return None
    if (count > 1) != (below.endswith("s") or below == "halves"):
        return None
    if count == 1 and below != "half" and not (word == "one" or _is_part(tokens, i, at + 1)):
        return None
    if tokens.hyphen(at + 1):
        return None
    return _of_power(tokens, i, at + 1, Fraction(count, _PARTS[below]))


def _is_part(tokens: Tokens, i: int, end: int) -> bool:
    """Whether "a third" is a part: "a third of", "more than a third,"; no "a third person"."""
    if tokens[end].lower in ("of", "more", "less", "fewer"):
        return True
    return tokens[end].kind != "word" and tokens[i - 1].lower in words("parts", "before")


def _is_half(tokens: Tokens, i: int) -> bool:
    """Whether "half" is a part of something: no "first half", "half-brother", "in half"."""
    after = tokens[i + 1].lower
    if tokens.hyphen(i - 1) or tokens[i - 1].lower in words("parts", "halves"):
        return after == "of" and tokens[i - 1].lower not in ("first", "second")
    if tokens.hyphen(i + 1):
        return tokens[i + 2].lower in words("parts", "measures")
    return tokens[i].lower == "half" and after not in words("parts", "compounds")


def _of_power(tokens: Tokens, i: int, end: int, part: Fraction) -> Numeral:
    """A part, or the number that it is of a power of ten: "half a million", "a quarter of a million"."""
    at = end + tokens.hyphen(end)
    at += tokens[at].lower == "of" and tokens[at + 1].lower in ("a", "an")
    if tokens[at].lower in ("a", "an"):
        at += 1 + tokens.hyphen(at + 1)
    scale, after = _powers(tokens, at)
    if scale > 1:
        return _exact(i, after, part, scale)
    return Numeral(i, end, part, part, part, part=True)


def _vague(tokens: Tokens, i: int) -> Numeral | None:
    """Vague words: several, a few hundred, dozens, tens of thousands, many thousands, a couple of million."""
    vague = load_vague()
    if not vague.begins(tokens[i].lower):
        return _plural(tokens, i)
    for length in range(vague.longest, 0, -1):
        entry = vague.words.get(tokens.lowers(i, i + length))
        if entry is None:
            continue
        low, high, power_only = entry
        end = i + length
        at = end + (tokens[end].lower == "of" and tokens[end + 1].lower in _POWERS)
        plural = _plural(tokens, at)
        if plural and plural.scale > 1:
            scale, after = plural.scale, plural.end
        else:
            scale, after = _powers(tokens, at)
        if scale == 1:
            after = end
            if power_only:
                return None
        value = low * scale if low == high else None
        return Numeral(i, after, low * scale, None if high is None else high * scale, value, scale, vague=True)
    return _plural(tokens, i)


def _plural(tokens: Tokens, i: int) -> Numeral | None:
    """Plurals without a number: dozens, hundreds of thousands; from two of them to the next power of ten."""
    vague = load_vague()
    scale, at, end, bounds = 1, i, i, None
    while at - i < 6:
        word = tokens[at].lower
        if word in vague.plurals:
            power, bounds = (10 if word == "tens" else 20 if word == "scores" else _DOZEN), vague.plurals[word]
        elif word.endswith("s") and word[:-1] in _POWERS:
            power = _POWERS[word[:-1]]
        else:
            break
        scale, end = scale * power, at + 1
        at = end + (tokens[end].lower == "of")
    if end == i:
        return None
    if tokens[i].lower == "scores" and end == i + 1 and not _is_scores(tokens, i):
        return None
    if tokens[i].lower == "tens" and end == i + 1 and tokens[end].lower != "of":
        return None
    low, high = bounds if bounds and end == i + 1 else (Fraction(2 * scale), Fraction(10 * scale - 1))
    return Numeral(i, end, low, high, None, scale, vague=True)


def _is_scores(tokens: Tokens, i: int) -> bool:
    """Whether "scores" are twenties and not results."""
    return tokens[i + 1].lower in words("parts", "twenties") and tokens[i - 1].lower not in words("parts", "results")
