"""What the commands of a ledger show, of any text and at any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from sayso.ledger.records import ShownClaim, ShownReport
from sayso.ledger.search import Found, Telling
from sayso.listing import claim_lines, claims_of, found_lines, report_lines
from sayso.reading import Claim, Evidence, Reading
from sayso.report import Report, Span

TEXTS = st.text(st.characters(exclude_categories=()), max_size=400)


def found(words: str, *lit: Span, **known: object) -> Found:
    at = 7  # where the words begin in some report
    marks = tuple(Span(at + start, at + end) for start, end in lit)
    values = dict.fromkeys(Found.__struct_fields__)
    values |= {"claim": "3.c1", "entry": 1, "report": "clash", "speaker_chain": "Harbour Post > Ada Holm"}
    values |= {"disputed": False, **known}
    telling = Telling(span=Span(at, at + len(words)), words=words, highlights=marks)
    return Found(**{**values, "tellings": (telling,)})


def shown(each: Found, *, plain: bool = True, width: int = 80) -> list[str]:
    return [line.plain for line in found_lines(each, width, plain=plain)]


def test_marks_are_set_around_the_words_that_were_looked_for() -> None:
    assert shown(found("Twelve soldiers  died.", Span(7, 15)))[1] == "      Twelve *soldiers* died."
    assert shown(found("Twelve soldiers died.", Span(7, 15)), plain=False)[1] == "      Twelve soldiers died."


def test_what_is_long_is_cut_so_that_the_first_mark_is_seen() -> None:
    words = "word " * 200 + "zebra" + " word" * 200
    lines = shown(found(words, Span(1000, 1005)))
    told = " ".join(line.strip() for line in lines[1:-1])
    assert told.startswith("…word")
    assert "*zebra*" in told
    assert told.endswith("word…")
    assert len(lines) == 5


@given(TEXTS, st.lists(st.integers(0, 400), max_size=6), st.integers(1, 140), st.booleans())
def test_no_line_is_too_wide_or_unsafe(words: str, ends: list[int], width: int, plain: bool) -> None:
    ends = sorted({min(end, len(words)) for end in ends})
    lit = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    each = found(words, *lit, title=words, outlet=words, quantity=words, location=words, published=words)
    for line in shown(each, plain=plain, width=width):
        assert cell_len(line) <= max(width, 40)
        assert not set(line) & set("\n\r\x1b\u202e\u200b")


@given(TEXTS, st.integers(0, 400), st.integers(0, 400), st.integers(1, 140))
def test_a_claim_and_a_report_of_any_text_can_be_shown(text: str, start: int, end: int, width: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    span = Span(start, end)
    report = Report(id=text, text=text, title=text, outlet=text, url=text, author=text)
    reading = Reading(report=report, claims=(Claim(id="c1", evidence=(Evidence(span=span),)),))
    each = replace(found(text[start:end], title=text), tellings=(Telling(span=span, words=text[start:end]),))
    about = ShownReport(entry=1, report=report, captures=(), readings=(), reading=reading)
    claim = ShownClaim(found=each, as_read=reading, reading=reading, decided=())
    for lines in (claim_lines(claim, about, width, plain=True), report_lines(about, width), claims_of(about, width)):
        for line in lines:
            assert cell_len(line.plain) <= max(width, 40)
            assert not set(line.plain) & set("\n\r\x1b\u202e\u200b")


@pytest.mark.parametrize(
    ("days", "shows"),
    [
        (("2024-03-14", "2024-03-14"), None),
        (("2024-03-13", "2024-03-13"), "13 March 2024"),
        (("2024-03-01", "2024-03-31"), "1 March 2024 to 31 March 2024"),
    ],
)
def test_the_time_is_told_where_it_is_not_the_day_of_the_report(days: tuple[str, str], shows: str | None) -> None:
    lines = shown(found("It died.", published="2024-03-14", first_day=days[0], last_day=days[1]))
    assert [line.strip() for line in lines[2:-1]] == ([shows] if shows else [])
