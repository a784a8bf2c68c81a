"""The words of time: each word of a text becomes one kind and one value, for the grammar to match on."""

import re
from typing import NamedTuple

Value = str | int | float | None

_split = str.split  # keeps the word lists below readable

MONTHS = _split("january february march april may june july august september october november december")
WEEKDAYS = _split("monday tuesday wednesday thursday friday saturday sunday")
SMALL_NUMBERS = _split(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _split("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS = _split("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
ORDINALS += _split("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")

# Minutes east of Greenwich. Abbreviations that two continents share are read as American newspapers use them.
ZONES = {
    "GMT": 0, "UTC": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "IST": 330,
    "JST": 540, "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "PT": -480,
}  # fmt: skip

# Month-day, or for feasts that move, the name of the rule in `calendar.holiday`.
HOLIDAYS = {
    "new year's day": "01-01", "new year's eve": "12-31", "new year's": "01-01", "valentine's day": "02-14",
    "st patrick's day": "03-17", "st. patrick's day": "03-17", "may day": "05-01", "fourth of july": "07-04",
    "independence day": "07-04", "halloween": "10-31", "veterans day": "11-11", "armistice day": "11-11",
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "boxing day": "12-26",
    "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving", "memorial day": "memorial",
    "labor day": "labor", "good friday": "good-friday", "easter": "easter", "easter sunday": "easter",
    "easter monday": "easter-monday", "palm sunday": "palm-sunday",
}  # fmt: skip


def _lexicon() -> dict[str, tuple[str, Value]]:
    words: dict[str, tuple[str, Value]] = {}

    def put(kind: str, entries: str) -> None:
        """Entries are "word" or "word=value"; a number is stored as one, a lone word is its own value."""
        for entry in entries.split():
            word, _, value = entry.partition("=")
            number = value.removeprefix("-").isdigit()
            words[word] = (kind, int(value) if number else (value or word))

    for i, month in enumerate(MONTHS, 1):
        words[month] = ("MONTH", i)
        words.setdefault(month[:3], ("MONTH", i))
    words["sept"] = ("MONTH", 9)
    for i, weekday in enumerate(WEEKDAYS, 1):
        words[weekday], words[weekday + "s"] = ("WEEKDAY", i), ("WEEKDAYS", i)
        words[weekday[:3]] = ("SHORTDAY", i)
    put("SHORTDAY", "tues=2 weds=3 thur=4 thurs=4")
    for i, number in enumerate(SMALL_NUMBERS, 1):
        words[number] = ("WORDNUM", i)
    for i, ten in enumerate(TENS, 2):
        words[ten] = ("WORDNUM", i * 10)
        words[ten[:-1] + "ies"] = ("DECADE", i * 10)
    put("MANYFOLD", "dozen hundred=100 thousand=1000")
    for i, ordinal in enumerate(ORDINALS, 1):
        words[ordinal] = ("ORDINAL", i)
    put("UNIT", "minute=TM hour=TH day=D night=D fortnight=2W month=M decade=10Y")
    put("UNITS", "seconds=TS minutes=TM hours=TH days=D nights=D weeks=W fortnights=2W months=M years=Y yrs=Y")
    put("QUARTERS", "quarters=Q")
    put("UNITS", "decades=10Y centuries=100Y")
    put("WEEK", "week=W")
    put("YEARUNIT", "year=Y")
    put("QUARTER", "quarter=Q")
    put("CENTURY", "century=100Y")
    put("PERIOD", "period")
    put("HALF", "half")
    put("SEASON", "spring=SP summer=SU autumn=FA fall=FA winter=WI")
    put("SEASONS", "springs=SP summers=SU autumns=FA winters=WI")
    put("DAYPART", "morning=MO afternoon=AF evening=EV night=NI")
    put("DAYPARTS", "mornings=MO afternoons=AF evenings=EV nights=NI")
    put("WEEKEND", "weekend=WE")
    put("WEEKENDS", "weekends=WE")
    put("NOON", "noon=12:00 midday=12:00 midnight=24:00")
    put("A", "a an")
    put("THE", "the")
    for word in _split("of in and or so at on to than from as"):
        put(word.upper(), word)
    put("LAST", "last")
    put("FINAL", "final")
    put("PAST", "past")
    put("THIS", "this")
    put("NEXT", "next")
    put("COMING", "coming upcoming")
    put("PREVIOUS", "previous preceding prior")
    put("FOLLOWING", "following subsequent ensuing")
    put("SAME", "same")
    put("THAT", "that")
    put("THESE", "these")
    put("THEN", "then")
    put("ANOTHER", "another additional")
    put("CURRENT", "current present")
    put("LATEST", "latest")
    put("RECENT", "recent")
    put("EACH", "each every")
    put("OTHER", "other alternate")
    put("EARLY", "early=start late=end mid=mid")
    put("EDGE", "beginning=start start=start end=end close=end middle=mid")
    put("EARLIER", "earlier=-1")
    put("LATER", "later=1")
    put("AGO", "ago=-1")
    put("BEFORE", "before=-1")
    put("AFTER", "after=1")
    put("HENCE", "hence=1")
    put("NOW", "now")
    put("FEW", "few several many")
    put("COUPLE", "couple=2")
    put("ABOUT", "about around almost nearly over roughly approximately")
    put("MORE", "more less fewer")
    put("LEAST", "least most")
    put("TODAY", "today=0 yesterday=-1 tomorrow=1")
    put("TONIGHT", "tonight=0 overnight=0")
    put("EVERYTIME", "hourly=PT1H daily=P1D nightly=P1D weekly=P1W monthly=P1M quarterly=P3M yearly=P1Y annually=P1Y")
    put("EVERYTIME", "annual=P1Y fortnightly=P2W biweekly=P2W")
    put("TWICE", "once twice thrice")
    put("TIMES", "times")
    put("TIME", "time")
    put("POSSIBLE", "possible")
    put("OLD", "old")
    put("LONG", "long")
    put("SHORT", "short medium")
    put("TERM", "term")
    put("DATE", "date")
    put("LASTING", "hourlong=TH daylong=D weeklong=W monthlong=M yearlong=Y decadelong=10Y")
    put("FISCAL", "fiscal financial calendar full")
    put("COMPARABLE", "comparable corresponding")
    put("PRESENTLY", "currently nowadays presently")
    put("LATELY", "recently lately")
    put("PREVIOUSLY", "previously formerly")
    put("SOON", "soon shortly")
    put("FUTURE", "future")
    put("RIGHT", "right")
    put("NEAR", "near distant foreseeable immediate")
    put("MOMENT", "moment")
    put("ENDED", "ended ending")
    put("AHEAD", "ahead")
    put("SINCE", "since until till during through between by for")
    return words


_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "–": "HYPHEN", "'": "APOSTROPHE", "’": "APOSTROPHE", "‘": "APOSTROPHE",
    "$": "MONEY", "£": "MONEY", "€": "MONEY", "%": "PERCENT", "(": "OPEN", ")": "CLOSE",
}  # fmt: skip

_PIECE = re.compile(
    r"(?P<word>[^\W\d_]+)"
    r"|(?P<gap>\n\s*\n)"
    r"|(?P<possessive>[’']s(?!\w))"
    r"|(?P<iso>[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?)?(?!\d))"
    r"|(?P<fraction>(?:\d{1,3}[ -])?[1-9]/[2-9](?![\d/]))"
    r"|(?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/]))"
    r"|(?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d))"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<decade>(?:\d{2})?\d0[’']?s(?!\w))"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<mark>[^\s\w]|_)"
)
# Words that are one only together. Tried where a word starts that may open one.
_TOGETHER = re.compile(
    r"(?P<holiday>New Year[’']s(?: Day| Eve)?|Christmas(?: Day| Eve)?|Thanksgiving(?: Day)?"
    r"|Easter(?: Sunday| Monday)?|Halloween|(?:Boxing|May|Memorial|Labor|Veterans|Armistice|Independence"
    r"|Valentine[’']s|St\.? Patrick[’']s) Day|Good Friday|Palm Sunday|Fourth of July)\b"
    r"|(?P<meridian>[AaPp](?:\.[Mm]\.?|[Mm])(?!\w))"
    r"|(?P<quartername>Q[1-4]\b)"
    r"|(?P<oclock>o[’']clock\b)"
)
_OPENERS = frozenset(
    _split(
        "New Christmas Thanksgiving Easter Halloween Boxing May Memorial Labor Veterans Armistice Independence "
        "Valentine St Good Palm Fourth a A p P am pm AM PM Pm o Q"
    )
)

_EXTRA_KINDS = _split(
    "WORD NAME HOLIDAY ISODATE SLASHDATE CLOCK ORDINALDAY DAYNUMBER YEAR DIGITS MERIDIAN QUARTERNAME OCLOCK POSSESSIVE "
    "BREAK MARK ZONE MAYBEMONTH"
)
_LEXICON = _lexicon()
KINDS = sorted({kind for kind, _ in _LEXICON.values()} | set(_MARKS.values()) | set(_EXTRA_KINDS))
# One character a kind, so that a text's kinds are a string and the grammar is a regular expression over it.
CODE = {kind: chr(0x100 + i) for i, kind in enumerate(KINDS)}


def _table() -> dict[str, tuple[str, Value]]:
    """Code and value by the word as written. Months and weekdays count only with a capital."""
    table: dict[str, tuple[str, Value]] = {zone: (CODE["ZONE"], zone) for zone in ZONES}
    for word, (kind, value) in _LEXICON.items():
        named = kind in ("MONTH", "WEEKDAY", "WEEKDAYS", "SHORTDAY")
        if not named:
            table[word] = (CODE[kind], value)
        for written in (word.capitalize(), word.upper()):
            # "May" and "March" are words, "Jan" and "Mar" names as well: sure only beside a number.
            maybe = word in ("may", "march", "mar", "jan", "dec")
            table.setdefault(written, (CODE["MAYBEMONTH" if maybe else kind], value))
    return table


_TABLE = _table()
_DOTTED = frozenset(CODE[kind] for kind in ("MONTH", "MAYBEMONTH", "SHORTDAY"))
_SURE_AFTER = frozenset(CODE[kind] for kind in ("IN", "OF", "SINCE", "EARLY", "LAST", "THIS", "NEXT", "COMING"))
_WHOLE_NAMES = frozenset([*MONTHS, *WEEKDAYS])


class Words(NamedTuple):
    """The words of one text in order. `codes` holds one character for the kind of each; the lists run beside it."""

    codes: str
    values: list[Value]
    starts: list[int]
    ends: list[int]


def _number(text: str) -> tuple[str, Value]:
    if text.isascii() and text.isdigit():
        if len(text) <= 2 and 1 <= int(text) <= 31:
            return "DAYNUMBER", int(text)
        if len(text) == 4 and 1700 <= int(text) <= 2199:
            return "YEAR", int(text)
        return "DIGITS", text if text[0] == "0" or len(text) > 9 else int(text)
    try:
        return "DIGITS", float(text.replace(",", "")[:12])
    except ValueError:  # "1.2.3" is an outline or an address
        return "MARK", None


def _other(group: str, piece: str) -> tuple[str, Value]:
    """Kind and value of a piece that is not a plain word."""
    match group:
        case "number":
            return _number(piece)
        case "mark":
            return _MARKS.get(piece, "MARK"), None
        case "fraction":
            whole, _, part = piece.replace("-", " ").rpartition(" ")
            return "DIGITS", int(whole or 0) + int(part[0]) / int(part[2])
        case "ordinal":
            return "ORDINALDAY", int(piece[:-2])
        case "decade":
            return "DECADE", int(piece.rstrip("’'s"))
        case "holiday":
            return "HOLIDAY", HOLIDAYS[piece.lower().replace("’", "'").replace("st.", "st")]
        case "meridian":
            return "MERIDIAN", piece[0].lower()
        case "quartername":
            return "QUARTERNAME", int(piece[1])
        case "gap":
            return "BREAK", None
    return {"iso": "ISODATE", "slash": "SLASHDATE"}.get(group, group.upper()), piece


def read_words(text: str) -> Words:
    """Cut the text into words and say of each what it has to do with time. Linear in the text."""
    codes: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    ends: list[int] = []
    unknown, name = (CODE["WORD"], None), (CODE["NAME"], None)
    position = 0
    while match := _PIECE.search(text, position):
        piece, group = match.group(), match.lastgroup
        start, position = match.span()
        if group == "word":
            if piece in _OPENERS and (longer := _TOGETHER.match(text, start)):
                position = longer.end()
                kind, value = _other(str(longer.lastgroup), longer.group())
                code = CODE[kind]
            else:
                code, value = _TABLE.get(piece) or (name if piece[0].isupper() else unknown)
                if code == CODE["MAYBEMONTH"] and codes and codes[-1] in _SURE_AFTER and not piece.isupper():
                    code = CODE["MONTH"]
        else:
            kind, value = _other(str(group), piece)
            code = CODE[kind]
            touching = bool(codes) and ends[-1] == start
            if kind == "DOT" and touching and codes[-1] in _DOTTED:
                if text[starts[-1] : start].lower() not in _WHOLE_NAMES:
                    codes[-1] = CODE["MONTH"] if codes[-1] != CODE["SHORTDAY"] else codes[-1]
                    ends[-1] = position
                    continue
            elif kind == "HYPHEN" and not (touching and text[position : position + 1].isalnum()):
                code = CODE["MARK"]
        codes.append(code)
        values.append(value)
        starts.append(start)
        ends.append(position)
    return Words("".join(codes), values, starts, ends)
