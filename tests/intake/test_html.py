import logging

import pytest

from sayso.errors import InputError
from sayso.intake import report_from_bytes
from sayso.report import Report

JSON_LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
"headline": "Ferry strike enters second week", "datePublished": "2024-03-14T09:30:00+01:00",
"author": [{"@type": "Person", "name": "Ines Okafor"}, {"@type": "Person", "name": "Tom Vale"}],
"publisher": {"@type": "Organization", "name": "Harbour Post"}}]}"""

PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Ferry strike enters second week | Harbour Post</title>
<link rel="canonical" href="https://harbourpost.example/news/ferry-strike">
<meta property="og:site_name" content="Harbour Post">
<script type="application/ld+json">{JSON_LD}</script></head><body>
<div id="cookie-banner"><p>We use cookies to improve your experience. Do you accept all cookies?</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>Ferry strike enters second week</h1>
<p class="byline">By Ines Okafor and Tom Vale</p>
<figure><img src="a.jpg"><figcaption>Ferries tied up in Tarsk harbour on Wednesday.</figcaption></figure>
<p>TARSK — The strike that has closed the Tarsk crossing entered its second week on Thursday, union leaders said.</p>
<p>“We have not had <b>one call</b> from the <a href="/m">ministry</a>,” said Marta Quill,
   who leads the Deckhands’ Union. She added:</p>
<blockquote><p>“Nobody wants this. Our members have families.</p><p>“But we will not go back for less.”</p></blockquote>
<h2>What the ministry says</h2>
<p>The transport ministry denied that it had refused talks. It listed three conditions:</p>
<ul><li>an end to the pickets;</li><li>a return to the January timetable;</li><li>no claims for lost pay.</li></ul>
<p>A spokesman said the minister &ldquo;would meet anyone&rdquo; once the ports were open.<br>He gave no date.</p>
<p class="wp-caption-text">Marta Quill speaks to reporters outside the ministry in Tarsk on Wednesday.</p>
<p>Read more: <a href="/x">How the strike began</a></p>
<div class="related"><h3>Related</h3><ul><li><a href="/a">Port fees to rise</a></li></ul></div>
</article></main><footer><p>Copyright 2024 Harbour Post. All rights reserved.</p></footer></body></html>"""

STORY = [
    "TARSK — The strike that has closed the Tarsk crossing entered its second week on Thursday, union leaders said.",
    "“We have not had one call from the ministry,” said Marta Quill, who leads the Deckhands’ Union. She added:",
    "“Nobody wants this. Our members have families.",
    "“But we will not go back for less.”",
    "What the ministry says",
    "The transport ministry denied that it had refused talks. It listed three conditions:",
    "an end to the pickets;\na return to the January timetable;\nno claims for lost pay.",
    "A spokesman said the minister “would meet anyone” once the ports were open.\nHe gave no date.",
]
PARAGRAPH = "The crossing at Tarsk stayed shut for a second week, the port authority said on Monday. "


def read(page: str | bytes, **known: str) -> Report:
    data = page if isinstance(page, bytes) else page.encode()
    return report_from_bytes(data, source="page.html", **known)


def test_the_story_of_a_newspaper_page_in_its_order():
    paragraphs = read(PAGE).text.split("\n\n")
    assert [paragraph for paragraph in paragraphs if paragraph in STORY] == STORY
    for other in ("cookies", "Home", "Port fees", "Copyright"):
        assert other not in read(PAGE).text


def test_what_the_page_says_about_itself():
    report = read(PAGE)
    assert report.title == "Ferry strike enters second week"
    assert report.outlet == "Harbour Post"
    assert report.author == "Ines Okafor, Tom Vale"
    assert report.published == "2024-03-14T09:30:00+01:00"
    assert report.language == "en"
    assert report.url == "https://harbourpost.example/news/ferry-strike"
    assert report.warnings == ()


def test_furniture_and_dateline_of_a_page():
    report = read(PAGE)
    marked = {report.text[slice(*item.span)]: item.kind for item in report.furniture}
    assert marked.get("Ferry strike enters second week") == "headline"
    assert marked.get("Read more: How the strike began", "boilerplate") == "boilerplate"
    caption = "Marta Quill speaks to reporters outside the ministry in Tarsk on Wednesday."
    assert caption not in report.text or marked[caption] == "caption"
    assert not set(marked) & set(STORY)
    assert report.dateline is not None
    assert report.text[slice(*report.dateline.span)] == "TARSK —"


def test_what_the_caller_states_goes_before_the_page():
    report = read(PAGE, published="2024-03-15", outlet="The Mirror of Tarsk")
    assert (report.published, report.outlet) == ("2024-03-15", "The Mirror of Tarsk")


def test_meta_tags_serve_where_there_is_no_json_ld():
    page = f"""<html><head><meta property="og:title" content="Ferry strike"><meta name="author" content="Ines Okafor">
    <meta property="article:published_time" content="2024-03-14T08:00:00Z"></head><body><article>
    <h1>Ferry strike</h1><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH}</p></article></body></html>"""
    report = read(page)
    assert (report.title, report.author, report.published) == ("Ferry strike", "Ines Okafor", "2024-03-14T08:00:00Z")


@pytest.mark.parametrize("stated", ["", '<meta property="og:site_name" content="Harbour Post">'])
def test_an_author_who_is_named_only_in_the_page_is_found(stated: str) -> None:
    page = f"""<html><head><meta property="og:title" content="Ferry strike">{stated}
    <meta property="article:published_time" content="2024-03-14"></head><body><article><h1>Ferry strike</h1>
    <div class="byline">By <a rel="author" href="/o">Ines Okafor</a></div>{"<p>" + PARAGRAPH * 3 + "</p>"}</article>"""
    assert read(page).author == "Ines Okafor"


def test_article_that_only_json_ld_holds():
    page = f"""<html><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry strike",
    "articleBody": "{PARAGRAPH}"}}</script></head><body><div id="app"></div></body></html>"""
    assert read(page).text == PARAGRAPH.strip()


def test_an_undated_page_says_so():
    (warning,) = read(f"<html><body><article><p>{PARAGRAPH * 3}</p></article></body></html>").warnings
    assert "no date of publication" in warning


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("windows-1252", "windows-1252"),
        ("latin-1", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-8"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_encodings_of_pages(encoding, declared):
    words = {"latin-1": "«Señor Muñoz»", "koi8-r": "Маяк"}.get(encoding, "“Zoë”")
    story = f"<article><p>{words} {PARAGRAPH * 3}</p></article>"
    page = f"<html><head><meta charset={declared}></head><body>{story}</body></html>"
    report = read(page.encode(encoding))
    assert report.text.startswith(words)
    assert any("declared as" in warning for warning in report.warnings) == (
        (encoding, declared) == ("latin-1", "utf-8")
    )


def test_http_charset_goes_before_the_page():
    page = f"<html><meta charset=koi8-r><body><p>Zoë {PARAGRAPH * 3}</p></body></html>".encode("cp1252")
    assert read(page, content_type="text/html; charset=windows-1252").text.startswith("Zoë")


def test_right_to_left_page_is_read_with_a_warning():
    words = "قال الوزير يوم الاثنين إن الإضراب قد انتهى وإن السفن ستبحر من جديد من الميناء. "
    report = read(f'<html lang="ar" dir="rtl"><body><article><p>{words * 4}</p></article></body></html>')
    assert report.text == (words * 4).strip()
    assert report.language == "ar"
    assert "looks like Arabic" in " ".join(report.warnings)


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<!doctype html><title>404</title><h1>Not found</h1><p>Page not found.</p>",
        "<html><body><nav><ul>" + "<li><a href='/x'>Sport news</a></li>" * 30 + "</ul></nav></body></html>",
        "<html><body><form><input name=user><input name=password><button>Log in</button></form></body></html>",
        "<html><body><div id=root></div><script>render()</script></body></html>",
        "<html><!-- " + PARAGRAPH,
    ],
)
def test_a_page_without_an_article_is_an_input_error(page):
    with pytest.raises(InputError, match="no article in the page"):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{PARAGRAPH * 3}<p>{PARAGRAPH}</div></table><b><i></b>",
        f"<html><body><article><p>{PARAGRAPH * 3}\0&#0;&#xD800;&#x110000;\x01</p>",
        f"<html xmlns:a='b'><a:b><p>{PARAGRAPH * 3}</p></a:b>",
        f"<?xml version='1.0' encoding='utf-16'?><html><body><p>{PARAGRAPH * 3}</p>",
        f'<html><script type="application/ld+json">{{"@type": [null, 5], "x": </script><p>{PARAGRAPH * 3}</p>',
        f'<html><script type="application/ld+json">{"[" * 99_999}</script><body><p>{PARAGRAPH * 3}</p>',
        f"<html><meta><meta content=x><meta name=date content=soon><body><p>{PARAGRAPH * 3}</p>",
    ],
)
def test_broken_and_hostile_pages_are_read(page):
    assert PARAGRAPH.strip() in read(page).text


def test_nothing_is_printed(capfd):
    with pytest.raises(InputError):
        read("<html></html>")
    read(PAGE)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("trafilatura").handlers
