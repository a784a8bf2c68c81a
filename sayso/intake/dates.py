"""Dates as publishers write them, to ISO 8601."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?<!\d)(?P<{0}>[0-3]?[0-9])(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?P<{0}>(?:19|20)[0-9][0-9]|[0-9][0-9])(?![\d:])"
# A calendar date in words, with its year or without: "14 March 2024", "14 MAR 89", "March 14, 2024", "Aug. 24".
# Named groups are numbered so that the whole may stand inside a longer pattern.
WRITTEN_DATE = (
    rf"(?:{_DAY.format('d1')}\s+(?P<m1>{_MONTH})(?:,?\s+{_YEAR.format('y1')})?"
    rf"|(?P<m2>{_MONTH})\s+{_DAY.format('d2')}(?:,?\s+{_YEAR.format('y2')})?)"
)
_WRITTEN = re.compile(rf"\b{WRITTEN_DATE}", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(?:(?P<y>\d{4})[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)|(\d\d?)[/.](\d\d?)[/.](\d{4}))(?!\d)")
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.IGNORECASE
)
_LONGEST = 100  # characters; no date is longer


def iso_date(written: str) -> str | None:
    """The date, or the date and time, in ISO 8601; `None` where it is not a single certain day.

    ISO 8601 stays as it is written; mail dates, dates in English words and dates in figures are
    converted. "03/04/2024" may be in March or in April, and is therefore `None`; so is a month alone.
    """
    written = written.strip()
    if not written or len(written) > _LONGEST:
        return None
    return _from_iso(written) or _from_mail(written) or _from_words(written) or _from_figures(written)


def day_of(match: re.Match[str]) -> str | None:
    """The ISO 8601 day of a match of `WRITTEN_DATE`; `None` without a year, or if no such day exists.

    Two figures of a year are of 1970 to 2069, as in POSIX.
    """
    part = match.groupdict()
    year = part["y1"] or part["y2"]
    if not year:
        return None
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 70 else 2000)
    month = _MONTHS.index((part["m1"] or part["m2"])[:3].lower()) + 1
    return _day(full, month, int(part["d1"] or part["d2"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_iso(written: str) -> str | None:
    if not _ISO.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment.isoformat() if " " in written else written  # ISO 8601 asks for a T between day and time


def _from_mail(written: str) -> str | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    # The mail parser takes much for a date; a genuine one has its time of day.
    return moment.isoformat() if re.search(r"\d\d?:\d\d", written) else None


def _from_words(written: str) -> str | None:
    found = {day for match in _WRITTEN.finditer(written) if (day := day_of(match))}
    return found.pop() if len(found) == 1 else None


def _from_figures(written: str) -> str | None:
    match = _NUMERIC.search(written)
    if not match:
        return None
    if match["y"]:
        return _day(int(match["y"]), int(match["m"]), int(match["d"]))
    first, second, year = (int(match[i]) for i in (4, 5, 6))
    if first == second or second > 12:
        return _day(year, first, second)
    return _day(year, second, first) if first > 12 else None
