"""Our own reports with attribution gold: the notation, its errors, and the reports themselves."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.notation import MarkedReport, NotationError, parse_reports

REPORTS = Path(__file__).parents[2] / "training" / "reports"


def one(marked: str) -> MarkedReport:
    [report] = parse_reports(f"=== Dam\n{marked}\n", "a.txt")
    return report


def words(report: MarkedReport) -> list[dict[str, list[str]]]:
    return [
        {part: [report.text[a:b] for a, b in spans] for part, spans in statement._asdict().items()}
        for statement in report.statements
    ]


def test_marks_are_taken_out_and_their_words_found() -> None:
    report = one("{t1 The dam held}, {s1 the mayor} {c1 said}.\n\n“Naïve,” {s2 she} {c2 added}{c2 :} so.")
    assert report.title == "Dam"
    assert report.text == "The dam held, the mayor said.\n\n“Naïve,” she added: so."
    assert words(report) == [
        {"source": ["the mayor"], "cue": ["said"], "content": ["The dam held"]},
        {"source": ["she"], "cue": ["added", ":"], "content": []},
    ]


def test_a_content_in_pieces_is_one_statement() -> None:
    report = one("{t1 The road}, {s1 police} {c1 said}, {t1 was closed}.")
    assert words(report)[0]["content"] == ["The road", "was closed"]


def test_a_shared_source_stands_in_each_of_its_statements() -> None:
    report = one("{s1,2 Holt} {c1 denied} {t1 the claim}, {c2 calling} {t2 it a lie}.")
    assert [statement["source"] for statement in words(report)] == [["Holt"], ["Holt"]]


def test_statements_come_in_the_order_of_their_numbers() -> None:
    report = one("{c10 late} {t10 ten}. {c2 early} {t2 two}.")
    assert [statement["cue"] for statement in words(report)] == [["early"], ["late"]]


def test_comments_stand_before_the_first_report_only() -> None:
    first, second = parse_reports("# how we mark\n\n=== A\n# 1 in the list\n\n=== B\nText.\n", "a.txt")
    assert (first.text, second.title, second.text) == ("# 1 in the list", "B", "Text.")


@pytest.mark.parametrize(
    ("marked", "mark"),
    [
        ("{s1 Holt {c1 said}}.", "{s1 Holt "),
        ("{s1 Holt} {c1 said", "{c1 said"),
        ("{x1 Holt} {c1 said}.", "{x1 Holt}"),
        ("{s Holt} {c1 said}.", "{s Holt}"),
        ("{s1, 2 Holt} {c1 said}.", "{s1, 2 Holt}"),
        ("{s1 Holt } {c1 said}.", "{s1 Holt }"),
        ("{s1  Holt} {c1 said}.", "{s1  Holt}"),
        ("{s1 Holt} {c1 said}.}", "'}'"),
        ("{s1 Holt} {t1 spoke}.", "{c1 ...}"),
        ("The dam {c3 held}.", "{c3 ...}"),
    ],
)
def test_an_error_names_file_report_and_mark(marked: str, mark: str) -> None:
    with pytest.raises(NotationError) as error:
        one(marked)
    assert str(error.value).startswith("a.txt: Dam: ")
    assert mark in str(error.value)


@pytest.mark.parametrize(
    "notation", ["Text.\n=== A\nText.", "=== \nText.", "=== A\n\n=== B\nText.", "=== A\nT.\n=== A\nT."]
)
def test_a_file_out_of_shape_is_refused(notation: str) -> None:
    with pytest.raises(NotationError, match=r"^a\.txt: "):
        parse_reports(notation, "a.txt")


@given(st.lists(st.tuples(st.sampled_from(["", "s", "c", "t"]), st.text("ab é“”", min_size=1)), max_size=12))
def test_the_text_is_what_the_marks_enclose(parts: list[tuple[str, str]]) -> None:
    parts = [(kind, piece.strip() or "x") for kind, piece in parts]
    marked = " ".join(f"{{{kind}1 {piece}}}" if kind else piece for kind, piece in [*parts, ("s", "x"), ("c", "x")])
    report = one(marked)
    assert report.text == " ".join([piece for _, piece in parts] + ["x", "x"])
    [statement] = words(report)
    assert statement["content"] == [piece for kind, piece in parts if kind == "t"]


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.name)
def test_our_reports_are_well_marked(path: Path) -> None:
    for report in parse_reports(path.read_text(encoding="utf8"), path.name):
        for statement in report.statements:
            assert statement.cue, report.title
            assert statement.source or statement.content, report.title
        assert not re.search(r"\S\n\S|[ \t]\n| {2}", report.text), report.title


def test_there_are_two_files_of_reports() -> None:
    assert {"a.txt", "b.txt"} <= {path.name for path in REPORTS.glob("*.txt")}
