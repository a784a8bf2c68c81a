"""W3C Web Annotations: what was found, as notes on the words that tell it, for tools that show annotated texts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sayso.display.visible import visible
from sayso.export.plain import encoded
from sayso.export.rows import Rows
from sayso.reading import Claim, Event, Place, Quantity, Reading, Statement
from sayso.report import Report, Span, content_id

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Addresses that are IRIs as they stand, and lead nowhere but to a page.
_IRI = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`\ud800-\udfff]+")
# Characters of text before and after the words, by which they are found again in another copy of it.
_AROUND = 32


def as_annotations(outputs: Iterable[object], *, only_claims: bool = False) -> Iterator[str]:
    """One AnnotationCollection of all readings with its one page; outputs that are no readings have no part in it.

    Ids come from what is annotated, so that the same reading gives the same document. `only_claims` leaves out
    statements, events, figures and places.
    """
    yield f'{{"@context":"{CONTEXT}","type":"AnnotationCollection","label":"Sayso","first":{{"type":"AnnotationPage",'
    yield '"startIndex":0,"items":['
    total, name, between = 0, uuid5(NAMESPACE_URL, "sayso"), "\n"
    for output in outputs:
        if isinstance(output, Reading):
            for annotation in _annotations(output, only_claims):
                yield between + encoded(annotation)
                between = ",\n"
                total, name = total + 1, uuid5(name, annotation["id"])
    page = uuid5(name, "page")
    yield f'\n],"id":"urn:uuid:{page}","partOf":"urn:uuid:{name}"}},"total":{total},"id":"urn:uuid:{name}"}}\n'


def source_iri(report: Report) -> str:
    """What a report is known by on the web: its address, or else the hash of its text."""
    if report.url is not None and _IRI.fullmatch(report.url):
        return report.url
    return f"urn:{content_id(report.text)}"


def _annotations(reading: Reading, only_claims: bool) -> Iterator[dict[str, Any]]:
    source = source_iri(reading.report)
    notes = _Notes(reading)
    found: list[tuple[str, Sequence[Span], list[dict[str, str]]]] = []
    found += [(claim.id, [e.span for e in claim.evidence], notes.of_claim(claim)) for claim in reading.claims]
    if not only_claims:
        found += [(each.id, each.content or each.cue, notes.of_statement(each)) for each in reading.statements]
        found += [(event.id, [event.trigger], notes.of_event(event)) for event in reading.events]
        found += [(figure.id, [figure.span], notes.of_figure(figure)) for figure in reading.quantities]
        found += [(f"p{i}", [place.span], notes.of_place(place)) for i, place in enumerate(reading.places, start=1)]
    for name, spans, body in found:
        if not spans:
            continue
        targets = [_target(source, reading.report.text, span) for span in spans]
        yield {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{source}#{content_id(reading.report.id)}#{name}')}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": body,
            "target": targets[0] if len(targets) == 1 else targets,
        }


def _target(source: str, text: str, span: Span) -> dict[str, Any]:
    """The words, by their place in the text and by themselves with what stands around them."""
    start, end = span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": source, "selector": [quote, place]}


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value, "format": "text/plain"}


def _note(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain", "language": "en"}


class _Notes:
    """The bodies of the annotations of one reading: tags for what it is and of which kind, and a line about it."""

    def __init__(self, reading: Reading) -> None:
        self.rows = Rows(reading)
        self.actors = self.rows.actors

    def of_claim(self, claim: Claim) -> list[dict[str, str]]:
        row = self.rows.of(claim)
        kinds = [kind for kind in (row.type, row.subtype, row.measure) if kind]
        facts = (
            row.speaker_chain,
            "denies " + claim.denies if claim.denies else None,
            row.polarity if row.polarity == "neg" else None,
            row.certainty if row.certainty != "certain" else None,
            row.quantity,
            row.location,
            _interval(row.date_start, row.date_end),
        )
        return [_tag("claim"), *map(_tag, kinds), _note(f"{claim.id}: {_line(facts)}")]

    def of_statement(self, statement: Statement) -> list[dict[str, str]]:
        speaker = self.rows.speaker(statement) or "nobody named"
        within = f"within {statement.within}" if statement.within else None
        facts = (f"{speaker}: {statement.act}", statement.sourcing, statement.quote, within)
        return [_tag("statement"), _tag(statement.act), _note(f"{statement.id}: {_line(facts)}")]

    def of_event(self, event: Event) -> list[dict[str, str]]:
        kinds = [kind for kind in (event.type, event.mode, event.subtype) if kind]
        parties = [f"{role} {words}" for role in ("actor", "recipient", "object", "instrument")
                   if (words := self.rows.party(event, role))]  # fmt: skip
        facts = (*parties, event.polarity, event.certainty, event.tense, "main" if event.main else None)
        return [_tag("event"), *map(_tag, kinds), _note(f"{event.id}: {_line(facts)}")]

    def of_figure(self, figure: Quantity) -> list[dict[str, str]]:
        bounds = _interval(*("" if end is None else f"{end:,}" for end in (figure.low, figure.high)))
        kinds = [figure.measure] if figure.measure else []
        return [_tag("figure"), *map(_tag, kinds), _note(f"{figure.id}: {_line((bounds, figure.unit))}")]

    def of_place(self, place: Place) -> list[dict[str, str]]:
        at = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else None
        facts = (visible(place.name), place.country, at, place.gazetteer)
        return [_tag("place"), *map(_tag, [place.feature] if place.feature else []), _note(_line(facts))]


def _line(facts: Iterable[str | None]) -> str:
    return " · ".join(fact for fact in facts if fact)


def _interval(low: str | None, high: str | None) -> str | None:
    return low or None if low == high else f"{low or '…'} to {high or '…'}"
