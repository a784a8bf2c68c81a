import gzip
import io
import zipfile

import pytest

from sayso.errors import InputError
from sayso.intake import open_sources
from sayso.intake.containers import CONTAINERS
from sayso.intake.documents import DOCUMENTS
from sayso.intake.formats import recognise
from sayso.intake.origin import Origin
from sayso.report import Report


def kind(data: bytes, name: str = "") -> str:
    return recognise(data, Origin(source=name or "x", suffix=name))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"The ferry left at noon.", "", "text"),
        (b"The ferry left at noon.", ".html", "text"),
        (b"The ferry left at noon.", ".jsonl", "text"),
        (b"[TEXT] The ferry left.", "", "text"),
        (b"{sic} the ferry left.", "", "text"),
        (b"He wrote <b>ferry</b> and x < y > z.", ".txt", "text"),
        (b"<!DOCTYPE html><html><p>Hi</p>", ".txt", "html"),
        (b"\xef\xbb\xbf\r\n<!-- saved -->\n<HTML>", "", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "", "html"),
        (b"<article><p>Hi</p></article>", "", "html"),
        (b"The ferry left.<br>It came back.", ".htm", "html"),
        ("<html><body>é".encode("utf-16"), "", "html"),
        (b'{"text": "a"}\n{"text": "b"}\n', ".txt", "jsonl"),
        (b'{"text": "a"}', "", "jsonl"),
        (b'{"text": "a\n{"text": "b"}\n', "", "jsonl"),
        (b'garbage\n{"text": "b"}\n', ".jsonl", "jsonl"),
        (b'{\n  "text": "a"\n}', "", "json"),
        ('{"text": "a"}'.encode("utf-16"), "", "jsonl"),
        ("Die Fähre".encode("utf-16-le"), "", "text"),
        (b"a few\0 stray zero bytes do not matter", "", "text"),
    ],
)
def test_the_content_decides_the_format(data, name, expected):
    assert kind(data, name) == expected
    assert expected in {*CONTAINERS, *DOCUMENTS}


def word_document() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"PK\x03\x04 something", "zip"),
        (word_document(), "Word"),
        (gzip.compress(gzip.compress(b"The ferry left.")), "gzip"),
        (b"\x7fELF\x02\x01\x01", "ELF"),
        (b"RIFF\0\0\0\0WEBP", "picture"),
        (b"SQLite format 3\0", "SQLite"),
        (b"{\\rtf1\\ansi The ferry left.}", "RTF"),
        (bytes(range(256)) * 8, "binary"),
        (b"\0" * 100, "binary"),
        (b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (b'<?xml version="1.0"?><opml version="2.0">', "list of feeds"),
        (b'<?xml version="1.0"?><nitf>', "XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "SVG"),
        (b'[{"text": "a"}, {"text": "b"}]', "one a line"),
    ],
)
def test_what_is_no_report_is_named_with_a_remedy(data, looks):
    with pytest.raises(InputError, match=looks) as caught:
        kind(data, ".txt")
    assert ";" in caught.value.message


def test_a_fault_in_one_document_costs_that_document_alone(tmp_path, monkeypatch):
    def at_fault(*_, **__):
        raise IndexError("list index out of range")

    monkeypatch.setattr("trafilatura.bare_extraction", at_fault)
    (tmp_path / "a.html").write_text("<html><body><p>The ferry left at noon.</p></body></html>")
    (tmp_path / "b.txt").write_text("The ferry left at noon.")
    failure, report = open_sources([str(tmp_path)])
    assert "IndexError" in str(failure)
    assert isinstance(report, Report)
