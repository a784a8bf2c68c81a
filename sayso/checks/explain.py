"""Figures and intervals in words, for one line of arithmetic."""

from math import inf, isfinite
from typing import NamedTuple

from sayso.checks.intervals import Interval
from sayso.checks.outline import Figure
from sayso.checks.words import words
from sayso.reading import CheckKind

_IRREGULAR = {"person": "people", "foot": "feet", "inch": "inches", "child": "children", "man": "men", "woman": "women"}


class Finding(NamedTuple):
    """A check before it has an id: its figures in the order that its kind asks for."""

    kind: CheckKind
    agrees: bool
    figures: tuple[Figure, ...]
    explain: str


def number(value: float) -> str:
    """A number with thousands separators and no more than two decimals that matter."""
    if not isfinite(value):
        return "any number"
    if abs(value) >= 1e15:
        return f"{value:.3g}"
    fine = f"{value:,.2f}" if abs(value) >= 0.01 or value == 0 else f"{value:.2g}"
    return fine.rstrip("0").rstrip(".") if "." in fine and "e" not in fine else fine


def span(meant: Interval) -> str:
    """An interval: "90", "90 to 110", "30 or more", "at most 60"."""
    low, high = meant
    if low == high:
        return number(low)
    if high == inf:
        return "any number" if low == -inf else f"{number(low)} or more"
    return f"at most {number(high)}" if low <= 0 else f"{number(low)} to {number(high)}"


def said(figure: Figure) -> str:
    """A figure as it is said, without its unit: "about 100" rather than "90 to 110"."""
    value = figure.quantity.value
    if figure.quantity.hedge == "about" and value is not None:
        return f"about {_value(value)}"
    return span(figure.meant)


def _value(value: float | int) -> str:
    try:
        return number(float(value))
    except OverflowError:
        return "any number"


def with_unit(amount: str, unit: str | None) -> str:
    """An amount with its unit: "90 homes", "USD 50", "30%"."""
    if unit is None:
        return amount
    if unit == "percent":
        return f"{amount}%"
    name, slash, each = unit.partition("/")
    if name.isupper() and len(name) == 3:
        return f"{name} {amount}" + (f" per {each}" if slash else "")
    if unit in words("units", "symbols"):
        return f"{amount} {unit}"
    return f"{amount} {name if amount == '1' or name in words('units', 'symbols') else _plural(name)}" + (
        f" per {each}" if slash else ""
    )


def _plural(noun: str) -> str:
    *before, last = noun.split(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last in words("units", "unchanged") or (last.endswith("s") and not last.endswith(("ss", "us"))):
        pass
    elif last.endswith(("ss", "us", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return " ".join((*before, last))
