import gzip
import io
import struct
import sys
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import InputFailure, open_captured
from sayso.intake.containers import parse
from sayso.intake.origin import Origin
from sayso.report import Report
from tests.intake.making import answer, crawl, gzipped, page, record, zipped

FIRST = "The first crossing stayed shut for a third day on Monday, the port authority at Tarsk said."
SECOND = "The second crossing stayed shut for a third day on Monday, the port authority at Tarsk said."
ARCHIVE = gzipped(crawl(FIRST))
OTHER = gzipped(crawl(SECOND))


def read(data: bytes) -> tuple[list[str], list[str]]:
    """How the reports begin, and the failures."""
    items = [item for item, _ in parse(io.BytesIO(data), Origin(source="x.wacz", suffix=".wacz"))]
    opened = [" ".join(item.text.split()[:2]) for item in items if isinstance(item, Report)]
    return opened, [str(item) for item in items if isinstance(item, InputFailure)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_all_archives_in_it_are_read_and_nothing_else(tmp_path, method):
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b'{"text": "No report."}\n',
        "archive/a.warc.gz": ARCHIVE,
        "archive/b.warc": b"".join(crawl(SECOND)),
    }
    (tmp_path / "crawl").write_bytes(zipped(members, method))
    first, second = open_captured([str(tmp_path / "crawl")])
    assert isinstance(first.item, Report)
    assert isinstance(second.item, Report)
    assert first.capture is not None
    assert first.capture.body == page(FIRST)
    assert [path.name for path in tmp_path.iterdir()] == ["crawl"]


def test_names_that_lead_elsewhere_are_names_and_no_more(tmp_path):
    members = {"../archive/a.warc.gz": ARCHIVE, "archive/../../b.warc.gz": ARCHIVE, "archive/a.warc.gz": OTHER}
    assert read(zipped(members)) == (["The second"], [])


def test_one_place_under_many_names_is_read_once():
    packed = bytearray(zipped({f"archive/{n}.warc.gz": ARCHIVE for n in "abc"}))
    at, places = -1, []
    while (at := packed.find(b"PK\x01\x02", at + 1)) >= 0:
        places.append(at)
    for place in places[1:]:  # as quines and overlapping bombs do
        packed[place + 42 : place + 46] = packed[places[0] + 42 : places[0] + 46]
    reports, failures = read(bytes(packed))
    assert len(reports) + len(failures) == 1


def test_what_is_locked_or_packed_in_another_way_is_named():
    locked = bytearray(zipped({"archive/a.warc.gz": ARCHIVE, "archive/b.warc.gz": OTHER}))
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    reports, (failure,) = read(bytes(locked))
    assert reports == ["The second"]
    assert "x.wacz/archive/a.warc.gz: it cannot be read out of the archive" in failure
    reports, (failure,) = read(zipped({"archive/a.warc.gz": ARCHIVE}, zipfile.ZIP_BZIP2))
    assert "a way that WACZ does not have" in failure


@pytest.mark.parametrize("field", [16, 20, 24])  # of a directory's entry: checksum, packed size, size
def test_sizes_that_lie_are_named(field):
    packed = bytearray(zipped({"archive/a.warc.gz": ARCHIVE, "archive/b.warc.gz": OTHER}))
    at = packed.find(b"PK\x01\x02") + field
    packed[at : at + 4] = struct.pack("<I", 100)
    reports, failures = read(bytes(packed))
    assert reports[-1] == "The second"
    assert failures


def test_a_bomb_is_read_in_bounded_pieces():
    bomb = record(answer(bytes(40 << 20)))
    members = {"archive/a.warc.gz": gzip.compress(bomb) + ARCHIVE, "archive/b.warc": bytes(40 << 20)}
    reports, (failure,) = read(zipped(members, zipfile.ZIP_DEFLATED))
    assert reports == ["The first"]
    assert "b.warc" in failure


def test_a_directory_of_a_million_names_is_refused():
    name = "archive/" + "x" * 65_000 + "{}"
    packed = bytearray(zipped({name.format(n): b"" for n in range(70)}))
    reports, (failure,) = read(bytes(packed))
    assert not reports
    assert "its directory is too large" in failure


def test_other_zip_archives_are_refused_as_before():
    assert "unpack it and read the files in it" in read(zipped({"a.txt": b"A report."}))[1][0]
    items = [item for item, _ in parse(io.BytesIO(zipped({"word/document.xml": b"<w/>"})), Origin(source="x"))]
    assert "Word" in str(items[0])


def test_a_pipe_cannot_be_read_from_its_end(monkeypatch):
    pipe = io.BytesIO(zipped({"archive/a.warc.gz": ARCHIVE}))
    stream = SimpleNamespace(read=pipe.read, seekable=lambda: False)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    ((failure, _),) = open_captured(["-"])
    assert "give the file" in str(failure)


WHOLE = zipped({"datapackage.json": b"{}", "archive/a.warc.gz": ARCHIVE, "archive/b.warc.gz": OTHER})


def test_it_may_be_cut_at_any_byte():
    for end in range(40, len(WHOLE), 41):
        reports, failures = read(WHOLE[:end])
        assert reports or failures


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 30)), max_size=5))
def test_no_change_of_bytes_is_a_crash(changes):
    data = bytearray(WHOLE)
    for place, put, gone in changes:
        data[place : place + gone] = put
    reports, failures = read(bytes(data))
    assert reports or failures
