"""Whether the figures of a reading agree."""

from sayso.checks.arithmetic import check

__all__ = ["check"]
