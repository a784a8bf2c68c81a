import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import pipeline
from sayso.cli import app
from tests.fake_reader import fake_reader

HOLM = "The strike is over, the union said on Friday. Holm said no."


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A JSONL file of three lines, the second of which is broken."""
    path = tmp_path / "wire.jsonl"
    first, third = ({"id": name, "text": HOLM} for name in ("w1", "w3"))
    path.write_text(f'{json.dumps(first)}\n{{"id": "w2", "text"\n{json.dumps(third)}\n')
    return path


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def text_file(folder: Path, text: str = HOLM, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_report_is_shown_as_a_plain_page_when_piped(tmp_path: Path) -> None:
    result = run("read", text_file(tmp_path), "--outlet", "Harbour Post", "--published", "2024-03-14")
    assert result.exit_code == 0
    assert "Harbour Post · 14 March 2024 · 12 words" in result.stdout
    assert re.search(r"^  Holm  named +1 statement$", result.stdout, re.M)
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_standard_input_is_read(tmp_path: Path) -> None:
    assert json.loads(run("read", "-", "--to", "json", stdin=HOLM).stdout)["report"]["text"] == HOLM


def test_a_pack_gives_a_line_for_each_line_and_a_bad_one_stops_nothing(wire: Path) -> None:
    result = run("read", wire, "--to", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["report"]["id"] for line in lines] == ["w1", None, "w3"]
    assert lines[1]["error"]["line"] == 2
    assert result.exit_code == 1
    error, done = result.stderr.splitlines()
    assert error.startswith(f"sayso: error: {wire}:2: not valid JSON")
    assert re.fullmatch(r"sayso: done: 2 read, 1 failed · 24 words in [\d.]+ s, [\d,]+ words/s", done)


def test_several_reports_as_json_are_an_array(tmp_path: Path) -> None:
    paths = [text_file(tmp_path, name=name) for name in ("a.txt", "b.txt")]
    assert len(json.loads(run("read", *paths, "--to", "json").stdout)) == 2


def test_a_missing_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt", text_file(tmp_path))
    assert result.exit_code == 1
    assert "Holm" in result.stdout
    assert result.stderr.splitlines()[0].startswith(f"sayso: error: {tmp_path}/none.txt: ")


def test_many_warnings_of_a_kind_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [{"id": f"w{n}", "text": "Holm said so.", "published": f"the {n}th day"} for n in range(9)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = run("read", path, "--to", "jsonl")
    warnings = [line for line in result.stderr.splitlines() if line.startswith("sayso: warning")]
    assert len(warnings) == 4
    assert warnings[0].startswith(f"sayso: warning: {path} (w0): cannot read the date 'the 0th day'")
    assert warnings[3].startswith(f"sayso: warning: {path}: 6 reports more: cannot read the date 'the 8th day'")


def test_what_is_doubtful_in_an_input_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(json.dumps({"id": "w1", "text": HOLM, "published": "the other day"}))
    result = run("read", path, "--to", "jsonl")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"sayso: warning: {path} (w1): cannot read the date 'the other day'")


def test_messages_cannot_control_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run("read", tmp_path / "no\x1b[2Jfile").stderr


def test_output_goes_to_a_file_and_nowhere_else(wire: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = run("read", wire, "--to", "jsonl", "-o", target)
    assert result.stdout == ""
    assert len(target.read_text().splitlines()) == 3


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = run("read", text_file(tmp_path), "-o", tmp_path / "none" / "out.txt")
    assert result.exit_code == 1
    assert f"{tmp_path}/none/out.txt: cannot be written" in result.stderr


def test_unpaired_surrogates_break_no_output(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text('{"id": "w1", "text": "Holm said \\ud83d no."}')
    assert json.loads(run("read", path, "--to", "jsonl").stdout)["report"]["text"] == "Holm said \ud83d no."
    assert json.loads(run("read", path, "--to", "json").stdout)["report"]["text"] == "Holm said \ud83d no."
    assert "\ufffd no" in run("read", path).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x", "--to", "xml"],
        ["read", "x", "--jobs", "0"],
        ["read", "x", "--published", "soon"],
        ["write"],
    ],
)
def test_wrong_usage_is_told_from_failure(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_the_version_is_the_packages() -> None:
    assert run("--version").stdout == f"sayso {sayso.__version__}\n"


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout) == sayso.json_schema()


def test_the_help_of_every_command_has_an_example() -> None:
    for command in ([], *([info.name or info.callback.__name__] for info in app.registered_commands if info.callback)):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert re.search(rf"Examples?:\s+sayso {''.join(command)}", result.stdout)


def test_help_loads_nothing_heavy() -> None:
    script = "import sys; from sayso.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"onnxruntime", "numpy", "trafilatura", "httpx", "tokenizers", "msgspec", "lxml"} & set(loaded)


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)


def command(*arguments: object) -> list[str]:
    """The command in a process of its own, with the reader of the tests."""
    return [sys.executable, "-m", "tests.run_fake", *map(str, arguments)]


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": HOLM * 50}) + "\n" for n in range(50)))
    with subprocess.Popen(
        command("read", path, "--to", "jsonl", "--jobs", 1), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_interrupt_ends_the_run_with_one_line(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    line = json.dumps({"id": "w1", "text": HOLM}).encode() + b"\n"
    arguments = command("read", "-", "--to", "jsonl", "-o", target, "--jobs", 1)
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(line)
        process.stdin.flush()
        deadline = time.monotonic() + 20
        while not list(tmp_path.glob("*.part")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        message = process.stderr.read().decode()
    assert process.returncode == 130
    assert re.fullmatch(r"sayso: stopped: \d read, 0 failed · .*\n", message)
    assert not list(tmp_path.iterdir())


def on_terminal(arguments: list[str], **environment: str) -> str:
    """What the command writes on a terminal."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", **environment}
    with subprocess.Popen(arguments, stdout=follower, stderr=follower, stdin=subprocess.DEVNULL, env=env) as process:
        os.close(follower)
        written = b""
        while select.select([leader], [], [], 20)[0]:
            try:
                piece = os.read(leader, 4096)
            except OSError:  # the end of a terminal
                break
            written += piece
        assert process.wait() == 0
    os.close(leader)
    return written.decode().replace("\r\n", "\n")


def test_on_a_terminal_the_page_has_colours_and_its_width(tmp_path: Path) -> None:
    shown = on_terminal(command("read", text_file(tmp_path)))
    assert "\x1b[1;32mHolm" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert max(map(len, plain.splitlines())) == 60


def test_no_color_is_respected(tmp_path: Path) -> None:
    assert "\x1b" not in on_terminal(command("read", text_file(tmp_path)), NO_COLOR="1")


def test_progress_of_many_is_shown_on_a_terminal_while_writing_to_a_file(tmp_path: Path) -> None:
    paths = [text_file(tmp_path, name=name) for name in ("a.txt", "b.txt")]
    shown = on_terminal(command("read", *paths, "-o", tmp_path / "out.txt"))
    assert "Reading" in shown
    assert "2/2" in shown
    assert "sayso: done: 2 read, 0 failed" in shown
