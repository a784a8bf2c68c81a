"""Whether what stands at a place in the text is told as past, present or yet to come."""

import re
from typing import Literal

from sayso.annotation import Annotation
from sayso.report import Span

Tense = Literal["past", "present", "future"]

# Words that put the time beside them ahead of the text, whatever their form ("the meeting scheduled for Monday").
_PLANNED = frozenset(
    [
        "scheduled",
        "expected",
        "due",
        "planned",
        "slated",
        "set",
        "upcoming",
        "proposed",
        "deadline",
        "plan",
        "plans",
        "planning",
        "intends",
        "intend",
        "hopes",
        "hope",
        "expects",
        "expect",
        "payable",
        "expire",
        "expires",
    ]
)
_REPORTING = frozenset(["say", "says", "tell", "tells", "report", "reports", "write", "writes", "quote", "quotes"])
_ENDED = frozenset(
    ["failed", "managed", "refused", "helped", "used", "began", "started", "continued", "declined", "happened"]
)
_COULD = frozenset(["would", "could", "might", "may", "should", "can", "must", "ought", "'d"])


def tense_at(annotation: Annotation, span: Span) -> Tense | None:
    """The tense of the verb that governs a span: by the parse where there is one, else by the words around."""
    i = annotation.head_of(span)
    if i is not None and annotation.tokens[i].xpos:
        return _parsed(annotation, i)
    return _guessed(annotation.text, span)


def _parsed(annotation: Annotation, i: int) -> Tense | None:
    nominal = False
    for _ in range(12):  # a parse that the model made may hold a ring
        i = annotation.tokens[i].head
        if i < 0:
            return None
        token = annotation.tokens[i]
        word = annotation.word(i).lower()
        children = annotation.children[i]
        if word in _PLANNED or any(
            annotation.tokens[k].deprel == "amod" and annotation.word(k).lower() in _PLANNED for k in children
        ):
            return "future"
        auxiliaries = [k for k in children if annotation.tokens[k].deprel.partition(":")[0] in ("aux", "cop")]
        if token.upos in ("VERB", "AUX") or token.xpos[:2] in ("VB", "MD") or auxiliaries:
            tense = _of_verb(annotation, i, auxiliaries)
            if tense:
                # "will testify about the Aug. 7 bombing": what a noun is named by need not lie where its verb does
                return None if nominal and tense != "past" else tense
        else:
            nominal = True
    return None


def _of_verb(annotation: Annotation, i: int, auxiliaries: list[int]) -> Tense | None:
    """The tense of one verb with its auxiliaries, or `None` where its governor decides."""
    words = {annotation.word(k).lower() for k in auxiliaries}
    tags = {annotation.tokens[k].xpos for k in auxiliaries}
    tag, word = annotation.tokens[i].xpos, annotation.word(i).lower()
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    if words & _COULD:
        return "past" if "have" in words else "future"
    if "VBD" in tags or tag == "VBD" or words & {"has", "have", "'ve", "’ve"}:
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "future" if tag == "VBG" else "present"
    if tag == "VB" and any(annotation.word(k).lower() == "to" for k in annotation.children[i]):
        head = annotation.tokens[i].head
        return None if head >= 0 and annotation.word(head).lower() in _ENDED else "future"
    if tag == "VBN":
        return "past"
    if tag in ("VBZ", "VBP"):
        return "past" if word in _REPORTING else "present"
    return None


_STOP = re.compile(r"[.!?;:][\"'”’)]*\s|\n\s*\n")
_CUE = re.compile(
    r"\b(?:(?P<future>will|would|won|wo|shall|ll|may|might|could|scheduled|due|expected|expects|planned|plans|slated|upcoming"
    r"|deadline|payable|expires?|to(?=\s+(?:be|have|[a-z]{3,}e)\b))"
    r"|(?P<present>is|are|has(?= to)|have(?= to))"
    r"|(?P<past>was|were|had|did|has|have|said|told|went|came|made|took|met|held|left|fell|rose|began|won|lost|found"
    r"|shot|sent|became|got|gave|saw|wrote|ran|spoke|led|fled|struck|broke|says|[a-z]{2,}ed))\b"
)
_REACH = 150


def _guessed(text: str, span: Span) -> Tense | None:
    """The tense of the nearest word in the sentence that shows one."""
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    after = _STOP.split(text[span.end : span.end + _REACH], maxsplit=1)[0]
    nearest: tuple[int, Tense] | None = None
    for match in _CUE.finditer(before):
        nearest = (len(before) - match.end(), match.lastgroup)  # type: ignore[assignment]
    following = _CUE.search(after)
    if following and (nearest is None or following.start() < nearest[0]):
        nearest = (following.start(), following.lastgroup)  # type: ignore[assignment]
    return nearest[1] if nearest else None
