"""Adding reports to a ledger through the command."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import pipeline
from sayso.cli import app
from sayso.commands import keeping
from sayso.pipeline import Knowledge
from tests.fake_reader import fake_reader
from tests.feed_server import Reply, Site, serving, story
from tests.test_cli import command, on_terminal

HOLM = "The strike is over, the union said on Friday. Holm said no."
TALLY = r"[\d.]+ s, [\d.,]+ reports/s"
MANY = 300


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """Three reports, one a line, and a line that is broken."""
    path = tmp_path / "wire.jsonl"
    lines = [json.dumps({"id": f"w{n}", "text": f"{HOLM} So did {n} others."}) for n in range(3)]
    path.write_text("\n".join([lines[0], '{"id": "w9", "text"', *lines[1:]]) + "\n")
    return path


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def closing_line(result: Result) -> str:
    return result.stderr.splitlines()[-1].partition(" · ")[0]


def never_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: replace(fake_reader(), annotate=read))


def test_reports_are_kept_with_what_they_were_read_from(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(HOLM)
    result = run("add", "report.txt", "--outlet", "Harbour Post", "--published", "2024-03-14")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert closing_line(result) == "sayso: done: 1 added, 0 already there, 0 forgotten, 0 failed"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.sayso", "report.txt"]
    with sayso.open("ledger.sayso") as ledger:
        shown = ledger.show(sayso.report_from_text(HOLM).id)
        assert (shown.report.outlet, shown.report.published) == ("Harbour Post", "2024-03-14")
        assert ledger.capture(shown.captures[0].entry).body == HOLM.encode()
        assert shown.reading.statements[-1].speaker is None


def test_the_ledger_may_be_named_by_an_option_or_by_the_environment(tmp_path, monkeypatch) -> None:
    (tmp_path / "report.txt").write_text(HOLM)
    run("add", "report.txt", "--ledger", "a.sayso")
    monkeypatch.setenv("SAYSO_LEDGER", "b.sayso")
    run("add", "report.txt")
    assert {path.name for path in tmp_path.glob("*.sayso")} == {"a.sayso", "b.sayso"}


def test_what_fails_is_listed_in_a_file_and_the_rest_is_kept(wire: Path, tmp_path: Path) -> None:
    result = run("add", wire, "none.txt")
    assert result.exit_code == 1
    assert closing_line(result) == (
        "sayso: done: 3 added, 0 already there, 0 forgotten, 2 failed (listed in ledger.sayso.failures.jsonl)"
    )
    listed = [json.loads(line) for line in (tmp_path / "ledger.sayso.failures.jsonl").read_text().splitlines()]
    assert [(each["error"]["source"], each["error"]["line"]) for each in listed] == [(str(wire), 2), ("none.txt", None)]
    assert result.stderr.splitlines()[0].startswith(f"sayso: error: {wire}:2: not valid JSON")


def test_what_is_there_is_not_read_again(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", wire)
    never_reads(monkeypatch)
    with sayso.open("ledger.sayso") as ledger:
        head = ledger.head()
    assert closing_line(run("add", wire)).startswith("sayso: done: 0 added, 3 already there, 0 forgotten, 1 failed")
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.head() == head


def test_the_same_text_from_elsewhere_is_kept_as_another_capture(tmp_path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(HOLM)
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbf" + HOLM.encode())
    run("add", "a.txt")
    never_reads(monkeypatch)
    assert closing_line(run("add", "b.txt")).startswith("sayso: done: 0 added, 1 already there")
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.stats().captures == 2


def test_the_same_text_from_another_outlet_is_told_apart_from_what_was_there(tmp_path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(HOLM)
    run("add", "a.txt", "--outlet", "Harbour Post")
    never_reads(monkeypatch)
    for _ in range(2):
        result = run("add", "a.txt", "--outlet", "Lake News")
    assert closing_line(result).startswith("sayso: done: 0 added, 1 already there, 0 forgotten")
    line = closing_line(run("add", "a.txt", "--outlet", "Coast Wire"))
    assert line.startswith("sayso: done: 0 added, 1 already there (1 published elsewhere too), 0 forgotten")
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.stats().publications == 3


def test_a_text_that_comes_several_times_at_once_is_read_once(tmp_path, monkeypatch) -> None:
    outlets = ("Harbour Post", "Lake News", "Coast Wire")
    lines = [{"id": f"w{n}", "text": HOLM, "outlet": outlet} for n, outlet in enumerate(outlets)]
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    reader, texts = fake_reader(), []
    counted = replace(reader, annotate=lambda text: texts.append(text) or reader.annotate(text))
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: counted)
    line = closing_line(run("add", "wire.jsonl", "--jobs", "1"))
    assert line.startswith("sayso: done: 1 added, 2 already there (2 published elsewhere too)")
    assert texts == [HOLM]
    with sayso.open("ledger.sayso") as ledger:
        assert [each.outlet for each in ledger.show("w2").publications] == list(outlets)


def test_a_text_that_cannot_be_read_fails_for_each_that_sent_it(tmp_path, monkeypatch) -> None:
    lines = [{"id": f"w{n}", "text": HOLM} for n in range(2)]
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    def fails(text: str) -> None:
        raise IndexError("no such token")

    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: replace(fake_reader(), annotate=fails))
    assert closing_line(run("add", "wire.jsonl", "--jobs", "1")).startswith("sayso: done: 0 added, 0 already there")
    listed = [json.loads(line) for line in (tmp_path / "ledger.sayso.failures.jsonl").read_text().splitlines()]
    assert [each["report"]["id"] for each in listed] == ["w0", "w1"]


def test_another_model_reads_it_again(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", wire)
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: replace(fake_reader(), model_hash="sha256:1"))
    assert closing_line(run("add", wire)).startswith("sayso: done: 3 added, 0 already there")
    with sayso.open("ledger.sayso") as ledger:
        assert (ledger.stats().reports, ledger.stats().readings) == (3, 6)


def test_own_types_and_another_gazetteer_make_another_model(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[RAID]")
    (tmp_path / "b.toml").write_text("[FLOOD]")
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    given = [Knowledge(), Knowledge(types=a), Knowledge(types=b), Knowledge(gazetteer=a), Knowledge(a, b)]
    hashes = [pipeline._hash_of("5e1f", knowledge) for knowledge in given]
    assert hashes[0] == "5e1f"
    assert len(set(hashes)) == len(given)
    assert pipeline._hash_of("5e1f", Knowledge(types=a)) == hashes[1]


def test_what_was_forgotten_is_neither_read_nor_kept(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", wire)
    with sayso.open("ledger.sayso") as ledger:
        ledger.forget("w1", why="asked for")
    never_reads(monkeypatch)
    assert closing_line(run("add", wire)).startswith("sayso: done: 0 added, 2 already there, 1 forgotten, 1 failed")


def test_a_file_that_is_no_ledger_is_named_and_left_alone(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.sayso").write_text("not a ledger")
    result = run("add", wire, "--ledger", "notes.sayso")
    assert result.exit_code == 1
    assert result.stderr == (
        "sayso: error: notes.sayso: this is no ledger of Sayso; give another file, it was left as it is\n"
    )
    assert (tmp_path / "notes.sayso").read_text() == "not a ledger"


def test_where_another_program_writes_it_says_so_and_what_was_done(wire, monkeypatch) -> None:
    run("add", wire)
    monkeypatch.setattr(keeping, "_PATIENCE", 0.05)
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: replace(fake_reader(), model_hash="sha256:1"))
    with closing(sqlite3.connect("ledger.sayso", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = run("add", wire)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "sayso: error: ledger.sayso: another program is writing to the ledger; wait until it is done and run it again"
    )
    assert "Traceback" not in result.output
    assert run("add", wire).exit_code == 1  # for the broken line
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.stats().readings == 6


def test_a_ledger_in_a_folder_that_is_not_there(wire: Path) -> None:
    result = run("add", wire, "--ledger", "none/ledger.sayso")
    assert result.exit_code == 1
    assert "none/ledger.sayso: no such ledger" in result.stderr


def kept(ledger: Path) -> int:
    """How many readings there are, while somebody else writes."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as reader:
            (count,) = reader.execute("SELECT count(*) FROM readings").fetchone()
            return int(count)
    except sqlite3.OperationalError:  # not made yet
        return 0


@contextmanager
def adding(folder: Path, *, until: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command while it adds many reports, of which so many are kept."""
    lines = (json.dumps({"text": f"{HOLM} So did {number} others."}) for number in range(MANY))
    (folder / "many.jsonl").write_text("\n".join(lines))
    arguments = command("add", "many.jsonl", "--jobs", 1)
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while kept(folder / "ledger.sayso") < until and time.monotonic() < deadline:
            time.sleep(0.01)
        yield process


def test_an_interrupt_ends_with_the_closing_line_and_what_was_kept_stays(tmp_path: Path) -> None:
    with adding(tmp_path, until=3) as process:
        process.send_signal(signal.SIGINT)
        assert process.stderr
        message = process.stderr.read().decode()
    assert process.returncode == 130
    found = re.fullmatch(rf"sayso: stopped: (\d+) added, 0 already there, 0 forgotten, 0 failed · {TALLY}\n", message)
    assert found
    assert 3 <= int(found[1]) < MANY
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.verify(tables=True).fault is None
        assert 0 <= ledger.stats().readings - int(found[1]) <= 1  # one that it had no time to count


def test_a_run_that_was_killed_is_completed_by_the_next(tmp_path: Path) -> None:
    with adding(tmp_path, until=3) as process:
        process.kill()
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.verify(tables=True).fault is None
        there = ledger.stats().readings
    assert 3 <= there < MANY
    assert closing_line(run("add", "many.jsonl")).startswith(f"sayso: done: {MANY - there} added, {there} already")


def test_progress_is_shown_on_a_terminal(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text("\n".join(line for line in wire.read_text().splitlines() if "w9" not in line))
    shown = on_terminal(command("add", "good.jsonl"))
    assert "Adding" in shown
    assert "/s" in shown
    assert "sayso: done: 3 added" in shown


def test_messages_cannot_control_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run("add", "no\x1b[2Jfile", "--ledger", tmp_path / "a\x1b[2J.sayso").stderr


@pytest.mark.parametrize("arguments", [["add"], ["add", "x", "--jobs", "0"], ["add", "x", "--types", "none.toml"]])
def test_wrong_usage_is_told_from_failure(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_that_may_only_be_read(wire: Path, tmp_path: Path) -> None:
    run("add", wire)
    (tmp_path / "ledger.sayso").chmod(0o444)
    (tmp_path / "more.txt").write_text(HOLM)
    result = run("add", "more.txt")
    assert result.exit_code == 1
    assert "may only be read" in result.stderr


def test_a_full_disk_ends_the_run_and_loses_nothing(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"{HOLM} " + os.urandom(3000).hex()}) for _ in range(60))
    (tmp_path / "wire.jsonl").write_text(lines)
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limit += " resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
    script = limit + "import runpy, sys; sys.argv[1:] = ['add', 'wire.jsonl', '--jobs', '1'];"
    script += "runpy.run_module('tests.run_fake', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    *_, stopped, error = done.stderr.splitlines()
    assert stopped.startswith("sayso: stopped: ")
    assert error.startswith("sayso: error: ledger.sayso: the disk ")
    kept = int(stopped.split()[2])
    assert 0 < kept < 60
    with sayso.open("ledger.sayso") as ledger:
        assert ledger.verify(tables=True).fault is None
        assert ledger.stats().readings == kept
    assert closing_line(run("add", "wire.jsonl")).startswith(f"sayso: done: {60 - kept} added, {kept} already there")


def test_a_page_from_the_web_is_kept_with_its_address_its_headers_and_when_it_came(tmp_path: Path) -> None:
    with serving(Site()) as site:
        page = site.put("/a", Reply(story("A crane fell"), headers={"Content-Type": "text/html", "ETag": '"7"'}))
        before = datetime.now(UTC).replace(microsecond=0)
        assert closing_line(run("add", page, "--allow-private")).startswith("sayso: done: 1 added")
        assert closing_line(run("add", page, "--allow-private")).startswith("sayso: done: 0 added, 1 already there")
    with sayso.open("ledger.sayso") as ledger:
        shown = ledger.show("1")
        (kept,) = shown.captures
        capture = ledger.capture(kept.entry)
        assert ledger.stats().entries == 3
    assert (capture.body, capture.url) == (story("A crane fell").encode(), page)
    assert ("etag", '"7"') in capture.headers
    assert before <= datetime.fromisoformat(capture.retrieved) <= datetime.now(UTC)
    assert shown.report.retrieved == capture.retrieved
