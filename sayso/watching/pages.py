"""From an item and the answer that its page had to a report."""

from html import escape
from urllib.parse import urlsplit

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake import Captured, report_from_bytes
from sayso.intake.fetch import Answer
from sayso.report import Capture, Report
from sayso.watching.records import Item

_FEWEST_WORDS = 80
"""The least that a feed must have of a text for it to be the report: teasers have 20 to 60 words."""
_UNDATED = "the page states no date of publication"


def from_page(item: Item, answer: Answer, *, outlet: str | None, feed_title: str | None) -> Captured:
    """The report of a page, with its bytes. Raises `InputError` where the page holds none.

    What the page does not say of itself, its feed does; `outlet` is the caller's, and holds over both.
    """
    report = report_from_bytes(
        answer.body,
        source=item.source,
        content_type=answer.header("content-type"),
        outlet=outlet,
        url=answer.url,
    )
    capture = Capture(body=answer.body, url=answer.url, retrieved=answer.retrieved, headers=answer.headers)
    return Captured(_completed(replace(report, retrieved=answer.retrieved), item, feed_title), capture)


def from_feed(item: Item, *, outlet: str | None, feed_title: str | None, retrieved: str | None) -> Captured | None:
    """The report that the feed itself has of the item; `None` where that is a teaser at most."""
    if len(item.content.split()) < _FEWEST_WORDS:
        return None
    body, kind = item.content, "text/plain; charset=utf-8"
    if item.marked_up:
        title = escape(item.title or "")
        body = (
            f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
        )
        kind = "text/html; charset=utf-8"
    data = body.encode()
    try:
        report = report_from_bytes(data, source=item.source, content_type=kind, outlet=outlet, url=item.link)
    except InputError:
        return None
    capture = Capture(body=data, url=item.link, retrieved=retrieved)
    return Captured(_completed(replace(report, retrieved=retrieved), item, feed_title), capture)


def _completed(report: Report, item: Item, feed_title: str | None) -> Report:
    """The report, with what its feed says where it says nothing itself."""
    warnings = (*report.warnings, *item.warnings)
    if not report.published and item.published:
        warnings = tuple(warning for warning in warnings if not warning.startswith(_UNDATED))
    # For a page that does not name its outlet stands the name of its host, which is less than the feed's own.
    named = report.outlet if report.outlet and not _is_host(report.outlet, report.url) else None
    return replace(
        report,
        title=report.title or item.title,
        author=report.author or item.author,
        outlet=named or feed_title or report.outlet,
        published=report.published or item.published,
        warnings=warnings,
    )


def _is_host(outlet: str, url: str | None) -> bool:
    return bool(url) and outlet.lower() in urlsplit(url or "").netloc.lower()
