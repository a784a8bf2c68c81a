import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.export import as_csv
from sayso.export.table import COLUMNS
from sayso.intake import InputFailure
from sayso.reading import Claim, Evidence, Place, Quantity, Reading
from sayso.report import Report, Span
from tests.readings import clash_told, said

BAD = InputFailure(source="wire.jsonl", line=3, message="not valid JSON", id="w3")


def rows(*outputs: object) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(as_csv(outputs)), newline=""), strict=True))


def told(text: str, **known: object) -> Reading:
    """A reading of one claim: the whole text."""
    evidence = (Evidence(span=Span(0, len(text)), statement="s1"),)
    claim = Claim(id="c1", statement="s1", evidence=evidence)
    return replace(said(text, text, **known), claims=(claim,))


def test_a_claim_is_a_row_under_one_header_and_failures_have_none() -> None:
    text = "".join(as_csv([clash_told(), BAD, clash_told()]))
    assert text.count("report_id") == 1
    assert text.endswith("\r\n")
    assert [row["claim_id"] for row in rows(clash_told(), BAD, clash_told())] == ["c1", "c2", "c3"] * 2


def test_no_outputs_give_the_header_alone() -> None:
    assert "".join(as_csv([])) == ",".join(COLUMNS) + "\r\n"


def test_a_toll_has_acled_and_ucdp_columns() -> None:
    row = rows(clash_told())[0]
    assert (row["event_date"], row["date_start"], row["date_end"]) == ("2024-03-13",) * 3
    assert (row["event_type"], row["sub_event_type"], row["type"]) == ("Battles", "Armed clash", "ASSAULT")
    assert (row["actor1"], row["actor2"]) == ("", "Twelve soldiers")
    assert (row["fatalities"], row["low"], row["high"]) == ("12", "12", "12")
    assert (row["location"], row["latitude"], row["longitude"], row["geo_precision"]) == (
        "Tarsk",
        "47.5",
        "-38.25",
        "1",
    )
    assert (row["source"], row["source_original"]) == ("Harbour Post", "Defence Ministry")
    assert (row["notes"], row["tellings"]) == ("Twelve soldiers died on Wednesday", "2")


def test_the_chain_of_speakers_begins_with_the_outlet() -> None:
    assert rows(clash_told())[2]["speaker_chain"] == "Harbour Post > An officer > residents"


def test_what_is_unknown_is_an_empty_cell() -> None:
    row = rows(clash_told())[1]
    assert row["denies"] == "c3"
    unknown = ("event_date", "fatalities", "latitude", "quantity", "admin1", "sub_event_type")
    assert {row[name] for name in unknown} == {""}


def test_fatalities_are_of_the_killed_alone() -> None:
    hurt = Quantity(id="q1", span=Span(0, 1), low=9, high=9, value=9, unit="person", measure="injured")
    reading = told("9 hurt")
    claims = (replace(reading.claims[0], quantities=("q1",)),)
    [row] = rows(replace(reading, quantities=(hurt,), claims=claims))
    assert (row["fatalities"], row["low"], row["quantity_low"], row["measure"]) == ("", "", "9", "injured")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", "＝"])
def test_text_that_a_spreadsheet_would_run_is_kept_from_it(start: str) -> None:
    [row] = rows(told(start + 'HYPERLINK("http://bad.example")', title=start + "1+1"))
    assert row["notes"].startswith("'")
    assert row["source_headline"].startswith("'")


def test_numbers_below_zero_stay_numbers() -> None:
    place = Place(span=Span(0, 1), name="-Tarsk", lat=-4.5, lon=-1e-07, feature="city", confidence=0.5)
    reading = told("Tarsk burns")
    [row] = rows(replace(reading, places=(place,), claims=(replace(reading.claims[0], places=(0,)),)))
    assert (float(row["latitude"]), float(row["longitude"]), row["location"]) == (-4.5, -1e-07, "'-Tarsk")


@given(st.text(st.characters(exclude_categories=()), min_size=1), st.text(st.characters(exclude_categories=())))
def test_any_text_gives_rows_of_one_line_with_all_cells(text: str, outlet: str) -> None:
    reading = told(text, title=text, outlet=outlet, url=outlet, author=text)
    written = "".join(as_csv([reading, reading]))
    assert written.encode("utf-8").decode("utf-8").count("\r\n") == len(written.splitlines()) == 3
    parsed = list(csv.reader(StringIO(written, newline=""), strict=True))
    assert [len(cells) for cells in parsed] == [len(COLUMNS)] * 3
    assert not any(cell.startswith(("=", "@", "+", "\t", "\r")) for cells in parsed for cell in cells)
    assert parsed[1] == parsed[2]


def test_the_docs_name_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"| `{name}` |" not in page] == []


def test_a_reading_without_claims_has_no_row() -> None:
    assert rows(Reading(report=Report(id="x", text="Quiet."))) == []
