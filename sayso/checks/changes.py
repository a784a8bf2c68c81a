"""Changes: whether what was before and what is now differ by the amount that is stated."""

import re
from collections.abc import Iterator
from itertools import chain
from math import inf
from typing import NamedTuple

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.intervals import Interval
from sayso.checks.outline import WORD, Figure, Outline, as_unit, counted
from sayso.checks.wholes import GAP, following, is_more, preceding
from sayso.checks.words import either

_UP, _DOWN = either("changes", "up"), either("changes", "down")
_BY = f"(?:{_UP}|{_DOWN})"
_THAN = either("changes", "than")
_HIGHER = either("changes", "higher")
_FEW = f"(?:{WORD} ){{0,5}}?"
_LITTLE = f"(?: {WORD}){{0,3}}?"
_MID = f"{GAP}{{0,50}}?"
_A, _B, _C = "(?P<a>[NPX])", f"{_FEW}(?P<b>[NPR])", f"{_FEW}(?P<c>[NPR])"
_CORES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bfrom {_B}{_MID} to {_C}",  # "from 12 last year to 15"
        rf"\bto {_C}{_MID},? (?:up |down )?from {_B}",  # "to 15 from 12"
        rf"(?P<c>[NPR]){_MID}[,(—]? ?(?:up|down) from {_B}",  # "15, up from 12"
        rf"(?P<c>[NPR]){_MID},? (?:compared with|compared to|against) {_B}",
        rf"{_A}{_LITTLE} to {_C}{_MID},? from {_B}",  # "rose 20% to 60 from 50"
        rf"(?P<c>[NPR]){_MID}[,(—] ?{_FEW}{_BY} {_FEW}{_A}{_LITTLE} {_THAN} {_B}",  # "60, up 20% from last year's 50"
        rf"(?P<c>[NPR]){_MID}(?:,|—| \(|is|was|were|are) ?{_FEW}{_A}{_LITTLE} {_HIGHER}(?: {WORD})? {_THAN} {_B}",
        rf"{_BY} (?:by )?{_FEW}{_A}{_LITTLE} (?:on|from|over),? {_B}{_MID} to {_C}",  # "up 20% on last year's 50 to 60"
        rf"(?P<b>[NPR]){GAP}{{0,90}}?\b(?:now|today|currently|at present) {_FEW}(?P<c>[NPR])",  # "40 in May, now 50"
        rf"(?P<b>[NPR]){GAP}{{0,90}}?(?P<c>[NPR])(?: {WORD}){{0,3}} (?:now|today|currently|at present)\b",  # "50 now"
        rf"{_A}{_LITTLE},? from {_B}{_MID} to {_C}",  # "by 3 from 12 to 15"
        rf"\b{_BY} {_FEW}(?P<b>[NPR])(?: {WORD}){{0,5}} by {_A}{_LITTLE},? to {_C}",  # "cut its 14 sailings by 5, to 9"
    )
)
#: "10 more than last year's 50", of a figure before it.
_MORE = re.compile(rf"{_A}{_LITTLE} {_HIGHER}(?: {WORD})? {_THAN} {_B}")
#: "The 30 staff fell by 10 to 20".
_BY_TO = re.compile(rf"(?P<b>[NPR]){_MID} {_BY} (?:by )?{_FEW}{_A}{_LITTLE},? to {_C}")
#: Any two figures, which an amount after them may compare.
_LOOSE = re.compile(rf"(?P<b>[NPR]){GAP}{{0,90}}?(?P<c>[NPR])")
#: From the figures of a change to the amount after them: ", a rise of 3".
_AMOUNT = re.compile(
    rf"^{GAP}{{0,70}}?(?:[,(—;:]|S ?(?:that|this|which|it|the)\b){GAP}{{0,40}}?\b{_BY}\b"
    rf"(?:,[^A-Z,]{{0,60}}, (?=of|by))?(?: ?(?:of|by|in {WORD} of|just|only|some|about))* ?\Z"
)
#: To an amount with its direction behind it: ", 3 more".
_BEHIND = re.compile(rf"^{GAP}{{0,60}}?(?:,|—| \(|;)(?: (?:that is|or|which is|a total of|some|about|just))* ?\Z")
_DIRECTED = re.compile(rf"^(?: {WORD}){{0,2}} {either('changes', 'higher')}(?=$|[,.;:)—]| than\b| in\b)")
#: And to the same amount in other words: ", or 25%".
_ALSO = re.compile(rf"^(?: {WORD}){{0,2}}(?:,| \(| or)(?: (?:or|about|some|nearly|which is|that is|a {_BY} of))* ?\Z")
#: To what was added: "after 3 more were found".
_AFTER = re.compile(rf"^{GAP}{{0,60}}? (?:after|when|as|with)(?: (?:the|another|a further|finding|discovery|of))* \Z")
#: That a figure ahead of those of a change is its amount: "rose by 3 from 12 to 15".
_BY_BEFORE = re.compile(rf"\b(?:by|{_UP}|{_DOWN})(?: {WORD}){{0,4}} \Z")
_SIGN = re.compile(rf"(?P<up>\b{_UP}\b|\+)|(?P<down>\b{_DOWN}\b)")
_TIMES = re.compile(
    rf"(?P<rough>\b(?:nearly|almost|about|roughly|more than|over) )?\b"
    rf"(?P<times>(?:doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|es))\b{GAP}{{0,40}}?\b"
    rf"(?:from {_B}{_MID} to {_C}|to {_FEW}(?P<now>[NPR]){_MID} from {_FEW}(?P<was>[NPR]))"
)
#: "90 homes, twice as many as the 45 of last year".
_AS_MANY = re.compile(
    rf"(?P<now>[NR]){GAP}{{0,60}}?\b(?P<rough>nearly |almost |about |roughly |more than |over )?"
    rf"(?P<times>twice|double|half|(?:three|four|five|ten) times)(?: as (?:many|much|high|big|large|long))?"
    rf"(?: {WORD})? (?:as |the )+(?:{WORD} ){{0,4}}(?P<was>[NR])"
)
_FACTORS = {
    "twice": 2.0,
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "quadr": 4.0,
    "halve": 0.5,
    "halvi": 0.5,
    "half": 0.5,
    "three": 3.0,
    "four ": 4.0,
    "five ": 5.0,
    "ten t": 10.0,
}


class Change(NamedTuple):
    """What was before and what is now, with an amount between them if the words give it there."""

    before: Figure
    now: Figure
    amount: Figure


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
            if match[0].startswith("from "):
                yield from _difference(outline, before, now)
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
    for now in outline.figures:
        for amount in _amounts(outline, now):
            for before in preceding(outline, now, 3, "[LB]") if amount.kind == "P" else ():
                finding = _change(outline, Change(before, now, amount), sure=False) if _alike(before, now) else None
                if finding and finding.agrees:
                    yield finding
                    break
    for match in _BY_TO.finditer(outline.text):
        change = Change(*(outline.at[match.start(group)] for group in "bca"))
        finding = _change(outline, change, sure=False) if _alike(change.before, change.now) else None
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


def _difference(outline: Outline, before: Figure, now: Figure) -> Iterator[Finding]:
    """The count, earlier in the report, that is just what a change adds or takes: "500 came; from 1,200 to 1,700"."""
    first = min(before.order, now.order)
    for amount in reversed(outline.figures[max(0, first - 12) : first]):
        low, high = amount.meant
        if amount.kind == "N" == now.kind and low == high and len(f"{low:.0f}".rstrip("0")) > 2 and counted(amount):
            gap = abs(now.meant.low - before.meant.low)
            if gap == low and counted(now) and counted(before) and before.meant.low == before.meant.high:
                text = f"from {said(before)} to {said(now)} is {'up' if now.meant.low > before.meant.low else 'down'}"
                yield Finding("change", True, (before, now, amount), f"{text} {with_unit(said(amount), before.unit)}")
                return


def _alike(before: Figure, now: Figure) -> bool:
    one, other = before.quantity.measure, now.quantity.measure
    kinds = {before.kind, now.kind}
    return (
        (len(kinds) == 1 or kinds == {"N", "R"})
        and _in_unit(now, before.unit) is not None
        and (one == other or None in (one, other))
    )


def _in_unit(figure: Figure, unit: str | None) -> Interval | None:
    """What a figure is in a unit; one that was said of each before need not say so again: "€2 a kilo, now €3"."""
    one, other = (name or "" for name in (figure.unit, unit))
    if one and other and ("/" in one) != ("/" in other) and one.partition("/")[0] == other.partition("/")[0]:
        return figure.meant
    return as_unit(figure, unit)


def _amounts(outline: Outline, last: Figure) -> Iterator[Figure]:
    """The amounts that follow the figures of a change: "a rise of 3, or 25%"."""
    pattern = _AMOUNT
    for amount in outline.figures[last.order + 1 : last.order + 4]:
        gap = outline.between(outline.figures[amount.order - 1], amount)
        behind = amount.order == last.order + 1 and _BEHIND.match(gap) and _DIRECTED.match(amount.after)
        if amount.kind not in "NPX" or not (behind or pattern.match(gap)):
            return
        yield amount
        pattern = _ALSO


def _change(outline: Outline, change: Change, *, sure: bool) -> Finding | None:
    before, now, amount = change
    if amount.order in (before.order, now.order):
        return None
    stated = amount.rounded
    was, is_ = before.meant, _in_unit(now, before.unit)
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
    if exact.low == -inf or (exact.high == inf and not sure):
        return None
    agrees = wide.meets(stated)
    if not agrees and amount.at < min(before.at, now.at) and not _BY_BEFORE.search(amount.before):
        return None
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
    start = min(before.at, now.at, amount.at)
    near = outline.text[max(0, start - 80) : amount.at]
    signs = list(_SIGN.finditer(re.split("[SLB]", near)[-1] if start == amount.at else near))
    if not signs:
        return now.meant.high < before.meant.low
    return signs[-1]["down"] is not None


def _multiples(outline: Outline) -> Iterator[Finding]:
    """Whether what doubled is twice as much."""
    for match in chain(_TIMES.finditer(outline.text), _AS_MANY.finditer(outline.text)):
        one, other = ("b", "c") if match.groupdict().get("b") else ("was", "now")
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
