"""The reading of months, quarters, seasons and years, and of units counted from a time that is known."""

from datetime import date

from sayso.extraction.timex.calendar import add_days, make_day, period, shift, value_of
from sayso.extraction.timex.context import (
    Context,
    Deictic,
    Meaning,
    deictic,
    full_year,
    nearest,
    third,
    year_named,
    years_around,
)
from sayso.extraction.timex.grammar import Expression
from sayso.extraction.timex.numbers import duration, number


def month_of_year(expression: Expression, context: Context) -> Meaning | None:
    """Early March 1998; July last year; May of that year; the March of "March to May 2013"."""
    year = expression["year"] or expression["itsyear"]
    month, last = expression["month"], expression["lastmonth"]
    if isinstance(month, int) and isinstance(last, int) and isinstance(expression["jointyear"], int):
        year = expression["jointyear"] - (month > last)
    pointer = deictic(expression)
    if pointer and pointer.told:
        year = context.told.year + pointer.offset if context.told else None
    elif pointer:
        year = context.today.year + pointer.offset if context.today else None
    value = f"{year:04d}-{month:02d}" if isinstance(year, int) else None
    return Meaning("DATE", value, third(expression))


def _pointed(values: list[str], pointer: Deictic, base: date) -> str | None:
    """The period among these, in order, that "last", "this" or "next" points to as seen from a day."""
    periods = [(value, days) for value in values if (days := period(value))]
    if pointer.offset < 0:
        return next((value for value, (_, last) in reversed(periods) if last < base), None)
    if pointer.offset > 0:
        return next((value for value, (first, _) in periods if first > base), None)
    return next((value for value in values if value.startswith(f"{base.year:04d}")), None)


def month(expression: Expression, context: Context) -> Meaning | None:
    """Last November, early March, this September. Without any year the value is "XXXX-03"."""
    name = f"{expression['month']:02d}"
    pointer = deictic(expression)
    base = (context.told or context.day) if pointer and pointer.told else context.today
    if base is None:
        return Meaning("DATE", f"XXXX-{name}")
    values = [f"{year:04d}-{name}" for year in (base.year - 1, base.year, base.year + 1)]
    value = _pointed(values, pointer, base) if pointer else nearest(values, context)
    return Meaning("DATE", value, third(expression))


def season(expression: Expression, context: Context) -> Meaning | None:
    """Last fall, this summer, the winter of 1994. Without any year the value is "XXXX-WI"."""
    name, part = str(expression["season"]), third(expression)
    if "year" in expression.parts:
        year = number(expression.parts["year"])
        return Meaning("DATE", f"{int(year):04d}-{name}", part) if year and 1000 <= year <= 2199 else None
    pointer = deictic(expression)
    base = (context.told or context.day) if pointer and pointer.told else context.today
    if base is None:
        return Meaning("DATE", f"XXXX-{name}", part)
    values = [f"{year:04d}-{name}" for year in range(base.year - 2, base.year + 2)]
    if pointer and (pointer.offset or name != "WI"):  # this winter may be the one begun last year
        return Meaning("DATE", _pointed(values, pointer, base), part)
    return Meaning("DATE", nearest(values, context), part)


def year(expression: Expression, context: Context) -> Meaning | None:
    """1998; mid-1996; '98; fiscal 1988; the year two thousand. A fiscal year is the year that it is called by."""
    if "short" in expression.parts:
        short = str(expression["short"])
        return Meaning("DATE", f"{full_year(int(short), context):04d}") if len(short) == 2 else None
    said = number(expression.parts.get("year") or expression.parts["second"])
    if said is None or not 1000 <= said <= 2199:
        return None
    return Meaning("DATE", f"{int(said):04d}", third(expression))


def year_end(expression: Expression, context: Context) -> Meaning | None:
    """Year-end, the year's end: the end of the year of publication."""
    return Meaning("DATE", value_of(context.today, "Y") if context.today else None, "end")


def then(expression: Expression, context: Context) -> Meaning | None:
    """Then: the day or the first day of the period told of, or else some time past."""
    return Meaning("DATE", context.told.isoformat() if context.told else "PAST_REF")


def decade(expression: Expression, context: Context) -> Meaning | None:
    """The late 1980s, the nineties: a decade of two digits is one of the 20th century."""
    said = expression["decade"]
    if not isinstance(said, int) or said % 10 or not (said < 100 or 1000 <= said < 2200):
        return None
    return Meaning("DATE", f"{(said if said >= 100 else 1900 + said) // 10}", third(expression, "part"))


def century(expression: Expression, context: Context) -> Meaning | None:
    """The 20th century: "19", the years from 1900, as people count."""
    nth = expression["ordinal"]
    if not isinstance(nth, int) or not 1 < nth < 32:
        return None
    return Meaning("DATE", f"{nth - 1:02d}", third(expression, "part"))


# A report of figures is about a quarter gone by: one to come must lie this many times nearer.
_QUARTER_WEIGHT = 10


def quarter(expression: Expression, context: Context) -> Meaning | None:
    """This year's third quarter; the second half of 1989; the third quarter. A fiscal quarter is read as any other."""
    letter, count = ("H", 2) if expression["unit"] == "half" else ("Q", 4)
    nth = expression["nth"] or expression["name"]
    if nth in ("final", "last"):
        nth = count
    if not isinstance(nth, int) or nth > count:
        return None
    named = expression.parts.get("yearref") or expression.parts.get("itsyear")
    before = 1 if "ago" in expression.parts else 0
    if named:
        year = year_named(named, context)
        return Meaning("DATE", f"{year - before:04d}-{letter}{nth}" if year else None)
    if context.today is None:
        return Meaning("DATE", f"XXXX-{letter}{nth}")
    context = context._replace(tense=None if context.tense == "future" else "past")
    value = nearest((f"{year:04d}-{letter}{nth}" for year in years_around(context)), context, _QUARTER_WEIGHT)
    return Meaning("DATE", f"{int(value[:4]) - before:04d}{value[4:]}" if value else None)


def _year_before(context: Context) -> str | None:
    """The quarter a year before the one told of; the year before publication where none is."""
    if context.quarter:
        return f"{int(context.quarter[:4]) - 1:04d}{context.quarter[4:]}"
    return f"{context.today.year - 1:04d}" if context.today else None


def year_ago(expression: Expression, context: Context) -> Meaning | None:
    """The year-ago quarter; the year-earlier period; the same period last year."""
    return Meaning("DATE", _year_before(context))


def year_period(expression: Expression, context: Context) -> Meaning | None:
    """The 1988 period, the 1988 quarter: that year's counterpart of the quarter told of, or else the year."""
    return Meaning("DATE", f"{expression['year']}{context.quarter[4:] if context.quarter else ''}")


def _latest_quarter(context: Context) -> str | None:
    """The quarter told of if it is over, or else the last one ended before publication."""
    days = period(context.quarter) if context.quarter else None
    if days and (context.today is None or days[1] < context.today):
        return context.quarter
    return _moved(context.today, "Q", -1)


def this_period(expression: Expression, context: Context) -> Meaning | None:
    """The quarter, the latest period: the one told of, or else the last one ended before publication."""
    return Meaning("DATE", _latest_quarter(context))


def quarter_ended(expression: Expression, context: Context) -> Meaning | None:
    """The quarter ended Sept. 30: the quarter of the calendar that holds most of it."""
    month, year = expression["month"] or expression["itsmonth"], expression["year"]
    number = expression["day"] or expression["dayfirst"] or 28
    if not isinstance(month, int) or not isinstance(number, int):
        return None
    years = [year] if isinstance(year, int) else list(years_around(context))
    ends = [day for year in years if (day := make_day(year, month, number))]
    value = nearest((day.isoformat() for day in ends), context) if context.today else None
    end = date.fromisoformat(value) if value else ends[0] if isinstance(year, int) and ends else None
    middle = add_days(end, -45) if end else None
    return Meaning("DATE", value_of(middle, "Q") if middle else None)


def weekend(expression: Expression, context: Context) -> Meaning | None:
    """The weekend: the last one begun, or told of in the future tense the next; last weekend, this weekend."""
    pointer, base = deictic(expression), context.today
    if pointer and pointer.told:
        base = context.day or context.told
    if base is None:
        return Meaning("DATE", None)
    count = pointer.offset if pointer else 0
    if not pointer and context.tense != "future" and base.isoweekday() < 6:
        count = -1
    return Meaning("DATE", _moved(base, "WE", count), third(expression))


def _moved(base: date | None, unit: str, count: int) -> str | None:
    found = shift(base, unit, count) if base else None
    return value_of(found, unit) if found else None


def unit(expression: Expression, context: Context) -> Meaning | None:
    """Earlier this week, next year, the past decade, that month, the end of the year, the day, the week before last."""
    name = str(expression["unit"])
    pointer, part = deictic(expression), third(expression)
    if beyond := expression["beyond"]:
        return Meaning("DATE", _moved(context.today, name, -2 if beyond == -1 else 2))
    alone = pointer is None and "modifier" not in expression.parts
    if context.type == "SET" and alone:
        return Meaning("SET", duration(1, name))
    if name[0] == "T" or (context.type == "DURATION" and alone):
        return Meaning("DURATION", duration(1, name))
    if pointer is None:
        base = context.day if name == "D" else context.told if alone and "fiscal" not in expression.parts else None
        return Meaning("DATE", _moved(base or context.today, name, 0), part)
    definite = context.type == "DURATION" and "the" in expression.parts and not pointer.told and pointer.offset
    if definite or (pointer.word == "past" and context.type != "DATE"):
        return Meaning("DURATION", duration(1, name))
    if pointer.word == "latest":
        return Meaning("DATE", _latest_quarter(context) if name == "Q" else _moved(context.today, name, -1), part)
    if name == "Q" and pointer.word in ("that", "same") and context.quarter:
        return Meaning("DATE", context.quarter, part)
    base = context.today
    if pointer.told or (pointer.word == "next" and "the" in expression.parts and name == "D"):
        told = context.day if name == "D" else context.told
        base = told if told or pointer.offset >= 0 else base
    return Meaning("DATE", _moved(base, name, pointer.offset), part)


def ago(expression: Expression, context: Context) -> Meaning | None:
    """Two years ago, a week or so ago, 10 days from now; months ago is PAST_REF. As fine as the unit named."""
    values, direction = expression.parts.get("amount"), -1 if expression["direction"] == -1 else 1
    amount = number(values) if values else None
    if amount is None or expression["unit"] == "period":
        return Meaning("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    name = str(expression["unit"])
    if amount == 1 and name == "Y" and context.quarter and direction < 0:
        return Meaning("DATE", _year_before(context))
    if name[0] == "T":
        return Meaning("TIME", _minutes_away(amount * direction, name, context))
    return Meaning("DATE", _away(amount * direction, name, context.today))


# Too far for any calendar, and for quick arithmetic.
_FAR = 10_000


def _minutes_away(amount: float, unit: str, context: Context) -> str | None:
    """The minute so many hours, minutes or seconds from that of publication."""
    if context.published is None or context.published.minute is None or abs(amount) > _FAR:
        return None
    minutes = context.published.minute + amount * {"TH": 60, "TM": 1, "TS": 1 / 60}[unit]
    days, minute = divmod(int(minutes), 1440)
    found = add_days(context.published.day, days)
    return f"{found}T{minute // 60:02d}:{minute % 60:02d}" if found else None


def _away(amount: float, unit: str, base: date | None) -> str | None:
    """The period one unit long that lies so many units from a day. A decade ago is a year, not a decade."""
    if base is None or abs(amount) > _FAR:
        return None
    found = shift(base, "M", int(amount * 12)) if unit == "Y" else shift(base, unit, int(amount))
    return value_of(found, {"10Y": "Y", "100Y": "Y"}.get(unit, unit)) if found else None


def earlier(expression: Expression, context: Context) -> Meaning | None:
    """Two days earlier, a year later, the day before: counted from the time last told of, or else from publication."""
    values, name = expression.parts.get("amount"), str(expression["unit"])
    amount = number(values) if values else 1.0
    direction = -1 if expression["direction"] == -1 else 1
    if amount is None or name[0] == "T":
        return Meaning("DURATION", duration(amount, name))
    if name == "Y" and amount == 1 and context.quarter and direction < 0:
        return Meaning("DATE", _year_before(context))
    days = {"D": 1, "W": 7, "2W": 14}.get(name)
    base = context.day if days else context.told
    if base is None and direction < 0:
        base = context.today
    # A week after a day is a day.
    return Meaning("DATE", _away(amount * direction * (days or 1), "D" if days else name, base))
