"""The page in a real browser: nothing of a hostile report runs, asks or reorders, and the page itself works."""

import json
import re

import pytest
from msgspec.structs import replace

from sayso.display.html import html_page, html_pages
from sayso.reading import Actor, Argument, Claim, Event, Evidence, Link, Place, Quantity, Reading, Statement, Time
from sayso.report import Furniture, Report, Span
from tests.display.browser import CHROMIUM, WHY_NOT, dom, framed, listener, probed, unguarded
from tests.display.lake import lake
from tests.display.markup import Markup

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=WHY_NOT)

RAN = "document.documentElement.dataset.ran=1"


def hostile(port: int) -> Reading:
    """A reading whose every string tries something."""
    there = f"http://127.0.0.1:{port}"
    evil = (
        f"</title></style></script><script>{RAN}</script><script src={there}/script.js></script>"
        f"<img src={there}/image.png onerror='{RAN}'>\" onmouseover=\"{RAN}\" autofocus onfocus='{RAN}' x='"
        f"<svg onload={RAN}><style>@import url({there}/style.css);*{{background:url({there}/back.png)}}</style>"
        f"<iframe src='javascript:{RAN}'></iframe><a href='javascript:{RAN}'>x</a><base href={there}/>"
        f"<meta http-equiv=refresh content='0;url={there}/away'><link rel=stylesheet href={there}/link.css>"
        "<!-- --><![CDATA[ ]]>&lt;b&gt;&#60;{{ 7*7 }}{% raw %}\u202etxt.exe\u2066\u200b\x00\x1b[31m\ud800\u2028"
    )
    text = evil + "\n\n" + evil
    spans = (Span(0, 40), Span(30, len(evil) + 20))
    return Reading(
        report=Report(
            id=evil,
            text=text,
            title=evil,
            outlet=evil,
            url=f"javascript:{RAN}",
            published=evil,
            warnings=(evil,),
            furniture=(Furniture(span=spans[1], kind=evil),),
        ),
        statements=(Statement(id=evil, source=spans, cue=spans, content=spans, speaker=evil, act=evil),),
        actors=(Actor(id=evil, name=evil, role=evil, mentions=spans),),
        times=(Time(span=spans[0], type="DATE", value=evil, begin="2024-01-01", end="2024-01-02"),),
        places=(
            Place(span=spans[1], name=evil, lat=1.0, lon=2.0, country=evil, gazetteer=evil, feature=evil),
            Place(span=spans[0], name=evil),
        ),
        quantities=(Quantity(id=evil, span=spans[0], low=1, high=2, unit=evil, measure=evil, statement=evil),),
        events=(
            Event(
                id=evil,
                trigger=spans[0],
                type=evil,
                mode=evil,
                subtype=evil,
                arguments=(Argument(role="actor", span=spans[1], kind=evil, actor=evil),),
                statement=evil,
                main=True,
            ),
        ),
        claims=(
            Claim(
                id=evil,
                statement=evil,
                event=evil,
                quantities=(evil,),
                times=(0,),
                chain=(Link(), Link(speaker=evil, statement=evil)),
                evidence=(Evidence(span=spans[1]), Evidence(span=spans[0])),
                denies=evil,
            ),
        ),
    )


def without_words(source: str) -> set[tuple[str, str]]:
    return {(tag, name) for tag, name, _ in Markup(source).attributes}


@pytest.mark.parametrize("guard", [str, unguarded], ids=["as written", "by escaping alone"])
def test_nothing_of_a_hostile_report_runs_or_asks(guard: type[str]) -> None:
    with listener() as (port, asked):
        seen = dom(guard(html_page(hostile(port))), fragment="#c1")
        assert asked == []
    page = Markup(seen)
    assert "data-ran" not in seen
    assert page.tags.count("script") == 1
    assert page.tags.count("style") == 1
    assert not {"img", "iframe", "base", "link", "object", "form"} & set(page.tags)
    assert all(link.startswith("#") for link in page.links)
    assert not any(name.startswith("on") for _, name, _ in page.attributes)
    # Nothing stands in the document that the page of a harmless report could not have.
    assert set(page.tags) <= set(Markup(html_page(lake())).tags) | {"details", "summary"}
    known = without_words(html_page(lake())) | {("p", "class"), ("a", "aria-current")}
    assert without_words(seen) <= known
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x1b]", seen)
    assert "<script>" in page.report


def test_the_listener_would_have_heard_a_request_and_the_policy_stops_one() -> None:
    with listener() as (port, asked):
        image = f"<img src=http://127.0.0.1:{port}/image.png>"
        page = html_page(lake()).replace("</main>", image + "</main>")
        dom(page)
        assert asked == []
        dom(unguarded(page))
        assert asked == ["/image.png"]


def test_the_policy_lets_no_foreign_script_run_and_the_pages_own_does() -> None:
    page = html_page(lake()).replace("</main>", f"<script>{RAN}</script><p onclick='{RAN}'></p></main>")
    seen = dom(page, fragment="#c2")
    assert "data-ran" not in seen
    assert 'class="claim on"' in seen


def test_a_link_to_a_claim_lights_its_words_and_its_chain() -> None:
    page = Markup(dom(html_page(lake()), fragment="#c2"))
    assert "".join(page.marked["on"]) == "a patrol boat fired on a group of canoes near Osulwa Bay"
    assert page.marked["via"] == ["crews", "said"]


def test_following_a_link_to_a_claim_brings_its_words_into_view() -> None:
    go = (
        "const where = () => inner.querySelector('.text .on').getBoundingClientRect().top;"
        "inner.defaultView.addEventListener('hashchange', () => answer([String(where())]));"
        "inner.defaultView.location.hash = '#c8';"
    )
    (top,) = answer(dom(framed(html_page(lake()), 1000, go, height=300)))
    assert 0 < float(top) < 300


def lit(script: str) -> dict[str, list[str]]:
    """What is lit after a script has acted on the page of the lake; `over` points at something."""
    probe = (
        "const all = (which) => Array.from(document.querySelectorAll(which));"
        "const over = (target) => target.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));"
        f"{script};"
        "answer({words: all('.text .on').map((piece) => piece.textContent),"
        "chain: all('.text .via').map((piece) => piece.textContent),"
        "claims: all('.claim.on').map((card) => card.dataset.claim)})"
    )
    found: dict[str, list[str]] = answer(dom(probed(html_page(lake()), probe)))
    return found


def answer(seen: str) -> dict[str, list[str]]:
    attributes = {name: value for _, name, value in Markup(seen).attributes}
    found: dict[str, list[str]] = json.loads(attributes["data-answer"])
    return found


def test_hovering_a_claim_lights_its_words_and_everyone_in_its_chain() -> None:
    found = lit("over(document.querySelector('#c7 blockquote'))")
    assert "".join(found["words"]) == "the patrol took two men on board"
    assert "".join(found["chain"]).split("had told")[0].startswith("A nurse at the clinic in Kisumusaidrelatives")
    assert found["claims"] == ["c7"]


def test_focusing_a_claim_does_the_same_as_hovering() -> None:
    assert lit("document.querySelector('#c7 a').focus({preventScroll: true})")["claims"] == ["c7"]


def test_hovering_the_text_lights_its_claims() -> None:
    assert lit("over(all('.text .figure')[2])")["claims"] == ["c4"]


def test_a_chosen_claim_stays_lit_until_escape() -> None:
    choose = "document.querySelector('#c6').click(); over(document.querySelector('h1'))"
    assert lit(choose)["claims"] == ["c6"]
    escape = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))"
    assert lit(f"{choose}; {escape}")["claims"] == []


def test_a_layer_can_be_switched_off() -> None:
    look = "const line = () => getComputedStyle(all('.text .figure')[0]).backgroundImage; "
    probe = (
        "const all = (which) => Array.from(document.querySelectorAll(which));"
        f"{look} const before = line(); document.querySelector('[name=figure]').click(); answer([before, line()])"
    )
    before, after = answer(dom(probed(html_page(lake()), probe)))
    assert "gradient" in before
    assert "gradient" not in after


@pytest.mark.parametrize("width", [360, 390, 768])
def test_nothing_is_wider_than_a_telephone(width: int) -> None:
    long_words = replace(lake(), report=replace(lake().report, title="Donau" * 60, outlet="x" * 300))
    for reading in (lake(), long_words):
        seen = dom(framed(html_page(reading), width, "answer([String(inner.documentElement.scrollWidth)])"))
        assert int(answer(seen)[0]) <= width


def test_each_report_of_a_page_lights_its_own_claims_alone() -> None:
    seen = dom("".join(html_pages([lake(), lake()])), fragment="#r2-c2")
    assert re.findall(r'class="claim on" id="([^"]+)"', seen) == ["r2-c2"]


def test_a_text_of_a_million_characters_is_shown_whole() -> None:
    text = "The river rose again. " * 46_000
    assert Markup(dom(html_page(Reading(report=Report(id="x", text=text))))).report == text
