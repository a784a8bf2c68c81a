"""Intake: from files, folders, standard input and addresses to reports."""

from sayso.intake.origin import Captured, InputFailure
from sayso.intake.sources import open_captured, open_sources, report_from_bytes
from sayso.intake.text import report_from_text

__all__ = ["Captured", "InputFailure", "open_captured", "open_sources", "report_from_bytes", "report_from_text"]
