"""Documents: what holds one report, and its bytes beside it."""

from collections.abc import Callable, Mapping

from sayso.errors import InputError
from sayso.intake import html, jsonl, pdf, text
from sayso.intake.formats import HEAD, recognise
from sayso.intake.origin import Captured, InputFailure, Origin
from sayso.report import LONGEST, TOO_LONG, Capture, Report

# What a fault in one document raises, in the libraries above all. It costs that document alone, never the rest.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError)

Document = Callable[[bytes, Origin], Report | InputFailure]

DOCUMENTS: Mapping[str, Document] = {
    "text": text.parse,
    "html": html.parse,
    "json": jsonl.parse_object,
    "pdf": pdf.parse,
}
"""From the name of a format to its parser, which takes the whole of a document and may raise `InputError`."""


def read_document(data: bytes, origin: Origin, kind: str) -> Captured:
    """The report of a document of a known format, with its bytes. Raises `InputError`."""
    try:
        found = DOCUMENTS[kind](data, origin)
    except _FAULTS as error:
        fault = f"{type(error).__name__}: {error}"[:200]
        raise InputError(f"it could not be read ({fault}); leave it out, and report it as a fault of Sayso") from error
    if isinstance(found, InputFailure):
        return Captured(found)
    if len(found.text) > LONGEST:
        return Captured(InputFailure(source=origin.source, message=TOO_LONG, id=found.id))
    return Captured(found, Capture(body=data, url=origin.url, retrieved=origin.retrieved, headers=origin.headers))


def read_story(data: bytes, origin: Origin) -> Captured:
    """The report of a document within another, where what holds no story is nothing unusual.

    Raises `InputError` where it is no document, or holds no sentence.
    """
    kind = recognise(data[:HEAD], origin)
    if kind not in DOCUMENTS:
        raise InputError("an archive within an archive; take it out and read it alone")
    found = read_document(data, origin, kind)
    if isinstance(found.item, InputFailure):
        raise InputError(found.item.message)
    if not html.is_article(found.item.text):
        raise InputError("no sentence in it")
    return found
