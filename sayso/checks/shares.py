"""Shares: whether a part is the percentage of its whole that is stated."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.checks.explain import Finding, number, said, span
from sayso.checks.intervals import Interval
from sayso.checks.outline import WORD, Figure, Outline, as_unit, counted
from sayso.checks.wholes import FEW, GAP, Whole, fits, following, preceding
from sayso.checks.words import either

_APPOSED = rf"(?:{either('shares', 'apposed')} )*"
_NAMED = r"(?:or|that is|representing|accounting for|equivalent to|amounting to)\b"
#: From a figure to the share, or the number, that is another name for it: ", or N", "(N)", ": N".
_THAT_IS = re.compile(
    rf"^(?: (?!and\b|but\b){WORD}){{0,7}}?(?:[,:;] | — | \(|: |(?= {_NAMED}))"
    rf"(?: ?(?:an?|for an?|giving an?) {WORD} of )?{_APPOSED}(?:an? )?\Z"
)
_NEXT = re.compile(
    rf"^{GAP}{{0,60}}S (?:that|this) (?:is|was|makes|means|represents)(?: (?:about|some|nearly|just))* \Z"
)
#: Further off, behind what else is said of the whole: "48 km of the 72 km between Arvo and Belmo, P of its length".
_FURTHER = re.compile(rf"^{GAP}{{0,90}}(?:, | — |\(){_APPOSED}(?:an? )?\Z")
#: To the rate that figures make: ", which puts the fatality rate at P", ", so turnout was P".
_MAKES = re.compile(
    rf"^{GAP}{{0,90}}?(?:[,;:] | — |S )(?:and )?(?:(?:(?:which|that|this|it) {either('shares', 'makes')}|"
    rf"so|thus|hence|giving|for|a|an|the) (?:{WORD} ){{0,3}}{either('shares', 'rates')}"
    rf"|(?:which|that|this|it) {either('shares', 'makes')})"
    rf"(?: (?:is|was|of|at|to|stands at|stood at|thus|therefore|then|just|only|about|some|nearly|almost))* \Z"
)
_TURNOUT = re.compile(rf"\b(?:so|thus|meaning|giving|hence|making)(?: an?| the| a final)? turnout (?:{WORD} ){{0,2}}\Z")
_ROLL = re.compile(rf"\b{either('shares', 'roll')}\b")
_CAST = re.compile(rf"\b{either('shares', 'cast')}\b")
_UNLIKE = re.compile(rf"\b{either('shares', 'unlike')}\b")
_OF_WHOLE = re.compile(rf"P,? (?:share )?of (?:[^A-Z,;]{{0,60}} of )?{FEW}(N)")
_OF_TOTAL = re.compile(rf"^,? of (?:the|its|all|his|her|their)? ?(?:{WORD} )?{either('shares', 'total')}\b")
_SHARE_OF = re.compile(rf"\b([a-zß-ɏ\d-]{{3,40}}?)(?:'s?)? share of (?:the |all )?({WORD})[^A-Z]{{0,40}}\Z")
_OF_ELSE = re.compile(rf"^ of (?:the |its |their |all )*({WORD})")


#: Before a share that follows from what was said: "That is P of the house", "so that P are safe".
_SO = re.compile(
    rf"(?:^\W*(?:that|this|which) (?:is|was|makes|means|represents)|\b(?:so|meaning|which means)(?: that)?)"
    rf"(?: {either('shares', 'apposed')})* \Z"
)


class Parts(NamedTuple):
    """What is known of parts: the whole of each that is so many of it, by its order, and the lists of parts."""

    paired: dict[int, Figure]
    lists: list[Whole]


def shares(outline: Outline, parts: Parts, amounts: set[int]) -> Iterator[Finding]:
    """Whether parts are the shares of their wholes that the words give; `amounts` are of changes, and no shares."""
    wholes = {part.order: found.whole for found in parts.lists for part in found.parts} | parts.paired
    seen: set[tuple[int, int]] = set()
    for percent in outline.figures:
        if percent.kind != "P" or percent.order in amounts:
            continue
        for part, whole, sure in _stated(outline, wholes, percent):
            if not _comparable(part, whole) or part == whole or (part.order, percent.order) in seen:
                continue
            finding = _share(part, whole, percent)
            if sure or finding.agrees:
                seen.add((part.order, percent.order))
                yield finding
                break


def _stated(outline: Outline, wholes: dict[int, Figure], percent: Figure) -> Iterator[tuple[Figure, Figure, bool]]:
    """Parts and wholes that a share may be of, and whether the words leave no doubt."""
    before = outline.figures[percent.order - 1] if percent.order else None
    after = outline.figures[percent.order + 1] if percent.order + 1 < len(outline.figures) else None
    if match := _OF_WHOLE.match(outline.text, percent.at):
        whole = outline.at[match.start(1)]
        if before and before.kind == "N" and fits(whole, before) and _is_named(outline, before, percent):
            yield before, whole, True
        for part in following(outline, whole, 1):
            if part.kind == "N" and fits(whole, part) and _is_named(outline, whole, part):
                yield part, whole, True
        return
    if before and before.kind == "N" and _is_named(outline, before, percent):
        if before.order in wholes:
            yield before, wholes[before.order], _same_noun(outline, wholes[before.order], percent)
        else:
            for whole in preceding(outline, before, 3):
                if whole.kind == "N" and whole.unit == before.unit and whole.meant.low > before.meant.high:
                    yield before, whole, False
        if _OF_TOTAL.match(percent.after):
            for whole in outline.figures[max(0, before.order - 12) : before.order]:
                if whole.kind == "N" and whole.unit == before.unit and whole.meant.low > before.meant.high:
                    yield before, whole, False
        earlier = outline.figures[before.order - 1] if before.order else None
        if earlier and wholes.get(earlier.order) == before:
            yield earlier, before, _same_noun(outline, before, percent)
    yield from _named(outline, wholes, percent)
    yield from _turnout(outline, percent)
    if before and before.kind == "N":
        yield from _made(outline, wholes, before, percent)
    yield from _so(outline, percent)
    if after and after.kind == "N" and after.order in wholes and _is_named(outline, percent, after):
        yield after, wholes[after.order], True


def _made(
    outline: Outline, wholes: dict[int, Figure], before: Figure, percent: Figure
) -> Iterator[tuple[Figure, Figure, bool]]:
    """The part and whole just before a rate that is said to follow from them, or is right, further behind."""
    gap = outline.between(before, percent)
    parts = [outline.figures[order] for order in (before.order, before.order - 1) if order in wholes]
    for part in parts:
        whole = wholes[part.order]
        if whole == before or part == before:
            if _MAKES.match(gap):
                yield part, whole, True
            elif _FURTHER.match(gap) and not _UNLIKE.search(gap):
                yield part, whole, False


def _so(outline: Outline, percent: Figure) -> Iterator[tuple[Figure, Figure, bool]]:
    """The counts before a share that is said to follow: the last of them is the whole, one before it the part."""
    if not _SO.search(percent.before):
        return
    near = [
        figure
        for figure in outline.figures[max(0, percent.order - 7) : percent.order]
        if figure.kind == "N" and counted(figure)
    ]
    for part in reversed(near[:-1]):
        if part.meant.low == part.meant.high < near[-1].meant.low:
            yield part, near[-1], False


def _turnout(outline: Outline, percent: Figure) -> Iterator[tuple[Figure, Figure, bool]]:
    """The votes cast and the voters on the roll before a turnout that is said to follow from them."""
    if not _TURNOUT.search(percent.before):
        return
    near = [figure for figure in preceding(outline, percent, 6, "B") if figure.kind == "N"]
    roll = next((figure for figure in near if _ROLL.search(_clause(figure))), None)
    cast = next((figure for figure in near if figure != roll and _CAST.search(_clause(figure))), None)
    if roll and cast and cast.meant.low <= roll.meant.high:
        yield cast, roll, True


def _clause(figure: Figure) -> str:
    """What stands between the figures on both sides of one, in its sentence."""
    return re.split("[NPXR]", figure.before)[-1] + "N" + re.split("[NPXR]", figure.after, maxsplit=1)[0]


def _named(outline: Outline, wholes: dict[int, Figure], percent: Figure) -> Iterator[tuple[Figure, Figure, bool]]:
    """The part and whole of "X's share of the votes was 55%", where X's figure was a part of those before."""
    match = _SHARE_OF.search(percent.before)
    if not match:
        return
    for part in reversed(outline.figures[max(0, percent.order - 12) : percent.order]):
        whole = wholes.get(part.order)
        lead, tail = re.split("[NPXR]", part.before)[-1], re.split("[NPXR]", part.after)[0]
        clause = f"{re.split('[,;:]', lead)[-1]} {tail}"
        if whole and re.search(rf"\b{re.escape(match[1])}\b", clause) and (whole.unit or "")[:4] == match[2][:4]:
            yield part, whole, True


def _is_named(outline: Outline, one: Figure, other: Figure) -> bool:
    gap = outline.between(one, other)
    if _NEXT.match(gap):
        return True
    return bool(_THAT_IS.match(gap) and not _UNLIKE.search(gap))


def _same_noun(outline: Outline, whole: Figure, percent: Figure) -> bool:
    """Whether the share, where it says of what, is of the whole: "30% of the homes"."""
    after = percent.after
    match = _OF_ELSE.match(after)
    return match is None or bool(_OF_TOTAL.match(after)) or match[1].rstrip("s")[:4] == (whole.unit or "")[:4]


def _comparable(part: Figure, whole: Figure) -> bool:
    """Whether the one can be divided by the other: of one unit, or counted both."""
    return as_unit(part, whole.unit) is not None or (counted(part) and counted(whole))


def _share(part: Figure, whole: Figure, percent: Figure) -> Finding:
    meant = as_unit(part, whole.unit) or part.meant
    room = 0.5 if percent.slack == 1.0 and percent.quantity.value not in (None,) else 0.0
    share = meant.widened(part.slack + room).over(whole.rounded).times(Interval(100.0, 100.0))
    agrees = share.meets(percent.rounded)
    plain = meant.over(whole.meant).times(Interval(100.0, 100.0))
    text = f"{said(part)} of {said(whole)} is {span(plain)}%"
    if not agrees:
        text += f", not {said(percent)}%"
    elif number(plain.low) != said(percent):
        text += f", said to be {said(percent)}%"
    return Finding("share", agrees, (part, whole, percent), text)
