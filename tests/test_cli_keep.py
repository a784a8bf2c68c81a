"""Correcting, forgetting and verifying through the command."""

import json
import os
import pty
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner, Result

from sayso.cli import app
from tests.ledger.ledgers import PAGE, opened, read
from tests.readings import clash_told
from tests.test_cli import command


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The clash with its capture (entries 1 to 3), and a report of boats (entries 4 and 5)."""
    with opened(tmp_path) as ledger:
        ledger.add(clash_told(), PAGE)
        ledger.add(read("Holm said 12 boats sank.", id="boats"))
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "news.sayso"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    monkeypatch.delenv("SAYSO_BY", raising=False)
    return tmp_path / "news.sayso"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def history(claim: str) -> list[dict[str, object]]:
    shown = json.loads(run("show", claim, "--to", "json").stdout)
    return [
        {key: value for key, value in each["correction"].items() if value not in (None, False)}
        for each in shown["history"]
    ]


def test_a_decision_is_kept_and_the_claim_shown_as_it_is_now(ledger: Path) -> None:
    result = run("correct", "3.c1", "--speaker", "Border Guard", "--by", "Ada Holm", "--note", "line 3")
    assert result.exit_code == 0
    assert result.stdout.startswith("3.c1  Harbour Post > Border Guard\n")
    assert result.stderr == "sayso: done: 3.c1 is changed, by Ada Holm\n"
    assert history("3.c1") == [
        {"claim": "3.c1", "by": "Ada Holm", "decision": "changed", "speaker": "Border Guard", "note": "line 3"}
    ]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--right"], {"decision": "right"}),
        (["--wrong"], {"decision": "wrong"}),
        (["--own-voice"], {"decision": "changed", "own_voice": True}),
        (["--low", "30"], {"decision": "changed", "low": 30}),
        (["--low", "1.5", "--high", "2"], {"decision": "changed", "low": 1.5, "high": 2}),
        (["--unit", "soldier"], {"decision": "changed", "unit": "soldier"}),
        (["--place", "Belmor"], {"decision": "changed", "place": "Belmor"}),
        (
            ["--place", "Belmor", "--latitude", "-4.5", "--longitude", "30"],
            {"decision": "changed", "place": "Belmor", "lat": -4.5, "lon": 30.0},
        ),
        (["--type", "ACCIDENT"], {"decision": "changed", "type": "ACCIDENT"}),
    ],
)
def test_every_kind_of_decision(ledger: Path, options: list[str], kept: dict[str, object]) -> None:
    assert run("correct", "3.c1", *options, "--by", "Ada Holm").exit_code == 0
    assert history("3.c1") == [{"claim": "3.c1", "by": "Ada Holm", **kept}]


def test_who_decides_may_stand_in_the_environment_and_is_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("correct", "3.c1", "--right").exit_code == 2
    monkeypatch.setenv("SAYSO_BY", "Ada Holm")
    assert run("correct", "3.c1", "--right").exit_code == 0
    assert history("3.c1")[0]["by"] == "Ada Holm"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--right", "--wrong"],
        ["--right", "--speaker", "Ada"],
        ["--low", "nan"],
        ["--low", "inf"],
        ["--low", "many"],
        ["--place", "Belmor", "--latitude", "91", "--longitude", "0"],
        ["--type", "assault"],
    ],
)
def test_wrong_usage_is_told_from_failure(options: list[str]) -> None:
    assert run("correct", "3.c1", *options, "--by", "Ada Holm").exit_code == 2
    assert history("3.c1") == []


def test_what_does_not_fit_the_claim_is_said(ledger: Path) -> None:
    for claim, options, message in (
        ("3.c9", ["--right"], "3.c9: no such claim"),
        ("3.c2", ["--low", "4"], "3.c2: the claim has no figure to change"),
        ("3.c1", ["--low", "4", "--high", "3"], "3.c1: the lower bound is above the upper one; swap them"),
        ("3.c1", ["--place", "Belmor", "--latitude", "4"], "both degrees north and degrees east"),
    ):
        result = run("correct", claim, *options, "--by", "Ada Holm")
        assert result.exit_code == 1
        assert message in result.stderr
        assert "Traceback" not in result.output


def test_forgetting_needs_a_reason_and_a_yes(ledger: Path) -> None:
    assert run("forget", "clash").exit_code == 2
    result = run("forget", "clash", "--why", "asked for")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert run("show", "clash").exit_code == 0


def test_what_is_forgotten_is_gone_and_the_chain_still_verifies(ledger: Path) -> None:
    result = run("forget", "clash", "--why", "asked for", "--yes")
    assert result.exit_code == 0
    assert result.stderr.startswith("sayso: done: 1 forgotten, 3 entries erased")
    assert b"soldiers" not in ledger.read_bytes()
    assert "asked for" in run("show", "1").stderr
    verified = run("verify")
    assert verified.exit_code == 0
    assert "6 entries are as they were written, 3 of them forgotten" in verified.stderr


def test_a_report_that_is_not_there_cannot_be_forgotten(ledger: Path) -> None:
    result = run("forget", "none", "--why", "asked for", "--yes")
    assert result.exit_code == 1
    assert "none: no such report" in result.stderr
    assert run("forget", "clash", "--why", " ", "--yes").exit_code == 1


def answered(answer: str, *arguments: object) -> tuple[int, str]:
    """The status and the words of the command where somebody at a terminal answers so."""
    leader, follower = pty.openpty()
    with subprocess.Popen(command(*arguments), stdin=follower, stdout=follower, stderr=follower) as process:
        os.close(follower)
        written = ""
        while "[y/N]" not in written:
            written += os.read(leader, 4096).decode()
        os.write(leader, answer.encode())
        try:
            while piece := os.read(leader, 4096):
                written += piece.decode()
        except OSError:  # the end of a terminal
            pass
    os.close(leader)
    return process.returncode, written


def test_before_it_forgets_it_names_the_near_copies_that_stay(ledger: Path) -> None:
    report = clash_told().report
    with opened(ledger.parent) as kept:
        number = kept.add(replace(report, id="later", text=report.text + "\nCorrected since.\n")).report
    words = answered("n\n", "forget", "clash", "--why", "asked for")[1]
    assert f"its near copies stay: {number}" in " ".join(words.split())


def test_on_a_terminal_it_asks_first(ledger: Path) -> None:
    forget = ("forget", "clash", "--why", "asked for")
    status, words = answered("n\n", *forget)
    assert status == 1
    assert "clash: Twelve dead in border clash, ministry says (1 reading, 1 capture)" in words
    assert "nothing was forgotten" in words
    assert answered("\x04", *forget)[0] == 130
    assert run("show", "clash").exit_code == 0
    assert answered("y\n", *forget)[0] == 0
    assert run("show", "clash").exit_code == 1


def test_the_head_is_printed_and_can_be_an_anchor_later(ledger: Path, tmp_path: Path) -> None:
    first = run("verify")
    assert first.exit_code == 0
    assert re.fullmatch(r"5 [0-9a-f]{64}\n", first.stdout)
    assert first.stderr == "sayso: done: 5 entries are as they were written\n"
    run("correct", "3.c1", "--right", "--by", "Ada Holm")
    later = run("verify", "--anchor", first.stdout)
    assert later.exit_code == 0
    assert later.stdout.startswith("6 ")
    other = first.stdout.replace(first.stdout[2:4], "00" if first.stdout[2:4] != "00" else "11", 1)
    result = run("verify", "--anchor", other)
    assert result.exit_code == 1
    assert "not the anchor's" in result.stderr
    assert run("verify", "--anchor", "soon").exit_code == 2


def test_the_first_bad_entry_is_named(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("DROP TRIGGER contents_are_never_changed")
        for seq in (5, 3):
            (data,) = connection.execute("SELECT data FROM contents WHERE seq = ?", (seq,)).fetchone()
            flipped = bytes([*data[:-9], data[-9] ^ 1, *data[-8:]])
            connection.execute("UPDATE contents SET data = ? WHERE seq = ?", (flipped, seq))
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"sayso: error: {ledger}: entry 3 (reading, 2024-03-15T")
    assert "sound copy" in result.stderr


def test_where_only_a_table_is_at_fault_it_says_how_to_mend_it(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE reports SET title = 'Another' WHERE seq = 1")
    assert run("verify").exit_code == 0
    result = run("verify", "--tables")
    assert result.exit_code == 1
    assert "the entries are all sound, and `sayso rebuild`" in result.stderr
    assert run("rebuild").stderr == "sayso: done: the tables are made anew from 5 entries\n"
    result = run("verify", "--tables")
    assert result.exit_code == 0
    assert result.stderr == "sayso: done: 5 entries are as they were written; so are the tables\n"


def test_tables_are_not_made_anew_from_damaged_entries(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("DELETE FROM contents WHERE seq = 1")
        before = connection.execute("SELECT * FROM claims").fetchall()
    result = run("rebuild")
    assert result.exit_code == 1
    assert "an entry is damaged" in result.stderr
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("SELECT * FROM claims").fetchall() == before


@pytest.mark.parametrize("arguments", [["verify"], ["rebuild"], ["correct", "1.c1", "--right", "--by", "A"]])
def test_a_ledger_that_is_not_there_is_not_made(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments, "--ledger", tmp_path / "none.sayso")
    assert result.exit_code == (2 if arguments[0] == "verify" else 1)
    assert "none.sayso: no such ledger" in result.stderr
    assert not (tmp_path / "none.sayso").exists()


def test_a_ledger_that_is_cut_short(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:20_000])
    result = run("verify")
    assert result.exit_code == 2
    assert "cut short" in result.stderr
