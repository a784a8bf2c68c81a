"""The outline of a text: its words in lower case, its figures and breaks as capital letters that patterns can name.

A figure is `N`, a share in percent `P`, percentage points `X`, a rate (so many of one thing for each of another) `R`.
`S` ends a sentence, `L` a line that stands by itself, `B` a paragraph. "Of 40 homes, 12 (30%) burned." reads
"of N homes, N (P) burned.S".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sayso.checks.intervals import Interval, interval
from sayso.checks.words import abbreviations, words
from sayso.conversion import convert
from sayso.reading import Quantity, Reading

_BREAK = re.compile(r"\n\s*|(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=[ \t]|\Z)")
_BULLET = re.compile(r"[ \t]*(?:[-*•‣·–—|]|\(?\w{1,3}[.)])[ \t]")
_ABBREVIATED = re.compile(r"(?:^|[\s(.])([A-Za-z]{1,5})\Z")
_EACH = re.compile(
    r"\s*,?\s*(?:each(?=\s*(?:[,.;:)—-]|$|(?:to|for|from|in|and|at|by|on|or|with)\b))|apiece\b|per\s|an?\s+head\b)",
    re.I,
)
_DIGITS = re.compile(r"\d(?:[\d,]*\d)?(?:\.(\d+))?")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "—", "\u2212": "—", "\u00a0": " "})
#: A word of an outline.
WORD = r"[a-zß-ɏ\d'-]+"
#: Characters of text on one side of a figure that may tell what it is to another.
REACH = 160


class Figure(NamedTuple):
    """A quantity in the outline: `at` is its offset there, `order` its number, `kind` its letter.

    `meant` is what it may be; `slack` half of the last digit that is written, where figures of its kind are rounded.
    `before` and `after` are what stands on either side of it in its sentence, as far as it matters.
    """

    quantity: Quantity
    order: int
    at: int
    kind: str
    meant: Interval
    slack: float
    before: str = ""
    after: str = ""

    @property
    def unit(self) -> str | None:
        """The unit, as in the quantity."""
        return self.quantity.unit

    @property
    def rounded(self) -> Interval:
        """What it may be, but for rounding."""
        return self.meant.widened(self.slack)


class Outline(NamedTuple):
    """The outline of a text, its figures in order, and the figure at an offset."""

    text: str
    figures: tuple[Figure, ...]
    at: dict[int, Figure]

    def between(self, one: Figure, other: Figure) -> str:
        """What stands between two figures; of what is too long to matter only both ends."""
        start, end = sorted((one.at, other.at))
        if end - start > 4 * REACH:
            return self.text[start + 1 : start + REACH] + "B" + self.text[end - REACH : end]
        return self.text[start + 1 : end]


def outline(reading: Reading) -> Outline:
    """The outline of a reading's text, without figures that overlap others or lie outside of it."""
    text = reading.report.text
    pieces: list[str] = []
    figures: list[Figure] = []
    length = last = 0
    for start, end, mark in _marks(text, _apart(reading)):
        plain = re.sub(r"\s+", " ", text[last:start].translate(_PLAIN).lower())
        plain = re.sub(r" -{1,3} ", " — ", plain)
        pieces.append("".join(char for char in plain if not "A" <= char <= "Z"))
        length += len(pieces[-1])
        if isinstance(mark, Quantity):
            kind = _kind(mark, text[end : end + REACH])
            meant, slack = interval(mark.low, mark.high), _slack(mark, text[start:end])
            figures.append(Figure(mark, len(figures), length, kind, meant, slack))
            mark = kind
        pieces.append(mark)
        length += len(mark)
        last = end
    whole = "".join(pieces)
    placed = tuple(
        figure._replace(before=_before(whole, figure.at), after=_after(whole, figure.at)) for figure in figures
    )
    return Outline(whole, placed, {figure.at: figure for figure in placed})


def _before(text: str, at: int) -> str:
    near = text[max(0, at - REACH) : at]
    return near[max(map(near.rfind, "SLB")) + 1 :]


def _after(text: str, at: int) -> str:
    near = text[at + 1 : at + REACH]
    ends = [end for end in map(near.find, "SLB") if end >= 0]
    return near[: min(ends, default=None)]


def _apart(reading: Reading) -> list[Quantity]:
    size, end = len(reading.report.text), 0
    apart = []
    for quantity in sorted(reading.quantities, key=lambda quantity: quantity.span):
        if end <= quantity.span.start < quantity.span.end <= size:
            apart.append(quantity)
            end = quantity.span.end
    return apart


def _marks(text: str, quantities: list[Quantity]) -> Iterator[tuple[int, int, Quantity | str]]:
    """The figures and breaks of a text in order, with the stretch of text that each stands for."""
    last = 0
    following = 0
    for found in _BREAK.finditer(text):
        while following < len(quantities) and quantities[following].span.start < found.end():
            yield *quantities[following].span, quantities[following]
            last = quantities[following].span.end
            following += 1
        if last <= found.start() and (mark := _mark(text, found)):
            yield *found.span(), mark
    for quantity in quantities[following:]:
        yield *quantity.span, quantity
    yield len(text), len(text), "S"


def _mark(text: str, found: re.Match[str]) -> str:
    start, end = found.span()
    if text[start] != "\n":
        name = _ABBREVIATED.search(text[max(0, start - 7) : start]) if text[start] == "." else None
        following = text[end : end + 3].lstrip(" \t\"'“‘([")[:1]
        if (name and (name[1].lower() in abbreviations() or len(name[1]) == 1)) or following.islower():
            return ""
        return "S"
    if text.count("\n", start, end) > 1:
        return "B"
    alone = text[max(0, start - 1) : start] in tuple(".:;!?") or _BULLET.match(text, start + 1)
    short = start - text.rfind("\n", max(0, start - 60), start) < 60 and not text[end : end + 1].islower()
    return "L" if alone or short else " "


def _kind(quantity: Quantity, following: str) -> str:
    match quantity.unit:
        case "percent":
            return "P"
        case "percentage point":
            return "X"
        case unit:
            return (
                "R"
                if (unit and "/" in unit and unit not in words("units", "speeds")) or _EACH.match(following)
                else "N"
            )


def _slack(quantity: Quantity, written: str) -> float:
    """Half of the last digit as written, in the figure's unit; 0 for what is counted out."""
    if quantity.value is None:
        return 0.0
    digits = _DIGITS.search(written)
    if digits is None:  # a fraction in words, which is seldom meant to the last percent
        return 1.0 if quantity.unit == "percent" else 0.0
    try:
        said, meant = float(digits[0].replace(",", "")), abs(float(quantity.value))
    except OverflowError:
        return 0.0
    scale = meant / said if said and 0 < meant / said < 1e15 else 1.0
    if digits[1]:
        return float(0.5 * scale / 10.0 ** min(len(digits[1]), 15))
    if scale > 1.5:  # "3 million", which is said of 3.0 million rather than of 2.6 million
        return float(0.05 * scale)
    return 0.5 if measured(quantity.unit) else 0.0


def told(figure: Figure) -> bool:
    """Whether a figure is more than a vague word: "several" agrees with too much."""
    return figure.quantity.value is not None or figure.quantity.hedge == "between"


def measured(unit: str | None) -> bool:
    """Whether the unit is one of measure, so that its figures are rounded, not counted."""
    return unit in words("units", "measured")


def counted(figure: Figure) -> bool:
    """Whether a figure is of things that are counted, not measured, paid or waited for."""
    unit = figure.unit or ""
    return not measured(unit) and not unit.isupper() and "/" not in unit and unit not in words("units", "times")


def as_unit(figure: Figure, unit: str | None, *, rounded: bool = False) -> Interval | None:
    """What a figure may be in another unit; None where the one cannot be turned into the other.

    What has no unit has whichever is asked for.
    """
    meant = figure.rounded if rounded else figure.meant
    if unit is None or figure.unit is None or unit == figure.unit:
        return meant
    if not (_converts(figure.unit) and _converts(unit)) or (line := _line(figure.unit, unit)) is None:
        return None
    zero, scale = line
    return Interval(zero + scale * meant.low, zero + scale * meant.high)


def _converts(unit: str) -> bool:
    """Whether a unit may have others of its kind: counted things have none."""
    return measured(unit) or unit in words("units", "times") or "/" in unit


@lru_cache(1024)
def _line(unit: str, to: str) -> tuple[float, float] | None:
    """What 0 in one unit is in another, and what 1 more adds; None where they do not measure the same."""
    zero, one = convert(0.0, unit, to), convert(1.0, unit, to)
    return None if zero is None or one is None else (zero, one - zero)
