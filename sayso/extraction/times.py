"""Temporal expressions to TIMEX3 values: what the language model proposes and the grammar finds, read in order.

Where both see an expression, its bounds are the grammar's. What the model sees and the grammar cannot read is kept
without a value; what the grammar alone sees is kept where its rule is sure.
"""

from collections.abc import Iterator
from typing import get_args

from sayso.annotation import Annotation, TimeMention
from sayso.extraction.timex.calendar import bounds, period, read_moment
from sayso.extraction.timex.context import Context, Meaning
from sayso.extraction.timex.grammar import Expression, scan
from sayso.extraction.timex.readings import read
from sayso.extraction.timex.tense import tense_at
from sayso.extraction.timex.words import CODE, Words, read_words
from sayso.reading import Time, TimeType
from sayso.report import Span

__all__ = ["read_times"]

_SLASHDATE = CODE["SLASHDATE"]
_TYPES: dict[str, TimeType] = {name: name for name in get_args(TimeType)}


def read_times(annotation: Annotation, published: str | None) -> tuple[Time, ...]:
    """The temporal expressions of a text, in order and none over another.

    `published` is an ISO 8601 date or date-time; where it is `None` or no such thing, what depends on it has the value
    `None`. `begin` and `end` are the first and last day of the value, or minute of a time of day; `None` for durations,
    sets, and what is not known.
    """
    words = read_words(annotation.text)
    context = Context(published=read_moment(published), day_first=_day_first(words))
    times: list[Time] = []
    sentence: int | None = None
    for span, expression, mention in _candidates(annotation, words):
        if times and span.start < times[-1].span.end:
            continue
        meaning: Meaning | None
        if expression:
            previous, sentence = sentence, _sentence_of(annotation, span)
            near = context.near if sentence is not None and sentence == previous else None
            tense = tense_at(annotation, span)
            context = context._replace(tense=tense, type=mention.type if mention else None, near=near)
            meaning = read(expression, context)
            if meaning:
                context = _remember(context, expression, meaning)
        else:
            meaning = Meaning(_TYPES.get(mention.type, "DATE") if mention else "DATE", None)
        if meaning:
            times.append(_time(span, meaning))
    return tuple(times)


def _time(span: Span, meaning: Meaning) -> Time:
    days = bounds(meaning.value, meaning.part, meaning.zone)
    begin, end = days or (None, None)
    return Time(span=span, type=meaning.type, value=meaning.value, begin=begin, end=end)


def _candidates(annotation: Annotation, words: Words) -> Iterator[tuple[Span, Expression | None, TimeMention | None]]:
    """Expressions with the model's mention of the same, and mentions that the grammar lacks, in order."""
    length = len(annotation.text)
    mentions = [mention for mention in annotation.times if 0 <= mention.span[0] < mention.span[1] <= length]
    i, matched = 0, False
    for expression in scan(words):
        start, end = expression.span
        while i < len(mentions) and mentions[i].span[1] <= start:
            if not matched:
                yield Span(*mentions[i].span), None, mentions[i]
            i, matched = i + 1, False
        mention = mentions[i] if i < len(mentions) and mentions[i].span[0] < end else None
        if mention or expression.rule.sure:
            matched = mention is not None
            yield expression.span, expression, mention
    for mention in mentions[i + matched :]:
        yield Span(*mention.span), None, mention


def _remember(context: Context, expression: Expression, meaning: Meaning) -> Context:
    """The context after an expression: which day, period and quarter were named last."""
    if meaning.type == "DURATION" and meaning.value in ("P6M", "P9M"):  # half a year's figures, or three quarters'
        return context._replace(quarter=None)
    days = period(meaning.value) if meaning.value and meaning.type in ("DATE", "TIME") else None
    if days is None or meaning.value is None:
        return context
    first, last = days
    if first == last:
        return context._replace(day=first, near=first, told=first)
    # What is only compared with ("a year earlier") does not become the time told of.
    if _compares(expression):
        return context
    if "-Q" in meaning.value and expression.rule.name in ("quarter", "unit"):
        return context._replace(told=first, quarter=meaning.value)
    return context._replace(told=first)


def _compares(expression: Expression) -> bool:
    """Whether this is the year before or a part of it, as figures are compared with."""
    if expression.rule.name in ("ago", "earlier"):
        return expression["unit"] == "Y" and expression["direction"] == -1 and expression["amount"] in ("a", 1)
    return expression.rule.name == "year_ago" or "ago" in expression.parts


def _day_first(words: Words) -> bool | None:
    """Whether dates like 6/3/98 begin with the day, as the others of the text show; `None` if they do not."""
    orders = set()
    for code, value in zip(words.codes, words.values, strict=True):
        if code == _SLASHDATE:
            first, second, _ = str(value).split("/")
            if (int(first) > 12) != (int(second) > 12):
                orders.add(int(first) > 12)
    return orders.pop() if len(orders) == 1 else None


def _sentence_of(annotation: Annotation, span: Span) -> int | None:
    first, last = annotation.covering(span)
    return annotation.tokens[first].sentence if first < last else None
