"""Salience: whom a pronoun most likely stands for."""

from collections.abc import Sequence
from typing import NamedTuple

from sayso.annotation import Likeness
from sayso.extraction.chains import Chain
from sayso.extraction.mentions import FEMALE, MALE, MANY, THING, Mention

_FAR = 12  # sentences back beyond which a pronoun reaches nobody


class Evidence(NamedTuple):
    """What speaks for a chain as the one that a pronoun means, or how much each such thing weighs."""

    same_sentence: float
    sentence_before: float
    same_paragraph: float
    rank: float  # how many that fit were mentioned since
    subject: float  # the latest mention was a subject
    speaker_speaking: float  # it was the last speaker, and the pronoun speaks
    gender_known: float
    person: float
    named: float
    often: float  # how many names and descriptions of it were met
    quoted_apart: float  # the latest mention was said by somebody in a quotation, the pronoun is not in it
    likeness: float  # the model's log-odds that it means one of the chain's latest mentions


# Log-odds, fitted to the pronouns of text with gold parses and coreference (GUM, 768 of "he" and "she": 92% right if
# all before were), then rounded where joining a whole text was better for it (83% of 755). That corpus hardly has
# news speech: the weight of going on speaking is set by hand.
WEIGHTS = Evidence(
    same_sentence=1.6,
    sentence_before=0.5,
    same_paragraph=1.0,
    rank=-0.4,
    subject=0.9,
    speaker_speaking=2.6,
    gender_known=1.2,
    person=2.6,
    named=1.2,
    often=1.2,
    quoted_apart=-0.5,
    likeness=1.0,
)


def likeliest(
    mentions: Sequence[Mention],
    candidates: Sequence[Chain],
    number: int,
    speaker: int,
    speaking: bool,
    likeness: Likeness | None,
) -> Chain | None:
    """The chain among the candidates (most recent first) that the pronoun most likely means; None where none fits.

    `speaker` is the chain of the last source before it, `speaking` whether the pronoun is itself a source.
    """
    best: Chain | None = None
    best_score = float("-inf")
    mention = mentions[number]
    rank = 0
    for chain in candidates:
        latest = mentions[chain.latest[-1]]
        if mention.sentence - latest.sentence > _FAR:
            break
        if not agrees(mention, chain):
            continue
        odds = likest(likeness, mention, [mentions[each] for each in chain.latest]) if likeness else 0.0
        seen = evidence(mention, latest, chain, rank, speaking and chain.number == speaker, odds)
        score = sum(map(float.__mul__, WEIGHTS, seen))
        if score > best_score:
            best, best_score = chain, score
        rank += 1
    return best


def likest(likeness: Likeness, later: Mention, met: Sequence[Mention]) -> float:
    """The most that the model's log-odds speak for one of the earlier mentions."""
    return max(likeness.log_odds((later.first, later.last), (each.first, each.last)) for each in met)


def evidence(mention: Mention, latest: Mention, chain: Chain, rank: int, goes_on: bool, likeness: float) -> Evidence:
    """What speaks for the chain, whose latest mention is `latest`; `goes_on` says that its speech would go on."""
    sentences = mention.sentence - latest.sentence
    return Evidence(
        same_sentence=float(sentences == 0),
        sentence_before=float(sentences == 1),
        same_paragraph=float(mention.paragraph == latest.paragraph),
        rank=float(min(rank, 6)),
        subject=float(latest.subject),
        speaker_speaking=float(goes_on),
        gender_known=float(chain.gender is not None),
        person=float(chain.kind == "Person"),
        named=float(bool(chain.names)),
        often=min(chain.seen, 8) / 4,
        quoted_apart=float(latest.quoted != mention.quoted and latest.quoted >= 0),
        likeness=likeness,
    )


def agrees(mention: Mention, chain: Chain) -> bool:
    """Whether a pronoun may mean a chain at all: number, gender and being alive or not."""
    if mention.noun in MALE or mention.noun in FEMALE:
        if chain.many or (chain.sure and chain.kind not in ("Person", "unknown")):
            return False
        return chain.gender is None or chain.gender == mention.gender
    if mention.noun in MANY:
        return chain.many or chain.kind == "Organisation"
    thing = chain.kind in ("Organisation", "Location") or (chain.kind == "unknown" and chain.spoke >= 0)
    return mention.noun in THING and thing and not chain.many and chain.gender is None
