"""Numbers that are somebody's age."""

from sayso.extraction.amounts.case import Case
from sayso.extraction.amounts.context import is_plural, words

_OLDEST = 120
_GROWN = 10
#: As far before an age as what tells that it is one.
_CLAUSE = 6
#: Words of the longest name of a place.
_NAME = 5


def is_age(case: Case) -> bool:
    """Aged 43, a 43-year-old, "Ali, 19,", "a driver, 20, was held", children under five, a man of 26, she is 77."""
    if case.figure.unit in words("times", "units"):
        return _old(case)
    if not case.bare or case.value > _OLDEST:
        return False
    return is_said(case) or _limit(case) or _apposed(case) or _of_person(case) or _reached(case)


def _old(case: Case) -> bool:
    tokens, end = case.tokens, case.figure.end
    beyond = tokens[end + tokens.hyphen(end)].lower
    return beyond in ("old", "olds", "older", "younger") or tokens.lowers(end, end + 2) == ("of", "age")


def is_said(case: Case) -> bool:
    """ "Aged 43", "ages 5 to 11", "at the age of 43", "turned 50", "as young as five"."""
    at = case.before - 1
    if case.tokens[at].lower == "as" and case.tokens[at - 1].lower in ("young", "old") and case.bare:
        return not case.counts
    at -= case.tokens[at].lower in ("between", "from", "of", "at", "just", "only", ":")
    return case.tokens[at].lower in words("ages", "before") and not case.counts


def _limit(case: Case) -> bool:
    """ "Children under five", "those infected were under 5", "all over 60"; but "people under 40 tents" counts."""
    if not case.hedged or case.tokens[case.before].lower not in words("ages", "limits") or case.counts:
        return False
    left = case.left.lower
    if left in words("ages", "people") or left in ("oldest", "youngest"):
        return True
    if left not in words("ages", "mostly"):
        return False
    if left not in words("ages", "being"):
        return case.closes
    before = {token.lower for token in case.clause(case.before - 1, _CLAUSE)}
    if before and before <= words("ages", "parts"):  # "a third are over 60"
        return True
    people = words("ages", "people") | words("ages", "sorts") | {"they", "them"}
    return bool(before & people) and not before & words("ages", "tolls")


def _apposed(case: Case) -> bool:
    """ "Ali, 19,", "Ali, 19." and "Lena Ortiz (43)"; "a driver, 20,"."""
    tokens, noun = case.tokens, case.tokens[case.before - 2]
    if case.hedged or case.figure.ranged or noun.kind != "word" or tokens[case.before - 3].kind == "number":
        return False
    capital = noun.text[0].isupper()
    if case.number.kind == "word" and capital and _is_place(case):
        return False
    if case.left.lower == "(":
        named = capital and tokens[case.before - 3].text[:1].isupper()
        return named and case.right.lower == ")" and case.value >= _GROWN
    if case.left.lower != ",":
        return False
    if not capital:
        person = noun.lower in words("ages", "person")
        closed = case.right.lower == "," or (case.closes and person)
        return closed and (person or case.value >= _GROWN) and not is_plural(noun.lower)
    return case.closes or (case.right.lower == "and" and tokens[case.figure.end + 1].text[:1].isupper())


def _is_place(case: Case) -> bool:
    """Whether the capitals before the comma follow a preposition of place: "a second, on Deir Amra, nine"."""
    at = case.before - 2
    while at > case.before - 2 - _NAME and case.tokens[at].text[:1].isupper():
        at -= 1
    return case.tokens[at].lower in ("in", "at", "on", "near")


def _of_person(case: Case) -> bool:
    """ "A man of 26", "she is 77"."""
    if case.hedged or (not case.closes and case.right.lower not in ("with", "who", "and", "when")):
        return False
    before = case.tokens[case.before - 2].lower
    if case.left.lower == "of":
        return before in words("ages", "person") and case.value >= _GROWN
    return case.left.lower in words("ages", "being") and before in words("ages", "subjects")


def _reached(case: Case) -> bool:
    """ "The oldest of them is 61", "he left school at 14", "until they are 40"; "At 14, she"."""
    before, left = case.clause(case.before - 1, _CLAUSE), case.left.lower
    if left in ("at", "by") and not before and not case.hedged:
        return case.tokens[case.figure.end + (case.right.lower == ",")].lower in ("he", "she", "i")
    if not case.closes:
        return False
    if left == "at":
        said = {token.lower for token in before}  # "put the number of dead at 13" tells no age
        return (
            not case.hedged and not said.isdisjoint(words("ages", "deeds")) and said.isdisjoint(words("ages", "tolls"))
        )
    if left not in words("ages", "being"):
        return False
    whose = before[-2].lower if len(before) > 1 else ""
    return any(token.lower in words("ages", "extremes") for token in before) or whose in words("ages", "when")
