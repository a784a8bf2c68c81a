"""Plain values as one line of JSON."""

import json
from typing import Any

import msgspec


def encoded(plain: dict[str, Any]) -> str:
    """The object as one line of JSON: UTF-8, or ASCII where it holds unpaired surrogates or numbers of any length."""
    try:
        return msgspec.json.encode(plain).decode("utf-8")
    except (UnicodeEncodeError, OverflowError):
        return json.dumps(plain, separators=(",", ":"))
