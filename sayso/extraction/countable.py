"""Countable nouns: the noun phrase beside a number, its noun in the singular, and whether it says persons."""

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from sayso.annotation import Annotation
from sayso.extraction.countries import is_demonym
from sayso.extraction.measures import load_measures, verb_forms
from sayso.extraction.nouns import load_nouns, singular
from sayso.report import Span

_WIDEST = 12  # tokens of a phrase before its noun; real ones have fewer
_TAIL = 7  # tokens of a narrowing phrase
_NOMINAL = frozenset(("NOUN", "PROPN"))
_ONES = frozenset(("one", "ones"))
_PRONOUNS = frozenset(("them", "these", "those", "whom", "which", "us", "you", "it"))
_NARROWING = frozenset(("in", "at", "from", "of", "near", "on", "along", "around", "across", "outside", "inside"))
_HYPHENS = frozenset("-‐‑–")
_PEOPLES = ("s", "ese", "ish")
_SHARING = frozenset(("and", "or", "to"))


class Counted(NamedTuple):
    """What a number counts: `of` is the noun phrase with what narrows it, `noun` its unit, "person" for human beings.

    `measure` is one of the closed list of `data/measures.toml`, `unit` the unit of measure that a bare number shares
    with an amount before it. None where the text does not say.
    """

    of: Span | None
    noun: str | None
    measure: str | None
    unit: str | None = None


class Phrase(NamedTuple):
    """What is counted, in tokens: `[first, last)`, without number and narrowing phrase; empty where none is said.

    `noun` is the head; `end` the token after the narrowing phrase. `part` says that the number is a part of what
    the phrase says ("12 of the 40 soldiers"), `pronoun` that a pronoun or "more", "others" stands for the noun.
    """

    first: int
    last: int
    noun: int | None
    end: int
    part: bool = False
    pronoun: bool = False


def read_phrase(annotation: Annotation, start: int, limit: int) -> Phrase:
    """The phrase that begins at token `start`, right after a number; `limit` is where the sentence ends."""
    limit = min(limit, start + 2 * _WIDEST)
    word = _word(annotation, start, limit)
    if word == "of":
        return _partitive(annotation, start, limit)
    if word in _HYPHENS and start + 1 < limit and annotation.tokens[start + 1].upos in _NOMINAL:
        return Phrase(start + 1, start + 2, start + 1, start + 2)  # "a 30-bed ward"
    if word in _SHARING and (shared := _shared(annotation, start, limit)) is not None:
        return shared
    further = load_measures().further
    at = start
    while _word(annotation, at, limit) in further:
        at += 1
    if at > start and _word(annotation, at, limit) == "of":
        return _partitive(annotation, at, limit)
    phrase = _row(annotation, at, limit)
    if phrase.noun is None:
        return phrase._replace(pronoun=at > start)
    if annotation.word(phrase.noun).casefold() in _ONES:
        return Phrase(start, phrase.last, None, phrase.last, pronoun=True)
    return phrase._replace(first=start)


def _shared(annotation: Annotation, joint: int, limit: int) -> Phrase | None:
    """The phrase of a later number, where that of this one is left out: "12 and 15 people", not "12 and 15 died"."""
    tokens, at = annotation.tokens, joint + 1
    while at < min(limit, joint + 4) and tokens[at].upos == "NUM":
        at += 1
    if at == joint + 1:
        return None
    phrase = _row(annotation, at, limit)
    verb = phrase.end < limit and tokens[phrase.end].upos in ("AUX", "VERB")
    before = annotation.word(joint - 2).casefold() if joint >= 2 else ""
    if phrase.noun is None or (verb and tokens[joint - 2].upos == "VERB") or before in ("to", "at"):
        return None
    return phrase


def _partitive(annotation: Annotation, of: int, limit: int) -> Phrase:
    word = _word(annotation, of + 1, limit)
    if word in _PRONOUNS and annotation.tokens[of + 1].upos != "DET":
        return Phrase(of + 2, of + 2, None, of + 2, part=True, pronoun=True)
    at = of + 1
    while at < limit and (
        annotation.tokens[at].upos in ("DET", "NUM") or annotation.tokens[at].xpos in ("PRP$", "CD", "DT", "$")
    ):
        at += 1
    phrase = _row(annotation, at, limit)
    if phrase.noun is None:
        if at > of + 1:  # "of the 40", "of those": what they are was said before
            return Phrase(at, at, None, phrase.end, part=True, pronoun=True)
        return Phrase(of, of, None, of, part=True)
    return phrase._replace(first=of + 1, part=True)


def _row(annotation: Annotation, start: int, limit: int) -> Phrase:
    """Adjectives, then nouns up to the last of the row."""
    tokens, noun, at = annotation.tokens, None, start
    stop = min(limit, start + _WIDEST)
    while at < stop:
        token, word = tokens[at], annotation.word(at).casefold()
        if token.upos in _NOMINAL and token.xpos != "MD" and word not in load_nouns().times:
            if (
                _is_when(annotation, at, stop)
                or _is_verb(annotation, at, stop)
                or (noun is not None and not _compounds(annotation, noun, at))
            ):
                break
            noun = at
        elif token.xpos == "POS":
            if noun is None or at + 1 >= stop or tokens[at + 1].upos not in ("NOUN", "PROPN", "ADJ", "NUM"):
                break
            noun = None
        elif word in _HYPHENS:
            if at + 1 >= stop or tokens[at].start != tokens[at - 1].end or tokens[at + 1].start != tokens[at].end:
                break
        elif not (noun is None or annotation.word(at - 1) in _HYPHENS) or not _modifies(annotation, at, stop):
            break
        at += 1
    if noun is None:
        return Phrase(start, start, None, start)
    last = noun + 1
    return Phrase(start, last, noun, _narrowed(annotation, noun, last, limit))


def _is_when(annotation: Annotation, at: int, stop: int) -> bool:
    """Whether a noun says when: "12 people | last week"; a count of weeks has a unit of measure."""
    following = annotation.tokens[at + 1].upos if at + 1 < stop else ""
    return noun_at(annotation, at) in load_measures().durations and following not in _NOMINAL


def _is_verb(annotation: Annotation, at: int, stop: int) -> bool:
    """Whether a word tagged as a singular noun is the verb: "84 | die in ferry fire", "16 | bailed"."""
    following = annotation.tokens[at + 1].upos if at + 1 < stop else ""
    measures, word = load_measures(), annotation.word(at).casefold()
    if following in _NOMINAL:
        return False
    return word in measures.doing or (word.endswith("ed") and not measures.befalling.isdisjoint(verb_forms(word)))


def _compounds(annotation: Annotation, noun: int, following: int) -> bool:
    """Whether the noun before the following one belongs to it: "police | officers", but not "people | residents"."""
    token, after = annotation.tokens[noun], annotation.tokens[following]
    if token.xpos in ("NNS", "NNPS") and following == noun + 1:
        return (token.head > noun and token.deprel in ("compound", "nmod", "amod", "nmod:desc")) or after.xpos == "NNS"
    return True


def _modifies(annotation: Annotation, at: int, stop: int) -> bool:
    """Whether a word before any noun can be a modifier of one that follows."""
    token = annotation.tokens[at]
    after = annotation.tokens[at + 1] if at + 1 < stop else None
    if after is None:
        return False
    if token.upos == "ADJ":
        return True
    if token.upos == "NUM":  # "T-72 tanks", "the town's 12 schools"
        return annotation.word(at - 1) in _HYPHENS or annotation.tokens[at - 1].xpos == "POS"
    if token.upos == "VERB":
        joined = after.upos in ("NOUN", "PROPN", "ADJ") and annotation.word(at + 1).casefold() not in load_nouns().times
        return joined and token.xpos in ("VBN", "VBG", "JJ", "VBD") and token.deprel in ("amod", "compound")
    if token.upos == "ADV":
        return after.upos in ("ADJ", "VERB") and token.head == at + 1
    if annotation.word(at) == "," or token.upos == "CCONJ":
        before = annotation.tokens[at - 1]
        return before.upos == "ADJ" and after.upos == "ADJ" and token.head == at + 1
    return False


def _narrowed(annotation: Annotation, noun: int, last: int, limit: int) -> int:
    """The token after a phrase that narrows the noun: "homes | in the old town"; `last` where none does."""
    tokens = annotation.tokens
    word = _word(annotation, last, limit)
    if word not in _NARROWING:
        return last
    at, found = last + 1, None
    while at < min(limit, last + _TAIL):
        upos = tokens[at].upos
        if upos in _NOMINAL:
            found = at
        elif (found is not None and tokens[at].xpos != "POS" and annotation.word(at) not in _HYPHENS) or (
            upos not in ("DET", "ADJ", "PUNCT", "PART") and tokens[at].xpos != "PRP$"
        ):
            break
        at += 1
    if found is None or annotation.word(found).casefold() in load_nouns().times:
        return last
    said_after = found + 1 < limit and tokens[found + 1].upos in ("AUX", "VERB")
    if word == "of" or said_after or noun in (tokens[found].head, tokens[tokens[found].head].head):
        return found + 1
    return last


def span_of(annotation: Annotation, first: int, last: int) -> Span | None:
    """The span of the tokens `[first, last)`; None where there are none."""
    return Span(annotation.tokens[first].start, annotation.tokens[last - 1].end) if first < last else None


def noun_at(annotation: Annotation, index: int) -> str:
    """The noun at a token, in the singular and in lower case."""
    return singular_noun(annotation.word(index), annotation.tokens[index].xpos in ("NNS", "NNPS"))


@lru_cache(maxsize=1 << 13)
def singular_noun(word: str, plural: bool) -> str:
    """The noun in the singular and in lower case; `plural` is what the tagger says of it."""
    lower = word.casefold()
    if form := load_measures().plurals.get(lower):
        return form
    head, hyphen, tail = lower.rpartition("-")
    if hyphen and (form := load_measures().plurals.get(tail)):
        return f"{head}-{form}"
    plural = not lower.endswith("ss") and (plural or (lower.endswith("s") and not lower.endswith(("us", "is"))))
    if plural and lower.endswith("oes"):
        return lower[:-2]
    if lower.endswith("men") and len(lower) > 4:
        return lower[:-2] + "an"
    return singular(lower, plural)


def says_person(noun: str) -> bool:
    """Whether the singular noun says one human being, in whatever role, or stands for one: "death"."""
    measures, nouns = load_measures(), load_nouns()
    if noun in measures.things:
        return False
    last = noun.rpartition("-")[2]
    known = (nouns.people, nouns.members, measures.people)
    return any(noun in words or last in words for words in known) or noun.endswith(measures.people_endings)


def is_person(annotation: Annotation, index: int) -> bool:
    """Whether the noun at a token says human beings, by the lexicon or as the people of a country."""
    noun, token = noun_at(annotation, index), annotation.tokens[index]
    if says_person(noun):
        return True
    word = annotation.word(index)
    if is_demonym(word) and (token.xpos == "NNPS" or word.endswith("s")):
        return True
    return (
        word[0].isupper() and word.endswith(_PEOPLES) and (word.endswith("ians") or _is_nationality(annotation, index))
    )


def _is_nationality(annotation: Annotation, index: int) -> bool:
    """Whether a mention of a nationality ends with the token: "seven | Ardenians"."""
    end, entities = annotation.tokens[index].end, annotation.entities
    place = bisect_left(entities, annotation.tokens[index].start, key=lambda entity: entity.span.start)
    near = entities[max(0, place - 1) : place + 2]
    return any(entity.kind == "Nationality" and entity.span.end == end for entity in near)


def unit_noun(annotation: Annotation, index: int) -> str:
    """The unit of what the noun at a token counts: "person" for human beings, else the noun."""
    return "person" if is_person(annotation, index) else noun_at(annotation, index)


def may_be_person(noun: str) -> bool:
    """Whether a noun that no lexicon knows is formed as those for persons are: "kayaker"."""
    return noun not in load_measures().things and noun.endswith(load_measures().maybe_people_endings)


def _word(annotation: Annotation, index: int, limit: int) -> str:
    return annotation.word(index).casefold() if index < limit else ""
