import re
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake import open_captured, report_from_bytes
from sayso.intake.pdf import MOST_PAGES
from sayso.report import Report
from tests.intake.making import column, pdf

STORY = [
    "The crossing at Tarsk stayed shut for a third day on Mon-",
    "day, the port authority said. It gave no date for its open-",
    "ing, and ferry owners said they had heard nothing.",
    "",
    "“We have not had one call,” said Marta Quill, who leads",
    "the Deckhands’ Union. She asked for a meeting on Friday.",
]
JOINED = (
    "The crossing at Tarsk stayed shut for a third day on Monday,\n"
    "the port authority said. It gave no date for its opening,\n"
    "and ferry owners said they had heard nothing.\n\n"
    "“We have not had one call,” said Marta Quill, who leads\n"
    "the Deckhands’ Union. She asked for a meeting on Friday."
)


def text(*pages: list[tuple[int, int, str]], title: str = "") -> str:
    return report_from_bytes(pdf(pages, title), source="a.pdf").text


def test_lines_and_paragraphs_stay_and_cut_words_are_whole():
    assert text(column(72, 700, *STORY)) == JOINED


def test_the_capture_is_the_document(tmp_path):
    data = pdf([column(72, 700, *STORY)], title="Crossing shut")
    (tmp_path / "a.txt").write_bytes(data)
    ((report, capture),) = open_captured([str(tmp_path / "a.txt")], published="2024-03-14")
    assert isinstance(report, Report)
    assert (report.title, report.published) == ("Crossing shut", "2024-03-14")
    assert capture is not None
    assert capture.body == data


@pytest.mark.parametrize("title", ["Microsoft Word - crossing.doc", "crossing_v2.indd", "Untitled", ""])
def test_a_title_that_is_a_file_name_is_none(title):
    report = report_from_bytes(pdf([column(72, 700, *STORY)], title), source="a.pdf")
    assert report.title is None


def test_two_columns_are_read_one_after_the_other():
    left = column(72, 700, "The minister denied that he", "had refused talks, and said", "that the doors of his house")
    right = column(320, 700, "were open to anyone. He gave", "no date for a meeting, and")
    assert text(left + right).split("\n") == [words for _, _, words in left + right]


def test_a_sentence_runs_on_over_the_page_without_what_stands_at_its_edges():
    lines = ["the crossing at Tarsk", "stayed shut for a third", "day on Monday, the port", "authority said at noon"]
    pages = [
        [(72, 760, f"HARBOUR POST   14 March 2024   {number}"), *column(72, 700, line), (300, 30, f"Page {number}")]
        for number, line in enumerate(lines, 1)
    ]
    assert text(*pages).split("\n") == lines


def test_a_hyphen_stays_where_the_text_has_it_elsewhere():
    lines = [
        "The long-term plan was kept. The long-",
        "term costs were not known, the min-",
        "ister told the re-elected council.",
    ]
    assert "The long-term\ncosts were not known, the minister\ntold" in text(column(72, 700, *lines))


def test_what_is_no_text_is_said():
    with pytest.raises(InputError, match="no text layer"):
        text([])
    with pytest.raises(InputError, match="damaged"):
        report_from_bytes(b"%PDF-1.7\nnothing", source="a.pdf")
    with pytest.raises(InputError, match=f"over {MOST_PAGES} pages"):
        text(*[[(72, 700, "A page.")]] * (MOST_PAGES + 1))


def test_a_locked_document_is_said():
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer, locked = PdfWriter(PdfReader(BytesIO(pdf([column(72, 700, *STORY)])))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)
    with pytest.raises(InputError, match="locked with a password"):
        report_from_bytes(locked.getvalue(), source="a.pdf")


@pytest.mark.parametrize("drawn", [b" " * (50 << 20), b"q " * (20 << 20)], ids=["spaces", "operators"])
def test_a_page_that_unpacks_to_very_much_is_refused(drawn):
    data = pdf([[(72, 700, "A page.")]])
    found = re.search(rb"<< /Length (\d+) /Filter /FlateDecode >>\nstream\n(.*?)\nendstream", data, re.DOTALL)
    assert found
    packed = zlib.compress(drawn)
    bomb = data.replace(
        found[0], b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    )
    with pytest.raises(InputError, match=r"draws more|damaged"):
        report_from_bytes(bomb, source="a.pdf")


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(InputError, match=re.escape("pip install 'sayso[pdf]'")):
        report_from_bytes(pdf([column(72, 700, *STORY)]), source="a.pdf")


WHOLE = pdf([column(72, 700, *STORY)] * 2, title="Crossing shut")


def read(data: bytes) -> str:
    try:
        return report_from_bytes(data, source="a.pdf").text
    except InputError as error:
        return error.message


def test_it_may_be_cut_at_any_byte():
    for end in range(5, len(WHOLE), 17):
        assert read(WHOLE[:end])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(5, len(WHOLE)),
            st.binary(max_size=12)
            | st.sampled_from([b"2 0 R", b"4 0 R", b"/Kids [2 0 R]", b"-1", b"99999999999", b"<<"]),
            st.integers(0, 30),
        ),
        max_size=5,
    )
)
def test_no_change_of_bytes_is_a_crash(changes):
    data = bytearray(WHOLE)
    for place, put, gone in changes:
        data[place : place + gone] = put
    assert read(bytes(data))
