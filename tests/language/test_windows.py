from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.model import load_model
from sayso.language.windows import LINE, LOWER, NO_CASE, PARAGRAPH, TITLE, UPPER, Pieces, cut_pieces, cut_windows

ANY_TEXT = st.text(st.characters(), max_size=300)
MIXTURE = st.lists(
    st.sampled_from(
        ["Tarsk", " ", "\n\n", "\r\n", "é", "日本", "\ud83d", "\x00", "’", "👩‍🌾", "שלום", "1,200", "a" * 120]
    ),
    max_size=40,
).map("".join)


def pieces_of(text: str) -> Pieces:
    return cut_pieces(load_model().tokenizer, text)


@given(ANY_TEXT | MIXTURE)
def test_pieces_stand_where_they_say_in_any_text(text: str):
    pieces = pieces_of(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.start, pieces.end, strict=True))
    assert all(a <= b for a, b in zip(pieces.start, pieces.start[1:], strict=False))


def test_the_shape_of_words_is_kept_though_the_vocabulary_is_uncased():
    text = "Tarsk is in the NORTH, 40 km off.\nRain.\n\nSnow."
    pieces = pieces_of(text)
    shape = {text[a:b]: case for a, b, case in zip(pieces.start, pieces.end, pieces.case, strict=True)}
    assert (shape["is"], shape["NORTH"], shape["40"], shape["Rain"]) == (LOWER, UPPER, NO_CASE, TITLE)
    gap = {text[a:b]: g for a, b, g in zip(pieces.start, pieces.end, pieces.gap, strict=True)}
    assert (gap["Rain"], gap["Snow"]) == (LINE, PARAGRAPH)


def test_offsets_hold_beyond_the_stretch_that_the_tokenizer_takes_at_once():
    text = "né " * 150_000 + "Tarsk"
    pieces = pieces_of(text)
    assert text[pieces.start[-1] : pieces.end[-1]].lower() in "tarsk"
    assert pieces.end[-1] == len(text)
    assert (pieces.word[1:] >= pieces.word[:-1]).all()


@given(st.lists(st.sampled_from(["Rain fell. ", "word ", "\n\n"]), max_size=400).map("".join), st.integers(20, 90))
def test_windows_cover_the_text_and_overlap(text: str, size: int):
    pieces = pieces_of(text)
    windows = cut_windows(pieces, text, size=size, overlap=8)
    covered = 0
    for a, b in windows:
        assert a <= covered < b
        assert b - a <= size
        covered = b
    assert covered == len(pieces)


def test_what_windows_share_lies_around_the_end_of_a_sentence_where_one_is_near():
    text = "The river rose again by noon. " * 20
    pieces = pieces_of(text)
    windows = cut_windows(pieces, text, size=46, overlap=10)
    assert len(windows) > 2
    for (_, end), (begin, _) in pairwise(windows):
        assert end - begin == 10
        assert text[pieces.start[(begin + end) // 2]] == "T"


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\x00\x00"])
def test_a_text_without_words_has_no_windows(text: str):
    pieces = pieces_of(text)
    assert len(pieces) == 0
    assert cut_windows(pieces, text, size=40, overlap=8) == []
