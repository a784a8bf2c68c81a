import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from sayso.display.page import compose
from sayso.display.terminal import NARROWEST, draw, fit
from sayso.reading import Reading
from tests.display.lake import lake
from tests.readings import clash, said

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


def lines(reading: Reading, width: int, *, plain: bool = True) -> list[str]:
    return [line.plain for line in draw(compose(reading), width, plain=plain)]


def test_the_page_of_the_border_clash() -> None:
    assert (
        "\n".join(lines(clash(), 80))
        == """\
Twelve dead in border clash, ministry says
Harbour Post · 14 March 2024 · 66 words · read in 0.2 s

  Defence Ministry  office                                          2 statements
    says    Twelve soldiers died on Wednesday                         Wed 13 Mar
    denies  firing first

  Ivo Brandt  named                                                 2 statements
    colonel · also the spokesman · 2 mentions
    says    “We did not move an inch,” (to reporters)
    says    “Not one of us,”

  An officer  unnamed                                                1 statement
    says    [Residents say] shelling began before dawn

  Harbour Post  in its own voice                                       1 passage
    writes  The two sides have been fighting since 2019.                    2019"""
    )


def test_a_narrow_page_puts_the_date_after_the_words() -> None:
    assert "  says    Twelve soldiers died on\n          Wednesday · Wed 13 Mar" in "\n".join(lines(clash(), 40))


@pytest.mark.parametrize("width", [1, 40, 60, 63, 64, 80, 120, 300])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for reading in (clash(), lake()):
        assert all(cell_len(line) <= max(width, NARROWEST) for line in lines(reading, width))


@pytest.mark.parametrize(
    "words",
    [
        "停戦は守られていると大臣は述べた。" * 20,
        "👩‍🚒🔥🚒 " * 60,
        "الوزير قال إن الهدنة صامدة " * 10,
        "Donaudampfschifffahrtsgesellschaftskapitän" * 9,
        "e\u0301\u0316\u0317" * 300,
    ],
)
@pytest.mark.parametrize("width", [40, 64, 90])
def test_wide_joined_and_right_to_left_text_keeps_within_the_page(words: str, width: int) -> None:
    reading = replace(said(words, words, speaker=words), report=replace(said(words, words).report, title=words))
    assert all(cell_len(line) <= width for line in lines(reading, width))


@given(ANY_TEXT, ANY_TEXT, st.integers(0, 130))
def test_any_text_gives_a_page_that_keeps_its_width(words: str, speaker: str, width: int) -> None:
    for line in lines(said(words, words, speaker=speaker, title=speaker), width):
        line.encode()
        assert cell_len(line) <= max(width, NARROWEST)


def test_speakers_are_coloured_by_how_they_are_identified() -> None:
    headings = {
        line.plain.split("  ")[1]: str(line.spans[0].style)
        for line in draw(compose(clash()), 80)
        if "statement" in line.plain
    }
    assert headings == {"Defence Ministry": "bold cyan", "Ivo Brandt": "bold green", "An officer": "bold yellow"}


def test_what_does_not_fit_gives_way_to_an_ellipsis() -> None:
    assert fit("one two three four", 9, 1) == ["one two…"]
    assert fit("one two three four", 9, 2) == ["one two", "three…"]
    assert fit("one two", 9, 1) == ["one two"]
    assert fit("", 9, 1) == []


def test_a_quotation_cut_short_is_closed() -> None:
    assert fit("“We did not move an inch,” he said", 14, 1) == ["“We did not…”"]
    assert fit('"We did not move an inch," he said', 14, 1) == ['"We did not…"']
    assert fit("“No,” he said at last", 14, 1) == ["“No,” he said…"]


@given(ANY_TEXT, st.integers(2, 60), st.integers(1, 4))
def test_fitted_lines_are_no_wider_and_no_more_than_asked(text: str, width: int, most: int) -> None:
    fitted = fit(text, width, most)
    assert len(fitted) <= most
    assert all(cell_len(line) <= width for line in fitted)
