"""What a text says about itself: title, dateline, furniture, language."""

from collections.abc import Set
from datetime import date, timedelta
from itertools import islice

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake.dateline import find_dateline
from sayso.intake.dates import iso_date
from sayso.intake.furniture import find_furniture, find_headline, find_stamp
from sayso.intake.languages import guess_language, language_name
from sayso.intake.paragraphs import paragraphs
from sayso.report import Report, content_id

_OPENING = 12  # paragraphs


def complete(report: Report, *, captions: Set[str] = frozenset()) -> Report:
    """The report with what its text tells where nothing else did; what is known already stays.

    A `published` that is not a certain date becomes `None`, with a warning. An empty `id` becomes the
    content id. `captions` are paragraphs that the page marks as standing under pictures. Raises
    `InputError` where the text holds nothing but white space.
    """
    text = report.text
    if not text or text.isspace():
        raise InputError("there is no text in it; a report needs some")
    warnings = list(report.warnings)
    published = iso_date(report.published) if report.published else None
    if report.published and not published:
        warnings.append(f"cannot read the date {report.published[:60]!r}; write it as YYYY-MM-DD")
    opening = tuple(islice(paragraphs(text), _OPENING))
    dateline, filed = find_dateline(text, opening)
    headline = None if report.title else find_headline(text, opening)
    language = report.language or guess_language(text)
    if language and language != "en":
        warnings.append(f"the text looks like {language_name(language)}; Sayso reads English")
    published = published or filed or find_stamp(text, opening)
    if published and report.retrieved and _is_ahead(published, report.retrieved):
        warnings.append(
            f"published on {published[:10]}, after it was fetched ({report.retrieved[:10]}); check the date"
        )
    return replace(
        report,
        id=report.id or content_id(text),
        title=report.title or (" ".join(text[slice(*headline)].split()) if headline else None),
        published=published,
        language=language,
        dateline=dateline,
        furniture=find_furniture(text, paragraphs(text), title=report.title, captions=captions),
        warnings=tuple(warnings),
    )


def _is_ahead(published: str, retrieved: str) -> bool:
    """Whether the day of publication is beyond the morrow of retrieval, which it is nowhere on earth."""
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(retrieved[:10]) > timedelta(days=1)
    except ValueError:
        return False
