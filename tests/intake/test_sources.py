import gzip
import io
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso import intake
from sayso.errors import InputError
from sayso.intake import InputFailure, open_captured, open_sources, report_from_bytes, report_from_text
from sayso.intake.fetch import Fetched
from sayso.intake.origin import LARGEST
from sayso.report import Capture, Report

STORY = "The crossing at Tarsk stayed shut, the port authority said.\r\nIt gave no date.\r\n"


def messages(*sources: object) -> list[str]:
    return [str(item) for item in open_sources(map(str, sources)) if isinstance(item, InputFailure)]


def texts(*sources: object) -> list[str]:
    return [item.text for item in open_sources(map(str, sources)) if isinstance(item, Report)]


def test_public_names():
    assert intake.__all__ == [
        "Captured",
        "InputFailure",
        "open_captured",
        "open_sources",
        "report_from_bytes",
        "report_from_text",
    ]


def test_the_text_of_a_file_is_kept_to_the_character(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())
    assert texts(path) == [STORY]


def test_folders_are_read_in_the_order_of_names_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/.git/x.txt", ".hidden", "c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"The report {name} is here.")
    assert texts(tmp_path) == [f"The report {name} is here." for name in ("a/z.txt", "b.txt", "c.html")]


def test_links_that_lead_in_circles_are_followed_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("The report is here.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert texts(tmp_path) == ["The report is here."]
    assert len(messages(tmp_path)) == 1


def test_pipes_in_a_folder_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x.txt").write_text("The report is here.")
    assert texts(tmp_path) == ["The report is here."]


def test_one_bad_input_does_not_lose_the_rest(tmp_path):
    (tmp_path / "1.txt").write_text("")
    (tmp_path / "2.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "3.txt").write_text(" \n\t ")
    (tmp_path / "4.jsonl").write_text('{"text": "A first report."}\nnonsense\n{"text": "A second report."}\n')
    (tmp_path / "5.txt").write_text("A third report.")
    assert texts(tmp_path, tmp_path / "none", tmp_path / "5.txt") == [
        "A first report.",
        "A second report.",
        "A third report.",
        "A third report.",
    ]
    said = messages(tmp_path, tmp_path / "none", "a\0b", "x" * 5000)
    assert [Path(line.partition(": ")[0]).name[:7] for line in said[:5]] == [
        "1.txt",
        "2.txt",
        "3.txt",
        "4.jsonl",
        "none",
    ]
    assert "it is empty" in said[0]
    assert "PDF" in said[1]
    assert "4.jsonl:2: not valid JSON" in said[3]
    assert "no such file or folder" in said[4]
    assert len(said) == 7


@pytest.mark.parametrize("source", ["ftp://tarsk.example/a.txt", "file:///etc/hosts", "gopher://x"])
def test_other_schemes_are_refused(source):
    assert "http" in messages(source)[0]


def test_missing_permission_is_said(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    (tmp_path / "x.txt").write_text("The report is here.")
    listdir = os.listdir

    def guarded(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", guarded)
    assert texts(tmp_path) == ["The report is here."]
    assert "shut: no permission to read it" in messages(tmp_path)[0]


def test_an_empty_folder_is_said(tmp_path):
    assert "no files in the folder" in messages(tmp_path)[0]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "One."}\n{"text": 2}\n')))
    one, two = open_sources(["-"])
    assert isinstance(one, Report)
    assert str(two).startswith("<stdin>:2: ")


def test_what_the_caller_states_holds_for_plain_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("TARSK, 3 Jan 1990 (AP) -- The crossing stayed shut, the port authority said.")
    (report,) = open_sources([str(path)], published="4 January 1990", outlet="Harbour Post")
    assert isinstance(report, Report)
    assert (report.published, report.outlet) == ("1990-01-04", "Harbour Post")


def test_sources_are_opened_one_at_a_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The report is here.")

    def sources():
        yield str(path)
        raise AssertionError("asked for too early")

    assert isinstance(next(open_sources(sources())), Report)


def test_large_inputs(tmp_path):
    line = "The crossing at Tarsk stayed shut, the port authority said. "
    path = tmp_path / "large.txt"
    path.write_text(line * 17_000 + "\n" + " " * 70_000 + "\n" + line)
    (text,) = texts(path)
    assert len(text) == path.stat().st_size
    late = tmp_path / "late.txt"
    late.write_text(" " * 70_000 + line)
    assert texts(late) == [" " * 70_000 + line]


def test_bytes_with_more_than_one_report_are_refused():
    with pytest.raises(InputError, match=r"pack: more than one report"):
        report_from_bytes(b'{"text": "One."}\n{"text": "Two."}', source="pack")
    with pytest.raises(InputError, match=r"pack:1: no \"text\""):
        report_from_bytes(b'{"id": 1}', source="pack")


def test_text_is_refused_only_when_there_is_none():
    with pytest.raises(InputError, match="no text"):
        report_from_text(" \n")
    assert report_from_text("\0\ud800").text == "\0\ud800"


def test_the_clock_is_the_callers(monkeypatch):
    def fetch(url, *, allow_private, now):
        return Fetched(url, b"The report.", "text/plain", now().isoformat())

    monkeypatch.setattr("sayso.intake.fetch.fetch", fetch)
    (report,) = open_sources(["http://tarsk.example/a"], now=lambda: datetime(2024, 3, 14, tzinfo=UTC))
    assert isinstance(report, Report)
    assert (report.url, report.retrieved) == ("http://tarsk.example/a", "2024-03-14T00:00:00+00:00")


def test_a_gzipped_pack_is_read_and_a_damaged_one_keeps_what_came_before(tmp_path):
    lines = "".join(json.dumps({"id": f"r{n}", "text": f"{STORY} {os.urandom(50).hex()}"}) + "\n" for n in range(2000))
    packed = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    assert [r.id for r in open_sources([str(tmp_path / "a.jsonl.gz")])] == [f"r{n}" for n in range(2000)]
    *read, failure = open_sources([str(tmp_path / "b.jsonl.gz")])
    assert read[0].id == "r0"
    assert isinstance(failure, InputFailure)
    assert "damaged or cut short" in failure.message


def test_a_dump_is_not_taken_for_one_report_and_is_named(tmp_path):
    (tmp_path / "dump.txt").write_text("The crossing stayed shut, the authority said. " * 50_000)
    [message] = messages(tmp_path / "dump.txt")
    assert "dump.txt: over 2,000,000 characters are no single report; split it" in message


def test_a_report_comes_with_the_bytes_that_it_was_read_from(tmp_path):
    page = (
        "<html><body><p>The crossing at Tarsk stayed shut for a third day, the port authority said.</p></body></html>"
    )
    (tmp_path / "a.html").write_bytes(page.encode())
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(STORY.encode("utf-16")))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    html, text, failure = open_captured([str(tmp_path)])
    assert isinstance(html.item, Report)
    assert html.capture == Capture(body=page.encode())
    assert isinstance(text.item, Report)
    assert text.capture == Capture(body=STORY.encode("utf-16"))
    assert isinstance(failure.item, InputFailure)
    assert failure.capture is None
    assert [item for item, _ in open_captured([str(tmp_path)])] == list(open_sources([str(tmp_path)]))


def test_a_line_among_many_is_no_capture(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One report."}\n{"text": "Another report."}\n')
    assert [capture for _, capture in open_captured([str(path)])] == [None, None]


def test_folders_within_folders_without_end_are_no_crash(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1_100):
        Path("a").mkdir()
        os.chdir("a")
    Path("x.txt").write_text("The report is here.")
    assert texts(tmp_path) == ["The report is here."]
    Path("x.txt").unlink()
    for _ in range(1_100):  # what clears the folder away may not manage such depths
        os.chdir("..")
        Path("a").rmdir()


def test_names_that_no_terminal_could_print_are_safe(tmp_path):
    for name in ("a\nb.txt", "\udcff.txt", "..x.txt.pdf", "c.txt"):
        (tmp_path / name).write_text("")
    said = messages(tmp_path)
    assert len(said) == 3
    assert any("\ufffd.txt: it is empty" in line for line in said)


def test_only_names_of_open_folders_are_held(tmp_path):
    for folder in "abc":
        (tmp_path / folder).mkdir()
        for number in range(3):
            (tmp_path / folder / f"{number}.txt").write_text(f"The report {folder}{number} is here.")
    opened = open_sources([str(tmp_path)])
    next(opened)
    (tmp_path / "c" / "3.txt").write_text("A report that came later.")
    assert [item.text for item in opened if isinstance(item, Report)][-1] == "A report that came later."


def test_what_unpacks_without_end_is_refused(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"0" * (LARGEST + 10)))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One report."}\n{"text": "' + b"0" * (LARGEST + 10)))
    assert texts(tmp_path) == ["One report."]
    first, second = messages(tmp_path)
    assert "larger than 64 MiB, unpacked" in first
    assert "b.jsonl.gz:2: a line of over 64 MiB" in second


def test_a_date_beyond_the_day_of_retrieval_is_a_doubt():
    def doubts(published, retrieved):
        report = report_from_text("The strike is over.", published=published, retrieved=retrieved)
        return [warning for warning in report.warnings if "after it was fetched" in warning]

    assert doubts("2024-03-16", "2024-03-14T23:00:00Z")
    assert doubts("9999-12-31", "2024-03-14")
    assert not doubts("2024-03-15T09:00:00+13:00", "2024-03-14T23:00:00Z")
    assert not doubts("2024-03-16", None)
