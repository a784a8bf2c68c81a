"""Numbers in words: forty-two, two hundred and fifty thousand, two and a half million, a dozen, one point five."""

from collections.abc import Mapping
from fractions import Fraction

from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.number import Numeral, exact
from sayso.extraction.amounts.parts import and_part
from sayso.extraction.amounts.powers import DOZEN, POWERS, powers
from sayso.extraction.amounts.tokens import Tokens

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: Mapping[str, int] = dict(
    zip([*_UNITS.split(" "), *_TENS.split(" ")], [*range(20), *range(20, 100, 10)], strict=True)
)
_POWERS = POWERS.keys() | {"dozen"}
#: More words than any number has.
_LONGEST = 24


def number_in_words(tokens: Tokens, i: int) -> Numeral | None:
    """The number in words that begins at token `i`, or `None`. "A" opens one only before a power of ten or a dozen.

    Those open one themselves behind "another".
    """
    word = tokens[i].lower
    article = word in ("a", "an")
    if article:
        opens = tokens[i + 1].lower in _POWERS
    else:
        opens = word in SMALL or (word in _POWERS and tokens[i - 1].lower in words("parts", "more"))
    if not opens:
        return None
    total, current, scale, last = Fraction(0), Fraction(article), 1, 0
    at = end = i + article
    while at - i < _LONGEST:
        word = tokens[at].lower
        if word in SMALL:
            if end > i and not _continues(last, SMALL[word]):
                break
            current, last, scale = current + SMALL[word], SMALL[word] or -1, 1
        elif word in POWERS or word == "dozen":
            last = POWERS.get(word, DOZEN)
            scale *= last
            if last < POWERS["thousand"]:
                current = max(current, Fraction(1)) * last
            elif current or not total:
                total, current = total + max(current, Fraction(1)) * last, Fraction(0)
            else:
                total *= last
        else:
            break
        end = at + 1
        if word in SMALL and (decimals := _decimals(tokens, end)):
            return _scaled(tokens, i, decimals[1], total + current + decimals[0])
        part, after = and_part(tokens, end)
        if part:
            return (
                exact(i, after, total + current + part * scale)
                if scale > 1
                else _scaled(tokens, i, after, current + part)
            )
        joined = tokens[end].lower == "and" and last >= POWERS["hundred"] and _under(tokens, end + 1, last)
        at = end + (joined or tokens.hyphen(end))
    number = total + current
    year = _year_end(tokens, at, last)
    return Numeral(i, max(year, end), number, number, number, scale, year=year > 0)


def _scaled(tokens: Tokens, i: int, end: int, number: Fraction) -> Numeral:
    scale, end = powers(tokens, end)
    return exact(i, end, number, scale)


def _continues(last: int, small: int) -> bool:
    """Whether a small number may stand behind the word before it: "twenty-five", "hundred ten", not "ten five"."""
    return last >= POWERS["hundred"] or (last >= 20 and 0 < small < 10)


def _year_end(tokens: Tokens, i: int, last: int) -> int:
    """Where a year in words ends whose second half begins at token `i`: "nineteen | ninety-four"; 0 for none."""
    if not 10 <= last < POWERS["hundred"] or SMALL.get(tokens[i].lower, 0) < 10:
        return 0
    return i + 3 if tokens.hyphen(i + 1) and tokens[i + 2].lower in SMALL else i + 1


def _under(tokens: Tokens, i: int, last: int) -> bool:
    """Whether a number in words that "and" may join to a power of ten stands there: "hundred and ten"."""
    return 0 < SMALL.get(tokens[i].lower, 0) < last and POWERS.get(tokens[i + 1].lower, 0) <= POWERS["thousand"]


def _decimals(tokens: Tokens, i: int) -> tuple[Fraction, int] | None:
    """The decimal places that words say from "point" on, and where they end: "point two five"."""
    places, at = "", i + 1
    if tokens[i].lower != "point":
        return None
    while len(places) < _LONGEST and SMALL.get(tokens[at].lower, 10) < 10:
        places, at = places + str(SMALL[tokens[at].lower]), at + 1
    return (Fraction(int(places), 10 ** len(places)), at) if places else None
