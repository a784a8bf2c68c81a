"""Links: the one form of an address by which a page is known, and the host that it asks of."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that say by which way a reader came, and change nothing of the page.
_TRACKING = frozenset(
    ("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "at_medium", "at_campaign")
)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000  # characters; servers refuse longer ones


def canonical(link: str | None) -> str | None:
    """The link without fragment, default port and tracking parameters; `None` for what is no http(s) address."""
    written = (link or "").strip()
    if not written or len(written) > _LONGEST or not written.isprintable():
        return None
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    query = parts.query
    named = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in named if not _tracks(name)]
    if len(kept) < len(named):  # else it stays to the letter
        query = urlencode(kept)
    return urlunsplit((scheme, place, parts.path or "/", query, ""))


def host_of(address: str) -> str:
    """The host of an http(s) address, in lower case; "" for what has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def origin_of(address: str) -> str:
    """Scheme, host and port of an http(s) address: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _tracks(name: str) -> bool:
    return name.lower().startswith("utm_") or name.lower() in _TRACKING
