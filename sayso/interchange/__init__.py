"""Interchange: readings in Parquet files, as engines write them and the ledger takes them in bulk."""

from sayso.interchange.opening import KeptReading, is_parquet, open_readings
from sayso.interchange.writing import FAILURES, Completed, Parts, completed

__all__ = ["FAILURES", "Completed", "KeptReading", "Parts", "completed", "is_parquet", "open_readings"]
