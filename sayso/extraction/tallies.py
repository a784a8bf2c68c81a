"""Tallies: the nouns and labels whose amount a number gives: "the toll rose to 12", "Homes destroyed: 35"."""

from sayso.extraction.countable import Counted, noun_at, read_phrase, span_of, unit_noun
from sayso.extraction.measures import OF_PERSONS, OF_THINGS, load_measures, stated, verb_forms
from sayso.extraction.predicates import Setting, by_modifiers, read_participle

_FAR = 25  # tokens before a number in which the noun of its amount stands
_LABEL = 6  # tokens of a label before a number: "Homes destroyed: 12"
_MARKS = frozenset((":", "-", "–", "—", "|", "="))


def tallied(setting: Setting) -> int | None:
    """The noun whose amount the number gives: "the | toll rose to 12", "a | population of 40,000"; None without one."""
    measures, annotation = load_measures(), setting.annotation
    before = setting.first - 1
    if setting.word(before) == "of":
        noun = noun_at(annotation, before - 1) if before - 1 >= setting.low else ""
        known = noun in measures.sized or noun in measures.inhabited or noun == "toll" or noun in measures.counts
        return before - 1 if known else None
    if setting.upos(before) not in ("ADP", "AUX", "VERB", "PART", "ADV"):
        return None
    verb = None
    for k in range(before, max(setting.low, setting.first - _FAR) - 1, -1):
        if setting.word(k) in (";", ":") or (setting.word(k) in ("who", "which") and verb is None):
            return None
        is_verb = setting.upos(k) in ("VERB", "AUX") and not _is_state(setting, k)
        if is_verb and verb is None:
            if measures.scale.isdisjoint(verb_forms(setting.word(k))):
                return None
            verb = k
        if setting.word(k) == "it" and (verb is not None or _has_scale(setting, k)):
            return k
        if setting.upos(k) in ("NOUN", "PROPN", "ADJ", "VERB"):
            noun = noun_at(annotation, k)
            known = noun in measures.sized or noun in measures.counts or noun in measures.empty
            if known and (setting.upos(k) != "VERB" or (setting.xpos(k) == "VBN" and k != verb)):
                return k if verb is not None or _has_scale(setting, k) else None
    if verb is None:
        return None
    tokens = annotation.tokens
    subjects = (
        k
        for k in range(max(setting.low, verb - _FAR), verb)
        if tokens[k].head == verb and tokens[k].deprel.startswith("nsubj") and tokens[k].upos in ("NOUN", "PROPN")
    )
    return next(subjects, None)


def _has_scale(setting: Setting, noun: int) -> bool:
    """Whether a verb of change stands shortly before the noun: "put the | toll at 12"."""
    scale = load_measures().scale
    return any(
        setting.upos(k) == "VERB" and not scale.isdisjoint(verb_forms(setting.word(k)))
        for k in range(max(setting.low, noun - _LABEL), noun)
    )


def tally(setting: Setting, at: int) -> Counted:
    """What is counted by a noun for an amount: "the number of | homes destroyed", "the death | toll"."""
    annotation, measures = setting.annotation, load_measures()
    noun = noun_at(annotation, at)
    if noun in measures.empty and noun != "toll" and setting.word(at + 1) == "of" and at + 2 < setting.first:
        phrase = read_phrase(annotation, at + 1, setting.first)
        inner = setting._replace(first=at, last=at + 1, high=setting.first, phrase=phrase)
        if phrase.noun is None:
            measure = stated(setting.word(at + 2)) or stated(setting.word(at + 3))
            return Counted(span_of(annotation, at + 2, at + 3), "person" if measure else None, measure)
        head = noun_at(annotation, phrase.noun)
        measure = measures.counts.get(head) or read_participle(inner) or by_modifiers(inner) or stated(head)
        of = span_of(annotation, phrase.first, phrase.end)
        return Counted(of, unit_noun(annotation, phrase.noun), measure)
    if noun in measures.empty:
        found = (stated(setting.word(k)) for k in range(at + 1, min(at + 3, setting.first)))
        if (measure := next(filter(None, found), None)) is not None:
            return Counted(span_of(annotation, at, at + 1), "person" if measure not in OF_THINGS else None, measure)
    first = at
    while first > setting.low and annotation.tokens[first - 1].upos in ("NOUN", "ADJ"):
        first -= 1
    of = span_of(annotation, first, at + 1)
    if noun in ("toll", "count"):
        kinds = (measures.counts.get(noun_at(annotation, k)) for k in range(first, at))
        measure = next(filter(None, kinds), "killed" if noun == "toll" else None)
        return Counted(of, "person" if measure else None, measure)
    if noun in measures.empty:
        return Counted(of, None, None)
    measure = measures.counts.get(noun)
    if noun in measures.sized or (noun in measures.inhabited and setting.word(at + 1) == "of"):
        return Counted(of, "person", None)
    return Counted(of, unit_noun(annotation, at), measure)


def _is_state(setting: Setting, at: int) -> bool:
    """Whether a word tagged as a verb says a state of those counted: "the number of homes | destroyed"."""
    if setting.word(at) in load_measures().states:
        return True
    participle = setting.xpos(at) == "VBN" and setting.upos(at - 1) in ("NOUN", "PRON", "ADP", "ADV")
    return participle and stated(setting.word(at)) is not None


def read_label(setting: Setting) -> Counted | None:
    """What a label before the number says: "Killed: 12", "Homes destroyed - 35"; None where there is no label."""
    annotation = setting.annotation
    mark = setting.first - 1
    if setting.word(mark) not in _MARKS:
        return None
    first = mark
    while first > setting.low and mark - first < _LABEL and setting.upos(first - 1) not in ("PUNCT", "NUM", "SYM"):
        first -= 1
    if first == mark or (first > setting.low and setting.upos(first - 1) not in ("PUNCT", "SYM")):
        return None
    measure = next(filter(None, (stated(setting.word(k)) for k in range(first, mark))), None)
    nouns = [k for k in range(first, mark) if setting.upos(k) in ("NOUN", "PROPN") and not stated(setting.word(k))]
    if not nouns:
        return Counted(None, "person", measure) if measure else None
    at = nouns[0] if measure or setting.word(nouns[0] + 1) in ("of", "in", "at", "with") else nouns[-1]
    noun = noun_at(annotation, at)
    measures = load_measures()
    if noun in measures.empty:
        return Counted(None, "person" if measure in OF_PERSONS else None, measure)
    if noun in measures.sized:
        return Counted(span_of(annotation, at, at + 1), "person", None)
    if setting.xpos(at) in ("NN", "NNP") and noun not in measures.counts:
        return Counted(None, "person" if measure in OF_PERSONS else None, measure)
    return Counted(span_of(annotation, first, at + 1), unit_noun(annotation, at), measures.counts.get(noun) or measure)
