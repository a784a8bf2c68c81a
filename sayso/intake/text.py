"""Plain text to a report."""

from collections.abc import Iterator
from typing import Any, BinaryIO, TypedDict, Unpack

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


def parse(head: bytes, rest: BinaryIO, origin: Origin) -> Iterator[Report]:
    """The one report of a plain text. Raises `InputError` if it is empty."""
    text, _, warnings = decode(head + rest.read(), origin.charset)
    yield complete(
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
