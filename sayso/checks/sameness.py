"""Sameness: figures for one thing, given twice, by one speaker or by several, or in two units."""

import re
from collections import defaultdict
from collections.abc import Iterator
from math import isfinite

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.outline import REACH, WORD, Figure, Outline, as_unit, counted, measured, told
from sayso.checks.scenes import GIVEN, NOUN, Mention, Scene, refers, stem
from sayso.checks.wholes import is_more
from sayso.checks.words import either, words
from sayso.reading import Reading

#: From a figure to the same in another unit: " (about N", ", or N".
_ASIDE = re.compile(
    rf"(?:^(?: {WORD}){{0,2}}(?: \(|/|, or|,? equal to|,? equivalent to|,? that is,?| or)|^\()"
    rf"(?: ?{either('same', 'about')})* ?\Z"
)
#: That another gives the same: "put the stretch at N".
_ELSEWISE = re.compile(rf"\b(?:put|puts|gave|gives|set|sets) (?:the|it|its|that|this)(?: {WORD}){{0,4}} (?:at|as) \Z")
#: What a count is of, said ahead of it: "the number killed at the kiln as N".
_NUMBER = re.compile(
    rf"\b(?:number|count|total)(?: of)?(?: {WORD}){{0,2}} (killed|dead|injured|wounded|arrested|missing)\b[^A-Z]*\Z"
)
_MEASURES = {"dead": "killed", "wounded": "injured"}
#: Mentions of one thing that a figure is compared with before it is taken for a thing of its own.
_MOST = 8


def conversions(outline: Outline) -> Iterator[Finding]:
    """Whether a figure and the same in another unit beside it agree: "10 miles (16 km)"."""
    for one, other in zip(outline.figures, outline.figures[1:], strict=False):
        if one.unit == other.unit or None in (one.unit, other.unit) or not (_physical(one) and _physical(other)):
            continue
        gap = outline.between(one, other)
        aside = _ASIDE.match(gap) is not None
        if not aside and not (_ELSEWISE.search(gap) and GIVEN.search(one.after)):
            continue
        exact, wide = as_unit(one, other.unit), as_unit(one, other.unit, rounded=True)
        if exact is None or wide is None:
            continue
        exact = exact.widened(
            0.5 * (exact.high - exact.low) + _round(one) * (exact.low / one.meant.low if one.meant.low else 1.0)
        )
        agrees = wide.meets(other.meant.widened(_round(other))) or exact.meets(other.meant.widened(_round(other)))
        if aside or (agrees and one.kind == other.kind):
            yield _same(one, other, agrees)


def _round(figure: Figure) -> float:
    """The room that a number ending in zeros leaves: half of its last digit that is not zero, at most 4%."""
    value = figure.quantity.value
    if value is None or figure.unit in ("celsius", "fahrenheit") or not 10 <= abs(value) < 1e15 or value != int(value):
        return figure.slack
    digits = str(abs(int(value)))
    return max(figure.slack, min(0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0"))), 0.04 * abs(value)))


def _physical(figure: Figure) -> bool:
    return measured(figure.unit) or figure.unit in words("units", "times") or figure.kind == "R"


def _same(one: Figure, other: Figure, agrees: bool) -> Finding:
    first = with_unit(said(one), one.unit)
    if one.unit != other.unit and (meant := as_unit(one, other.unit)) is not None:
        first += f" = {with_unit(span(meant), other.unit)}"
    second = with_unit(said(other), other.unit)
    text = f"{first}, also given as {second}" if agrees else f"{first}, not {second}"
    return Finding("same", agrees, (one, other), text)


def repeats(reading: Reading, outline: Outline, taken: set[int]) -> Iterator[Finding]:
    """Whether figures for the same thing agree; `taken` are those that stand in another relation."""
    firsts: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    kinds: dict[tuple[str, ...], list[tuple[Mention, int]]] = defaultdict(list)  # of people, with the nouns' number
    scene = Scene(reading, outline)
    latest: tuple[str | None, tuple[str, ...] | None] = (None, None)  # what the figure before counts
    for figure in outline.figures:
        key = _key(reading, outline, figure)
        if key is not None and latest[0] == figure.unit and refers(figure):
            key = latest[1]
        latest = (figure.unit, key) if key else latest
        if key is None or figure.order in taken or _additional(outline, figure):
            continue
        mention = scene.mention(figure)
        bucket = firsts[key]
        compared = [(first, agrees) for first in bucket if (agrees := _compare(scene, first, mention)) is not None]
        if compared:  # what agrees with one need not be held against another
            first, agrees = max(compared, key=lambda found: found[1])
            yield _same(first.figure, figure, agrees)
            if not agrees and len(bucket) < _MOST:  # a later figure may agree with this one
                bucket.append(mention)
        else:
            akin = kinds[key[:2]] if not _loose(figure) and figure.unit == "person" else []
            for first in (
                first for first, nouns in akin if (nouns == 2) != (len(key) == 2) and _one_event(first, mention)
            ):
                if (verdict := _compare(scene, first, mention)) is not None:
                    yield _same(first.figure, figure, verdict)
                    break
            else:
                if len(bucket) < _MOST:
                    bucket.append(mention)
                if len(kinds[key[:2]]) < _MOST:
                    kinds[key[:2]].append((mention, len(key)))


def _one_event(one: Mention, other: Mention) -> bool:
    """Whether two clauses tell of one event, whatever they call those counted: the same place, day and words."""
    return bool(one.places & other.places and one.dates & other.dates) and len(one.content & other.content) > 3


def _agree(one: Figure, other: Figure) -> bool | None:
    meant = as_unit(one, other.unit, rounded=True)
    return None if meant is None else meant.meets(other.rounded if one.unit != other.unit else other.meant)


def _measure(figure: Figure) -> str | None:
    """The measure of a figure, or what the words ahead of it give."""
    if figure.quantity.measure or figure.unit not in (None, "person"):
        return figure.quantity.measure
    found = _NUMBER.search(figure.before)
    return _MEASURES.get(found[1], found[1]) if found else None


def _loose(figure: Figure) -> bool:
    """Whether a figure's unit and measure say too little of what it is of."""
    return _measure(figure) in (None, "", "area", "distance", "money")


def _key(reading: Reading, outline: Outline, figure: Figure) -> tuple[str, ...] | None:
    """What is counted: figures of one key may be of one thing; None where the words do not say enough."""
    measure, unit = _measure(figure), figure.unit or ("person" if _measure(figure) else None)
    if figure.kind not in "NP" or measure == "time" or unit is None or unit in words("units", "times"):
        return None
    if (
        measure is None
        and unit == "person"
        and re.search(rf"\b{either('same', 'crowd')}\b", figure.before + figure.after)
    ):
        return ("crowd", unit, *(_nouns(reading, outline, figure) - words("same", "crowd")))
    if _loose(figure):
        return ("", "" if measured(unit) else measure or "", "" if measured(unit) else unit)
    nouns = _nouns(reading, outline, figure)
    return (str(measure).partition(" ")[0], "" if measured(unit) else unit, *sorted(nouns))


def _nouns(reading: Reading, outline: Outline, figure: Figure) -> frozenset[str]:
    of = figure.quantity.of
    if of is not None and 0 <= of.start < of.end <= len(reading.report.text):
        text = " " + reading.report.text[of.start : min(of.end, of.start + REACH)].lower()
    else:
        text = figure.after
    text = re.sub(r"^ of (?:the |its |their )?", " ", text)
    found = []
    for word in re.split(r"[^\w' -]", text, maxsplit=1)[0].split()[:4]:
        if word in words("same", "stop"):
            break
        if word not in words("same", "people") and not word.endswith("ed") and NOUN.fullmatch(word):
            found.append(word.rstrip("s"))
    return frozenset(found)


def _additional(outline: Outline, figure: Figure) -> bool:
    return is_more(outline, figure) or bool(
        re.match(rf" (?:{WORD} )?of (?:them|these|those|whom|which)\b", figure.after)
    )


def _bounded(figure: Figure) -> bool:
    """Whether there is an end to a figure on both sides."""
    return figure.meant.low > 0 and isfinite(figure.meant.high)


def _near(one: Figure, other: Figure) -> bool:
    """Whether two figures are of like size: what differs tenfold is seldom of the same thing."""
    return one.meant.low <= 10 * other.meant.high and other.meant.low <= 10 * one.meant.high


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures that agree say about as much: 60 is no other word for "at least 25"."""
    least, most = sorted((one, other), key=lambda figure: figure.meant.low)
    return one.unit != other.unit or isfinite(least.meant.high) or most.meant.low <= 2 * least.meant.low


def _compare(scene: Scene, one: Mention, other: Mention) -> bool | None:
    """Whether two figures of one thing agree; None for figures of two."""
    agrees = _agree(one.figure, other.figure)
    return agrees if agrees is not None and _comparable(scene, one, other, agrees) else None


def _comparable(scene: Scene, one: Mention, other: Mention, agrees: bool) -> bool:
    """Whether nothing in the words tells two figures of one kind apart."""
    if one.dates and other.dates and not one.dates & other.dates:
        return False
    if one.scope != other.scope or not _measured_alike(one.figure, other.figure):
        return False
    if one.narrowing != other.narrowing and (
        (one.narrowing and other.narrowing) or not (agrees or _known(scene, one, other))
    ):
        return False
    if one.places and other.places:
        if not one.places & other.places:
            return False
    elif not one.places | other.places <= scene.lead:
        return False
    if agrees and not (told(one.figure) and told(other.figure)):
        return False
    if not (_near(one.figure, other.figure) if not agrees else _alike(one.figure, other.figure)):
        return False
    if _loose(one.figure) and not (one.crowd or other.refers):
        shared = len(one.content & other.content)
        if agrees and not (_bounded(one.figure) and _bounded(other.figure)):
            return False
        if agrees and one.figure.kind == "P" and one.figure.quantity.value != other.figure.quantity.value:
            return False
        if one.figure.unit == other.figure.unit and min(one.figure.meant.low, other.figure.meant.low) < 10:
            return False  # small numbers are alike by chance
        least = min(one.content, other.content, key=len)
        if not _restated(one, other) and shared < (
            2 if one.figure.unit == other.figure.unit and (agrees or shared < len(least)) else 1
        ):
            return False
        if not agrees and (one.own or other.own):
            return False
        if not agrees and (shared < 0.6 * min(len(one.content), len(other.content)) or not (one.given and other.given)):
            return False
    if not agrees and (one.updated or other.updated or not (_stated(one) or _stated(other))):
        return False
    if not agrees and one.sentence != other.sentence and _is_update(one, other):
        return False
    return one.sentence != other.sentence or _contrasted(scene.outline, one.figure, other.figure)


def _known(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether the place that one clause names is the report's, or is named by the other clause too."""
    both = one.content & other.content
    return all(noun in scene.ground or stem(noun) in both for noun in one.narrowing ^ other.narrowing)


def _restated(one: Mention, other: Mention) -> bool:
    """Whether two figures are one number of the same noun."""
    value = one.figure.quantity.value
    if value is None or value < 20 or value != other.figure.quantity.value or one.figure.meant != other.figure.meant:
        return False
    noun = stem((one.figure.after.split() or [""])[0])
    return counted(one.figure) and noun in one.content & other.content


def _contrasted(outline: Outline, one: Figure, other: Figure) -> bool:
    """Whether two figures of one sentence are given by two."""
    gap = outline.between(one, other)
    return (
        re.search(rf"\b{either('same', 'contrasts')}\b|;", gap) is not None
        or re.search(rf"\b{either('same', 'givers')}(?: {WORD}){{0,4}} \Z", gap) is not None
        or (one.quantity.statement != other.quantity.statement and len(gap) < REACH // 3)
    )


def _measured_alike(one: Figure, other: Figure) -> bool:
    """Whether two measures are one: an area that was lost may be said to be just an area, not to be held."""
    measures = {_measure(one), _measure(other)}
    return len(measures) == 1 or "area" in measures


def _is_update(one: Mention, other: Mention) -> bool:
    """Whether a later figure may be news rather than another account: from one giver, or hours later."""
    if one.givers and one.givers == other.givers:
        return other.figure.meant.low > one.figure.meant.low
    if one.clock == other.clock:
        return False
    return not (one.givers and other.givers) or bool(one.givers & other.givers)


def _stated(mention: Mention) -> bool:
    """Whether somebody other than the outlet gives a figure."""
    return mention.given or mention.figure.quantity.statement is not None
