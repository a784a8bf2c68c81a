"""What is known where a temporal expression stands, and how the nearest of the times it may mean is chosen."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sayso.extraction.timex.calendar import Moment, period
from sayso.extraction.timex.grammar import Expression
from sayso.extraction.timex.tense import Tense
from sayso.extraction.timex.words import Value
from sayso.reading import TimeType


class Context(NamedTuple):
    """What is known where an expression stands.

    `published` is when the text appeared; `tense` that of the governing verb; `type` what the language model takes the
    expression for. `day` is the nearest day named before, `near` the same within the sentence, `told` the first day
    of the nearest period of any length named before, `quarter` the nearest quarter named before ("1989-Q3").
    `day_first` is the order of "6/3/98" that another date of the text gives away.
    """

    published: Moment | None = None
    tense: Tense | None = None
    type: str | None = None
    day: date | None = None
    near: date | None = None
    told: date | None = None
    quarter: str | None = None
    day_first: bool | None = None

    @property
    def today(self) -> date | None:
        """The day of publication."""
        return self.published.day if self.published else None


class Meaning(NamedTuple):
    """TIMEX3 type and value; `part` and `zone` narrow the bounds, as in `calendar.bounds`."""

    type: TimeType
    value: str | None
    part: str | None = None
    zone: int | None = None


# How many times nearer than on the side of the tense a time must lie on the other side to be meant. A date without a
# year is near, and tense is told from one verb only.
_TENSE_WEIGHT = 6


def nearest(values: Iterable[str], context: Context, weight: int = _TENSE_WEIGHT) -> str | None:
    """The value nearest to publication, those on the side that the tense denies counting as `weight` times farther."""
    today = context.today
    if today is None:
        return None

    def distance(value: str) -> tuple[int, str]:
        first, last = period(value) or (date.max, date.max)
        ahead, behind = (first - today).days, (today - last).days
        if ahead > 0:
            return ahead * (weight if context.tense == "past" else 1), value
        return max(0, behind) * (weight if context.tense == "future" else 1), value

    return min((value for value in values if period(value)), key=distance, default=None)


def years_around(context: Context) -> range:
    """The year of publication, the one before and the one after; none where that is not known."""
    today = context.today
    return range(today.year - 1, today.year + 2) if today and 1 < today.year < 9998 else range(0)


def full_year(year: int, context: Context) -> int:
    """A year of two digits in full: the one nearest to publication, or from 1970 to 2069 where that is not known."""
    if year >= 100:
        return year
    middle = context.today.year if context.today else 2020
    return min((year + century for century in range(0, 9900, 100)), key=lambda full: abs(full - middle))


class Deictic(NamedTuple):
    """Where a word like "last" points: `offset` units ahead, from publication or, if `told`, from the time told of."""

    offset: int
    told: bool
    word: str


_COUNT = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1, "previous": -1, "preceding": -1, "prior": -1}
_COUNT |= {"following": 1, "subsequent": 1, "ensuing": 1}
_TOLD = {"previous", "preceding", "prior", "following", "subsequent", "ensuing", "same", "that"}


def deictic(expression: Expression, part: str = "deictic") -> Deictic | None:
    """The deictic words of an expression, of which the last one counts ("this past", "that same")."""
    words = expression.parts.get(part)
    if not words:
        return None
    word = str(words[-1])
    return Deictic(_COUNT.get(word, 0), word in _TOLD, word)


def year_named(values: tuple[Value, ...] | None, context: Context) -> int | None:
    """The year meant by "fiscal 1988", "last year", "the current fiscal year"."""
    for value in values or ():
        if isinstance(value, int) and value >= 1000:
            return value
        if value in ("this", "current", "present") or value in _COUNT:
            return context.today.year + _COUNT.get(str(value), 0) if context.today else None
    return None


def third(expression: Expression, part: str = "modifier") -> str | None:
    """The third of the period that "early", "mid", "the end of" point to, as `calendar.bounds` takes it."""
    return next((str(value) for value in expression.parts.get(part, ()) if value in ("start", "mid", "end")), None)
