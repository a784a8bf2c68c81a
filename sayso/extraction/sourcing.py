"""Sourcing: how the text identifies who speaks."""

from collections.abc import Sequence

from sayso.extraction.chains import Chain
from sayso.extraction.mentions import Mention
from sayso.extraction.nouns import Nouns, fold, load_nouns
from sayso.reading import Sourcing

# An official who is an office, and an official who is just anybody: "the minister", "an official".
_GATHERINGS = frozenset(("group", "gang", "team", "panel", "jury"))
_ANY_OFFICE = frozenset(("spokesman", "spokeswoman", "spokesperson", "candidate", "nominee", "founder", "owner"))


def sourcing_of(chain: Chain, mentions: Sequence[Mention], outlet: str | None = None) -> Sourcing:
    """How the chain is identified: by name, by office, as a group, not at all, as a document or as an outlet.

    A pronoun or a description takes the sourcing of its whole chain; `outlet` is the report's own.
    """
    nouns = load_nouns()
    if chain.names:
        return _named(chain, nouns, outlet)
    described = [mentions[number] for number in chain.mentions if mentions[number].form == "description"]
    if not described:
        return "group" if chain.many or any(mentions[number].many for number in chain.mentions) else "unnamed"
    return min((_described(mention, nouns) for mention in described), key=_RANK.__getitem__)


_RANK: dict[Sourcing, int] = {"outlet": 0, "document": 1, "office": 2, "group": 3, "unnamed": 4, "named": 5}


def _named(chain: Chain, nouns: Nouns, outlet: str | None) -> Sourcing:
    if chain.kind == "Person":
        return "named"
    last_words = {name.words[-1] for name in chain.names} | {name.words[0] for name in chain.names}
    if outlet is not None and any(name.words == tuple(map(fold, outlet.split())) for name in chain.names):
        return "outlet"
    if not last_words.isdisjoint(nouns.media_names):
        return "outlet"
    if chain.many and chain.kind == "Nationality":
        return "group"
    if any(name.words[-1] in nouns.offices_of_state or name.words[0] in nouns.offices_of_state for name in chain.names):
        return "office"
    if any(name.words[-1] in nouns.documents and len(name.words) > 1 for name in chain.names):
        return "document"
    return "named"


def _described(mention: Mention, nouns: Nouns) -> Sourcing:
    noun = mention.noun
    if noun in nouns.media:
        return "outlet"
    if noun == "police":
        return "office"
    if noun in nouns.institutions:
        return "group" if mention.many or noun in _GATHERINGS else "office"
    if nouns.person(noun) or noun in nouns.groups or noun in nouns.members or mention.kind == "Nationality":
        if mention.many:
            return "group"
        if noun in nouns.offices - nouns.kin and (mention.definiteness == "definite" or noun in _ANY_OFFICE):
            return "office"
        return "unnamed"
    if noun in nouns.documents:
        return "document"
    return "group" if mention.many else "unnamed"
