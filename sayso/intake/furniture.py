"""What stands in a report and is not the story: headline, byline, captions, credits, boilerplate.

Precision comes first: a paragraph is marked only when all of it has the shape of furniture, since a
sentence of the story that is marked is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice, takewhile

from sayso.intake.dates import WRITTEN_DATE, iso_date
from sayso.intake.names import are_names, is_agency
from sayso.intake.paragraphs import Paragraph
from sayso.report import Furniture, Span

_HEADLINE_LENGTH = 160  # characters
_HEADLINE_WORDS = 18
_LONGEST = 700  # characters; longer paragraphs are never furniture
_TOP = 10  # paragraphs in which headline and byline may stand

_BY = re.compile(
    r"(?:(?:written|reported|text|story|words|analysis)\s+)?by[:\s]\s*(?P<names>\S.{2,150})", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?P<names>[^,|–—\n]{3,60}?)\s*[,|–—-]\s+(?:(?:the|our|senior|chief|special|deputy|associate|political|foreign|"
    r"staff|news|crime|health|science|economics|business|world|national|regional|\w+(?:'s|’s)?)\s+){0,4}"
    r"(?:writer|reporter|correspondent|editor|bureau chief|contributor|columnist|staff)s?"
    r"(?:\s+(?:in|for|at)\s+(?P<where>[^.]{2,60}))?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S+@\S+\.\w{2,}")

_CAPTION_START = re.compile(
    r"(?:file (?:photo|image|picture)|(?:photo|image|picture|video)(?: caption)?|caption|pictured|photograph)\s?"
    r"(?::|\s[–—|-])\s+\S|image caption,? \S",
    re.IGNORECASE,
)
_AGENT = (
    r"(?:AP|AFP|EPA|EPA-EFE|PA|Reuters|Bloomberg|Xinhua|NurPhoto|Shutterstock|iStock|Alamy(?: Stock Photo)?|AP Photo"
    r"|(?:AFP via )?Getty(?: Images)?)"
)
_PICTURE = r"(?:file )?(?:photo(?:graph)?|image|picture|pic|credit|video)s?"
_BRACKETED_CREDIT = re.compile(
    rf"[(\[]\s?(?:{_PICTURE}(?:\s(?:credit|courtesy))?(?:\s?[:/]\s?|\s(?:by|of|from)\s)[^()\[\]]{{2,100}}"
    rf"|(?:[^()\[\]/]{{2,60}}/)?{_AGENT}(?:\s(?:{_PICTURE}|via)\b[^()\[\]]{{0,60}}|/[^()\[\]]{{1,60}})?)\s?[)\]]\.?",
    re.IGNORECASE,
)
_BARE_CREDIT = re.compile(
    rf"(?P<before>{_PICTURE}(?:\s(?:by|credit|courtesy of):?|:)\s|(?:image|photo) source,\s|{_AGENT}\s?/\s?)?"
    rf"(?P<who>[^.()]{{2,80}}?)(?P<after>\s?[/|]\s?{_AGENT})?",
    re.IGNORECASE,
)
_CREDITS = frozenset({"Getty Images", "AFP via Getty Images", "Shutterstock", "AP Photo", "Alamy Stock Photo"})
_LONGEST_CREDIT = 160  # characters
_CREDIT_START = re.compile(r"[(\[]|(?<=[.!?”\"]\s)\S")

_BOILERPLATE = re.compile(
    r"(?:read more|more on this(?: story)?|read also|also read|see also|read next"
    r"|related(?: (?:articles|stories|news))?"
    r"|you may also like|recommended|most read|more from \w+|watch|watch now|listen|up next|advert|advertisement"
    r"|continue reading|story continues below|share (?:this|on)\b[^.]{0,40}|share|print|comments?)\s?(?::.*|[|…>»]*)"
    r"|(?:click|tap) here (?:to|for) .*"
    r"|(?:sign up|subscribe|register)(?: now| here| today)? (?:to|for) (?:our|the|this|\w+(?:'s|’s)) .{0,80}"
    r"\b(?:newsletters?|updates|alerts?|briefings?|channel|emails?)\b.*"
    r"|(?:follow|like|join|find) (?:us|our \w+) on (?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|tiktok)\b"
    r".*"
    r"|download (?:our|the) (?:free )?(?:mobile )?app\b.*"
    r"|(?:copyright\b[\s:]*(?=©|\(c\)|[12]\d{3}|by\b)|©|\(c\)\s?(?=[12]\d{3})).*"
    r"|all rights reserved\b.*"
    r"|this material may not be published, broadcast.*"
    r"|this (?:article|story|report|piece) (?:was|is|has been) (?:first |originally |last )?"
    r"(?:published|updated|amended|from|produced)\b.*"
    r"|\d{1,2}[ -]min(?:ute)?s? read"
    r"|(?:#{3}|-\s?30\s?-|-?ends-?|\[end\])",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?\s?:?|this story is from)\s+"
    r"(?P<day>.{6,60})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(rf"(?:\w{{3,6}}day,?\s+)?{WRITTEN_DATE}", re.IGNORECASE)
_WORK = re.compile(
    r"(?:additional\s+)?(?:reporting|writing|editing|compiled|translation|graphics?|production)"
    r"(?:\s+and\s+(?:writing|editing|reporting))?\s+(?:by|in)\s+(?P<names>.+)",
    re.IGNORECASE,
)


def find_furniture(
    text: str, paragraphs: Iterable[Paragraph], *, title: str | None = None, captions: Set[str] = frozenset()
) -> tuple[Furniture, ...]:
    """All furniture of the text, in text order; spans do not overlap.

    `captions` are paragraphs known to stand under pictures, from the page's own mark-up.
    """
    return tuple(_marked(text, paragraphs, title, captions))


def find_headline(text: str, opening: Sequence[Paragraph]) -> Span | None:
    """The first paragraph, where it looks like a headline: short, no full stop, set apart from what follows."""
    for paragraph in opening[:2]:
        words = text[slice(*paragraph.span)]
        if words.startswith("(") and words.endswith(")"):
            continue  # a note of the archive or the wire
        following = next((other for other in opening if other.span.start > paragraph.span.end), None)
        apart = following and (paragraph.apart or is_byline(text[slice(*following.span)]))
        return paragraph.span if apart and _headline_like(words) else None
    return None


def find_stamp(text: str, opening: Sequence[Paragraph]) -> str | None:
    """The ISO 8601 date of a line above the story that says when it was published."""
    for paragraph in takewhile(_is_short, opening):
        words = text[slice(*paragraph.span)]
        if not words.lower().startswith(("updated", "last", "modified")) and (day := _stamped_day(words)):
            return day
    return None


def _marked(text: str, paragraphs: Iterable[Paragraph], title: str | None, captions: Set[str]) -> Iterator[Furniture]:
    stream = iter(paragraphs)
    opening = list(islice(stream, _TOP))
    headline = None if title else find_headline(text, opening)
    preface = list(takewhile(_is_short, opening))
    for place, paragraph in enumerate(opening):
        words = text[slice(*paragraph.span)]
        if paragraph.span == headline or (title and place < 3 and len(opening) > 1 and same_headline(words, title)):
            yield Furniture(span=paragraph.span, kind="headline")
        elif paragraph in preface and _DATE_LINE.fullmatch(words):
            yield Furniture(span=paragraph.span, kind="boilerplate")
        else:
            yield from _byline(text, paragraph) or _other(text, paragraph, captions)
    for paragraph in stream:
        yield from _other(text, paragraph, captions)


def _is_short(paragraph: Paragraph) -> bool:
    return paragraph.span.end - paragraph.span.start <= _HEADLINE_LENGTH


def _headline_like(words: str) -> bool:
    bare = words.rstrip("\"'”’)")
    return (
        len(words) <= _HEADLINE_LENGTH
        and 2 <= len(words.split()) <= _HEADLINE_WORDS
        and (bare[-1:].isalnum() or bare[-1:] in tuple("?!%"))
        and any(char.isalpha() for char in words)
        and not is_byline(words)
        and "\t" not in words
        and not _DATE_LINE.fullmatch(words)
        and not _kind(words, frozenset())
    )


def same_headline(words: str, title: str) -> bool:
    """Whether a paragraph says what the title says, but for case, marks and the outlet's name at an end."""
    if len(words) > 2 * _HEADLINE_LENGTH or len(title) > 2 * _HEADLINE_LENGTH:
        return False
    first, second = (re.findall(r"\w+", side.casefold()) for side in (words, title))
    short, long = sorted((first, second), key=len)
    if not short:
        return False
    if short == long or (len(short) >= 4 and long[: len(short)] == short and len(long) - len(short) <= 4):
        return True
    shared = len(set(short) & set(long))
    return len(short) >= 4 and shared >= 0.8 * len(set(short) | set(long))


def is_byline(line: str) -> bool:
    """Whether the line says who wrote the report: "By Jane Doe", "Jane Doe, Staff writer"."""
    if len(line) > 200 or (line.endswith((".", "?", "!", ":", ";")) and not line.endswith(("Jr.", "Sr."))):
        return False
    line = _EMAIL.sub("", line).strip(" |,")
    by = _BY.fullmatch(line)
    if by and line[0].isupper():
        return are_names(by["names"].partition(",")[0]) and len(by["names"].split()) <= 16
    role_line = _ROLE.fullmatch(line)
    return bool(role_line and 2 <= len(role_line["names"].split()) <= 6 and are_names(role_line["names"]))


def _byline(text: str, paragraph: Paragraph) -> list[Furniture]:
    """The byline: a whole paragraph, or the first or the last line of a short wrapped one."""
    if is_byline(text[slice(*paragraph.span)]):
        return [Furniture(span=paragraph.span, kind="byline")]
    ends = (paragraph.lines[0], paragraph.lines[-1]) if 1 < len(paragraph.lines) <= 3 else ()
    return [Furniture(span=line, kind="byline") for line in ends if is_byline(text[slice(*line)])]


def _other(text: str, paragraph: Paragraph, captions: Set[str]) -> Iterator[Furniture]:
    start, end = paragraph.span
    words = text[start:end] if end - start <= _LONGEST else ""
    kind = _kind(words, captions) if words else None
    if kind:
        yield Furniture(span=paragraph.span, kind=kind)


def _kind(words: str, captions: Set[str]) -> str | None:
    flat = " ".join(words.split())
    if flat in captions:
        return "caption"
    if _BOILERPLATE.fullmatch(flat) or (_STAMP.fullmatch(flat) and _stamped_day(flat)) or _is_work(flat):
        return "boilerplate"
    return _credited(flat)


def _stamped_day(words: str) -> str | None:
    stamp = _STAMP.fullmatch(words)
    if stamp:
        return iso_date(stamp["day"])
    return iso_date(words) if _DATE_LINE.fullmatch(words) else None


def _is_work(flat: str) -> bool:
    """ "(Reporting by Jane Doe in Tarsk; Editing by Tom Vale)"."""
    parts = [part for part in flat.strip("()[]. ").split(";") if part.strip()]
    matches = [_WORK.fullmatch(part.strip()) for part in parts]
    return bool(parts) and all(match and are_names(match["names"]) for match in matches)


def _credited(flat: str) -> str | None:
    """A credit alone is "credit"; words with a credit at their end are a "caption"."""
    if _is_credit(flat):
        return "credit"
    if _CAPTION_START.match(flat):
        return "caption"
    tail = max(0, len(flat) - _LONGEST_CREDIT)
    starts = (match.start() for match in _CREDIT_START.finditer(flat, tail))
    found = next((start for start in starts if start and _is_credit(flat[start:])), None)
    if found is None:
        return None
    return "caption" if len(flat[:found].split()) >= 4 else "credit"


def _is_credit(words: str) -> bool:
    if len(words) > _LONGEST_CREDIT:
        return False
    if _BRACKETED_CREDIT.fullmatch(words):
        # An agency alone in brackets closes a story as often as a picture.
        return not is_agency(words.strip("()[]. "))
    bare = _BARE_CREDIT.fullmatch(words)
    return bool(bare and (bare["before"] or bare["after"]) and are_names(bare["who"])) or words in _CREDITS
