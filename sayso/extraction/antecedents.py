"""Antecedents: the numbers read so far, and what one of them lends to a later number whose noun is left out."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from sayso.annotation import Annotation
from sayso.extraction.countable import Counted
from sayso.extraction.ellipsis import changes, compares, grows, of_it
from sayso.extraction.measures import OF_EITHER, OF_PERSONS, OF_THINGS, load_measures
from sayso.extraction.predicates import Said, Setting, before_number
from sayso.report import Span

_REMEMBERED = 8  # earlier figures that a number without a noun may take one from
_BULLETS = frozenset("-–—*•·◦▪")
_LIST_GAP = 2  # sentences from one line of a list to the next
_JOINTS = frozenset((",", "and", "or", "including", "plus", "with", ":", "(", "–", "—", "-", ";", "as", "&", "among"))
_SCALES = frozenset(("to", "at", "from", "by"))
_SPANS = frozenset(("for", "in", "over", "within", "of"))
_ROW = frozenset((",", "and", "or"))
_COMPASS = frozenset(("north", "south", "east", "west", "from"))
_WAYS = _COMPASS | {"away", "off", "down", "deep", "downstream", "upstream", "inland", "offshore"}
_PLACES = frozenset(("in", "at", "near", "from", "on", "across", "around", "elsewhere", "outside"))
_ENDS = frozenset(("for", "during", "after", "before", ".", ",", ";", ")", "and"))


class _Figure(NamedTuple):
    """A number read before: its token, its sentence, what it counts, and whether parts of it were announced.

    `before` and `behind` are the words on either side of it.
    `unit` is its unit of measure, None for a count; `inner` says that it only narrows the one before it: "in 16 wards",
    `plural` that a noun in the plural says what it counts.
    """

    at: int
    sentence: int
    paragraph: int
    counted: Counted
    whole: bool
    unit: str | None
    inner: bool
    plural: bool
    before: str
    behind: str


class Antecedents:
    """The last numbers of a text, in order, and what a number without a noun takes from them."""

    def __init__(self, annotation: Annotation) -> None:
        self._annotation = annotation
        self._figures: deque[_Figure] = deque(maxlen=_REMEMBERED)
        # The figure before a colon at whose end a list begins, and the last line of that list so far.
        self._announced: _Figure | None = None
        self._listed = -1

    def enter(self, setting: Setting) -> None:
        """Note whether a list goes on with the sentence of a number that is to be read."""
        sentence = self._annotation.tokens[setting.first].sentence
        if self._announced is None or sentence == self._listed:
            return
        begins = setting.annotation.sentences[sentence][0]
        bullet = setting.annotation.word(begins)[0] in _BULLETS or setting.first - begins <= 1
        if bullet and sentence - self._listed <= _LIST_GAP:
            self._listed = sentence
        else:
            self._announced = None

    def add(self, setting: Setting, counted: Counted, unit: str | None) -> None:
        """Remember what the number counts; `unit` is its own unit of measure."""
        first = setting.first
        sentence = self._annotation.tokens[first].sentence
        figure = _Figure(
            first,
            sentence,
            self._paragraph(first),
            counted,
            whole=setting.word(first - 1) in ("of", "among"),
            unit=unit or counted.unit,
            inner=self._narrows(setting) or _is_way(setting, unit),
            plural=counted.noun == "person" or self._is_plural(counted.of),
            before=setting.word(first - 1),
            behind=setting.word(setting.last),
        )
        if setting.word(setting.high - 1) == ":" and setting.high == self._annotation.sentences[sentence][1]:
            self._announced, self._listed = figure, sentence
        self._figures.append(figure)

    def _word(self, token: int) -> str:
        return self._annotation.word(token).casefold() if token >= 0 else ""

    def _is_plural(self, of: Span | None) -> bool:
        tokens = self._annotation.tokens
        return of is not None and any(tokens[k].xpos in ("NNS", "NNPS") for k in range(*self._annotation.covering(of)))

    def parallel(self, setting: Setting) -> str | None:
        """The unit of measure of the amount whose row the number goes on: "12 tonnes of rice, | 3 of sugar"."""
        figure = self._figures[-1] if self._figures else None
        tokens, phrase = self._annotation.tokens, setting.phrase
        if figure is None or figure.unit is None or figure.counted.of is None or not phrase.part or phrase.pronoun:
            return None
        several = phrase.noun is not None and tokens[phrase.noun].xpos in ("NNS", "NNPS")
        if several and figure.unit != "percent":  # "3 tonnes of rubbish and hundreds | of flags"
            return None
        alike = figure.counted.of.start > tokens[figure.at].start and self._row(setting, figure)
        return figure.unit if alike else None

    def _row(self, setting: Setting, figure: _Figure) -> bool:
        same = figure.sentence == self._annotation.tokens[setting.first].sentence
        return same and setting.word(setting.first - 1) in (",", "and", "or")

    def joined(self, setting: Setting) -> bool:
        """Whether the number goes on from one before it: a part of it, or another of the same row."""
        sentence = setting.annotation.tokens[setting.first].sentence
        if self._announced is not None and self._listed == sentence != self._announced.sentence:
            return True
        if not self._figures or self._figures[-1].sentence != sentence:
            return False
        return (
            setting.word(setting.first - 1) in _JOINTS
            or setting.phrase.part
            or _after_pronoun(setting)
            or _is_gapped(setting)
        )

    def gapped(self, setting: Setting) -> bool:
        """Whether "of" leads to no whole but goes on a row: "19 were convicted of fraud and | 16 of theft"."""
        figure, phrase = self._figures[-1] if self._figures else None, setting.phrase
        if figure is None or not phrase.part or phrase.noun is None or phrase.first != setting.last + 1:
            return False
        if setting.xpos(phrase.noun) != "NN" or figure.counted.noun != "person" or figure.behind == "of":
            return False
        return self._row(setting, figure) and any(setting.word(k) == "of" for k in range(figure.at, setting.first))

    def antecedent(self, setting: Setting, said: Said) -> Counted | None:
        """The nearest earlier figure of the paragraph whose noun fits what is said; None if nothing asks for one."""
        phrase = setting.phrase
        place = setting.word(setting.last) in _PLACES
        scaled = setting.word(setting.first - 1) in _SCALES
        if not (scaled or phrase.pronoun or phrase.part or said.own or place or said.measure or self.joined(setting)):
            return None
        sentence = setting.annotation.tokens[setting.first].sentence
        for figure in self._earlier(sentence):
            counted = figure.counted
            if figure is self._announced:
                return counted
            if figure.paragraph != self._paragraph(setting.first) or not (_is_count(figure) or _is_share(figure)):
                continue
            if figure.inner and figure.sentence != sentence:
                continue
            if figure.sentence != sentence and not (phrase.pronoun or phrase.part or said.own or said.measure):
                return None
            if figure.whole and figure.sentence == sentence:
                return _lent(setting, counted)
            if said.measure in OF_PERSONS and counted.noun != "person":
                continue
            if said.measure in OF_THINGS and counted.noun == "person":
                continue
            return _lent(setting, counted)
        return None

    def compared(self, setting: Setting, said: Said) -> Counted | None:
        """What the amount counts or measures that the number is set against; None where it is set against none."""
        phrase = setting.phrase
        if phrase.part or phrase.pronoun:
            return None
        linked, changed = compares(setting), changes(setting)
        ends = setting.word(setting.last) in _PLACES | _ENDS or setting.last == setting.high
        beside = not said.own and ends and self.joined(setting)
        same = of_it(setting) and not said.human and said.measure not in OF_PERSONS | OF_THINGS | OF_EITHER
        if not (linked or changed or beside or same):
            return None
        sentence = setting.annotation.tokens[setting.first].sentence
        paragraph = self._paragraph(setting.first)
        near = [
            figure
            for figure in reversed(self._figures)
            if figure.paragraph == paragraph
            and 0 <= sentence - figure.sentence <= (linked or same)
            and not figure.inner
        ]
        figure = next(
            (figure for figure in near if figure.counted.measure != "time"), near[0] if linked and near else None
        )
        if figure is None or (figure.unit is None and not linked):
            return None
        if changed and not linked and not grows(setting) and self._word(figure.at - 1) not in _SCALES:
            return None  # "rose 5 per cent to | 12,000"
        return figure.counted._replace(unit=figure.unit)

    def measured(self, setting: Setting, said: Said) -> Counted | None:
        """What the amount before in the sentence measures, in whose unit the number goes on; None where it does not.

        "stood 6 metres up and could make | seven", "for two hours and then for | three more", "60 days | in 45".
        """
        figure = next((figure for figure in reversed(self._figures) if not figure.inner), None)
        if figure is None or figure.unit is None or said.human or said.measure or setting.phrase.noun is not None:
            return None
        if figure.sentence != self._annotation.tokens[setting.first].sentence or "/" in figure.unit:
            return None
        before, behind = setting.word(setting.first - 1), setting.word(setting.last)
        again = before == figure.before or (before in _ROW and behind == figure.behind)
        whole = self._word(setting.first - 1) in ("which", "it")
        share = figure.unit.startswith("percent")
        time = load_measures().of_unit(figure.unit) == "time"
        if (again and (before in _SCALES | _SPANS or (before in _ROW and behind in _SCALES | _SPANS))) or (
            time and before in ("in", "within")
        ):
            return figure.counted._replace(unit=figure.unit)
        if time or share or load_measures().of_unit(figure.unit) == "money" or setting.phrase.part:
            return None
        if not whole and (setting.phrase.pronoun or not (before in _SCALES or before_number(setting))):
            return None
        return figure.counted._replace(unit=figure.unit)

    def preceding(self, setting: Setting) -> Counted | None:
        """What the figure right before counts or measures, in this sentence or the last of the paragraph."""
        if not self._figures:
            return None
        sentence, paragraph = self._annotation.tokens[setting.first].sentence, self._paragraph(setting.first)
        for figure in reversed(self._figures):
            if figure.paragraph != paragraph or sentence - figure.sentence > 1:
                return None
            if figure.inner or _is_share(figure) or (figure.unit or "").startswith("percent"):
                continue
            if load_measures().of_unit(figure.unit or "") == "money" or not (figure.unit or figure.counted.noun):
                continue
            return _lent(setting, figure.counted)._replace(measure=None, unit=figure.unit)
        return None

    def above(self, counted: Counted) -> Counted:
        """What a number behind a label without a noun counts, by the line above: "Reached by Friday: | 310"."""
        unlike = OF_THINGS if counted.measure in OF_PERSONS else OF_PERSONS if counted.measure in OF_THINGS else ()
        for figure in reversed(self._figures):
            if _is_count(figure) and not figure.inner and figure.counted.measure not in unlike:
                return figure.counted._replace(measure=counted.measure)
        return counted

    def latest(self, setting: Setting) -> Counted | None:
        """What the last figure of the paragraph counts."""
        paragraph = self._paragraph(setting.first)
        for figure in reversed(self._figures):
            if figure.paragraph == paragraph and not figure.inner and (_is_count(figure) or _is_share(figure)):
                return _lent(setting, figure.counted)
        return None

    def anything(self) -> Counted | None:
        """What the last count counts, however far off."""
        return next((figure.counted for figure in reversed(self._figures) if _is_count(figure)), None)

    def alike(self, measure: str) -> Counted | None:
        """What the last figure of a measure counts, however far off."""
        befell = (figure.counted for figure in reversed(self._figures) if figure.counted.measure == measure)
        return next((Counted(None, counted.noun, measure) for counted in befell if counted.noun), None)

    def since(self, token: int) -> int:
        """How many of the numbers remembered stand after a token, in its sentence."""
        sentence = self._annotation.tokens[token].sentence
        return sum(figure.at > token and figure.sentence == sentence for figure in self._figures)

    def inherited(self, setting: Setting, noun: str | None) -> str | None:
        """The measure that a number of the same row lends to one that counts the noun."""
        sentence = setting.annotation.tokens[setting.first].sentence
        for figure in self._earlier(sentence):
            if figure.sentence != sentence and figure is not self._announced:
                break
            measure = figure.counted.measure
            if measure in OF_PERSONS and noun not in ("person", None) and figure.counted.noun == "person":
                continue
            if measure not in ("money", "time", "distance"):
                return measure
        return None

    def area(self, setting: Setting) -> str | None:
        """Whether the area before, which this one goes on from, was held or lost."""
        figure = self._figures[-1] if self._figures else None
        if figure is None or not self.joined(setting):
            return None
        return figure.counted.measure if figure.counted.measure in ("area held", "area lost") else None

    def _earlier(self, sentence: int) -> Iterator[_Figure]:
        """The figures before, the nearest first; in a list, the one that announced it."""
        if self._announced is not None and self._listed == sentence != self._announced.sentence:
            yield from (figure for figure in reversed(self._figures) if figure.sentence == sentence)
            yield self._announced
        else:
            yield from reversed(self._figures)

    def _narrows(self, setting: Setting) -> bool:
        """Whether the number only narrows what the one before it counts: "40 children in | 16 wards"."""
        last = self._figures[-1] if self._figures else None
        return (
            last is not None
            and last.counted.of is not None
            and setting.upos(setting.first - 1) == "ADP"
            and last.counted.of.end in (setting.annotation.tokens[k].end for k in (setting.first - 2, setting.last - 1))
        )

    def _paragraph(self, token: int) -> int:
        return bisect_right(self._annotation.paragraphs, token, key=lambda paragraph: paragraph[0])


def _lent(setting: Setting, counted: Counted) -> Counted:
    """What a figure lends to a later one: no time for which it was to a total: "2,300 a day, 13,800 | in all"."""
    total = setting.word(setting.last) == "altogether" or (
        setting.word(setting.last) == "in" and setting.word(setting.last + 1) in ("all", "total")
    )
    return counted._replace(noun=counted.noun.partition("/")[0]) if total and counted.noun else counted


def _is_count(figure: _Figure) -> bool:
    return figure.unit is None and figure.counted.noun is not None


def _is_share(figure: _Figure) -> bool:
    return figure.unit == "percent" and figure.counted.noun is not None and figure.plural


def _is_way(setting: Setting, unit: str | None) -> bool:
    """Whether a length only says where something is: "22 km | downstream"."""
    return unit is not None and load_measures().of_unit(unit) == "distance" and setting.word(setting.last) in _WAYS


def _is_gapped(setting: Setting) -> bool:
    """Whether the number stands alone after a noun, the verb being left out: "the army killed 12, the police | 30"."""
    before, after = setting.upos(setting.first - 1), setting.upos(setting.phrase.end)
    return before in ("NOUN", "PROPN") and after in ("PUNCT", "CCONJ", "ADP", "")


def _after_pronoun(setting: Setting) -> bool:
    return setting.word(setting.first - 1) in ("them", "whom", "which")
