"""Lists of feeds: OPML, or one address a line."""

import re
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import AccessError, InputError
from sayso.intake.decoding import declared_in_page, decode
from sayso.intake.links import canonical

_LARGEST = 5 * 1024 * 1024
_MOST = 10_000
_OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def feed_names(given: str) -> list[str]:
    """The feeds that one argument names: an address, a file that is a feed, or the feeds that a file lists, each once.

    Raises `AccessError` for a file that cannot be read, `InputError` for one that names no feeds.
    """
    if "://" in given:
        if not _ADDRESS.fullmatch(given.strip()):
            raise InputError("not an http or https address; check it", source=given)
        return [_address(given.strip(), given)]
    try:
        with Path(given).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccessError(f"cannot be read ({reason}); give an address or a file", source=given) from error
    if len(data) > _LARGEST:
        raise InputError(f"larger than {_LARGEST >> 20} MiB; give a shorter list", source=given)
    return listed_feeds(data, source=given)


def listed_feeds(data: bytes, *, source: str) -> list[str]:
    """The feeds that a file lists, or the file itself, `source`, where it is a feed. Raises `InputError`."""
    text = decode(data, declared_in_page(data)).text
    start = text[:10_000]
    if _OPML.search(start):
        found = list(dict.fromkeys(_outlines(text, source)))
    elif text.lstrip().startswith(("<", "{")):
        return [source]
    else:
        lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
        found = list(
            dict.fromkeys(_address(line, source, number) for number, line in lines if line and not line.startswith("#"))
        )
    if not found:
        raise InputError("it lists no feeds; give OPML, or one address a line", source=source)
    if len(found) > _MOST:
        raise InputError(f"it lists more than {_MOST:,} feeds; split it", source=source)
    return found


def _address(written: str, source: str, line: int | None = None) -> str:
    address = canonical(written) if _ADDRESS.fullmatch(written) else None
    if not address:
        raise InputError(f"{written[:80]!r} is no http or https address; check it", source=source, line=line)
    return written.partition("#")[0]


def _outlines(text: str, source: str) -> Iterator[str]:
    """The addresses of all outlines that have one, however deep they stand."""
    from lxml import etree  # type: ignore[import-untyped]

    if _DOCTYPE.search(text):
        raise InputError("it declares entities, which a list of feeds does not need; take them out", source=source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser)
        outlines = [each for each in (root.iter() if root is not None else ()) if isinstance(each.tag, str)]
        named = [{name.lower(): value for name, value in each.attrib.items()} for each in outlines]
    except (etree.XMLSyntaxError, ValueError) as error:  # the parser passes on characters that it cannot give
        raise InputError(f"not valid OPML ({error}); export it again", source=source) from error
    for attributes in named:
        address = (attributes.get("xmlurl") or "").strip()
        if canonical(address):
            yield address.partition("#")[0]
