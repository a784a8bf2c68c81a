from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotation import Annotation
from sayso.extraction.headings import read_heading
from sayso.extraction.quantities import read_quantities
from sayso.extraction.tables import read_tables


def figures(text: str) -> list[tuple[float | int | None, str | None, str | None, str | None]]:
    """Value, unit, measure and the words for what is counted, of each figure of a text that is all tables."""
    found = read_quantities(Annotation(text=text, tokens=(), sentences=(), paragraphs=()), (), ())
    return [(q.value, q.unit, q.measure, text[q.of.start : q.of.end] if q.of else None) for q in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ward | Dead | Houses destroyed\nOru | 12 | 310",
        "| Ward | Dead | Houses destroyed |\n|:---|---:|---:|\n| Oru | 12 | 310 |",
        "Ward\tDead\tHouses destroyed\nOru\t12\t310",
        "Ward     Dead   Houses destroyed\n\nOru      12     310",
        "         Dead   Houses destroyed\nOru      12     310",
    ],
)
def test_numbers_take_unit_and_measure_from_the_head_of_their_column(text: str):
    assert figures(text) == [(12, "person", "killed", "Dead"), (310, "house", "destroyed", "Houses destroyed")]


def test_the_label_of_a_row_says_what_the_head_leaves_open():
    regions = "| | North | South |\n| Killed | 12 | 30 |\n| Turnout (%) | 45.5 | 50 |"
    assert figures(regions) == [
        (12, "person", "killed", "Killed"),
        (30, "person", "killed", "Killed"),
        (45.5, "percent", None, "Turnout (%)"),
        (50, "percent", None, "Turnout (%)"),
    ]
    assert figures("Kind | Destroyed\nBridges | 3") == [(3, "bridge", "destroyed", "Bridges")]
    assert figures("Injured\t40") == [(40, "person", "injured", "Injured")]


def test_the_caption_says_it_where_heads_are_years():
    assert figures("Area sown, hectares\nCrop | 2021 | 2022\nRye | 120 | 99") == [
        (120, "hectare", "area", "2021"),
        (99, "hectare", "area", "2022"),
    ]
    assert [unit for _, unit, *_ in figures("Votes by ward\nWard  2019  2023\nHill  820  840")] == ["vote", "vote"]


def test_years_and_numbers_of_rows_are_no_figures():
    assert figures("Year\tWheat (tonnes)\n2019\t410\n2020\t387") == [
        (410, "tonne", None, "Wheat (tonnes)"),
        (387, "tonne", None, "Wheat (tonnes)"),
    ]
    assert [value for value, *_ in figures("Day | New cases\n1 | 12\n2 | 40")] == [12, 40]


def test_under_a_head_that_counts_a_number_like_a_year_is_a_figure():
    assert figures("Town | Dead\nHarle | 1999") == [(1999, "person", "killed", "Dead")]


def test_a_column_has_a_scale():
    assert figures("Project | Cost ($m) | Jobs (000s)\nBridge | 14.5 | 3") == [
        (14_500_000, "USD", "money", "Cost ($m)"),
        (3000, "job", None, "Jobs (000s)"),
    ]


def test_a_cell_with_words_of_its_own_is_read_by_them():
    assert [unit for _, unit, *_ in figures("Town | Dead | Road\nHarle | about 20 | 40 km")] == ["person", "km"]


@pytest.mark.parametrize("text", ["", "Then he left.  The police came.", "a | b\nc | d", "Town | Dead\n\n\nOru | Kell"])
def test_prose_and_words_alone_are_no_table(text: str):
    assert read_tables(text) == ()


@pytest.mark.parametrize(
    ("words", "unit", "measure", "scale"),
    [
        ("Dead", "person", "killed", 1),
        ("Number of deaths", "person", "killed", 1),
        ("People missing", "person", "missing", 1),
        ("Destroyed homes", "home", "destroyed", 1),
        ("Destroyed", None, "destroyed", 1),
        ("Recovered", "person", "recovered", 1),
        ("Votes", "vote", None, 1),
        ("Share (%)", "percent", None, 1),
        ("Length, km", "km", "distance", 1),
        ("Budget (€ million)", "EUR", "money", 1_000_000),
        ("Population ('000)", "person", None, 1000),
        ("Tonnes", "tonne", None, 1),
        ("Total", None, None, 1),
        ("North", None, None, 1),
        ("Honduras", None, None, 1),
    ],
)
def test_what_headings_say(words: str, unit: str | None, measure: str | None, scale: int):
    heading = read_heading(words)
    assert (heading.unit, heading.measure, heading.scale) == (unit, measure, scale)


WORDS = (
    "Town",
    "Dead",
    "Houses",
    "12",
    "1,310",
    "2019",
    "about 20",
    "($m)",
    "%",
    "|",
    "\t",
    "  ",
    " ",
    "\n",
    "---",
    "é",
)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_cells_lie_in_the_text_in_order(text: str):
    cells = read_tables(text)
    assert all(text[cell.span.start : cell.span.end].strip() for cell in cells)
    assert all(one.span.end <= two.span.start for one, two in pairwise(cells))
    spans = [q.span for q in read_quantities(Annotation(text, (), (), ()), (), ())]
    assert all(one.end <= two.start for one, two in pairwise(spans))
