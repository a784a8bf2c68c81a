"""Intake: from files, folders, standard input and addresses to reports."""

from sayso.intake.origin import InputFailure
from sayso.intake.sources import open_sources, report_from_bytes
from sayso.intake.text import report_from_text

__all__ = ["InputFailure", "open_sources", "report_from_bytes", "report_from_text"]
