import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.display.html import html_page, html_pages
from sayso.display.html.sheet import address, sheet
from sayso.display.visible import parted
from sayso.reading import Claim, Evidence, Reading, Statement
from sayso.report import Report, Span
from tests.display.lake import LAKE, lake
from tests.display.markup import Markup
from tests.readings import clash, said

EVERY_CHARACTER = st.text(st.characters(exclude_categories=()), max_size=120)


def as_shown(text: str) -> str:
    return "".join(code or words for words, code in parted(text))


def test_the_page_holds_the_text_untouched_with_all_that_was_found_marked() -> None:
    page = Markup(html_page(lake()))
    assert page.report == LAKE
    assert page.marked["cue"][:3] == ["say", "said", "denied"]
    assert "".join(page.marked["inner"]) == "the patrol took two men on board"
    assert page.marked["main"] == ["fired"]
    assert page.marked["figure"] == ["Two", "Two", "14", "20", "six", "About 30"]
    assert page.marked["time"] == ["Wednesday", "Tuesday", "Friday", "since 2016"]
    assert page.marked["place"][:3] == ["KISUMU", "Kenya", "Osulwa Bay"]


def test_events_of_no_type_are_not_marked() -> None:
    assert page_words("event") == ["fired", "fired", "seized", "took", "talks"]


def page_words(kind: str) -> list[str]:
    return Markup(html_page(lake())).marked[kind]


def test_each_claim_is_tied_to_all_its_words() -> None:
    page = Markup(html_page(lake()))
    assert page.evidence["c2"] == "a patrol boat fired on a group of canoes near Osulwa Bay"
    assert page.evidence["c1"] == "Two missingTwo fishermen were missing on Wednesday"


def test_a_claim_shows_its_chain_from_the_outlet_inward() -> None:
    (card,) = (card for card in sheet(lake()).claims if card.name == "c7")
    assert [(step.name, step.verb, step.sourcing) for step in card.chain] == [
        ("Lakeside Courier", "", ""),
        ("A nurse at the clinic in Kisumu", "says", "unnamed"),
        ("Relatives", "say", "group"),
    ]


def test_a_denial_and_what_it_denies_lead_to_each_other() -> None:
    cards = {card.name: card for card in sheet(lake()).claims}
    assert cards["c3"].denies == "c2"
    assert cards["c2"].denied_by == ("c3",)


def test_every_link_within_the_page_leads_somewhere_and_no_id_is_used_twice() -> None:
    for source in (html_page(lake()), "".join(html_pages([lake(), clash(), lake()]))):
        page = Markup(source)
        inner = {link[1:] for link in page.links if link.startswith("#")}
        assert inner <= set(page.ids)
        assert max(Counter(page.ids).values()) == 1


def test_nothing_is_fetched() -> None:
    page = Markup(html_page(lake()))
    assert {name for _, name, _ in page.attributes}.isdisjoint({"src", "srcset", "style", "action", "data", "poster"})
    assert not {"link", "img", "iframe", "object", "base", "form"} & set(page.tags)
    assert "url(" not in html_page(lake())
    assert "@import" not in html_page(lake())


def test_the_address_of_the_report_is_a_link_that_tells_nobody_where_it_was_followed() -> None:
    page = html_page(lake())
    assert '<a href="https://courier.example/lake" rel="noreferrer noopener">' in page


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https:evil",
        "https://[x",
        "https://a.example/\u202egpj.exe",
        'https://a.example/"onmouseover="x',
        "https://аpple.example/",
        None,
        "",
    ],
)
def test_an_address_of_any_other_kind_is_no_link(url: str | None) -> None:
    assert address(url) is None
    page = Markup(html_page(replace(lake(), report=replace(lake().report, url=url))))
    assert [link for link in page.links if not link.startswith("#")] == []


def test_characters_that_would_reorder_or_hide_stand_as_their_names() -> None:
    page = Markup(html_page(said("He said \u202eevil\u202c and\u200b no\x00.", "evil", speaker="A\u202edA")))
    assert page.report == "He said U+202Eevil​U+202C andU+200B noU+0000.".replace("\u200b", "")
    assert page.marked["odd"] == ["U+202E", "U+202C", "U+200B", "U+0000"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", html_page(said("\u202ex", "x", speaker="\u2066y")))


@given(EVERY_CHARACTER, EVERY_CHARACTER, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=8))
def test_any_text_with_any_spans_is_shown_whole(text: str, name: str, spans: list[tuple[int, int]]) -> None:
    evidence = tuple(Evidence(span=Span(*span)) for span in spans)
    reading = replace(
        said(text + "x", "x", speaker=name, title=name),
        statements=(Statement(id=name, content=tuple(Span(*span) for span in spans), speaker="a1"),),
        claims=(Claim(id=name, statement=name, evidence=evidence),),
    )
    page = html_page(reading)
    page.encode()
    assert Markup(page).report == as_shown(text + "x")


def test_an_empty_reading_says_so_in_each_part() -> None:
    words = Markup(html_page(Reading(report=Report(id="x", text="Rain fell.")))).words
    for missing in (
        "No claim was found",
        "No time in this report could be settled",
        "No place was found",
        "No figures here can be checked",
    ):
        assert missing in words
    assert "This report has no text" in Markup(html_page(Reading(report=Report(id="x", text=" \n ")))).words


def test_many_reports_share_a_page_that_lists_them() -> None:
    pieces = list(html_pages(iter([lake(), clash()])))
    assert len(pieces) == 4
    page = Markup("".join(pieces))
    assert {"#r1-report", "#r2-report"} <= set(page.links)
    assert page.report == LAKE + clash().report.text
    assert "".join(html_pages([])).count("<article") == 0


def test_the_page_without_a_report_is_light() -> None:
    assert len(html_page(Reading(report=Report(id="x", text="Rain fell."))).encode()) < 40_000
    assert len(html_page(lake()).encode()) < 150_000


def test_places_that_are_not_known_are_listed_and_those_in_doubt_marked() -> None:
    found = sheet(lake())
    assert found.unknown == ("Osulwa Bay",)
    assert "perhaps Mwanza (city, TZ)" in found.known
    assert not any("Uganda" in name for name in found.known)
