import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import pipeline
from sayso.cli import app
from tests.fake_reader import fake_reader

AGREEING = "Police said 12 died. Holm said 12 died."
DISAGREEING = "Police said 12 died. Holm said 30 died."


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    monkeypatch.setenv("COLUMNS", "80")


def check(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)], input=stdin)


@pytest.mark.parametrize(("text", "status"), [(AGREEING, 0), ("Holm said no.", 0), (DISAGREEING, 1)])
def test_the_status_says_whether_figures_disagree(text: str, status: int) -> None:
    assert check("-", stdin=text).exit_code == status


def test_what_cannot_be_read_is_an_error_even_where_figures_disagree(tmp_path: Path) -> None:
    result = check("-", tmp_path / "none.txt", stdin=DISAGREEING)
    assert result.exit_code == 2
    assert "12 is not 30" in result.stdout
    assert result.stderr.startswith(f"sayso: error: {tmp_path}/none.txt: ")


def test_wrong_usage_is_an_error() -> None:
    assert check().exit_code == 2
    assert check("-", "--published", "soon").exit_code == 2


def test_checks_alone_are_printed_with_the_words_they_rest_on() -> None:
    assert check("-", stdin=DISAGREEING).stdout.splitlines() == [
        "Police said 12 died. Holm said 30 died.",
        "  Checks                                                    1 disagrees, 0 agree",
        "    disagree  12 is not 30",
        "              Police: Police said 12 died",
        "              Holm: Holm said 30 died",
    ]


def test_json_holds_the_checks_and_their_figures(tmp_path: Path) -> None:
    report = tmp_path / "wire.jsonl"
    report.write_text(json.dumps({"id": "w1", "text": DISAGREEING + " Some 7 are missing.", "outlet": "Harbour Post"}))
    record = json.loads(check(report, "--to", "json").stdout)
    assert record["report"] == {"id": "w1", "title": None, "outlet": "Harbour Post", "url": None, "published": None}
    assert [(c["verdict"], c["quantities"]) for c in record["checks"]] == [("disagree", ["q1", "q2"])]
    assert [(q["id"], q["words"]) for q in record["quantities"]] == [("q1", "12"), ("q2", "30")]


def test_many_reports_give_a_line_each(tmp_path: Path) -> None:
    pack = tmp_path / "wire.jsonl"
    pack.write_text("\n".join(json.dumps({"id": str(i), "text": t}) for i, t in enumerate((AGREEING, DISAGREEING))))
    result = check(pack, "--to", "jsonl")
    assert [json.loads(line)["checks"][0]["verdict"] for line in result.stdout.splitlines()] == ["agree", "disagree"]
    assert result.exit_code == 1


def test_a_reader_that_has_seen_enough_does_not_hide_a_disagreement(tmp_path: Path) -> None:
    pack = tmp_path / "wire.jsonl"
    pack.write_text((json.dumps({"text": f"{DISAGREEING} {'It rained. ' * 200}"}) + "\n") * 200)
    command = [sys.executable, "-m", "tests.run_fake", "check", str(pack), "--to", "json", "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
    assert process.returncode == 1
