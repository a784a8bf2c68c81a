"""Figures and checks in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.display.visible import visible
from sayso.reading import Check, Quantity, Verdict
from sayso.report import Span

# What a unit of measure says already.
_PLAIN_MEASURES = frozenset(("area", "distance", "money", "time"))
# The words of these say their interval already.
_OPEN_HEDGES = frozenset(("atleast", "upto", "between"))
# How far what is counted may stand from its figure to be shown in one go with it, and how much is shown at most.
_NEAR = 40
_LONGEST = 200
# Words shown on each side of a figure that a check rests on.
_AROUND = 5
_REACH = 80
_BREAK = re.compile(r"\n\s*\n|[.!?][\"'”’)]*(?:\s|\Z)|\n")


@dataclass(frozen=True)
class Evidence:
    """The words that a figure stands in, and whose they are."""

    words: str
    speaker: str


@dataclass(frozen=True)
class CheckRow:
    """One check: the verdict, its arithmetic in a line, the words it rests on."""

    verdict: Verdict
    explain: str
    evidence: tuple[Evidence, ...]


def figure_in_words(text: str, figure: Quantity) -> str:
    """The figure as written with what is counted, its measure where the words lack it, the interval where they hide it.

    "12 soldiers, killed", "about 60 homes, 54 to 66", and "310 (villages)" where what is counted stands elsewhere.
    """
    start, end = figure.span
    near = figure.of is not None and 0 <= figure.of.start - end <= _NEAR and "\n" not in text[end : figure.of.end]
    words = visible(text[start : min(figure.of.end if near and figure.of else end, start + _LONGEST)])
    if not near and figure.of:
        words += f" ({visible(text[slice(*figure.of)][:_LONGEST])})"
    if figure.measure and figure.measure not in _PLAIN_MEASURES and figure.measure not in words.casefold():
        words += f", {visible(figure.measure)}"
    if figure.hedge not in _OPEN_HEDGES and figure.low is not None and figure.high is not None:
        words += f", {number(figure.low)} to {number(figure.high)}" if figure.low != figure.high else ""
    return words


def number(value: float) -> str:
    """A number with thousands separators and at most two decimals: "1,200", "0.5"."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def check_row(text: str, check: Check, figures: Sequence[Quantity], speakers: Sequence[str]) -> CheckRow:
    """The row of one check; `speakers` gives for each figure who says it. Neighbours are shown together."""
    runs: list[tuple[Span, str]] = []
    for span, speaker in sorted((figure.span, speaker) for figure, speaker in zip(figures, speakers, strict=True)):
        if runs and runs[-1][1] == speaker and _neighbours(text, runs[-1][0], span):
            runs[-1] = Span(runs[-1][0].start, max(runs[-1][0].end, span.end)), speaker
        else:
            runs.append((span, speaker))
    evidence = tuple(Evidence(surroundings(text, span), speaker) for span, speaker in runs)
    return CheckRow(check.verdict, visible(check.explain), evidence)


def _neighbours(text: str, one: Span, other: Span) -> bool:
    """Whether two spans stand close together in one sentence."""
    return other.start - one.end <= _REACH and not _BREAK.search(text, one.end, other.start)


def surroundings(text: str, span: Span) -> str:
    """The span with a few words on each side, within its sentence; what was left out gives way to an ellipsis."""
    before = text[max(0, span.start - _REACH) : span.start]
    after = text[span.end : span.end + _REACH]
    breaks = list(_BREAK.finditer(before))
    whole_before = bool(breaks) or span.start <= _REACH
    before = before[breaks[-1].end() :] if breaks else before
    ends = _BREAK.search(after)
    whole_after = ends is not None or span.end + _REACH >= len(text)
    after = after[: ends.start()] if ends else after
    left, right = before.split(), after.split()
    # A word that the reach or the figure cuts is no word of its own.
    glued_left = "" if not before or before[-1].isspace() else left.pop() if left else ""
    glued_right = "" if not after or after[0].isspace() else right.pop(0) if right else ""
    if not whole_before:
        left = left[1:]
    if not whole_after:
        right = right[:-1]
    opened = "" if whole_before and len(left) <= _AROUND else "…"
    closed = "" if whole_after and len(right) <= _AROUND else "…"
    middle = f"{glued_left}{text[span.start : min(span.end, span.start + _LONGEST)]}{glued_right}"
    return visible(opened + " ".join((*left[-_AROUND:], middle, *right[:_AROUND])) + closed)
