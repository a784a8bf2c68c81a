"""Noun phrases: what stands before and after a common noun, and what it tells."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sayso.annotation import Annotation
from sayso.extraction.countries import country_code
from sayso.extraction.nouns import fold, load_nouns
from sayso.extraction.runs import LETTERS, is_proper

Definiteness = Literal["definite", "indefinite", "bare"]

BEFORE_HEAD = frozenset(("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_AFTER_HEAD = frozenset(("of", "for", "in", "from", "at", "with", "to"))
_NO_ROLE = frozenset(
    ("the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "my", "one", "some", "any", "another")
)
_CLAUSAL = frozenset(("VBD", "VBZ", "VBP", "MD", ",", "."))  # marks of a clause: no phrase reaches back over them
_WIDEST = 12  # tokens before a head that its phrase takes in; real ones have fewer
_TAIL = 8  # tokens of a prepositional phrase that it takes in


class Phrase(NamedTuple):
    """Tokens `[first, last)` around a head noun, and what they say of it.

    `modifiers` are the folded words that tell one holder of the noun from another; `possessor` is the
    token of whoever the noun is tied to ("the movement's leader", "a spokesman for the ministry", "his wife").
    """

    first: int
    last: int
    definiteness: Definiteness
    modifiers: frozenset[str]
    possessor: int | None
    role: str | None
    country: str | None


def read_phrase(annotation: Annotation, head: int, noun: str, first: int) -> Phrase:
    """The phrase of the noun at `head`, of which `first` is the first token of the name or noun itself."""
    tokens, nouns = annotation.tokens, load_nouns()
    start, last = first, head + 1
    determiners: list[str] = []
    words: list[str] = []
    possessor: int | None = None
    owned = counted = False
    for child in annotation.children[head]:
        token = tokens[child]
        if child < first and token.deprel in BEFORE_HEAD:
            left = _leftmost(annotation, child)
            if any(
                tokens[k].upos in ("AUX", "VERB", "PUNCT") and tokens[k].xpos in _CLAUSAL for k in range(left, child)
            ):
                left = child
            if left < first - _WIDEST or tokens[left].sentence != tokens[head].sentence:
                continue
            start = min(start, left)
            if token.deprel.startswith("det"):
                determiners.append(annotation.word(child).casefold())
            elif token.deprel == "nmod:poss":
                possessor, owned = child, True
            elif token.deprel == "nummod":
                counted = True
            else:
                words.extend(annotation.word(k) for k in range(left, child + 1))
                if token.deprel == "compound" and is_proper(annotation, child) and noun in nouns.institutions:
                    possessor = child
        elif child > head and token.deprel == "nmod" and child - head <= _TAIL:
            below = annotation.children[child]
            case = annotation.word(below[0]).casefold() if below else ""
            if case not in _AFTER_HEAD:
                continue
            words.append(annotation.word(child))
            words.extend(annotation.word(k) for k in below if tokens[k].deprel in ("compound", "amod", "flat"))
            if possessor is None and (case in ("of", "for") or (case == "to" and noun in nouns.kin)):
                possessor = child
            if below[0] == last:
                last = child + 1
    if possessor is None and (owner := owner_before(annotation, start)) is not None:
        possessor, owned = owner, True
    telling = telling_words(words)
    definiteness: Definiteness = "bare"
    if not telling.isdisjoint(nouns.other) or not nouns.other.isdisjoint(determiners):
        definiteness = "indefinite"
    elif owned or not _DEFINITE.isdisjoint(determiners):
        definiteness = "definite"
    elif determiners or counted:
        definiteness = "indefinite"
    lead = words_between(annotation, possessor + 1 if owned and possessor is not None else start, last)
    country = country_of(words) or (country_code(annotation.word(possessor)) if possessor is not None else None)
    return Phrase(start, last, definiteness, telling - nouns.other, possessor, role_of(lead), country)


def owner_before(annotation: Annotation, first: int) -> int | None:
    """The token that owns the phrase beginning at `first`, by the words before it: "Holt 's | aide", "his | aide"."""
    tokens = annotation.tokens
    if first >= 1 and tokens[first - 1].sentence == tokens[first].sentence:
        if tokens[first - 1].xpos == "PRP$":
            return first - 1
        if tokens[first - 1].xpos == "POS" and first >= 2:
            return first - 2
    return None


def words_between(annotation: Annotation, first: int, last: int) -> list[str]:
    """The words of the tokens `[first, last)`, marks and possessive clitics left out."""
    words = ((i, annotation.word(i)) for i in range(first, last))
    return [word for i, word in words if annotation.tokens[i].xpos != "POS" and LETTERS.search(word)]


def telling_words(words: Sequence[str]) -> frozenset[str]:
    """The folded words without those that tell nobody from anybody: "senior", "former", "the"."""
    empty = load_nouns().empty
    return frozenset(folded for word in words if (folded := fold(word)) and folded not in empty)


def role_of(words: Sequence[str]) -> str | None:
    """The role, without articles, forms of address and countries; None where nothing is left.

    It is in lower case but for what follows its noun: "mayor of Tarsk".
    """
    nouns = load_nouns()
    kept: list[str] = []
    for word in words:
        folded = fold(word)
        address = folded in nouns.male_titles or folded in nouns.female_titles
        named = not _AFTER_HEAD.isdisjoint(kept)
        if (address and folded not in nouns.people) or folded in _NO_ROLE or (country_code(word) and not named):
            continue
        plain = nouns.short_titles.get(folded, word.lower()) if word.endswith(".") else word.lower()
        kept.append(word if named else plain)
    return " ".join(kept) or None


def country_of(words: Sequence[str]) -> str | None:
    """ISO 3166 alpha-3 of the first country that the words name, or None."""
    for i, word in enumerate(words):
        code = country_code(" ".join(words[i : i + 2])) or country_code(word)
        if code:
            return code
    return None


def _leftmost(annotation: Annotation, index: int) -> int:
    for _ in range(_WIDEST):
        below = annotation.children[index]
        if not below or below[0] >= index:
            break
        index = below[0]
    return index
