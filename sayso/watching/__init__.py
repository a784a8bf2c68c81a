"""Watching: feeds asked again and again, and what is new in them read into a ledger, each item once."""

from sayso.watching.crew import Crew
from sayso.watching.store import Store
from sayso.watching.watch import Round, Watch, asker

__all__ = ["Crew", "Round", "Store", "Watch", "asker"]
