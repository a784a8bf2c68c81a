"""Plain text to a report."""

from typing import Any, TypedDict, Unpack

from sayso.intake.complete import complete
from sayso.intake.decoding import decode
from sayso.intake.origin import Origin
from sayso.report import Report


class Known(TypedDict, total=False):
    """What a caller may know of a text, as the fields of `Report`."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: str | None
    retrieved: str | None
    author: str | None
    extra: dict[str, Any]


def report_from_text(text: str, **known: Unpack[Known]) -> Report:
    """A report of the text, which stays exactly as it is; what is not known is looked for in it.

    Raises `InputError` where the text holds nothing but white space.
    """
    known.setdefault("id", "")
    return complete(Report(text=text, **known))


def parse(data: bytes, origin: Origin) -> Report:
    """The report of a plain text. Raises `InputError` if it is empty."""
    text, _, warnings = decode(data, origin.charset)
    return complete(
        Report(
            id="",
            text=text,
            outlet=origin.outlet,
            url=origin.url,
            published=origin.published,
            retrieved=origin.retrieved,
            warnings=warnings,
        )
    )
