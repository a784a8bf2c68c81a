import pytest

from sayso.intake import report_from_text

STORY = (
    "The crossing at Tarsk stayed shut for a second week, the port authority said on Monday.\n\n"
    "“We have not had one call,” said Marta Quill, who leads the Deckhands’ Union."
)


def furniture(text: str, **known: str) -> list[tuple[str, str]]:
    report = report_from_text(text, **known)  # type: ignore[arg-type]
    return [(item.kind, text[slice(*item.span)]) for item in report.furniture]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("byline", "By Ines Okafor"),
        ("byline", "By Ines Okafor and Tom Vale, Harbour Post"),
        ("byline", "BY TOM VALE"),
        ("byline", "By María de la Cruz"),
        ("byline", "Ines Okafor, Staff writer"),
        ("byline", "Tom Vale, Harbour Post political correspondent"),
        ("caption", "FILE PHOTO: A ferry leaves Tarsk in 2019."),
        ("caption", "A man walks past a shut ticket office in Tarsk. (Photo: Lena Brandt)"),
        ("caption", "Ferries tied up in the harbour on Monday. (AP Photo/Lena Brandt)"),
        ("caption", "Deckhands wait outside the ministry on Monday. REUTERS/Lena Brandt"),
        ("caption", "Deckhands wait outside the ministry on Monday. Photo by Lena Brandt"),
        ("caption", "Image caption, Deckhands wait outside the ministry"),
        ("credit", "REUTERS/Lena Brandt"),
        ("credit", "Lena Brandt/Getty Images"),
        ("credit", "Getty Images"),
        ("credit", "(AP Photo/Lena Brandt)"),
        ("credit", "Photo: Lena Brandt"),
        ("boilerplate", "Read more: How the strike began"),
        ("boilerplate", "Sign up for our weekly newsletter and never miss a story"),
        ("boilerplate", "Share this article"),
        ("boilerplate", "(Reporting by Ines Okafor in Tarsk; Editing by Tom Vale)"),
        ("boilerplate", "Additional reporting by Ines Okafor and Tom Vale."),
        ("boilerplate", "Copyright 2024 Harbour Post. All rights reserved."),
        ("boilerplate", "© Harbour Post"),
        ("boilerplate", "Last updated: 14 March 2024"),
        ("boilerplate", "ADVERTISEMENT"),
    ],
)
def test_furniture_is_marked_and_the_story_is_not(kind, line):
    assert furniture(f"{line}\n\n{STORY}") == [(kind, line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the ferries had stopped.",
        "By then, Quill said, nobody believed him.",
        "Reporting by the Harbour Post found that 12 deckhands were hurt.",
        "Reporting by the newspaper was wrong, the ministry said.",
        "Follow the money, said Quill.",
        "Watch the harbour, she told them.",
        "Share prices fell in Tarsk.",
        "Copyright law does not cover timetables, the court held.",
        "Photographs by the police show two men.",
        "The editor of the Post, Tom Vale, denied it.",
        "“Subscribe to nothing,” the minister said.",
        "He was asked about Getty Images and Reuters.",
        "The strike began in March (see the photo).",
        "Related companies were also searched, police said.",
        "Updated figures show 12 hurt.",
        "Police published on Monday a list of names",
        "Tom Vale, the minister, said the editor was wrong.",
        "It was over (Reuters).",
    ],
)
def test_sentences_of_the_story_are_never_marked(sentence):
    assert furniture(f"{STORY}\n\n{sentence}\n\n{STORY}") == []
    assert furniture(f"{STORY.partition(chr(10))[0]}\n{sentence}\n{STORY}") == []


def test_headline_is_the_short_first_paragraph_and_becomes_the_title():
    text = f"Ferry strike enters second week\n\n{STORY}"
    assert furniture(text) == [("headline", "Ferry strike enters second week")]
    assert report_from_text(text).title == "Ferry strike enters second week"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The strike is over.\n\n" + STORY,
        "The strike is over\n" + STORY,
        "Ferry strike enters second week",
        "TARSK, 24 Aug (AP) --\n\n" + STORY,
    ],
)
def test_no_headline_is_no_title(text):
    assert report_from_text(text).title is None


def test_with_a_title_only_its_like_is_the_headline():
    assert (
        furniture(f"Ferry strike enters 2nd week\n\n{STORY}", title="Something else altogether, in the harbour") == []
    )
    title = "Ferry strike enters second week, no talks in sight | Harbour Post"
    repeated = "FERRY STRIKE ENTERS SECOND WEEK, no talks in sight"
    assert furniture(f"{repeated}\n\n{STORY}", title=title) == [("headline", repeated)]


def test_line_that_says_when_it_was_published_gives_the_date():
    report = report_from_text(f"Published: 14 March 2024\n\n{STORY}")
    assert report.published == "2024-03-14"
    assert [item.kind for item in report.furniture] == ["boilerplate"]


def test_byline_on_the_line_above_the_story():
    assert furniture(f"Ferry strike enters second week\n\nBy Ines Okafor\n{STORY}")[1] == ("byline", "By Ines Okafor")


def test_wrapped_text_is_read_by_paragraphs_not_by_lines():
    lines = [
        "The minister said that the strike was over and that it had been",
        "settled by Marta Quill and the ministry",
    ]
    lines += ["By Monday Night the ferries had sailed, which pleased the people", "in Tarsk and on the islands."]
    assert furniture("\n".join(lines)) == []


def test_head_of_short_lines_is_told_apart():
    text = f"Ferry strike enters second week\nBy Ines Okafor\nHarbour Post\n14 March 2024\n\nTARSK — {STORY}"
    report = report_from_text(text)
    assert report.title == "Ferry strike enters second week"
    assert report.published == "2024-03-14"
    assert [item.kind for item in report.furniture] == ["headline", "byline", "boilerplate"]


def test_dates_that_divide_a_chronology_are_not_the_date_of_publication():
    text = f"{STORY * 2}\n\n14 March 2021\n\nThe strike began.\n\n16 March 2021\n\nIt ended."
    report = report_from_text(text)
    assert report.published is None
    assert report.furniture == ()
