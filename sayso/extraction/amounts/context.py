"""Words beside numbers, from `data/numbered.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.extraction.amounts.tokens import Tokens

#: As far as a counted noun stands from its number: two adjectives between.
_REACH = 3
_SHORTEST = 4


@cache
def words(table: str, row: str) -> frozenset[str]:
    """The words of one row of the data file, in lower case."""
    return frozenset(_data()[table][row].split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("sayso") / "data" / "numbered.toml").read_text(encoding="utf-8"))


def countable(tokens: Tokens, i: int) -> bool:
    """Whether a plural, with up to two words before it, begins at token `i`: what a number may count."""
    for at in range(i, i + _REACH):
        token = tokens[at]
        if token.kind != "word" or token.lower in words("counted", "function"):
            return False
        if token.lower in words("counted", "people") or is_plural(token.lower):
            return True
    return False


def is_plural(word: str) -> bool:
    """Whether the lower-case word looks like a plural."""
    return len(word) >= _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is"))
