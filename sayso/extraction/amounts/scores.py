"""Numbers that are the scores of games: 3-0, Rovers 2, Town 0."""

from collections.abc import Iterator

from sayso.extraction.amounts.case import OPENING, Case
from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.tokens import Token

#: No side scores more; with the names of two sides between the numbers, none scores as many as this.
_HIGHEST, _HIGHEST_NAMED = 200, 30
#: As far from a score as the words that tell one.
_BEFORE, _BEHIND = 5, 3
_NEAR = 8
#: The longest row of names with numbers: a team and its substitutes.
_ROW = 60


def is_score(case: Case) -> bool:
    """Won 3-0, lost 1-2, a 2-2 draw; Rovers 2, Town 0."""
    return _is_pair(case) or _is_named(case)


def _is_pair(case: Case) -> bool:
    """Joined by a hyphen. Where the first number is the higher, the two are no range from the start."""
    tokens, figure = case.tokens, case.figure
    if not figure.ranged or not case.plain or not tokens.hyphen(figure.number + 1):
        return False
    if figure.high is None or figure.high > _HIGHEST:
        return False
    near = *range(figure.first - _BEFORE, figure.first), *range(figure.end, figure.end + _BEHIND)
    told = any(tokens[at].lower in words("scores", "words") for at in near)
    return figure.low == figure.high or (told and not case.counts)


def _is_named(case: Case) -> bool:
    """In a row of names with numbers ("Rovers 2, Town 0") that has teams in it or words of games beside it."""
    tokens, (start, end) = case.tokens, _row(case)
    row = tokens[start:end]
    numbers = [at for at, token in enumerate(row) if token.kind == "number"]
    if not numbers or any(_too_high(row[at]) for at in numbers):
        return False
    near = *row, *tokens[max(start - _NEAR, 0) : start], *tokens[end : end + _NEAR]
    parted = any(token.lower in (",", ";") for token in row[numbers[0] : numbers[1]])
    teams = [row[at - 1].lower in words("scores", "teams") for at in numbers]
    return all(teams) or (any(teams) and not parted) or not words("scores", "games").isdisjoint(_written(near))


def is_tally(case: Case) -> bool:
    """In a row of names with numbers that a line, a sentence or a colon opens: "Camp Ash 300, Camp Elm 450"."""
    start, end = _row(case)
    if start == end:
        return False
    opening = case.tokens[start - 1]
    return opening.kind in OPENING or opening.lower in (".", ":", ";")


def _row(case: Case) -> tuple[int, int]:
    """The tokens of the row of names with numbers that the figure stands in; no tokens where there is none."""
    tokens, first = case.tokens, case.figure.first
    if not case.plain or case.hedged or case.counts or not _is_capital(tokens[first - 1]):
        return first, first
    start, end = first - 1, case.figure.end
    while start > max(first - _ROW, 0) and _in_row(tokens[start - 1]):
        start -= 1
    while end < first + _ROW and _in_row(tokens[end]):
        end += 1
    numbers = [at for at in range(start, end) if tokens[at].kind == "number"]
    if len(numbers) < 2 or not all(_is_capital(tokens[at - 1]) for at in numbers):
        return first, first
    return start, end


def _written(tokens: tuple[Token, ...]) -> Iterator[str]:
    """The words, and those that hyphens join."""
    for at, token in enumerate(tokens):
        yield token.lower
        if token.lower == "-":
            yield "-".join(part.lower for part in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]))


def _in_row(token: Token) -> bool:
    return _is_capital(token) or token.kind == "number" or token.lower in (",", ";")


def _is_capital(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _too_high(token: Token) -> bool:
    return not token.text.isdecimal() or int(token.text) > _HIGHEST_NAMED
