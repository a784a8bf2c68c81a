"""The record of a numeral."""

from fractions import Fraction
from typing import NamedTuple


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


def exact(first: int, end: int, value: Fraction, scale: int = 1) -> Numeral:
    """The numeral of one number times `scale`."""
    number = value * scale
    return Numeral(first, end, number, number, number, scale)
