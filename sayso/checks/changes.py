"""Changes: whether what was before and what is now differ by the amount that is stated."""

import re
from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.intervals import Interval
from sayso.checks.outline import Figure, Outline, as_unit
from sayso.checks.wholes import GAP, following, is_more, preceding
from sayso.checks.words import either

_W = r"(?:[a-zß-ɏ\d'-]+ ){0,5}?"
_BY = rf"(?:{either('changes', 'up')}|{either('changes', 'down')})"
_THAN = r"(?:on|from|over|compared with|compared to|against|than|than in|than the)"
_TO = rf"(?:to|by|and is now|now)"
_CORES = tuple(
    re.compile(pattern)
    for pattern in (
        # "from 12 last year to 15"
        rf"\bfrom {_W}(?P<b>[NPR]){GAP}{{0,50}}? to {_W}(?P<c>[NPR])",
        # "to 15 from 12", "15, up from 12"
        rf"\bto {_W}(?P<c>[NPR]){GAP}{{0,50}}?,? (?:up |down )?from {_W}(?P<b>[NPR])",
        rf"(?P<c>[NPR]){GAP}{{0,60}}?[,(—]? ?(?:up|down) from {_W}(?P<b>[NPR])",
        rf"(?P<c>[NPR]){GAP}{{0,60}}?,? (?:compared with|compared to|against) {_W}(?P<b>[NPR])",
        # "rose 20% to 60 from 50", "60, up 20% from last year's 50"
        rf"(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,3}}? to {_W}(?P<c>[NPR]){GAP}{{0,50}}?,? from {_W}(?P<b>[NPR])",
        rf"(?P<c>[NPR]){GAP}{{0,60}}?[,(—] ?{_W}{_BY} {_W}(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,3}}? {_THAN} {_W}(?P<b>[NPR])",
        rf"(?P<c>[NPR]){GAP}{{0,60}}?(?:,|—| \(|is|was|were|are) ?{_W}(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,3}}? (?:more|fewer|less|higher|lower|above|below|up|down)(?: [a-zß-ɏ\d'-]+)? {_THAN} {_W}(?P<b>[NPR])",
        # "up 20% on last year's 50 to 60"
        rf"{_BY} (?:by )?{_W}(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,2}}? (?:on|from|over),? {_W}(?P<b>[NPR]){GAP}{{0,50}}? to {_W}(?P<c>[NPR])",
        # "from 12 to 15" after the amount: "rose by 3 from 12 to 15"
        rf"(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,3}}?,? from {_W}(?P<b>[NPR]){GAP}{{0,50}}? to {_W}(?P<c>[NPR])",
    )
)
_AFTER = re.compile(rf"^{GAP}{{0,60}}? (?:after|when|as|with)(?: (?:the|another|a further|finding|discovery|of))* \Z")
_MORE = re.compile(
    rf"(?P<a>[NPX])(?: [a-zß-ɏ\d'-]+){{0,3}}? (?:more|fewer|less|higher|lower|above|below|up|down)(?: [a-zß-ɏ\d'-]+)? {_THAN} {_W}(?P<b>[NPR])"
)
_LOOSE = re.compile(rf"(?P<b>[NPR]){GAP}{{0,90}}?(?P<c>[NPR])")
_AMOUNT = re.compile(
    rf"^{GAP}{{0,70}}?(?:[,(—;:]|S ?(?:that|this|which|it|the)\b){GAP}{{0,40}}?\b(?:{_BY})\b(?: (?:of|by|in [a-zß-ɏ\d'-]+ of|just|only|some|about))* ?\Z"
)
_SIGN = re.compile(rf"(?P<up>\b{either('changes', 'up')}\b|\+)|(?P<down>\b{either('changes', 'down')}\b)")
_ALSO = re.compile(
    r"^(?: [a-zß-ɏ\d'-]+){0,2}(?:,? or|,| \(|,? which is|,? that is|,? equal to) ?(?:a (?:rise|fall|drop|increase|decrease|cut|gain|loss) of )?(?:or |about |some |nearly )?\Z"
)
_TIMES = re.compile(
    rf"(?P<rough>\b(?:nearly|almost|about|roughly|more than|over) )?\b(?P<times>doubl(?:ed|ing|es)|tripl(?:ed|ing)|trebl(?:ed|ing)|quadrupl(?:ed|ing)|halv(?:ed|ing))\b{GAP}{{0,40}}?\b"
    rf"(?:from {_W}(?P<b>[NPR]){GAP}{{0,50}}? to {_W}(?P<c>[NPR])|to {_W}(?P<c2>[NPR]){GAP}{{0,50}}? from {_W}(?P<b2>[NPR]))"
)
_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadr": 4.0, "halve": 0.5, "halvi": 0.5}


class Change(NamedTuple):
    """What was before and what is now, with an amount between them if the words give it there."""

    before: Figure
    now: Figure
    amount: Figure | None


def changes(outline: Outline) -> Iterator[Finding]:
    """Whether the figures before and after a change fit its amount."""
    for pattern in _CORES:
        for match in pattern.finditer(outline.text):
            groups = match.groupdict()
            before, now = outline.at[match.start("b")], outline.at[match.start("c")]
            if not _alike(before, now):
                continue
            amounts = [outline.at[match.start("a")]] if groups.get("a") else []
            last = outline.figures[max(before.order, now.order, *(amount.order for amount in amounts))]
            for amount in (*amounts, *_amounts(outline, last)):
                if finding := _change(outline, Change(before, now, amount), sure=True):
                    yield finding
            for amount in following(outline, last, 1):
                if is_more(outline, amount) and _AFTER.match(outline.between(last, amount)):
                    finding = _change(outline, Change(before, now, amount), sure=True)
                    if finding and finding.agrees:
                        yield finding
    for match in _LOOSE.finditer(outline.text):
        before, now = outline.at[match.start("b")], outline.at[match.start("c")]
        if _alike(before, now):
            for amount in _amounts(outline, now):
                finding = _change(outline, Change(before, now, amount), sure=False)
                if finding and finding.agrees:
                    yield finding
    for match in _MORE.finditer(outline.text):
        amount, before = outline.at[match.start("a")], outline.at[match.start("b")]
        for now in preceding(outline, amount, 5, "B"):
            finding = _change(outline, Change(before, now, amount), sure=False) if _alike(before, now) else None
            if finding and finding.agrees:
                yield finding
                break
    yield from _multiples(outline)


def moved(outline: Outline) -> set[int]:
    """The orders of all figures that a change goes from or to."""
    return {
        outline.at[match.start(group)].order
        for pattern in _CORES
        for match in pattern.finditer(outline.text)
        for group in match.groupdict()
        if match[group]
    }


def _alike(before: Figure, now: Figure) -> bool:
    return (
        before.kind == now.kind
        and as_unit(now, before.unit) is not None
        and before.quantity.measure in (None, now.quantity.measure)
        or now.quantity.measure is None
    )


def _amounts(outline: Outline, last: Figure) -> Iterator[Figure]:
    """The amounts that follow the figures of a change: "a rise of 3, or 25%"."""
    pattern = _AMOUNT
    for amount in outline.figures[last.order + 1 : last.order + 4]:
        if amount.kind not in "NPX" or not pattern.match(outline.between(outline.figures[amount.order - 1], amount)):
            return
        yield amount
        pattern = _ALSO


def _change(outline: Outline, change: Change, *, sure: bool) -> Finding | None:
    before, now, amount = change
    if amount is None or amount.order in (before.order, now.order):
        return None
    stated = amount.rounded
    was, is_ = before.meant, as_unit(now, before.unit)
    if is_ is None:
        return None
    slack = before.slack + now.slack
    falls = _falls(outline, change)
    difference = is_.minus(was) if not falls else was.minus(is_)
    unit = before.unit
    if amount.kind == "P":
        hundred = Interval(100.0, 100.0)
        wide = difference.widened(slack).over(was.widened(before.slack)).times(hundred)
        exact = difference.over(was).times(hundred)
        unit = "percent"
    else:
        if amount.kind == "X":
            if before.kind != "P":
                return None
            unit = "percentage point"
            slack = min(before.slack, 0.05) + min(
                now.slack, 0.05
            )  # whole percentages are set against each other as they are
        elif before.kind == "P" or (changed := as_unit(amount, before.unit, rounded=True)) is None:
            return None
        else:
            stated = changed
        wide, exact = difference.widened(slack), difference
    if exact.low == -inf or exact.high == inf and not sure:
        return None
    agrees = wide.meets(stated)
    way = "down" if falls else "up"
    text = f"from {said(before)} to {said(now)} is {way} {with_unit(span(exact), unit)}"
    if not agrees:
        text += f", not {said(amount)}" + ("%" if amount.kind == "P" else "")
    elif span(exact) != said(amount):
        text += f", said to be {said(amount)}" + ("%" if amount.kind == "P" else "")
    return Finding("change", agrees, (before, now, amount), text)


def _falls(outline: Outline, change: Change) -> bool:
    """Whether the words say that the change goes down; where they say nothing, what the figures say."""
    before, now, amount = change
    assert amount is not None
    start = min(before.at, now.at, amount.at)
    near = outline.text[max(0, start - 80) : amount.at]
    signs = [match for match in _SIGN.finditer(re.split("[SLB]", near)[-1] if start == amount.at else near)]
    if not signs:
        return now.meant.high < before.meant.low
    return signs[-1]["down"] is not None


def _multiples(outline: Outline) -> Iterator[Finding]:
    """Whether what doubled is twice as much."""
    for match in _TIMES.finditer(outline.text):
        one, other = ("b", "c") if match["b"] else ("b2", "c2")
        before, now = outline.at[match.start(one)], outline.at[match.start(other)]
        is_ = as_unit(now, before.unit)
        if is_ is None or not _alike(before, now):
            continue
        factor = _FACTORS[match["times"][:5]]
        grows = factor > 1
        room = {
            None: (0.95, 1.05),
            "nearly ": (0.8, 1.0),
            "almost ": (0.8, 1.0),
            "more than ": (1.0, inf),
            "over ": (1.0, inf),
        }
        low, high = room.get(match["rough"], (0.9, 1.1))
        if not grows:  # almost halved is more than half, more than halved is less
            low, high = (1 / high, 1 / low)
        agrees = is_.widened(now.slack).over(before.rounded).meets(Interval(factor * low, factor * high))
        text = f"{said(now)} is {span(is_.over(before.meant))} times {said(before)}" + (
            "" if agrees else f", not {span(Interval(factor, factor))} times"
        )
        yield Finding("change", agrees, (before, now), text)
