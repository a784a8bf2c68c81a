"""Predicates: what the words around a number say of those counted: that they were killed, that an area was lost.

What stands beside the number is believed before the parse, which often hangs a bare number from the wrong word.
"""

from typing import NamedTuple

from sayso.annotation import Annotation
from sayso.extraction.countable import Phrase, noun_at
from sayso.extraction.measures import load_measures, verb_forms

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re", "’re", "got", "getting"))
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve", "'d", "’d"))
_WHO = frozenset(("who", "that", "which"))
_CLAUSE_END = frozenset((",", ";", ".", ":", "(", ")", "–", "—", "and", "but", "or", "when", "while", "after", "as"))
_WHERE = (["on", "foot"], ["on", "board"], ["in", "custody"], ["in", "hospital"], ["behind", "bars"])
_ASIDE = frozenset((",", ")", "(", "–", "—"))
_ASIDE_LONGEST = 10
_SKIPPED = frozenset(("ADV", "AUX", "PART"))
# The complements that as the counted noun itself mean the same: "lost 12 lives", but not "lost 12 homes".
_NOUN_ALONE = frozenset(("killed", "captured", "voted"))
_NEAR = 8  # tokens from a phrase to its verb, where nothing but auxiliaries and adverbs is between
_BEHIND = 5  # tokens after a verb in which its complement stands
_HIGHEST = 6  # steps up the tree


class Deed(NamedTuple):
    """A verb, or a state, and whether it befell those counted (else they did it)."""

    at: int
    done: bool


class Setting(NamedTuple):
    """A number in its sentence, in tokens: the number with its hedge is `[first, last)`, the sentence `[low, high)`."""

    annotation: Annotation
    first: int
    last: int
    low: int
    high: int
    phrase: Phrase

    def word(self, index: int) -> str:
        """The token's word in lower case; empty outside the sentence."""
        return self.annotation.word(index).casefold() if self.low <= index < self.high else ""

    def upos(self, index: int) -> str:
        """The token's part of speech; empty outside the sentence."""
        return self.annotation.tokens[index].upos if self.low <= index < self.high else ""

    def xpos(self, index: int) -> str:
        """The token's Penn part of speech; empty outside the sentence."""
        return self.annotation.tokens[index].xpos if self.low <= index < self.high else ""


class Said(NamedTuple):
    """What is said of those counted.

    `own` says that the number has a verb of its own, `retold` that it only gives the figure ("residents said 30"),
    `human` that only people can be meant; `complement` is the noun that says what they are: "12 were | children".
    """

    measure: str | None
    own: bool
    retold: bool
    human: bool
    complement: int | None


def read_predicate(setting: Setting, *, area: bool = False) -> Said:
    """What befell those counted, or what they did; for an `area`, whether it was held or lost."""
    measures = load_measures()
    measure, human = None, False
    left, whole = before_number(setting), _in_whole(setting)
    right, complement = (None, None) if whole else after_phrase(setting, setting.phrase.end)
    beside = [deed for deed in (left, right) if deed is not None]
    further = [_relative_deed(setting), None if beside or whole else _governor(setting)]
    for deed in (*beside, *filter(None, further)):
        forms = verb_forms(setting.word(deed.at))
        human = human or not _of_people(setting, deed).isdisjoint(forms)
        measure = measure or (_area(deed, forms) if area else measure_of(setting, deed))
    if measure is None and not area and not setting.phrase.part:
        measure = by_modifiers(setting)
    human = human or relative_pronoun(setting) == "who" or _is_where_people_are(setting)
    told = left is not None and not measures.retelling.isdisjoint(verb_forms(setting.word(left.at)))
    retold = told and right is None and complement is None
    return Said(measure, bool(beside), retold, human, complement)


def _is_where_people_are(setting: Setting) -> bool:
    """Whether people alone can be where the words behind the number say: "148 | aboard", "the 27 | in the dock"."""
    behind = [setting.word(k) for k in range(setting.last, setting.last + 4)]
    behind = behind[1:] if behind[0] == "still" else behind
    return behind[0] == "aboard" or behind[:2] in _WHERE or behind[:3] == ["in", "the", "dock"]


def _of_people(setting: Setting, deed: Deed) -> frozenset[str]:
    """The verbs that, where this one stands, have people alone as those counted."""
    measures = load_measures()
    if not deed.done or (deed.at > setting.first and setting.xpos(deed.at) == "VBD"):
        return measures.human
    return measures.suffering if deed.at > setting.first else measures.befalling


def _in_whole(setting: Setting) -> bool:
    """Whether the number is the whole of a part: "12 of the | 40", "of | 420 villages"."""
    if setting.word(setting.first - 1) != "of":
        return False
    before = setting.first - 2
    return before < setting.low or setting.upos(before) in ("NUM", "PUNCT", "PRON", "ADP", "CCONJ")


def before_number(setting: Setting) -> Deed | None:
    """The verb whose object begins with the number: "killed | 12 people"."""
    at = setting.first - 1
    if setting.word(at) in load_measures().states and setting.upos(at - 1) == "VERB":
        return Deed(at, done=True)  # "shot dead | three men"
    if setting.word(at) in _BE and (setting.word(at - 1) in load_measures().states or setting.xpos(at - 1) == "VBN"):
        return Deed(at - 1, done=True)  # "among the dead were | four children"
    while setting.xpos(at) == "RP" or setting.upos(at) == "ADV":
        at -= 1
    if setting.upos(at) != "VERB" or setting.word(at) in load_measures().listing:
        return None
    if setting.xpos(at) == "VBN" and _after_be(setting, at):
        return None
    return Deed(at, done=True)


def _after_be(setting: Setting, verb: int) -> bool:
    at = verb - 1
    while setting.upos(at) in _SKIPPED:
        if setting.word(at) in _BE:
            return True
        at -= 1
    return False


def after_phrase(setting: Setting, at: int) -> tuple[Deed | None, int | None]:
    """The verb or state that begins at a token, right after a phrase, with the noun that stands there instead."""
    measures = load_measures()
    passive = helped = False
    being = None
    at = _past_aside(setting, at)
    for k in range(at, min(at + _NEAR, setting.high)):
        word, upos, xpos = setting.word(k), setting.upos(k), setting.xpos(k)
        if word in measures.states and (helped or setting.upos(k + 1) not in ("NOUN", "PROPN")):
            return Deed(k, done=True), None
        if upos in _SKIPPED or xpos in ("TO", "MD") or word == "aboard":
            passive = passive or word in _BE
            helped = helped or upos == "AUX"
            being = k if word in _BE else being
            continue
        if upos == "VERB" or _is_participle(setting, k) or (k == at and word in measures.doing):
            if not measures.bridging.isdisjoint(verb_forms(word)) and _goes_on(setting, k + 1):
                passive = helped = True
                continue
            return Deed(k, _is_done(setting, k, passive=passive, helped=helped)), None
        if passive or k == at:
            noun = _complement(setting, k)
            # "were in hospital", "are children"
            return None if being is None or noun is not None else Deed(being, done=False), noun
        break
    return None, None


def _past_aside(setting: Setting, at: int) -> int:
    """The token after what stands between a phrase and its verb: "12 people, | 3 of them children, | were killed"."""
    if setting.word(at) not in _ASIDE:
        return at
    for k in range(at, min(at + _ASIDE_LONGEST, setting.high)):
        if setting.word(k) in _ASIDE and (setting.upos(k + 1) == "AUX" or setting.xpos(k + 1) in ("VBD", "VBZ", "VBP")):
            return k + 1
        if setting.word(k) in (".", ";", ":") or setting.xpos(k) in ("VBD", "VBZ", "VBP", "MD"):
            break
    return at


def _goes_on(setting: Setting, at: int) -> bool:
    """Whether what follows a bridging verb says the rest: "reported | killed"."""
    while setting.word(at) in _BE | _HAVE or setting.xpos(at) == "TO" or setting.upos(at) == "ADV":
        at += 1
    if setting.word(at) in load_measures().states:
        return True
    return setting.upos(at) == "VERB" and setting.xpos(at) in ("VBN", "VBD", "VB")


def _is_participle(setting: Setting, at: int) -> bool:
    """Whether a word that is not tagged as one may be a participle of the lexicon: "30 wounded"."""
    word = setting.word(at)
    if not word.endswith(("ed", "t", "n")) or setting.upos(at) not in ("ADJ", "NOUN", "PROPN"):
        return False
    measures = load_measures()
    return any(form in measures.done or form in measures.befalling for form in verb_forms(word) if form != word)


def _is_done(setting: Setting, verb: int, *, passive: bool, helped: bool) -> bool:
    xpos = setting.xpos(verb)
    if xpos == "VBG":
        return False
    if helped:
        return passive
    measures, forms = load_measures(), verb_forms(setting.word(verb))
    if not measures.doing.keys().isdisjoint(forms) and measures.done.keys().isdisjoint(forms):
        return False
    # Without an auxiliary a past form is a participle unless an object follows it: "12 killed in raid".
    after = setting.upos(verb + 1)
    has_object = after in ("DET", "NUM", "PRON") or (xpos != "VBN" and after in ("NOUN", "ADJ", "PROPN"))
    return xpos in ("VBN", "VBD", "JJ", "NN", "NNS", "NNP") and not has_object


def _complement(setting: Setting, at: int) -> int | None:
    """The noun of a phrase that begins here, if one does."""
    noun = None
    for k in range(at, min(at + _NEAR, setting.high)):
        upos = setting.upos(k)
        if upos in ("NOUN", "PROPN"):
            noun = k
        elif noun is not None or upos not in ("DET", "ADJ", "NUM"):
            break
    return noun


def relative_pronoun(setting: Setting) -> str:
    """The relative pronoun after the phrase, or nothing."""
    at = setting.phrase.end
    if setting.word(at) == ",":
        at += 1
    word = setting.word(at)
    return word if word in _WHO and (at == setting.phrase.end or word != "that") else ""


def read_participle(setting: Setting) -> str | None:
    """The measure of a participle or state right after the phrase: "homes | destroyed"."""
    deed, _ = after_phrase(setting, setting.phrase.end)
    return None if deed is None else measure_of(setting, deed)


def _relative_deed(setting: Setting) -> Deed | None:
    """The verb of a relative clause: "who died", "that burned", "it lost"."""
    at = setting.phrase.end
    if relative_pronoun(setting):
        return after_phrase(setting, at + (2 if setting.word(at) == "," else 1))[0]
    if setting.xpos(at) == "PRP":
        for k in range(at + 1, min(at + 5, setting.high)):
            if setting.upos(k) == "VERB":
                return Deed(k, done=True)
            if setting.upos(k) not in _SKIPPED:
                break
    return None


def _governor(setting: Setting) -> Deed | None:
    """The verb above the phrase in the tree, through rows of phrases and nouns that stand for what is in them."""
    tokens, measures = setting.annotation.tokens, load_measures()
    at = setting.phrase.noun if setting.phrase.noun is not None and not setting.phrase.part else setting.last - 1
    if setting.word(setting.first - 1) == "of":
        if noun_at(setting.annotation, setting.first - 2) not in measures.empty:
            return None
    elif setting.upos(setting.first - 1) == "ADP" and setting.word(setting.first - 1) != "including":
        return None
    for _ in range(_HIGHEST):
        above = tokens[at].head
        if not setting.low <= above < setting.high:
            return None
        if any(setting.word(k) == ";" for k in range(min(at, above), max(at, above))):
            return None
        if tokens[above].upos == "VERB" or setting.word(above) in measures.states:
            return _role(setting, at, above)
        relation = tokens[at].deprel
        if relation == "nmod" and noun_at(setting.annotation, above) not in measures.empty:
            return None
        if relation not in ("conj", "appos", "nmod", "nummod", "compound", "list", "dep"):
            return None
        at = above
    return None


def _role(setting: Setting, at: int, verb: int) -> Deed | None:
    if at > verb:
        if setting.xpos(verb) == "VBN" and _after_be(setting, verb):
            return None
        return Deed(verb, done=setting.annotation.tokens[at].deprel in ("obj", "nummod", "dep"))
    helped = any(setting.upos(k) == "AUX" for k in range(max(at, verb - 4), verb))
    passive = any(setting.word(k) in _BE for k in range(max(at, verb - 4), verb))
    return Deed(verb, _is_done(setting, verb, passive=passive, helped=helped))


def measure_of(setting: Setting, deed: Deed) -> str | None:
    """The measure that a verb, with the words after it, gives to those counted."""
    measures = load_measures()
    word = setting.word(deed.at)
    forms = verb_forms(word)
    if deed.done and setting.phrase.noun is not None:  # "claimed 12 lives", "votes were cast"
        noun = setting.word(setting.phrase.noun)
        own = next((measures.complements[form, noun] for form in forms if (form, noun) in measures.complements), None)
        if own in _NOUN_ALONE:
            return own
    start = max(deed.at + 1, setting.phrase.end if deed.at < setting.first else 0)
    for k in range(start, min(start + _BEHIND, setting.high)):
        behind = setting.word(k)
        if behind in _CLAUSE_END and k > start:
            break
        for form in forms:
            if measure := measures.complements.get((form, behind)):
                return measure
        if behind in measures.states and setting.word(k - 2) == "among":
            return measures.states[behind]  # "were among the | dead"
        if deed.at < setting.first and k == start and behind in measures.states:
            return measures.states[behind]  # "left 12 people | dead"
    if deed.done and word in measures.states:
        return measures.states[word]
    table = measures.done if deed.done else measures.doing
    return next((table[form] for form in forms if form in table), None)


def _area(deed: Deed, forms: tuple[str, ...]) -> str | None:
    measures = load_measures()
    if not deed.done:
        return None
    if any(form in measures.lost for form in forms):
        return "area lost"
    return "area held" if any(form in measures.held for form in forms) else None


def by_modifiers(setting: Setting) -> str | None:
    """The measure that a participle or a state before the noun gives: "30 wounded soldiers"."""
    measures, phrase = load_measures(), setting.phrase
    for k in range(phrase.first, phrase.last - 1):
        word = setting.word(k)
        if word in measures.states:
            return measures.states[word]
        if setting.xpos(k) in ("VBN", "JJ", "VBD"):
            for form in verb_forms(word):
                if form != word and form in measures.done:
                    return measures.done[form]
    return None
