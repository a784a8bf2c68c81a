"""HTML to a report: the article of a page and what the page says about it."""

import logging
import re
from typing import Any

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake.complete import complete
from sayso.intake.decoding import declared_in_page, decode
from sayso.intake.languages import guess_language
from sayso.intake.origin import Origin
from sayso.report import Report

# trafilatura's words for the parts of an article; each begins and ends a paragraph.
_BLOCKS = frozenset({"body", "p", "head", "quote", "list", "item", "table", "row", "code", "div"})
_NO_ARTICLE = "no article in the page; save the story itself, as plain text if need be, and read that"
_FEWEST_WORDS = 10  # in its longest paragraph; menus and notices have fewer
_SENTENCE_END = re.compile(r"[.!?…:;\"”»。！？؟।۔]")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
# Characters that HTML cannot hold; the tree would refuse them.
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\r")
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Dates are taken where the page marks them, never from running text; the bound keeps today's date out of it.
_DATE_SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
# What the libraries have to say is for who asks for it, once and for all pages.
for _noisy in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_noisy).addHandler(logging.NullHandler())


def parse(data: bytes, origin: Origin) -> Report:
    """The report of an HTML page. Raises `InputError` where the page holds no article."""
    page, _, warnings = decode(data, origin.charset or declared_in_page(data))
    report, captions = _read(_fit(page, data), origin)
    finished = complete(replace(report, warnings=warnings), captions=captions)
    if not finished.published:
        undated = "the page states no date of publication, so relative times stay unresolved; give the date"
        finished = replace(finished, warnings=(*finished.warnings, undated))
    return finished


def _fit(page: str, data: bytes) -> str:
    """The page with U+FFFD for each character that the tree would refuse."""
    # Most pages have none, and their bytes tell so at a tenth of the cost.
    if len(data.translate(None, _CONTROLS)) == len(data) and "\ufffe" not in page and "\uffff" not in page:
        return page
    return _UNFIT.sub("\ufffd", page)


def _read(page: str, origin: Origin) -> tuple[Report, frozenset[str]]:
    """The article of the page and the captions of its pictures."""
    # Slow to import, and plain text does not need it.
    from trafilatura import bare_extraction, extract_metadata, load_html
    from trafilatura.metadata import extract_author
    from trafilatura.settings import Document

    from sayso.intake.page import page_facts

    tree = load_html(page)
    if tree is None:
        raise InputError(_NO_ARTICLE)
    facts = page_facts(tree)
    document = bare_extraction(tree, url=origin.url, include_comments=False)
    text = _text(document.body) if isinstance(document, Document) else ""
    if not is_article(text):
        text = (facts.body or "").strip()
    if not is_article(text):
        raise InputError(_NO_ARTICLE)
    report = Report(
        id="",
        text=text,
        title=facts.title,
        outlet=origin.outlet or facts.outlet,
        url=facts.url or origin.url,
        language=guess_language(text) or facts.language,
        published=origin.published or facts.published,
        retrieved=origin.retrieved,
        author=facts.author,
    )
    # What the page does not state outright is looked for in it, which takes as long as the extraction of its text, or
    # half as long where only the author is to be found.
    if report.title and report.outlet and report.published:
        report = replace(report, author=report.author or extract_author(tree))
    else:
        seen = extract_metadata(tree, default_url=origin.url, date_config=_DATE_SEARCH)
        report = replace(
            report,
            title=report.title or seen.title,
            outlet=report.outlet or seen.sitename,
            published=report.published or seen.date,
            author=report.author or seen.author,
        )
    return report, facts.captions


def is_article(text: str) -> bool:
    """Whether some line has the length and the marks of sentences; Chinese and Thai write them without spaces."""
    return any(
        (len(line.split()) >= _FEWEST_WORDS or len(line) >= 10 * _FEWEST_WORDS) and _SENTENCE_END.search(line)
        for line in text.splitlines()
    )


def _text(body: Any) -> str:
    """The paragraphs of an article with blank lines between them.

    The items of a list and the rows of a table stand on lines of their own, and so does what a page
    breaks with `<br>`.
    """
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    parts: list[str] = []
    words: list[str] = []
    gap = ""

    def close() -> None:
        nonlocal gap
        line = re.sub(r" ?\n ?", "\n", "".join(words)).strip(" \n")
        words.clear()
        if line:
            parts.extend((gap or "\n\n", re.sub(r"\n{3,}", "\n\n", line)))
            gap = ""

    for event, element in iterwalk(body, ("start", "end")):
        if element.tag in _BLOCKS:
            close()
        if event == "start":
            if element.tag in _BLOCKS:
                gap = gap or _gap(element)
            elif element.tag == "lb":
                words.append("\n")
            elif element.tag == "cell" and element.getprevious() is not None:
                words.append(" | ")
            words.append(_SPACE.sub(" ", element.text or ""))
        elif element is not body:
            words.append(_SPACE.sub(" ", element.tail or ""))
    close()
    return "".join(parts[1:])


def _gap(element: Any) -> str:
    """What stands before the block, after another one."""
    if element.tag in ("item", "row") and element.getprevious() is not None:
        return "\n"
    return "\n" if element.tag == "list" and element.getparent().tag == "item" else "\n\n"
