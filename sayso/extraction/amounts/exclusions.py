"""What is no amount and no name either: dates, ages, addresses, scores, compounds, and the pronoun "one"."""

from collections.abc import Callable

from sayso.extraction.amounts.ages import is_age
from sayso.extraction.amounts.case import Case
from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.dates import is_anchored, is_day, is_hour, is_year
from sayso.extraction.amounts.names import is_address, is_list_number
from sayso.extraction.amounts.scores import is_score

#: As far behind "one" as the verb that makes it a speaker.
_SPEAKER = 4


def excluded(case: Case) -> bool:
    """Whether the figure, which is no name, is no amount for another reason."""
    return case.figure.year or any(rule(case) for rule in _RULES)


def _is_compound(case: Case) -> bool:
    """Joined by a hyphen to a word that it does not count: two-state, four-star."""
    tokens, end = case.tokens, case.figure.end
    if case.figure.unit not in (None, "time") or not tokens.hyphen(end) or tokens[end + 1].kind != "word":
        return False
    return tokens[end + 1].lower not in words("compounds", "counted")


def _is_version(case: Case) -> bool:
    """5.2 or newer, 2019 and later."""
    words_behind = case.tokens.lowers(case.figure.end, case.figure.end + 2)
    return case.bare and words_behind[0] in ("or", "and") and words_behind[1] in ("newer", "later", "earlier")


def _is_base(case: Case) -> bool:
    """What a rate is of: per 100,000, every 10 minutes."""
    return case.left.lower in ("per", "every")


def _is_pronoun(case: Case) -> bool:
    """ "One" that stands for somebody, and "one day" that is once."""
    tokens, figure, left, right = case.tokens, case.figure, case.left.lower, case.right.lower
    if figure.number_end - figure.number != 1 or case.number.lower != "one" or case.hedged:
        return False
    if figure.unit:
        return figure.unit == "day" and left not in words("one", "lengths") and not tokens.hyphen(figure.number + 1)
    if left in words("one", "before") or right in words("one", "after"):
        return True
    if case.right.kind != "word" or tokens.glued(figure.end):
        return left not in words("one", "harmed")
    if right in words("one", "adverbs") and tokens[figure.end + 1].lower.endswith("s"):
        return True
    return any(tokens[at].lower in words("one", "sayers") for at in range(figure.end, figure.end + _SPEAKER))


_RULES: tuple[Callable[[Case], bool], ...] = (
    _is_compound,
    is_age,
    is_day,
    is_hour,
    is_year,
    is_anchored,
    is_address,
    is_list_number,
    is_score,
    _is_version,
    _is_base,
    _is_pronoun,
)
