"""Words that are vague by themselves, from `data/hedges.toml`."""

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

Bounds = tuple[Fraction, Fraction]


class Vague(NamedTuple):
    """Vague words: their tokens to their bounds and whether they need a power of ten; and plurals without a number."""

    words: dict[tuple[str, ...], tuple[Fraction, Fraction | None, bool]]
    plurals: dict[str, Bounds]
    firsts: frozenset[str]
    longest: int

    def begins(self, word: str) -> bool:
        """Whether vague words may begin so."""
        return word in self.firsts


@cache
def hedge_data() -> dict[str, Any]:
    """The table of hedges and vague words as it stands in the file."""
    return tomllib.loads((files("sayso") / "data" / "hedges.toml").read_text(encoding="utf-8"))


@cache
def load_vague() -> Vague:
    """The vague words of the package."""
    words: dict[tuple[str, ...], tuple[Fraction, Fraction | None, bool]] = {}
    for group in hedge_data()["vague"]:
        high = Fraction(group["high"]) if "high" in group else None
        for phrase in group["words"].split("|"):
            words[tuple(phrase.split())] = (Fraction(group["low"]), high, group.get("power", False))
    plurals = {group["words"]: (Fraction(group["low"]), Fraction(group["high"])) for group in hedge_data()["plural"]}
    firsts = frozenset(phrase[0] for phrase in words)
    return Vague(words, plurals, firsts, max(map(len, words)))
