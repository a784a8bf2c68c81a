"""Sayso reads news reports: who says what, with which figures, each datum traced to its words.

>>> import sayso
>>> reading = sayso.read("The strike is over, the union said on Friday.", published="2024-03-16")
>>> print(reading.to_json())  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.checks import check
    from sayso.engines import FilesRead, read_files
    from sayso.errors import AccessError, EngineError, InputError, LedgerBusyError, LedgerError, ModelError, SaysoError
    from sayso.intake import InputFailure, open_captured, open_sources, report_from_bytes, report_from_text
    from sayso.ledger import Correction, Ledger, open  # noqa: A004  # sayso.open, as gzip.open
    from sayso.pipeline import Knowledge, quantities, read, read_many
    from sayso.reading import (
        Actor,
        Argument,
        Check,
        Claim,
        Entity,
        Event,
        Evidence,
        Link,
        Meta,
        Place,
        Quantity,
        Reading,
        Statement,
        Time,
        json_schema,
    )
    from sayso.report import Capture, Dateline, Furniture, Report, Span

__version__ = "0.1.0"

__all__ = [
    "AccessError",
    "Actor",
    "Argument",
    "Capture",
    "Check",
    "Claim",
    "Correction",
    "Dateline",
    "EngineError",
    "Entity",
    "Event",
    "Evidence",
    "FilesRead",
    "Furniture",
    "InputError",
    "InputFailure",
    "Knowledge",
    "Ledger",
    "LedgerBusyError",
    "LedgerError",
    "Link",
    "Meta",
    "ModelError",
    "Place",
    "Quantity",
    "Reading",
    "Report",
    "SaysoError",
    "Span",
    "Statement",
    "Time",
    "__version__",
    "check",
    "json_schema",
    "open",
    "open_captured",
    "open_sources",
    "quantities",
    "read",
    "read_files",
    "read_many",
    "report_from_bytes",
    "report_from_text",
]

# Names are fetched when they are first asked for: the command's help must not wait for the language model's libraries.
_HOMES = {
    "sayso.checks": ("check",),
    "sayso.engines": ("FilesRead", "read_files"),
    "sayso.errors": (
        "AccessError",
        "EngineError",
        "InputError",
        "LedgerBusyError",
        "LedgerError",
        "ModelError",
        "SaysoError",
    ),
    "sayso.intake": ("InputFailure", "open_captured", "open_sources", "report_from_bytes", "report_from_text"),
    "sayso.ledger": ("Correction", "Ledger", "open"),
    "sayso.pipeline": ("Knowledge", "quantities", "read", "read_many"),
    "sayso.reading": (
        "Actor",
        "Argument",
        "Check",
        "Claim",
        "Entity",
        "Event",
        "Evidence",
        "Link",
        "Meta",
        "Place",
        "Quantity",
        "Reading",
        "Statement",
        "Time",
        "json_schema",
    ),
    "sayso.report": ("Capture", "Dateline", "Furniture", "Report", "Span"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
