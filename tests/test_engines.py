"""Many files to Parquet: by this process, by worker processes, by a Ray cluster of two."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import pipeline
from sayso.cli import app
from sayso.engines import inputs
from sayso.engines.files import read_files
from sayso.engines.inputs import File
from sayso.engines.journal import Journal
from sayso.errors import EngineError
from sayso.pipeline import Reader
from tests.fake_reader import annotate, fake_reader
from tests.test_cli import command

HOLM = "The strike is over, the union said on Friday. Holm said no."


def reader_that_dies(reports: Path) -> Reader:
    """The reader of the tests; a text that says "deadly" ends its process."""

    def see(text: str) -> Any:
        if "deadly" in text and reports.is_dir():
            os.kill(os.getpid(), signal.SIGKILL)
        return annotate(text)

    return replace(fake_reader(), annotate=see)


def waiting_reader(folder: Path) -> Reader:
    """The reader of the tests; in the middle of its fifth report it waits until another process has been killed."""
    read: list[str] = []

    def see(text: str) -> Any:
        read.append(text)
        (folder / f"pid-{os.getpid()}").touch()
        if len(read) == 5:
            (folder / f"waits-{os.getpid()}").touch()
            wait_for(lambda: (folder / "killed").exists())
        return annotate(text)

    return replace(fake_reader(), annotate=see)


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: fake_reader())
    monkeypatch.setattr(pipeline, "one_reader", lambda *_: fake_reader())
    monkeypatch.setattr(inputs, "_LOTS", 1)
    monkeypatch.setattr(inputs, "_LOT_FILES", 3)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Ten files of one report, one of five, of which one is broken, and one that is empty."""
    folder = tmp_path / "reports"
    (folder / "deeper").mkdir(parents=True)
    for number in range(10):
        (folder / f"r{number}.txt").write_text(f"{HOLM} So did {number} others.")
    lines = [json.dumps({"id": f"w{n}", "text": f"{HOLM} Of {n} nobody knows."}) for n in range(4)]
    (folder / "deeper" / "wire.jsonl").write_text("\n".join([*lines[:2], '{"text"', *lines[2:]]))
    (folder / "empty.txt").write_text("")
    return folder


def rows(folder: Path) -> list[dict[str, Any]]:
    """The rows of all files of readings in a folder, sorted."""
    tables = (pyarrow.parquet.read_table(path) for path in folder.glob("*.parquet"))
    found = [row for table in tables for row in table.to_pylist()]
    return sorted(found, key=lambda row: (row["input"], row["position"]))


def failures(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "failures.jsonl").read_text().splitlines()]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def never_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def see(_: str) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr(pipeline, "one_reader", lambda *_: replace(fake_reader(), annotate=see))


def test_files_become_rows_with_their_readings_and_what_they_were_read_from(reports: Path) -> None:
    done = read_files([reports], "out", jobs=1, outlet="Harbour Post")
    assert (done.files, done.there, done.readings, done.failed) == (12, 0, 14, 2)
    found = rows(Path("out"))
    assert len(found) == 14
    row = next(row for row in found if row["input"].endswith("r3.txt"))
    assert row["capture_body"] == (reports / "r3.txt").read_bytes()
    assert row["outlet"] == "Harbour Post"
    assert json.loads(row["reading"])["report"]["text"].endswith("So did 3 others.")
    assert json.loads(row["reading"])["meta"]["seconds"] is None
    assert row["text_sha256"] == row["report_id"].removeprefix("sha256:")
    assert [(each["error"]["source"][-10:], each["error"]["line"]) for each in failures(Path("out"))] == [
        ("wire.jsonl", 3),
        ("/empty.txt", None),
    ]
    assert not [path for path in Path("out").iterdir() if path.name.startswith(".")]


def test_more_workers_write_the_same_files(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_files([reports], "one", jobs=1)
    monkeypatch.setattr(pipeline, "one_reader", partial(make_fake))
    read_files([reports], "two", jobs=2)
    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("one", "two"))
    assert one == two


def make_fake(*_: object) -> Reader:
    return fake_reader()


def test_what_is_complete_is_not_read_again(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_files([reports], "out", jobs=1)
    before = rows(Path("out"))
    never_reads(monkeypatch)
    done = read_files([reports], "out", jobs=1)
    assert (done.files, done.there, done.readings, done.failed) == (0, 12, 0, 2)
    assert rows(Path("out")) == before
    assert len(failures(Path("out"))) == 2


def test_what_changed_or_came_since_is_read(reports: Path) -> None:
    read_files([reports], "out", jobs=1)
    (reports / "r3.txt").write_text(f"{HOLM} It was another.")
    (reports / "r99.txt").write_text(f"{HOLM} It was the last.")
    done = read_files([reports], "out", jobs=1)
    assert (done.files, done.there, done.readings) == (2, 11, 2)


def test_another_model_and_another_date_read_again(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_files([reports], "out", jobs=1)
    assert read_files([reports], "out", jobs=1, published="2024-03-14").files == 12
    other = replace(fake_reader(), model_hash="sha256:1")
    monkeypatch.setattr(pipeline, "_reader", lambda *_, threads: other)
    monkeypatch.setattr(pipeline, "one_reader", lambda *_: other)
    assert read_files([reports], "out", jobs=1).files == 12


def test_a_worker_with_another_model_ends_the_run(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "one_reader", lambda *_: replace(fake_reader(), model_hash="sha256:1"))
    with pytest.raises(sayso.ModelError, match="another model"):
        read_files([reports], "out", jobs=1)


def test_a_file_that_cannot_be_reached_is_tried_again(reports: Path) -> None:
    assert read_files([reports / "r1.txt", "later.txt"], "out", jobs=1).failed == 1
    Path("later.txt").write_text(f"{HOLM} It came later.")
    done = read_files([reports / "r1.txt", "later.txt"], "out", jobs=1)
    assert (done.files, done.there, done.failed) == (1, 1, 0)
    assert not Path("out/failures.jsonl").exists()


def test_the_same_file_named_twice_is_read_once_and_links_end(reports: Path) -> None:
    (reports / "deeper" / "up").symlink_to(reports)
    (reports / "deeper" / "nowhere").symlink_to("none")
    os.mkfifo(reports / "pipe")
    assert read_files([reports, reports / "r1.txt"], "out", jobs=1).readings == 14


@pytest.mark.parametrize("name", ["..-..-x.txt", "a\nb.txt", "\udcff.txt", "x" * 200 + ".txt", "ß😀.txt", "-.txt"])
def test_odd_names_stay_in_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(HOLM)
    assert read_files([tmp_path / name], "out", jobs=1).readings == 1
    assert len(list(Path("out").glob("*.parquet"))) == 1
    assert read_files([tmp_path / name], "out", jobs=1).there == 1


def test_a_text_that_utf_8_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "odd.jsonl").write_text('{"id": "\\ud800", "title": "a \\udfff", "text": "Holm said \\ud83d no."}')
    assert read_files(["odd.jsonl"], "out", jobs=1).readings == 1
    assert rows(Path("out"))[0]["title"] == "a \ufffd"
    assert run("add", "out").exit_code == 0


def test_a_large_file_has_numbered_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.interchange import writing

    monkeypatch.setattr(writing, "_PART_ROWS", 64)
    monkeypatch.setattr(writing, "_PART_FAILURES", 10)
    lines = [json.dumps({"text": f"{HOLM} {n} did."}) for n in range(150)]
    (tmp_path / "wire.jsonl").write_text("\n".join([*lines, *["{broken"] * 25]))
    done = read_files(["wire.jsonl"], "out", jobs=1)
    assert (done.readings, done.failed) == (150, 25)
    assert [path.name[-12:] for path in sorted(Path("out").glob("*.parquet"))] == [f"{n:04}.parquet" for n in range(5)]
    assert [row["position"] for row in rows(Path("out"))] == list(range(150))
    last = max(Path("out").glob("*.parquet"))
    last.unlink()
    assert read_files(["wire.jsonl"], "out", jobs=1).files == 1  # without its last part it is not complete
    assert last.exists()


def test_a_report_that_kills_its_workers_costs_that_report_alone(reports: Path, monkeypatch, tmp_path) -> None:
    read_files([reports], "calm", jobs=1)
    (reports / "r5.txt").write_text("This one is deadly.")
    monkeypatch.setattr(pipeline, "one_reader", lambda *_: None)
    monkeypatch.setattr("sayso.engines.files.partial", lambda *_: partial(reader_that_dies, tmp_path))
    done = read_files([reports], "out", jobs=2)
    assert (done.files, done.readings, done.failed) == (12, 13, 3)
    died = next(each for each in failures(Path("out")) if "died" in each["error"]["message"])
    assert died["error"]["source"].endswith("r5.txt")
    assert [row for row in rows(Path("calm")) if not row["input"].endswith("r5.txt")] == rows(Path("out"))
    assert not [path for path in Path("out").iterdir() if path.name.startswith(".")]


def test_lots_are_of_several_files_only_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_LOTS", 100)
    monkeypatch.setattr(inputs, "_LOT_FILES", 8)
    for count, size, lots in ((5, 1, 5), (150, 1, 150), (400, 1, 100), (80_000, 1, 10_000), (800, 6 << 20, 800)):
        found = list(inputs.lots([File(f"/{number}", size, 0) for number in range(count)]))
        assert len(found) == lots
        assert sum(map(len, found)) == count


def test_two_deaths_at_one_step_are_enough(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    for death in range(3):
        journal = Journal(path)
        assert journal.deadly((0, 7, "read")) is (death >= 2)
        assert not journal.deadly((0, 8, "read"))
        journal.at((0, 7, "read"))
    path.write_text('{"at": [0')
    assert not Journal(path).deadly((0, 7, "read"))


def test_an_interrupt_leaves_what_is_complete(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(400):
        (tmp_path / "reports" / f"r{number}.txt").write_text(f"{HOLM} {'So did others. ' * 50} {number}")
    arguments = command("read", "reports", "--engine", "local", "--jobs", 1, "-o", "out")
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not list(Path("out").glob("*.parquet")) and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        message = process.stderr.read()
    assert process.returncode == 130
    assert message.startswith("sayso: stopped: ")
    assert not [path for path in Path("out").iterdir() if path.name.startswith(".")]
    read = len(rows(Path("out")))
    assert 0 < read < 400
    result = run("read", "reports", "--engine", "local", "--jobs", 1, "-o", "out")
    assert f"{400 - read} files read, {read} already there" in result.stderr
    assert len(rows(Path("out"))) == 400


def test_the_command_says_what_was_done(reports: Path) -> None:
    result = run("read", reports, "nothere", "--engine", "local", "--jobs", 1, "-o", "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    last = result.stderr.splitlines()[-1].partition(" · ")[0]
    assert last == ("sayso: done: 12 files read, 0 already there; 14 readings, 3 failed (listed in out/failures.jsonl)")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["x", "--engine", "local"], "name it"),
        (["x", "--engine", "ray", "-o", "out", "--to", "csv"], "leave this out"),
        (["x", "--address", "auto"], "--engine ray"),
        (["x", "--engine", "local", "--address", "auto", "-o", "out"], "--engine ray"),
        (["x", "--engine", "dask", "-o", "out"], "dask"),
        (["x", "-o", "."], "give a file"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], words: str) -> None:
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("source", ["-", "https://news.example/a"])
def test_only_files_are_read_by_engines(source: str) -> None:
    result = run("read", source, "--engine", "ray", "-o", "out")
    assert result.exit_code == 1
    assert "an engine reads files" in result.stderr
    assert not Path("out").exists()


def test_a_folder_that_cannot_be_made(reports: Path) -> None:
    result = run("read", reports, "--engine", "local", "-o", reports / "r1.txt" / "out")
    assert result.exit_code == 1
    assert "no folder can be made here" in result.stderr


@pytest.mark.parametrize(("hidden", "extra"), [("ray", "sayso[ray]"), ("pyarrow", "sayso[arrow]")])
def test_without_an_extra_its_name_is_told(hidden: str, extra: str, reports: Path, monkeypatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == hidden]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, hidden, None)
    with pytest.raises(EngineError, match="pip install") as caught:
        read_files([reports], "out", engine="ray")
    assert extra in str(caught.value)


def test_a_cluster_that_does_not_answer(reports: Path) -> None:
    with pytest.raises(EngineError, match=r"no Ray cluster answers at 127\.0\.0\.1:1 "):
        read_files([reports], "out", engine="ray", address="127.0.0.1:1")


# Ray itself warns of its own deprecations, and leaves sockets and files to the end of the process.
of_ray = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Ray cluster of two workers on this machine."""
    ray = pytest.importorskip("ray")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    except (OSError, RuntimeError, ValueError) as error:
        pytest.skip(f"Ray does not start here: {error}")
    yield
    ray.shutdown()


@of_ray
def test_one_of_two_workers_of_ray_is_killed_and_the_output_is_the_same(
    reports: Path, tmp_path: Path, cluster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100, 160):
        (reports / f"r{number}.txt").write_text(f"{HOLM} So did {number} others.")
    read_files([reports], "calm", jobs=1)
    signs = tmp_path / "signs"
    signs.mkdir()
    monkeypatch.setattr("sayso.engines.files.partial", lambda *_: partial(waiting_reader, signs))

    def kill() -> None:
        """Kills one of two workers when both are in the middle of a report."""
        wait_for(lambda: len(list(signs.glob("waits-*"))) == 2)
        os.kill(int(next(signs.glob("waits-*")).name.partition("-")[2]), signal.SIGKILL)
        (signs / "killed").touch()

    killer = threading.Thread(target=kill)
    killer.start()
    done = read_files([reports], "out", engine="ray", jobs=2)
    killer.join()
    assert len(list(signs.glob("pid-*"))) == 3  # the two, and the one that took over
    assert (done.files, done.readings, done.failed) == (72, 74, 2)
    calm, out = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("calm", "out"))
    assert sorted(calm) == sorted(out)
    assert json.dumps(rows(Path("calm")), default=repr) == json.dumps(rows(Path("out")), default=repr)
    assert calm == out

    (reports / "r5.txt").write_text("This one is deadly.")
    monkeypatch.setattr("sayso.engines.files.partial", lambda *_: partial(reader_that_dies, tmp_path))
    done = read_files([reports], "out", engine="ray", jobs=2)
    assert (done.files, done.there, done.readings, done.failed) == (1, 71, 0, 3)

    monkeypatch.setattr("sayso.engines.files.partial", lambda *_: lambda: replace(fake_reader(), model_hash="sha256:1"))
    (reports / "r6.txt").write_text("This one is new.")
    with pytest.raises(sayso.ModelError, match="another model"):
        read_files([reports], "out", engine="ray", jobs=2)
