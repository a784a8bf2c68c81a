"""Names: what is left of one without titles, and when two may name one person or one organisation."""

import re
from functools import cache
from typing import NamedTuple

from sayso.extraction.nouns import fold, load_nouns

_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior"))
_ARTICLES = frozenset(("al", "el", "ul", "the", "as", "ad", "ar"))
_SMALL = frozenset(("of", "the", "for", "and", "in", "on", "to", "&", "de", "la", "du", "des"))
_FORMS = frozenset(("inc", "ltd", "llc", "plc", "corp", "co", "company", "corporation", "gmbh", "ag", "sa"))
_BETWEEN = re.compile(r"[\s\-‐‑–—/]+")


class Name(NamedTuple):
    """A proper name without its titles: folded words, and "jr", "sr", "iii" where it has one."""

    words: tuple[str, ...]
    generation: str = ""


def read_name(text: str) -> Name:
    """The name that the text writes: parted at blanks and hyphens, folded, Arabic articles and possessives dropped."""
    words = [fold(part) for part in _BETWEEN.split(text)]
    words = [word for i, word in enumerate(words) if word and not (word in _ARTICLES and i + 1 < len(words))]
    generation = ""
    if len(words) > 1 and words[-1] in _GENERATIONS:
        generation = words.pop()
    return Name(tuple(words), generation)


def same_person(one: Name, two: Name) -> int:
    """How well two names fit one person: 0 not at all, 1 by its beginning or middle, 2 by the surname, 3 in full.

    A given name may be missing, an initial or a short form; middle names may be missing; double
    surnames may be cut short: "M. Holt", "Mary Anne Holt", "Holt" and "Mary Holt-Reed" fit "Mary Holt".
    """
    if one.generation and two.generation and one.generation != two.generation:
        return 0
    short, long = (one.words, two.words) if len(one.words) <= len(two.words) else (two.words, one.words)
    if not short:
        return 0
    if short == long:
        return 3
    if len(short) == 1:
        if short[0] == long[-1]:
            return 2
        return 1 if len(short[0]) > 1 and short[0] in long else 0
    if long[-len(short) :] == short:
        return 3
    if long[: len(short)] == short:
        return 1
    return 3 if short[-1] == long[-1] and _same_given(short[0], long[0]) else 0


def same_organisation(one: Name, two: Name) -> bool:
    """Whether two names may be one organisation's: word order, form of company, acronym or last word apart.

    "Ministry of Defence" and "Defence Ministry", "Acme Corp." and "Acme", "International Aid Union" and "IAU".
    """
    if one.words == two.words:
        return True
    first, second = _telling(one), _telling(two)
    if set(first) == set(second):
        return True
    short, long = (first, second) if len(first) <= len(second) else (second, first)
    if _tells_sort(short[-1]) and long[-len(short) :] == short:
        return True
    if len(short) == 1 and short[0] in acronyms(two if long is second else one):
        return True
    return len(short) == 1 and len(long) == 2 and short[0] == long[0] and len(short[0]) > 2


def _tells_sort(word: str) -> bool:
    """Whether the word alone may stand for a longer name that ends in it: "the Post", "the Ministry"."""
    return word in load_nouns().sorts


@cache
def _nicknames() -> dict[str, str]:
    return dict(pair.split("=") for pair in load_nouns().nicknames)


def acronyms(name: Name) -> tuple[str, ...]:
    """The acronyms that the name may have: from its capitals, with and without the small words."""
    if len(name.words) < 2:
        return ()
    letters = "".join(word[0] for word in name.words)
    large = "".join(word[0] for word in name.words if word not in _SMALL)
    return (letters, large) if letters != large else (letters,)


def _telling(name: Name) -> tuple[str, ...]:
    words = tuple(word for word in name.words if word not in _SMALL and word not in _FORMS)
    return words or name.words


def _same_given(one: str, two: str) -> bool:
    if one == two or ((len(one) == 1 or len(two) == 1) and one[0] == two[0]):
        return True
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) >= 3 and long.startswith(short):
        return True
    nicknames = _nicknames()
    return nicknames.get(one, one) == nicknames.get(two, two)
