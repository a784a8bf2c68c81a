"""The forms that claims are written in, and what a reader may be given, through the command."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import pipeline
from sayso.cli import app
from sayso.pipeline import Reader
from tests.fake_reader import fake_reader
from tests.readings import clash_told


@pytest.fixture(autouse=True)
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that finds in every text what the clash report tells."""
    stages = (lambda annotation, reading: clash_told(),)
    plain = fake_reader()
    reader = Reader(plain.annotate, plain.model, plain.model_hash, stages=stages, clock=plain.clock)
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: reader)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Gunmen attacked a post near Tarsk, the ministry said on Thursday.")
    return path


def test_claims_are_written_as_a_table_one_a_row(report: Path) -> None:
    result = run("read", report, "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert result.exit_code == 0
    assert [row["claim_id"] for row in rows] == [claim.id for claim in clash_told().claims]


def test_a_table_in_a_file_is_the_table_on_standard_output(report: Path, tmp_path: Path) -> None:
    run("read", report, "--to", "csv", "-o", tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(clash_told().claims)
    assert all(len(row) == len(rows[0]) for row in rows)


def test_claims_are_written_as_points_and_as_annotations(report: Path) -> None:
    points = json.loads(run("read", report, "--to", "geojson").stdout)
    assert points["type"] == "FeatureCollection"
    assert points["features"]
    annotations = json.loads(run("read", report, "--to", "annotations").stdout)
    assert annotations["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_what_cannot_be_read_is_named_and_left_out_of_the_table(report: Path, tmp_path: Path) -> None:
    result = run("read", report, tmp_path / "none.txt", "--to", "csv")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert len(list(csv.reader(io.StringIO(result.stdout, newline="")))) == 1 + len(clash_told().claims)


def test_checks_have_no_table(report: Path) -> None:
    assert run("check", report, "--to", "csv").exit_code == 2


def test_a_file_of_types_that_is_not_there_is_wrong_usage(report: Path, tmp_path: Path) -> None:
    assert run("read", report, "--types", tmp_path / "none.toml").exit_code == 2


def test_a_faulty_file_of_types_ends_the_run_with_its_place(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    types = tmp_path / "types.toml"
    types.write_text("[raid]\n")
    result = run("read", report, "--types", types)
    assert result.exit_code == 1
    assert "types.toml: [raid]: a type's name is in capitals" in result.stderr
    assert result.stdout == ""
