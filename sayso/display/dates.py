"""Dates in words: what a person reads instead of ISO 8601 and TIMEX3."""

import re
from datetime import date

from sayso.reading import Time

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|AU|WI|W\d\d)")
_YEARS = re.compile(r"\d{4}|\d{3}|\d\d")


def date_in_words(moment: str) -> str:
    """ "14 March 2024" for an ISO 8601 date or moment; the text as it is, if it is neither."""
    day = _calendar_day(moment)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else moment


def time_in_words(time: Time, published: str | None) -> str | None:
    """When that was, in a few characters: "Wed 13 Mar", "Mar 2023", "spring 2024"; `None` if that is not known.

    The year of publication is left out. Durations and sets are no when.
    """
    if time.value is None or time.type not in ("DATE", "TIME"):
        return None
    return _point(time.value, (published or "")[:4])


def _calendar_day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def _point(value: str, current: str) -> str | None:
    if match := _DAY.match(value):
        day = _calendar_day(value)
        if day is None:
            return None
        year = "" if match[1] == current else f" {match[1]}"
        clock = f" {match[4]}" if match[4] else ""
        return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1][:3]}{year}{clock}"
    if (match := _MONTH.fullmatch(value)) and 1 <= int(match[2]) <= 12:
        return f"{_MONTHS[int(match[2]) - 1][:3]} {match[1]}"
    if match := _PART.match(value):
        name = match[2]
        if name[0] == "W" and name[1:].isdigit():
            return f"week {int(name[1:])}, {match[1]}"
        return f"{_SEASONS.get(name, name)} {match[1]}"
    if _YEARS.fullmatch(value):
        return {4: value, 3: f"{value}0s", 2: f"{value}00s"}[len(value)]
    return None
