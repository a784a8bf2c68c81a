"""The parsers of outside input, each as a function of bytes that raises only where something is wrong with it."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from sayso.errors import InputError
from sayso.intake.containers import parse
from sayso.intake.dates import iso_date
from sayso.intake.feeds import parse_feed
from sayso.intake.opml import listed_feeds
from sayso.intake.origin import InputFailure, Origin
from sayso.intake.robots import allowed, crawl_delay, relevant

_NOW = datetime(2024, 3, 14, tzinfo=UTC)
_STORY = (
    "The harbour master of Ostrel said on Monday that 12 boats had sunk in the night. Two crews were missing, he told "
    "reporters, and the search would go on until dark. The ministry denied that it had been warned."
)


def source(data: bytes) -> None:
    """Whatever a user may name: its format is found by its content."""
    for suffix, media_type in (("", None), (".html", "text/html; charset=koi8-r"), (".eml", None)):
        _reports(data, Origin(source="fuzz", suffix=suffix, content_type=media_type))


def page(data: bytes) -> None:
    """HTML, which by its suffix only is taken for a page where it looks like none."""
    _reports(b"<!doctype html>" + data, Origin(source="fuzz", url="https://ostrel.example/a"))


def lines(data: bytes) -> None:
    """JSONL."""
    _reports(b'{"text": "' + data, Origin(source="fuzz", suffix=".jsonl"))


def archive(data: bytes) -> None:
    """WARC: records by their headers, and a page in one that says its length truly."""
    _reports(b"WARC/1.0\r\n" + data, Origin(source="fuzz"))
    _reports(_warc(data), Origin(source="fuzz"))


def packed(data: bytes) -> None:
    """WARC in gzip, a record a member, and any other thing in gzip."""
    _reports(gzip.compress(_warc(data)) + data, Origin(source="fuzz"))
    _reports(gzip.compress(data) + data[:7], Origin(source="fuzz"))


def bundle(data: bytes) -> None:
    """WACZ: a zip with an archive, and the bytes as the zip's own."""
    _reports(_wacz(data), Origin(source="fuzz", suffix=".wacz"))
    whole = _wacz(_STORY.encode())
    at = len(data) and data[0] * len(whole) // 256
    _reports(whole[:at] + data[1:] + whole[at + max(len(data) - 1, 0) :], Origin(source="fuzz", suffix=".wacz"))


def message(data: bytes) -> None:
    """E-mail, and a mailbox."""
    _reports(b"From: a@b.example\nDate: Thu, 14 Mar 2024 10:00:00 +0000\n" + data, Origin(source="fuzz"))
    _reports(b"From a@b.example Thu Mar 14 10:00:00 2024\nSubject: a\n" + data, Origin(source="fuzz"))


def document(data: bytes) -> None:
    """PDF."""
    _reports(b"%PDF-1.4\n" + data, Origin(source="fuzz"))


def feed(data: bytes) -> None:
    """RSS, Atom, JSON Feed."""
    for each in (data, b"<rss version='2.0'><channel><item>" + data, b'{"version": "https://jsonfeed.org/v1", ' + data):
        try:
            found = parse_feed(each, address="https://ostrel.example/feed", now=_NOW)
        except InputError:
            continue
        keys = [item.key for item in found.items]
        assert len(keys) == len(set(keys))
        assert all(item.link is None or item.link.startswith(("http://", "https://")) for item in found.items)


def feeds(data: bytes) -> None:
    """OPML, and lists of addresses."""
    for each in (data, b"<opml><body>" + data):
        with suppress(InputError):
            assert all(name == "fuzz" or "://" in name for name in listed_feeds(each, source="fuzz"))


def robots(data: bytes) -> None:
    """robots.txt."""
    text = relevant(data)
    allowed(text, "https://ostrel.example/news/2024?id=7")
    delay = crawl_delay(text)
    assert delay is None or 0 <= delay <= 60


def date(data: bytes) -> None:
    """Dates as people and programs write them."""
    written = data.decode("utf-8", "surrogatepass") if data.isascii() else data.decode("latin-1")
    found = iso_date(written)
    assert found is None or datetime.fromisoformat(found)


TARGETS: tuple[Callable[[bytes], None], ...] = (
    source,
    page,
    lines,
    archive,
    packed,
    bundle,
    message,
    document,
    feed,
    feeds,
    robots,
    date,
)


def seeds() -> Iterator[tuple[Callable[[bytes], None], bytes]]:
    """Inputs that the parsers are for."""
    story = _STORY.encode()
    yield source, story
    yield source, _STORY.encode("utf-16")
    yield source, _warc(story)
    yield page, b"<html lang=en><head><title>Boats</title><meta name=date content=2024-03-14></head><body><p>" + story
    yield page, b"<p>" + story + b'<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
    yield lines, story + b'", "title": "Boats", "published": "2024-03-14"}\n{"text": 7}\n'
    yield archive, b"WARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/"
    yield archive, b"<html><p>" + story
    yield packed, story
    yield bundle, b"<html><p>" + story
    yield message, b"Subject: Boats\nContent-Type: text/plain; charset=utf-8\n\n" + story + b"\n-- \nAda\n> no\n"
    yield (
        message,
        b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n'
        + story
        + b"\n--x\nContent-Type: message/rfc822\n\nA: b\n",
    )
    yield document, _pdf(_STORY)[9:]
    yield feed, b"<title>Boats</title><link>/a</link><guid>7</guid><pubDate>Thu, 14 Mar 2024 10:00:00 GMT</pubDate>"
    yield feed, b'"items": [{"id": "7", "url": "https://ostrel.example/a", "content_html": "<p>Boats</p>"}]}'
    yield feed, b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>7</id><link href='a'/><summary>Boats</summary>"
    yield feeds, b"<outline text=a><outline xmlUrl='https://ostrel.example/feed'/></outline></body></opml>"
    yield feeds, b"# feeds\nhttps://ostrel.example/feed\n"
    yield robots, b"User-agent: *\nDisallow: /news/*?id=\nAllow: /\nCrawl-delay: 7\n"
    yield date, b"Thu, 14 Mar 2024 10:00:00 +0100"
    yield date, b"2024-03-14T10:00:00Z"


def write_seeds(folder: str, inputs: Iterator[tuple[Callable[[bytes], None], bytes]]) -> None:
    """Writes the inputs, each after the byte that picks its parser."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for target, data in inputs:
        content = bytes([TARGETS.index(target)]) + data
        Path(folder, f"seed-{target.__name__}-{crc32(content):08x}").write_bytes(content)


def _reports(data: bytes, origin: Origin) -> None:
    for item, _ in parse(io.BytesIO(data), origin):
        if isinstance(item, InputFailure):
            assert item.message
            assert "fault of Sayso" not in item.message
            continue
        assert item.text.strip()
        spans = [piece.span for piece in item.furniture]
        if line := item.dateline:
            spans += [each for each in (line.span, line.place, line.date, line.agency) if each]
        assert all(0 <= start < end <= len(item.text) for start, end in spans)


def _warc(payload: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    fields: Mapping[str, object] = {
        "WARC-Type": "response",
        "WARC-Target-URI": "https://ostrel.example/a",
        "WARC-Date": "2024-03-14T10:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": len(head) + len(payload),
    }
    named = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + named.encode() + b"\r\n" + head + payload + b"\r\n\r\n"


def _wacz(payload: bytes) -> bytes:
    packed_zip = io.BytesIO()
    with zipfile.ZipFile(packed_zip, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", gzip.compress(_warc(payload)))
    return packed_zip.getvalue()


def _pdf(text: str) -> bytes:
    """A document of one page with the text on it."""
    words = text.split()
    shown = b"".join(b"(%s) Tj T*\n" % " ".join(words[at : at + 8]).encode() for at in range(0, len(words), 8))
    content = b"BT /F1 12 Tf 14 TL 72 720 Td\n" + shown + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (table, len(written))
