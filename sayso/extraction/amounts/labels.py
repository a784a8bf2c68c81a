"""Numbers that tell one thing from others of its kind: stall 30, Pump 3, winds of force 8, floor two."""

from sayso.extraction.amounts.case import OPENING, STOPS, Case
from sayso.extraction.amounts.context import is_plural, words

#: Labels have few digits, and words only up to twenty.
_DIGITS = 4
_WORDS = 20
_SHORTEST = 3
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
#: A shouted word as short as this is an abbreviation, not a heading's.
_ABBREVIATION = 3


def is_label(case: Case) -> bool:
    """Behind what bears numbers, listed or told by the words around it."""
    return _listed(case) or _led(case) or _alone(case)


def _listed(case: Case) -> bool:
    """Page 3, Pump 3, berth 7, pages 6; on floor two."""
    bearer = case.tokens[case.figure.first - 1]
    if {bearer.lower, bearer.lower.removesuffix("s")}.isdisjoint(words("names", "bearers")):
        return False
    capital = bearer.text[0].isupper()
    shouted = bearer.text.isupper() and len(bearer.text) > _ABBREVIATION
    counts = case.counts and case.right.lower not in words("names", "third")
    if counts and (not capital or shouted):
        return False
    if bearer.lower not in words("names", "bearers") and not _is_row(case):
        return False
    return _is_sign(case, capital) and not _is_verb(case) and not _is_subject(case)


def _is_sign(case: Case, capital: bool) -> bool:
    """Whether the number is one as labels have: digits, a capital behind a capital, a small one between other words."""
    if case.number.kind == "number" or (capital and case.number.text[0].isupper()):
        return True
    before = case.tokens[case.figure.first - 2].lower
    led = before == "of" or before in words("names", "leads") or _is_deputy(case)
    behind = _ends(case) or case.right.kind == "number" or case.right.lower == "of"
    return led and case.value <= _WORDS and behind


def _is_deputy(case: Case) -> bool:
    """Whether a possessor or an article has the number: "the union's number two", but "the dead number two"."""
    tokens, at = case.tokens, case.figure.first - 1
    owner = tokens[at - 1].lower
    possessed = owner.endswith(("'s", "’s")) or (owner == "s" and tokens[at - 2].lower in ("'", "’"))
    return tokens[at].lower == "number" and (possessed or tokens[at - 1].lower in _ARTICLES)


def _is_row(case: Case) -> bool:
    """Whether more numbers stand behind the first, as they do behind a plural: "pages 6 and 9"; but "of 12 boats 3"."""
    joined = case.right.lower in ("and", "or", "to", ",", "&") and case.tokens[case.figure.end + 1].kind == "number"
    return case.figure.ranged or joined


def _is_verb(case: Case) -> bool:
    """Whether the word before the number is a verb: "can seat 500", "the tents house 300"."""
    at = case.figure.first - 1
    if case.tokens[at].lower not in words("names", "verbs"):
        return False
    before, end = case.tokens[at - 1].lower, case.figure.end
    forced = case.right.lower == "to" and case.tokens[end + 1].kind == "word"  # "force 30 to flee"
    return forced or before in words("names", "modals") or is_plural(before)


def _is_subject(case: Case) -> bool:
    """Whether several are told of: "in the camp 40 have died"; no "pump 3 and pump 4 have", "of force 8 were"."""
    if case.right.lower not in words("names", "plural"):
        return False
    at = case.figure.first - 1
    if case.tokens[at].text[0].isupper():
        return False
    before = case.tokens[at - 1].lower
    return before != "of" and (before not in ("and", "or", ",") or case.tokens[at - 2].kind != "number")


def _led(case: Case) -> bool:
    """ "At kennel 30,": a noun in the singular between a preposition and digits that count nothing."""
    tokens, at = case.tokens, case.figure.first - 1
    if not _is_short(case) or not _is_singular(case) or tokens[at - 1].lower not in words("names", "leads"):
        return False
    if tokens[at].lower.endswith(("tion", "ment", "ance", "ence", "ity")):
        return False
    opening = tokens[at - 2]
    if opening.kind in OPENING or opening.lower in STOPS:  # "By noon 12 had died"
        return tokens[case.figure.end + (case.right.lower == ",")].lower in _ARTICLES
    return case.right.kind not in OPENING and _ends(case)


def _alone(case: Case) -> bool:
    """ "Kennel 4 is full": digits of which one thing is told, which is what stands before them."""
    return _is_short(case) and case.right.lower in words("names", "singular") and _is_singular(case)


def _is_short(case: Case) -> bool:
    return case.plain and not case.figure.ranged and len(case.number.text) <= _DIGITS


def _is_singular(case: Case) -> bool:
    """Whether a word stands before the number that may be a noun in the singular."""
    token = case.tokens[case.figure.first - 1]
    word = token.lower
    if token.kind != "word" or len(word) < _SHORTEST or is_plural(word) or word.endswith(("ed", "ing", "ly", "est")):
        return False
    if token.text.isupper():
        return False
    others = (("names", "open"), ("names", "adverbial"), ("counted", "function"), ("counted", "people"))
    known = (("change", "words"), ("ages", "people"), ("ages", "sorts"), ("names", "modals"))
    return not any(word in words(*row) for row in (*others, *known))


def _ends(case: Case) -> bool:
    return case.closes or case.right.lower in words("names", "tails")
