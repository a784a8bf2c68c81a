"""Bytes to text, in any encoding that the web uses."""

import codecs
import re
from typing import NamedTuple

# What a label means on the web (WHATWG Encoding Standard), from Python's name of the codec to the
# codec to use: older labels are read as the superset that browsers use. Codecs that are not here
# (UTF-7, unicode_escape, idna ...) are never used, whoever declares them.
_WEB_CODECS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "mac-roman": "mac-roman",
} | {
    name: name
    for name in (
        *("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp"),
        *("cp866", "cp874", "koi8-r", "koi8-u", "mac-cyrillic", "johab"),
        *(f"cp125{n}" for n in range(9)),
        *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    )
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "johab"})
_LABEL = re.compile(r"[A-Za-z0-9_:+-]{1,40}")
_META = re.compile(rb"<meta\b[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:+-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:+-]{1,40})")
_PRESCAN = 4096
_SAMPLE = 1 << 16  # bytes that a guess looks at; more makes it slow, not better

_ASCII = bytes(range(0x80))
_NOT_LEADS = bytes(b for b in range(0x100) if not 0xC2 <= b <= 0xF4)


class Decoded(NamedTuple):
    """A text, the name of the encoding it was read in, and what was doubtful about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes; never fails.

    A byte order mark decides, then valid UTF-8, then the `declared` encoding, then a guess. Bytes
    that the encoding does not know become U+FFFD, with a warning. Newlines stay as they are.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _forced(data[len(mark) :], name)
    wide = wide_encoding(data[:_PRESCAN])
    if wide:
        return _forced(data, wide)
    codec = web_codec(declared)
    # Eight-bit text is all but never valid UTF-8 by chance, so validity outweighs a declared
    # single-byte encoding, which is often a server's default; East Asian pairs may be valid by chance.
    if codec not in _MULTIBYTE:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    if codec and codec != "utf-8":
        try:
            return Decoded(data.decode(codec), codec)
        except UnicodeDecodeError:
            pass
    return _guessed(data, codec)


def web_codec(label: str | None) -> str | None:
    """Python's codec for a charset label as browsers understand it; `None` if it is unknown or unfit."""
    if not label or not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return {"utf-16": "utf-16-le"}.get(name) or _WEB_CODECS.get(name)


def declared_in_page(data: bytes) -> str | None:
    """The encoding that an HTML page states near its top, as in `<meta charset="...">`."""
    found = _META.search(data, 0, _PRESCAN) or _XML.match(data)
    if not found:
        return None
    label = found[1].decode("ascii")
    # A page whose tags could be read byte by byte is not in UTF-16, whatever it says.
    return "utf-8" if label.lower().startswith("utf-16") else label


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by its zero bytes, where the text is mostly Latin."""
    half = len(head) // 2
    if half < 2 or not head.count(0):
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _forced(data: bytes, codec: str, *warnings: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec, warnings)
    except UnicodeDecodeError:
        broken = f"some bytes are not valid {codec}; each stands as U+FFFD in the text"
        return Decoded(data.decode(codec, "replace"), codec, (*warnings, broken))


def _guessed(data: bytes, declared: str | None) -> Decoded:
    """The text of bytes that are neither valid UTF-8 nor what they are declared to be."""
    if _mostly_utf8(data):
        return _forced(data, "utf-8")
    codec = declared if declared and declared != "utf-8" else _guess(data)
    said = f"declared as {declared} but is not" if declared else "the encoding is not stated"
    return _forced(data, codec, f"{said}; read as {codec}")


def _mostly_utf8(data: bytes) -> bool:
    """Whether at least half of what begins like a UTF-8 sequence is one: damaged, but UTF-8."""
    leads = len(data.translate(None, delete=_NOT_LEADS))
    broken = data.decode("utf-8", "replace").count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return leads > 0 and 2 * broken <= leads


def _guess(data: bytes) -> str:
    high = data.translate(None, delete=_ASCII)
    # High bytes that are the lesser part are quotes, dashes and accents in Latin letters: windows-1252,
    # the web's default. Statistics would often name a sister code page that differs where the text does not.
    if len(high) < 0.25 * len(data):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    first = data.index(high[:1])
    best = from_bytes(data[max(0, first - 1000) : first + _SAMPLE]).best()
    return (web_codec(best.encoding) if best else None) or "cp1252"
