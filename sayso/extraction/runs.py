"""Runs of proper nouns: where a name begins and ends, and where its titles stop."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from sayso.annotation import Annotation
from sayso.extraction.countries import country_code, is_demonym
from sayso.extraction.nouns import fold, load_nouns, singular

LETTERS = re.compile(r"[^\W\d_]")
_LONGEST = 12  # tokens of one name; real ones have fewer, and a page of capitals is no name
_INSIDE = ("compound", "flat", "fixed", "nmod:desc", "amod", "goeswith")
_HYPHENS = frozenset("-‐‑–")
_APOSTROPHES = frozenset("'’")
_SMALL = frozenset(("and", "of", "for", "the", "&", "on", "in"))
_PARTICLES = frozenset(("de", "van", "von", "der", "den", "bin", "bint", "ibn", "al", "el", "da", "dos", "du", "ul"))
# Months that are also surnames and given names.
_MONTH_NAMES = frozenset(("may", "april", "june", "august", "jan"))
# Words before "of" in a name that no list of institutions holds.
_OF = frozenset(("secretary", "states", "sea", "gulf", "cape", "isle"))
# Words that, before a title, make an office without a name: "the Prime Minister".
_OFFICE_WORDS = {
    *("prime", "vice", "deputy", "foreign", "interior", "defence", "defense", "finance", "justice", "home", "first"),
    *("chief", "majority", "minority", "house", "senate", "supreme", "attorney", "general", "secretary", "press"),
    *("state", "assistant", "former", "acting", "federal", "national", "executive", "managing", "police", "fire"),
}


class Run(NamedTuple):
    """Tokens `[first, last)`; titles up to `name`, the name from there, which is `last` where there is none."""

    first: int
    name: int
    last: int


def is_proper(annotation: Annotation, index: int) -> bool:
    """Whether the token is a proper noun by either tag."""
    token = annotation.tokens[index]
    return token.xpos in ("NNP", "NNPS") or token.upos == "PROPN"


def name_runs(annotation: Annotation) -> Iterator[Run]:
    """Every stretch of proper nouns that may be one name with its titles, in text order."""
    i, n = 0, len(annotation.tokens)
    inside = _inside_organisations(annotation)
    while i < n:
        if not _nameable(annotation, i):
            i += 1
            continue
        last = i + 1
        while last < n and last - i < _LONGEST and (step := _continues(annotation, inside, i, last)):
            last += step
        words = [annotation.word(k) for k in range(i, last)]
        yield Run(i, i + _title_end(words), last)
        i = last


def _nameable(annotation: Annotation, i: int) -> bool:
    if not is_proper(annotation, i):
        return False
    word = annotation.word(i)
    folded = fold(word)
    times = load_nouns().times
    if folded in times:
        before = i > 0 and is_proper(annotation, i - 1) and annotation.tokens[i].deprel in ("flat", "compound")
        return folded in _MONTH_NAMES and before and fold(annotation.word(i - 1)) not in times
    return bool(LETTERS.search(word))


def _inside_organisations(annotation: Annotation) -> frozenset[int]:
    """The small words that the model sees inside an organisation's name: "Oversight and Reform Committee"."""
    inside: set[int] = set()
    for entity in annotation.entities:
        first, last = annotation.covering(entity.span)
        if entity.kind == "Organisation" and last - first <= _LONGEST:
            small = [i for i in range(first, last) if not is_proper(annotation, i)]
            if all(annotation.word(i).casefold() in _SMALL for i in small):
                inside.update(small)
    return frozenset(inside)


def _continues(annotation: Annotation, inside: Container[int], first: int, i: int) -> int:
    """How many tokens from `i` on belong to the name that began at `first`: 0 where it ends."""
    tokens, n = annotation.tokens, len(annotation.tokens)
    touching = tokens[i].start == tokens[i - 1].end
    if tokens[i].sentence != tokens[first].sentence:
        # A sentence never ends after "Rep." or "John F.": the full stop belongs to the name.
        cut = annotation.word(i - 1) == "." or annotation.word(i - 1).endswith(".")
        title = fold(annotation.word(i - 1)) or fold(annotation.word(i - 2))
        return int(cut and _abbreviates(title) and _nameable(annotation, i))
    if touching and annotation.word(i)[0] in _APOSTROPHES and annotation.word(i)[1:2].isupper():
        return 1
    if _nameable(annotation, i):
        return 0 if _parted(annotation, i - 1, i) else 1
    if tokens[i].xpos == "NN" and annotation.word(i)[0].isupper() and load_nouns().title(annotation.word(i)):
        return 1
    if i + 1 >= n or tokens[i + 1].sentence != tokens[first].sentence:
        return 0
    word = annotation.word(i).casefold()
    after = _nameable(annotation, i + 1)
    if word in _HYPHENS or word in _APOSTROPHES:
        return 2 if after and touching and tokens[i].end == tokens[i + 1].start else 0
    if word == "." and touching and after and _abbreviates(fold(annotation.word(i - 1))):
        return 2
    if i in inside and after:
        return 2
    if word in _PARTICLES:
        return 2 if after else 0
    if word in ("of", "for") and _takes_of(annotation, i):
        if after:
            return 2
        article = annotation.word(i + 1).casefold() == "the"
        return 3 if article and i + 2 < n and _nameable(annotation, i + 2) else 0
    return 2 if word in ("and", "&") and after and _joins(annotation, first, i + 1) else 0


def _abbreviates(folded: str) -> bool:
    """Whether a full stop after the word is no end of a sentence: a title or an initial."""
    return folded in load_nouns().short_titles or len(folded) == 1


def _parted(annotation: Annotation, i: int, j: int) -> bool:
    """Whether two adjacent proper nouns are two phrases by the parse: "In Tarsk | Holt said"."""
    left, right = annotation.tokens[i], annotation.tokens[j]
    for _ in range(_LONGEST):
        if left.deprel not in _INSIDE or not 0 <= left.head < i:
            break
        left = annotation.tokens[left.head]
    return left.head == right.head and right.deprel.startswith("nsubj") and left.deprel.startswith(("obl", "obj"))


def _takes_of(annotation: Annotation, i: int) -> bool:
    word = singular(annotation.word(i - 1), plural=False)
    return word in load_nouns().institutions or word in _OF


def _joins(annotation: Annotation, first: int, j: int) -> bool:
    """Whether "and" before `j` stays in the name: "Ministry of Health and Welfare", not "Holt and Reed"."""
    head = annotation.tokens[j].head
    return first < head < j and annotation.word(head - 1).casefold() in ("of", "for")


def _title_end(words: Sequence[str]) -> int:
    """How many words of a run are title: all of them where it names an office and nobody."""
    end = 0
    for i, word in enumerate(words):
        if word.casefold() in ("of", "for"):
            if end == i and end:
                end = min(i + 2, len(words))
        elif word == ".":
            end += end == i and end > 0
        elif load_nouns().title(word) and (i + 1 < len(words) or _is_office(words[:i], word)):
            end = i + 1
    if 0 < end < len(words) and words[end].casefold() in ("of", "for", "and", "&"):
        return len(words)
    return end


def _is_office(before: Sequence[str], word: str) -> bool:
    """Whether a run that ends in a title names an office: "Prime Minister", but not "Julie Bishop"."""
    nouns = load_nouns()
    if fold(word) in nouns.male_titles or (fold(word) in nouns.female_titles and fold(word) != "queen"):
        return fold(word) in nouns.people and not before
    return all(fold(w) in _OFFICE_WORDS or nouns.title(w) or country_code(w) or is_demonym(w) for w in before)
