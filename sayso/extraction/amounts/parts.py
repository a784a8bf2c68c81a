"""Parts: half, two-thirds, ¾, 2/3, half a million; and parts behind a number: and a half."""

from collections.abc import Mapping
from fractions import Fraction
from unicodedata import numeric

from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.number import Numeral, exact
from sayso.extraction.amounts.powers import powers
from sayso.extraction.amounts.tokens import Tokens

_NAMES = {
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
}
PARTS: Mapping[str, int] = {name: number for number, names in _NAMES.items() for name in names.split()}
_COUNTS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1)
}
#: "Half of the 12 and a quarter of the 40" is two parts.
_WHOLES = frozenset(("of", whole) for whole in ("the", "them", "those", "these", "all", "its", "their", "his", "her"))
#: What two small numbers and a slash may be parts of, besides ten and less: 7/24 is no part.
_DENOMINATORS = frozenset({12, 16, 20, 32, 64, 100, 1000})
_LARGEST_DENOMINATOR = 10


def part_at(tokens: Tokens, i: int) -> Numeral | None:
    """The part in words that begins at token `i`: half, a third of, two-thirds, half a million."""
    word = tokens[i].lower
    if word in ("half", "halves"):
        return _part(tokens, i, i + 1, Fraction(1, 2)) if _is_half(tokens, i) else None
    article = word in ("a", "an")
    count = 1 if article else _COUNTS.get(word, 0)
    at = i + 1 + tokens.hyphen(i + 1)
    below = tokens[at].lower
    number = PARTS.get(below, 0)
    if not 0 < count < number or (count > 1) != below.endswith("s") or tokens.hyphen(at + 1):
        return None
    if article and number > 2 and not _is_part(tokens, i, at + 1):
        return None
    return _part(tokens, i, at + 1, Fraction(count, number))


def part_in_signs(tokens: Tokens, i: int) -> Numeral | None:
    """The part in signs at token `i`: ½, 2/3, ½ million."""
    part = fraction(tokens, i)
    return None if part is None else _part(tokens, i, i + 1, part)


def fraction(tokens: Tokens, i: int) -> Fraction | None:
    """The fraction of one sign or of two small numbers: ½, 2/3."""
    token = tokens[i]
    if token.kind == "vulgar":
        return Fraction(numeric(token.text)).limit_denominator(100)
    if token.kind != "ratio":
        return None
    above, below = (int(number) for number in token.text.split("/"))
    known = below <= _LARGEST_DENOMINATOR or below in _DENOMINATORS
    return Fraction(above, below) if known and 0 < above < below else None


def and_part(tokens: Tokens, end: int) -> tuple[Fraction, int]:
    """The part that "and" adds to a number that ends at token `end`, and where it ends; 0 for none: "and a half"."""
    at = end + tokens.hyphen(end)
    if tokens[at].lower != "and":
        return Fraction(0), end
    at += 1 + tokens.hyphen(at + 1)
    count = 1 if tokens[at].lower in ("a", "one") else 3 if tokens[at].lower == "three" else 0
    at += 1 + tokens.hyphen(at + 1)
    of = tokens.lowers(at + 1, at + 3)
    if not count or tokens[at].lower not in ("half", "quarter", "third", "quarters") or of in _WHOLES:
        return Fraction(0), end
    return Fraction(count, PARTS[tokens[at].lower]), at + 1


def _is_part(tokens: Tokens, i: int, end: int) -> bool:
    """Whether "a third" is a part: "a third of", "more than a third,", "a third go"; no "a third person"."""
    if tokens[end].lower in ("of", "more", "less", "fewer") or tokens[end].lower in words("parts", "verbs"):
        return True
    if tokens[end].lower == "to" and tokens[i - 1].lower == "by":  # "cut by a third to 40"
        return True
    return tokens[end].kind != "word" and tokens[i - 1].lower in words("parts", "before")


def _is_half(tokens: Tokens, i: int) -> bool:
    """Whether "half" is a part of something: no "first half", "the half to June", "half-brother"."""
    after = tokens[i + 1].lower
    if tokens.hyphen(i - 1) or tokens[i - 1].lower in words("parts", "halves"):
        return after == "of" and tokens[i - 1].lower not in ("first", "second")
    if tokens[i - 1].lower == "the" and after in words("parts", "periods"):
        return False
    if tokens.hyphen(i + 1):
        return tokens[i + 2].lower in words("parts", "measures")
    return tokens[i].lower == "half" and after not in words("parts", "compounds")


def _part(tokens: Tokens, i: int, end: int, part: Fraction) -> Numeral:
    """A part, or the number that it is of a power of ten: "half a million", "a quarter of a million"."""
    at = end + tokens.hyphen(end)
    at += tokens[at].lower == "of" and tokens[at + 1].lower in ("a", "an")
    if tokens[at].lower in ("a", "an"):
        at += 1 + tokens.hyphen(at + 1)
    scale, after = powers(tokens, at)
    return exact(i, after, part, scale) if scale > 1 else Numeral(i, end, part, part, part, part=True)
