import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.display.visible import harmless, parted, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("red \x1b[31malert\x1b[0m", "red \ufffd[31malert\ufffd[0m"),
        ("title\x1b]0;owned\x07", "title\ufffd]0;owned\ufffd"),
        ("back\x08space\x7f and \x9b2J", "back\ufffdspace\ufffd and \ufffd2J"),
        ("user\u202etxt.exe\u2066", "usertxt.exe"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("two\nlines\r\n\tand\u2028more ", "two lines and more"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
    ],
)
def test_hostile_text_is_shown_on_one_harmless_line(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


@given(ANY_TEXT)
def test_whatever_is_shown_can_be_encoded_and_controls_nothing(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)


def test_line_breaks_stay_where_lines_are_wanted() -> None:
    assert harmless("one\n\ttwo\x00") == "one\n\ttwo\ufffd"


@given(ANY_TEXT)
def test_parted_text_names_what_it_leaves_out(text: str) -> None:
    pieces = list(parted(text))
    assert "".join(chr(int(code[2:], 16)) if code else words for words, code in pieces) == text
    assert all(harmless(words) == words for words, _ in pieces)
