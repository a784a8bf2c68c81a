"""Recognises what an input is, by its content."""

import re

from sayso.errors import InputError
from sayso.intake.decoding import wide_encoding
from sayso.intake.origin import Origin

HEAD = 1 << 16
"""Bytes of an input that `recognise` wants to see."""

_TAKE_TEXT = "save its text as plain text or HTML and read that"
_UNPACK = "unpack it and read the files in it"
# First bytes, what they mean, and the remedy.
_MAGIC = (
    (b"%!PS", "a PostScript document", _TAKE_TEXT),
    (b"{\\rtf", "an RTF document", _TAKE_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", _TAKE_TEXT),
    (b"PK\x03\x04", "a zip archive", _UNPACK),
    (b"PK\x05\x06", "an empty zip archive", _UNPACK),
    (b"\x1f\x8b", "a gzip file within a gzip file", _UNPACK),
    (b"BZh", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\0", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n", "a PNG image", _TAKE_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _TAKE_TEXT),
    (b"GIF87a", "a GIF image", _TAKE_TEXT),
    (b"GIF89a", "a GIF image", _TAKE_TEXT),
    (b"II*\0", "a TIFF image", _TAKE_TEXT),
    (b"MM\0*", "a TIFF image", _TAKE_TEXT),
    (b"OggS", "a sound or video file", _TAKE_TEXT),
    (b"ID3", "a sound file", _TAKE_TEXT),
    (b"fLaC", "a sound file", _TAKE_TEXT),
    (b"\x1aE\xdf\xa3", "a video file", _TAKE_TEXT),
    (b"\x7fELF", "a program (ELF)", "give a report"),
    (b"MZ\x90\0", "a Windows program", "give a report"),
    (b"\xcf\xfa\xed\xfe", "a macOS program", "give a report"),
    (b"SQLite format 3\0", "an SQLite database", "export its texts as JSONL, one report a line"),
    (b"PAR1", "a Parquet file", "export its texts as JSONL, one report a line"),
)
_IN_ZIP = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/vnd.oasis", "an OpenDocument file"),
    (b"application/epub", "an EPUB book"),
)
_WEB_ARCHIVE = re.compile(rb"archive/[^/]*\.warc|datapackage(?:-digest)?\.json|indexes/index|pages/pages\.jsonl")
_MBOX = re.compile(rb"From \S+ [^\r\n]{0,60}\d{2}:\d{2}[^\r\n]{0,60}\r?\n(?=[!-9;-~]{1,60}:|>From )")
_HEADER = re.compile(rb"(?P<name>[!-9;-~]{1,60}):[^\n]*+\n(?:[ \t][^\n]*+\n)*+")
_MAIL_HEADERS = frozenset({b"date", b"message-id", b"mime-version", b"received", b"return-path"})
_CONTROLS = bytes(b for b in range(0x20) if b not in b"\t\n\v\f\r\x1b") + b"\x7f"

_PROLOGUE = r"\s*+(?:(?:<!--(?:(?!-->).)*+-->|<\?[^>]*+>)\s*+)*+"
_HTML_TAG = (
    r"(?:html|head|body|title|meta|link|script|style|base|p|div|span|main|article|section|header|footer|nav|aside"
    r"|h[1-6]|ul|ol|table|blockquote|figure|img|a|b|i|em|strong|br|center|font|form)"
)
_HTML_START = re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|{_HTML_TAG}[\s/>])", re.IGNORECASE | re.DOTALL)
_HTML_BLOCK = re.compile(r"</?(?:html|body|p|div|br|h[1-6]|article|table|li)(?:\s[^<>]*+)?/?>", re.IGNORECASE)
_FEED = re.compile(rf"{_PROLOGUE}<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_FEED_LIST = re.compile(rf"{_PROLOGUE}<opml[\s>]", re.IGNORECASE | re.DOTALL)
_SVG = re.compile(rf"{_PROLOGUE}(?:<!doctype svg[^>]*+>\s*+)?<svg[\s>]", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_JSON_OBJECT = re.compile(r"\s*\{\s*(?:\"|\}|$)")
_JSON_ARRAY = re.compile(r"\s*\[\s*\{\s*\"")
_JSON_LINE = re.compile(r"^\s*\{\s*\"", re.MULTILINE)


def recognise(head: bytes, origin: Origin) -> str:
    """The name of the format of an input that begins with `head`: a key of `DOCUMENTS` or `CONTAINERS`.

    The suffix and the HTTP header only decide where the content leaves a choice. Raises `InputError`
    for what is not text or holds no report that Sayso could read, with what it looks like and what
    to do.
    """
    if head.startswith(b"WARC/1."):
        return "warc"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (origin.suffix == ".wacz" or _WEB_ARCHIVE.search(head)):
        return "wacz"
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head, origin):
        return "mail"
    _refuse_binary(head)
    start = _legible(head)
    if _FEED.match(start):
        raise InputError(
            "this is a web feed, not a report; follow it with `sayso watch`, or give the addresses of its articles"
        )
    if _FEED_LIST.match(start):
        raise InputError("this is a list of feeds (OPML), not a report; follow them with `sayso watch`")
    if _SVG.match(start):
        raise InputError(f"this is an SVG image, not a report; {_TAKE_TEXT}")
    if _HTML_START.match(start):
        return "html"
    if _XML.match(start):
        raise InputError(f"this is XML of a kind that Sayso does not read; {_TAKE_TEXT}")
    if _JSON_ARRAY.match(start):
        raise InputError("this is a JSON array; write its objects one a line (JSONL)")
    if _JSON_OBJECT.match(start):
        return "json" if _runs_over_lines(start) else "jsonl"
    if origin.suffix in (".jsonl", ".ndjson", ".json") and _JSON_LINE.search(start):
        return "jsonl"  # with a broken first line
    says_html = origin.suffix in (".html", ".htm", ".xhtml") or origin.media_type in (
        "text/html",
        "application/xhtml+xml",
    )
    return "html" if says_html and _HTML_BLOCK.search(start) else "text"


def _is_mail(head: bytes, origin: Origin) -> bool:
    """Whether the input begins with the header of a message: who sent it, and something that only mail has."""
    names, at = set(), 0
    while found := _HEADER.match(head, at):
        names.add(found["name"].lower())
        at = found.end()
    ended = at == len(head) or head.startswith((b"\n", b"\r\n"), at)
    return ended and b"from" in names and bool(names & _MAIL_HEADERS or origin.suffix == ".eml")


def _legible(head: bytes) -> str:
    """The head with its ASCII characters right, whatever the encoding."""
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return head.decode("utf-32", "ignore")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    wide = wide_encoding(head[:4096])
    return head.decode(wide, "ignore") if wide else head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _runs_over_lines(start: str) -> bool:
    """Whether the first object does not end on its line, so that the input is one object, not lines of them."""
    first, _, rest = start.strip().partition("\n")
    return bool(rest) and not first.rstrip().endswith("}") and not rest.lstrip().startswith("{")


def _refuse_binary(head: bytes) -> None:
    for magic, looks, remedy in _MAGIC:
        if head.startswith(magic):
            inside = next((name for mark, name in _IN_ZIP if mark in head), None) if looks == "a zip archive" else None
            raise InputError(f"this is {inside or looks}, not text; {_TAKE_TEXT if inside else remedy}")
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise InputError(f"this is a picture, sound or video file, not text; {_TAKE_TEXT}")
    if head[257:262] == b"ustar":
        raise InputError(f"this is a tar archive, not text; {_UNPACK}")
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or wide_encoding(head[:4096]):
        return
    # Text has hardly any control characters; a few stray zero bytes do not make it binary.
    controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    if controls > 0.3 * len(head) or (controls > 0.05 * len(head) and not _is_utf8(head)):
        raise InputError(f"this is a binary file, not text; {_TAKE_TEXT}")


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a character cut in two by the end of the head
    return True
