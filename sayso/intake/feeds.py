"""Feeds: from the bytes of an RSS, Atom or JSON feed to its items."""

import hashlib
import io
import re
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from sayso.errors import InputError
from sayso.intake.dates import iso_date
from sayso.intake.decoding import declared_in_page, decode
from sayso.intake.links import canonical

MOST_ITEMS = 1000
"""Items of one feed that are taken at a time; feeds of news have 10 to 100."""
FEED_BYTES = 5 * 1024 * 1024
"""The largest feed, after decompression; full texts of 100 articles have a fifth of it."""

# The parser of XML feeds takes time that grows with the square of a tag's attributes, and some 25 microseconds a tag.
_MOST_TAGS = 300_000
_CROWDED = re.compile(r"<[A-Za-z!?/](?:[^<>=]*+=){300}")
# All before it is left out: the declaration of an encoding that is no more, and those of entities, which expand.
_ROOT = re.compile(r"<\w")
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]*+>")
_OPML = re.compile(r"\s*(?:<\?xml[^>]*+>\s*|<!--(?:(?!-->).)*+-->\s*)*<opml[\s>]", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
_AHEAD = timedelta(days=2)  # of this clock: a feed that is written in another time zone, or a little early
_EARLIEST_YEAR = 1990  # feeds are younger; an earlier date is a default that somebody forgot
_LONGEST_TITLE = 500  # characters
_LONGEST_KEY = 2000


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a feed; `None` is unknown.

    `key` tells it from the others of its feed: its id, or else its link. `mark` changes when what the feed says of it
    does. `link` is canonical. `content` is what the feed has of its text, HTML if `marked_up`. `published` is ISO
    8601; `warnings` say what was doubtful.
    """

    key: str
    mark: str
    link: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    content: str = ""
    marked_up: bool = True
    warnings: tuple[str, ...] = ()


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed holds: its name, its items, each once, and every how many seconds it wants to be asked at most."""

    title: str | None = None
    items: tuple[Item, ...] = ()
    period: int | None = None


def parse_feed(data: bytes, *, address: str, now: datetime, content_type: str | None = None) -> Feed:
    """The feed in the bytes, which came from `address`: relative links are resolved against it.

    A date after `now`, by more than two days, is taken as unknown, with a warning. Raises `InputError` for what is no
    feed.
    """
    if len(data) > FEED_BYTES:
        raise InputError(f"larger than {FEED_BYTES >> 20} MiB, which no feed is; give one with fewer items")
    _, charset, label = (content_type or "").lower().partition("charset=")
    declared = label.partition(";")[0].strip(" \t\"'") if charset else None
    text = decode(data, declared or declared_in_page(data)).text.lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        from sayso.intake.jsonfeed import parse_json_feed

        return parse_json_feed(text, address=address, now=now)
    return _parse_xml(text, address, now)


def assembled(drafts: Iterable[Item | None]) -> tuple[Item, ...]:
    """The items that can be told apart and hold something, each key once, at most `MOST_ITEMS`."""
    found: dict[str, Item] = {}
    for item in drafts:
        if item and item.key not in found:
            found[item.key] = item
            if len(found) == MOST_ITEMS:
                break
    return tuple(found.values())


def item(
    *,
    name: str | None,
    link: str | None,
    title: str | None,
    author: str | None,
    dates: tuple[str | None, str | None],
    content: str,
    marked_up: bool,
    now: datetime,
) -> Item | None:
    """An item, from what a feed says of it; `None` if that is nothing. `dates` are of publication and of update."""
    link, title, content, name = canonical(link), plain(title), _sound(content), _sound(name or "").strip()
    if not (link or content.strip()):
        return None
    published, warnings = _day(dates[0] or dates[1], now)
    visible = " ".join(_TAG.sub(" ", content).split()) if marked_up else content
    stated = "\n".join((title or "", dates[1] or "", visible))
    key = name or link or _digest(stated)
    return Item(
        key=key if len(key) <= _LONGEST_KEY else _digest(key),
        mark=_digest(stated),
        link=link,
        title=title,
        author=plain(author),
        published=published,
        content=content,
        marked_up=marked_up,
        warnings=warnings,
    )


def plain(written: str | None) -> str | None:
    """The words of a title, without the mark-up and character references that some feeds have in it."""
    if not written or not written.strip():
        return None
    short = _sound(written[: 10 * _LONGEST_TITLE])
    if "<" in short or "&" in short:
        from lxml import etree, html  # type: ignore[import-untyped]

        try:
            short = str(html.fromstring(f"<div>{short}</div>").text_content())
        except (etree.ParserError, ValueError):
            short = _TAG.sub(" ", short)
    return " ".join(short.split())[:_LONGEST_TITLE] or None


def _parse_xml(text: str, address: str, now: datetime) -> Feed:
    import feedparser  # slow to import

    _refuse(text, address)
    root = _ROOT.search(text)
    text = text[root.start() :] if root else ""
    headers = {"content-location": address, "content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,  # what is read of it goes through the parser of pages, which has no use for scripts
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise InputError(f"this feed could not be read ({error}); ask its publisher to mend it") from error
    if not dict.get(parsed, "version"):
        raise InputError("this is no feed; give the address of an RSS, Atom or JSON feed")
    drafts = (_from_entry(entry, now) for entry in parsed.entries)
    return Feed(title=plain(_text(parsed.feed, "title")), items=assembled(drafts), period=_period(parsed.feed))


def _refuse(text: str, address: str) -> None:
    """Raises `InputError` for what is no feed, or would take the parser too long."""
    if _OPML.match(text[:10_000]):
        raise InputError("this is a list of feeds (OPML); save it and give the file")
    if _PAGE.search(text[:2000]) and not re.search(r"<(?:rss|feed|rdf:RDF)[\s>]", text[:2000]):
        own = _announced(text, address)
        raise InputError(f"this is a page, not a feed; give its feed, {own}" if own else "this is a page, not a feed")
    if text.count("<") > _MOST_TAGS or _CROWDED.search(text):
        raise InputError("more mark-up than any feed needs; give one with fewer items")


def _announced(text: str, address: str) -> str | None:
    """The feed that a page names in its head."""
    from urllib.parse import urljoin

    for tag in re.findall(r"<link\b[^<>]{0,1000}>", text[:200_000], re.IGNORECASE):
        href = re.search(r"href\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,1000})", tag, re.IGNORECASE)
        if href and re.search(r"application/(?:rss|atom|feed)\+(?:xml|json)", tag, re.IGNORECASE):
            return canonical(urljoin(address, href[1]))
    return None


def _from_entry(entry: dict[str, Any], now: datetime) -> Item | None:
    contents = [each for each in _got(entry, "content", list) if isinstance(each, dict)]
    summary = _got(entry, "summary_detail", dict)
    bodies = [*contents, summary]
    values = [(str(dict.get(each, "value") or ""), str(dict.get(each, "type") or "")) for each in bodies]
    content, kind = max(values, key=lambda value: len(value[0]))
    return item(
        name=_text(entry, "id"),
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        title=_text(entry, "title"),
        author=_text(entry, "author"),
        dates=(_date(entry, "published"), _date(entry, "updated")),
        content=content,
        marked_up=kind != "text/plain" or bool(_TAG.search(content)),
        now=now,
    )


def _got(entry: dict[str, Any], name: str, kind: type) -> Any:
    """A value by its own name: the parser's `get` gives others' values for some names, with a warning."""
    value = dict.get(entry, name)
    return value if isinstance(value, kind) else kind()


def _text(entry: dict[str, Any], name: str) -> str | None:
    return _got(entry, name, str) or None


def _date(entry: dict[str, Any], name: str) -> str | None:
    """A date as it is written, where it is certain, or else as the parser understands it."""
    written = _text(entry, name)
    if not written or (known := iso_date(written)):
        return known if written else None
    parsed = dict.get(entry, f"{name}_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _day(date: str | None, now: datetime) -> tuple[str | None, tuple[str, ...]]:
    """The date of publication, unless it cannot be."""
    if not date:
        return None, ()
    try:
        moment = datetime.fromisoformat(date)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        sound = moment.year >= _EARLIEST_YEAR and moment - now <= _AHEAD
    except (ValueError, OverflowError):
        sound = False
    return (date, ()) if sound else (None, (f"the feed dates it {date[:25]}, which cannot be; taken as unknown",))


def _period(channel: dict[str, Any]) -> int | None:
    """Every how many seconds a feed says that it changes."""
    hints = []
    if (ttl := _text(channel, "ttl")) and ttl.strip().isdecimal():
        hints.append(int(ttl[:9]) * 60)
    if period := _PERIODS.get((_text(channel, "sy_updateperiod") or "").strip().lower()):
        often = (_text(channel, "sy_updatefrequency") or "1").strip()
        hints.append(period // max(int(often[:9]) if often.isdecimal() else 1, 1))
    return max(hints, default=None)


def _digest(written: str) -> str:
    return "sha256:" + hashlib.sha256(written.encode()).hexdigest()


def _sound(text: str) -> str:
    """The text without what no text of a feed needs, and trees and files do not take."""
    return _UNFIT.sub("\ufffd", text)
