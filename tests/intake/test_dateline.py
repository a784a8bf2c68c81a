import pytest

from sayso.intake import report_from_text
from sayso.report import Dateline, Report

STORY = "The crossing at Tarsk stayed shut for a second week, the port authority said."


def parts(report: Report) -> dict[str, str]:
    line = report.dateline or Dateline(span=(0, 0))  # type: ignore[arg-type]
    return {
        name: report.text[slice(*span)]
        for name in ("place", "date", "agency")
        if (span := getattr(line, name)) is not None
    }


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("TARSK, 24 Aug (Harbour Agency) - ", {"place": "TARSK", "date": "24 Aug", "agency": "Harbour Agency"}),
        ("TARSK, Norland (AP) — ", {"place": "TARSK, Norland", "agency": "AP"}),
        ("TARSK (Reuters) - ", {"place": "TARSK", "agency": "Reuters"}),
        ("TARSK, Norland (AP) _ ", {"place": "TARSK, Norland", "agency": "AP"}),
        ("SAN TARSO, 3 JAN 90 -- [REPORT] [TEXT] ", {"place": "SAN TARSO", "date": "3 JAN 90"}),
        ("TARSK (NORLAND), 5 JUL 89 (RADIO TARSK 1) -- [TEXT] ", None),
        ("Tarsk, March 12 (Xinhua) -- ", {"place": "Tarsk", "date": "March 12", "agency": "Xinhua"}),
        ("Tarsk, Aug. 24, 2021 — ", {"place": "Tarsk", "date": "Aug. 24, 2021"}),
        ("(Reuters) - ", {"agency": "Reuters"}),
        ("(CNN)", {"agency": "CNN"}),
        ("NEW TARSK — ", {"place": "NEW TARSK"}),
        ("ST. ELDA, N.H. - ", {"place": "ST. ELDA, N.H."}),
        ("KÖRN/TARSK — ", {"place": "KÖRN/TARSK"}),
    ],
)
def test_datelines_give_place_date_and_agency(opening, expected):
    report = report_from_text(opening + STORY)
    assert report.dateline is not None
    assert report.dateline.span == (0, len(opening.rstrip()))
    if expected is None:
        expected = {"place": "TARSK (NORLAND)", "date": "5 JUL 89", "agency": "RADIO TARSK 1"}
    assert parts(report) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "The minister - a former deckhand - said it was over. ",
        "Marta Quill (AP) said so. ",
        "Tarsk - a port of 4,000 people - has been shut. ",
        "NATO - The alliance met on Monday. ",
        "UPDATE: ",
        "HOST: ",
        "QUILL-- ",
        "Wednesday, March 3 - ",
        "On Monday (March 3), ",
        "“TARSK — ",
        "COVID-19 — ",
        "Tarsk–Norland trains stood still. ",
        "He came back (late) - ",
    ],
)
def test_ordinary_openings_are_no_datelines(opening):
    assert report_from_text(opening + STORY).dateline is None


def test_dateline_follows_headline_and_byline():
    text = f"Crossing stays shut\n\nBy Ines Okafor\nTARSK — {STORY} {STORY}\n"
    assert parts(report_from_text(text)) == {"place": "TARSK"}


def test_a_dash_deep_in_the_story_is_none():
    assert report_from_text(f"{STORY * 4}\n\nTARSK — {STORY}").dateline is None


def test_full_date_of_the_dateline_is_the_date_of_publication_unless_that_is_known():
    text = f"TARSK, 3 JAN 90 (Harbour Agency) -- {STORY}"
    assert report_from_text(text).published == "1990-01-03"
    assert report_from_text(text, published="1990-01-04").published == "1990-01-04"
    assert report_from_text(f"TARSK, 3 Jan (AP) -- {STORY}").published is None
