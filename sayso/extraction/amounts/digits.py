"""Numerals in digits: which number a row of digits and separators is."""

import re
from fractions import Fraction
from unicodedata import digit

# Above this nothing is a number that a computer's own arithmetic could hold.
_LONGEST = 320

_PLAIN = re.compile(r"\d+\Z")
# Thousands parted by commas, as in India, by full stops, by apostrophes or by blanks; then the fraction.
_GROUPED = re.compile(
    r"(\d{1,3}(?:[,٬]\d{3})+)(?:[.٫·](\d+))?\Z"
    r"|(\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?\Z"
    r"|(\d{1,3}(?:\.\d{3}){2,})(?:,(\d+))?\Z|(\d{1,3}\.\d{3}),(\d+)\Z"
    r"|(\d{1,3}(?:['’]\d{3})+)(?:[.,](\d+))?\Z"
    r"|(\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+)(?:[.,](\d+))?\Z"
)
_POINT = re.compile(r"(\d*)[.·٫](\d+)\Z")
_COMMA = re.compile(r"(\d+),(\d{1,2}|\d{4,})\Z")


def digits(text: str) -> Fraction | None:
    """The number that digits and separators say, or `None` where they say none ("1,2,3", "007", "2.4.1").

    One full stop is a decimal point ("1.234"), one comma before three digits parts thousands ("1,234"); any other habit
    is read where nothing else can be meant: "1.234.567,8", "1,5", "1 234 567" with thin spaces, "1,23,45,678".
    """
    if len(text) > _LONGEST:
        return None
    part: str | None = None
    if _PLAIN.match(text):
        whole = text
    elif found := _GROUPED.match(text):
        whole, part, *_ = [group for group in found.groups() if group is not None] + [None]
    elif found := (_POINT.match(text) or _COMMA.match(text)):
        whole, part = found.groups()
    else:
        return None
    whole = whole if part is None and whole.isdecimal() else "".join(filter(str.isdecimal, whole)) or "0"
    if len(whole) > 1 and digit(whole[0]) == 0:
        return None
    return Fraction(int(whole + part), 10 ** len(part)) if part else Fraction(int(whole))
