"""Ellipsis: numbers whose own noun is left out, and the words by which they lean on what was said before."""

from sayso.extraction.countable import Counted, span_of, unit_noun
from sayso.extraction.measures import load_measures, verb_forms
from sayso.extraction.predicates import Setting

_FAR = 25  # tokens before a number in which a subject that it counts may stand
_NEAR = 9  # tokens between the noun of a goal and its number
_LABEL = 5
_COPULAS = frozenset(
    ("is", "was", "be", "been", "being", "of", "at", "to", "for", "remains", "remained", "stands", "stood")
)
_COMPARING = frozenset(("against", "than", "versus", "vs"))
_CHANGING = frozenset(("from", "to"))
_TURNED = frozenset(("up", "down", "compared", "back", "short"))
_SEQUENCE = frozenset(("first", "last", "next"))
_AGAIN = frozenset(("further", "another", "additional", "extra", "more"))
_BULLETS = frozenset("-–—*•·◦▪")


def compares(setting: Setting) -> bool:
    """Whether a number without a noun is set against the amount before it, in this sentence or the last.

    "against | 57", "a target of | 10,000", "the ceiling is | 3", "it has gone | four so far", "| 30 a year ago".
    """
    before = setting.word(setting.first - 1)
    if before in _COMPARING:
        return True
    if before in _CHANGING | {"with", "on"} and setting.word(setting.first - 2) in _TURNED:
        return setting.word(setting.last) != "to"  # "revised down from | 40 to 26"
    behind = setting.word(setting.last), setting.word(setting.last + 1)
    if behind in (("so", "far"), ("last", "year")) or (behind[0] in ("a", "an") and is_ago(setting, setting.last + 2)):
        return True
    if before in _COPULAS:
        words = (setting.word(k) for k in range(setting.first - 2, setting.first - _NEAR, -1))
        for word in words:
            if word in (",", ";", ":", "."):
                return False
            if word in load_measures().goals:
                return True
    return False


def is_ago(setting: Setting, at: int) -> bool:
    """Whether a time ends here that says when: "a year | ago", and not how often."""
    return setting.word(at) in ("ago", "earlier", "before", "later")


def of_it(setting: Setting) -> bool:
    """Whether the number is what "it" has, or is: what was spoken of goes on: "last year it held | 3.5 billion"."""
    at = setting.first - 1
    while setting.upos(at) in ("VERB", "AUX", "ADV", "PART"):
        at -= 1
    return at < setting.first - 1 and setting.word(at) == "it"


def changes(setting: Setting) -> bool:
    """Whether the number is an end of a change: "rose from 40 | to 55"."""
    return setting.word(setting.first - 1) in _CHANGING


def grows(setting: Setting) -> bool:
    """Whether a verb of change stands right before that end: "is to grow | to 15"."""
    verb = verb_forms(setting.word(setting.first - 2))
    return setting.upos(setting.first - 2) == "VERB" and not load_measures().scale.isdisjoint(verb)


def in_sequence(setting: Setting) -> bool:
    """Whether the number picks from a row that was named before: "the first | four"."""
    return setting.word(setting.first - 1) in _SEQUENCE and setting.word(setting.first - 2) in ("the", "its", "their")


def again(setting: Setting, number: int) -> bool:
    """Whether the hedge before the numeral at a token says that there were others: "a further | two dozen"."""
    words = (setting.word(k) for k in range(setting.first, number + 1))
    return not _AGAIN.isdisjoint(words) or setting.word(setting.first - 1) in _AGAIN


def is_crowd(setting: Setting, number: int) -> bool:
    """Whether the number is a vague word in the plural, alone: "| hundreds dig by hand"; people are meant."""
    last = setting.last - 1
    return last >= number and setting.word(last) in load_measures().crowds and not setting.phrase.part


def plural_subject(setting: Setting) -> Counted | None:
    """The nearest subject in the plural before the number in its sentence."""
    annotation = setting.annotation
    tokens = annotation.tokens
    begins = annotation.sentences[tokens[setting.first].sentence][0]
    for k in range(setting.first - 1, max(setting.low, setting.first - _FAR) - 1, -1):
        if tokens[k].xpos in ("NNS", "NNPS") and (k == begins or tokens[k].deprel.startswith("nsubj")):
            return Counted(span_of(annotation, k, k + 1), unit_noun(annotation, k), None)
    return None


def line_label(setting: Setting) -> Counted | None:
    """What the label at the head of the sentence says that its bare numbers count: "Teams: 210 trained, 240 hired"."""
    annotation = setting.annotation
    low = annotation.sentences[annotation.tokens[setting.first].sentence][0]
    if low < setting.low:
        return None
    first = low + (setting.word(low) in _BULLETS)
    for k in range(first, min(first + _LABEL, setting.first)):
        if setting.word(k) == ":":
            if k > first and setting.xpos(k - 1) in ("NNS", "NNPS"):
                return Counted(span_of(annotation, first, k), unit_noun(annotation, k - 1), None)
            return None
        if setting.upos(k) not in ("NOUN", "PROPN", "ADJ"):
            return None
    return None


def is_respective(setting: Setting) -> bool:
    """Whether the number is of a row of which each is for another noun."""
    behind = (setting.word(k) for k in range(setting.last, min(setting.last + _NEAR, setting.high)))
    return "respectively" in behind or setting.word(setting.first - 1) == "respectively"


def respective(setting: Setting, subject: int, place: int) -> int:
    """The noun of a row of subjects that a number of a row is for: "Cars and lorries came to 12 and | 3 respectively".

    `subject` is the first of the row, `place` how many numbers stand before this one.
    """
    tokens = setting.annotation.tokens
    others = (k for k in range(subject + 1, setting.first) if tokens[k].head == subject and _conjoined(setting, k))
    row = [subject, *others]
    return row[place] if place < len(row) else subject


def _conjoined(setting: Setting, at: int) -> bool:
    return setting.annotation.tokens[at].deprel == "conj" and setting.upos(at) in ("NOUN", "PROPN")
