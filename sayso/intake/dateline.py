"""The dateline that opens a story: where, when and by which agency it was filed.

A reader who takes an ordinary first sentence for a dateline loses a statement, one who overlooks a
dateline loses a place: so a pattern must be complete before it counts.
"""

import re
from collections.abc import Sequence

from sayso.intake.dates import WRITTEN_DATE, day_of
from sayso.intake.names import is_agency, is_name, word_list
from sayso.intake.paragraphs import Paragraph
from sayso.report import Dateline, Span

_SHAPE = re.compile(
    r"(?P<place>[^\W\d_][\w .,'’/-]{1,60}?)?"
    r"(?:\s?\((?P<country>[^\W\d_][^()\n\d]{1,40})\)(?=,\s))?"
    rf"(?:(?:,\s{{0,3}}|\s{{1,3}})(?:[a-z]{{3,6}}day,?\s+)?(?P<date>{WRITTEN_DATE}))?"
    r"(?:,?\s{0,3}\((?P<agency>[^\W\d_][^()\n]{1,60})\))?"
    r"(?:\s{0,3}(?P<mark>—|--+|[–_-](?=\s|$)|:(?=\s))|(?(agency)(?=[\s\w\"“])|(?!)))"
    r"(?P<tags>(?:\s{1,4}\[[^\]\[]{1,200}\])*)",
    re.IGNORECASE,
)
# Words that open a paragraph as a place does, and are none.
_NOT_PLACES = word_list(
    """
    advisory after alert at before by early from in late on since this until last next today yesterday
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december posted published
    alert analysis anc appeal asean audio au background bbc blog breaking brexit briefing cdc cia cnn comment
    commentary correction covid covid-19 deal developing ebola ecowas editorial editors esa eu europol exclusive
    explainer fact factbox fao fatf fbi feature fema fida fifa file flash focus gallery gcc greenpeace hiv iaea icc icj
    icrc idf ilo imf info inside insight interpol interview investigation iom irs isil isis just latest letter letters
    list live look map market media mep mps nasa nato new news newsletter nfl nba nhl nhs note obituary oecd oecs opec
    opinion osce pictured pictures podcast poll police press profile quake question quote read reaction release report
    review scoop sidebar snap special speech sport story summary teaser timeline top trending uefa un unesco
    unhcr unicef update updated urgent usaid video views wada warning watch weather wfp who witness wrap wto
    """
)
_STATES = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]?\.?|[A-Z][a-z]{1,5}\.")
_NO_MARKS = str.maketrans("", "", ".'’/-")
_LONGEST_PREFACE = 250  # characters; a longer paragraph is the story, and what follows it no dateline
_TRIED = 8  # paragraphs


def find_dateline(text: str, opening: Sequence[Paragraph]) -> tuple[Dateline | None, str | None]:
    """The dateline among the first paragraphs, and the ISO 8601 day that it states in full, if it does.

    Only headlines, bylines and the like may stand before it.
    """
    for paragraph in opening[:_TRIED]:
        for line in dict.fromkeys((paragraph.lines[0], paragraph.lines[min(1, len(paragraph.lines) - 1)])):
            found = _match(text, Span(line.start, paragraph.span.end))
            if found:
                return found
        if paragraph.span.end - paragraph.span.start > _LONGEST_PREFACE:
            break
    return None, None


def _match(text: str, span: Span) -> tuple[Dateline, str | None] | None:
    match = _SHAPE.match(text, span.start, min(span.end, span.start + 600))
    if not match:
        return None
    place, agency, mark, dated = match["place"], match["agency"], match["mark"], match["date"] is not None
    known = agency is not None and is_agency(agency)
    alone = match.end() >= span.end
    if not (place or agency) or (place and not _fits(place, match, text)):
        return None
    if agency and not known and not (mark and (dated or is_name(agency))):
        return None
    # Without a dash only an agency marks a dateline, and "Jane Doe (AP) said" is none.
    if not mark and (not known or (place and not place.isupper())):
        return None
    if alone and not (known or agency or dated):
        return None
    dateline = Dateline(
        span=_trim(text, match.start(), match.end()),
        place=_place_span(match, text) if place else None,
        date=Span(*match.span("date")) if dated else None,
        agency=Span(*match.span("agency")) if agency else None,
    )
    return dateline, day_of(match) if dated else None


def _fits(place: str, match: re.Match[str], text: str) -> bool:
    """Whether what stands before the mark is a place, given what else the pattern holds."""
    city, *region = (part.strip() for part in place.split(","))
    if not is_name(city, 5) or not city.replace(" ", "").translate(_NO_MARKS).isalpha():
        return False
    first = city.split()[0].lower()
    if city.lower() in _NOT_PLACES or (first in _NOT_PLACES and first != "new"):
        return False
    if not all(is_name(part, 4) or _STATES.fullmatch(part) for part in region if part):
        return False
    if "." in city and not _STATES.fullmatch(city.split()[-1]) and not re.match(r"(?:St|Ste|Mt|Ft)\.\s", city, re.I):
        return False
    if match["agency"] or match["date"]:
        return True
    # A place alone is known by its capitals, in a text that is not all capitals, and by a dash set apart:
    # "HOST:" and "HOST--" are speakers in transcripts far more often than places.
    follows = text[match.end() : match.end() + 200].lstrip()
    apart = match["mark"] == "—" or (match["mark"] != ":" and text[match.start("mark") - 1].isspace())
    return (
        apart
        and city.isupper()
        and len(city) >= 4
        and len(region) <= 2
        and len(follows) >= 30
        and not follows.isupper()
        and (follows[0].isupper() or follows[0].isdigit() or follows[0] in "\"“'‘’")
    )


def _place_span(match: re.Match[str], text: str) -> Span:
    end = match.end("country") + 1 if match["country"] else match.end("place")
    span = _trim(text, match.start("place"), end)
    return Span(span.start, span.start + len(text[span.start : span.end].rstrip(",")))


def _trim(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))
