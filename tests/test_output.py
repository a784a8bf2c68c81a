import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import InputFailure
from sayso.output import as_json, as_jsonl, as_pages, whole_file
from sayso.reading import Reading
from sayso.report import Report
from tests.readings import clash, said

BAD = InputFailure(source="wire.jsonl", line=3, message="not valid JSON", id="w3")


def test_jsonl_holds_a_line_for_each_input_in_order() -> None:
    lines = [json.loads(line) for line in "".join(as_jsonl([clash(), BAD, clash()])).splitlines()]
    assert [line["report"]["id"] for line in lines] == ["clash", "w3", "clash"]
    assert lines[1]["error"] == {"source": "wire.jsonl", "line": 3, "message": "not valid JSON"}


def test_json_is_an_object_for_one_input_and_an_array_for_several() -> None:
    assert json.loads("".join(as_json([clash()]))) == json.loads(clash().to_json())
    assert [item["report"]["id"] for item in json.loads("".join(as_json([clash(), BAD, clash()])))] == [
        "clash",
        "w3",
        "clash",
    ]
    assert json.loads("".join(as_json([]))) == []


def test_json_keeps_the_two_ends_of_a_span_on_one_line() -> None:
    start, end = clash().statements[0].content[0]
    assert f"[{start}, {end}]" in "".join(as_json([clash()]))
    assert '"a [\\n 1,\\n 2\\n ]"' in "".join(as_json([said("a [\n 1,\n 2\n ]", "a")]))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives_json(text: str) -> None:
    reading = said(text, text)
    for written in (reading.to_json(), "".join(as_json([reading])), "".join(as_jsonl([reading]))):
        back = json.loads(written.encode("utf-8"))
        # JSON joins two surrogates that make up a pair, so they are compared in the form in which they are one.
        assert joined(back["report"]["text"]) == joined(text)


def joined(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_pages_are_plain_without_colour_and_parted_by_empty_lines() -> None:
    text = "".join(as_pages([clash(), BAD, clash()], width=80, colour=False))
    assert "\x1b" not in text
    assert text.count("Twelve dead in border clash, ministry says\n") == 2
    assert text.startswith("Twelve dead")
    assert "fighting since 2019.                    2019\n\n\nTwelve dead" in text


def test_pages_are_in_colour_on_a_terminal() -> None:
    assert "\x1b[" in "".join(as_pages([clash()], width=80, colour=True))


def test_square_brackets_in_a_report_are_not_taken_for_markup() -> None:
    text = "[bold]Holm[/bold] [red]said[/] [/nothing] no"
    assert text in "".join(as_pages([Reading(report=Report(id="x", text=text))], width=80, colour=False))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "out.jsonl") as file:
        file.write("søster\n")
        assert not (tmp_path / "out.jsonl").exists()
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "søster\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_is_left_as_it_was_when_writing_fails(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")

    def interrupted() -> None:
        with whole_file(target) as file:
            file.write("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    with whole_file(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    with whole_file(Path(os.devnull)) as file:
        file.write("gone")
    assert not Path(os.devnull).is_file()
