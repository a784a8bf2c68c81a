"""The words that relate figures, from `data/relations.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads((files("sayso") / "data" / "relations.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of words and phrases."""
    listed: str = _lists()[section][name]
    return frozenset(phrase.strip() for phrase in listed.split(","))


@cache
def abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence."""
    listed: str = _lists()["abbreviations"]
    return frozenset(word.strip() for word in listed.split(","))


@cache
def either(section: str, name: str) -> str:
    """A regular expression for any phrase of a list, the longest first."""
    phrases = sorted(words(section, name), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(re.escape, phrases)) + ")"
