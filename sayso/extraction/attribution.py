"""Who says what: the model's cues, sources and contents made into utterances, with reports inside reports."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.annotation import Annotation, Attribution
from sayso.extraction.acts import act_of, reports_speech
from sayso.extraction.quotation import Quotation, quotations, quote_kind
from sayso.reading import Quote, Sourcing, Statement
from sayso.report import Report, Span

#: Subjects of a report within a report that are no source: those who speak or are spoken to, and nobody in particular.
_NO_SOURCE = frozenset(
    ("i", "we", "you", "that", "this", "what", "there", "anybody", "anyone", "everybody", "everyone", "nobody", "one")
)
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
#: What makes a complement a clause of its own.
_CLAUSAL = (*_SUBJECTS, "mark")
#: Penn tags of verbs that tell of a report made, not of one to be made or wished for.
_TOLD = ("VBD", "VBZ", "VBP", "VBN", "VBG")
_POINTS = (".", ",", ":", "-LRB-", "-RRB-", "HYPH")
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
    kept += [inner for outer in kept for inner in _nested(annotation, outer, kept)]
    kept.sort(key=lambda a: a.cue)
    holders = _holders(kept)
    return tuple(_utterance(annotation, found, within, marks) for found, within in zip(kept, holders, strict=True))


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
    covered = [span for a in found for span in a.content]
    grown = list(found)
    for mark, following in pairwise(marks):
        if not mark.open or text[mark.span.end : following.span.start].strip():
            continue
        if len(text[following.span.start : following.span.end].split()) < _CONTINUED_WORDS:
            continue
        if any(a.start < following.span.end and following.span.start < a.end for a in covered):
            continue
        for i, a in enumerate(grown):
            if any(s.start < mark.span.end and mark.span.start < s.end for s in a.content):
                grown[i] = a._replace(content=(*a.content, following.span))
                break
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
                span = _phrase(annotation, kid, skip=("case",))
                if not any(s.start < span.end and span.start < s.end for s in taken):
                    return span
    return None


def _phrase(annotation: Annotation, head: int, skip: Sequence[str] = ()) -> Span:
    """The span of a token and all that hangs from it, leaving out dependents of these relations and clauses."""
    low = high = head
    for kid in annotation.children[head]:
        if annotation.tokens[kid].deprel in (*skip, "punct", "acl:relcl", "acl", "cc", "conj", "parataxis"):
            continue
        for i in _below(annotation, kid):
            low, high = min(low, i), max(high, i)
    return Span(annotation.tokens[low].start, annotation.tokens[high].end)


def _below(annotation: Annotation, head: int) -> list[int]:
    """A token and all tokens that hang from it."""
    found = [head]
    for i in found:
        found += annotation.children[i]
    return found


def _nested(annotation: Annotation, outer: Attribution, known: Sequence[Attribution]) -> list[Attribution]:
    """Reports inside somebody's words: "residents said that soldiers had told them to leave"."""
    inner = []
    for span in outer.content:
        first, last = annotation.covering(span)
        for verb in range(first, last):
            token = annotation.tokens[verb]
            if token.xpos not in _TOLD or not reports_speech(annotation.word(verb).lower()):
                continue
            if any(a.cue.start <= token.start < a.cue.end for a in known):
                continue
            if found := _report_at(annotation, verb, first, last):
                source, content = found
                inner.append(Attribution((source,), Span(token.start, token.end), (content,), outer.score))
    return inner


def _holders(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, in the order of their cues, the one whose content most closely holds its cue."""
    contents = sorted((s.start, -s.end, i) for i, a in enumerate(found) for s in a.content)
    holders: list[int | None] = []
    open_now: list[tuple[int, int]] = []
    reached = 0
    for i, attribution in enumerate(found):
        start, end = attribution.cue
        while reached < len(contents) and contents[reached][0] <= start:
            open_now.append((-contents[reached][1], contents[reached][2]))
            reached += 1
        open_now = [c for c in open_now if c[0] > start]
        around = [c for c in open_now if c[0] >= end and c[1] != i]
        holders.append(min(around)[1] if around else None)
    return holders


def _report_at(annotation: Annotation, verb: int, first: int, last: int) -> tuple[Span, Span] | None:
    """Subject and complement clause of a verb of saying, where both lie in the range of tokens."""
    source = None
    said: list[int] = []
    for kid in annotation.children[verb]:
        token = annotation.tokens[kid]
        if not first <= kid < last:
            continue
        if token.deprel in _SUBJECTS and token.upos in ("NOUN", "PROPN", "PRON"):
            source = None if annotation.word(kid).lower() in _NO_SOURCE else _phrase(annotation, kid)
        elif token.deprel == "ccomp" and any(annotation.tokens[c].deprel in _CLAUSAL for c in annotation.children[kid]):
            said += [i for i in _below(annotation, kid) if first <= i < last]
    said.sort()
    while said and annotation.tokens[said[0]].xpos in _POINTS:
        del said[0]
    while said and annotation.tokens[said[-1]].xpos in _POINTS:
        del said[-1]
    if source is None or not said:
        return None
    content = Span(annotation.tokens[said[0]].start, annotation.tokens[said[-1]].end)
    return None if source.start < content.end and content.start < source.end else (source, content)
