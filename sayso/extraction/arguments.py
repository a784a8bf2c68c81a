"""Arguments: who and what has a part in an event, from what the model links to its trigger and sees as a part at all."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.annotation import Annotation, EventMention, PartyMention
from sayso.extraction.heads import source_head
from sayso.extraction.nouns import load_nouns, singular
from sayso.reading import Argument, Role
from sayso.report import Span

#: The role that each kind of party has in an act of violence, and what kind of entity it is.
_PARTS: dict[str, tuple[Role, str | None]] = {
    "perpetrator": ("actor", "Person"),
    "organisation": ("actor", "Organisation"),
    "victim": ("recipient", "Person"),
    "target": ("object", None),
    "weapon": ("instrument", "Weapon"),
}
_ROLES: dict[str, Role] = {
    "actor": "actor", "recipient": "recipient", "object": "object", "instrument": "instrument", "place": "place",
    "time": "time",
}  # fmt: skip
#: Words that begin a phrase and are no part of it.
_LEADING = frozenset(("ADP", "PUNCT", "CCONJ", "SCONJ"))
_TRAILING = frozenset(("PUNCT", "CCONJ", "SCONJ", "ADP"))
#: Types of events that are acts of violence or of force.
VIOLENT = frozenset(("ASSAULT", "COERCE"))


class Kinds:
    """What kind of entity the words of an argument name: by the entities found, or by their noun."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.entities = sorted(annotation.entities, key=lambda entity: (entity.span.end, entity.span.start))
        self.ends = [entity.span.end for entity in self.entities]

    def of(self, span: Span, head: int | None) -> str | None:
        """The kind of the widest entity that ends where the head of the span does, or that the head's noun says."""
        if head is None:
            return None
        token = self.annotation.tokens[head]
        place = bisect_left(self.ends, token.end)
        ending = self.entities[place : bisect_left(self.ends, token.end + 1)]
        inside = [entity for entity in ending if span.start <= entity.span.start]
        if inside:
            return min(inside, key=lambda entity: entity.span.start).kind
        nouns = load_nouns()
        noun = singular(self.annotation.word(head), token.xpos in ("NNS", "NNPS"))
        if nouns.person(noun) or noun in nouns.groups or noun in nouns.members:
            return "Person"
        return "Organisation" if nouns.institution(noun) or noun in nouns.media else None


def trimmed(annotation: Annotation, span: Span) -> Span | None:
    """The span without what stands around a phrase and belongs to none; `None` if no word is left."""
    tokens = annotation.tokens
    first, last = annotation.covering(span)
    while first < last and tokens[first].upos in _LEADING and annotation.word(first) not in ("$", "#"):
        first += 1
    while first < last and tokens[last - 1].upos in _TRAILING:
        last -= 1
    if first < last and tokens[last - 1].xpos == "POS":
        last -= 1
    if first == last or not any(map(str.isalnum, annotation.text[tokens[first].start : tokens[last - 1].end])):
        return None
    return Span(max(span.start, tokens[first].start), min(span.end, tokens[last - 1].end))


def linked(
    annotation: Annotation, event: EventMention, kinds: Kinds, actors: Mapping[Span, str]
) -> Iterator[Argument]:
    """The arguments that the model links to the trigger; `actors` gives the actor of a mention."""
    for mention in event.arguments:
        span = trimmed(annotation, mention.span)
        if span is not None and mention.role in _ROLES:
            yield _argument(annotation, _ROLES[mention.role], span, kinds, actors)


def _argument(
    annotation: Annotation, role: Role, span: Span, kinds: Kinds, actors: Mapping[Span, str], kind: str | None = None
) -> Argument:
    head = source_head(annotation, span)
    return Argument(role=role, span=span, kind=kind or kinds.of(span, head), actor=actor_of(annotation, span, actors))


def actor_of(annotation: Annotation, span: Span, actors: Mapping[Span, str]) -> str | None:
    """The actor that a span means: of the mention with the same bounds, else of the widest with the same head."""
    if span in actors:
        return actors[span]
    head = source_head(annotation, span)
    if head is None:
        return None
    token = annotation.tokens[head]
    inside = [m for m in actors if span.start <= m.start <= token.start and token.end <= m.end <= span.end]
    return actors[max(inside, key=lambda m: m.end - m.start)] if inside else None


def share_out_parties(
    annotation: Annotation, triggers: Sequence[tuple[int, Span]], parties: Iterable[PartyMention]
) -> Iterator[tuple[int, PartyMention]]:
    """Each party with the number of the violent event it has a part in.

    `triggers` are the numbers and spans of the violent events in text order. It is the nearest in the same sentence,
    else the last one before, else the first.
    """
    if not triggers:
        return
    sentences = [annotation.tokens[annotation.covering(span)[0]].sentence for _, span in triggers]
    for party in parties:
        first, last = annotation.covering(party.span)
        if first == last:
            continue
        sentence = annotation.tokens[first].sentence
        low, high = bisect_left(sentences, sentence), bisect_left(sentences, sentence + 1)
        if low < high:
            near = min(range(low, high), key=lambda i: abs(triggers[i][1].start - party.span.start))
        else:
            near = max(0, low - 1)
        yield triggers[near][0], party


def party_argument(
    annotation: Annotation, party: PartyMention, kinds: Kinds, actors: Mapping[Span, str]
) -> Argument | None:
    """The argument that a party is; `None` if its span holds no word."""
    span = trimmed(annotation, party.span)
    if span is None:
        return None
    role, kind = _PARTS[party.part]
    return _argument(annotation, role, span, kinds, actors, kind)
