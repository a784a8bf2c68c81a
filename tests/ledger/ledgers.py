"""Ledgers and readings for the tests, made by hand of invented reports."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

import sayso
from sayso import Capture, Ledger, Reading
from sayso.reading import Meta
from tests.fake_reader import fake_reader
from tests.readings import clash_told

PAGE = Capture(
    body="<p>Twelve soldiers died on Wednesday.</p>".encode("utf-16"),
    url="https://harbour.example/clash",
    retrieved="2024-03-14T10:00:00+00:00",
    headers=(("content-type", "text/html; charset=utf-16"), ("etag", '"7"')),
)


def ticking() -> Callable[[], datetime]:
    """A clock that is a minute on whenever it is looked at."""
    moments = (datetime(2024, 3, 15, tzinfo=UTC) + timedelta(minutes=n) for n in range(1_000_000))
    return lambda: next(moments)


def opened(path: Path) -> Ledger:
    return sayso.open(path / "news.sayso", clock=ticking())


def clash_by(model: str, *, version: str = "0.1.0") -> Reading:
    """The clash as read by another model."""
    return replace(clash_told(), meta=Meta(version=version, model=model, model_hash=f"sha256:{model}"))


def read(text: str, **known: object) -> Reading:
    """A reading of some text by the reader without a model, with one claim of all that it says."""
    from sayso.reading import Claim, Evidence, Link
    from sayso.report import Span

    reading = fake_reader().read(sayso.report_from_text(text, **known))  # type: ignore[arg-type]
    claims = []
    for number, statement in enumerate(reading.statements, 1):
        figures = tuple(each.id for each in reading.quantities if each.statement == statement.id)
        claims.append(
            Claim(
                id=f"c{number}",
                statement=statement.id,
                quantities=figures,
                chain=(Link(), Link(statement=statement.id)),
                evidence=(Evidence(span=Span(*statement.content[0]), statement=statement.id),),
            )
        )
    return replace(reading, claims=tuple(claims))
