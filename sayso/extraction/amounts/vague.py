"""Words that are vague by themselves, from `data/hedges.toml`: several, dozens, tens of thousands, many hundreds."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from sayso.extraction.amounts.context import words
from sayso.extraction.amounts.number import Numeral
from sayso.extraction.amounts.powers import DOZEN, POWERS, powers
from sayso.extraction.amounts.tokens import Tokens

_SIZES: Mapping[str, int] = {"tens": 10, "dozens": DOZEN, "scores": 20, **{f"{word}s": POWERS[word] for word in POWERS}}
#: "Tens of thousands of millions" is as long as such words go.
_MOST = 3


class Vague(NamedTuple):
    """Vague words: phrases to their bounds and whether they need a power of ten; and plurals that have their own."""

    phrases: dict[tuple[str, ...], tuple[Fraction, Fraction | None, bool]]
    plurals: dict[str, tuple[Fraction, Fraction]]
    longest: int


@cache
def hedge_data() -> dict[str, Any]:
    """The table of hedges and vague words as it stands in the file."""
    return tomllib.loads((files("sayso") / "data" / "hedges.toml").read_text(encoding="utf-8"))


@cache
def load_vague() -> Vague:
    """The vague words of the package."""
    phrases: dict[tuple[str, ...], tuple[Fraction, Fraction | None, bool]] = {}
    for group in hedge_data()["vague"]:
        high = Fraction(group["high"]) if "high" in group else None
        for phrase in group["words"].split("|"):
            phrases[tuple(phrase.split())] = (Fraction(group["low"]), high, group.get("power", False))
    plurals = {group["words"]: (Fraction(group["low"]), Fraction(group["high"])) for group in hedge_data()["plural"]}
    return Vague(phrases, plurals, max(map(len, phrases)))


@cache
def vague_words() -> frozenset[str]:
    """The words that vague numbers begin with."""
    return frozenset(phrase[0] for phrase in load_vague().phrases) | _SIZES.keys()


def vague_at(tokens: Tokens, i: int) -> Numeral | None:
    """The vague number that begins at token `i`: several, a few hundred, dozens, a couple of million."""
    vague = load_vague()
    for length in range(vague.longest, 0, -1):
        entry = vague.phrases.get(tokens.lowers(i, i + length))
        if entry is None:
            continue
        low, high, powered = entry
        at = i + length
        scale, end = powers(tokens, at + (tokens[at].lower == "of"))
        if scale == 1:
            scale, end = _plurals(tokens, at)
        if scale == 1 and powered:
            return None
        end = end if scale > 1 else at
        value = low * scale if low == high else None
        return Numeral(i, end, low * scale, None if high is None else high * scale, value, scale, vague=True)
    return _plural_at(tokens, i)


def _plural_at(tokens: Tokens, i: int) -> Numeral | None:
    """Plurals without a number: dozens, hundreds of thousands; from two of them to the next power of ten."""
    scale, end = _plurals(tokens, i)
    if scale == 1:
        return None
    low, high = Fraction(2 * scale), Fraction(10 * scale - 1)
    if end == i + 1:
        word, after = tokens[i].lower, tokens[end].lower
        if (word == "scores" and not _are_twenties(tokens, i)) or (word == "tens" and after != "of"):
            return None
        low, high = load_vague().plurals.get(word, (low, high))
    return Numeral(i, end, low, high, None, scale, vague=True)


def _plurals(tokens: Tokens, i: int) -> tuple[int, int]:
    """The product of the plurals from token `i`, and where they end: "hundreds of thousands"; 1 for none."""
    scale, at, end = 1, i, i
    for _ in range(_MOST):
        if tokens[at].lower not in _SIZES:
            break
        scale, end = scale * _SIZES[tokens[at].lower], at + 1
        at = end + (tokens[end].lower == "of")
    return scale, end


def _are_twenties(tokens: Tokens, i: int) -> bool:
    """Whether "scores" are twenties and not results."""
    return tokens[i + 1].lower in words("parts", "twenties") and tokens[i - 1].lower not in words("parts", "results")
