import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extraction.quotation import quotations, quote_kind
from sayso.report import Span
from tests.annotations import span


def quoted(text: str) -> list[str]:
    return [text[slice(*q.span)] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We stay," she said.', ['"We stay,"']),
        ("“We stay,” she said. “All of us.”", ["“We stay,”", "“All of us.”"]),
        ("``We stay,'' she said.", ["``We stay,''"]),
        ("«We stay», she said.", ["«We stay»"]),
        ("“He told me ‘go’ and went,” she said.", ["“He told me ‘go’ and went,”"]),
        ('A 6" pipe burst, she said.', []),
        ("No marks at all", []),
    ],
)
def test_quotations_in_all_kinds_of_marks(text: str, found: list[str]):
    assert quoted(text) == found


def test_a_quotation_left_open_ends_with_its_paragraph():
    text = "“We stay.\n\n“All of us,” she said."
    first, second = quotations(text)
    assert (text[slice(*first.span)], first.open) == ("“We stay.", True)
    assert (text[slice(*second.span)], second.open) == ("“All of us,”", False)


def test_direct_indirect_and_mixed():
    text = "She said that “all of us” would stay. “We will,” she said."
    marks = quotations(text)
    assert quote_kind(text, [span(text, "“We will,”")], marks) == "direct"
    assert quote_kind(text, [span(text, "We will")], marks) == "direct"
    assert quote_kind(text, [span(text, "that “all of us” would stay")], marks) == "mixed"
    assert quote_kind(text, [span(text, "would stay")], marks) == "indirect"
    assert quote_kind(text, [], marks) == "indirect"


@given(st.text(st.sampled_from("ab \n.“”\"'`«»‘’")))
def test_quotations_never_overlap_and_never_cross_a_line(text: str):
    reached = 0
    for q in quotations(text):
        assert reached <= q.span.start < q.span.end <= len(text)
        assert "\n" not in text[slice(*q.span)]
        reached = q.span.end
    assert quote_kind(text, [Span(0, len(text))], quotations(text)) in ("direct", "indirect", "mixed")
