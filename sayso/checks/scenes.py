"""Scenes: the places, dates, speakers and scope words that the text around a figure gives."""

import re
from bisect import bisect_right
from typing import NamedTuple

from sayso.checks.outline import REACH, WORD, Figure, Outline
from sayso.checks.words import either, words
from sayso.reading import Reading

NOUN = re.compile(r"[a-z][a-zß-ɏ\d'-]*")
_DATE = re.compile(rf"\b(?:{either('same', 'dates')}|(?:19|20)\d\d|\d{{1,2}} ma(?:y|rch)|ma(?:y|rch) \d{{1,2}})\b")
_SPEECH = re.compile(rf",?[\"']? (?:{WORD} ){{0,3}}(?:{either('same', 'speech')})\b")
#: That somebody gives a figure: "said", "police count".
GIVEN = re.compile(
    rf"\b(?:{either('same', 'speech')}|{either('same', 'givers')} (?:{WORD} )?{either('same', 'giving')})\b"
)
#: That a figure has been another before: "initially", "went from 4 to 9".
_UPDATED = re.compile(rf"\b{either('same', 'updates')}\b|\bfrom (?:{WORD} )?N[^A-Z]{{0,40}} to (?:{WORD} )?N")
#: What is said of some of those counted, not of the figure.
_OF_THEM = re.compile(
    r"\b(?:most|many|some|all|half|none|nearly all|almost all|every one|each) of (?:them|whom|those|these)\b"
)
#: That somebody speaks of what is theirs: "said they hold".
_OWN = re.compile(rf"\b{either('same', 'speech')}(?: that)? (?:it|its|they|their|we|our|he|his|she|her)\b")
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
#: That a figure is of what the one before it is of: "put the number at".
_REFERS = re.compile(
    r"\b(?:puts?|gave|gives?|set) (?:the|that|their|its) (?:number|figure|total|count|crowd|turnout)(?: of [a-z]+)? "
    r"(?:at|as)(?: (?:only|just|some|about))? \Z"
)
#: That a giver gives a bare number for it: "the organisers speak of N.".
_SPOKE = re.compile(
    rf"\b{either('same', 'givers')}(?: {WORD})? (?:speak|spoke|claim|claimed|count|counted|reckon|reckoned|said|say)"
    rf"(?: of| it was| there were)? \Z|\b{either('same', 'speech')}(?: that)? (?:it was|there were)(?: only)? \Z"
)


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


class Scene:
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
        sentence = bisect_right(self.breaks, figure.at)
        earlier = self.outline.figures[figure.order - 1].at if figure.order else -1
        alone = head == before and earlier < (self.breaks[sentence - 1] if sentence else 0)
        lead = head if alone else head[_cut(head)[1] :]
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
        narrowing = (_noun_phrase(match[1]) for match in _LOCATIVE.finditer(undated))
        return Mention(
            figure=figure,
            sentence=sentence,
            places=places,
            narrowing=frozenset(
                phrase[-1] for phrase in narrowing if phrase and not words("same", "settings").intersection(phrase)
            )
            - places,
            own=_OWN.search(head) is not None,
            refers=refers(figure),
            dates=dates,
            scope=frozenset(
                "" if word in words("same", "unreal") else word
                for word in NOUN.findall(undated)
                if word in words("same", "unreal") or word in words("same", "scopes")
            ),
            crowd=re.search(rf"\b{either('same', 'crowd')}\b", around) is not None,
            given=GIVEN.search(around) is not None,
            givers=frozenset((speaker,))
            if speaker
            else frozenset(_GIVER.findall(around) or (self._giver(figure, entry) if clock else ())),
            clock=clock[0] if clock else None,
            content=frozenset(
                stem(word) for word in NOUN.findall(undated) if len(word) > 3 and word not in words("same", "empty")
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


def refers(figure: Figure) -> bool:
    """Whether a figure is given for what the one before it is of."""
    bare = re.match(r"[^\w ]|$", figure.after) is not None
    return _REFERS.search(figure.before) is not None or (bare and _SPOKE.search(figure.before) is not None)


def _lead(text: str) -> str:
    """The first paragraphs of a text, as far as the first that is more than a heading."""
    end = 0
    while 0 <= end < 600:
        start, end = end, text.find("\n", end + 1)
        if end - start > 80 or end < 0:
            break
    return text[: end if 0 < end < 1200 else 600]


def _places(raw: str) -> frozenset[str]:
    """The words of all names that stand where places do."""
    names = (name for match in _PLACE.finditer(raw) for name in match.groups() if name)
    words_ = (re.sub("['’]s?$", "", word) for name in names for word in re.findall(r"\S+(?:\s\d+)?", name.lower()))
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


def _noun_phrase(phrase: str) -> list[str]:
    """The words of a phrase as far as one that ends a noun: "kiln on" is "kiln"."""
    found = phrase.split()
    return found[:1] if found[-1] in words("same", "stop") else found


def _cut(gap: str) -> tuple[int, int]:
    """Where the last clause begins in what stands between two figures."""
    cut = (len(gap), 0)
    for match in _CUT.finditer(gap):
        cut = match.span()
    return cut


def _last(pieces: list[str]) -> str:
    return pieces[-1]


def stem(word: str) -> str:
    """The beginning of a word, which its forms share."""
    return word[:4]
