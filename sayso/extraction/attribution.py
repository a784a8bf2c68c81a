"""Who says what: the model's cues, sources and contents made into utterances, with reports inside reports."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.annotation import Annotation, Attribution
from sayso.extraction.acts import act_of
from sayso.extraction.nesting import holders, nested_reports, phrase
from sayso.extraction.quotation import Quotation, quotations, quote_kind
from sayso.reading import Quote, Sourcing, Statement
from sayso.report import Report, Span

#: Below this, quotation marks hold a word or a title, not somebody's sentence.
_CONTINUED_WORDS = 4


class Utterance(NamedTuple):
    """A statement before its speaker is known. `within` is the index of the utterance that holds it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    addressee: Span | None
    within: int | None
    quote: Quote
    act: str


def read_utterances(annotation: Annotation, report: Report) -> tuple[Utterance, ...]:
    """The utterances of a report in text order; none from captions, credits and other furniture."""
    marks = quotations(report.text)
    headlines = [f.span for f in report.furniture if f.kind == "headline"]
    told = (_within_zone(a, headlines) for a in annotation.attributions if not _in_furniture(a, report))
    kept = [a for a in (_without_expletives(annotation, a) for a in told) if a.content]
    kept = _continued(report.text, kept, marks)
    kept += nested_reports(annotation, kept)
    kept.sort(key=lambda a: a.cue)
    return tuple(
        _utterance(annotation, found, within, marks) for found, within in zip(kept, holders(kept), strict=True)
    )


def to_statements(
    utterances: Sequence[Utterance], speakers: Mapping[Span, str], sourcing: Callable[[Utterance], Sourcing]
) -> tuple[Statement, ...]:
    """The utterances as statements; `speakers` gives the actor's id for a source or an addressee."""
    return tuple(
        Statement(
            id=f"s{number}",
            source=utterance.source,
            cue=utterance.cue,
            content=utterance.content,
            speaker=next((speakers[span] for span in utterance.source if span in speakers), None),
            addressee=speakers.get(utterance.addressee) if utterance.addressee else None,
            within=None if utterance.within is None else f"s{utterance.within + 1}",
            quote=utterance.quote,
            act=utterance.act,
            sourcing=sourcing(utterance),
        )
        for number, utterance in enumerate(utterances, 1)
    )


def _in_furniture(attribution: Attribution, report: Report) -> bool:
    at = attribution.cue.start
    return any(f.span.start <= at < f.span.end for f in report.furniture if f.kind != "headline")


def _within_zone(attribution: Attribution, headlines: Sequence[Span]) -> Attribution:
    """The attribution without what lies across the border between headline and story, which tell things anew."""

    def zone(span: Span) -> int:
        return next((i for i, h in enumerate(headlines) if h.start <= span.start < h.end), -1)

    here = zone(attribution.cue)
    return attribution._replace(
        source=tuple(s for s in attribution.source if zone(s) == here),
        content=tuple(s for s in attribution.content if zone(s) == here),
    )


def _without_expletives(annotation: Annotation, attribution: Attribution) -> Attribution:
    """The attribution without the "it" of "it is believed that", which says nothing."""
    if len(attribution.content) == 1:
        return attribution
    saying = tuple(s for s in attribution.content if annotation.text[slice(*s)].lower() != "it")
    return attribution._replace(content=saying)


def _continued(text: str, found: list[Attribution], marks: Sequence[Quotation]) -> list[Attribution]:
    """Give a quotation left open at a paragraph's end what follows it: the next paragraph opens with a mark again."""
    contents = sorted((span, i) for i, a in enumerate(found) for span in a.content)
    starts = [span.start for span, _ in contents]

    given: dict[Span, int] = {}

    def owner(quotation: Span) -> int | None:
        """The attribution whose content reaches into the quotation."""
        if quotation in given:
            return given[quotation]
        place = bisect_left(starts, quotation.end) - 1
        return contents[place][1] if place >= 0 and contents[place][0].end > quotation.start else None

    grown = list(found)
    for mark, following in pairwise(marks):
        if not mark.open or text[mark.span.end : following.span.start].strip() or owner(following.span) is not None:
            continue
        speaking = owner(mark.span)
        if speaking is not None and len(text[slice(*following.span)].split()) >= _CONTINUED_WORDS:
            content = (*grown[speaking].content, following.span)
            grown[speaking] = grown[speaking]._replace(content=content)
            given[following.span] = speaking
    return grown


def _utterance(annotation: Annotation, found: Attribution, within: int | None, marks: Sequence[Quotation]) -> Utterance:
    first, last = annotation.covering(found.cue)
    cue = [annotation.word(i).lower() for i in range(first, last)]
    return Utterance(
        source=found.source,
        cue=(found.cue,),
        content=found.content,
        addressee=_addressee(annotation, first, last, found),
        within=within,
        quote=quote_kind(annotation.text, found.content, marks),
        act=act_of(cue),
    )


def _addressee(annotation: Annotation, first: int, last: int, found: Attribution) -> Span | None:
    """Whom the cue's verb is said to: its indirect object, the object of "told", "asked", "to reporters"."""
    taken = (*found.source, *found.content)
    for i in range(first, last):
        if annotation.tokens[i].upos != "VERB":
            continue
        for kid in annotation.children[i]:
            token = annotation.tokens[kid]
            to_whom = token.deprel == "obl" and any(
                annotation.word(c).lower() == "to" for c in annotation.children[kid]
            )
            if token.deprel == "iobj" or to_whom or (token.deprel == "obj" and token.upos in ("PROPN", "PRON", "NOUN")):
                span = phrase(annotation, kid, skip=("case",))
                if not any(s.start < span.end and span.start < s.end for s in taken):
                    return span
    return None
