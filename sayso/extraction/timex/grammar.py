"""The grammar of temporal expressions: regular expressions over the kinds of words, one rule for each way of speaking.

A pattern names kinds of `words` in capitals; spaces in it mean nothing. Where two rules start at one word, the
earlier one wins, so longer ways of speaking stand first. All rules run as one expression, once over the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sayso.extraction.timex.words import CODE, Value, Words
from sayso.report import Span

_MACROS = {
    "MON": "(?:MONTH | MAYBEMONTH)",
    "NUMBER": "(?:(?:DAYNUMBER | YEAR | DIGITS) MANYFOLD? | WORDNUM (?:HYPHEN? AND? (?:WORDNUM | MANYFOLD)){0,6})",
    "HALVES": "(?:NUMBER (?:HYPHEN? AND HYPHEN? A HYPHEN? HALF)?)",
    "AMOUNT": "(?:HALVES | A? COUPLE OF? | A? FEW | A MANYFOLD | A)",
    "ANYUNIT": "(?:UNIT | UNITS | WEEK | YEARUNIT | QUARTER | CENTURY)",
    "SINGLEUNIT": "(?:UNIT | WEEK | YEARUNIT | QUARTER | CENTURY)",
    "APPROX": "(?:ABOUT | MORE THAN | AT LEAST){0,2}",
    "MODIFIER": "(?:EARLY IN | THE? EARLY HYPHEN? | THE? EDGE OF | EARLIER IN? | LATER IN?)",
    "SPOKENYEAR": "(?:WORDNUM HYPHEN? (?:WORDNUM | MANYFOLD) (?:HYPHEN? WORDNUM)?)",
    "DAYOFMONTH": "(?:DAYNUMBER | ORDINALDAY)",
    "DEICTIC": "(?:LAST | PAST | THIS PAST | THIS COMING | THIS | NEXT | COMING | PREVIOUS | FOLLOWING | THAT SAME"
    " | THAT | SAME | CURRENT | LATEST)",
    "YEARREF": "(?:FISCAL? YEAR | (?:LAST | THIS | NEXT | PREVIOUS | CURRENT) FISCAL? YEARUNIT)",
    "JOINT": "(?:AND | OR | TO | HYPHEN | COMMA | SINCE)",
    "ENDS": "(?=(?:COMMA | DOT | BREAK | CLOSE | AND | POSSESSIVE)|$)",
}

# Each rule: its name (of its reading in `readings`), its pattern, and whether it is sure: that is, whether such
# words are a temporal expression even where the language model does not say so.
_RULES: tuple[tuple[str, str, bool], ...] = (
    ("iso_date", "(?P<value>ISODATE)", True),
    ("slash_date", "(?P<value>SLASHDATE)", True),
    # 9 a.m. EST Tuesday; 1800 GMT; noon Saturday; 4 in the morning
    (
        "clock",
        "ABOUT? (?:(?P<clock>CLOCK | DAYNUMBER | DIGITS | WORDNUM) (?:(?P<meridian>MERIDIAN) | OCLOCK)"
        "(?: (?:IN | AT) THE? (?P<daypart>DAYPART))? (?P<zone>ZONE)?"
        " | (?P<dayclock>CLOCK | DAYNUMBER) IN THE (?P<partofday>DAYPART)"
        " | (?P<zoned>CLOCK | YEAR | DIGITS) (?P<itszone>ZONE) | AT (?P<bare>CLOCK) (?!MERIDIAN | ZONE)"
        " | (?P<noon>NOON))"
        "(?: COMMA? ON? (?:(?:(?P<weekday>WEEKDAY | SHORTDAY) COMMA?)?"
        " (?:(?P<month>MON) (?P<day>DAYOFMONTH) | (?P<dayfirst>DAYOFMONTH) (?P<itsmonth>MON))"
        " (?:COMMA? (?P<year>YEAR))? | (?P<alone>WEEKDAY | SHORTDAY) | (?P<today>TODAY))"
        # 10:35 a.m. (0735 GMT) Friday
        " | (?=OPEN (?:CLOCK | YEAR | DIGITS) ZONE CLOSE (?P<after>WEEKDAY)) | (?=CLOSE (?P<closed>WEEKDAY)))?",
        True,
    ),
    # Friday, Oct. 23; 24 Aug; the 7th of August; 3 JAN 90; Nov. 1, 2004
    (
        "day",
        "(?:THE? (?P<partof>DAYPART) OF)?"
        "(?:(?:EARLY | LAST)? (?P<weekday>WEEKDAY | SHORTDAY) COMMA? (?:THE | ON)?)? EARLY?"
        "(?P<deictic>LAST | THIS | NEXT)?"
        "(?:(?P<month>MON) THE? (?P<day>DAYOFMONTH) (?:COMMA? (?P<year>YEAR)"
        " | (?=JOINT (?:MON? DAYOFMONTH) COMMA (?P<jointyear>YEAR)))?"
        " | THE? (?P<dayfirst>DAYOFMONTH) HYPHEN? OF? (?P<itsmonth>MON)"
        " (?:(?:COMMA | HYPHEN)? (?P<itsyear>YEAR) | APOSTROPHE? (?P<short>DIGITS)"
        "(?!PERCENT | HYPHEN | ANYUNIT | WORDNUM))?)"
        "(?: OF? (?P<ofyear>LAST | THIS | NEXT) YEARUNIT)? (?P<daypart>DAYPART)?",
        True,
    ),
    # the 3 of "3-4 March"
    ("day", "(?P<dayfirst>DAYNUMBER) (?=(?:HYPHEN | AND | TO) DAYNUMBER (?P<itsmonth>MON)"
     "(?: COMMA? (?P<jointyear>YEAR))?)", True),
    # the 25 of "April 24 and 25", "April 24-25"
    ("day_list", "(?:(?<=MON DAYNUMBER AND) | (?<=MON DAYNUMBER HYPHEN) | (?<=MON DAYNUMBER TO))"
     "(?P<day>DAYNUMBER)(?!HYPHEN | PERCENT | ANYUNIT) (?:COMMA (?P<year>YEAR))?", True),
    # the week of March 6; the first day of June; the last week of May 2012
    ("week_of", "THE? WEEK OF (?P<month>MON) (?P<day>DAYOFMONTH) (?:COMMA? (?P<year>YEAR))?", True),
    ("part_of_month", "THE? (?P<nth>ORDINAL | LAST | FINAL) (?P<unit>UNIT | WEEK) OF (?P<month>MON)"
     "(?:COMMA? (?P<year>YEAR))?", True),
    # early March 1998; January of 1998; July last year; the March of "March to May 2013"
    (
        "month_of_year",
        "(?P<modifier>MODIFIER)? (?P<month>MON) (?:COMMA? (?P<year>YEAR)"
        " | OF (?P<itsyear>YEAR) | OF? (?P<deictic>DEICTIC) (?P<unit>YEARUNIT)"
        " | (?=JOINT (?P<lastmonth>MON) COMMA? (?P<jointyear>YEAR)))",
        True,
    ),
    # last November; early March; this September
    (
        "month",
        "(?P<modifier>MODIFIER)? (?:THE (?=PREVIOUS | FOLLOWING | COMING))? (?P<deictic>DEICTIC)? (?P<month>MONTH)",
        True,
    ),
    ("month", "(?:(?P<modifier>MODIFIER) | (?P<deictic>DEICTIC)) (?P<month>MAYBEMONTH)", True),
    # the late 1980s; the nineties; the '90s; the last half of the '80s
    ("decade", "(?:THE (?:LAST | ORDINAL) HALF OF)? THE? (?P<part>EARLY HYPHEN?)?"
     "APOSTROPHE? (?P<decade>DECADE)", True),
    ("century", "THE? (?P<part>EARLY HYPHEN?)? (?P<ordinal>ORDINAL | ORDINALDAY) HYPHEN? CENTURY", True),
    # this year's third quarter; the 1988 third quarter; the second half of 1989
    (
        "quarter",
        "(?!THE ORDINAL HYPHEN) (?:THE (?:COMPARABLE)?)?"
        "(?:(?P<yearref>YEARREF) POSSESSIVE?)? (?P<ago>YEARUNIT HYPHEN (?:AGO | EARLIER))?"
        "FISCAL? HYPHEN? (?P<nth>ORDINAL | FINAL) HYPHEN? (?P<unit>QUARTER | HALF)"
        "(?: FISCAL? (?:OF | IN)? THE? (?P<itsyear>YEARREF))?(?!HYPHEN)",
        True,
    ),
    ("quarter", "(?P<name>QUARTERNAME) (?P<itsyear>YEAR)?", True),
    ("quarter", "THE? (?P<nth>LAST) (?P<unit>QUARTER | HALF) (?:OF | IN) THE? (?P<itsyear>YEARREF)", True),
    # the quarter ended Sept. 30
    (
        "quarter_ended",
        "THE? LATEST? FISCAL? QUARTER (?=ENDED ON? (?:(?P<month>MON) (?P<day>DAYOFMONTH)?"
        " | (?P<dayfirst>DAYOFMONTH) OF? (?P<itsmonth>MON)) (?:COMMA? (?P<year>YEAR))?)",
        True,
    ),
    ("year_period", "THE? (?P<year>YEAR) (?:PERIOD | QUARTER)", True),
    # the comparable year-ago quarter; the quarter a year ago; year-earlier
    (
        "year_ago",
        "(?:THE? COMPARABLE? YEARUNIT HYPHEN (?:AGO | EARLIER) (?:QUARTER | PERIOD | HALF)"
        " | YEARUNIT HYPHEN (?:AGO | EARLIER) | LAST YEARUNIT POSSESSIVE (?:QUARTER | PERIOD)"
        " | THE (?:QUARTER | PERIOD | COMPARABLE PERIOD | SAME PERIOD | COMPARABLE QUARTER | SAME QUARTER)"
        " (?:A YEARUNIT (?:AGO | EARLIER | BEFORE) | OF? LAST YEARUNIT))",
        True,
    ),
    ("this_period", "THE? (?:LATEST | CURRENT) PERIOD | THE QUARTER", True),
    ("this_period", "THE PERIOD", False),
    # two years ago; a week or so ago; months ago; 10 days from now
    (
        "ago",
        "APPROX (?P<amount>AMOUNT)? (?P<unit>ANYUNIT | PERIOD) (?:OR SO)? (?P<direction>AGO | HENCE | FROM NOW)",
        True,
    ),
    # the day before yesterday
    ("today", "THE (?P<day>UNIT) (?P<side>BEFORE | AFTER) (?P<today>TODAY) (?P<daypart>DAYPART)?", True),
    ("earlier", "APPROX (?P<amount>AMOUNT) (?P<unit>ANYUNIT) (?P<direction>EARLIER | LATER)", True),
    ("earlier", "(?:THE | (?P<amount>AMOUNT)) (?P<unit>ANYUNIT) (?P<direction>BEFORE | AFTER) ENDS", True),
    ("earlier", "THE (?P<unit>UNIT) (?P<direction>BEFORE | AFTER)", False),
    # Friday morning; last Wednesday; the previous Friday; Monday of next week; Friday last week
    (
        "weekday_set",
        "(?:EACH (?P<each>WEEKDAY) | (?P<weekdays>WEEKDAYS) | (?P<weekday>WEEKDAY) (?=DAYPARTS)"
        " | (?P<andday>WEEKDAY) (?=(?:AND | OR) WEEKDAY (?P<their>DAYPARTS))) (?P<daypart>DAYPART | DAYPARTS)?",
        True,
    ),
    ("weekday_set", "(?:EACH (?P<each>WEEKEND) | (?P<weekdays>WEEKENDS))", True),
    (
        "weekday",
        "(?:THE? (?P<partof>DAYPART) OF)?"
        "(?:EARLY | EARLIER | LATER)? (?:THE (?=PREVIOUS | FOLLOWING | COMING))? (?P<deictic>DEICTIC)?"
        "(?P<weekday>WEEKDAY) (?:EARLY? (?P<daypart>DAYPART))?"
        "(?: OF? (?P<week>LAST | THIS | NEXT) WEEK)?",
        True,
    ),
    # today; yesterday morning; tonight; late yesterday
    ("today", "(?:EARLY | EARLIER | LATER)? (?:(?:EARLY HYPHEN)? (?P<before>DAYPART))?"
     "(?P<today>TODAY) (?:EARLY? (?P<daypart>DAYPART | NOON))?", True),
    ("tonight", "(?:EARLIER | LATER)? (?P<tonight>TONIGHT)", True),
    ("daypart", "(?:EARLY | EARLIER | LATER)? (?:THE (?=PREVIOUS | FOLLOWING | NEXT | SAME))? (?P<deictic>DEICTIC)"
     "(?P<daypart>DAYPART)", True),
    ("daypart", "(?P<the>THE)? (?P<daypart>DAYPART)", False),
    ("weekend", "(?P<modifier>MODIFIER)? (?:THE? (?P<deictic>DEICTIC) | THE)? WEEKEND", True),
    ("season", "(?P<modifier>MODIFIER)? (?:THE? (?P<deictic>DEICTIC) | THE)? (?P<season>SEASON) OF?"
     " (?P<year>YEAR | SPOKENYEAR)", True),
    ("season", "(?P<modifier>MODIFIER)? THE? (?P<deictic>DEICTIC) (?P<season>SEASON)", True),
    ("season", "(?P<modifier>MODIFIER)? THE? (?P<season>SEASON)", False),
    # every Friday is above; each July, every day, every two weeks, every other day, each summer, every morning
    ("each", "EACH (?P<month>MONTH)", True),
    ("each", "EACH (?P<season>SEASON)", True),
    ("each", "EACH (?P<daypart>DAYPART)", True),
    ("each", "EACH (?P<other>OTHER)? (?P<amount>NUMBER | COUPLE OF | FEW)? (?P<unit>ANYUNIT)", True),
    ("each", "(?:TWICE | NUMBER TIMES) A (?P<unit>SINGLEUNIT)", True),
    ("everytime", "(?P<set>EVERYTIME)", False),
    # 12 to 18 months, two or three days
    ("length_unknown", "THE? DEICTIC? (?:NUMBER (?:TO | OR) NUMBER | DAYNUMBER HYPHEN DAYNUMBER)"
     "(?P<unit>UNITS)", True),
    # the past three months; the next few days; the first nine months; the nine months ended
    (
        "length",
        "(?:THE | THIS)? (?P<direction>LAST | PAST | NEXT | COMING | FOLLOWING | PREVIOUS | LATEST | ORDINAL)"
        "(?P<amount>AMOUNT) MORE? (?P<unit>UNITS | SINGLEUNIT | QUARTERS) (?:OR SO)?",
        True,
    ),
    ("length", "THE (?P<amount>NUMBER) (?P<unit>UNITS) (?=ENDED)", True),
    ("length", "THE? (?:YEARUNIT HYPHEN (?:AGO | EARLIER) | COMPARABLE) (?P<amount>NUMBER) (?P<unit>UNITS)", True),
    ("seasons", "THE? (?:LAST | PAST | NEXT) (?P<amount>AMOUNT) (?P<season>SEASONS)", True),
    ("length_unknown", "(?:THE? (?P<direction>RECENT | COMING | PAST | FUTURE | LAST | NEXT)"
     "(?P<unit>UNITS | QUARTERS) (?:AND UNITS)? | THE (?P<ahead>UNITS) AHEAD)", True),
    # 1998; mid-1996; fiscal 1988; the year 2000; 1994 or later
    ("year", "(?P<modifier>MODIFIER) THE? (?P<year>YEAR)", True),
    ("year", "(?:FISCAL YEARUNIT? | THE? YEARUNIT) (?P<year>YEAR | SPOKENYEAR)", True),
    ("year", "(?P<year>YEAR) (?=HYPHEN YEAR | POSSESSIVE) | (?<=YEAR HYPHEN) (?P<second>YEAR)(?!HYPHEN)", True),
    ("year", "(?<=[IN SINCE OF]) APOSTROPHE (?P<short>DAYNUMBER | DIGITS)(?!ANYUNIT)", True),
    ("year", "(?:(?<=[IN SINCE OF FROM BEFORE AFTER TO THE A]) | (?<=YEAR [AND OR COMMA]))"
     "(?P<year>YEAR)(?: OR LATER)?(?!HYPHEN | PERCENT | ANYUNIT | MON | WORDNUM)", True),
    ("year", "(?P<year>YEAR)(?: OR LATER)?(?!HYPHEN | PERCENT | ANYUNIT | WORDNUM)", False),
    ("year", "(?P<year>SPOKENYEAR)(?!HYPHEN | ANYUNIT)", False),
    # earlier this week; next year; the current fiscal year; the end of the month; the same day
    (
        "unit",
        "(?P<modifier>MODIFIER)? (?P<the>THE)? (?P<deictic>DEICTIC) FISCAL? (?P<unit>SINGLEUNIT)"
        "(?: OR SO)?(?!HYPHEN CENTURY)",
        True,
    ),
    ("unit", "THE (?P<unit>SINGLEUNIT) (?P<beyond>BEFORE LAST | AFTER NEXT)", True),
    ("length", "THE? FISCAL? (?P<unit>YEARUNIT) (?=ENDED)", True),
    ("unit", "(?P<modifier>MODIFIER) THE FISCAL? (?P<unit>SINGLEUNIT)", True),
    ("unit", "THE (?P<fiscal>FISCAL)? (?P<unit>SINGLEUNIT)(?!HYPHEN)", False),
    ("year_end", "ABOUT? YEARUNIT (?:POSSESSIVE | HYPHEN)? EDGE", False),
    # half an hour; a year and a half; three-day; 18-month-old; a dozen years; decades-long; a three-year period
    ("length", "APPROX A? (?P<half>HALF) (?:A | HYPHEN) HYPHEN? (?P<unit>SINGLEUNIT)", True),
    ("length", "A? (?P<quarter>QUARTER) (?:HYPHEN | OF A) (?P<unit>CENTURY)", True),
    ("length", "(?P<unit>LASTING)", True),
    ("length", "APPROX (?P<amount>A | WORDNUM) (?P<unit>SINGLEUNIT) (?P<andhalf>AND A HALF)", True),
    ("length", "(?P<amount>NUMBER) (?:HYPHEN? (?P<unit>YEARUNIT) HYPHEN OLD | (?P<units>UNITS) OLD)", False),
    (
        "length",
        "(?P<amount>HALVES | FEW | COUPLE | A FEW) HYPHEN (?!YEARUNIT HYPHEN OLD) (?P<unit>ANYUNIT)"
        "(?:HYPHEN (?:LONG | OLD))?(?: PERIOD)?",
        True,
    ),
    ("length", "APPROX (?P<amount>A? FEW) (?P<unit>QUARTERS)", True),
    ("length", "(?!YEAR SINGLEUNIT) APPROX (?P<amount>HALVES | A? COUPLE OF? | A? FEW | A MANYFOLD) MORE?"
     "(?P<unit>UNITS | SINGLEUNIT | QUARTERS (?!OF))", True),
    ("length", "(?:ABOUT | MORE THAN | AT LEAST){1,2} (?P<amount>A) (?P<unit>UNIT | WEEK | YEARUNIT | CENTURY)"
     "(?!HYPHEN)", True),
    ("length", "(?P<amount>A) (?P<unit>SINGLEUNIT)(?!HYPHEN)", False),
    ("length", "ANOTHER (?P<unit>SINGLEUNIT)", False),
    ("length", "APPROX (?:(?P<unit>UNIT | WEEK | YEARUNIT) | (?P<plural>UNITS)) HYPHEN (?:LONG | OLD)", True),
    ("length", "(?P<plural>UNITS)", False),
    ("holiday", "(?P<deictic>LAST | THIS | NEXT)? (?P<holiday>HOLIDAY) (?:COMMA? (?P<year>YEAR))?", True),
    # words for past, present and future
    ("present", "RIGHT? NOW | PRESENTLY", True),
    ("present", "CURRENT | AT THE MOMENT | THIS WORD? MOMENT | THESE UNITS", False),
    ("then", "THEN", False),
    ("past", "MORE? LATELY", True),
    ("past", "PREVIOUSLY | LONG AGO | THE PAST | RECENT | (?:AT? THE | THAT) TIME | EARLIER", False),
    ("future", "A LATER DATE", True),
    ("future", "SOON | THE? NEAR? FUTURE | AS SOON AS POSSIBLE | THE? (?:NEAR | SHORT | LONG) HYPHEN? TERM", False),
    ("unit", "(?P<unit>SINGLEUNIT)", False),
    ("month", "(?P<month>MAYBEMONTH)", False),
    ("clock", "(?P<bare>CLOCK)(?!MERIDIAN)", False),
    ("day_alone", "THE (?P<day>ORDINALDAY)(?!HYPHEN)", False),
)  # fmt: skip


def _spell(pattern: str) -> str:
    """The pattern in codes: macros put in, kinds replaced, spaces taken out."""
    while (widened := re.sub(r"(?<!\(\?)\b[A-Z]+\b", lambda m: _MACROS.get(m[0], m[0]), pattern)) != pattern:
        pattern = widened
    pattern = re.sub(r"(?<!\(\?)\b[A-Z]+\b", lambda m: CODE[m[0]], pattern)
    return pattern.replace(" ", "")


# Kinds with which no expression begins. Most words are of these, and passing over them at once makes reading fast.
_NEVER_FIRST = (
    "WORD NAME MARK BREAK COMMA DOT OF IN AND OR SO ON TO FROM THAN SINCE OPEN CLOSE HYPHEN POSSESSIVE TERM DATE"
)


class Rule(NamedTuple):
    """One way of speaking; `name` is that of its reading."""

    name: str
    pattern: re.Pattern[str]
    sure: bool


def _compile() -> tuple[tuple[Rule, ...], re.Pattern[str]]:
    rules, branches = [], []
    for name, pattern, sure in _RULES:
        spelt = _spell(pattern)
        rules.append(Rule(name, re.compile(spelt), sure))
        branches.append("(" + re.sub(r"\(\?P<\w+>", "(?:", spelt) + ")")
    return tuple(rules), re.compile(f"(?![{_spell(_NEVER_FIRST)}])(?:{'|'.join(branches)})")


_COMPILED, _ANY = _compile()


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression as written: the rule that fits, and the values of its named parts."""

    span: Span
    rule: Rule
    parts: dict[str, tuple[Value, ...]]

    def __getitem__(self, part: str) -> Value:
        """The first value of a part, or `None` where the expression lacks it."""
        found = self.parts.get(part)
        return found[0] if found else None


def scan(words: Words) -> Iterator[Expression]:
    """All expressions of the text, in order, none over another. Linear in the text."""
    for match in _ANY.finditer(words.codes):
        rule = _COMPILED[(match.lastindex or 1) - 1]
        first, last = match.span()
        own = rule.pattern.match(words.codes, first)
        if own is None:
            continue
        parts = {
            name: tuple(words.values[own.start(name) : own.end(name)])
            for name in rule.pattern.groupindex
            if own.start(name) >= 0
        }
        yield Expression(Span(words.starts[first], words.ends[last - 1]), rule, parts)
