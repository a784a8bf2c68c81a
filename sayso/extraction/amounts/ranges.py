"""Ranges: two figures that are the ends of one, and two that share a unit but are not."""

from sayso.extraction.amounts.context import countable, words
from sayso.extraction.amounts.figures import Figure, figure_at
from sayso.extraction.amounts.tokens import DASHES, Tokens
from sayso.extraction.amounts.units import is_money

#: Words that may stand before the far end of a range without changing it.
_PERHAPS = frozenset({"perhaps", "maybe", "possibly", "even", "about", "around", "roughly"})
#: As far before "from" as a word of change stands.
_REACH = 20


def ends(tokens: Tokens, near: Figure) -> Figure | tuple[Figure, Figure] | None:
    """What the figure is with the one behind it: a range, or two figures of which the first takes the other's unit.

    "40 to 50 km" is a range, and so is "from 40 to 50"; "rose from 40 to 50 km" is two. `None` where it stands alone.
    """
    at = near.end
    if tokens[at].lower in DASHES and tokens.glued(at) and not tokens.glued(at + 1):
        at += tokens[at + 1].lower in ("to", "and", "or")  # 10- to 15-kilometre
    word = tokens[at].lower
    joined = tokens.hyphen(at) or word == "to" or (word == "or" and not near.part)
    if word in ("and", "&") and _between(tokens, near.first):
        joined = True
    behind = at + 1
    if joined and tokens[behind].lower in _PERHAPS:
        behind += 1
    if not joined and word not in ("and", "or", "from", "x", "by", "×"):
        return None
    far = figure_at(tokens, behind, paid=joined and is_money(near.unit))
    if far is None or near.year or far.year:
        return None
    if not joined:
        return _sharing(near, far, word)
    if near.part != far.part or (near.unit and far.unit and near.unit.split("/")[0] != far.unit.split("/")[0]):
        return None
    if is_money(near.unit) and not far.unit and word in ("to", "or") and countable(tokens, far.end):
        return None
    if near.unit == "percent" and not far.unit and word == "to":  # "rose 5 per cent to 12,000"
        return None
    near = _scaled(near._replace(unit=near.unit or far.unit), far)
    far = far._replace(unit=far.unit or near.unit)
    if word == "to" and (_changes(tokens, near.first, "from") or _is_step(tokens, near, far)):
        return near, far
    if near.high is None or (far.high is not None and near.low > far.low):
        return None
    if word == "or" and not near.vague and near.value is not None and far.value is not None and near.value == far.value:
        return None
    return far._replace(first=near.first, number=near.number, low=near.low, value=None, ranged=True)


def _scaled(near: Figure, far: Figure) -> Figure:
    """The near end with the far end's power of ten where it is written only once: "3 to 4 million"."""
    if near.scale == 1 < far.scale and near.value is not None and far.value is not None and not near.part:
        return near.scaled(far.scale) if near.value < far.value / far.scale else near
    return near


def _sharing(near: Figure, far: Figure, word: str) -> tuple[Figure, Figure] | None:
    """Two figures with one unit: "12 and 15 per cent", "to 15 from 12 per cent", "40 by 60 metres"."""
    if near.unit or not far.unit or near.part or near.vague:
        return None
    # "12 and two days later" is no "12 days"
    if (
        far.unit in words("times", "units")
        or (is_money(far.unit) and word != "and")
        or (word == "or" and far.unit != "percent")
    ):
        return None
    return near._replace(unit=far.unit), far


def _between(tokens: Tokens, first: int) -> bool:
    return tokens[first - 1].lower in ("between", "betwixt")


def _is_step(tokens: Tokens, near: Figure, far: Figure) -> bool:
    """Whether "fell by 40 to 160" is a step and where it led; "by 3 to 4 km" and "by 30 to 80 per cent" are ranges."""
    if far.unit == "percent" or near.high is None or far.low < 2 * near.high:
        return False
    return _changes(tokens, near.first, "by")


def _changes(tokens: Tokens, first: int, link: str) -> bool:
    """Whether the link stands before the token and a word of change before that, in one sentence."""
    if tokens[first - 1].lower != link:
        return False
    change = words("change", "words")
    for at in range(first - 2, max(first - 2 - _REACH, -1), -1):
        token = tokens[at]
        if token.kind == "line" or token.lower in (".", "!", "?", ";"):
            return False
        if token.lower in change:
            return True
    return False
