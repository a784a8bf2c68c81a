"""Sameness: figures for one thing, given twice, by one speaker or by several, or in two units."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

from sayso.checks.explain import Finding, said, span, with_unit
from sayso.checks.outline import REACH, WORD, Figure, Outline, as_unit, measured, told
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
_WORD = re.compile(r"[a-z][a-zß-ɏ\d'-]*")
_DATE = re.compile(rf"\b(?:{either('same', 'dates')}|(?:19|20)\d\d|\d{{1,2}} ma(?:y|rch)|ma(?:y|rch) \d{{1,2}})\b")
_SPEECH = re.compile(rf",?[\"']? (?:{WORD} ){{0,3}}(?:{either('same', 'speech')})\b")
#: That somebody gives a figure: "said", "police count".
_GIVEN = re.compile(
    rf"\b(?:{either('same', 'speech')}|{either('same', 'givers')} (?:{WORD} )?{either('same', 'giving')})\b"
)
#: That a figure has been another before: "initially", "went from 4 to 9".
_UPDATED = re.compile(rf"\b{either('same', 'updates')}\b|\bfrom (?:{WORD} )?N[^A-Z]{{0,40}} to (?:{WORD} )?N")
#: What is said of some of those counted, not of the figure.
_OF_THEM = re.compile(r"\b(?:most|many|some|all|half|none|nearly all|almost all) of (?:them|whom|those|these)\b")
#: That somebody speaks of what is theirs: "said they hold".
_OWN = re.compile(rf"\b{either('same', 'speech')}(?: that)? (?:it|its|they|their|we|our|he|his|she|her)\b")
#: That a figure is of what the one before it is of: "put the number at".
_REFERS = re.compile(
    r"\b(?:puts?|gave|gives?|set) (?:the|that|their|its) (?:number|figure|total|count|crowd|turnout)(?: of [a-z]+)? "
    r"(?:at|as)(?: (?:only|just|some|about))? \Z"
)
_GIVER = re.compile(rf"\b{either('same', 'givers')}\b")
#: A time of day that heads an entry: "14:20 Police said".
_CLOCK = re.compile(r"[^a-zA-Z\d]*(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?: ?[ap]\.?m\.?)?|(?:[:.][0-5]\d)? ?[ap]\.?m\.?)")
_NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*(?:\s\d+\b)?"
_PLACE = re.compile(
    r"\b(?i:in|at|near|from|around|outside|inside|along|across|above|below|of)\s+"
    rf"(?:(?i:the)\s+)?(?:(?:\w+ern|\w+ing|nearby|central|upper|lower|rural|greater)\s+)?({_NAME})(?:\s+and\s+({_NAME}))?"
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|along|outside|inside|around|across|from) "
    rf"(?:the|a|an|its|their|this|that) ((?:{WORD} )?{WORD})"
)
_CUT = re.compile(r"[,;:—]| (?:and|while|but|with|against) ")
#: How far back, in characters, a paragraph may have set the scene.
_BACK = 500
#: The longest heading, in characters.
_LINE = 60
#: Mentions of one thing that a figure is compared with before it is taken for a thing of its own.
_MOST = 8


class Mention(NamedTuple):
    """A figure and what its clause says of place, time and scope."""

    figure: Figure
    sentence: int
    places: frozenset[str]
    narrowing: frozenset[str]
    dates: frozenset[str]
    scope: frozenset[str]
    content: frozenset[str]
    updated: bool
    given: bool
    crowd: bool
    givers: frozenset[str]
    clock: str | None
    own: bool
    refers: bool


def conversions(outline: Outline) -> Iterator[Finding]:
    """Whether a figure and the same in another unit beside it agree: "10 miles (16 km)"."""
    for one, other in zip(outline.figures, outline.figures[1:], strict=False):
        if one.unit == other.unit or None in (one.unit, other.unit) or not (_physical(one) and _physical(other)):
            continue
        gap = outline.between(one, other)
        aside = _ASIDE.match(gap) is not None
        if not aside and not (_ELSEWISE.search(gap) and _GIVEN.search(one.after)):
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
    scene = _Scene(reading, outline)
    latest: tuple[str | None, tuple[str, ...] | None] = (None, None)  # what the figure before counts
    for figure in outline.figures:
        key = _key(reading, outline, figure)
        if key is not None and latest[0] == figure.unit and _REFERS.search(figure.before):
            key = latest[1]
        latest = (figure.unit, key) if key else latest
        if key is None or figure.order in taken or _additional(outline, figure):
            continue
        mention = scene.mention(figure)
        bucket = firsts[key]
        compared = [(first, agrees) for first in bucket if (agrees := scene.compare(first, mention)) is not None]
        if compared:  # what agrees with one need not be held against another
            first, agrees = max(compared, key=lambda found: found[1])
            yield _same(first.figure, figure, agrees)
        elif len(bucket) < _MOST:
            bucket.append(mention)


def _agree(one: Figure, other: Figure) -> bool | None:
    meant = as_unit(one, other.unit, rounded=True)
    return None if meant is None else meant.meets(other.rounded if one.unit != other.unit else other.meant)


def _loose(figure: Figure) -> bool:
    """Whether a figure's unit and measure say too little of what it is of."""
    return figure.quantity.measure in (None, "", "area", "distance", "money")


def _key(reading: Reading, outline: Outline, figure: Figure) -> tuple[str, ...] | None:
    """What is counted: figures of one key may be of one thing; None where the words do not say enough."""
    measure, unit = figure.quantity.measure, figure.unit
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
        if word not in words("same", "people") and not word.endswith("ed") and _WORD.fullmatch(word):
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


class _Scene:
    """The places, dates and scope words around figures."""

    def __init__(self, reading: Reading, outline: Outline) -> None:
        self.reading = reading
        self.outline = outline
        self.breaks = [match.start() for match in re.finditer("[SLB]", outline.text)]
        self.lines = [at for at in self.breaks if outline.text[at] in "LB"]
        text = reading.report.text
        lead = _lead(text)
        shouted = {word.lower() for word in re.findall(r"\b[A-Z]{3,}\b", lead[:80])}
        self.lead = _places(lead) | _places(reading.report.title or "") | shouted
        self.ground = {match[1].split()[-1] for match in _LOCATIVE.finditer(lead.lower())}
        self.speakers = {statement.id: statement.speaker for statement in reading.statements}

    def mention(self, figure: Figure) -> Mention:
        """What the clause of a figure says, without who says it."""
        entry = bisect_right(self.lines, figure.at)
        before, after = figure.before, figure.after
        head, tail = _last(re.split("[NPXR]", before)), re.split("[NPXR]", after, maxsplit=1)[0]
        lead = head if head == before else head[_cut(head)[1] :]
        trail = tail if tail == after else tail[: _cut(tail)[0]]
        lead = lead[max((match.end() for match in _SPEECH.finditer(lead)), default=0) :]
        if said_by := _SPEECH.search(trail):
            trail = trail[: said_by.start()]
        start, end = figure.quantity.span
        text = self.reading.report.text
        places = _places(text[max(0, start - len(lead)) : start] + text[start:end] + text[end : end + len(trail)])
        places = places or self._setting(start) or _only_place(text[end : end + len(after)])
        clause = f"{lead} {trail}"
        around = before + after
        speaker = self.speakers.get(figure.quantity.statement or "")
        line = self.lines[entry - 1] + 1 if entry else 0
        clock = _CLOCK.match(self.outline.text, line, line + 20)
        dates = frozenset(_DATE.findall(clause)) or self._day(figure) or frozenset(_DATE.findall(after)[:1])
        undated = _DATE.sub(" ", _OF_THEM.sub(" ", clause))
        narrowing = (match[1].split() for match in _LOCATIVE.finditer(undated))
        return Mention(
            figure=figure,
            sentence=bisect_right(self.breaks, figure.at),
            places=places,
            narrowing=frozenset(
                phrase[-1] for phrase in narrowing if not words("same", "settings").intersection(phrase)
            )
            - places,
            own=_OWN.search(head) is not None,
            refers=_REFERS.search(before) is not None,
            dates=dates,
            scope=frozenset(
                "" if word in words("same", "unreal") else word
                for word in _WORD.findall(undated)
                if word in words("same", "unreal") or word in words("same", "scopes")
            ),
            crowd=re.search(rf"\b{either('same', 'crowd')}\b", around) is not None,
            given=_GIVEN.search(around) is not None,
            givers=frozenset((speaker,)) if speaker else frozenset(_GIVER.findall(around) or (self._giver(figure, entry) if clock else ())),
            clock=clock[0] if clock else None,
            content=frozenset(
                _stem(word) for word in _WORD.findall(undated) if len(word) > 3 and word not in words("same", "empty")
            ),
            updated=_UPDATED.search(f"{before}N{after}") is not None,
        )

    def _setting(self, start: int) -> frozenset[str]:
        """The last place named before a figure in its paragraph, or the name that heads it."""
        text = self.reading.report.text
        paragraph = text.rfind("\n\n", max(0, start - _BACK), start)
        if named := _last_place(text[max(paragraph, start - _BACK, 0) : start]):
            return named
        above = text[max(0, paragraph - _LINE) : max(0, paragraph)]
        heading = above[above.rfind("\n") + 1 :]
        return frozenset(heading.lower().split()) if re.fullmatch(_NAME, heading) else frozenset()

    def _day(self, figure: Figure) -> frozenset[str]:
        """The last date before a figure in its paragraph."""
        back = self.outline.text[max(0, figure.at - _BACK) : figure.at]
        return frozenset(_DATE.findall(re.split("B", back)[-1])[-1:])

    def _giver(self, figure: Figure, entry: int) -> list[str]:
        """The last giver of figures before a figure in its line."""
        start = max(self.lines[entry - 1] if entry else 0, figure.at - 2 * REACH)
        return _GIVER.findall(self.outline.text, start, figure.at)[-1:]

    def compare(self, one: Mention, other: Mention) -> bool | None:
        """Whether two figures of one thing agree; None for figures of two."""
        agrees = _agree(one.figure, other.figure)
        return agrees if agrees is not None and self.comparable(one, other, agrees) else None

    def comparable(self, one: Mention, other: Mention, agrees: bool) -> bool:
        """Whether nothing in the words tells two figures of one kind apart."""
        if one.dates and other.dates and not one.dates & other.dates:
            return False
        if one.scope != other.scope or not _measured_alike(one.figure, other.figure):
            return False
        if one.narrowing != other.narrowing and (
            (one.narrowing and other.narrowing) or not (agrees or one.narrowing | other.narrowing <= self.ground)
        ):
            return False
        if one.places and other.places:
            if not one.places & other.places:
                return False
        elif not one.places | other.places <= self.lead:
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
            if shared < (2 if one.figure.unit == other.figure.unit and (agrees or shared < len(least)) else 1):
                return False
            if not agrees and (one.own or other.own):
                return False
            if not agrees and (
                shared < 0.6 * min(len(one.content), len(other.content)) or not (one.given and other.given)
            ):
                return False
        if not agrees and (one.updated or other.updated or not (_stated(one) or _stated(other))):
            return False
        if not agrees and one.sentence != other.sentence and _is_update(one, other):
            return False
        return one.sentence != other.sentence or self._contrasted(one.figure, other.figure)

    def _contrasted(self, one: Figure, other: Figure) -> bool:
        """Whether two figures of one sentence are given by two."""
        gap = self.outline.between(one, other)
        return (
            re.search(rf"\b{either('same', 'contrasts')}\b|;", gap) is not None
            or re.search(rf"\b{either('same', 'givers')}(?: {WORD}){{0,4}} \Z", gap) is not None
            or (one.quantity.statement != other.quantity.statement and len(gap) < REACH // 3)
        )


def _measured_alike(one: Figure, other: Figure) -> bool:
    """Whether two measures are one: an area that was lost may be said to be just an area, not to be held."""
    measures = {one.quantity.measure, other.quantity.measure}
    return len(measures) == 1 or "area" in measures


def _is_update(one: Mention, other: Mention) -> bool:
    """Whether a later figure may be news rather than another account: from one giver, or hours later."""
    if one.givers and one.givers == other.givers:
        return other.figure.meant.low > one.figure.meant.low
    if one.clock == other.clock:
        return False
    return not (one.givers and other.givers) or bool(one.givers & other.givers)


def _lead(text: str) -> str:
    """The first paragraphs of a text, as far as the first that is more than a heading."""
    end = 0
    while 0 <= end < 600:
        start, end = end, text.find("\n", end + 1)
        if end - start > 80 or end < 0:
            break
    return text[: end if 0 < end < 1200 else 600]


def _stated(mention: Mention) -> bool:
    """Whether somebody other than the outlet gives a figure."""
    return mention.given or mention.figure.quantity.statement is not None


def _places(raw: str) -> frozenset[str]:
    """The words of all names that stand where places do."""
    names = (name for match in _PLACE.finditer(raw) for name in match.groups() if name)
    words_ = (word for name in names for word in re.findall(r"\S+(?:\s\d+)?", name.lower()))
    return frozenset(word for word in words_ if not _DATE.fullmatch(word))


def _last_place(raw: str) -> frozenset[str]:
    """The words of the last name that stands where places do."""
    found: frozenset[str] = frozenset()
    for match in _PLACE.finditer(raw):
        found = _places(match[0]) or found
    return found


def _only_place(raw: str) -> frozenset[str]:
    """The words of the name that stands where places do, if there is but one."""
    found = [match[0] for match in _PLACE.finditer(raw)]
    return _places(found[0]) if len(found) == 1 else frozenset()


def _cut(gap: str) -> tuple[int, int]:
    """Where the last clause begins in what stands between two figures."""
    cut = (len(gap), 0)
    for match in _CUT.finditer(gap):
        cut = match.span()
    return cut


def _last(pieces: list[str]) -> str:
    return pieces[-1]


def _stem(word: str) -> str:
    return word[:4]
