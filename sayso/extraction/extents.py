"""Extents: the words of a sentence that tell one thing, as a stretch that can be read by itself."""

from collections.abc import Iterable

from sayso.annotation import Annotation
from sayso.reading import Statement
from sayso.report import Span

# Relations of words to a noun that they stand before.
_BEFORE_NOUN = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "case", "advmod"))
_MARKS = frozenset(("PUNCT", "CCONJ", "SCONJ"))
# Words of a clause shown: real ones have fewer.
_WIDEST = 60


def extent(annotation: Annotation, anchor: Span, parts: Iterable[Span], statement: Statement | None) -> Span:
    """The stretch from the first to the last of the parts that stand in the clause or sentence of the anchor.

    No more than one sentence, and no more than one piece of the statement's content. An anchor with no other part
    there is told by the words that hang from it.
    """
    bounds = _bounds(annotation, anchor, statement)
    inside = [anchor, *(part for part in parts if bounds.start <= part[0] and part[1] <= bounds.end)]
    told = Span(min(start for start, _ in inside), max(end for _, end in inside))
    if told == anchor:
        told = _clause(annotation, anchor, bounds)
    return _whole(annotation, told, bounds)


def _bounds(annotation: Annotation, anchor: Span, statement: Statement | None) -> Span:
    """The sentence around the anchor, as far as it lies in the same piece of the statement's content."""
    tokens = annotation.tokens
    at, behind = annotation.covering(anchor)
    if at == behind:
        return anchor
    first, last = annotation.sentences[tokens[at].sentence]
    low, high = tokens[first].start, tokens[last - 1].end
    for start, end in statement.content if statement else ():
        if start <= anchor[0] < end:
            low, high = max(low, start), min(high, end)
    return Span(low, max(high, anchor[1]))


def _clause(annotation: Annotation, anchor: Span, bounds: Span) -> Span:
    """The words that hang from the anchor, marks at their ends left out."""
    tokens = annotation.tokens
    found = list(range(*annotation.covering(anchor)))
    for i in found:
        kids = (tokens[kid] for kid in annotation.children[i])
        if any(kid.start < bounds.start or kid.end > bounds.end for kid in kids):
            continue
        found += annotation.children[i]
        if len(found) > _WIDEST:
            break
    worded = [Span(tokens[i].start, tokens[i].end) for i in found if tokens[i].upos not in _MARKS]
    return Span(min(start for start, _ in (anchor, *worded)), max(end for _, end in (anchor, *worded)))


def _whole(annotation: Annotation, told: Span, bounds: Span) -> Span:
    """The stretch with the rest of the phrases that it begins and ends in."""
    tokens = annotation.tokens
    first, last = annotation.covering(told)
    if first == last:
        return told
    while first > 0 and tokens[first - 1].head == first and tokens[first - 1].deprel in _BEFORE_NOUN:
        first -= 1
    while tokens[last - 1].deprel in _BEFORE_NOUN and tokens[last - 1].head >= last:
        last = tokens[last - 1].head + 1
    start, end = min(told.start, tokens[first].start), max(told.end, tokens[last - 1].end)
    return Span(max(bounds.start, start), min(bounds.end, end))
