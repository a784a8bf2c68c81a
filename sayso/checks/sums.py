"""Sums and remainders: whether parts make up their whole, and whether what is left is the rest."""

import re
from collections.abc import Iterable, Iterator

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.intervals import Interval
from sayso.checks.outline import Figure, Outline, as_unit, told
from sayso.checks.wholes import FEW, Whole, fits, following, preceding
from sayso.checks.words import either

_REST_BEFORE = re.compile(
    rf"\b{either('rest', 'before')}(?:[,:(]| —)?(?: (?:some|only|just|behind|are|is|was|were|being|him|her|them|it|with|of|the))*(?: [a-zß-ɏ\d'-]+)? ?\Z"
)
_REST_AFTER = re.compile(
    rf"^(?: (?!left\b)[a-zß-ɏ\d'-]+){{0,4}}? (?:(?:that|which|who|are|were|is|was|have|has|had|been|still|just|only|be|to) )*"
    rf"(?:{either('rest', 'still')}\b|{either('rest', 'after')}(?=$|[,.;:—)\"]| (?:in|to|on|at|with|for|and|out|un\w+|over|behind|by|still|of|after)\b))"
)
_REST = re.compile(r"\b(?:the (?:other|remaining)|the (?:rest|others|remainder),) \Z")
_WORSE = re.compile(rf"^(?: [a-zß-ɏ\d'-]+)? {either('rest', 'worse')}\b")
_ALL_BUT = re.compile(rf"\ball but (?:[a-zß-ɏ\d'-]+ )?(N)(?: [a-zß-ɏ\d'-]+){{0,2}} of {FEW}(N)")


def total(parts: tuple[Figure, ...], unit: str | None) -> Interval | None:
    """The sum of figures in a unit, but for rounding; None where one of them is in no such unit."""
    sum_ = Interval(0.0, 0.0)
    for part in parts:
        meant = as_unit(part, unit)
        meant = part.meant if meant is None else meant
        sum_ = sum_.plus(meant)
    return sum_


def sums(lists: Iterable[Whole]) -> Iterator[Finding]:
    """Whether parts make up their whole.

    Parts that need not be all of it ("including") agree when they make it up, disagree when they are more.
    """
    for whole, parts, closed in lists:
        if whole in parts:
            continue
        sum_ = total(parts, whole.unit)
        if sum_ is None:
            continue
        slack = whole.slack + sum(part.slack for part in parts)
        agrees = sum_.widened(slack).meets(whole.meant)
        if not agrees and closed and not _close(sum_, whole.meant):
            continue
        if agrees and (len(parts) > 1) or not agrees and (closed or sum_.low > whole.meant.high):
            if len(parts) == 1 and (agrees or closed or whole.unit is None or whole.unit != parts[0].unit):
                continue
            if not agrees and not all(told(figure) for figure in (whole, *parts)):
                continue
            kinds = {part.unit for part in parts} | {whole.unit}
            if not agrees and not closed and len(kinds - {None}) > 1:
                continue
            added = " + ".join(said(part) for part in parts)
            unit = whole.unit or parts[0].unit
            made = "" if len(parts) == 1 else f" = {span(sum_)}"
            shown = with_unit(said(whole), unit)
            if agrees:
                same = span(sum_) == said(whole)
                text = f"{added} = {shown}" if same else f"{added}{made}, said to be {shown}"
            else:
                text = f"{added}{made}, not {shown}"
            yield Finding("sum", agrees, (whole, *parts), text)


def _close(one: Interval, other: Interval) -> bool:
    """Whether two amounts are near enough to be a right and a wrong sum of the same things."""
    return one.low <= 2 * other.high and other.low <= 2 * one.high


def is_rest(outline: Outline, figure: Figure) -> bool:
    """Whether the words say that a figure is what is left."""
    after = figure.after
    return bool(_REST_AFTER.match(after) or (_REST_BEFORE.search(figure.before) and not _WORSE.match(after)))


def remainders(outline: Outline, paired: dict[int, Figure]) -> Iterator[Finding]:
    """Whether the rest is what its whole and the other parts leave."""
    for match in _ALL_BUT.finditer(outline.text):
        part, whole = outline.at[match.start(1)], outline.at[match.start(2)]
        for rest in following(outline, whole, 1):
            if (
                rest.kind == "N"
                and fits(whole, rest)
                and re.search(r"[,(—:] ?(?:or |that is |some )?$", rest.before)
            ):
                yield _remainder(whole, (part,), rest)
    for rest in outline.figures:
        if rest.kind == "N" and is_rest(outline, rest):
            yield from _left(outline, paired, rest)


def _left(outline: Outline, paired: dict[int, Figure], rest: Figure) -> Iterator[Finding]:
    near = [figure for figure in preceding(outline, rest, 8, "B") if figure.kind == "N"]
    own = paired.get(rest.order)
    later = next(
        (figure for figure in following(outline, rest, 1) if fits(rest, figure) or figure.unit == rest.unit), None
    )
    for part in near:
        whole = paired.get(part.order)
        if (
            whole is None
            or not fits(whole, rest)
            or whole.order == rest.order
            or whole.kind != "N"
            or (own and own != whole)
        ):
            continue
        parts = tuple(
            figure
            for figure in reversed(near)
            if figure.order not in (whole.order, rest.order)
            and (
                figure.order >= part.order
                and fits(whole, figure)
                and figure.unit == rest.unit
                or figure.order == part.order
            )
        )
        first = _remainder(whole, parts, rest)
        only = _remainder(whole, (part,), rest)
        if not first.agrees and later and later.kind == "N" and re.search(r"\band\b", outline.between(rest, later)):
            yield from (found for found in sums([Whole(whole, (*parts, rest, later), closed=True)]) if found.agrees)
        else:
            yield only if only.agrees and not first.agrees else first
        return
    if own and near:
        for part in near:
            if part != own and fits(own, part) and (only := _remainder(own, (part,), rest)).agrees:
                yield only
                return
    alike = [figure for figure in near if figure.unit == rest.unit][:3]
    if len(alike) > 1 and near[:2] == alike[:2] and rest.unit and _REST.search(rest.before):
        part, whole = alike[:2]  # "30 schools. 18 have reopened; the other 12 are shut."
        if (
            whole.order + 2 == rest.order
            and whole.meant.low > part.meant.high
            and "L" not in outline.between(whole, rest)
        ):
            yield _remainder(whole, (part,), rest)
            return
    for part, whole in ((one, other) for one in alike for other in alike if one != other):
        if whole.meant.low > part.meant.high and (found := _remainder(whole, (part,), rest)).agrees:
            yield found
            return


def _remainder(whole: Figure, parts: tuple[Figure, ...], rest: Figure) -> Finding:
    if len(parts) > 1:
        return next(iter(sums([Whole(whole, (*parts, rest), closed=True)])))
    unit = whole.unit or rest.unit
    taken = Interval(0.0, 0.0)
    slack = whole.slack + rest.slack
    for part in parts:
        meant = as_unit(part, unit)
        taken = taken.plus(meant if meant is not None else part.meant)
        slack += part.slack
    left = whole.meant.minus(taken)
    stated = as_unit(rest, unit)
    agrees = left.widened(slack).meets(stated if stated is not None else rest.meant)
    sum_ = " - ".join(said(figure) for figure in (whole, *parts))
    shown = with_unit(span(left), unit)
    if agrees:
        text = f"{sum_} = {shown}" + ("" if span(left) == said(rest) else f", said to be {said(rest)}")
    else:
        text = f"{sum_} = {shown}, not {said(rest)}"
    return Finding("remainder", agrees, (whole, *parts, rest), text)
