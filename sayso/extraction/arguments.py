"""Arguments: who has a part in an event, from what the model links to its trigger and what it sees as a part at all."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

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
#: What stands before a noun and is part of its phrase, and how many words of it may have been missed.
_INSIDE = frozenset(("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc"))
_REACH = 5
_TRAILING = frozenset(("PUNCT", "CCONJ", "SCONJ", "ADP"))
_HEDGES = {"at": ("least", "most"), "up": ("to",), "no": ("more", "fewer", "less")}
_ABOUT = frozenset(("over", "under", "above", "below", "around", "about", "nearly", "almost", "some"))
#: Parts of speech that name nobody, as articles do not; and tags of words that a clause begins with or turns on.
_EMPTY = frozenset(("PART", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "INTJ"))
_ARTICLES = frozenset(("the", "a", "an"))
_CLAUSE = frozenset(("VBD", "VBP", "VBZ", "MD", "WP", "WDT"))
#: Least probability of a party to have a part in some act of violence: where the model links it to a trigger, and
#: where it does not. On MUC-4's reports the two heads together give 0.02 more than either alone.
_LINKED, _ALONE = 0.6, 0.95
#: How many parties before the end of a span may reach into it.
_NEAR = 4
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
    """The span without what stands around a phrase and belongs to none, and with all that stands before its noun.

    `None` if no word is left.
    """
    tokens = annotation.tokens
    first, last = annotation.covering(span)
    while first < last and tokens[first].upos in _LEADING and annotation.word(first) not in ("$", "#"):
        if _hedge(annotation, first):
            break
        first += 1
    while first < last and (tokens[last - 1].upos in _TRAILING or tokens[last - 1].xpos == "POS"):
        last -= 1
    last = next((i for i in range(first, last) if tokens[i].xpos in _CLAUSE), last)
    said = range(first + _hedge(annotation, first), last)
    if all(tokens[i].upos in _EMPTY or annotation.word(i).casefold() in _ARTICLES for i in said):
        return None
    if not any(map(str.isalnum, annotation.text[tokens[first].start : tokens[last - 1].end])):
        return None
    first, last = _whole(annotation, first, last)
    first -= next((size for size in (2, 1) if _hedge(annotation, first - size) >= size), 0)
    return Span(tokens[first].start, tokens[last - 1].end)


def _hedge(annotation: Annotation, i: int) -> int:
    """How many tokens from one on are a hedge of the number after them: "at least" 30 people, "over" 30; 0 if none."""
    if not 0 <= i < len(annotation.tokens) - 1:
        return 0
    word, after = annotation.word(i).casefold(), annotation.word(i + 1).casefold()
    if after in _HEDGES.get(word, ()):
        return 2
    return int(word in _ABOUT and annotation.tokens[i + 1].upos == "NUM")


def _whole(annotation: Annotation, first: int, last: int) -> tuple[int, int]:
    """The tokens with the rest of the words before, and of the name around, the noun that they end in or belong to."""
    tokens = annotation.tokens
    outer = last - 1
    while tokens[outer].deprel in _INSIDE and last <= (above := tokens[outer].head) < last + _REACH:
        if tokens[above].upos == "VERB":  # parsed wrongly
            break
        outer = above
    inner = outer
    while tokens[inner].deprel in ("flat", "compound") and first - _REACH < tokens[inner].head < inner:
        inner = tokens[inner].head  # a name hangs from its first word
    low, high = min(first, inner), max(last, outer + 1)
    for kid in annotation.children[inner]:
        if tokens[kid].deprel in _INSIDE or (tokens[kid].deprel == "flat" and kid > inner):
            low, high = min(low, kid), max(high, kid + 1)
    return (low, high) if high - low <= last - first + _REACH else (first, last)


class Meanings:
    """What the words of an argument mean: the kind of entity and the actor.

    `actors` gives the actor's id for each mention.
    """

    def __init__(self, annotation: Annotation, actors: Mapping[Span, str]) -> None:
        self.annotation, self.kinds, self.actors = annotation, Kinds(annotation), actors
        self.mentions: dict[int, list[Span]] = {}
        for span in actors:
            for i in range(*annotation.covering(span)):
                self.mentions.setdefault(i, []).append(span)

    def argument(self, role: Role, span: Span, kind: str | None = None) -> Argument | None:
        """The argument that a span is, cut to its phrase; `None` if it holds no word."""
        cut = trimmed(self.annotation, span)
        if cut is None:
            return None
        head = source_head(self.annotation, cut)
        return Argument(role=role, span=cut, kind=kind or self.kinds.of(cut, head), actor=self._actor(cut, head))

    def _actor(self, span: Span, head: int | None) -> str | None:
        """The actor of the mention with the same bounds, else of the widest one within that holds the head."""
        if span in self.actors:
            return self.actors[span]
        holding = self.mentions.get(-1 if head is None else head, ())
        inside = [m for m in holding if span.start <= m.start and m.end <= span.end]
        return self.actors[max(inside, key=lambda m: m.end - m.start)] if inside else None


def linked(annotation: Annotation, event: EventMention, meanings: Meanings) -> Iterator[Argument]:
    """The arguments that the model links to the trigger, from its own sentence alone, the likeliest first.

    Words have one part in an event: what overlaps a likelier argument is none.
    """
    low, high = annotation.sentences[annotation.tokens[annotation.covering(event.trigger)[0]].sentence]
    start, end = annotation.tokens[low].start, annotation.tokens[high - 1].end
    taken: list[Span] = []
    for mention in sorted(event.arguments, key=lambda mention: -mention.score):
        if mention.span.start < start or mention.span.end > end:
            continue
        given = meanings.argument(_ROLES[mention.role], mention.span)
        if given and not any(s.start < given.span.end and given.span.start < s.end for s in taken):
            taken.append(given.span)
            yield given


class Parties:
    """Those who have a part in acts of violence, whichever it is."""

    def __init__(self, found: Sequence[PartyMention]) -> None:
        self.likely = sorted((p for p in found if p.score >= _LINKED), key=lambda party: party.span)
        self.starts = [party.span.start for party in self.likely]

    @property
    def sure(self) -> list[PartyMention]:
        """Those that have one whatever the model links, in text order."""
        return [party for party in self.likely if party.score >= _ALONE]

    def confirmed(self, argument: Argument) -> Argument | None:
        """The argument, with the kind of a party of the same role that overlaps it; `None` if there is none.

        Places and times are no parties.
        """
        if argument.role in ("place", "time"):
            return argument
        last = bisect_left(self.starts, argument.span.end)
        for party in reversed(self.likely[max(0, last - _NEAR) : last]):
            role, kind = _PARTS[party.part]
            if party.span.end > argument.span.start and role == argument.role:
                return replace(argument, kind=kind or argument.kind)
        return None


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


def party_argument(party: PartyMention, meanings: Meanings) -> Argument | None:
    """The argument that a party is; `None` if its span holds no word."""
    role, kind = _PARTS[party.part]
    return meanings.argument(role, party.span, kind)
