"""Readings of texts with their figures marked: "{90|home} homes", "{at least 30|30..|person|killed} people"."""

import re

from sayso.checks import check
from sayso.reading import Quantity, Reading
from sayso.report import Report, Span

_MARK = re.compile(r"\{([^{}|]*)((?:\|[^{}|]*)*)\}")
_BOUNDS = re.compile(r"(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?")
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}


def marked(text: str) -> Reading:
    """The reading of a text with figures as `{words|low..high|unit|measure}`; all but the words may be left out."""
    pieces: list[str] = []
    quantities = []
    length = last = 0
    for number, mark in enumerate(_MARK.finditer(text), start=1):
        words, *fields = (mark[1], *mark[2].split("|")[1:])
        bounds = _BOUNDS.fullmatch(fields[0]) if fields else None
        unit, measure = (*(field or None for field in fields[bounds is not None :]), None, None)[:2]
        value = _value(words)
        low, high = (float(end) if end else None for end in bounds.groups()) if bounds else (value, value)
        length += mark.start() - last
        pieces += (text[last : mark.start()], words)
        span = Span(length, length + len(words))
        hedge = "about" if words.startswith("about") else None
        quantities.append(
            Quantity(
                id=f"q{number}",
                span=span,
                low=low,
                high=high,
                value=low if low == high else value or None,
                unit=unit,
                hedge=hedge,
                measure=measure,
            )
        )
        length = span.end
        last = mark.end()
    report = Report(id="r", text="".join((*pieces, text[last:])))
    return Reading(report=report, quantities=tuple(quantities))


def checks(text: str) -> list[str]:
    """The checks of a marked text, each as its kind, verdict and the numbers of its figures: "sum agree 1 2 3"."""
    return [
        " ".join((found.kind, found.verdict, *(quantity[1:] for quantity in found.quantities)))
        for found in check(marked(text))
    ]


def _value(words: str) -> float:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    if digits is None:
        return 0.0
    scale = next((size for name, size in _SCALES.items() if re.search(rf"\d ?{name}\b", words)), 1)
    return float(digits[0].replace(",", "")) * scale
