"""What holds for amounts of any text."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sayso.extraction.amounts import read_amounts

_WORDS = """
    one two half a dozen dozens hundreds of thousand million and - – to between about at least up or more $ £ US$ % per
    cent km m m2 ² ½ 1/2 1.5 1,234 ١٢٣ 10^3 e9 e999 1.234.567,8 p.m. March 2019 Tarsk No. . , ( ) ' °C minus − + #
    points in out every day ago years old aged 3-0 won several few many scores / hour k
    bn T @ ⁻ ×10⁻⁵ 0/0 NaN １２ sq nineteen
"""
_PIECES = st.sampled_from([*_WORDS.split(), "9" * 30, "9" * 310, "1\u202f234", "\n"])
_TEXTS = st.one_of(
    st.text(),
    st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", "-"])), max_size=16).map(
        lambda pieces: "".join(piece + gap for piece, gap in pieces)
    ),
)


@given(_TEXTS)
def test_amounts_are_in_order_inside_the_text_and_bounded(text: str) -> None:
    last = 0
    for amount in read_amounts(text, ()):
        assert last <= amount.span.start <= amount.number.start < amount.number.end <= amount.span.end <= len(text)
        assert math.isfinite(amount.low if amount.low is not None else 0)
        if amount.low is not None and amount.high is not None:
            assert amount.low <= amount.high < math.inf
        last = amount.span.end


@given(_TEXTS)
def test_a_paragraph_before_does_not_change_what_is_read(text: str) -> None:
    before = "The mayor of Tarsk spoke.\n\n"
    moved = [(a.low, a.high, a.unit, a.span.start - len(before)) for a in read_amounts(before + text, ())]
    assert moved == [(a.low, a.high, a.unit, a.span.start) for a in read_amounts(text, ())]
