"""What an HTML page states about its article in its head and its mark-up."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import msgspec
from lxml.etree import XPath  # type: ignore[import-untyped]

from sayso.intake.dates import iso_date

_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
)
_AUTHOR_METAS = ("author", "authors", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
_ARTICLE_TYPE = re.compile(r"(?:Article|Report|BlogPosting|LiveBlogPosting)$")
_CAPTION_CLASS = re.compile(
    r"(?:^|\s)(?!no-|has-|with-|without-)[\w-]*caption(?:-text|__text|-body)?(?:\s|$)", re.IGNORECASE
)
# What to look at among the many elements of a page; the library finds them faster than a loop does.
_JSON_LD = XPath("//script[@type='application/ld+json']")
_CANONICAL = XPath("//link[@rel='canonical']/@href")
_MARKED_DATES = XPath("//*[@itemprop='datePublished'] | //time[@pubdate]")
_CAPTIONED = XPath(
    "//figcaption"
    " | //*[self::p or self::div or self::span][contains(translate(@class, 'CAPTION', 'caption'), 'caption')]"
)
_DEEPEST = 40  # levels of JSON-LD; real pages have five


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says outside its text; `None` where it does not. `published` is ISO 8601.

    `url` is its canonical address; `body` is the article as JSON-LD repeats it; `captions` are the words under its
    pictures.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    body: str | None = None
    captions: frozenset[str] = frozenset()


def page_facts(tree: Any) -> PageFacts:
    """The facts of a page, from its lxml tree: JSON-LD first, then meta tags."""
    article = next(_articles(tree), {})
    metas = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content") or ""
        for meta in reversed(tree.findall(".//meta"))  # the first of a name wins
    }
    dates = chain((article.get("datePublished"),), map(metas.get, _DATE_METAS), _marked_dates(tree))
    language = re.match(r"[A-Za-z]{2}(?![A-Za-z])", tree.get("lang") or metas.get("og:locale") or "")
    return PageFacts(
        title=_first((article.get("headline"), metas.get("og:title"))),
        outlet=_first((metas.get("og:site_name"), *_names(article.get("publisher")))),
        author=", ".join(_names(article.get("author"))) or _first(map(metas.get, _AUTHOR_METAS)),
        published=next((day for date in dates if isinstance(date, str) and (day := iso_date(date))), None),
        language=language[0].lower() if language else None,
        url=next(
            (address.strip() for address in (*_CANONICAL(tree), metas.get("og:url")) if _is_address(address)), None
        ),
        body=_first((article.get("articleBody"),)),
        captions=frozenset(_captions(tree)),
    )


def _is_address(written: str | None) -> bool:
    return bool(written and re.match(r"\s*https?://[^/\s]", written, re.IGNORECASE))


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    for script in _JSON_LD(tree):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _objects(data):
            kinds = thing.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield thing


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All JSON objects in the data, outer ones first."""
    level = [data]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for thing in level:
            if isinstance(thing, dict):
                yield thing
                below.extend(thing.values())
            elif isinstance(thing, list):
                below.extend(thing)
        level = below


def _names(value: Any) -> list[str]:
    """The names in a schema.org person or organisation, or in a list of them."""
    things = value if isinstance(value, list) else [value]
    names = (thing.get("name") if isinstance(thing, dict) else thing for thing in things)
    return [name.strip() for name in names if isinstance(name, str) and name.strip() and not name.startswith("http")]


def _first(values: Iterable[Any]) -> str | None:
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), None)


def _marked_dates(tree: Any) -> Iterator[str]:
    for element in _MARKED_DATES(tree):
        yield element.get("datetime") or element.get("content") or ""


def _captions(tree: Any) -> Iterator[str]:
    for element in _CAPTIONED(tree):
        if element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or ""):
            for part in (element, *element):
                yield " ".join("".join(part.itertext()).split())
