import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake import InputFailure, report_from_bytes, report_from_text
from sayso.intake.jsonl import parse_lines
from sayso.intake.origin import Origin
from sayso.intake.paragraphs import paragraphs
from sayso.report import Report

# Pieces that the patterns look for, between characters of all kinds, unpaired surrogates included.
PIECES = st.sampled_from(
    [
        *("TARSK, ", "3 Jan 90 ", "(AP) ", " - ", " — ", "By Ines Okafor", "\n", "\n\n", "\r\n", "\u2028"),
        *("Photo: ", "REUTERS/", "(Photo: X Y)", "Read more: ", "Copyright 2024", "[TEXT]", "The port said so."),
        *("<p>", "\0", "\ud800", "שלום", "🚢"),
    ]
)
CHARACTERS = st.text(st.characters(exclude_categories=()), max_size=5)
TEXTS = st.lists(PIECES | CHARACTERS, max_size=25).map("".join)


@given(TEXTS)
def test_spans_lie_within_the_untouched_text(text):
    try:
        report = report_from_text(text)
    except InputError:
        assert not text.strip()
        return
    assert report.text == text
    spans = [item.span for item in report.furniture]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    if report.dateline:
        whole = report.dateline.span
        inner = [part for part in (report.dateline.place, report.dateline.date, report.dateline.agency) if part]
        assert all(whole.start <= start < end <= whole.end for start, end in inner)
        spans.append(whole)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)


@given(TEXTS)
def test_paragraphs_cover_all_words_in_order(text):
    found = list(paragraphs(text))
    lines = [line for paragraph in found for line in paragraph.lines]
    assert all(a.end <= b.start for a, b in pairwise(lines))
    assert "".join("".join(text[a:b].split()) for a, b in lines) == "".join(text.split())


HTML = st.lists(
    st.sampled_from([b"<html>", b"<p>", b"</p>", b"<!--", b"<br>", b"<ul><li>", b"\xff", b"&#0;", b"A b c."])
).map(b"".join)


@given(
    st.binary(max_size=200) | HTML | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(["", ".html", ".jsonl"]),
)
def test_any_bytes_give_a_report_or_an_input_error(data, suffix):
    report = error = None
    try:
        report = report_from_bytes(data, source="x" + suffix)
    except InputError as caught:
        error = caught
    assert report.text.strip() if report else error and error.message and error.source == "x" + suffix


@given(st.lists(st.binary(max_size=40).map(lambda data: data.replace(b"\n", b" ") + b"\n"), max_size=5))
def test_every_line_gives_a_report_or_a_failure(lines):
    found = list(parse_lines(b"", io.BytesIO(b"".join(lines)), Origin(source="x")))
    assert all(isinstance(item, Report | InputFailure) for item, _ in found)
