"""Keys of names: which spellings find each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extraction.toponyms import fold, variants


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Ḩudaydah", "al Hudaydah"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Mt. Kenya", "Mount Kenya"),
        ("U.S.", "US"),
        ("the Hague", "The Hague"),
        ("Sana'a", "Sanaa"),
        ("Łódź", "Lodz"),
        ("Rügen", "RÜGEN"),
        ("Guinea-Bissau", "Guinea Bissau"),
    ],
)
def test_spellings_that_share_a_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("northern Mali", "mali"),
        ("the outskirts of Homs", "homs"),
        ("Idlib province", "idlib"),
        ("the city of Homs", "homs"),
        ("River Volga", "volga"),
        ("Al Hudaydah", "hudaydah"),
        ("Syria’s", "syria"),
    ],
)
def test_what_stands_around_a_name_is_taken_off(words: str, key: str) -> None:
    assert key in [name.key for name in variants(words)]


def test_what_is_closest_to_the_words_comes_first() -> None:
    assert variants("Kansas City")[0].key == "kansas city"


def test_a_designator_says_what_is_wanted() -> None:
    assert {name.wanted for name in variants("Clark County")} == {"county"}
    assert variants("Lake Chad")[0].wanted == "water"
    assert variants("Chad")[0].wanted is None


def test_a_name_of_marks_alone_has_no_key() -> None:
    assert variants("— . ’") == ()


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(words: str) -> None:
    assert fold(fold(words)) in (fold(words), fold(words).removeprefix("the "))
