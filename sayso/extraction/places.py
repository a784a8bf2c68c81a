"""Places: toponyms and demonyms of a report, with coordinates where it is clear which place is meant."""

import re
from collections.abc import Sequence

from sayso.annotation import Annotation
from sayso.extraction.gazetteer import DEMONYM, Gazetteer
from sayso.extraction.placing import Placing, place
from sayso.extraction.senses import Mention
from sayso.extraction.spotting import spot_toponyms
from sayso.reading import Place
from sayso.report import Report, Span

#: A place less likely than this is not told: of those below it one in seven is right, in every fifth report of the
#: packs; of those told, nine in ten are.
LEAST_CONFIDENCE = 0.2
#: What stands between a place and the one that it lies in: "Paris, Texas", "Tarsk in northern Syria", "Tarsk (Syria)".
_INSIDE = re.compile(r",\s{1,2}|\s?\(|,?\s(?:in|of)\s(?:the\s)?(?:\w+ern\s)?(?:(?:state|province)\sof\s)?")
#: Domains of countries that anybody registers under.
_FOR_SALE = frozenset(("ai", "cc", "co", "eu", "fm", "io", "la", "ly", "me", "sh", "to", "tv", "vc", "ws"))


def read_places(annotation: Annotation, report: Report, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a report in text order, none overlapping another.

    All names of the report are placed together (`placing`). Where the likeliest place is less likely than
    `LEAST_CONFIDENCE`, or the gazetteer lacks the name, the place has no coordinates.
    """
    spans = spot_toponyms(annotation, report, gazetteer)
    mentions = mentions_of(annotation.text, spans)
    placings = place(mentions, home_of(report), gazetteer)
    return tuple(
        _told(span, mention.words, placing) for span, mention, placing in zip(spans, mentions, placings, strict=True)
    )


def _told(span: Span, words: str, placing: Placing) -> Place:
    entry = placing.entry
    confidence = round(placing.confidence, 3)
    if entry is None or placing.confidence < LEAST_CONFIDENCE:
        return Place(span=span, name=words, confidence=confidence)
    return Place(
        span=span,
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        gazetteer=f"geonames:{entry.id}" if entry.id else None,
        feature="demonym" if entry.kind == DEMONYM else "city" if entry.feature == "capital" else entry.feature,
        confidence=confidence,
    )


def mentions_of(text: str, spans: Sequence[Span]) -> list[Mention]:
    """The toponyms as they are written, each with the one after it if that may say where it lies."""
    mentions = []
    for index, span in enumerate(spans):
        after = spans[index + 1] if index + 1 < len(spans) else None
        inside = after is not None and _INSIDE.fullmatch(text, span.end, max(span.end, after.start))
        mentions.append(Mention(text[span.start : span.end], index + 1 if inside else None))
    return mentions


def home_of(report: Report) -> str | None:
    """ISO 3166-1 alpha-2 of the country whose domain the outlet or the address of the report has, or `None`."""
    for name in (report.url, report.outlet):
        host = re.sub(r"^\w+://", "", name or "").partition("/")[0].lower()
        ending = re.search(r"\.([a-z]{2})(?::\d+)?$", host)
        if ending and ending[1] not in _FOR_SALE:
            return "GB" if ending[1] == "uk" else ending[1].upper()
    return None
