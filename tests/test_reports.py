"""The gold reports are in their notation, and their arithmetic is sound."""

import pytest

from tests.reports import PARTS, BadReportError, GoldCheck, GoldReport, parse_report, read_reports

REPORT = "part: tune\ntitle: Fire\n\n[90=a] homes burned,\nincluding [35=b] in [about 2 km=c].\n---\na: 90..90 home\n"
FIGURES = "b: 35.. home | destroyed\nc: 1.8..2.2 km | distance\n"


def test_there_are_sixty_and_the_halves_are_alike() -> None:
    reports = read_reports()
    assert len(reports) >= 60
    halves = [[report for report in reports if report.part == part] for part in PARTS]
    assert len(halves[0]) == len(halves[1])
    assert sum(map(len, halves)) == len(reports)
    checked = [sum(bool(report.checks) for report in half) for half in halves]
    assert checked[0] == checked[1] == len(halves[0]) // 2


def test_marks_are_removed_and_spans_point_at_the_words() -> None:
    report = parse_report("01-fire.txt", REPORT + FIGURES + "sum disagree: a b\n")
    assert report.text == "90 homes burned, including 35 in about 2 km."
    assert [report.text[slice(*figure.span)] for figure in report.figures] == ["90", "35", "about 2 km"]
    assert [(figure.low, figure.high, figure.unit, figure.measure) for figure in report.figures] == [
        (90, 90, "home", None),
        (35, None, "home", "destroyed"),
        (1.8, 2.2, "km", "distance"),
    ]
    assert report.checks == (GoldCheck("sum", "disagree", ("a", "b")),)


def test_no_mark_is_left_in_any_text() -> None:
    for report in read_reports():
        assert "[" not in report.text, report.name
        assert report.text == report.text.strip(), report.name
        assert all(0 <= figure.span.start < figure.span.end <= len(report.text) for figure in report.figures)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (REPORT + FIGURES + "sum agree: a z\n", "01-fire.txt, line 10: no figure z"),
        (REPORT + FIGURES + "d: 1..1 home\n", "line 10: no mark for d"),
        (REPORT + FIGURES + "a: 1..1 home\n", "line 10: a second figure a"),
        (REPORT + FIGURES + "total agree: a b\n", "line 10: neither"),
        (REPORT + "b: 35..34 home\n", "line 8: 35 is above 34"),
        (REPORT + "b: 35..35 home | burned\n", "line 8: burned is no measure"),
        (REPORT, "without a line: b, c"),
        (REPORT.replace("=b", "=a"), "line 5: a second mark a"),
        (REPORT.replace("=b", ""), "line 5: a bracket"),
        (REPORT.replace("tune", "dev"), "line 1: part is one of"),
        (REPORT.replace("title", "headline"), "line 2: the head"),
        (REPORT.replace("---\n", ""), "a report is a head"),
    ],
)
def test_a_bad_report_names_its_file_and_line(written: str, wrong: str) -> None:
    with pytest.raises(BadReportError, match=wrong):
        parse_report("01-fire.txt", written)


@pytest.mark.parametrize("report", read_reports(), ids=lambda report: report.name)
def test_exact_checks_are_arithmetically_sound(report: GoldReport) -> None:
    by_key = {figure.key: figure for figure in report.figures}
    for check in report.checks:
        figures = [by_key[key] for key in check.keys]
        if check.kind not in ("sum", "remainder", "change") or any(f.low != f.high for f in figures):
            continue
        first, *others = (figure.low for figure in figures)
        if check.kind != "change":
            right = first == pytest.approx(sum(others))
        elif figures[2].unit == "percent" != figures[0].unit:
            right = abs(others[0] - first) * 100 / first == pytest.approx(others[1], abs=0.5)
        else:
            right = abs(others[0] - first) == pytest.approx(others[1])
        assert right == (check.verdict == "agree"), check
