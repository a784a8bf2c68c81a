"""The calendar: what is published when, periods as TIMEX3 values, and the days that a value covers.

Values are those of TIMEX3: "2014", "2014-03", "2014-03-07", "2014-W10" (ISO 8601 weeks, Monday first), "2014-W10-WE",
"2014-Q1", "2014-H1", "2014-SP", "201" (a decade), "20" (a century). The seasons are those of the northern
meteorologist, and a winter has the year in which it begins: "2013-WI" is December 2013 to February 2014.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d))?(?!\d)")


class Moment(NamedTuple):
    """A day, and the minute of it where that is known (counted from midnight, as written, no zone)."""

    day: date
    minute: int | None = None


class Bounds(NamedTuple):
    """First and last day, or minute, of a value; ISO 8601."""

    begin: str
    end: str


def read_moment(text: str | None) -> Moment | None:
    """The moment that an ISO 8601 date or date-time names; `None` for anything else."""
    match = _ISO.match(text) if text else None
    if not match:
        return None
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
    try:
        moment = datetime(year, month, day, hour, minute)
    except ValueError:
        return None
    return Moment(moment.date(), hour * 60 + minute if match[4] else None)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or `None` where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date | None:
    """The day `count` days later; `None` beyond the years 1 to 9999."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day of the month `count` months later, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, unit: str, count: int) -> date | None:
    """`day` moved by `count` units: D, W, 2W, M, Q, H (half year), S (season), Y, 10Y or 100Y."""
    days = {"D": 1, "W": 7, "WE": 7, "2W": 14}
    if abs(count) > 4_000_000:
        return None
    if unit in days:
        return add_days(day, days[unit] * count)
    return add_months(day, {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "10Y": 120, "100Y": 1200}[unit] * count)


def season_of(day: date) -> str:
    """The season that the day lies in, such as "2013-WI" for January 2014."""
    name = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
    return f"{day.year - (day.month < 3):04d}-{name}"


def value_of(day: date, unit: str) -> str:
    """The period of one unit (as in `shift`) that the day lies in, as a TIMEX3 value."""
    year = f"{day.year:04d}"
    match unit:
        case "D":
            return day.isoformat()
        case "W" | "2W" | "WE":
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "WE" else "")
        case "M":
            return f"{year}-{day.month:02d}"
        case "Q":
            return f"{year}-Q{(day.month + 2) // 3}"
        case "H":
            return f"{year}-H{(day.month + 5) // 6}"
        case "S":
            return season_of(day)
        case "10Y":
            return year[:3]
        case "100Y":
            return year[:2]
        case _:
            return year


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of the month (Monday is 1), or its last where nth is -1."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def holiday(name: str, year: int) -> date | None:
    """The day of a feast in a year; `name` is "12-25", or a feast that moves, as the United States keep it."""
    match name:
        case "thanksgiving":
            return nth_weekday(year, 11, 4, 4)
        case "memorial":
            return nth_weekday(year, 5, 1, -1)
        case "labor":
            return nth_weekday(year, 9, 1, 1)
        case "easter" | "good-friday" | "easter-monday" | "palm-sunday":
            days = {"good-friday": -2, "easter-monday": 1, "palm-sunday": -7}.get(name, 0)
            return easter(year) + timedelta(days=days)
        case _:
            return make_day(year, int(name[:2]), int(name[3:]))


_PERIOD = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T(?P<time>[A-Z]{2}|\d\d(?::\d\d)?(?::\d\d)?)?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
    r"|(?P<week>\d{4}-W\d\d)(?P<weekend>-WE)?|(?P<year>\d{4})(?:-(?:(?P<month>\d\d)|(?P<part>[QH]\d|SP|SU|FA|WI)))?"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)"
)
# First and last minute of the parts of a day. No standard fixes them; these leave no gap.
_DAYPART = {
    "MO": ("06:00", "11:59"), "AF": ("12:00", "17:59"), "EV": ("18:00", "21:59"), "NI": ("18:00", "05:59"),
    "DT": ("06:00", "17:59"),
}  # fmt: skip


def period(value: str) -> tuple[date, date] | None:
    """First and last day of a calendar value; `None` for durations, sets and values with an unknown part."""
    match = _PERIOD.fullmatch(value)
    if not match:
        return None
    try:
        return _period(match)
    except (ValueError, OverflowError):  # a day, week or year that the calendar lacks
        return None


def _period(match: re.Match[str]) -> tuple[date, date]:
    if match["day"]:
        day = date.fromisoformat(match["day"])
        return day, day
    if match["week"]:
        year, week = match["week"].split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        return monday + timedelta(days=5 if match["weekend"] else 0), monday + timedelta(days=6)
    if match["year"]:
        year, part = int(match["year"]), match["part"]
        if match["month"]:
            first, months = date(year, int(match["month"]), 1), 1
        elif part is None:
            first, months = date(year, 1, 1), 12
        elif part[0] == "Q":
            first, months = date(year, int(part[1]) * 3 - 2, 1), 3
        elif part[0] == "H" and part[1].isdigit():
            first, months = date(year, int(part[1]) * 6 - 5, 1), 6
        else:
            first, months = date(year, _SEASON_MONTH[part], 1), 3
    elif match["decade"]:
        first, months = date(int(match["decade"]) * 10, 1, 1), 120
    else:
        first, months = date(int(match["century"]) * 100, 1, 1), 1200
    after = add_months(first, months)
    return first, after - timedelta(days=1) if after else date(9999, 12, 31)


def bounds(value: str | None, part: str | None = None, zone: int | None = None) -> Bounds | None:
    """First and last day of a value, or minute of a time of day; `None` where they are not known.

    `part` narrows a period longer than a day to its "start", "mid" or "end": a third of it, in whole years of a decade,
    months of a year and days of a shorter period. `zone` is minutes east of Greenwich.
    """
    days = period(value) if value else None
    if value is None or days is None:
        return None
    first, last = days
    _, clock, time = value.partition("T")
    if clock:
        return _minutes(first, time, zone)
    if part and first != last:
        first, last = _third(first, last, part)
    return Bounds(first.isoformat(), last.isoformat())


def _third(first: date, last: date, part: str) -> tuple[date, date]:
    length = (last - first).days + 1
    if length < 3:
        return first, last
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if length > 31:
        step = 12 if months > 12 else 1
        starts = [add_months(first, round(months / step * i / 3) * step) for i in range(4)]
    else:
        starts = [add_days(first, length * i // 3) for i in range(4)]
    index = ("start", "mid", "end").index(part)
    after = starts[index + 1]
    return starts[index] or first, after - timedelta(days=1) if after else last


def _minutes(day: date, time: str, zone: int | None) -> Bounds | None:
    offset = ""
    if time.endswith("Z"):
        time, offset = time[:-1], "Z"
    elif zone is not None:
        offset = f"{'-' if zone < 0 else '+'}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}"
    if time in _DAYPART:
        begin, end = _DAYPART[time]
        last = add_days(day, 1) if end < begin else day
        return Bounds(f"{day}T{begin}{offset}", f"{last}T{end}{offset}") if last else None
    if time[:2] == "24":
        after = add_days(day, 1)
        return Bounds(f"{after}T00:00{offset}", f"{after}T00:00{offset}") if after else None
    if len(time) == 2:
        return Bounds(f"{day}T{time}:00{offset}", f"{day}T{time}:59{offset}")
    if len(time) < 5:
        return None
    return Bounds(f"{day}T{time[:5]}{offset}", f"{day}T{time[:5]}{offset}")
