"""Heads: the token that says whom a source span, or a relative pronoun, means."""

from collections.abc import Sequence

from sayso.annotation import Annotation
from sayso.extraction.nouns import fold, load_nouns
from sayso.report import Span

RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


def source_head(annotation: Annotation, source: Span) -> int | None:
    """The token that says whom a source means: the outermost noun or pronoun of its first phrase; None without a word.

    Whatever the parse says, what stands before a possessive "'s" is never meant, and the head of a
    row of nouns is the last: "Holt spokeswoman Alice Reed".
    """
    first, last = annotation.covering(source)
    comma = next((i for i in range(first, last) if annotation.word(i) == ","), last)
    head = _outermost(annotation, first, comma)
    if head is None or annotation.tokens[head].upos not in _NOMINAL:
        whole = _outermost(annotation, first, last)
        head = whole if head is None or (whole is not None and annotation.tokens[whole].upos in _NOMINAL) else head
    while head is not None and head + 1 < last and _goes_on(annotation, head):
        head += 1
    return head


def _outermost(annotation: Annotation, first: int, last: int) -> int | None:
    tokens = annotation.tokens
    worded = [i for i in range(first, last) if any(map(str.isalnum, annotation.word(i)))]
    owners = {i for i in worded if i + 1 < last and tokens[i + 1].xpos == "POS"}
    outer = [i for i in worded if not first <= tokens[i].head < last]
    nominal = [i for i in outer if tokens[i].upos in _NOMINAL and i not in owners]
    inner = [i for i in worded if i not in owners and tokens[i].upos in _NOMINAL] if owners else []
    return next(iter(nominal or inner or outer or worded), None)


def _goes_on(annotation: Annotation, i: int) -> bool:
    """Whether a row of nouns goes on after token `i`."""
    token, after = annotation.tokens[i], annotation.tokens[i + 1]
    if token.upos not in ("NOUN", "PROPN") or after.upos not in ("NOUN", "PROPN") or token.sentence != after.sentence:
        return False
    return fold(annotation.word(i + 1)) not in load_nouns().times


def antecedent(annotation: Annotation, index: int) -> int | None:
    """The noun that the relative clause around this pronoun says more of; None where there is no such clause."""
    tokens = annotation.tokens
    i = index
    for _ in range(6):
        if tokens[i].head < 0:
            break
        if tokens[i].deprel == "acl:relcl":
            above = tokens[i].head
            if above < index and tokens[above].upos in ("NOUN", "PROPN", "PRON"):
                return above
            break
        i = tokens[i].head
    before = index - 2 if index >= 2 and annotation.word(index - 1) == "," else index - 1
    if before < 0 or tokens[before].upos not in ("NOUN", "PROPN"):
        return None
    return _person(annotation, before) if annotation.word(index).casefold() in ("who", "whom") else before


def _person(annotation: Annotation, i: int) -> int:
    """The noun, or the person whom it says more of: "an officer at the post, who"."""
    above, nouns = annotation.tokens[i].head, load_nouns()
    says_more = annotation.tokens[i].deprel.startswith("nmod") and 0 <= above < i
    if (
        says_more
        and nouns.person(annotation.word(above).casefold())
        and not nouns.person(annotation.word(i).casefold())
    ):
        return above
    return i


def source_heads(annotation: Annotation, sources: Sequence[Span]) -> frozenset[int]:
    """The tokens that head a source, and the antecedents of those that are relative pronouns."""
    heads: set[int] = set()
    for source in sources:
        head = source_head(annotation, source)
        if head is None:
            continue
        heads.add(head)
        if annotation.word(head).casefold() in RELATIVE:
            above = antecedent(annotation, head)
            if above is not None:
                heads.add(above)
    return frozenset(heads)
