"""Mentions: the words that name, describe or stand for somebody."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sayso.annotation import Annotation
from sayso.extraction.countries import country_code, is_demonym
from sayso.extraction.heads import RELATIVE, antecedent, source_heads
from sayso.extraction.names import Name, read_name
from sayso.extraction.nouns import fold, load_nouns, singular
from sayso.extraction.phrases import (
    BEFORE_HEAD,
    Definiteness,
    country_of,
    owner_before,
    read_phrase,
    role_of,
    telling_words,
    words_between,
)
from sayso.extraction.runs import Run, name_runs
from sayso.reading import ActorKind
from sayso.report import Span

Form = Literal["name", "description", "pronoun", "couple"]

FIRST = frozenset(("i", "me", "my", "mine", "myself"))
FIRST_MANY = frozenset(("we", "us", "our", "ours", "ourselves"))
SECOND = frozenset(("you", "your", "yours", "yourself", "yourselves"))
MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
MANY = frozenset(("they", "them", "their", "theirs", "themselves"))
THING = frozenset(("it", "its", "itself"))
_PRONOUNS = FIRST | FIRST_MANY | SECOND | MALE | FEMALE | MANY | THING

_INSIDE = frozenset(("compound", "flat", "fixed", "nmod:desc", "amod", "goeswith", "reparandum", "det", "nummod"))
_KINDS: dict[str, ActorKind] = {
    "Person": "Person",
    "Organisation": "Organisation",
    "Location": "Location",
    "Nationality": "Nationality",
}
_WIDEST = 12  # tokens of titles before a name


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `first`, `last` and `head` are token indices, `[first, last)` its words.

    `noun` is the singular head noun of a description, the title noun of a name ("" if none), or the
    pronoun itself; `wording` the name without titles, or the whole description; `sure` says that the
    words around tell the kind, not the model alone. `modifiers`, `possessor`, `role`, `country` and
    `definiteness` are as for `phrases.Phrase`. `quoted` is the attribution whose content holds the
    mention, or -1. A couple is several phrases joined by "and", `members` the tokens that head them.
    """

    span: Span
    first: int
    last: int
    head: int
    form: Form
    noun: str
    wording: str
    name: Name | None = None
    kind: ActorKind = "unknown"
    sure: bool = False
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
    """All mentions that may be an actor, in text order of their heads, couples at their last member.

    Names and personal pronouns all count; common nouns count where they say people or institutions,
    or head one of the source spans.
    """
    return tuple(sorted(_Finder(annotation, sources).find(), key=_position))


def _position(mention: Mention) -> tuple[int, int]:
    return mention.members[-1] if mention.members else mention.head, mention.first


class _Finder:
    """The walk over one annotation."""

    def __init__(self, annotation: Annotation, sources: Sequence[Span]) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.nouns = load_nouns()
        self.paragraph_of = [0] * len(self.tokens)
        for number, (first, last) in enumerate(annotation.paragraphs):
            self.paragraph_of[first:last] = [number] * (last - first)
        self.quoted = _quoted(annotation)
        self.kinds = _entity_kinds(annotation)
        self.forced = source_heads(annotation, sources)

    def find(self) -> Iterator[Mention]:
        taken = [False] * len(self.tokens)
        found: dict[int, Mention] = {}
        runs = tuple(name_runs(self.annotation))
        surnames = {
            fold(self.annotation.word(run.last - 1)) for run in runs if run.last > run.name and run.last - run.first > 1
        }
        for run in runs:
            mention = self._from_run(run, surnames)
            taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
            found[mention.head] = mention
            yield mention
        for i, token in enumerate(self.tokens):
            if taken[i]:
                continue
            if token.upos == "PRON" or token.xpos in ("PRP", "PRP$", "WP", "WP$", "WDT"):
                pronoun = self._pronoun(i)
                if pronoun is not None:
                    yield pronoun
                    continue
            if i in self.forced or self._describes(i):
                named = i in self.forced and self._mistaken(i, surnames)
                found[i] = self._name(Run(i, i, i + 1)) if named else self._description(i, i)
                yield found[i]
        for head, mention in found.items():
            members = [
                child
                for child in self.annotation.children[head]
                if child > head and self.tokens[child].deprel == "conj"
            ]
            if members and all(self._joined(mention, found.get(member)) for member in members):
                yield _couple(self.annotation, mention, [found[member] for member in members])

    def _from_run(self, run: Run, surnames: Container[str]) -> Mention:
        """A name; or a description, where the run is an office, or members of a people or party: "Republicans"."""
        first, name, last = run
        if last - first > 1:
            member = singular(self.annotation.word(last - 1), plural=True) in self.nouns.members
            return self._description(last - 1, first) if name == last or member else self._name(run)
        word = self.annotation.word(first)
        noun = singular(word, plural=True)
        plural = noun != word.casefold()
        determined = first > 0 and self.tokens[first - 1].xpos in ("DT", "CD", "PRP$", "JJ")
        if name == last:
            surname = fold(word) in surnames and not determined
            return self._name(Run(first, first, last)) if surname else self._description(first, first)
        member = noun in self.nouns.members or is_demonym(noun)
        if (member and (determined or plural)) or (plural and self.nouns.person(noun)):
            return self._description(first, first)
        return self._name(run)

    def _mistaken(self, i: int, surnames: Container[str]) -> bool:
        """Whether a source is a name that the tagger took for another word: "HOLT: We will not." """
        word = self.annotation.word(i)
        if not word[0].isupper() or self._noun_kind(self._singular(i)) != "unknown":
            return False
        return fold(word) in surnames or (len(word) > 2 and word.isupper())

    def _joined(self, one: Mention, two: Mention | None) -> bool:
        """Whether two phrases that "and" joins are two actors: "Grey & Stone" is one."""
        if two is None or two.kind != one.kind:
            return False
        return self.annotation.word(two.first - 1) != "&" if two.first else True

    def _name(self, run: Run) -> Mention:
        annotation, tokens = self.annotation, self.tokens
        first, noun = self._lead(run)
        titles = [fold(annotation.word(i)) for i in range(run.first, run.name)]
        person = bool(noun or titles) and noun not in self.nouns.either
        lead = words_between(annotation, first, run.name)
        text = annotation.text[tokens[run.name].start : tokens[run.last - 1].end]
        name = read_name(text)
        head = next((i for i in range(run.name, run.last) if not run.name <= tokens[i].head < run.last), run.name)
        kind, sure = ("Person", True) if person else self._name_kind(run, head, text)
        return self._mention(
            first if person else run.name,
            run.last,
            head,
            form="name",
            noun=noun,
            wording=text,
            name=name,
            kind=kind,
            sure=sure,
            many=tokens[run.last - 1].xpos == "NNPS" and not person and is_demonym(text),
            gender=next((gender for word in (*titles, noun) if (gender := self.nouns.gender(word))), None),
            modifiers=telling_words(lead[:-1]),
            role=role_of(lead) if person else None,
            country=country_of(lead) if person else country_of(text.split()) if sure else None,
            possessor=owner_before(annotation, first) if person else None,
        )

    def _lead(self, run: Run) -> tuple[int, str]:
        """Where the phrase before a name begins, and its noun: "the former defence | minister | Mary Holt"."""
        start, noun = run.first, ""
        for i in range(run.name - 1, run.first - 1, -1):
            title = fold(self.annotation.word(i))
            noun = self.nouns.short_titles.get(title, title).rpartition(" ")[2]
            if noun in self.nouns.people:
                break
            noun = ""
        i = run.first - 1
        if run.first == run.name:
            if i < 0 or not self._is_title(i, run.name):
                return start, ""
            noun = singular(self.annotation.word(i), plural=False)
        while i > max(run.first - _WIDEST, -1) and self._premodifies(i, run.name):
            start = i
            i -= 1
        return start, noun

    def _is_title(self, i: int, name: int) -> bool:
        """Whether the common noun at `i` is the title of the name after it."""
        token, after = self.tokens[i], self.tokens[name]
        if token.sentence != after.sentence or token.xpos not in ("NN", "JJ", "NNP"):
            return False
        if not self.nouns.person(self.annotation.word(i).casefold()):
            return False
        bare = all(self.tokens[child].xpos not in ("DT", "PRP$", "POS") for child in self.annotation.children[i][:8])
        if bare and token.xpos == "NN":
            return True
        if token.deprel.startswith(("nsubj", "obj")) and after.deprel.startswith(("nsubj", "obj", "root")):
            return False
        return token.head >= name or after.head == i or token.head == after.head or token.deprel in _INSIDE

    def _premodifies(self, i: int, name: int) -> bool:
        token = self.tokens[i]
        if token.sentence != self.tokens[name].sentence or token.xpos not in ("NN", "JJ", "HYPH", "NNP", "VBN", "NNS"):
            return False
        return token.xpos == "HYPH" or (token.head > i and token.deprel in BEFORE_HEAD) or self._is_title(i, name)

    def _name_kind(self, run: Run, head: int, text: str) -> tuple[ActorKind, bool]:
        """The kind of a name without titles, and whether its words say so."""
        if country_code(text):
            return ("Nationality" if is_demonym(text) else "Location"), True
        words = [fold(part) for part in text.split()]
        ends = {words[0], words[-1]} if "of" in words else {words[-1]}
        if not ends.isdisjoint(self.nouns.institutions) or words[-1] in self.nouns.media_names:
            return "Organisation", True
        best: tuple[bool, float, ActorKind] | None = None
        for first, heading, score, kind in self.kinds.get(run.last, ()):
            if heading == head:
                best = max(best or (False, -1.0, kind), (first == run.name, score, kind))
        if best is not None:
            return best[2], False
        acronym = len(words) == 1 and 2 <= len(text) <= 6 and text.isupper()
        return ("Organisation" if acronym else "unknown"), False

    def _describes(self, i: int) -> bool:
        token = self.tokens[i]
        if token.xpos not in ("NN", "NNS") or token.deprel in _INSIDE:
            return False
        noun = singular(self.annotation.word(i), token.xpos == "NNS")
        nouns = self.nouns
        return nouns.person(noun) or noun in nouns.groups or noun in nouns.institutions or noun in nouns.media

    def _description(self, head: int, first: int) -> Mention:
        """A common noun with what stands around it, or a run that is all title: "the Prime Minister"."""
        annotation, tokens, nouns = self.annotation, self.tokens, self.nouns
        if first < head:
            title = fold(annotation.word(head))
            member = singular(title, plural=True)
            noun = member if member in nouns.members else nouns.short_titles.get(title, title).rpartition(" ")[2]
        else:
            noun = self._singular(head)
        phrase = read_phrase(annotation, head, noun, first)
        changed = noun != annotation.word(head).casefold() and (first == head or noun in nouns.members)
        plural = tokens[head].xpos in ("NNS", "NNPS") or changed
        many = plural or (noun in nouns.groups and noun not in nouns.people)
        kind = self._noun_kind(noun)
        return self._mention(
            phrase.first,
            phrase.last,
            head,
            form="description",
            noun=noun,
            wording=annotation.text[tokens[phrase.first].start : tokens[phrase.last - 1].end],
            kind=kind,
            sure=kind != "unknown",
            many=many,
            gender=None if many else nouns.gender(noun),
            definiteness=phrase.definiteness,
            modifiers=phrase.modifiers | telling_words(words_between(annotation, first, head)),
            possessor=phrase.possessor,
            role=phrase.role,
            country=phrase.country,
        )

    def _singular(self, i: int) -> str:
        """The noun at `i` in the singular; a plural is known by its tag, or by the lexicon where the tag is wrong."""
        word, plural = self.annotation.word(i), self.tokens[i].xpos in ("NNS", "NNPS")
        noun = singular(word, plural=True)
        return noun if plural or noun in self.nouns.members or self.nouns.person(noun) else word.casefold()

    def _noun_kind(self, noun: str) -> ActorKind:
        if noun in self.nouns.either:
            return "unknown"
        if self.nouns.person(noun) or noun in self.nouns.groups:
            return "Person"
        if noun in self.nouns.institutions or noun in self.nouns.media:
            return "Organisation"
        if is_demonym(noun):
            return "Nationality"
        return "Person" if noun in self.nouns.members else "unknown"

    def _pronoun(self, i: int) -> Mention | None:
        word = self.annotation.word(i).casefold()
        if word in RELATIVE:
            if i not in self.forced and (self.tokens[i].xpos == "IN" or antecedent(self.annotation, i) is None):
                return None
        elif word not in _PRONOUNS:
            return None
        person = word in MALE or word in FEMALE or word in FIRST or word == "who"
        return self._mention(
            i,
            i + 1,
            i,
            form="pronoun",
            noun=word,
            wording=self.annotation.word(i),
            kind="Person" if person else "unknown",
            sure=person,
            many=word in MANY or word in FIRST_MANY,
            gender="m" if word in MALE else "f" if word in FEMALE else None,
        )

    def _mention(self, first: int, last: int, head: int, **what: Any) -> Mention:
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
            **what,
        )


def _couple(annotation: Annotation, first: Mention, others: Sequence[Mention]) -> Mention:
    span = Span(first.span.start, max(other.span.end for other in others))
    return replace(
        first,
        span=span,
        last=max(other.last for other in others),
        form="couple",
        noun="",
        wording=annotation.text[span.start : span.end],
        name=None,
        many=True,
        gender=None,
        modifiers=frozenset(),
        possessor=None,
        role=None,
        country=None,
        members=(first.head, *(other.head for other in others)),
    )


def _entity_kinds(annotation: Annotation) -> dict[int, list[tuple[int, int | None, float, ActorKind]]]:
    """For each end (a token index), first token, head, score and kind of the entities that end there."""
    kinds: dict[int, list[tuple[int, int | None, float, ActorKind]]] = {}
    for entity in annotation.entities:
        if entity.kind in _KINDS:
            first, last = annotation.covering(entity.span)
            head = annotation.head_of(entity.span)
            kinds.setdefault(last, []).append((first, head, entity.score, _KINDS[entity.kind]))
    return kinds


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
