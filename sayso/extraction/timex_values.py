"""The reading of temporal expressions: TIMEX3 type and value, given what is known when they are met.

Each function reads the expressions of one rule of `timex_grammar`. It gives `None` where the words are no temporal
expression after all, and a meaning without a value where they are one that the text and its date do not settle.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from sayso.extraction import calendar
from sayso.extraction.calendar import Moment, add_days, make_day, period, shift, value_of
from sayso.extraction.timex_grammar import Expression
from sayso.extraction.timex_words import ZONES, Value
from sayso.reading import TimeType

Tense = Literal["past", "future"]


class Context(NamedTuple):
    """What is known where an expression stands.

    `published` is when the text appeared; `tense` that of the governing verb; `type` what the language model takes the
    expression for. `day` is the nearest day named before, `near` the same within the sentence, `stretch` the first day
    of the nearest period of any length named before, `quarter` the nearest quarter named before ("1989-Q3").
    `day_first` is the order of "6/3/98" that another date of the text gives away.
    """

    published: Moment | None = None
    tense: Tense | None = None
    type: str | None = None
    day: date | None = None
    near: date | None = None
    stretch: date | None = None
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


# -- numbers ---------------------------------------------------------------------------------


def number(values: Iterable[Value]) -> float | None:
    """The number that words say ("two hundred", "nineteen ninety-four", "a dozen"); `None` for "several"."""
    total = current = 0.0
    words = list(values)
    if "few" in words or "several" in words or "many" in words:
        return None
    half = "half" in words
    if half:
        words = words[: words.index("half") - 2]
    for word in words:
        if word == "dozen":
            current = max(current, 1) * 12
        elif not isinstance(word, int | float):
            continue
        elif word == 100:
            current = max(current, 1) * 100
        elif word == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif 10 <= current < 100 and current % 10 == 0 and word < 10:
            current += word
        elif 10 <= current < 100 and word >= 10:
            current = current * 100 + word
        elif current == 1 and word == 2:  # "a couple"
            current = 2
        else:
            current += word
    return total + current + (0.5 if half else 0)


def _plain(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:.10g}"


_FINER = {"TM": (60, "TS"), "TH": (60, "TM"), "D": (24, "TH"), "Y": (12, "M"), "10Y": (10, "Y"), "100Y": (100, "Y")}
_MULTIPLE = {"2W": (2, "W"), "Q": (3, "M"), "10Y": (10, "Y"), "100Y": (100, "Y")}
_UNKNOWN = {"10Y": "DE", "100Y": "CE", "2W": "W"}


def duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; an amount of `None` is unknown ("PXD")."""
    if amount is None:
        letters = _UNKNOWN.get(unit, unit)
        return f"PTX{letters[1]}" if letters[0] == "T" else f"PX{letters}"
    if 0 < amount < 1 and unit in _FINER:
        times, unit = _FINER[unit]
        amount *= times
    elif amount % 1 and unit in ("TH", "TM"):
        times, finer = _FINER[unit]
        return f"PT{int(amount)}{unit[1]}{_plain(amount % 1 * times)}{finer[1]}"
    times, unit = _MULTIPLE.get(unit, (1, unit))
    return f"PT{_plain(amount * times)}{unit[1]}" if unit[0] == "T" else f"P{_plain(amount * times)}{unit}"


# -- choosing among the years, months and days that an expression may mean --------------------


def _choose(candidates: Iterable[date | None], context: Context) -> date | None:
    """The candidate that the tense points to: the last one begun, the next one, or without tense the nearest."""
    today = context.today
    days = sorted(day for day in candidates if day)
    if today is None or not days:
        return None
    past, ahead = [day for day in days if day <= today], [day for day in days if day >= today]
    if context.tense == "past" and past:
        return past[-1]
    if context.tense == "future" and ahead:
        return ahead[0]
    return min(days, key=lambda day: (abs((day - today).days), day))


def _years(context: Context) -> range:
    """The years around publication; none without one, nor where the calendar ends."""
    today = context.today
    return range(today.year - 1, today.year + 2) if today and 1 < today.year < 9998 else range(0)


def _weekday(weekday: int, base: date | None, direction: int, *, same: bool) -> date | None:
    """The nearest such weekday (Monday is 1) before or after a day, that day itself included if `same`."""
    if base is None:
        return None
    days = (weekday - base.isoweekday()) * direction % 7
    return add_days(base, (days or (0 if same else 7)) * direction)


_OFFSET = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1, "previous": -1, "preceding": -1, "prior": -1}
_OFFSET |= {"following": 1, "subsequent": 1, "ensuing": 1}
_TOLD = {"previous", "preceding", "prior", "following", "subsequent", "ensuing", "same", "that"}


def _deictic(expression: Expression, part: str = "deictic") -> tuple[int, bool] | None:
    """How many units ahead a word like "last" points, and whether from the time told of rather than publication."""
    words = expression.parts.get(part)
    if not words:
        return None
    word = str(words[-1])
    return _OFFSET.get(word, 0), word in _TOLD


def _year(values: tuple[Value, ...] | None, context: Context) -> int | None:
    """The year meant by "fiscal 1988", "last year", "the current fiscal year"."""
    for value in values or ():
        if isinstance(value, int) and value >= 1000:
            return value
        if value in ("last", "this", "next", "previous", "prior", "preceding", "current", "present", "latest"):
            return context.today.year + _OFFSET.get(str(value), 0) if context.today else None
    return None


def _part(expression: Expression, name: str = "modifier") -> str | None:
    """The third of the period that "early", "mid", "the end of" point to."""
    return next((str(v) for v in expression.parts.get(name, ()) if v in ("start", "mid", "end")), None)


def _dated(day: date | None, daypart: Value = None, *, zone: int | None = None) -> Meaning:
    """A day, or a part of it."""
    if daypart is None:
        return Meaning("DATE", day.isoformat() if day else None)
    return Meaning("TIME", f"{day}T{daypart}" if day else None, zone=zone)


# -- days ------------------------------------------------------------------------------------


def iso_date(expression: Expression, context: Context) -> Meaning | None:
    """2014-03-07, 2014-03-07T12:30Z."""
    value = str(expression["value"])
    return Meaning("TIME" if "T" in value else "DATE", value) if period(value) else None


def _century(year: int, context: Context) -> int:
    """A year of two digits in full: the one nearest to publication, else from 1970 to 2069."""
    if year >= 100:
        return year
    if context.today:
        return min((1800 + year, 1900 + year, 2000 + year, 2100 + year), key=lambda y: abs(y - (context.today or date.max).year))
    return year + (1900 if year >= 70 else 2000)


def slash_date(expression: Expression, context: Context) -> Meaning | None:
    """6/3/98. Unknown unless one number cannot be a month or another date of the text shows the order."""
    first, second, year = (int(part) for part in str(expression["value"]).split("/"))
    year = _century(year, context)
    options = [make_day(year, first, second), make_day(year, second, first)]
    if context.day_first is not None and all(options):
        options = [options[context.day_first]]
    days = {day for day in options if day}
    if not days:
        return None
    return _dated(days.pop() if len(days) == 1 else None)


def _day(expression: Expression, context: Context, month: int, number_: int) -> date | None:
    """A day of a month of which the year is to be found, from the weekday where one is named."""
    days = [make_day(year, month, number_) for year in _years(context)]
    weekday = expression["weekday"]
    right = [day for day in days if day and day.isoweekday() == weekday]
    return right[0] if right else _choose(days, context)


def day(expression: Expression, context: Context) -> Meaning | None:
    """Friday, Oct. 23; 24 Aug; Nov. 1, 2004. Without any year the value is "XXXX-08-24"."""
    month = expression["month"] or expression["itsmonth"]
    number_ = expression["day"] or expression["dayfirst"]
    year = expression["year"] or expression["itsyear"]
    if expression["short"] is not None:
        short = str(expression["short"])
        if not short.isdigit() or len(short) != 2:
            return None
        year = _century(int(short), context)
    assert isinstance(month, int) and isinstance(number_, int)
    if make_day(2000, month, number_) is None:
        return None
    if isinstance(year, int):
        found = make_day(year, month, number_)
        return _dated(found, expression["daypart"]) if found else None
    found = _day(expression, context, month, number_)
    return _dated(found, expression["daypart"]) if found else Meaning("DATE", f"XXXX-{month:02d}-{number_:02d}")


def day_list(expression: Expression, context: Context) -> Meaning | None:
    """The 25 of "April 24 and 25"."""
    base, number_ = context.day, expression["day"]
    return _dated(make_day(base.year, base.month, number_)) if base and isinstance(number_, int) else None


def weekday(expression: Expression, context: Context) -> Meaning | None:
    """Friday morning; last Wednesday; the previous Friday; Monday of next week."""
    number_ = expression["weekday"]
    assert isinstance(number_, int)
    deictic, week = _deictic(expression), _deictic(expression, "week_deictic")
    today = context.today
    if week and today:
        monday = add_days(today, 7 * week[0] - today.isoweekday() + 1)
        found = add_days(monday, number_ - 1) if monday else None
    elif deictic is None or deictic == (0, False):
        ahead = context.tense == "future" or (deictic is not None and context.tense != "past")
        found = _weekday(number_, today, 1 if ahead else -1, same=True)
    else:
        base = (context.day or context.stretch) if deictic[1] else today
        found = _weekday(number_, base, deictic[0] or -1, same=not deictic[0])
    return _dated(found, expression["daypart"])


def today(expression: Expression, context: Context) -> Meaning | None:
    """Yesterday morning, late today, mid-afternoon tomorrow."""
    count = expression["today"]
    found = add_days(context.today, int(count)) if context.today and isinstance(count, int) else None
    return _dated(found, expression["before"] or expression["daypart"])


def tonight(expression: Expression, context: Context) -> Meaning | None:
    """Tonight, overnight: the night of the day of publication."""
    return _dated(context.today, "NI")


def daypart(expression: Expression, context: Context) -> Meaning | None:
    """Last night, this morning, the next morning, that evening."""
    deictic = _deictic(expression) or (0, True)
    told = deictic[1] or "the" in expression.parts
    base = context.near or context.day or context.today if told else context.today
    return _dated(add_days(base, deictic[0]) if base else None, expression["daypart"])


def holiday(expression: Expression, context: Context) -> Meaning | None:
    """Thanksgiving Day, last Christmas, Easter 2014."""
    name, year = str(expression["holiday"]), expression["year"]
    if isinstance(year, int):
        return _dated(calendar.holiday(name, year))
    deictic = _deictic(expression)
    tense: Tense | None = context.tense if not deictic else ("past" if deictic[0] < 0 else "future")
    return _dated(_choose((calendar.holiday(name, y) for y in _years(context)), context._replace(tense=tense)))


def clock(expression: Expression, context: Context) -> Meaning | None:
    """9 a.m. EST Tuesday; 1800 GMT; noon Saturday; 4 in the morning. The day is the one named, or else the nearest."""
    time = _clock_time(expression)
    if time is None:
        return None
    zone_name = expression["zone"] or expression["its_zone"]
    zone = ZONES.get(str(zone_name)) if zone_name else None
    if expression["weekday"] and not expression["month"]:
        meaning = weekday(expression, context)
        base = date.fromisoformat(meaning.value) if meaning and meaning.value and len(meaning.value) == 10 else None
    elif expression["month"] or expression["monthday"]:
        month, number_, year = (
            expression["month"] or expression["monthday"],
            expression["day"] or expression["dayofmonth"],
            expression["year"],
        )
        assert isinstance(month, int) and isinstance(number_, int)
        base = make_day(year, month, number_) if isinstance(year, int) else _day(expression, context, month, number_)
    elif isinstance(expression["today"], int):
        base = add_days(context.today, expression["today"]) if context.today else None
    else:
        base = context.near or context.today
    universal = "Z" if zone == 0 else ""
    return Meaning("TIME", f"{base or ''}T{time}{universal}", zone=zone)


def _clock_time(expression: Expression) -> str | None:
    """Hour and minute on the clock of 24 hours, or `None` where the numbers are none."""
    if expression["noon"]:
        return str(expression["noon"])
    face = next((expression[p] for p in ("clock", "dayclock", "zoned", "bare") if expression[p] is not None), None)
    text = f"{face:.2f}" if isinstance(face, float) else str(face)
    if isinstance(face, int) and expression["zoned"] is not None:
        text = f"{face:04d}"
    if "zoned" in expression.parts and text.isdigit() and len(text) == 4:
        text = text[:2] + ":" + text[2:]
    hour_text, _, minute_text = text.replace(".", ":").partition(":")
    if not hour_text.isdigit() or len(hour_text) > 2 or not (minute_text[:2] or "0").isdigit():
        return None
    hour, minute = int(hour_text), int(minute_text[:2] or 0)
    half = expression["meridian"] or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(
        str(expression["daypart"] or expression["partofday"])
    )
    if hour > 24 or minute > 59 or (half and hour > 12 and expression["meridian"]):
        return None
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


# -- months, quarters, seasons, years --------------------------------------------------------


def month_of_year(expression: Expression, context: Context) -> Meaning | None:
    """Early March 1998; July last year."""
    month, year = expression["month"], expression["year"] or expression["itsyear"]
    assert isinstance(month, int)
    if year is None:
        year = _year(expression.parts.get("deictic"), context)
        deictic = _deictic(expression)
        if deictic and deictic[1]:
            year = context.stretch.year + deictic[0] if context.stretch else None
    value = f"{year:04d}-{month:02d}" if isinstance(year, int) else None
    return Meaning("DATE", value, _part(expression))


def month(expression: Expression, context: Context) -> Meaning | None:
    """Last November, early March, this September. Without any year the value is "XXXX-03"."""
    number_ = expression["month"]
    assert isinstance(number_, int)
    deictic, base = _deictic(expression), context.today
    if deictic and deictic[1]:
        base = context.stretch or context.day
    if base is None:
        return Meaning("DATE", f"XXXX-{number_:02d}")
    distance = (number_ - base.month) % 12
    if deictic and deictic[0]:
        distance = (distance or 12) if deictic[0] > 0 else (distance or 12) - 12 if distance else -12
    elif deictic:
        distance = number_ - base.month
    elif context.tense == "past" or (context.tense is None and distance > 3):
        distance -= 12 if distance else 0
    found = calendar.add_months(base.replace(day=1), distance)
    return Meaning("DATE", value_of(found, "M") if found else None, _part(expression))


def year(expression: Expression, context: Context) -> Meaning | None:
    """1998; mid-1996; fiscal 1988; the year two thousand."""
    said = number(expression.parts["year"])
    if said is None or not 1000 <= said <= 2199:
        return None
    return Meaning("DATE", f"{int(said):04d}", _part(expression))


def year_end(expression: Expression, context: Context) -> Meaning | None:
    """Year-end, the year's end: the end of the year of publication."""
    return Meaning("DATE", value_of(context.today, "Y") if context.today else None, "end")


def decade(expression: Expression, context: Context) -> Meaning | None:
    """The late 1980s, the nineties. A decade of two digits is the last one of that name begun in the 20th century."""
    said = expression["decade"]
    assert isinstance(said, int)
    if said % 10 or 100 <= said < 1000:
        return None
    return Meaning("DATE", f"{(said if said >= 1000 else 1900 + said) // 10}", _part(expression, "part"))


def century(expression: Expression, context: Context) -> Meaning | None:
    """The 20th century: the years from 1900, as people count."""
    nth = expression["ordinal"]
    if not isinstance(nth, int) or not 1 < nth <= 31:
        return None
    return Meaning("DATE", f"{nth - 1:02d}", _part(expression, "part") or _part(expression, "part_after"))


def quarter(expression: Expression, context: Context) -> Meaning | None:
    """This year's third quarter; the second half of 1989; the third quarter: of this year, or the one the tense asks."""
    letter = "Q" if expression["unit"] == "Q" else "H"
    count, months = (4, 3) if letter == "Q" else (2, 6)
    nth = expression["nth"] if isinstance(expression["nth"], int) else count
    assert isinstance(nth, int)
    if nth > count:
        return None
    named = expression.parts.get("yearref") or expression.parts.get("itsyear")
    found = _year(named, context)
    if found is None and not named:
        starts = [make_day(y, (nth - 1) * months + 1, 1) for y in _years(context)]
        tense: Tense = context.tense or "past"
        chosen = _choose(starts, context._replace(tense=tense))
        found = chosen.year if chosen else None
    if found is not None and "ago" in expression.parts:
        found -= 1
    unknown = "XXXX" if not named else None
    prefix = f"{found:04d}" if found is not None else unknown
    return Meaning("DATE", f"{prefix}-{letter}{nth}" if prefix else None)


def _year_before(context: Context) -> str | None:
    """The quarter a year before the one told of; the year before publication where no quarter is."""
    if context.quarter:
        return f"{int(context.quarter[:4]) - 1:04d}{context.quarter[4:]}"
    return f"{context.today.year - 1:04d}" if context.today else None


def year_ago(expression: Expression, context: Context) -> Meaning | None:
    """The year-ago quarter; the year-earlier period; the same period last year."""
    return Meaning("DATE", _year_before(context))


def this_period(expression: Expression, context: Context) -> Meaning | None:
    """The quarter, the latest period: the one told of."""
    return Meaning("DATE", context.quarter)


def season(expression: Expression, context: Context) -> Meaning | None:
    """Last fall, this summer, the winter of 1994."""
    name, named = str(expression["season"]), expression["year"]
    part = _part(expression)
    if isinstance(named, int):
        return Meaning("DATE", f"{named:04d}-{name}", part)
    deictic, base = _deictic(expression), context.today
    if deictic and deictic[1]:
        base = context.stretch
    if base is None or not 2 < base.year < 9997:
        return Meaning("DATE", f"XXXX-{name}", part)
    spans = [(f"{y:04d}-{name}", *(period(f"{y:04d}-{name}") or (base, base))) for y in range(base.year - 2, base.year + 3)]
    ended = [value for value, _, last in spans if last < base]
    begun = [value for value, first, _ in spans if first <= base]
    ahead = [value for value, first, last in spans if last >= base]
    if deictic and deictic[0] > 0:
        return Meaning("DATE", next(value for value, first, _ in spans if first > base), part)
    if deictic and deictic[0] < 0:
        return Meaning("DATE", ended[-1], part)
    if context.tense == "future" or (deictic and context.tense is None):
        return Meaning("DATE", ahead[0], part)
    return Meaning("DATE", begun[-1], part)


def weekend(expression: Expression, context: Context) -> Meaning | None:
    """The weekend: the last one begun, or in the future tense the next; last weekend, this weekend."""
    deictic, base = _deictic(expression), context.today
    if deictic and deictic[1]:
        base = context.day or context.stretch
    if base is None:
        return Meaning("DATE", None)
    count = deictic[0] if deictic else 0
    if not deictic and context.tense != "future" and base.isoweekday() < 6:
        count = -1
    found = add_days(base, 7 * count)
    return Meaning("DATE", value_of(found, "WE") if found else None, _part(expression))


# -- relative units --------------------------------------------------------------------------


def unit(expression: Expression, context: Context) -> Meaning | None:
    """Earlier this week, next year, the past decade, that month, the end of the year, the day."""
    name = str(expression["unit"])
    deictic, part = _deictic(expression), _part(expression)
    words = expression.parts.get("deictic", ())
    bare = deictic is None and part is None and "modifier" not in expression.parts
    if (bare and context.type in ("DURATION", "SET")) or name[0] == "T" or (words[-1:] == ("past",) and context.type != "DATE"):
        return Meaning("SET" if context.type == "SET" else "DURATION", duration(1, name))
    if words[-1:] == ("latest",):
        if name == "Q":
            return Meaning("DATE", context.quarter or _moved(context.today, name, -1))
        return Meaning("DATE", _moved(context.today, name, -1))
    count, told = deictic or (0, name == "D")
    if words == ("next",) and "the" in expression.parts and name == "D":
        told = True
    base = context.today
    if told:
        base = context.day if name == "D" else context.stretch or context.day
        base = base or (context.today if bare else None)
    return Meaning("DATE", _moved(base, name, count), part)


def _moved(base: date | None, unit: str, count: int) -> str | None:
    found = shift(base, unit, count) if base else None
    return value_of(found, unit) if found else None


def ago(expression: Expression, context: Context) -> Meaning | None:
    """Two years ago, a week or so ago, 10 days from now; months ago is PAST_REF. As fine as the unit named."""
    values = expression.parts.get("amount")
    ahead = expression["direction"] != -1
    amount = number(values) if values else None
    if amount is None or expression["unit"] == "period":
        return Meaning("DATE", "FUTURE_REF" if ahead else "PAST_REF")
    name = str(expression["unit"])
    if amount == 1 and name == "Y" and context.quarter and not ahead:
        return Meaning("DATE", _year_before(context))
    return _away(amount if ahead else -amount, name, context.today, context)


def _away(amount: float, unit: str, base: date | None, context: Context) -> Meaning:
    """The period one unit long that lies so many units away; hours count from the minute of publication."""
    if unit[0] == "T":
        minutes = context.published.minute if context.published else None
        seconds = {"TH": 3600, "TM": 60, "TS": 1}[unit] * amount
        if base is None or minutes is None or abs(seconds) > 10**9:
            return Meaning("TIME", None)
        days, minute = divmod(int(minutes + seconds // 60), 1440)
        found = add_days(base, days)
        return Meaning("TIME", f"{found}T{minute // 60:02d}:{minute % 60:02d}" if found else None)
    if base is None or abs(amount) > 10_000:
        return Meaning("DATE", None)
    if amount % 1 and unit == "Y":
        found = shift(base, "M", int(amount * 12))
    else:
        found = shift(base, unit, int(amount))
    # A decade ago is a year, not a decade.
    grain = {"10Y": "Y", "100Y": "Y"}.get(unit, unit)
    return Meaning("DATE", value_of(found, grain) if found else None)


def earlier(expression: Expression, context: Context) -> Meaning | None:
    """Two days earlier, a year later, the day before: counted from the time last told of, or else from publication."""
    values, name = expression.parts.get("amount"), str(expression["unit"])
    amount = number(values) if values else 1.0
    direction = -1 if expression["direction"] == -1 else 1
    if amount is None or name[0] == "T":
        return Meaning("DURATION", duration(amount, name))
    if name == "Y" and amount == 1 and context.quarter and direction < 0:
        return Meaning("DATE", _year_before(context))
    fine = name in ("D", "W", "2W")
    base = context.day if fine else context.stretch or context.day
    if base is None and direction < 0:
        base = context.today
    if base is None:
        return Meaning("DATE", None)
    if fine:
        return _away(amount * direction * {"D": 1, "W": 7, "2W": 14}[name], "D", base, context)
    return _away(amount * direction, name, base, context)


# -- durations and sets ----------------------------------------------------------------------


def length(expression: Expression, context: Context) -> Meaning | None:
    """Half an hour, a year and a half, three-day, 18-month-old, a dozen years, years."""
    name = str(expression["unit"] or expression["units"] or expression["plural"])
    if "half" in expression.parts:
        amount: float | None = 0.5
    elif "amount" in expression.parts:
        amount = number(expression.parts["amount"])
        if amount is not None and "andhalf" in expression.parts:
            amount += 0.5
    else:
        amount = None if expression["plural"] else 1.0
    if amount is not None and not 0 < amount < 10**9:
        return None
    kind: TimeType = "SET" if context.type == "SET" else "DURATION"
    return Meaning(kind, duration(amount, name))


def stretch_unknown(expression: Expression, context: Context) -> Meaning | None:
    """Recent weeks, coming years: a length unknown, or just the past or future where the model sees a date."""
    name = str(expression["unit"] or expression["ahead"])
    if context.type != "DATE":
        return Meaning("DURATION", duration(None, name))
    past = expression["direction"] in ("recent", "past", "last")
    return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF")


def seasons(expression: Expression, context: Context) -> Meaning | None:
    """The past three summers."""
    return Meaning("SET", f"XXXX-{expression['season']}")


def weekday_set(expression: Expression, context: Context) -> Meaning | None:
    """Every Friday, Mondays, Tuesday nights."""
    number_ = next(expression[part] for part in ("oneday", "weekdays", "weekday", "andday") if expression[part])
    daypart_ = expression["daypart"]
    return Meaning("SET", f"XXXX-WXX-{number_}" + (f"T{daypart_}" if daypart_ else ""))


def each(expression: Expression, context: Context) -> Meaning | None:
    """Each July, every summer, every morning, every two weeks, every other day, twice a week."""
    if isinstance(expression["month"], int):
        return Meaning("SET", f"XXXX-{expression['month']:02d}")
    if expression["season"]:
        return Meaning("SET", f"XXXX-{expression['season']}")
    if expression["daypart"]:
        return Meaning("SET", f"XXXX-XX-XXT{expression['daypart']}")
    values = expression.parts.get("amount")
    amount = number(values) if values else 2.0 if "other" in expression.parts else 1.0
    return Meaning("SET", duration(amount, str(expression["unit"])))


def everytime(expression: Expression, context: Context) -> Meaning | None:
    """Daily, weekly, annually."""
    return Meaning("SET", str(expression["set"]))


def present(expression: Expression, context: Context) -> Meaning | None:
    """Now, currently."""
    return Meaning("DATE", "PRESENT_REF")


def past(expression: Expression, context: Context) -> Meaning | None:
    """Recently, the past."""
    return Meaning("DATE", "PAST_REF")


def future(expression: Expression, context: Context) -> Meaning | None:
    """Soon, the near future."""
    return Meaning("DATE", "FUTURE_REF")


READINGS: dict[str, Callable[[Expression, Context], Meaning | None]] = {
    function.__name__: function
    for function in (
        iso_date, slash_date, clock, day, day_list, month_of_year, month, decade, century, quarter, year_ago,
        this_period, ago, earlier, weekday_set, weekday, today, tonight, daypart, weekend, season, each, everytime,
        length, seasons, stretch_unknown, unit, year_end, year, holiday, present, past, future,
    )
}  # fmt: skip


def read(expression: Expression, context: Context) -> Meaning | None:
    """What the expression means where it stands; `None` where it is no temporal expression."""
    return READINGS[expression.rule.name](expression, context)
