"""JSON Feed, versions 1 and 1.1 (jsonfeed.org), to the items of a feed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import msgspec

from sayso.errors import InputError
from sayso.intake.dates import iso_date
from sayso.intake.feeds import Feed, Item, assembled, item, plain

_VERSION = "jsonfeed.org/version/1"


def parse_json_feed(text: str, *, address: str, now: datetime) -> Feed:
    """The feed in a JSON text. Raises `InputError` for what is no JSON Feed."""
    try:
        channel = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"not valid JSON ({error}); ask the feed's publisher to mend it") from error
    if not isinstance(channel, dict) or _VERSION not in str(channel.get("version"))[:100]:
        raise InputError("this is JSON, but no JSON Feed; give the address of a feed")
    return Feed(title=plain(_text(channel, "title")), items=assembled(_items(channel, address, now)))


def _items(channel: dict[str, Any], address: str, now: datetime) -> Iterator[Item | None]:
    entries = channel.get("items")
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        name = entry.get("id")
        url = _text(entry, "url") or _text(entry, "external_url")
        html = _text(entry, "content_html")
        yield item(
            name=str(name) if isinstance(name, str | int | float) else None,
            link=_resolved(address, url) if url else None,
            title=_text(entry, "title"),
            author=_author(entry),
            dates=(_date(entry, "date_published"), _date(entry, "date_modified")),
            content=html or _text(entry, "content_text") or _text(entry, "summary") or "",
            marked_up=bool(html),
            now=now,
        )


def _resolved(address: str, url: str) -> str | None:
    try:
        return urljoin(address, url)
    except ValueError:
        return None


def _text(entry: dict[str, Any], name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _date(entry: dict[str, Any], name: str) -> str | None:
    written = _text(entry, name)
    return iso_date(written) if written else None


def _author(entry: dict[str, Any]) -> str | None:
    authors = entry.get("authors")
    people = authors if isinstance(authors, list) else [entry.get("author")]
    names = [name for person in people[:20] if isinstance(person, dict) and (name := _text(person, "name"))]
    return ", ".join(names) or None
