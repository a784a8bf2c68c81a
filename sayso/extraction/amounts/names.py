"""Numbers that are names or parts of them: Resolution 2254, Channel 4, T-72, 12 High Street, +44 20 7946 0958."""

from sayso.extraction.amounts.case import OPENING, STOPS, Case
from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.labels import is_label
from sayso.extraction.amounts.scores import is_tally
from sayso.extraction.amounts.tokens import DASHES, Token

_WRITTEN = frozenset({"word", "number", "code", "power", "vulgar", "ratio"})
_JOINING = frozenset({"and", "or", "to", ",", "&", "through"}) | DASHES
_LEFT_SIGNS = frozenset("#@_/\\=&.:^")
_RIGHT_SIGNS = frozenset("@_=\\#^")
_QUOTES = frozenset("'’")
#: Marks that begin no sentence.
_WITHIN = frozenset(",'’&/")
_STARTING = OPENING | {"number", "code"}
_MARKS = frozenset("\"'“”‘’«»")
#: Words between an opening preposition and the capital before a number; words of a street's name.
_REACH = 4
#: As far on either side as a heading is looked at.
_HEADING = 12
_PHONE = 10**6


def is_numbered(case: Case, named: int) -> bool:
    """Whether the figure is a name or part of one; token `named` is behind the last that was, -1 for none."""
    return is_code(case) or is_phone(case) or is_name(case) or is_title(case) or _follows(case, named)


def is_code(case: Case) -> bool:
    """Glued to letters or signs: G20, T-72, 42nd, 1990s, #5, user_12, '98; or glued to more digits: 24/7."""
    return _glued_left(case) or _glued_right(case)


def _glued_left(case: Case) -> bool:
    tokens, first = case.tokens, case.figure.first
    if not tokens.glued(first):
        return False
    left = tokens[first - 1]
    if left.kind in _WRITTEN or left.lower in _LEFT_SIGNS:
        return True
    if left.lower in DASHES:
        return tokens.glued(first - 1) and tokens[first - 2].kind in ("word", "number", "code")
    if left.lower == "+":
        return case.right.kind in ("number", "code") or case.value >= _PHONE
    return left.lower in _QUOTES and case.plain and len(case.number.text) == 2 and not case.counts


def _glued_right(case: Case) -> bool:
    tokens, end = case.tokens, case.figure.end
    if not tokens.glued(end):
        return False
    right, beyond = case.right, tokens[end + 1].kind if tokens.glued(end + 1) else "end"
    if right.kind in _WRITTEN or right.lower in _RIGHT_SIGNS:
        return True
    if right.lower in _QUOTES:
        return beyond == "word"
    if right.lower in ("/", ":"):
        return beyond != "end"
    return right.lower in DASHES and beyond in ("number", "code", "ratio")


def is_phone(case: Case) -> bool:
    """Beside a code with a nought at its head (0800 123), in brackets before a number, or three digits and four."""
    tokens, figure = case.tokens, case.figure
    if not case.plain:
        return False
    beside = (tokens[figure.first - 1], tokens[figure.end])
    if any(token.kind == "code" and token.text.isdecimal() for token in beside):
        return True
    bracketed = tokens[figure.first - 1].lower == "(" and case.right.lower == ")"
    if bracketed and tokens[figure.end + 1].kind in ("number", "code"):
        return True
    last = tokens[figure.number_end - 1].text
    return figure.ranged and len(case.number.text) == 3 and len(last) == 4 and tokens.hyphen(figure.number + 1)


def is_name(case: Case) -> bool:
    """Behind what bears numbers (page 3), or a capital that is no sentence's first (Hill 402, League Two)."""
    tokens, figure = case.tokens, case.figure
    bearer = tokens[figure.first - 1]
    if case.hedged or figure.vague or figure.part:
        return False
    if bearer.lower == "." and tokens.glued(figure.first - 1):
        return case.bare and tokens[figure.first - 2].lower in words("names", "abbreviated")
    if bearer.kind != "word" or not (case.bare or _lettered(case)):
        return False
    if is_label(case) or _is_mark(case) or _is_dialled(case):
        return True
    if not bearer.text[0].isupper() or not (case.plain or case.number.text.istitle()) or case.counts:
        return False
    if bearer.lower in words("names", "open") or bearer.lower in words("change", "words"):
        return False
    if is_tally(case) or case.right.lower in words("names", "plural") or bearer.lower.endswith(("s", "ed", "ing")):
        return False
    shouting = bearer.text.isupper() and case.right.text.isupper()
    return not shouting and not _opens(case, figure.first - 1)


def _is_mark(case: Case) -> bool:
    """What an article tells of as one thing, with nothing in the plural behind: a 9 in Latin, the 4 West district."""
    article = case.tokens[case.figure.first - 1].lower
    if article not in ("a", "an", "the") or not case.plain or case.figure.ranged or case.counts:
        return False
    capital = case.right.kind == "word" and case.right.text[0].isupper() and not case.right.text.isupper()
    if article == "the":
        after = case.tokens[case.figure.end + 1]
        return capital and len(case.number.text) == 1 and after.kind == "word" and after.text.islower()
    return capital or case.closes or case.right.lower in ("in", "for")


def _is_dialled(case: Case) -> bool:
    """What an instrument is set to: "the transponder to 7700"."""
    tokens, at = case.tokens, case.figure.first - 1
    return case.plain and tokens[at].lower == "to" and tokens[at - 1].lower in words("names", "dials")


def is_title(case: Case) -> bool:
    """Written with a capital within a sentence: Nine Elms, the Dog and Two Ducks; "Forty" by itself in quotes."""
    tokens, first = case.tokens, case.figure.first
    if case.number.kind != "word" or not case.number.text.istitle() or case.number.lower in ("a", "an"):
        return False
    left, right = tokens[first - 1], case.right
    if _is_nickname(case):
        return True
    if case.bare and left.lower in _MARKS and right.lower in _MARKS:
        return True
    if _starts(case, left):
        named = right.text[:1].isupper() and tokens[case.figure.end + 1].lower in words("names", "singular")
        return named and case.number.lower != "one"
    return not _in_heading(case)


def _is_nickname(case: Case) -> bool:
    """Quoted with a capital between two names: Sol "Two Guns" Ferro."""
    tokens, first = case.tokens, case.figure.first
    before = tokens[first - 2]
    if tokens[first - 1].lower not in _MARKS or before.kind != "word" or not before.text[0].isupper():
        return False
    for at in range(case.figure.end, case.figure.end + _REACH):
        if tokens[at].lower in _MARKS:
            return tokens[at + 1].text[:1].isupper()
        if not tokens[at].text[:1].isupper():
            return False
    return False


def _starts(case: Case, left: Token) -> bool:
    """Whether the figure opens a sentence or what is quoted, behind a mark, a time or a place in capitals."""
    if left.kind in _STARTING or left.text.isupper() or (left.kind == "mark" and left.lower not in _WITHIN):
        return True
    return left.lower in _MARKS and not case.tokens.glued(case.figure.first - 1)


def _in_heading(case: Case) -> bool:
    """Whether all words around the figure have capitals, as in "Two Die as Nine Homes Burn"."""
    tokens, capitals = case.tokens, 0
    function = words("counted", "function")
    for way, start in ((-1, case.figure.first - 1), (1, case.figure.end)):
        for at in range(start, start + way * _HEADING, way):
            token = tokens[at]
            if token.kind in OPENING or token.lower in (".", "!", "?"):
                break
            if token.kind == "word" and token.lower not in function:
                if token.text[0].islower():
                    return False
                capitals += 1
    return capitals > 1


def _lettered(case: Case) -> bool:
    """Whether the unit is one letter glued to the number, and may be part of a name: Room 2B."""
    end = case.figure.end
    return end - case.figure.number_end == 1 and len(case.tokens[end - 1].text) == 1 and case.tokens.glued(end - 1)


def _opens(case: Case, at: int) -> bool:
    """Whether the capital at token `at` is a sentence's first, or ends a place that its first word leads to."""
    tokens = case.tokens
    for start in range(at, max(at - _REACH, -1), -1):
        left = tokens[start - 1]
        if left.kind in OPENING or left.lower in STOPS:
            return start == at or tokens[start].lower in words("names", "prepositions")
        if not tokens[start].text[0].isupper():
            return False
    return False


def is_address(case: Case) -> bool:
    """12 High Street, 8 Rue Haute."""
    if case.hedged or not (case.plain or (case.number.kind == "number" and case.number.text.isdecimal())):
        return False
    first = case.figure.number_end
    if case.tokens[first].lower in words("addresses", "ways"):
        return case.tokens[first].text[0].isupper()
    for at in range(first, first + _REACH):
        token = case.tokens[at]
        if token.kind != "word" or not token.text[0].isupper():
            return False
        if at > first and token.lower in words("addresses", "streets"):
            return True
    return False


def is_list_number(case: Case) -> bool:
    """At the start of a line: "1. ", "(2)", "3)"."""
    tokens, figure = case.tokens, case.figure
    if not case.plain or figure.ranged or not tokens.glued(figure.end):
        return False
    first = figure.first
    if case.right.lower == ")":
        first -= tokens[first - 1].lower == "("
        return tokens[first - 1].kind in OPENING
    return case.right.lower == "." and tokens[figure.end + 1].kind not in OPENING and tokens[first - 1].kind in OPENING


def _follows(case: Case, named: int) -> bool:
    """Whether the figure goes on a row of numbers that are names, whose last ends at token `named`: "pages 6 and 9"."""
    gap = case.figure.first - named
    if named < 0 or not case.bare or not 0 <= gap <= 2 or case.counts:
        return False
    if gap == 1 and case.tokens[named].lower == "(" and case.tokens.glued(named):  # "Article 14(2)"
        return case.right.lower == ")"
    if gap == 0:  # the groups of a telephone number
        return case.plain and not case.hedged and case.right.lower not in words("names", "plural")
    last = case.figure.first - 1
    again = gap == 2 and case.tokens[last].kind == "word" and case.tokens[last].lower == case.tokens[named - 2].lower
    before = case.tokens[named - 2]
    if case.tokens[named].lower == "," and before.kind == "word" and not before.lower.endswith(("s", "ed")):
        return case.right.lower in ("and", "or")  # "block 4, 5 and 6", but "in week 15, 45"
    return all(case.tokens[at].lower in _JOINING for at in range(named, last + (not again)))
