"""Coreference: which mentions are one actor. Names first, then what the syntax equates, then the rest in text order."""

from collections.abc import Iterator, Sequence

from sayso.annotation import Annotation
from sayso.extraction.chains import Chain, Description
from sayso.extraction.heads import RELATIVE
from sayso.extraction.identity import identities
from sayso.extraction.mentions import FIRST, FIRST_MANY, SECOND, Mention
from sayso.extraction.naming import join_names
from sayso.extraction.nouns import load_nouns
from sayso.extraction.salience import likeliest

_FEW = 40  # dependents of one word that are looked at; real words have fewer
_REACH = 6  # tokens after a verb within which its object begins
_NAMED = 2  # how well a description fits a chain whose name holds its words
_WINDOW = 24  # chains looked at for one mention, most recent first; what is farther off is never meant


def join_mentions(annotation: Annotation, mentions: Sequence[Mention], speaking: frozenset[int]) -> list[Chain]:
    """The chains of all mentions: each mention is in one. `speaking` are the mentions that are sources."""
    return _Joiner(annotation, mentions, speaking).join()


class _Joiner:
    """One pass over a text: the chains so far, and which are fresh in mind."""

    def __init__(self, annotation: Annotation, mentions: Sequence[Mention], speaking: frozenset[int]) -> None:
        self.annotation = annotation
        self.mentions = mentions
        self.speaking = speaking
        self.nouns = load_nouns()
        self.at = tokens_to_mentions(mentions)
        self.groups = _groups(len(mentions), identities(annotation, mentions, self.at))
        self.chains: list[Chain] = []
        self.chain_of = [-1] * len(mentions)
        self.recent: dict[int, None] = {}  # chains met so far, the most recently mentioned last
        self.speaker = -1  # chain of the last source
        self.own_voice: dict[str, int] = {}  # chains of "I" and "we" outside quotations
        self.couples: dict[frozenset[int], int] = {}
        self.bare: dict[tuple[str, frozenset[str]], int] = {}  # chains of bare plurals
        self.plurals: dict[str, set[int]] = {}  # the same by their noun

    def join(self) -> list[Chain]:
        for chain in join_names(self.mentions, self.groups):
            self.chains.append(chain)
            for number in chain.mentions:
                self.chain_of[number] = chain.number
        later = []
        for number, mention in enumerate(self.mentions):
            if self.chain_of[number] < 0:
                if mention.noun in FIRST | FIRST_MANY and mention.quoted >= 0:
                    later.append(number)
                    continue
                chain = self._resolve(number)
                for member in self.groups[number]:
                    if self.chain_of[member] < 0:
                        self.chain_of[member] = chain.number
                        chain.mentions.append(member)
            elif mention.form in ("name", "description"):
                self._absorb(number, mention)
            self._learn(self.chains[self.chain_of[number]], number)
            self._touch(number)
        for number in later:
            chain = self._speaker_of(number)
            self.chain_of[number] = chain.number
            chain.mentions.append(number)
        for chain in self.chains:
            chain.mentions.sort()
        return self.chains

    def _resolve(self, number: int) -> Chain:
        mention = self.mentions[number]
        found: Chain | None
        if mention.form == "pronoun":
            found = self._pronoun(number, mention)
        elif mention.form == "description":
            found = self._description(mention)
        else:
            found = self._couple(mention)
        return found or self._new()

    def _new(self) -> Chain:
        chain = Chain(len(self.chains))
        self.chains.append(chain)
        return chain

    def _fresh(self) -> Iterator[Chain]:
        """The chains met so far, the most recently mentioned first."""
        for count, number in enumerate(reversed(self.recent)):
            if count >= _WINDOW:
                return
            yield self.chains[number]

    def _touch(self, number: int) -> None:
        chain = self.chains[self.chain_of[number]]
        chain.latest.append(number)
        chain.seen += self.mentions[number].form != "pronoun"
        self.recent.pop(chain.number, None)
        self.recent[chain.number] = None
        if number in self.speaking:
            chain.spoke = number
            self.speaker = chain.number

    def _learn(self, chain: Chain, number: int) -> None:
        """What a mention adds to what is known of its chain."""
        mention = self.mentions[number]
        told = mention.form != "pronoun" and mention.kind != "unknown"
        if told and (chain.kind == "unknown" or (mention.sure and not chain.sure)):
            chain.kind, chain.sure = mention.kind, mention.sure
        chain.gender = chain.gender or mention.gender
        if mention.form == "pronoun":
            self._learn_deed(chain, mention)
            return
        chain.many = chain.many or mention.many
        chain.country = chain.country or mention.country
        if mention.noun:
            chain.said.append(Description(mention.noun, mention.modifiers, self._possessor(mention)))

    def _learn_deed(self, chain: Chain, mention: Mention) -> None:
        """What a relative clause tells: "who heads the union" is said of its head."""
        if mention.noun != "who":
            return
        end = len(self.annotation.tokens)
        nouns = ((i, self._doer(i)) for i in range(mention.last, min(mention.last + 3, end)))
        verb, noun = next(((i, noun) for i, noun in nouns if noun), (end, ""))
        for child in range(verb + 1, min(verb + _REACH, len(self.annotation.tokens))):
            if child in self.at and self.chain_of[self.at[child]] != chain.number:
                owner = self.chain_of[self.at[child]]
                said = self.mentions[self.at[child]]
                words = frozenset(said.name.words) if said.name else said.modifiers | {said.noun}
                chain.said.append(Description(noun, words, owner if owner >= 0 else None))
                return

    def _doer(self, i: int) -> str:
        return self.nouns.doers.get(self.annotation.word(i).casefold(), "")

    def _absorb(self, number: int, mention: Mention) -> None:
        """Join a nameless chain that this mention of a named one continues: "the aide, Mary Holt" after "an aide"."""
        chain = self.chains[self.chain_of[number]]
        if mention.definiteness != "definite" or mention.many or not chain.names:
            return
        least = 2 if mention.form == "description" else 3
        owner = self._possessor(mention)
        for other in self._fresh():
            if other is chain or other.names:
                continue
            if (mention.noun and self._fits(mention, owner, other) >= least) or self._heads_the_text(other, chain):
                for moved in other.mentions:
                    self.chain_of[moved] = chain.number
                chain.mentions.extend(other.mentions)
                chain.seen += other.seen
                other.mentions = []
                del self.recent[other.number]
                return

    def _heads_the_text(self, nameless: Chain, named: Chain) -> bool:
        """Whether a headline's "ministry" is the one that the text first names."""
        said = [self.mentions[number] for number in nameless.mentions]
        headline = all(mention.paragraph == 0 and mention.definiteness == "bare" for mention in said)
        return headline and bool(said) and self._names_institution(said[0], named) == _NAMED

    def _possessor(self, mention: Mention) -> int | None:
        """The chain of whoever the mention is tied to, or None."""
        if mention.possessor is None:
            return None
        owner = self.at.get(mention.possessor)
        return self.chain_of[owner] if owner is not None and self.chain_of[owner] >= 0 else None

    # Pronouns

    def _pronoun(self, number: int, mention: Mention) -> Chain | None:
        if mention.noun in RELATIVE or mention.noun in SECOND:
            return None
        if mention.noun in FIRST or mention.noun in FIRST_MANY:
            voice = "i" if mention.noun in FIRST else "we"
            if voice not in self.own_voice:
                self.own_voice[voice] = self._new().number
            return self.chains[self.own_voice[voice]]
        barred = self._arguments_beside(mention)
        candidates = [chain for chain in self._fresh() if chain.number not in barred]
        speaking = number in self.speaking
        return likeliest(self.mentions, candidates, number, self.speaker, speaking, self.annotation.likeness)

    def _arguments_beside(self, mention: Mention) -> set[int]:
        """The chains that are arguments of the same verb, so that no plain pronoun beside them can mean them."""
        token = self.annotation.tokens[mention.head]
        if token.head < 0 or token.deprel == "nmod:poss":
            return set()
        below = self.annotation.children[token.head][:_FEW]
        beside = (self.at.get(child) for child in below if child != mention.head)
        return {self.chain_of[other] for other in beside if other is not None}

    def _speaker_of(self, number: int) -> Chain:
        """Who "I" or "we" in a quotation is: its speaker; for "we", an institution tied to the speaker."""
        mention = self.mentions[number]
        source = self.annotation.attributions[mention.quoted].source
        head = self.annotation.head_of(source[0]) if source else None
        owner = self.at.get(head) if head is not None else None
        if owner is None or self.chain_of[owner] < 0:
            return self._new()
        speaker = self.chains[self.chain_of[owner]]
        if mention.noun in FIRST or speaker.many or speaker.kind == "Organisation":
            return speaker
        if speaker.we is None:
            ties = [said.possessor for said in speaker.said if said.possessor is not None]
            institutions = [tie for tie in ties if self.chains[tie].kind == "Organisation"]
            speaker.we = institutions[0] if institutions else speaker.number
        return self.chains[speaker.we]

    # Couples and descriptions

    def _couple(self, mention: Mention) -> Chain:
        """The chain of the same people met together before, or a new one."""
        members = frozenset(self.chain_of[self.at[head]] for head in mention.members)
        if members not in self.couples:
            self.couples[members] = self._new().number
        return self.chains[self.couples[members]]

    def _description(self, mention: Mention) -> Chain | None:
        if mention.definiteness == "indefinite" or mention.noun in self.nouns.vague:
            return None
        if mention.many and mention.possessor is None:
            key = (mention.noun, mention.modifiers)
            if key not in self.bare:
                self.bare[key] = self._group(mention).number
                self.plurals.setdefault(mention.noun, set()).add(self.bare[key])
            return self.chains[self.bare[key]]
        if mention.definiteness == "bare" and not self.nouns.institution(mention.noun) and not mention.many:
            return None
        return self._best_fit(mention)

    def _best_fit(self, mention: Mention) -> Chain | None:
        """The chain that a definite description fits best, the most recent of several."""
        owner = self._possessor(mention)
        best: Chain | None = None
        best_fit = 0
        for chain in self._fresh():
            fit = self._fits(mention, owner, chain)
            if fit > best_fit:
                best, best_fit = chain, fit
        return best

    def _group(self, mention: Mention) -> Chain:
        """The group that a plural continues, or a new one.

        "The residents" are those met last; "residents" the only ones met, if there are no others.
        """
        if mention.definiteness == "definite":
            return self._best_fit(mention) or self._new()
        fitting = self.plurals.get(mention.noun, set())
        if len(fitting) == 1 and not mention.modifiers:
            return self.chains[min(fitting)]
        return self._new()

    def _fits(self, mention: Mention, owner: int | None, chain: Chain) -> int:
        """How well a definite description fits a chain: 0 not, 1 in other words, 2 by its noun, 3 and by more."""
        if mention.many != chain.many or (mention.gender and chain.gender and mention.gender != chain.gender):
            return 0
        if mention.country and chain.country and mention.country != chain.country:
            return 0
        best = 0
        for said in chain.said[-_WINDOW:]:
            same = said.noun == mention.noun
            if not same and not (mention.kind == "Person" and self.nouns.same_office(said.noun, mention.noun)):
                continue
            if mention.noun in self.nouns.kin and owner != said.possessor:
                continue
            if owner is not None and said.possessor is not None and owner != said.possessor:
                continue
            if not _agree(mention.modifiers, said.modifiers):
                continue
            shared = bool(mention.modifiers & said.modifiers) or (owner is not None and owner == said.possessor)
            best = max(best, 1 + same + shared)
        if best or owner is not None:
            return best
        if mention.kind == "Person":
            return self._fits_person(mention, chain)
        if chain.kind == "Organisation" or not chain.sure:
            return self._names_institution(mention, chain)
        return 0

    def _fits_person(self, mention: Mention, chain: Chain) -> int:
        """Whether a description may mean a person of whom it was not said: "the woman", "the French minister"."""
        if chain.many or not chain.names or (chain.kind != "Person" and chain.sure):
            return 0
        if mention.noun in self.nouns.anybody:
            return 1
        if mention.country is None or mention.country != chain.country:
            return 0
        offices = [said.noun for said in chain.said if said.noun in self.nouns.offices]
        return int(all(self.nouns.same_office(noun, mention.noun) for noun in offices))

    def _names_institution(self, mention: Mention, chain: Chain) -> int:
        """Whether "the ministry" or "the company" may be what a name names."""
        for name in chain.names:
            if mention.noun in name.words and mention.modifiers <= set(name.words):
                return _NAMED
            alike = self.nouns.institutions_alike.get(mention.noun, frozenset())
            if not mention.modifiers and not alike.isdisjoint(name.words):
                return 1
        if chain.kind != "Organisation" or mention.noun not in self.nouns.generic or mention.modifiers:
            return 0
        return int(bool(chain.names) and all(self.nouns.sorts.isdisjoint(name.words) for name in chain.names))


def _agree(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of modifiers may tell of one holder: one holds the other."""
    return one <= two or two <= one


def tokens_to_mentions(mentions: Sequence[Mention]) -> dict[int, int]:
    """The mention (by number) that each token heads, or is part of the name of; couples apart."""
    """The mention (by number) that each token heads, or is part of the name of; couples apart."""
    at: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        if not mention.members:
            at[mention.head] = number
    for number, mention in enumerate(mentions):
        if mention.form == "name":
            for i in range(mention.first, mention.last):
                at.setdefault(i, number)
    return at


def _groups(count: int, pairs: Iterator[tuple[int, int]]) -> list[list[int]]:
    """For each mention, all mentions that the pairs make one with it, itself included, in text order."""
    group: list[list[int]] = [[number] for number in range(count)]
    for one, two in pairs:
        small, large = sorted((group[one], group[two]), key=len)
        if small is not large:
            large.extend(small)
            for member in small:
                group[member] = large
    for members in {id(members): members for members in group}.values():
        members.sort()
    return group
