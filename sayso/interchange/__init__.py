"""Interchange: readings in Parquet files, as engines write them and the ledger takes them in bulk."""

from sayso.interchange.opening import KeptReading, is_parquet, open_readings
from sayso.interchange.writing import Completed, Parts, completed

__all__ = ["Completed", "KeptReading", "Parts", "completed", "is_parquet", "open_readings"]
