"""What a host's robots.txt allows (RFC 9309)."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "Sayso"
"""The name by which robots.txt may speak of us."""
ROBOTS_BYTES = 500 * 1024
"""As much of a robots.txt is read; the standard asks for no less."""
LONGEST_DELAY = 60.0
"""Seconds between two requests that a host may ask for; more would be to ask for none."""

_MOST_WILDCARDS = 4  # in one rule; each more makes matching slower by the length of an address
_LONGEST_RULE = 2000


def allowed(robots: str, url: str) -> bool:
    """Whether the text of a robots.txt, "" for none, lets the page at the URL be fetched."""
    return bool(_rules(robots).can_fetch(url, AGENT)) if robots else True


def crawl_delay(robots: str) -> float | None:
    """The seconds between two requests that it asks for, at most `LONGEST_DELAY`; `None` where it asks for none."""
    delay = _rules(robots).crawl_delay(AGENT) if robots else None
    return min(max(float(delay), 0.0), LONGEST_DELAY) if delay is not None and delay == delay else None


def relevant(robots: bytes) -> str:
    """The text of a robots.txt, cut at the limit; a rule with many wildcards ends before the last of them."""
    text = robots[:ROBOTS_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    return "\n".join(_tamed(line) for line in text.splitlines())


def _tamed(line: str) -> str:
    line = re.sub(r"\*{2,}", "*", line.partition("#")[0][:_LONGEST_RULE])
    parts = line.split("*")
    return "*".join(parts[: _MOST_WILDCARDS + 1]) if len(parts) > _MOST_WILDCARDS + 1 else line


@lru_cache(maxsize=1024)
def _rules(robots: str) -> "Protego":
    from protego import Protego

    return Protego.parse(robots)
