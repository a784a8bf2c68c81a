"""Finding again what a ledger keeps, through the command."""

import csv
import io
import json
import re
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner, Result

from sayso import Correction
from sayso.cli import app
from sayso.commands import streams
from tests.ledger.ledgers import PAGE, clash_by, opened, read
from tests.readings import CLASH, clash_told


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clash with its capture (entries 1 to 3), and a report of 12 boats, or 13 (entries 4 and 5)."""
    with opened(tmp_path) as ledger:
        ledger.add(clash_told(), PAGE)
        ledger.add(
            read("Holm said 12 boats and 13 boats sank.", id="boats", outlet="Lake News", published="2024-04-02")
        )
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "news.sayso"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "news.sayso"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def names(*arguments: object) -> list[str]:
    """The claims that a search finds."""
    result = run("search", *arguments, "--to", "jsonl")
    assert result.exit_code == 0
    return [json.loads(line)["claim"] for line in result.stdout.splitlines()]


def test_a_claim_is_shown_with_who_says_so_its_words_and_what_is_known(ledger: Path) -> None:
    result = run("search", "soldiers", "died")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "3.c1  Harbour Post > Defence Ministry\n"
        "      Twelve *soldiers* *died* on Wednesday\n"
        "      armed clash · Twelve · Tarsk · 13 March 2024 · told 2 times\n"
        "      Twelve dead in border clash, ministry says · 14 March 2024 · report 1\n"
    )


def test_on_a_terminal_what_was_looked_for_is_in_colour(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "colour", lambda _: True)
    shown = run("search", "soldiers").stdout
    assert re.search(r"\x1b\[[\d;]*m" + "soldiers" + r"\x1b\[0m", shown)
    assert "*" not in shown


def test_what_is_found_is_narrowed_by_who_where_what_and_when(ledger: Path) -> None:
    assert names() == ["5.c1", "3.c3", "3.c2", "3.c1"]
    assert names("--speaker", "ministry") == ["3.c2", "3.c1"]
    assert names("--actor", "defence") == ["3.c2"]
    assert names("--place", "tarsk") == ["3.c1"]
    assert names("--event", "armed_clash") == names("--event", "armed clash") == ["3.c1"]
    assert names("--measure", "killed") == ["3.c1"]
    assert names("--outlet", "lake") == ["5.c1"]
    assert names("--until", "2024-03-13") == ["3.c1"]
    assert names("--since", "2024-03-15") == names("--from", "2024-03-15") == ["5.c1"]
    assert names("--disputed", "boats") == ["5.c1"]
    assert names("--limit", 2) == ["5.c1", "3.c3"]
    assert names('"soldiers died"') == ["3.c1"]
    assert names("shell*") == ["3.c3"]


def test_where_nothing_is_found_it_says_so(ledger: Path) -> None:
    result = run("search", "zebra")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("sayso: done: no claim has all that")
    assert json.loads(run("search", "zebra", "--to", "json").stdout) == []


def test_where_there_may_be_more_it_says_so(ledger: Path) -> None:
    assert "--limit" in run("search", "--limit", 2).stderr
    assert run("search", "--limit", 9).stderr == ""


def test_a_hostile_text_cannot_control_the_terminal(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.add(read("Holm said \x1b[2J red \u202e boats \ud800 sank.", id="\x1b[2J", outlet="\x1b[2J"))
        name = kept.search("red")[0].claim
    for arguments in (["search", "red"], ["show", name], ["show", name.partition(".")[0]], ["stats"]):
        shown = run(*arguments).output
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert json.loads(run("search", "red", "--to", "json").stdout)[0]["claim"] == name


def test_long_evidence_is_cut_around_what_was_looked_for(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.add(read(f"Holm said {'boats came and ' * 60} a zebra sank {'and boats went ' * 60}."))
    shown = run("search", "zebra").stdout
    assert "*zebra*" in shown
    assert len(shown.splitlines()) <= 6
    assert max(map(len, shown.splitlines())) <= 80


def test_what_is_found_is_written_for_other_tools(ledger: Path, tmp_path: Path) -> None:
    (found,) = json.loads(run("search", "soldiers", "--to", "json").stdout)
    start, end = found["tellings"][0]["highlights"][0]
    assert CLASH[start:end] == "soldiers"
    rows = list(csv.DictReader(io.StringIO(run("search", "--to", "csv").stdout, newline="")))
    assert [row["claim_id"] for row in rows] == ["5.c1", "3.c3", "3.c2", "3.c1"]
    assert [row["denies"] for row in rows] == ["", "", "3.c3", ""]
    points = json.loads(run("search", "--to", "geojson").stdout)
    assert [each["properties"]["claim_id"] for each in points["features"]] == ["3.c1"]
    notes = json.loads(run("search", "soldiers", "--to", "annotations").stdout)["first"]["items"]
    assert [note["body"][0]["value"] for note in notes] == ["claim"]
    run("search", "--to", "jsonl", "-o", tmp_path / "found.jsonl")
    assert len((tmp_path / "found.jsonl").read_text().splitlines()) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "--since", "soon"],
        ["search", "--since", "2024-04-02", "--until", "2024-04-01"],
        ["search", "--limit", "0"],
        ["search", "--to", "2024-04-01"],
        ["export"],
        ["export", "--to", "csv", "--corrections"],
        ["export", "--to", "parquet"],
        ["show"],
    ],
)
def test_wrong_usage_is_told_from_failure(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [["search", "a"], ["show", "1"], ["export", "--to", "csv"], ["stats"]])
def test_a_ledger_that_is_not_there_is_not_made(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments, "--ledger", tmp_path / "none.sayso")
    assert result.exit_code == 1
    assert result.stderr.endswith("none.sayso: no such ledger; check the path, or add reports to make one\n")
    assert not (tmp_path / "none.sayso").exists()


def test_a_claim_is_shown_as_read_and_as_it_is_now(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.correct(Correction(claim="3.c1", by="Ada Holm", decision="changed", speaker="Border Guard", note="line 3"))
        kept.correct(Correction(claim="3.c1", by="Ivo Brandt", decision="changed", low=13, high=13))
    shown = run("show", "3.c1").stdout
    lines = shown.splitlines()
    assert re.fullmatch(r"Claim 3\.c1 +changed", lines[0])
    assert "- *Twelve soldiers died on Wednesday*, the Defence Ministry said." in " ".join(shown.split())
    flat = " ".join(shown.split())
    assert "said by Harbour Post > Border Guard (as read: Harbour Post > Defence Ministry)" in flat
    assert "figure “Twelve”: 13, person, killed (as read: “Twelve”: 12, person, killed)" in flat
    assert "place Tarsk (47.5000, -38.2500)" in flat
    history = lines[lines.index("History") + 1 :]
    assert [re.sub(" +", " ", line.strip()) for line in history] == [
        "read 15 March 2024 · made by hand 0.1.0",
        "changed 15 March 2024 · Ada Holm · speaker: Border Guard · “line 3”",
        "changed 15 March 2024 · Ivo Brandt · figure: 13",
    ]


def test_a_claim_as_json_has_both_its_states_and_its_history(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.correct(Correction(claim="3.c1", by="Ada Holm", decision="changed", low=13))
    shown = json.loads(run("show", "3.c1", "--to", "json").stdout)
    assert (shown["claim"], shown["decision"]) == ("3.c1", "changed")
    assert (shown["as_read"]["quantity_low"], shown["now"]["quantity_low"]) == (12, 13)
    assert [each["correction"]["by"] for each in shown["history"]] == ["Ada Holm"]


def test_a_report_is_shown_with_what_it_was_read_from_its_readings_and_its_page(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.add(clash_by("newer"))
    shown = run("show", "clash").stdout
    flat = " ".join(shown.split())
    assert f"report 1 · clash sha256 {sha256(CLASH.encode()).hexdigest()} captures 2" in flat
    assert f"captures 2 · {len(PAGE.body)} bytes · https://harbour.example/clash" in flat
    assert "made by hand 0.1.0 · 3 claims" in flat
    assert "newer 0.1.0 · 3 claims" in flat
    assert re.search(r"^  Ivo Brandt  named +2 statements$", shown, re.M)
    assert re.search(r"^  6\.c1 +Defence Ministry: Twelve soldiers died on Wednesday$", shown, re.M)
    assert run("show", "1").stdout == shown
    assert json.loads(run("show", "1", "--to", "json").stdout)["report"]["text"] == CLASH


def test_the_page_for_a_browser(ledger: Path) -> None:
    for name in ("1", "3.c1"):
        page = run("show", name, "--to", "html").stdout
        assert page.startswith("<!doctype html>")
        assert "Twelve soldiers died" in page


def test_what_is_not_there_or_was_forgotten_is_said(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.forget("clash", why="asked for")
    for name, message in (("9.c9", "no such report or claim"), ("1", "forgotten on 2024-03-15: asked for")):
        result = run("show", name)
        assert result.exit_code == 1
        assert f"sayso: error: {name}: {message}" in result.stderr


def test_a_report_without_a_reading(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.add(read("Holm said no.", id="bare").report)
    assert "readings none" in " ".join(run("show", "bare").stdout.split())
    assert run("show", "bare", "--to", "html").exit_code == 1


def test_all_claims_are_written_as_they_stand_now(ledger: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as kept:
        kept.correct(Correction(claim="3.c2", by="Ada Holm", decision="wrong"))
        kept.correct(Correction(claim="3.c1", by="Ada Holm", decision="changed", place="Belmor"))
    rows = list(csv.DictReader(io.StringIO(run("export", "--to", "csv").stdout, newline="")))
    assert [(row["claim_id"], row["location"]) for row in rows] == [("3.c1", "Belmor"), ("3.c3", ""), ("5.c1", "")]
    lines = [json.loads(line) for line in run("export", "--to", "jsonl").stdout.splitlines()]
    assert [[claim["id"] for claim in line["claims"]] for line in lines] == [["c1", "c3"], ["c1"]]
    assert json.loads(run("export", "--to", "geojson").stdout)["unmapped"] == 3
    assert json.loads(run("export", "--to", "annotations").stdout)["total"] > 3


def test_corrected_readings_are_written_as_training_data(ledger: Path, tmp_path: Path) -> None:
    assert run("export", "--to", "jsonl", "--corrections").stdout == ""
    with opened(tmp_path) as kept:
        kept.correct(Correction(claim="5.c1", by="Ada Holm", decision="changed", speaker="Ada Holm"))
    (line,) = run("export", "--to", "jsonl", "--corrections").stdout.splitlines()
    reading = json.loads(line)
    assert reading["report"]["id"] == "boats"
    assert [actor["name"] for actor in reading["actors"]] == ["Ada Holm"]


def test_parquet_has_the_current_claims(ledger: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "claims.parquet"
    assert run("export", "--to", "parquet", "-o", target).exit_code == 0
    table = parquet.read_table(target)
    assert table["claim"].to_pylist() == ["3.c1", "3.c2", "3.c3", "5.c1"]
    assert table["latitude"].to_pylist() == [47.5, None, None, None]
    assert not list(tmp_path.glob("*.part"))


def test_parquet_says_what_to_install(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("export", "--to", "parquet", "-o", tmp_path / "claims.parquet")
    assert result.exit_code == 1
    assert "pip install 'sayso[arrow]'" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["news.sayso"]


def test_how_much_there_is(ledger: Path) -> None:
    shown = [re.sub(" +", " ", line.strip()) for line in run("stats").stdout.splitlines()]
    assert "claims 4, 3 of them disputed" in shown
    assert {"reports 2", "captures 1", "entries 5 · 15 March 2024", "made by hand 0.1.0 (1)"} <= {*shown}
    assert json.loads(run("stats", "--to", "json").stdout)["readings"] == 2


def test_the_bytes_that_a_report_was_read_from_come_out_as_they_were(ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("show", "clash", "--to", "original", "-o", page).exit_code == 0
    assert page.read_bytes() == PAGE.body
    assert run("show", "3.c1", "--to", "original").stdout_bytes == PAGE.body
    result = run("show", "boats", "--to", "original", "-o", tmp_path / "none")
    assert result.exit_code == 1
    assert "boats: the bytes that it was read from are not kept" in result.stderr
    assert not (tmp_path / "none").exists()


def test_bytes_of_others_are_not_sent_to_a_terminal(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "on_terminal", lambda output: output is None)
    result = run("show", "clash", "--to", "original")
    assert result.exit_code == 2
    assert "output" in result.stderr


def test_a_decision_about_an_older_reading_is_shown_where_it_holds_and_where_it_fits_nothing(ledger: Path) -> None:
    newer = clash_by("large")
    with opened(ledger.parent) as kept:
        kept.correct(Correction(claim="3.c1", by="Ada Holm", decision="changed", type="ACCIDENT"))
        kept.correct(Correction(claim="3.c2", by="Ada Holm", decision="wrong"))
        name = kept.add(replace(newer, claims=newer.claims[:1])).reading
    history = run("show", f"{name}.c1").stdout.partition("History")[2]
    assert "type: accident · about 3.c1, of an older reading" in " ".join(history.split())
    assert "unmatched    3.c2 is wrong · Ada Holm · fits no claim of the newest reading" in run("show", "clash").stdout


def test_copies_of_a_report_are_named_with_it(ledger: Path) -> None:
    report = clash_told().report
    with opened(ledger.parent) as kept:
        kept.add(replace(report, id="lake7", outlet="Lake News", url="https://lake.example/7", published="2024-03-15"))
        kept.add(replace(clash_told(), report=replace(report, id="later", text=CLASH + "\nCorrected since.\n")))
    first = run("show", "clash").stdout
    assert "  also in      Lake News · 15 March 2024 · https://lake.example/7\n" in first
    assert "  near copies  report 7 (100%) · Harbour Post · 14 March 2024 · " in first
    found = run("search", "soldiers").stdout
    assert "report 1 · also in Lake News" in " ".join(found.split())
    assert "report 7 · near copy of report 1 (100%)" in " ".join(found.split())
    assert run("show", "lake7").stdout == first
    counts = json.loads(run("stats", "--to", "json").stdout)
    assert (counts["reports"], counts["publications"], counts["near_copies"]) == (3, 4, 1)
