"""Salience: whom a pronoun most likely stands for."""

from collections.abc import Sequence

from sayso.extraction.chains import Chain
from sayso.extraction.mentions import FEMALE, MALE, MANY, THING, Mention

# What speaks for a chain, in log-odds.
WEIGHTS = {
    "same sentence": 1.0,
    "sentence before": 0.5,
    "same paragraph": 0.5,
    "paragraph before": 0.2,
    "rank": -0.3,
    "subject": 0.6,
    "pronoun": 0.4,
    "last speaker": 0.5,
    "last speaker, speaking": 1.0,
    "gender known": 1.0,
    "person": 0.5,
    "named": 0.4,
    "often": 0.3,
    "quoted apart": -1.0,
}
_FAR = 12  # sentences back beyond which a pronoun reaches nobody


def likeliest(
    mentions: Sequence[Mention], candidates: Sequence[Chain], number: int, speaker: int, speaking: bool
) -> Chain | None:
    """The chain among the candidates (most recent first) that the pronoun most likely means; None where none fits.

    `speaker` is the chain of the last source before it, `speaking` whether the pronoun is itself a source.
    """
    best: Chain | None = None
    best_score = float("-inf")
    mention = mentions[number]
    fitting = [chain for chain in candidates if agrees(mention, chain)]
    for rank, chain in enumerate(fitting):
        latest = mentions[chain.last]
        if mention.sentence - latest.sentence > _FAR:
            break
        score = sum(
            WEIGHTS[name] * value for name, value in evidence(mention, latest, chain, rank, speaker, speaking).items()
        )
        if score > best_score:
            best, best_score = chain, score
    return best


def evidence(
    mention: Mention, latest: Mention, chain: Chain, rank: int, speaker: int, speaking: bool
) -> dict[str, float]:
    """What speaks for the chain as the one that the pronoun means, by the names of `WEIGHTS`."""
    sentences = mention.sentence - latest.sentence
    paragraphs = mention.paragraph - latest.paragraph
    return {
        "same sentence": sentences == 0,
        "sentence before": sentences == 1,
        "same paragraph": paragraphs == 0,
        "paragraph before": paragraphs == 1,
        "rank": min(rank, 6),
        "subject": latest.subject,
        "pronoun": latest.form == "pronoun",
        "last speaker": chain.number == speaker,
        "last speaker, speaking": speaking and chain.number == speaker,
        "gender known": chain.gender is not None,
        "person": chain.kind == "Person",
        "named": bool(chain.names),
        "often": min(chain.seen, 8) / 4,
        "quoted apart": latest.quoted != mention.quoted and latest.quoted >= 0,
    }


def agrees(mention: Mention, chain: Chain) -> bool:
    """Whether a pronoun may mean a chain at all: number, gender and being alive or not."""
    if mention.noun in MALE or mention.noun in FEMALE:
        if chain.many or (chain.sure and chain.kind not in ("Person", "unknown")):
            return False
        return chain.gender is None or chain.gender == mention.gender
    if mention.noun in MANY:
        return chain.many or chain.kind == "Organisation"
    return mention.noun in THING and not chain.many and chain.gender is None and chain.kind != "Person"
