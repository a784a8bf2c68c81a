"""Numbers in words, and lengths of time as TIMEX3 durations."""

from collections.abc import Iterable

from sayso.extraction.timex.words import Value


def number(values: Iterable[Value]) -> float | None:
    """The number that words say ("two hundred", "nineteen ninety-four", "a dozen"); `None` for "several"."""
    total = current = 0.0
    words = list(values)
    if "few" in words or "several" in words or "many" in words:
        return None
    if words in (["a"], ["an"]):
        return 1
    half = "half" in words
    if half:
        words = words[: words.index("and")]
    for word in words:
        if word == "dozen":
            current = max(current, 1) * 12
        elif not isinstance(word, int | float):
            continue
        elif word == 100:
            current = max(current, 1) * 100
        elif word == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif 10 <= current < 100 and current % 10 == 0 and word < 10:
            current += word
        elif 10 <= current < 100 and word >= 10:
            current = current * 100 + word
        else:
            current += word
    return total + current + (0.5 if half else 0)


def _plain(amount: float) -> str:
    return str(int(amount)) if amount == int(amount) else f"{amount:.10g}"


_FINER = {"TM": (60, "TS"), "TH": (60, "TM"), "D": (24, "TH"), "Y": (12, "M"), "10Y": (10, "Y"), "100Y": (100, "Y")}
_MULTIPLE = {"2W": (2, "W"), "Q": (3, "M"), "10Y": (10, "Y"), "100Y": (100, "Y")}
_UNKNOWN = {"10Y": "DE", "100Y": "CE", "2W": "W"}


def duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of a length of time; an amount of `None` is unknown ("PXD")."""
    if amount is None:
        letters = _UNKNOWN.get(unit, unit)
        return f"PTX{letters[1]}" if letters[0] == "T" else f"PX{letters}"
    if 0 < amount < 1 and unit in _FINER:
        times, unit = _FINER[unit]
        amount *= times
    elif amount % 1 and unit in ("TH", "TM"):
        times, finer = _FINER[unit]
        return f"PT{int(amount)}{unit[1]}{_plain(amount % 1 * times)}{finer[1]}"
    times, unit = _MULTIPLE.get(unit, (1, unit))
    return f"PT{_plain(amount * times)}{unit[1]}" if unit[0] == "T" else f"P{_plain(amount * times)}{unit}"
