import gzip
import io
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import InputFailure, open_captured, report_from_bytes
from sayso.intake.containers import parse
from sayso.intake.origin import Origin
from sayso.intake.warc import LONGEST_RECORD
from sayso.report import Report
from tests.intake.making import DATE, MENU, SENTENCE, answer, column, crawl, gzipped, page, pdf, record, zstandard

FIRST = "The first crossing stayed shut for a third day on Monday, the port authority at Tarsk said."
SECOND = "The second crossing stayed shut for a third day on Monday, the port authority at Tarsk said."
THIRD = "The third crossing stayed shut for a third day on Monday, the port authority at Tarsk said."
PACKINGS = {
    "plain": b"".join,
    "gzip": gzipped,
    "zstandard": zstandard,
    "one gzip": lambda all_: gzip.compress(b"".join(all_)),
}


def read(data: bytes) -> tuple[list[Report], list[str], dict[str, int]]:
    """Reports, failures, and what was passed over."""
    passed = {}

    def all_of():
        passed.update((yield from parse(io.BytesIO(data), Origin(source="x.warc"))))

    items = [item for item, _ in all_of()]
    reports = [item for item in items if isinstance(item, Report)]
    return reports, [str(item) for item in items if isinstance(item, InputFailure)], passed


def opening(reports: list[Report]) -> list[str]:
    return [" ".join(report.text.split()[:2]) for report in reports]


@pytest.mark.parametrize("packing", PACKINGS)
def test_each_page_is_a_report_whatever_the_packing(packing):
    reports, failures, passed = read(PACKINGS[packing](crawl(FIRST, SECOND)))
    assert opening(reports) == ["The first", "The second"]
    assert not failures
    assert passed == {"of other kinds": 3}


def test_a_page_comes_with_its_own_capture(tmp_path):
    body = page()
    headers = {"X_Note": "caf\xe9", "Set_Cookie": "a=b"}
    (tmp_path / "a.warc.gz").write_bytes(gzipped([record(answer(body, **headers))]))
    ((report, capture),) = open_captured([str(tmp_path / "a.warc.gz")])
    assert isinstance(report, Report)
    assert (report.url, report.retrieved, report.title) == ("https://harbour.example/a", DATE, "Tarsk")
    assert capture is not None
    assert (capture.body, capture.url, capture.retrieved) == (body, "https://harbour.example/a", DATE)
    assert capture.headers == (("content-type", "text/html; charset=utf-8"), ("x-note", "caf\xe9"))


def test_archives_come_through_pipes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(gzipped(crawl(FIRST)))))
    ((report, _),) = open_captured(["-"])
    assert isinstance(report, Report)


def test_texts_and_resources_are_read_and_all_else_is_counted(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"".join(
            [
                record(answer(SENTENCE.encode(), "text/plain")),
                record(page(), "resource", content_type="text/html"),
                record(answer(page(), ""), WARC_Identified_Payload_Type="text/html"),
                record(answer(page(), "application/octet-stream"), WARC_Identified_Payload_Type="text/html"),
                record(answer(MENU)),
                record(answer(b"")),
                record(answer(page(), status="301 Moved")),
                record(answer(page(), status="404 Not Found")),
                record(answer(b"\x89PNG\r\n\x1a\n", "image/png")),
                record(answer(b"var a = 1;", "text/javascript")),
                record(answer(b"\x89PNG\r\n\x1a\n", "text/html")),
                record(answer(SENTENCE.encode(), "text/plain"), url="https://a.example/robots.txt"),
                record(answer(b""), "revisit"),
                record(b"fetchTimeMs: 12", "metadata", content_type="application/warc-fields"),
            ]
        )
    )  # fmt: skip
    told = []
    items = [item for item, _ in open_captured([str(path)], told=lambda *said: told.append(said))]
    assert all(isinstance(item, Report) for item in items)
    assert len(items) == 4
    said = "passed over: 4 of other kinds, 3 without a story, 2 redirects and errors, 1 copies of earlier captures"
    assert told == [(str(path), said)]


def test_pdf_documents_in_an_archive_are_read():
    document = pdf([column(72, 700, SENTENCE)])
    ((report,), failures, _) = read(record(answer(document, "application/pdf")))
    assert report.text == SENTENCE
    assert not failures


def test_an_archive_without_reports_is_a_failure_that_says_what_it_holds():
    reports, failures, _ = read(record(answer(MENU)) * 2)
    assert not reports
    assert failures == ["x.warc: there is no report in it; passed over: 2 without a story"]


def test_one_page_is_one_report_of_bytes():
    assert report_from_bytes(gzipped(crawl(FIRST)), source="x").text.startswith(FIRST)


@pytest.mark.parametrize(
    "block",
    [
        answer(gzip.compress(page()), Content_Encoding="gzip"),
        answer(page(), Content_Encoding="gzip"),
        answer(page(), Content_Encoding="br"),
        answer(page(), Content_Encoding="deflate"),
        answer(page(), Content_Encoding="rot13"),
        answer(page(), Transfer_Encoding="chunked"),
        answer(b"%x\r\n" % len(page()) + page() + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        answer(page(), X_Odd="\xe9\xff", Bad_="folded\r\n and more"),
    ],
)  # fmt: skip
def test_encodings_are_undone_and_need_not_be_there(block):
    reports, failures, _ = read(record(block))
    assert [report.text.split("\n")[0] for report in reports] == [SENTENCE]
    assert not failures


def test_what_is_cut_short_says_so():
    cut = gzip.compress(page() + b"<p>More of it.</p>" * 50_000)[:900]
    reports, _, _ = read(record(answer(page()), WARC_Truncated="length") + record(answer(cut, Content_Encoding="gzip")))
    assert [[w for w in report.warnings if "cut short" in w] for report in reports] == [
        ["this page is cut short: the archive has only its beginning (WARC-Truncated: length)"],
        ["this page is cut short: its end is damaged"],
    ]


@pytest.mark.parametrize("packing", ["plain", "gzip", "zstandard"])
@pytest.mark.parametrize("length", [0, 5, 400, 2_000, 1_000_000, 10**9, 10**30, -5])
def test_a_record_that_lies_about_its_length_costs_no_other(packing, length):
    lie = record(answer(page(SECOND)), length=length)
    reports, failures, passed = read(PACKINGS[packing]([*crawl(FIRST), lie, *crawl(THIRD)]))
    assert opening(reports) == ["The first", "The third"]
    assert failures or passed["of over 10 MiB"]


@pytest.mark.parametrize("packing", ["plain", "gzip", "zstandard"])
def test_a_damaged_stretch_is_named_and_the_rest_is_read(packing):
    pack = PACKINGS[packing]
    before, middle, after = pack(crawl(FIRST)), pack([record(answer(page(SECOND)))]), pack(crawl(THIRD))
    broken = bytearray(middle)
    broken[2:40] = b"\xff" * 38
    reports, failures, _ = read(before + bytes(broken) + after)
    assert opening(reports) == ["The first", "The third"]
    (failure,) = failures
    assert "damaged or cut short from byte" in failure
    assert f"to byte {len(before) + len(middle):,};" in failure


def test_junk_between_records_is_named():
    reports, failures, _ = read(record(answer(page(FIRST))) + b"\0junk\r\n\r\n" + record(answer(page(SECOND))))
    assert opening(reports) == ["The first", "The second"]
    assert len(failures) == 1


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_archive_may_be_cut_at_any_byte(packing):
    whole = PACKINGS[packing](crawl(FIRST, SECOND))
    for end in range(12, len(whole), 23):
        reports, failures, _ = read(whole[:end])
        assert opening(reports) == ["The first", "The second"][: len(reports)]
        assert failures or len(reports) in (1, 2)


@pytest.mark.parametrize("packing", ["plain", "gzip"])
def test_a_bomb_is_passed_over(packing):
    bombs = [
        record(answer(gzip.compress(bytes(3 * LONGEST_RECORD)), Content_Encoding="gzip")),
        record(answer(gzip.compress(gzip.compress(bytes(3 * LONGEST_RECORD))), Content_Encoding="gzip, gzip")),
        record(answer(bytes(2 * LONGEST_RECORD))),
    ]
    reports, failures, passed = read(PACKINGS[packing]([*crawl(FIRST), *bombs, *crawl(SECOND)]))
    assert opening(reports) == ["The first", "The second"]
    assert not failures
    assert passed["of over 10 MiB"] == 3


def test_a_large_record_in_one_gzip_stream_costs_no_other():
    large = record(answer(bytes(2 * LONGEST_RECORD), "video/mp4"))
    reports, failures, _ = read(gzip.compress(b"".join([*crawl(FIRST), large, *crawl(SECOND)])))
    assert opening(reports) == ["The first", "The second"]
    assert not failures


def test_an_archive_of_nothing_but_beginnings_ends():
    reports, failures, _ = read(b"WARC/1.0\r\n" * 5_000)
    assert not reports
    assert len(failures) == 1


def test_dates_that_no_calendar_has_are_unknown_and_far_ones_a_doubt():
    odd = record(answer(page())).replace(DATE.encode(), b"the 41st of May")
    dated = page().replace(b"<title>", b'<meta property="article:published_time" content="2999-01-01"><title>')
    (unknown, far), _, _ = read(odd + record(answer(dated)))
    assert unknown.retrieved is None
    assert far.published == "2999-01-01"
    assert any("after it was fetched" in warning for warning in far.warnings)


WHOLE = {name: pack(crawl(FIRST, SECOND)) for name, pack in PACKINGS.items()}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=12), st.integers(0, 30)), max_size=5),
)
def test_no_change_of_bytes_is_a_crash(packing, changes):
    data = bytearray(WHOLE[packing])
    for place, put, gone in changes:
        place %= len(data) + 1
        data[place : place + gone] = put
    reports, failures, _ = read(bytes(data))
    assert reports or failures
