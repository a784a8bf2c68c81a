"""Whether what stands at a place in the text is told as past, present or yet to come."""

import re
from typing import Literal

from sayso.annotation import Annotation
from sayso.report import Span

Tense = Literal["past", "present", "future"]

_split = str.split  # keeps the word lists below readable

# Verbs and adjectives that put the time beside them ahead of the text, whatever their form ("scheduled for Monday").
_PLANNED = frozenset(
    _split(
        "scheduled expected due planned slated upcoming proposed plan plans planning intends intend hopes hope "
        "expects expect payable effective expire expires"
    )
)
# Verbs of which the infinitive is yet to come, though they are past themselves ("agreed to meet on Monday").
_INTENDED = frozenset(
    _split(
        "agreed vowed promised ordered told asked decided wanted threatened invited urged pledged offered voted "
        "summoned subpoenaed called prepared sought arranged set"
    )
)
_REPORTED = frozenset(_split("said told says tells reports writes quotes"))
_WILL = frozenset(_split("will shall 'll ’ll wo"))
# "Could" is left out: as often as not it is the past of "can".
_WOULD = frozenset(_split("would might may should must"))
_HAD = frozenset(_split("was were did had have has 've ’ve"))
_IS = frozenset(_split("is are am 's ’s 're ’re do does"))

_BEFORE = re.compile(
    r"\b(?:(?P<past>since|back in)|(?P<future>(?:as soon as|as early as|no later than|due|effective)))\s+$"
)
# A time until which something is put off or granted lies ahead; one until which something lasts may.
_DEFERRED = re.compile(r"\b(?:(?:postpon|delay|extend|defer|adjourn|g[ai]ve|grant)[^.;:]*|ha(?:s|ve|d) )\buntil\s+$")
_ENDPOINT = re.compile(r"\b(?:through|until|till|by)\s+$")
_CLITIC = re.compile(r"['’]s\b")
_REACH = 150


def tense_at(annotation: Annotation, span: Span) -> Tense | None:
    """The tense of the verb that governs a span: by the parse where that finds one, else by the words around."""
    text = annotation.text
    if before := _BEFORE.search(text, max(0, span.start - 16), span.start):
        return "past" if before["past"] else "future"
    endpoint = _ENDPOINT.search(text, max(0, span.start - 16), span.start)
    if endpoint and _DEFERRED.search(text, max(0, span.start - _REACH), span.start):
        return "future"
    # "will testify about the Aug. 7 bombing": what a time names need not lie where the sentence's verb does
    nominal = bool(_CLITIC.match(text, span.end))
    tense = None
    i = annotation.head_of(span)
    above = -1 if i is None else annotation.tokens[i].head
    if endpoint and above >= 0 and annotation.word(above).lower() in _INTENDED:
        return "future"  # "promised that it would be open by Friday", whichever verb the parse hangs it from
    if i is not None and annotation.tokens[i].xpos:
        tense, passed_noun = _parsed(annotation, i)
        nominal = nominal or passed_noun
    tense = tense or _guessed(text, span)
    return None if (endpoint if tense == "past" else nominal) else tense


def _parsed(annotation: Annotation, i: int) -> tuple[Tense | None, bool]:
    """The tense of the nearest verb above a token that shows one, and whether a noun stands between."""
    passed_noun = False
    for _ in range(12):  # deeper than any sentence is read, and an end to a ring of heads
        i = annotation.tokens[i].head
        if i < 0:
            break
        token, children = annotation.tokens[i], annotation.children[i]
        if annotation.word(i).lower() in _PLANNED:
            return "future", False
        if any(annotation.tokens[k].deprel == "amod" and annotation.word(k).lower() in _PLANNED for k in children):
            return "future", False
        auxiliaries = {
            annotation.word(k).lower()
            for k in children
            if annotation.tokens[k].deprel.partition(":")[0] in ("aux", "cop")
        }
        if token.upos not in ("VERB", "AUX") and not auxiliaries:
            passed_noun = True
        elif tense := _of_verb(annotation, i, auxiliaries):
            return tense, passed_noun
    return None, False


def _of_verb(annotation: Annotation, i: int, auxiliaries: set[str]) -> Tense | None:
    """The tense of one verb with its auxiliaries, or `None` where its governor decides."""
    tag, word = annotation.tokens[i].xpos, annotation.word(i).lower()
    if auxiliaries & _WILL:
        return "future"
    if auxiliaries & _WOULD:
        return "past" if "have" in auxiliaries else "future"
    if auxiliaries & _HAD or tag == "VBD" or word in _REPORTED:
        return "past"
    if auxiliaries & _IS:
        return "future" if tag == "VBG" else "present"
    if tag == "VB" and any(annotation.word(k).lower() == "to" for k in annotation.children[i]):
        head = annotation.tokens[i].head
        governed_by_past = head >= 0 and annotation.tokens[head].xpos in ("VBD", "VBN")
        return None if governed_by_past and annotation.word(head).lower() not in _INTENDED | _PLANNED else "future"
    if tag == "VBN" or (tag == "VBP" and word.endswith("ed")):  # tagged wrongly: no present ends so
        return "past"
    return "present" if tag in ("VBZ", "VBP") else None


_STOP = re.compile(r"[.!?;:][\"'”’)]*\s|\n\s*\n")
_CUE = re.compile(
    r"\b(?:(?P<future>will|would|won|wo|shall|ll|may|might|scheduled|due|expected|expects|planned|plans|slated|upcoming"
    r"|payable|expires?|to(?=\s+(?:be|have|[a-z]{3,}e)\b))"
    r"|(?P<past>was|were|had|did|has|have|said|told|went|came|made|took|met|held|left|fell|rose|began|won|lost|found"
    r"|shot|sent|became|got|gave|saw|wrote|ran|spoke|led|fled|struck|broke|says|[a-z]{2,}ed))\b"
)


def _guessed(text: str, span: Span) -> Tense | None:
    """The tense of the nearest word in the sentence that shows one."""
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    after = _STOP.split(text[span.end : span.end + _REACH], maxsplit=1)[0]
    cues = [(len(before) - match.end(), match) for match in _CUE.finditer(before)][-1:]
    cues += [(match.start(), match) for match in _CUE.finditer(after)][:1]
    if not cues:
        return None
    _, nearest = min(cues, key=lambda cue: cue[0])
    return "future" if nearest["future"] else "past"
