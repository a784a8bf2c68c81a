"""Actors: who speaks and who is spoken of, each with all the words that mean them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.annotation import Annotation
from sayso.extraction.chains import Chain
from sayso.extraction.coreference import join_mentions, tokens_to_mentions
from sayso.extraction.heads import source_head
from sayso.extraction.mentions import Mention, find_mentions
from sayso.extraction.nouns import load_nouns
from sayso.extraction.sourcing import sourcing_of
from sayso.reading import Actor, ActorKind, Sourcing
from sayso.report import Span


@dataclass(frozen=True)
class Actors:
    """The actors of a report, in the order of their first mention.

    `of` maps every mention, every source and every entity that means an actor to the actor's id;
    `sourcing` says for each id how the text identifies the actor.
    """

    actors: tuple[Actor, ...]
    of: Mapping[Span, str]
    sourcing: Mapping[str, Sourcing]


def read_actors(annotation: Annotation, sources: Sequence[Span], *, outlet: str | None = None) -> Actors:
    """The actors of a report. Each of `sources`, and of whom they speak to, that holds a word gets one.

    `outlet` is the name of whoever publishes the report: where the text names it, it is an outlet.
    """
    mentions = find_mentions(annotation, sources)
    spoken = dict(_meant(annotation, mentions, sources))
    meant = frozenset(spoken.values())
    speaking = frozenset(number for number in meant if not _addressed(annotation, mentions[number]))
    chains = [chain for chain in join_mentions(annotation, mentions, speaking) if _acts(chain, mentions, meant)]
    chains.sort(key=lambda chain: mentions[chain.mentions[0]].span)
    entities = _meant(annotation, mentions, [entity.span for entity in annotation.entities])
    actors = tuple(_actor(f"a{place}", chain, mentions) for place, chain in enumerate(chains, 1))
    actor_of = {number: actor.id for actor, chain in zip(actors, chains, strict=True) for number in chain.mentions}
    of = {span: actor_of[number] for span, number in entities if number in actor_of}
    of.update((mentions[number].span, actor) for number, actor in actor_of.items())
    of.update((span, actor_of[number]) for span, number in spoken.items())
    sourcing = {actor.id: sourcing_of(chain, mentions, outlet) for actor, chain in zip(actors, chains, strict=True)}
    return Actors(actors, of, sourcing)


def _meant(annotation: Annotation, mentions: Sequence[Mention], spans: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """Each span with the mention (by number) that it means, where it means one."""
    at = tokens_to_mentions(mentions)
    couples = {mention.members[0]: number for number, mention in enumerate(mentions) if mention.members}
    for span in spans:
        head = source_head(annotation, span)
        if head is None:
            continue
        number = at.get(head)
        couple = couples.get(head)
        if couple is not None and mentions[couple].span.end <= span[1]:
            number = couple
        if number is not None:
            yield Span(*span), number


def _addressed(annotation: Annotation, mention: Mention) -> bool:
    """Whether a mention is told something, so that whoever goes on speaking is somebody else."""
    deprel = annotation.tokens[mention.head].deprel
    below = annotation.children[mention.head]
    to = deprel.startswith("obl") and below and annotation.word(below[0]).casefold() == "to"
    return deprel in ("obj", "iobj") or bool(to)


def _acts(chain: Chain, mentions: Sequence[Mention], meant: frozenset[int]) -> bool:
    """Whether a chain is worth an actor: it speaks, is spoken to, or is somebody named or returned to."""
    if not chain.mentions:
        return False
    if not meant.isdisjoint(chain.mentions):
        return True
    forms = {mentions[number].form for number in chain.mentions}
    if forms == {"pronoun"}:
        return False
    subject = any(mentions[number].subject for number in chain.mentions)
    if chain.kind in ("Location", "Nationality"):
        return subject
    return bool(chain.names) or len(chain.mentions) > 1 or (subject and "description" in forms)


def _actor(actor_id: str, chain: Chain, mentions: Sequence[Mention]) -> Actor:
    own = [mentions[number] for number in chain.mentions]
    kind: ActorKind = "Person" if chain.gender is not None and not chain.sure else chain.kind
    return Actor(
        id=actor_id,
        name=_name(own),
        kind=kind,
        mentions=tuple(mention.span for mention in own),
        role=_role(own) if kind == "Person" and not chain.many else None,
        country=chain.country,
    )


def _role(own: Sequence[Mention]) -> str | None:
    """What the first title or description that says more than "man" or "woman" calls the actor."""
    anybody = load_nouns().anybody
    return next((mention.role for mention in own if mention.role and mention.noun not in anybody), None)


def _name(own: Sequence[Mention]) -> str:
    """The fullest proper name without title, of a person the one most used; else a description; else the pronoun."""
    named = [mention for mention in own if mention.name is not None]
    if named:
        counts = Counter(mention.name for mention in named if mention.kind == "Person")
        best = max(
            named,
            key=lambda mention: (
                min(len(mention.wording.split()), 2),
                counts[mention.name],
                len(mention.wording.split()),
                not mention.wording.isupper(),
            ),
        )
        return " ".join(best.wording.split())
    described = [mention for mention in own if mention.form in ("description", "couple")]
    best = max(described, key=lambda mention: len(mention.modifiers)) if described else own[0]
    wording = " ".join(best.wording.split())
    return wording[4:] if wording[:4].casefold() == "the " and len(wording) > 4 else wording
