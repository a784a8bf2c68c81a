"""Mentions: the words that name, describe or stand for somebody, found in the parse and described."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.annotation import Annotation
from sayso.extraction.countries import country_code, is_demonym
from sayso.extraction.names import Name, read_name
from sayso.extraction.nouns import Nouns, fold, load_nouns, singular
from sayso.reading import ActorKind
from sayso.report import Span

Form = Literal["name", "description", "pronoun", "couple"]
Definiteness = Literal["definite", "indefinite", "bare"]

FIRST = frozenset(("i", "me", "my", "mine", "myself"))
FIRST_MANY = frozenset(("we", "us", "our", "ours", "ourselves"))
SECOND = frozenset(("you", "your", "yours", "yourself", "yourselves"))
MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
MANY = frozenset(("they", "them", "their", "theirs", "themselves"))
THING = frozenset(("it", "its", "itself"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
_PRONOUNS = FIRST | FIRST_MANY | SECOND | MALE | FEMALE | MANY | THING

_INSIDE = frozenset(("compound", "flat", "fixed", "nmod:desc", "amod", "goeswith", "reparandum", "det", "nummod"))
_BEFORE_HEAD = frozenset(("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked"))
_PARTICLES = frozenset(("de", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el", "da", "dos", "du", "ul"))
_KINDS: dict[str, ActorKind] = {
    "Person": "Person",
    "Organisation": "Organisation",
    "Location": "Location",
    "Nationality": "Nationality",
}
# Months that are also surnames and given names.
_MONTH_NAMES = frozenset(("may", "april", "june", "august", "jan"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_MAX_PHRASE = 12  # tokens before a head that its mention takes in; real noun phrases have fewer
_MAX_TAIL = 8  # tokens of an "of" or "for" phrase that a description takes in
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `first`, `last` and `head` are token indices, `[first, last)` its words.

    `noun` is the singular head noun of a description, the title noun of a name ("" if none), or the
    pronoun itself; `modifiers` are the folded words that tell one holder of the noun from another;
    `possessor` is the token of whoever the noun is tied to ("the movement's leader", "his wife");
    `quoted` is the attribution whose content holds the mention, or -1. A couple is several phrases
    joined by "and"; `members` are the tokens that head them.
    """

    span: Span
    first: int
    last: int
    head: int
    form: Form
    noun: str
    name: Name | None = None
    wording: str = ""
    kind: ActorKind = "unknown"
    many: bool = False
    gender: str | None = None
    definiteness: Definiteness = "definite"
    modifiers: frozenset[str] = frozenset()
    possessor: int | None = None
    role: str | None = None
    country: str | None = None
    sentence: int = 0
    paragraph: int = 0
    quoted: int = -1
    subject: bool = False
    members: tuple[int, ...] = ()


def find_mentions(annotation: Annotation, sources: Sequence[Span]) -> tuple[Mention, ...]:
    """All mentions that may be an actor, in text order of their heads.

    Names and personal pronouns all count; common nouns count where they say people or institutions,
    or head one of the source spans.
    """
    return tuple(sorted(_Finder(annotation, sources).find(), key=_position))


def _position(mention: Mention) -> tuple[int, int]:
    return mention.members[-1] if mention.members else mention.head, mention.first


def source_head(annotation: Annotation, source: Span) -> int | None:
    """The token that says whom a source span means: its outermost noun or pronoun, else any word; None without one."""
    first, last = annotation.covering(source)
    outer = [i for i in range(first, last) if not first <= annotation.tokens[i].head < last]
    nominal = [i for i in outer if annotation.tokens[i].upos in ("NOUN", "PROPN", "PRON")]
    worded = [i for i in outer or range(first, last) if _LETTERS.search(annotation.word(i))]
    return next(iter(nominal or worded), None)


def is_proper(annotation: Annotation, index: int) -> bool:
    """Whether the token is a proper noun by either tag."""
    token = annotation.tokens[index]
    return token.xpos in ("NNP", "NNPS") or token.upos == "PROPN"


class _Finder:
    """The walk over one annotation; holds what every step asks for."""

    def __init__(self, annotation: Annotation, sources: Sequence[Span]) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.nouns: Nouns = load_nouns()
        self.paragraph_of = [0] * len(self.tokens)
        for number, (first, last) in enumerate(annotation.paragraphs):
            self.paragraph_of[first:last] = [number] * (last - first)
        self.quoted = _quoted(annotation)
        self.kinds = self._entity_kinds()
        self.forced = self._source_heads(sources)

    def find(self) -> Iterator[Mention]:
        taken = [False] * len(self.tokens)
        people: dict[int, Mention] = {}
        for first, last in self._runs():
            mention = self._from_run(first, last)
            if mention is not None:
                taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
                people[mention.head] = mention
                yield mention
        for i, token in enumerate(self.tokens):
            if taken[i]:
                continue
            if token.upos == "PRON" or token.xpos in ("PRP", "PRP$", "WP", "WP$"):
                pronoun = self._from_pronoun(i)
                if pronoun is not None:
                    yield pronoun
                    continue
            if i in self.forced or self._describes(i):
                people[i] = self._from_noun(i)
                yield people[i]
        for head, mention in people.items():
            members = [child for child in self.annotation.children[head] if self.tokens[child].deprel == "conj"]
            if members and all(member in people and people[member].kind == mention.kind for member in members):
                yield self._couple(mention, [people[member] for member in members])

    def _couple(self, first: Mention, others: Sequence[Mention]) -> Mention:
        last = others[-1]
        text = self.annotation.text[first.span.start : last.span.end]
        return replace(
            first,
            span=Span(first.span.start, last.span.end),
            last=last.last,
            form="couple",
            noun="",
            name=None,
            wording=text,
            many=True,
            gender=None,
            role=None,
            possessor=None,
            country=None,
            modifiers=frozenset(),
            members=(first.head, *(other.head for other in others)),
        )

    # Names

    def _runs(self) -> Iterator[tuple[int, int]]:
        """`[first, last)` of every stretch of proper nouns that may be one name with its titles."""
        i, n = 0, len(self.tokens)
        while i < n:
            if not self._nameable(i):
                i += 1
                continue
            last = i + 1
            while last < n and last - i < _MAX_PHRASE and (step := self._continues(i, last)):
                last += step
            yield i, last
            i = last

    def _nameable(self, i: int) -> bool:
        if not is_proper(self.annotation, i):
            return False
        word = self.annotation.word(i)
        folded = fold(word)
        if folded in self.nouns.times:
            before = i > 0 and is_proper(self.annotation, i - 1) and self.tokens[i].deprel in ("flat", "compound")
            return folded in _MONTH_NAMES and before and fold(self.annotation.word(i - 1)) not in self.nouns.times
        return bool(_LETTERS.search(word))

    def _continues(self, first: int, i: int) -> int:
        """How many tokens from `i` on belong to the name that began at `first`: 0 where it ends."""
        tokens, n = self.tokens, len(self.tokens)
        if tokens[i].sentence != tokens[first].sentence:
            return 0
        touching = tokens[i].start == tokens[i - 1].end
        if self._nameable(i):
            return 0 if self._parted(i - 1, i) else 1
        if i + 1 >= n or tokens[i + 1].sentence != tokens[first].sentence:
            return 0
        word = self.annotation.word(i).casefold()
        if touching and word in ("-", "‐", "‑", "–") and tokens[i + 1].start == tokens[i].end:
            return 2 if self._nameable(i + 1) else 0
        if word in _PARTICLES and self._nameable(i + 1) and not touching:
            return 2
        if word in ("of", "for") and self._takes_of(first, i):
            if self._nameable(i + 1):
                return 2
            if self.annotation.word(i + 1).casefold() == "the" and i + 2 < n and self._nameable(i + 2):
                return 3
        if word in ("and", "&") and self._nameable(i + 1) and self._joins(first, i + 1):
            return 2
        return 0

    def _parted(self, i: int, j: int) -> bool:
        """Whether two adjacent proper nouns are two phrases by the parse: "In Tarsk | Holt said"."""
        left, right = self.tokens[i], self.tokens[j]
        while left.deprel in _INSIDE and 0 <= left.head < i:
            left = self.tokens[left.head]
        return left.head == right.head and right.deprel.startswith("nsubj") and left.deprel.startswith(("obl", "obj"))

    def _takes_of(self, first: int, i: int) -> bool:
        word = fold(self.annotation.word(i - 1))
        return self.nouns.institution(singular(word, plural=False)) or (
            word in ("secretary", "states", "union", "bank", "ministry", "sea", "gulf", "cape")
        )

    def _joins(self, first: int, j: int) -> bool:
        """Whether "and" before `j` stays in the name: "Ministry of Health and Welfare", not "Holt and Reed"."""
        head = self.tokens[j].head
        return first < head < j and self.annotation.word(head - 1).casefold() in ("of", "for")

    def _from_run(self, first: int, last: int) -> Mention | None:
        words = [self.annotation.word(i) for i in range(first, last)]
        split = self._title_end(words)
        if split == len(words):
            return self._from_title(first, last)
        name_first = first + split
        lead_first, noun = self._lead(first, name_first)
        text = self.annotation.text[self.tokens[name_first].start : self.tokens[last - 1].end]
        name = read_name(text)
        if not name.words:
            return None
        head = self._outer(name_first, last)
        titled = [fold(word) for word in words[:split]]
        gender = next((found for word in [*titled, noun] if (found := self.nouns.gender(word))), None)
        person = split > 0 or bool(noun)
        lead = self._lead_words(lead_first, name_first)
        plural = self.tokens[last - 1].xpos == "NNPS" and not person
        return self._mention(
            lead_first if person else name_first,
            last,
            head,
            form="name",
            noun=noun or self._title_noun(titled),
            name=name,
            wording=text,
            kind="Person" if person else self._name_kind(name_first, last, text, name),
            many=plural and is_demonym(text),
            gender=gender,
            modifiers=self._telling(lead[:-1]),
            role=self._role(lead) if person else None,
            country=self._country(lead if person else words),
            possessor=self._possessor_before(lead_first) if person else None,
        )

    def _title_end(self, words: Sequence[str]) -> int:
        """Where the name begins in a run: after its last title, or at 0; past the end if all is title."""
        end = 0
        for i, word in enumerate(words):
            if word.casefold() in ("of", "for"):
                if end == i and end:
                    end = min(i + 2, len(words))
            elif self.nouns.title(word) and (i + 1 < len(words) or self._all_titles(words[:i], word)):
                end = i + 1
        if 0 < end < len(words) and words[end].casefold() in ("of", "for", "and", "&"):
            return len(words)
        return end

    def _all_titles(self, before: Sequence[str], word: str) -> bool:
        """Whether a run that ends in a title word names an office: "Prime Minister", not "Julie Bishop"."""
        if fold(word) in self.nouns.male_titles | self.nouns.female_titles:
            return False
        return all(fold(w) in _OFFICE_WORDS or self.nouns.title(w) or is_demonym(w) or country_code(w) for w in before)

    def _title_noun(self, titles: Sequence[str]) -> str:
        for title in reversed(titles):
            noun = self.nouns.short_titles.get(title, title)
            if noun in self.nouns.people:
                return noun
        return ""

    def _lead(self, first: int, name_first: int) -> tuple[int, str]:
        """Where the phrase before a name begins, and its noun: "the former defence | minister | Mary Holt"."""
        start, noun = first, ""
        i = first - 1
        if first == name_first:
            if i < 0 or not self._is_title_before(i, first):
                return first, ""
            noun = singular(self.annotation.word(i), plural=False)
        else:
            noun = self._title_noun([fold(self.annotation.word(k)) for k in range(first, name_first)])
        stop = max(first - _MAX_PHRASE, -1)
        while i > stop and self._premodifies(i, name_first):
            start = i
            i -= 1
        return start, noun

    def _is_title_before(self, i: int, first: int) -> bool:
        token, after = self.tokens[i], self.tokens[first]
        if token.sentence != after.sentence or token.xpos not in ("NN", "JJ"):
            return False
        if not self.nouns.person(self.annotation.word(i).casefold()):
            return False
        if token.deprel.startswith(("nsubj", "obj")) and after.deprel.startswith(("nsubj", "obj", "root")):
            return False
        return token.head >= first or after.head == i or token.head == after.head or token.deprel in _INSIDE

    def _premodifies(self, i: int, name_first: int) -> bool:
        token = self.tokens[i]
        if token.sentence != self.tokens[name_first].sentence or token.xpos in ("DT", "PRP$", "POS", "IN", ","):
            return False
        if token.xpos in ("NN", "JJ", "HYPH", "NNP", "VBN", "NNS") and token.upos not in ("VERB", "AUX", "PUNCT"):
            return (token.head > i and token.deprel in _BEFORE_HEAD) or self._is_title_before(i, name_first)
        return token.xpos == "HYPH"

    def _lead_words(self, first: int, last: int) -> list[str]:
        words = ((i, self.annotation.word(i)) for i in range(first, last))
        return [word for i, word in words if self.tokens[i].xpos != "POS" and _LETTERS.search(word)]

    def _name_kind(self, first: int, last: int, text: str, name: Name) -> ActorKind:
        for start, kind in self.kinds.get(last, ()):
            if start >= first - _MAX_PHRASE:
                return kind
        if country_code(text):
            return "Nationality" if is_demonym(text) else "Location"
        words = [fold(part) for part in text.split()]
        if words and len(words) > 1 and (words[-1] in self.nouns.institutions or words[-1] in self.nouns.media_names):
            return "Organisation"
        if any(word in self.nouns.institutions for word in words[:1]) and "of" in words:
            return "Organisation"
        if len(words) == 1 and (words[0] in self.nouns.media_names or words[0] in self.nouns.institutions):
            return "Organisation"
        if len(words) == 1 and 2 <= len(text) <= 6 and text.isupper():
            return "Organisation"
        return "unknown"

    # Descriptions

    def _from_title(self, first: int, last: int) -> Mention:
        """A run that is all title: "the Prime Minister", "the President"."""
        head = last - 1
        noun = fold(self.annotation.word(head))
        return self._describe(head, self.nouns.short_titles.get(noun, noun).rpartition(" ")[2], first)

    def _describes(self, i: int) -> bool:
        token = self.tokens[i]
        if token.xpos not in ("NN", "NNS") or token.deprel in _INSIDE or token.deprel.startswith("compound"):
            return False
        noun = singular(self.annotation.word(i), token.xpos == "NNS")
        nouns = self.nouns
        return nouns.person(noun) or noun in nouns.groups or noun in nouns.institutions or noun in nouns.media

    def _from_noun(self, i: int) -> Mention:
        token = self.tokens[i]
        return self._describe(i, singular(self.annotation.word(i), token.xpos in ("NNS", "NNPS")), i)

    def _describe(self, head: int, noun: str, first: int) -> Mention:
        annotation, tokens, nouns = self.annotation, self.tokens, self.nouns
        start = first
        determiners: list[str] = []
        words: list[str] = []
        possessor: int | None = None
        counted = False
        stop = max(0, first - _MAX_PHRASE)
        for child in annotation.children[head]:
            relation = tokens[child].deprel
            if child < head and relation in _BEFORE_HEAD:
                leftmost = child
                for _ in range(_MAX_PHRASE):
                    below = annotation.children[leftmost]
                    if not below or below[0] >= leftmost:
                        break
                    leftmost = below[0]
                if leftmost < stop or tokens[leftmost].sentence != tokens[head].sentence:
                    continue
                start = min(start, leftmost)
                word = annotation.word(child).casefold()
                if relation.startswith("det"):
                    determiners.append(word)
                elif relation == "nmod:poss":
                    possessor = child
                elif relation == "nummod":
                    counted = True
                else:
                    words.extend(annotation.word(k) for k in range(leftmost, child + 1))
                    if relation == "compound" and is_proper(annotation, child) and noun in nouns.institutions:
                        possessor = child
        last = head + 1
        for child in annotation.children[head]:
            if child > head and tokens[child].deprel == "nmod" and child - head <= _MAX_TAIL:
                below = annotation.children[child]
                if below and annotation.word(below[0]).casefold() in ("of", "for", "in", "from", "at", "with"):
                    words.append(annotation.word(child))
                    words.extend(annotation.word(k) for k in below if tokens[k].deprel in ("compound", "amod", "flat"))
                    if possessor is None and annotation.word(below[0]).casefold() in ("of", "for"):
                        possessor = child
                    if below[0] == last:
                        last = max(last, child + 1)
        plural = tokens[head].xpos in ("NNS", "NNPS") or (noun in nouns.groups and noun not in nouns.people)
        definiteness: Definiteness = "bare"
        telling = self._telling(words)
        owned = possessor is not None and tokens[possessor].deprel == "nmod:poss"
        if not telling.isdisjoint(nouns.other) or not nouns.other.isdisjoint(determiners):
            definiteness = "indefinite"
            telling -= nouns.other
        elif owned or not _DEFINITE.isdisjoint(determiners):
            definiteness = "definite"
        elif determiners or counted:
            definiteness = "indefinite"
        lead = self._lead_words(possessor + 1 if possessor is not None and possessor < head else start, last)
        return self._mention(
            start,
            last,
            head,
            form="description",
            noun=noun,
            wording=annotation.text[tokens[start].start : tokens[last - 1].end],
            kind=self._noun_kind(noun),
            many=plural,
            gender=None if plural else nouns.gender(noun),
            definiteness=definiteness,
            modifiers=telling,
            possessor=possessor,
            role=self._role(lead),
            country=self._country(words) or self._possessor_country(possessor),
        )

    def _noun_kind(self, noun: str) -> ActorKind:
        if self.nouns.person(noun) or noun in self.nouns.groups:
            return "Person"
        if noun in self.nouns.institutions or noun in self.nouns.media:
            return "Organisation"
        if country_code(noun) and is_demonym(noun):
            return "Nationality"
        return "unknown"

    # Pronouns

    def _from_pronoun(self, i: int) -> Mention | None:
        word = self.annotation.word(i).casefold()
        if word in RELATIVE:
            if self._relative_clause(i) is None and i not in self.forced:
                return None
        elif word not in _PRONOUNS:
            return None
        gender = "m" if word in MALE else "f" if word in FEMALE else None
        person = word in MALE or word in FEMALE or word in FIRST
        return self._mention(
            i,
            i + 1,
            i,
            form="pronoun",
            noun=word,
            wording=self.annotation.word(i),
            kind="Person" if person else "unknown",
            many=word in MANY or word in FIRST_MANY,
            gender=gender,
        )

    def _relative_clause(self, i: int) -> int | None:
        """The noun that the relative clause of this pronoun says more of."""
        return antecedent(self.annotation, i)

    # Shared

    def _mention(self, first: int, last: int, head: int, **what: object) -> Mention:
        tokens = self.tokens
        return Mention(
            span=Span(tokens[first].start, tokens[last - 1].end),
            first=first,
            last=last,
            head=head,
            sentence=tokens[head].sentence,
            paragraph=self.paragraph_of[head],
            quoted=self.quoted[head],
            subject=tokens[head].deprel.startswith("nsubj"),
            **what,  # type: ignore[arg-type]
        )

    def _outer(self, first: int, last: int) -> int:
        for i in range(first, last):
            if not first <= self.tokens[i].head < last:
                return i
        return first

    def _telling(self, words: Sequence[str]) -> frozenset[str]:
        folded = (fold(word) for word in words)
        return frozenset(word for word in folded if word and word not in self.nouns.empty)

    def _role(self, words: Sequence[str]) -> str | None:
        kept = []
        for word in words:
            folded = fold(word)
            if folded in self.nouns.male_titles or folded in self.nouns.female_titles or folded in _NO_ROLE:
                continue
            if country_code(word):
                continue
            kept.append(self.nouns.short_titles.get(folded, word.lower()) if word.endswith(".") else word.lower())
        return " ".join(kept) or None

    def _country(self, words: Sequence[str]) -> str | None:
        for i, word in enumerate(words):
            pair = " ".join(words[i : i + 2])
            code = country_code(pair) or country_code(word)
            if code:
                return code
        return None

    def _possessor_before(self, first: int) -> int | None:
        """The token before "'s" before a phrase: "Holt's press secretary, ..."."""
        if first >= 2 and self.tokens[first - 1].xpos == "POS":
            return first - 2
        return first - 1 if first >= 1 and self.tokens[first - 1].xpos == "PRP$" else None

    def _possessor_country(self, possessor: int | None) -> str | None:
        return country_code(self.annotation.word(possessor)) if possessor is not None else None

    def _entity_kinds(self) -> dict[int, list[tuple[int, ActorKind]]]:
        """For each end (token index), the entities that end there, shortest first."""
        kinds: dict[int, list[tuple[int, ActorKind]]] = {}
        for entity in self.annotation.entities:
            if entity.kind in _KINDS:
                first, last = self.annotation.covering(entity.span)
                kinds.setdefault(last, []).append((first, _KINDS[entity.kind]))
        for found in kinds.values():
            found.sort(reverse=True)
        return kinds

    def _source_heads(self, sources: Sequence[Span]) -> frozenset[int]:
        heads: set[int] = set()
        for source in sources:
            head = source_head(self.annotation, source)
            if head is None:
                continue
            heads.add(head)
            if self.annotation.word(head).casefold() in RELATIVE:
                above = antecedent(self.annotation, head)
                if above is not None:
                    heads.add(above)
        return frozenset(heads)


_OFFICE_WORDS = frozenset(
    ("prime", "vice", "deputy", "foreign", "interior", "defence", "defense", "finance", "justice", "home", "first")
    + ("chief", "majority", "minority", "house", "senate", "supreme", "attorney", "general", "secretary", "press")
    + ("state", "assistant", "former", "acting", "federal", "national", "executive", "managing", "police", "fire")
)
_NO_ROLE = frozenset(
    ("the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "my", "one", "some", "any")
)


def antecedent(annotation: Annotation, index: int) -> int | None:
    """The token that the relative clause around this pronoun modifies, or None where there is no such clause."""
    i = index
    for _ in range(6):
        token = annotation.tokens[i]
        if token.head < 0:
            return None
        if token.deprel == "acl:relcl":
            return token.head if token.head < index else None
        i = token.head
    return None


def _quoted(annotation: Annotation) -> list[int]:
    """For each token, the innermost attribution whose content holds it, or -1."""
    inside = [-1] * len(annotation.tokens)
    width = [len(annotation.text) + 1] * len(annotation.tokens)
    for number, attribution in enumerate(annotation.attributions):
        for piece in attribution.content:
            first, last = annotation.covering(piece)
            size = piece[1] - piece[0]
            for i in range(first, last):
                if size < width[i]:
                    inside[i], width[i] = number, size
    return inside
