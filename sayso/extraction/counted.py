"""What a number counts or measures, and what befell those counted: the noun, its unit, the measure."""

from sayso.annotation import Annotation
from sayso.extraction.antecedents import Antecedents
from sayso.extraction.countable import (
    Counted,
    Phrase,
    is_person,
    may_be_person,
    noun_at,
    read_phrase,
    span_of,
    unit_noun,
)
from sayso.extraction.ellipsis import (
    again,
    in_sequence,
    is_ago,
    is_crowd,
    is_respective,
    line_label,
    plural_subject,
    respective,
)
from sayso.extraction.measures import OF_EITHER, OF_PERSONS, OF_THINGS, load_measures
from sayso.extraction.predicates import Said, Setting, read_predicate, relative_pronoun
from sayso.extraction.tallies import read_label, tallied, tally
from sayso.report import Span

__all__ = ["Counted", "Counting"]

_WINDOW = 60  # tokens to either side of a number that are looked at, however long the sentence
_LONGEST_HEDGE = 4
_FAR = 25  # tokens before a number in which a noun for how many people there are stands
_EACH = frozenset(("a", "an", "per", "each", "every"))
_PERCENT = frozenset(("%", "percent", "per", "cent", "percentage", "pct", "point", "points"))


_NOTHING = Counted(None, None, None)


class Counting:
    """Reads what the numbers of one text count, each once and in text order: later ones lean on earlier ones."""

    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._before = Antecedents(annotation)
        self._row = -1  # the noun whose amount a number last gave

    def read(self, number: Span, unit: str | None) -> Counted:
        """What the number counts.

        `number` is the number as written, with or without its hedge and unit; `unit` its unit of measure or None for a
        bare count. For a measured amount `of` is what is measured, for a share what it is a share of. Time is bounded,
        whatever the sentence.
        """
        annotation = self._annotation
        first, last = annotation.covering(number)
        if first == last:
            return Counted(None, None, None)
        sentence = annotation.tokens[first].sentence
        low, high = annotation.sentences[sentence]
        low, high = max(low, first - _WINDOW), min(high, last + _WINDOW)
        numeral, first = first, _before_hedge(annotation, first, low)
        last = _after_unit(annotation, last, high, unit)
        setting = Setting(annotation, first, last, low, high, read_phrase(annotation, last, high))
        self._before.enter(setting)
        counted = self._count(setting, numeral) if unit is None else self._measure(setting, unit)
        self._before.add(setting, counted, unit)
        return counted

    def _count(self, setting: Setting, numeral: int) -> Counted:
        if self._before.gapped(setting):
            setting = setting._replace(phrase=Phrase(setting.last, setting.last, None, setting.last))
        phrase = setting.phrase
        if phrase.noun is not None and (unit := self._before.parallel(setting)) is not None:
            return self._measure(setting, unit)._replace(unit=unit)
        if phrase.noun is not None:
            return self._counted_noun(setting, read_predicate(setting))
        said = read_predicate(setting)
        shared = self._before.measured(setting, said) or self._before.compared(setting, said)
        if shared is not None and shared.unit is not None:
            return shared
        scaled = None if setting.word(setting.last) in load_measures().states else self._tallied(setting)
        if scaled is not None and (counted := self._amount(setting, scaled)) is not None:
            return _per_time(setting, counted)
        if shared is not None:
            return shared
        label = None if said.own else read_label(setting)
        if label is not None and label.noun is not None:
            return label
        if label is not None:
            said = said._replace(measure=label.measure or said.measure)
        counted = self._elliptic(setting, said, numeral)
        if label is not None and counted.noun is None:
            counted = self._before.above(counted)
        if counted.noun is None and counted.measure is None and not said.retold:
            counted = _of_sized(setting) or self._before.preceding(setting) or counted
        return _per_time(setting, counted)

    def _elliptic(self, setting: Setting, said: Said, numeral: int) -> Counted:
        """What a number without a noun, a tally or a telling label counts."""
        annotation, measure = setting.annotation, said.measure
        state = _state_noun(setting)
        before = self._before.antecedent(setting, said)
        if in_sequence(setting):
            before = plural_subject(setting) or before
        elif before is None and again(setting, numeral):
            before = self._before.anything()
        elif is_crowd(setting, numeral) and said.own and measure not in OF_THINGS and not setting.phrase.pronoun:
            before = None
            said = said._replace(human=True)
        before = before or _fitting(line_label(setting), measure)
        if said.human and said.own and before is not None and before.noun != "person":
            before = None  # "acquitted | two"
        if measure is None and before is not None and (said.retold or (not said.own and self._before.joined(setting))):
            measure = before.measure
        if before is not None and before.measure != measure and _stands_for_person(annotation, before.of):
            before = before._replace(of=None)
        if said.complement is not None and is_person(annotation, said.complement):
            return Counted(before.of if before else None, "person", measure)
        if before is not None:
            own = span_of(annotation, setting.phrase.first, setting.phrase.last) if setting.phrase.pronoun else None
            return Counted(own or before.of or state, before.noun, measure)
        others = setting.word(setting.last) == "others" and measure not in OF_THINGS
        if measure in OF_PERSONS | OF_EITHER or said.human or others:
            return Counted(state, "person", measure)
        if said.complement is not None and setting.phrase.part:
            return Counted(
                span_of(annotation, said.complement, said.complement + 1), noun_at(annotation, said.complement), measure
            )
        if measure is not None:
            return self._before.alike(measure) or Counted(None, None, measure)
        return Counted(None, None, measure)

    def _counted_noun(self, setting: Setting, said: Said) -> Counted:
        annotation, phrase, measures = setting.annotation, setting.phrase, load_measures()
        assert phrase.noun is not None
        noun = noun_at(annotation, phrase.noun)
        measure = measures.counts.get(noun)
        if noun == "case" and not _of_disease(setting):
            measure = None
        # "Three of the wounded died": of a part, what is said counts before what it is a part of.
        measure = (phrase.part and said.measure) or measure or said.measure or _by_governor(setting)
        person = is_person(annotation, phrase.noun) or relative_pronoun(setting) == "who"
        person = person or (measure in OF_PERSONS and may_be_person(noun))
        if measure is None and not said.own and self._before.joined(setting):
            measure = self._before.inherited(setting, "person" if person else noun)
        of = span_of(annotation, phrase.first, phrase.end)
        return Counted(of, ("person" if person else noun) + _rate(setting), measure)

    def _measure(self, setting: Setting, unit: str) -> Counted:
        annotation, phrase, measures = setting.annotation, setting.phrase, load_measures()
        own = measures.of_unit(unit)
        of, noun = None, None
        if phrase.noun is not None:
            of, noun = span_of(annotation, phrase.first, phrase.end), unit_noun(annotation, phrase.noun)
        elif own == "money" and (source := _source(setting)) is not None:
            of, noun = span_of(annotation, *source), unit_noun(annotation, source[1] - 1)
        elif (scaled := tallied(setting)) is not None:
            of, noun, *_ = self._amount(setting, scaled) or _named(setting, scaled)
        if own == "area":
            held = read_predicate(setting, area=True).measure
            if held == "area lost" and noun is not None and noun not in measures.land:
                held = None  # forest lost to a fire
            return Counted(of, noun, held or self._before.area(setting) or own)
        if own is not None:
            return Counted(of, noun, own)
        said = read_predicate(setting)
        measure = None if said.measure == "reached" and not unit.startswith("percent") else said.measure
        if phrase.noun is not None and noun in measures.land and annotation.tokens[phrase.noun].xpos != "NNS":
            measure = read_predicate(setting, area=True).measure or measure
        if (
            of is None
            and (phrase.pronoun or said.own)
            and (before := self._before.antecedent(setting, said)) is not None
        ):
            of, noun = before.of, before.noun
        if measure is None and not said.own and self._before.joined(setting):
            measure = self._before.inherited(setting, noun)
        return Counted(of, noun, measure)

    def _tallied(self, setting: Setting) -> int | None:
        """The noun whose amount the number gives; in a row told apart by "respectively", that of the first number."""
        found = tallied(setting)
        if found is None and self._row >= setting.low and is_respective(setting) and self._before.joined(setting):
            return self._row
        return found

    def _amount(self, setting: Setting, at: int) -> Counted | None:
        """What the noun or pronoun at a token, whose amount the number gives, counts."""
        annotation, noun = setting.annotation, noun_at(setting.annotation, at)
        measures = load_measures()
        known = (measures.empty, measures.counts, measures.sized, measures.inhabited)
        telling = any(noun in words for words in known)
        plural = annotation.tokens[at].xpos in ("NNS", "NNPS")
        counted = tally(setting, at) if telling or plural else None
        if counted is not None and counted.noun is not None:
            self._row = at
            if not is_respective(setting):
                return counted
            return tally(setting, respective(setting, at, self._before.since(at)))
        return self._before.latest(setting) or counted


def _named(setting: Setting, at: int) -> Counted:
    """What is measured, by its noun: "the | turnout was 54 percent"; nothing by a pronoun."""
    return _NOTHING if setting.annotation.tokens[at].upos == "PRON" else tally(setting, at)


def _of_sized(setting: Setting) -> Counted | None:
    """People, where the sentence has spoken of a noun for how many they are: "take the | population from 40 to 50"."""
    for k in range(setting.first - 1, max(setting.low, setting.first - _FAR) - 1, -1):
        if setting.upos(k) == "NOUN" and noun_at(setting.annotation, k) in load_measures().sized:
            return Counted(span_of(setting.annotation, k, k + 1), "person", None)
    return None


def _fitting(counted: Counted | None, measure: str | None) -> Counted | None:
    """What is counted, if what is said can befall it."""
    if counted is None or (measure in OF_PERSONS and counted.noun != "person"):
        return None
    return None if measure in OF_THINGS and counted.noun == "person" else counted


def _before_hedge(annotation: Annotation, first: int, low: int) -> int:
    """The first token of a number with its hedge and its currency sign."""
    hedges = load_measures().hedges
    while first > low:
        if annotation.tokens[first - 1].xpos == "$":
            first -= 1
            continue
        words = [annotation.word(k).casefold() for k in range(max(low, first - _LONGEST_HEDGE), first)]
        size = next((n for n in range(len(words), 0, -1) if " ".join(words[-n:]) in hedges), 0)
        if not size:
            break
        first -= size
    return first


def _after_unit(annotation: Annotation, last: int, high: int, unit: str | None) -> int:
    """The token after a number and its unit of measure."""
    tokens = annotation.tokens
    if unit is None or last >= high:
        return last
    if unit.startswith("percent"):
        while last < high and annotation.word(last).casefold() in _PERCENT:
            last += 1
        return last
    if tokens[last - 1].upos != "NUM":
        return last
    money = load_measures().of_unit(unit) == "money"
    if money and any(tokens[k].xpos == "$" for k in range(max(0, last - 4), last)):
        return last
    at = last
    while at < high and (annotation.word(at).casefold() in load_measures().before_unit or tokens[at].xpos == "HYPH"):
        at += 1
    return at + 1 if at < high and tokens[at].upos in ("NOUN", "SYM", "PROPN", "X", "NUM") else last


def _stands_for_person(annotation: Annotation, of: Span | None) -> bool:
    """Whether a phrase counts people by what befell them: "deaths"; others than those cannot be meant by it again."""
    if of is None:
        return False
    return any(noun_at(annotation, k) in load_measures().persons for k in range(*annotation.covering(of)))


def _state_noun(setting: Setting) -> Span | None:
    """The words that stand for those in a state: "the 12 | dead"."""
    at = setting.last
    known = setting.word(at) in load_measures().states and setting.upos(at) in ("NOUN", "ADJ", "PROPN")
    return span_of(setting.annotation, at, at + 1) if known else None


def _of_disease(setting: Setting) -> bool:
    """Whether counted cases are those of a disease, not of a court."""
    words = (setting.word(k) for k in range(setting.phrase.first, setting.phrase.end + 3))
    return not load_measures().disease.isdisjoint(words)


def _by_governor(setting: Setting) -> str | None:
    """The measure of the noun that the number is the object of: "the deaths of | 12 miners"."""
    before = setting.first - 1
    if setting.word(before) not in ("of", "to") or before - 1 < setting.low:
        return None
    return load_measures().deeds.get(noun_at(setting.annotation, before - 1))


def _source(setting: Setting) -> tuple[int, int] | None:
    """The tokens that say what a sum of money is made of or for: "$3 million in | aid", "worth of | goods"."""
    at = setting.last
    if setting.word(at) == "worth" and setting.word(at + 1) == "of":
        at += 1
    elif setting.word(at) != "in":
        return None
    phrase = read_phrase(setting.annotation, at + 1, setting.high)
    return None if phrase.noun is None else (phrase.first, phrase.last)


def _per_time(setting: Setting, counted: Counted) -> Counted:
    """What is counted, for a unit of time where one stands behind the number: "reached | 60 an hour"."""
    if counted.noun is None or counted.unit is not None or "/" in counted.noun:
        return counted
    return counted._replace(noun=counted.noun + _rate(setting))


def _rate(setting: Setting) -> str:
    """The unit of time that a count is for, as "/hour": "60 trees | an hour"; empty where it is for none."""
    at = setting.phrase.last
    if setting.word(at) not in _EACH or at + 1 >= setting.high or is_ago(setting, at + 2):
        return ""
    unit = noun_at(setting.annotation, at + 1)
    return f"/{unit}" if unit in load_measures().durations else ""
