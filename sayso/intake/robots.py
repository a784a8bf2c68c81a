"""What a host's robots.txt allows (RFC 9309)."""

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


def allowed(robots: str, url: str) -> bool:
    """Whether the text of a robots.txt, "" for none, lets the page at the URL be fetched."""
    return bool(_rules(robots).can_fetch(url, AGENT)) if robots else True


def crawl_delay(robots: str) -> float | None:
    """The seconds between two requests that it asks for, at most `LONGEST_DELAY`; `None` where it asks for none."""
    delay = _rules(robots).crawl_delay(AGENT) if robots else None
    return min(float(delay), LONGEST_DELAY) if delay is not None else None


def relevant(robots: bytes) -> str:
    """The text of a robots.txt, cut at the limit."""
    return robots[:ROBOTS_BYTES].decode("utf-8", "replace").lstrip("\ufeff")


@lru_cache(maxsize=1024)
def _rules(robots: str) -> "Protego":
    from protego import Protego

    return Protego.parse(robots)
