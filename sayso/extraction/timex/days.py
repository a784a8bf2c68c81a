"""The reading of days and times of day.

A reading gives `None` where the words are no temporal expression after all, and a meaning without a value where they
are one that the text and its date do not settle. So it is in the modules beside this one.
"""

from datetime import date

from sayso.extraction.timex import calendar
from sayso.extraction.timex.calendar import add_days, add_months, make_day, period, value_of
from sayso.extraction.timex.context import Context, Meaning, deictic, full_year, nearest, year_named, years_around
from sayso.extraction.timex.grammar import Expression
from sayso.extraction.timex.words import ZONES, Value


def _dated(day: date | str | None, daypart: Value = None) -> Meaning:
    """A day, or a part of it."""
    if daypart is None:
        return Meaning("DATE", str(day) if day else None)
    return Meaning("TIME", f"{day}T{daypart}" if day else None)


def iso_date(expression: Expression, context: Context) -> Meaning | None:
    """2014-03-07, 2014-03-07T12:30Z."""
    value = str(expression["value"])
    return Meaning("TIME" if "T" in value else "DATE", value) if period(value) else None


def slash_date(expression: Expression, context: Context) -> Meaning | None:
    """6/3/98. Unknown unless one number cannot be a month or another date of the text shows the order."""
    first, second, year = (int(part) for part in str(expression["value"]).split("/"))
    year = full_year(year, context)
    month_first, day_first = make_day(year, first, second), make_day(year, second, first)
    if month_first and day_first and month_first != day_first:
        if context.day_first is None:
            return Meaning("DATE", None)
        return _dated(day_first if context.day_first else month_first)
    return _dated(month_first or day_first) if month_first or day_first else None


def _day_of_month(expression: Expression, context: Context, month: int, number: int) -> str | None:
    """A day of which the year is to be found: by the weekday where one is named, else by nearness and tense."""
    days = [day for day in (make_day(year, month, number) for year in years_around(context)) if day]
    pointer = deictic(expression)
    if pointer and pointer.offset and context.today:
        days = [day for day in days if (day - context.today).days * pointer.offset > 0]
    right = [day for day in days if day.isoweekday() == expression["weekday"]]
    return nearest((day.isoformat() for day in right or days), context)


def day(expression: Expression, context: Context) -> Meaning | None:
    """Friday, Oct. 23; 24 Aug; Nov. 1, 2004; the night of May 3. Without any year the value is "XXXX-08-24"."""
    month = expression["month"] or expression["itsmonth"]
    number = expression["day"] or expression["dayfirst"]
    daypart = expression["daypart"] or expression["partof"]
    year = expression["year"] or expression["itsyear"] or expression["jointyear"]
    year = year or year_named(expression.parts.get("ofyear"), context)
    if "short" in expression.parts:
        short = str(expression["short"])
        if not short.isdigit() or len(short) != 2:
            return None
        year = full_year(int(short), context)
    if not isinstance(month, int) or not isinstance(number, int) or make_day(2000, month, number) is None:
        return None
    if isinstance(year, int):
        found = make_day(year, month, number)
        return _dated(found, daypart) if found else None
    nearby = _day_of_month(expression, context, month, number)
    return _dated(nearby, daypart) if nearby else Meaning("DATE", f"XXXX-{month:02d}-{number:02d}")


def day_list(expression: Expression, context: Context) -> Meaning | None:
    """The 25 of "April 24 and 25"."""
    number, year = expression["day"], expression["year"]
    if context.day is None or not isinstance(number, int):
        return Meaning("DATE", None)
    return _dated(make_day(year if isinstance(year, int) else context.day.year, context.day.month, number))


def day_alone(expression: Expression, context: Context) -> Meaning | None:
    """The 11th: of the month named last, or else the nearest on the side of the tense."""
    number = expression["day"]
    if not isinstance(number, int):
        return None
    if context.day:
        return _dated(make_day(context.day.year, context.day.month, number))
    if context.today is None:
        return Meaning("DATE", f"XXXX-XX-{number:02d}")
    months = [month for month in (add_months(context.today.replace(day=1), n) for n in (-1, 0, 1)) if month]
    days = [make_day(month.year, month.month, number) for month in months]
    return _dated(nearest((day.isoformat() for day in days if day), context))


def week_of(expression: Expression, context: Context) -> Meaning | None:
    """The week of March 6."""
    found = day(expression, context)
    days = period(found.value) if found and found.value else None
    return Meaning("DATE", value_of(days[0], "W") if days else None)


def part_of_month(expression: Expression, context: Context) -> Meaning | None:
    """The last day of May, the second week of June 2012: the calendar's week that holds its eighth day."""
    month, nth, unit = expression["month"], expression["nth"], expression["unit"]
    if not isinstance(month, int) or unit not in ("D", "W"):
        return None
    year = expression["year"]
    value = f"{year:04d}-{month:02d}" if isinstance(year, int) else None
    value = value or nearest((f"{around:04d}-{month:02d}" for around in years_around(context)), context)
    days = period(value) if value else None
    if days is None:
        return Meaning("DATE", None)
    first, last = days
    step = {"D": 1, "W": 7}[unit]
    found = add_days(first, step * (nth - 1)) if isinstance(nth, int) else last
    return Meaning("DATE", value_of(found, unit)) if found and found <= last else None


def _weekday_from(base: date | None, weekday: Value, direction: int, *, same: bool) -> date | None:
    """The first such weekday (Monday is 1) after or before a day, that day itself included if `same`."""
    if base is None or not isinstance(weekday, int):
        return None
    days = (weekday - base.isoweekday()) * direction % 7
    return add_days(base, (days or (0 if same else 7)) * direction)


def _weekday(expression: Expression, context: Context) -> date | None:
    number, today = expression["weekday"], context.today
    if number is None:  # beside a clock time
        number = expression["alone"] or expression["after"] or expression["closed"]
    pointer, week = deictic(expression), deictic(expression, "week")
    if week:
        monday = add_days(today, 7 * week.offset - today.isoweekday() + 1) if today else None
        return _weekday_from(monday, number, 1, same=True)
    if pointer and pointer.told:
        return _weekday_from(context.day or context.told, number, pointer.offset or -1, same=not pointer.offset)
    if pointer and pointer.offset:
        return _weekday_from(today, number, pointer.offset, same=False)
    ahead = context.tense != "past" if pointer else context.tense in ("future", "present")
    return _weekday_from(today, number, 1 if ahead else -1, same=True)


def weekday(expression: Expression, context: Context) -> Meaning | None:
    """Friday morning; last Wednesday; the previous Friday; Monday of next week.

    A weekday alone is the last one up to the day of publication, or, told of in the present or future, the next.
    """
    return _dated(_weekday(expression, context), expression["daypart"] or expression["partof"])


def today(expression: Expression, context: Context) -> Meaning | None:
    """Yesterday morning, late today, mid-afternoon tomorrow, the day before yesterday."""
    count, side = expression["today"], expression["side"] or 0
    found = None
    if context.today and isinstance(count, int) and isinstance(side, int):
        found = add_days(context.today, count + side)
    return _dated(found, expression["before"] or expression["daypart"])


def tonight(expression: Expression, context: Context) -> Meaning | None:
    """Tonight, overnight: the night of the day of publication."""
    return _dated(context.today, "NI")


def daypart(expression: Expression, context: Context) -> Meaning | None:
    """Last night, this morning, the next morning, that evening."""
    pointer = deictic(expression)
    base = context.today
    if pointer is None or pointer.told or "the" in expression.parts:
        base = context.near or context.day or base
    found = add_days(base, pointer.offset if pointer else 0) if base else None
    return _dated(found, expression["daypart"])


def holiday(expression: Expression, context: Context) -> Meaning | None:
    """Thanksgiving Day, last Christmas, Easter 2014."""
    name, year = str(expression["holiday"]), expression["year"]
    if isinstance(year, int):
        return _dated(calendar.holiday(name, year))
    days = [day for day in (calendar.holiday(name, y) for y in years_around(context)) if day]
    pointer = deictic(expression)
    if pointer and pointer.offset and context.today:
        days = [day for day in days if (day - context.today).days * pointer.offset > 0]
    return _dated(nearest((day.isoformat() for day in days), context))


def clock(expression: Expression, context: Context) -> Meaning | None:
    """9 a.m. EST Tuesday; 1800 GMT; noon Saturday; 4 in the morning.

    The day is the one named with it, or else the last one named in the sentence, or else that of publication.
    """
    time = _time_of_day(expression)
    if time is None:
        return None
    name = expression["zone"] or expression["itszone"]
    zone = ZONES.get(str(name)) if name else None
    base: date | str | None = context.near or context.today
    if "month" in expression.parts or "itsmonth" in expression.parts:
        month = expression["month"] or expression["itsmonth"]
        number, year = expression["day"] or expression["dayfirst"], expression["year"]
        if not isinstance(month, int) or not isinstance(number, int):
            return None
        base = (
            make_day(year, month, number)
            if isinstance(year, int)
            else _day_of_month(expression, context, month, number)
        )
    elif any(part in expression.parts for part in ("alone", "after", "closed")):
        base = _weekday(expression, context)
    elif isinstance(expression["today"], int):
        base = add_days(context.today, expression["today"]) if context.today else None
    return Meaning("TIME", f"{base or ''}T{time}{'Z' if zone == 0 else ''}", zone=zone)


def _time_of_day(expression: Expression) -> str | None:
    """Hour and minute on the clock of 24 hours, or `None` where the numbers are none."""
    if "noon" in expression.parts:
        return str(expression["noon"])
    face = next(expression[part] for part in ("clock", "dayclock", "zoned", "bare") if part in expression.parts)
    if isinstance(face, float):
        text = f"{face:.2f}"
    elif "zoned" in expression.parts and len(str(face)) > 2 and ":" not in str(face):
        text = f"{str(face)[:-2]}:{str(face)[-2:]}"
    else:
        text = str(face)
    hour_text, _, minute_text = text.replace(".", ":").partition(":")
    if not hour_text.isdigit() or len(hour_text) > 2:
        return None
    hour, minute = int(hour_text), int(minute_text[:2] or 0)
    part = str(expression["daypart"] or expression["partofday"] or "")
    meridian = expression["meridian"] or (part and ("a" if part == "MO" else "p"))
    if hour > 24 or minute > 59 or (expression["meridian"] and not 0 < hour < 13):
        return None
    if meridian == "p" and hour < 12:
        hour += 12
    elif meridian == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"
