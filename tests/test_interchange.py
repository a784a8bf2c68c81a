"""Readings in Parquet: written, opened again, and kept in a ledger; files that are none of ours, or lie."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace
from typer.testing import CliRunner, Result

import sayso
from sayso import pipeline
from sayso.cli import app
from sayso.interchange import KeptReading, Parts, open_readings
from sayso.interchange.rows import row_of
from sayso.interchange.soundness import fault_in
from sayso.reading import Claim, Entity, Event, Evidence, Link, Place, Quantity, Reading, Statement
from sayso.report import Capture, Report, Span
from tests.fake_reader import fake_reader

HOLM = "The strike is over, the union said on Friday. Holm said no."
CAPTURE = Capture(
    body=b"\x00\xff page", url="https://news.example/a", retrieved="2024-03-14", headers=(("server", "x"), ("a", "b"))
)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, threads: int) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(pipeline, "_reader", never)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


def reading(number: int = 0) -> Reading:
    text = f"{HOLM} So did {number} others."
    return fake_reader().read(Report(id=f"r{number}", text=text, outlet="Harbour Post"))


def write(count: int = 3, folder: str = "out") -> Path:
    """A file of readings, the first of them with a capture."""
    Path(folder).mkdir(exist_ok=True)
    parts = Parts(Path(folder), "wire", [("wire.jsonl", 1, 2)], "t")
    for number in range(count):
        parts.add(row_of("wire.jsonl", number, reading(number), None if number else CAPTURE))
    parts.fail(0, {"error": "broken"})
    parts.finish([("wire.jsonl", 1, 2)])
    return Path(folder) / "wire-0000.parquet"


def changed(change: Callable[[list[dict[str, Any]]], object]) -> Path:
    """A file of readings whose rows were changed."""
    path = write()
    table = pq.read_table(path)
    rows = table.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path, compression="zstd")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def closing_line(result: Result) -> str:
    return result.stderr.splitlines()[-1].partition(" · ")[0]


def test_what_is_written_is_opened_again() -> None:
    found = list(open_readings(write()))
    assert all(isinstance(each, KeptReading) for each in found)
    kept = [each for each in found if isinstance(each, KeptReading)]
    assert [each.capture for each in kept] == [CAPTURE, None, None]
    for number, each in enumerate(kept):
        meta = reading(number).meta
        assert meta
        assert each.reading() == replace(reading(number), meta=replace(meta, seconds=None))


def test_a_folder_of_readings_is_kept_without_reading_anything() -> None:
    write()
    (Path("out") / "failures.jsonl").write_text('{"error": "broken"}\n')
    result = run("add", "out")
    assert result.exit_code == 0
    assert closing_line(result) == "sayso: done: 3 added, 0 already there, 0 forgotten, 0 failed"
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.verify().fault is None
        shown = ledger.show("r0")
        assert shown.reading.statements == reading().statements
        assert ledger.capture(shown.captures[0].entry) == CAPTURE
        head = ledger.head()
    assert closing_line(run("add", "out/wire-0000.parquet")).startswith("sayso: done: 0 added, 3 already there")
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.head() == head
        ledger.forget("r1", why="asked for")
    assert closing_line(run("add", "out")).startswith("sayso: done: 0 added, 2 already there, 1 forgotten, 0 failed")


def test_other_files_in_the_folder_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    (Path("out") / "note.txt").write_text(HOLM)
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    assert closing_line(run("add", "out")).startswith("sayso: done: 4 added")


def test_many_readings_are_added_in_their_order() -> None:
    write(150)
    run("add", "out")
    with sayso.open("ledger.sayso") as ledger:
        assert [each.report.id for each in ledger.readings()] == [f"r{number}" for number in range(150)]


def test_the_same_reading_twice_in_one_transaction_is_one() -> None:
    with sayso.open("ledger.sayso") as ledger:
        first, second = ledger.add_many([(reading(), None), (reading(), None)])
        assert first.new == ("report", "reading")
        assert second.new == ()
        with pytest.raises(sayso.LedgerError, match="which model"):
            ledger.add_many([(reading(1), None), (replace(reading(2), meta=None), None)])
        assert ledger.stats().readings == 1


def damage(**values: object) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows[1].update(values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (damage(text_sha256="0" * 64), "not the one that its hash was made of"),
        (damage(model_hash="sha256:1"), "another model or version"),
        (damage(reading="{}"), "no reading in it"),
        (damage(reading="[" * 100_000), "no reading in it"),
        (damage(reading='{"report": ' * 50_000), "no reading in it"),
        (damage(reading=replace(reading(1), meta=None).to_json()), "no reading in it"),
        (damage(reading=reading(1).to_json().replace('"said"', "7").replace('"s1"', "7")), "reading format"),
    ],
)
def test_a_damaged_row_is_named_and_the_rest_is_kept(change: Any, words: str) -> None:
    path = changed(change)
    result = run("add", path)
    assert result.exit_code == 1
    assert closing_line(result).startswith("sayso: done: 2 added, 0 already there, 0 forgotten, 1 failed")
    (record,) = map(json.loads, Path("ledger.sayso.failures.jsonl").read_text().splitlines())
    assert (record["error"]["source"], record["error"]["line"]) == (str(path), 2)
    assert words in record["error"]["message"]
    assert "sayso read --engine" in record["error"]["message"]


def test_parquet_of_other_things_is_named() -> None:
    pq.write_table(pa.table({"a": [1]}), "other.parquet")
    result = run("add", "other.parquet")
    assert result.exit_code == 1
    assert 'other.parquet: this Parquet file holds no readings: it has no column "input"' in result.stderr


def test_columns_of_another_type_are_named() -> None:
    path = write()
    table = pq.read_table(path)
    index = table.schema.get_field_index("position")
    pq.write_table(table.set_column(index, "position", table["position"].cast(pa.string())), path)
    assert 'its column "position" is string' in run("add", path).stderr


@pytest.mark.parametrize("keep", [4, 12, 500, -1, -8])
def test_a_file_cut_short_is_named(keep: int) -> None:
    path = write()
    path.write_bytes(path.read_bytes()[:keep])
    result = run("add", path)
    assert result.exit_code == 1
    assert f"{path}: this Parquet file cannot be read" in result.stderr
    assert "Traceback" not in result.output


def test_flipped_bytes_never_end_the_run() -> None:
    path = write()
    whole = path.read_bytes()
    for at in range(0, len(whole), 23):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        for item in open_readings(path):
            assert isinstance(item, KeptReading | sayso.InputFailure)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = changed(damage(capture_body=bytes(300_000_000)))
    assert path.stat().st_size < 1_000_000
    assert "unpacks to more than" in run("add", path).stderr


def unsound(**parts: object) -> Reading:
    return replace(reading(), **parts)


@pytest.mark.parametrize(
    "damaged",
    [
        unsound(entities=(Entity(span=Span(0, 10_000), kind="Person"),)),
        unsound(entities=(Entity(span=Span(5, 3), kind="Person"),)),
        unsound(entities=(Entity(span=Span(-2, 3), kind="Person"),)),
        unsound(quantities=(Quantity(id="q1", span=Span(0, 1), low=1, high=1, of=Span(0, 9999)),), checks=()),
        unsound(claims=(Claim(id="c1", places=(0,)),)),
        unsound(claims=(Claim(id="c1", times=(-1,)),)),
        unsound(claims=(Claim(id="c1", event="e1"),)),
        unsound(claims=(Claim(id="c1", denies="c2"),)),
        unsound(claims=(Claim(id="c1"), Claim(id="c1"))),
        unsound(claims=(Claim(id="c1", chain=(Link(), Link(speaker="a1"))),)),
        unsound(claims=(Claim(id="c1", evidence=(Evidence(span=Span(0, 9999)),)),)),
        unsound(statements=(Statement(id="s1", within="s2"), Statement(id="s2", within="s1"))),
        unsound(events=(Event(id="e1", trigger=Span(0, 1), statement="s9"),)),
        unsound(places=(Place(span=Span(70, 10_000), name="Tarsk"),)),
    ],
)
def test_a_reading_whose_parts_do_not_belong_together_is_no_reading(damaged: Reading) -> None:
    assert fault_in(reading()) is None
    assert fault_in(damaged)
    result = run("add", changed(lambda rows: rows[0].update(reading=damaged.to_json())))
    assert result.exit_code == 1
    assert "this reading is damaged: " in result.stderr
    assert closing_line(result).startswith("sayso: done: 2 added")
