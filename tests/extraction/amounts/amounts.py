"""Amounts of a text as short lines: the words, the bounds, the unit."""

from sayso.extraction.amounts import Amount, read_amounts


def shown(text: str) -> list[str]:
    """Every amount as "words: low..high unit", with no number where there is no upper bound."""
    return [_line(text, amount) for amount in read_amounts(text, ())]


def bounds(text: str) -> list[str]:
    """Every amount as "low..high unit"."""
    return [line.rpartition(": ")[2] for line in shown(text)]


def only(text: str) -> Amount:
    (amount,) = read_amounts(text, ())
    return amount


def _line(text: str, amount: Amount) -> str:
    high = "" if amount.high is None else f"{amount.high:.12g}"
    interval = f"{amount.low:.12g}..{high}"
    return f"{text[slice(*amount.span)]}: {interval} {amount.unit or ''}".rstrip()
