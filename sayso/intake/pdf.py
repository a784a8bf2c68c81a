"""PDF with a text layer to a report; needs the extra `pdf`."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.errors import InputError
from sayso.intake.complete import complete
from sayso.intake.origin import Origin
from sayso.report import LONGEST, TOO_LONG, Report

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 500
_MOST_DRAWN = (
    8 << 20
)  # bytes of all that is drawn, unpacked, some seconds of work; a page of text has a thousandth of it
# The library's own bounds, drawn closer: what one stream unpacks to, how many parts it has, drawings within drawings.
_BOUNDS: Mapping[str, Any] = {
    "zlib_maximum_output_length": _MOST_DRAWN,
    "lzw_maximum_output_length": _MOST_DRAWN,
    "run_length_maximum_output_length": _MOST_DRAWN,
    "brotli_maximum_output_length": _MOST_DRAWN,
    "array_based_stream_maximum_output_length": _MOST_DRAWN,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 100,
}
_EDGE = 2  # lines at the top and the foot of a page, where what repeats is no part of the text
_GAP = 1.45  # of the usual distance between lines; more is the space between paragraphs
# What hostile documents raise in the library, each of them.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(?<!\w)([^\W\d_]{1,40})[-\u2010\xad]\n([^\W\d_]{1,40}[^\w\s]{0,3})[ ]?")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{1,40}-[^\W\d_]{1,40}")
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE_NUMBER = re.compile(r"(?:page |- ?)?\d{1,4}(?: of \d{1,4}|/\d{1,4}| ?-)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;][”\"’')\]]*$")
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft word|document\d*$|\S+\.(?:docx?|pdf|indd|qxd|rtf|odt|tex)\b|$)", re.IGNORECASE
)
logging.getLogger("pypdf").addHandler(logging.NullHandler())
_EMPTY = "no text layer in this PDF, only pictures of pages; have the text recognised (OCR), or take it from elsewhere"


class _Line(NamedTuple):
    text: str
    height: float  # of its foot above that of the page, in points
    size: float  # of its letters, in points


def parse(data: bytes, origin: Origin) -> Report:
    """The report of a PDF document: its lines, with blank lines where the page leaves space.

    Words cut by a hyphen at the end of a line are made whole; lines that stand at the edge of most pages, and page
    numbers, are left out. The title is the document's own where it is no file name; there is no date in a PDF that
    tells when the text was published. Raises `InputError` where there is no text, it is locked, or too large.
    """
    try:
        from pypdf import PdfReader, apply_configuration
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise InputError("this is a PDF document; to read it, pip install 'sayso[pdf]'") from error
    try:
        with apply_configuration(**_BOUNDS):
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("this PDF is locked with a password; save it without one")
            pages = list(_pages(reader))
            title = _title(reader)
    except (PyPdfError, *_FAULTS) as error:
        raise InputError(f"this PDF is damaged ({type(error).__name__}); get it again, or save its text") from error
    text = _whole_words("".join(_joined(_without_edges(pages)))).strip()
    if not text:
        raise InputError(_EMPTY)
    return complete(
        Report(
            id="",
            text=text,
            title=title,
            outlet=origin.outlet,
            url=origin.url,
            published=origin.published,
            retrieved=origin.retrieved,
        )
    )


def _pages(reader: "PdfReader") -> Iterator[list[_Line]]:
    """The lines of each page. Raises `InputError` where there are more than any report has."""
    if len(reader.pages) > MOST_PAGES:
        raise InputError(f"over {MOST_PAGES} pages are no single report; take the pages that are one")
    characters = drawn = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > _MOST_DRAWN:
            raise InputError("this PDF draws more than any report does; take the text from elsewhere")
        lines = list(_lines(page))
        characters += sum(len(line.text) for line in lines)
        if characters > LONGEST:
            raise InputError(TOO_LONG)
        yield lines


def _lines(page: "PageObject") -> Iterator[_Line]:
    """The lines of a page in the order in which they are drawn."""
    lines: list[list[str]] = [[]]
    places: list[tuple[float, float]] = [(0.0, 0.0)]

    def see(piece: str, page_matrix: Sequence[float], matrix: Sequence[float], _: Any, size: float) -> None:
        place = (matrix[4] * page_matrix[1] + matrix[5] * page_matrix[3] + page_matrix[5], size)
        first, *others = piece.split("\n")
        lines[-1].append(first)
        if first.strip():
            places[-1] = place
        lines.extend([other] for other in others)
        places.extend(place for _ in others)

    page.extract_text(visitor_text=see)
    for pieces, place in zip(lines, places, strict=True):
        text = " ".join("".join(pieces).split())
        if text:
            yield _Line(text, *place)


def _without_edges(pages: Sequence[Sequence[_Line]]) -> Iterator[list[_Line]]:
    """The pages without page numbers, and without lines that stand, but for figures, at the edge of most pages."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    for page in pages:
        edges = set(_edges(page))
        yield [
            line
            for line in page
            if line not in edges
            or not (_PAGE_NUMBER.fullmatch(line.text) or (len(pages) > 2 and 2 * seen[_key(line)] > len(pages)))
        ]


def _edges(page: Sequence[_Line]) -> Iterator[_Line]:
    by_height = sorted(page, key=lambda line: line.height)
    return iter((*by_height[:_EDGE], *by_height[-_EDGE:]))


def _key(line: _Line) -> str:
    return _DIGITS.sub("0", line.text)


def _joined(pages: Iterable[Sequence[_Line]]) -> Iterator[str]:
    """The lines with what stands between them: a line break, or a blank line before a paragraph."""
    size, ended = 0.0, True
    for page in pages:
        steps = [above.height - line.height for above, line in pairwise(page) if above.height > line.height]
        usual = median_low(steps) if steps else 0.0
        above = None
        for line in page:
            step = above - line.height if above is not None else 0.0
            # A line that is higher up than the one before begins a column or a page: a sentence may run on into it.
            apart = step > _GAP * usual if step > 0 else ended
            yield ("\n\n" if apart or line.size != size else "\n") + line.text
            above, size, ended = line.height, line.size, bool(_SENTENCE_END.search(line.text))


def _whole_words(text: str) -> str:
    """The text with words made whole that a hyphen cuts at the end of a line.

    The hyphen stays where the text has the word with its hyphen elsewhere.
    """
    words = Counter(_WORD.findall(text))

    def whole(cut: re.Match[str]) -> str:
        first, second = cut.groups()
        if not second.islower():
            return cut[0]
        stem = _LETTERS.match(second)
        return first + ("-" if stem and words[f"{first}-{stem[0]}"] else "") + second + "\n"

    return _HYPHEN.sub(whole, text)


def _title(reader: "PdfReader") -> str | None:
    title = reader.metadata.title if reader.metadata else None
    title = " ".join(title.split()) if isinstance(title, str) else ""
    return None if _NO_TITLE.match(title) or len(title) > 300 else title
