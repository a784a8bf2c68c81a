"""The ledger: every claim kept, found again, and proved to be unchanged, in one SQLite file."""

from sayso.ledger.corrections import Correction
from sayso.ledger.ledger import Ledger, open  # noqa: A004  # sayso.open, as gzip.open

__all__ = ["Correction", "Ledger", "open"]
