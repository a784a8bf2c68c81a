"""Archives, messages and PDF documents made of bytes, for tests."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Sequence

from fastwarc.stream_io import ZstdWriter

SENTENCE = "The crossing at Tarsk stayed shut for a third day on Monday, the port authority said."
HTML = "text/html; charset=utf-8"
DATE = "2024-03-14T09:30:00Z"


def page(sentence: str = SENTENCE) -> bytes:
    more = "Ferry owners said that they had heard nothing, and that the boats would stay in the harbour."
    body = f"<body><p>{sentence}</p><p>{more}</p></body>"
    return f"<!DOCTYPE html><html><head><title>Tarsk</title></head>{body}</html>".encode()


MENU = b"<!DOCTYPE html><html><body><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></body></html>"


def record(
    block: bytes,
    kind: str = "response",
    url: str = "https://harbour.example/a",
    *,
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
    **fields: str,
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {DATE}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block) if length is None else length}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(
    body: bytes, content_type: str = "text/html; charset=utf-8", *, status: str = "200 OK", **fields: str
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        *([f"Content-Type: {content_type}"] if content_type else []),
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def crawl(*sentences: str) -> list[bytes]:
    """Records of a crawl with these sentences in its pages, and what a crawl has besides."""
    about = record(b"software: none\r\n", "warcinfo", content_type="application/warc-fields")
    asked = record(b"GET /a HTTP/1.1\r\n\r\n", "request", content_type="application/http; msgtype=request")
    pages = [record(answer(page(each)), url=f"https://harbour.example/{n}") for n, each in enumerate(sentences, 1)]
    return [about, *(part for each in pages for part in (asked, each))]


def gzipped(records: Sequence[bytes]) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def zstandard(records: Sequence[bytes]) -> bytes:
    packed = io.BytesIO()
    for each in records:
        writer = ZstdWriter(Unclosed(packed))
        writer.write(each)
        writer.finish()
        writer.close()
    return packed.getvalue()


class Unclosed:
    """A file that stays open when it is closed."""

    def __init__(self, file: io.BytesIO) -> None:
        self.write, self.flush = file.write, file.flush

    def close(self) -> None:
        pass


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


Drawn = tuple[int, int, str]
"""Points from the left, points from below, and words."""


def pdf(pages: Sequence[Sequence[Drawn]], title: str = "") -> bytes:
    """A PDF document that draws these lines on its pages, in their order."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects[2] = objects[2].replace(b" >>", b" /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        drawn = b"".join(b"1 0 0 1 %d %d Tm (%s) Tj\n" % (x, y, words.encode("cp1252")) for x, y, words in lines)
        stream = zlib.compress(b"BT /F1 10 Tf\n" + drawn + b"ET")
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    objects.append(b"<< /Title (%s) >>" % title.encode())
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        trailer,
        len(made),
    )


def column(left: int, top: int, *lines: str) -> list[Drawn]:
    """Lines below each other, 12 points apart; an empty one leaves space."""
    return [(left, top - 12 * number, words) for number, words in enumerate(lines) if words]


def message(body: str, **fields: str) -> bytes:
    """A message of plain text."""
    known = {
        "From": '"Ada Holm" <ada@harbour.example>',
        "Date": "Thu, 14 Mar 2024 09:30:00 +0000",
        "Subject": "Crossing shut",
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in (known | fields).items() if value]
    return "\r\n".join([*lines, "", *body.splitlines(), ""]).encode()
