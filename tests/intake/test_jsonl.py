import io
import json

from sayso.intake import InputFailure, open_sources, report_from_bytes
from sayso.intake.jsonl import parse_lines
from sayso.intake.origin import Origin
from sayso.report import Report, content_id

STORY = "The crossing at Tarsk stayed shut, the port authority said."


def read(*lines: bytes, **stated: str) -> list[Report | InputFailure]:
    parsed = parse_lines(b"", io.BytesIO(b"\n".join(lines)), Origin(source="pack.jsonl", **stated))  # type: ignore[arg-type]
    return [item for item, _ in parsed]


def line(**fields: object) -> bytes:
    return json.dumps({"text": STORY, **fields}).encode()


def test_known_keys_become_fields_and_others_pass_through():
    (report,) = read(
        line(id="a1", title="Strike", outlet="Harbour Post", published="2024-03-14", desk=[1, {"x": None}])
    )
    assert isinstance(report, Report)
    assert (report.id, report.title, report.outlet, report.published) == ("a1", "Strike", "Harbour Post", "2024-03-14")
    assert report.extra == {"desk": [1, {"x": None}]}


def test_a_bad_line_is_reported_with_its_number_and_the_rest_is_read():
    found = read(
        line(id="a"),
        b"",
        b'{"text": "cut',
        b"[1]",
        b'{"id": "e"}',
        b'{"id": 7, "text": 5}',
        line(id="g", text=" "),
        line(),
    )
    assert [type(item).__name__ for item in found] == ["Report", *["InputFailure"] * 5, "Report"]
    failures = [item for item in found if isinstance(item, InputFailure)]
    assert [(item.line, item.id) for item in failures] == [(3, None), (4, None), (5, "e"), (6, "7"), (7, "g")]
    assert str(failures[0]).startswith("pack.jsonl:3: not valid JSON")


def test_lines_are_read_one_at_a_time():
    rest = io.BytesIO(b"\n".join([line(id="b"), line(id="c")]))
    first, _ = next(parse_lines(line(id="a") + b"\n", rest, Origin(source="x")))
    assert first.id == "a"
    assert rest.readline() in (line(id="c"), line(id="b") + b"\n")


def test_a_report_without_id_is_named_by_its_content():
    (report,) = read(line())
    assert report.id == content_id(STORY)


def test_unpaired_surrogates_zero_bytes_and_pairs_survive():
    (report,) = read(rb'{"text": "The \ud800 ferry \u0000 left \ud83d\udea2 at noon."}')
    assert isinstance(report, Report)
    assert report.text == "The \ud800 ferry \0 left \U0001f6a2 at noon."


def test_wrong_types_of_metadata_are_unknown_with_a_warning():
    (report,) = read(line(title=5, url=["x"], published="next week", author=""))
    assert isinstance(report, Report)
    assert (report.title, report.url, report.published, report.author) == (None, None, None, None)
    assert report.extra == {}
    assert report.warnings == (
        '"title" is not a string; taken as unknown',
        '"url" is not a string; taken as unknown',
        "cannot read the date 'next week'; write it as YYYY-MM-DD",
    )


def test_the_caller_fills_in_what_a_line_lacks():
    found = read(line(), line(outlet="Own Post", published="14 March 2024"), outlet="Caller", published="2020-01-01")
    assert [(item.outlet, item.published) for item in found if isinstance(item, Report)] == [
        ("Caller", "2020-01-01"),
        ("Own Post", "2024-03-14"),
    ]


def test_numbers_that_json_or_python_refuse_cost_one_line_at_most():
    found = read(
        line(share=float("nan")), b'{"text": "x", "n": ' + b"9" * 5000 + b"}", b'{"text":' + b"[" * 99_999, line()
    )
    assert [type(item).__name__ for item in found] == ["Report", "InputFailure", "InputFailure", "Report"]


def test_broken_bytes_are_read_with_a_warning():
    (report,) = read(b'{"text": "The \xe2\x80\x9cferry\xe2\x80\x9d left, na\xc3\xafve \xff he said."}')
    assert isinstance(report, Report)
    assert "\ufffd" in report.text
    assert "U+FFFD" in report.warnings[0]


def test_mark_and_utf16_do_not_hide_the_lines(tmp_path):
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        path = tmp_path / encoding
        path.write_bytes("\r\n".join([line(id="a").decode(), line(id="b").decode()]).encode(encoding))
        assert [item.id for item in open_sources([str(path)])] == ["a", "b"]


def test_line_separators_within_strings_do_not_end_a_line():
    (report,) = read(json.dumps({"text": f"{STORY}\u2028{STORY}\x85"}, ensure_ascii=False).encode())
    assert isinstance(report, Report)
    assert report.text == f"{STORY}\u2028{STORY}\x85"


def test_one_object_over_several_lines():
    data = json.dumps({"id": "one", "text": STORY}, indent=2).encode()
    assert report_from_bytes(data, source="one.json").id == "one"
