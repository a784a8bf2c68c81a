"""Naming: which proper names of a text are one actor's."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from sayso.extraction.chains import Chain
from sayso.extraction.mentions import Mention
from sayso.extraction.names import Name, acronyms, same_organisation, same_person
from sayso.reading import ActorKind

_HOLDERS = 12  # chains of one word that a name is compared with, the latest ones


def join_names(mentions: Sequence[Mention], groups: Sequence[Sequence[int]]) -> list[Chain]:
    """Chains of all mentions whose group (what the syntax equates) holds a name.

    Full names make the chains, in text order; single words then join the one that they fit.
    Two people of one surname stay two; a surname that could be either's joins the one that the
    context favours, and is an actor of its own where it favours none.
    """
    return _Naming(mentions, groups).join()


class _Naming:
    def __init__(self, mentions: Sequence[Mention], groups: Sequence[Sequence[int]]) -> None:
        self.mentions = mentions
        self.groups = groups
        self.chains: list[Chain] = []
        self.by_word: dict[str, list[Chain]] = {}
        self.named_at: list[list[int]] = []
        self.kinds, self.sure = self._kinds()

    def join(self) -> list[Chain]:
        numbers = [i for i, mention in enumerate(self.mentions) if mention.name is not None]
        full = [i for i in numbers if len(self._name(i).words) > 1]
        single = [i for i in numbers if len(self._name(i).words) == 1]
        placed: dict[int, Chain] = {}
        for number in (*full, *single):
            if number in placed:
                self._name_it(placed[number], number)
                continue
            chain = self._holder(number) or self._new()
            self._name_it(chain, number)
            for member in self.groups[number]:
                if member not in placed:
                    placed[member] = chain
                    chain.mentions.append(member)
        return self.chains

    def _name(self, number: int) -> Name:
        name = self.mentions[number].name
        assert name is not None
        return name

    def _kinds(self) -> tuple[dict[tuple[str, ...], ActorKind], set[tuple[str, ...]]]:
        """The kind that most mentions of each name say, what the syntax equates with them included.

        Words count more than the model's view; the second value holds the names that words settle.
        """
        sure: set[tuple[str, ...]] = set()
        votes: dict[tuple[str, ...], Counter[ActorKind]] = {}
        for number, mention in enumerate(self.mentions):
            if mention.name is None:
                continue
            for member in map(self.mentions.__getitem__, self.groups[number]):
                if member.kind != "unknown":
                    votes.setdefault(mention.name.words, Counter())[member.kind] += 4 if member.sure else 1
                    if member.sure:
                        sure.add(mention.name.words)
        return {words: said.most_common(1)[0][0] for words, said in votes.items()}, sure

    def _new(self) -> Chain:
        chain = Chain(len(self.chains))
        self.chains.append(chain)
        self.named_at.append([])
        return chain

    def _name_it(self, chain: Chain, number: int) -> None:
        name = self._name(number)
        if name not in chain.names:
            chain.names.append(name)
            for word in {*name.words, *acronyms(name), _country(self.mentions[number])} - {""}:
                holders = self.by_word.setdefault(word, [])
                if chain not in holders[-_HOLDERS:]:
                    holders.append(chain)
        self.named_at[chain.number].append(number)
        sure = name.words in self.sure
        if name.words in self.kinds and (chain.kind == "unknown" or (sure and not chain.sure)):
            chain.kind, chain.sure = self.kinds[name.words], sure
        for member in self.groups[number]:
            chain.gender = chain.gender or self.mentions[member].gender

    def _holder(self, number: int) -> Chain | None:
        """The chain that the name continues, or None if it is a new actor's."""
        mention, name = self.mentions[number], self._name(number)
        kind = "Person" if mention.kind == "Person" and mention.sure else self.kinds.get(name.words, "unknown")
        fits: dict[int, int] = {}
        for word in (name.words[0], name.words[-1], _country(mention)):
            for chain in self.by_word.get(word, ())[-_HOLDERS:]:
                if chain.number not in fits:
                    fit = self._fit(mention, name, kind, chain)
                    # A given name alone comes only after the full one; a surname may be in the headline before.
                    if fit == 1 and self.named_at[chain.number][0] > number:
                        fit = 0
                    # Of a couple, "Mrs Holt" is rather the one who is known to be a woman.
                    known = mention.gender is not None and mention.gender == chain.gender
                    fits[chain.number] = fit and 2 * fit + known
        best = max(fits.values(), default=0)
        if not best:
            return None
        holders = [self.chains[chain] for chain, fit in fits.items() if fit == best]
        return holders[0] if len(holders) == 1 else self._favoured(number, holders)

    def _fit(self, mention: Mention, name: Name, kind: ActorKind, chain: Chain) -> int:
        if mention.gender and chain.gender and mention.gender != chain.gender:
            return 0
        if any(name.words == other.words and _generation(name, other) for other in chain.names):
            return 4 if _kin(kind, chain.kind) or not (chain.sure and mention.sure) else 0
        country = _country(mention)
        if country and chain in self.by_word.get(country, ()):
            return 4
        sure = mention.sure or name.words in self.sure
        if (sure and kind == "Location") or (chain.sure and chain.kind == "Location"):
            return 0
        if sure and chain.sure and not _kin(kind, chain.kind):
            return 0
        fit = 0
        if "Person" not in (kind, chain.kind) and "Location" not in (kind, chain.kind):
            fit = 3 * any(same_organisation(name, other) for other in chain.names)
        if not (sure and kind == "Organisation") and not (chain.sure and chain.kind == "Organisation"):
            fit = max(fit, *(same_person(name, other) for other in chain.names))
            if fit == 1 and ((mention.noun and not mention.gender) or not {kind, chain.kind} <= {"Person", "unknown"}):
                fit = 0
        return fit

    def _favoured(self, number: int, holders: Sequence[Chain]) -> Chain | None:
        """Of several that a name fits, the only one named nearby, else the one named far more often."""
        paragraph = self.mentions[number].paragraph
        near = []
        counts = []
        for chain in holders:
            before = bisect_left(self.named_at[chain.number], number)
            latest = self.named_at[chain.number][before - 1] if before else None
            if latest is not None and paragraph - self.mentions[latest].paragraph <= 1:
                near.append(chain)
            counts.append((len(self.named_at[chain.number]), -chain.number, chain))
        if len(near) == 1:
            return near[0]
        counts.sort(key=lambda count: count[:2], reverse=True)
        return counts[0][2] if counts[0][0] >= 2 * counts[1][0] else None


def _country(mention: Mention) -> str:
    """A key for the country that a name is the name of, "" for other names: "US" and "United States" are one."""
    return f"={mention.country}" if mention.kind == "Location" and mention.sure and mention.country else ""


def _generation(one: Name, two: Name) -> bool:
    return one.generation == two.generation or not (one.generation and two.generation)


def _kin(one: str, two: str) -> bool:
    return one == two or "unknown" in (one, two) or {one, two} == {"Location", "Organisation"}
