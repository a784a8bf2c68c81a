"""Sheets as HTML: the template, the style and the script that the page carries in itself."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain, islice

from jinja2 import Environment, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from sayso.display.html.sheet import sheet
from sayso.display.html.worldmap import HEIGHT, SMALL_HEIGHT, SMALL_WIDTH, WIDTH
from sayso.display.page import title_of
from sayso.reading import Reading


def html_page(reading: Reading) -> str:
    """One self-contained page of one reading: it fetches nothing, and nothing of the report's runs in it."""
    return "".join(html_pages([reading]))


def html_pages(readings: Iterable[Reading]) -> Iterator[str]:
    """One page of any number of readings, in pieces: only one reading is held at a time beyond the first two."""
    rest = iter(readings)
    first = list(islice(rest, 2))
    single = len(first) == 1
    template = _template()
    yield _safe(template.opening(title_of(first[0].report) if single else "Reports read by Sayso", single))  # type: ignore[attr-defined]
    titles = []
    for number, reading in enumerate(chain(first, rest), 1):
        found = sheet(reading)
        titles.append(found.title)
        yield _safe(template.article(found, "" if single else f"r{number}-", single))  # type: ignore[attr-defined]
    yield _safe(template.closing([] if single else titles))  # type: ignore[attr-defined]


def _safe(piece: str) -> str:
    """As a file can hold it: unpaired surrogates, which no encoding has, give way."""
    return piece.encode("utf-8", "replace").decode("utf-8")


@cache
def _template() -> TemplateModule:
    """The macros of the template, with what every page carries."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False
    )
    style, script = _asset("page.css"), _asset("page.js")
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
        "width": WIDTH,
        "height": HEIGHT,
        "small_width": SMALL_WIDTH,
        "small_height": SMALL_HEIGHT,
    }
    return environment.from_string(_asset("page.html")).module


def _asset(name: str) -> str:
    return files("sayso").joinpath("data/page", name).read_text("utf-8")


def _digest(text: str) -> str:
    """The hash by which the page's policy knows its own style and script from any other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
