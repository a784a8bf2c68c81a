"""Numbers that are dates, years, times of day, or lengths of time that tell a date."""

from sayso.extraction.amounts.case import OPENING, Case
from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.numerals import numeral

_LAST_DAY = 31
_LAST_HOUR = 12
#: As far from an hour as what is done at it.
_CLAUSE = 4
_SPELLS = frozenset({"morning", "afternoon", "evening"})
_MERIDIANS = (("a", ".", "m"), ("p", ".", "m"))


def is_day(case: Case) -> bool:
    """14 March, March 14, 14-16 March, 14 and 15 March, Sept. 11, March 2024."""
    tokens, figure = case.tokens, case.figure
    right = case.right.lower
    if not case.bare:
        return False
    if _month(case, figure.end) or (right == "of" and _month(case, figure.end + 1)):
        return case.value <= _LAST_DAY
    before = tokens[figure.first - 1].lower
    if case.plain and _month(case, figure.first - 1 - (before in (".", "the"))):
        return (case.value <= _LAST_DAY or _year(case)) and not (before == "may" and case.counts)
    joined = right in ("and", "or", "to", ",") and tokens[figure.end + 1].kind == "number"
    return case.plain and joined and case.value <= _LAST_DAY and _month(case, figure.end + 2)


def is_hour(case: Case) -> bool:
    """5 p.m., 5pm, 1800 GMT, at 21.40, before nine, at 2340 hours, half past three, shuts by seven, from 8 to 6."""
    tokens, figure = case.tokens, case.figure
    if figure.unit == "hour":
        return _is_clock(case)
    if figure.unit is not None or figure.scale > 1 or figure.part:
        return False
    right = case.right
    if right.lower in words("times", "zones") or right.text in ("am", "pm", "AM", "PM"):
        return True
    if tokens.lowers(figure.end, figure.end + 3) in _MERIDIANS:
        return True
    if right.lower in ("and", "or", "to") and _is_hour_at(case, figure.end + 1):  # "at four and five o'clock"
        zone = tokens[figure.end + 2].lower
        if zone in words("times", "zones") and case.value <= _LAST_HOUR:
            return True
    hours, point, minutes = case.number.text.partition(".")
    if point and len(hours) < 3 and len(minutes) == 2 and not figure.ranged:
        return case.left.lower == "at" and float(hours) < 24 and int(minutes) < 60 and not case.counts
    if not case.bare or case.hedged or case.value > _LAST_HOUR or case.counts:
        return False
    if _is_past(case) or _is_opening(case):
        return True
    left = case.left.lower
    if left in words("times", "hours") or left in ("at", "by"):  # "at six in the morning"
        told = tokens.lowers(figure.end, figure.end + 3)
        if told[:2] == ("at", "night") or (told[:2] == ("in", "the") and told[2:] and told[2] in _SPELLS):
            return True
    if case.closes and left in words("times", "hours"):
        return True
    if left not in ("by", "at") or not (case.plain or case.number.kind == "word"):
        return False
    first = not case.clause(case.before - 1, 1)  # "By 11 the fire was out."
    if first and right.lower in ("the", "it", "he", "she", "they", "his", "her", "its", "their"):
        return True
    return (case.closes or right.lower in words("names", "tails")) and _daily(case, case.before - 1)


def _is_clock(case: Case) -> bool:
    """Four digits and "hours" that are a time of day: at 2340 hours; no "after 1200 hours of work"."""
    text = case.number.text
    if len(text) != 4 or not text.isdecimal() or case.right.lower == "of":
        return False
    told = case.tokens[case.figure.first - 1].lower in words("times", "clock")
    return told and int(text[:2]) < 24 and int(text[2:]) < 60


def _is_past(case: Case) -> bool:
    """Either number of "half past three", "a quarter to nine", "ten past four"."""
    tokens, first = case.tokens, case.figure.first
    if case.right.lower == "past":
        return numeral(tokens, case.figure.end + 1) is not None
    if tokens[first - 1].lower not in ("past", "to") or tokens[first - 2].lower not in words("times", "past"):
        return False
    return tokens[first - 1].lower == "past" or tokens[first - 2].lower == "quarter"


def _is_opening(case: Case) -> bool:
    """Either number of "from 8 to 6" that is no fall: what opens and closes, or the later hour is the lower number."""
    tokens, first, end = case.tokens, case.figure.number, case.figure.number_end
    if case.figure.ranged:
        return case.left.lower in ("from", "between") and _daily(case, case.before - 1)
    if case.left.lower in ("from", "between") and case.right.lower in ("to", "and"):
        return _is_hour_at(case, end + 1) and _daily(case, case.before - 1)
    pair = tokens[first - 3].lower, tokens[first - 1].lower
    return pair in (("from", "to"), ("between", "and")) and _is_hour_at(case, first - 2) and _daily(case, first - 3)


def _is_hour_at(case: Case, at: int) -> bool:
    found = numeral(case.tokens, at)
    return found is not None and found.end == at + 1 and found.value is not None and 0 < found.value <= _LAST_HOUR


def _daily(case: Case, at: int) -> bool:
    """Whether in the words before token `at` something is done that is done at an hour."""
    return any(token.lower in words("times", "daily") for token in case.clause(at, _CLAUSE))


def is_year(case: Case) -> bool:
    """In 2019, 500 BC, the 2019 floods, 2019-2021; no "killed 1500 people", no "some 2000 homes"."""
    if case.right.lower in words("times", "eras") and case.right.text.isupper():
        return True
    if case.left.text in ("AD", "BC") and case.plain:
        return True
    return case.plain and _year(case) and not _counts(case)


def is_anchored(case: Case) -> bool:
    """Three days ago, two weeks later, five years after that, every two hours."""
    tokens, end = case.tokens, case.figure.end
    if case.figure.unit not in words("times", "units"):
        return False
    end += 2 if tokens.lowers(end, end + 2) == ("or", "so") else 0
    end += tokens[end].lower in ("'", "’")
    right = tokens[end + tokens.hyphen(end)].lower
    if right in ("before", "after", "back", "into"):
        return case.left.lower not in words("times", "lasting")
    if right in words("times", "anchors") or tokens.lowers(end, end + 2) == ("from", "now"):
        return True
    return case.left.lower in ("every", "each")


def _month(case: Case, at: int) -> bool:
    token = case.tokens[at]
    return token.kind == "word" and token.text[0].isupper() and token.lower in words("times", "months")


def _year(case: Case) -> bool:
    text = case.number.text
    return len(text) == 4 and text.isascii() and "1000" <= text < "2200"


def _counts(case: Case) -> bool:
    """Whether four digits that may be a year count something."""
    figure, before = case.figure, case.left
    if figure.ranged and case.tokens[figure.number_end - 1].text[:2] == case.number.text[:2]:
        return False
    if case.value < 1900:
        return case.counts or case.hedged
    whole = case.value % 100 == 0
    if not case.counts:
        return case.hedged and whole and case.tokens[case.before].lower not in words("times", "years")
    if case.hedged:
        return True
    if before.lower in words("times", "years") or before.kind in OPENING:
        return whole and before.lower not in ("since", "the")
    return case.value % 10 == 0 or before.lower.endswith("ed")
