"""Sums and remainders: whether parts make up their whole, and whether what is left is the rest."""

import re
from collections.abc import Iterable, Iterator

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.intervals import Interval, close
from sayso.checks.outline import WORD, Figure, Outline, as_unit, measured, told
from sayso.checks.wholes import FEW, Whole, fits, following, preceding
from sayso.checks.words import either

_REST_BEFORE = re.compile(
    rf"\b(?:{either('rest', 'before')}|{either('rest', 'gap')})(?:[,:(]| —)?"
    rf"(?: {either('rest', 'between')})*(?: {WORD})? ?\Z"
)
_REST_AFTER = re.compile(
    rf"^(?: (?!left\b){WORD}){{0,4}}? (?:{either('rest', 'being')} )*"
    rf"(?:{either('rest', 'still')}\b|{either('rest', 'after')}"
    rf"(?=$|[,.;:—)\"]| (?:un{WORD}|{either('rest', 'then')})\b))"
)
_REST = re.compile(
    rf"\b(?:(?:the|its|their|her|his) (?:other|remaining)|the (?:rest|others|remainder),|{either('rest', 'gap')}|"
    rf"(?:leaving|which leaves|which left)(?: (?:just|only|about|some))?) \Z"
)
#: What makes a figure one of all there is: "it has N", "N are needed".
_HELD = re.compile(rf"\b{either('rest', 'held')}(?: (?:about|some|only|just|nearly|almost|the|all|a total of))* ?\Z")
_NEEDED = re.compile(rf"^(?: {WORD}){{0,3}} {either('rest', 'needed')}\b")
#: "Are still waiting", which is said of all that are left, unlike "are still missing".
_WAITING = re.compile(rf"^(?: {WORD}){{0,3}} {either('rest', 'waiting')}\b")
_MORE_FOLLOW = re.compile(r"\band (?:one|another|others|some|the rest|the others)\b")
_WORSE = re.compile(rf"^(?: {WORD})? {either('rest', 'worse')}\b")
_ALL_BUT = re.compile(rf"\ball but (?:{WORD} )?(N)(?: {WORD}){{0,2}} of {FEW}(N)")


def total(parts: tuple[Figure, ...], unit: str | None) -> Interval:
    """The sum of figures in a unit; one that is in no such unit counts as it is."""
    sum_ = Interval(0.0, 0.0)
    for part in parts:
        sum_ = sum_.plus(as_unit(part, unit) or part.meant)
    return sum_


def sums(lists: Iterable[Whole]) -> Iterator[Finding]:
    """Whether parts make up their whole.

    Parts that need not be all of it ("including") agree when they make it up, disagree when they are more.
    """
    for found in lists:
        whole, parts, closed = found
        sum_ = total(parts, whole.unit)
        if sum_.widened(whole.slack + sum(part.slack for part in parts)).meets(whole.meant):
            if len(parts) > 1:
                yield _sum(found, sum_, agrees=True)
        elif (closed or sum_.low > whole.meant.high) and _contradicts(found, sum_):
            yield _sum(found, sum_, agrees=False)


def _contradicts(found: Whole, sum_: Interval) -> bool:
    """Whether parts that do not make up their whole can only be wrong, and are not of something else."""
    whole, parts, closed = found
    if not all(told(figure) for figure in (whole, *parts)):
        return False
    if closed:
        return len(parts) > 1 and close(sum_, whole.meant)
    units = {figure.unit for figure in parts}
    return units == {whole.unit} and (whole.unit is not None or len(parts) > 1)


def _sum(found: Whole, sum_: Interval, *, agrees: bool) -> Finding:
    whole, parts, _ = found
    mixed = any(part.unit != whole.unit and measured(part.unit) for part in parts)
    text = " + ".join(with_unit(said(part), part.unit) if mixed else said(part) for part in parts)
    shown = with_unit(said(whole), whole.unit or parts[0].unit)
    made = f" = {with_unit(span(sum_), whole.unit) if mixed else span(sum_)}" if len(parts) > 1 else ""
    if not agrees:
        text += f"{made}, not {shown}"
    elif span(sum_) == said(whole):
        text += f" = {shown}"
    else:
        text += f"{made}, said to be {shown}"
    return Finding("sum", agrees, (whole, *parts), text)


def is_rest(outline: Outline, figure: Figure) -> bool:
    """Whether the words say that a figure is what is left."""
    after = figure.after
    return bool(
        _REST_AFTER.match(after)
        or _WAITING.match(after)
        or (_REST_BEFORE.search(figure.before) and not _WORSE.match(after))
    )


def _is_held(figure: Figure) -> bool:
    """Whether a figure is said to be all there is, so that parts may be taken from it."""
    return bool(_HELD.search(figure.before) or _NEEDED.match(figure.after))


def remainders(outline: Outline, paired: dict[int, Figure], listed: set[int]) -> Iterator[Finding]:
    """Whether the rest is what its whole and the other parts leave; `listed` are parts of lists."""
    for match in _ALL_BUT.finditer(outline.text):
        part, whole = outline.at[match.start(1)], outline.at[match.start(2)]
        for rest in following(outline, whole, 1):
            if rest.kind == "N" and fits(whole, rest) and re.search(r"[,(—:] ?(?:or |that is |some )?$", rest.before):
                yield _remainder(whole, (part,), rest)
    for rest in outline.figures:
        if rest.kind == "N" and rest.order not in listed and is_rest(outline, rest):
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
        others = (figure for figure in reversed(near) if figure.order > part.order and figure != whole)
        parts = (part, *(figure for figure in others if fits(whole, figure) and figure.unit == rest.unit))
        first = _remainder(whole, parts, rest)
        only = _remainder(whole, (part,), rest)
        if not first.agrees and later and later.kind == "N" and re.search(r"\band\b", outline.between(rest, later)):
            yield from (found for found in sums([Whole(whole, (*parts, rest, later), closed=True)]) if found.agrees)
        elif first.agrees or only.agrees or not _MORE_FOLLOW.search(rest.after):
            yield only if only.agrees and not first.agrees else first
        return
    if own and near:
        for part in near:
            if part != own and fits(own, part) and (only := _remainder(own, (part,), rest)).agrees:
                yield only
                return
    made = rest.meant
    if rest.unit and _REST.search(rest.before):  # "74 were below; 31 came up, 38 were fetched and the other 5 ..."
        for number, whole in enumerate(alike := [figure for figure in near if figure.unit == rest.unit]):
            if number > 1 and made.low == made.high and made == whole.meant:
                yield _remainder(whole, tuple(reversed(alike[:number])), rest)
                return
            made = made.plus(whole.meant)
    alike = [figure for figure in near if figure.unit == rest.unit][:3]
    if len(alike) > 1 and near[:2] == alike[:2] and rest.unit and _REST.search(rest.before):
        part, whole = alike[:2]  # "30 schools. 18 have reopened; the other 12 are shut."
        if (
            whole.order + 2 == rest.order
            and whole.meant.low > part.meant.high
            and "L" not in outline.between(whole, rest)
            and re.search("[S;]", outline.between(whole, part))
            and _is_held(whole)
        ):
            yield _remainder(whole, (part,), rest)
            return
    for part, whole in ((one, other) for one in alike for other in alike if one != other):
        if whole.meant.low > part.meant.high and (found := _remainder(whole, (part,), rest)).agrees:
            yield found
            return


def _remainder(whole: Figure, parts: tuple[Figure, ...], rest: Figure) -> Finding:
    slack = sum(figure.slack for figure in (whole, *parts, rest))
    if len(parts) > 1:
        made = total((*parts, rest), whole.unit)
        return _sum(Whole(whole, (*parts, rest), closed=True), made, agrees=made.widened(slack).meets(whole.meant))
    unit = whole.unit or rest.unit
    left = whole.meant.minus(total(parts, unit))
    agrees = left.widened(slack).meets(as_unit(rest, unit) or rest.meant)
    sum_ = " - ".join(said(figure) for figure in (whole, *parts))
    shown = with_unit(span(left), unit)
    if agrees:
        text = f"{sum_} = {shown}" + ("" if span(left) == said(rest) else f", said to be {said(rest)}")
    else:
        text = f"{sum_} = {shown}, not {said(rest)}"
    return Finding("remainder", agrees, (whole, *parts, rest), text)
