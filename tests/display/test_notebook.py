from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from sayso.display.notebook import LONGEST, html
from sayso.reading import Actor, Reading, Statement
from sayso.report import Report, Span
from tests.readings import CLASH, clash, said


class Page(HTMLParser):
    """What a browser would see: the text that is shown, the classes on it, and every tag."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[tuple[str, str]] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [name for _, name in self.open]
        if "text" in classes:
            self.text += data
            for kind in classes[-1].split():
                self.marked[kind] = self.marked.get(kind, "") + data + "|"


def test_a_notebook_shows_the_text_itself_with_what_was_found_marked() -> None:
    page = Page(clash()._repr_html_())
    assert page.text == CLASH
    assert page.marked["source"] == "the Defence Ministry|It|Colonel Ivo Brandt|he|An officer|residents|"
    assert page.marked["cue"] == "said|denied|told|added|said|had told him|"
    assert page.marked["time"] == "Wednesday|2019|"
    assert page.marked["inner"] == "shelling began before dawn|"


def test_overlapping_marks_are_all_kept() -> None:
    text = "Holm said no."
    statements = (
        Statement(id="s1", source=(Span(0, 4),), content=(Span(0, 9),)),
        Statement(id="s2", cue=(Span(5, 9),), content=(Span(7, 13),)),
    )
    page = Page(html(Reading(report=Report(id="x", text=text), statements=statements)))
    assert page.text == text
    assert page.marked["content"] == "Holm| |sa|id| no.|"


def test_hostile_text_stays_text() -> None:
    evil = "</div><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&"
    reading = Reading(
        report=Report(id=evil, text=evil, title=evil, outlet=evil, published=evil),
        statements=(Statement(id=evil, source=(Span(0, 5),), content=(Span(2, 40),), speaker=evil, act=evil),),
        actors=(Actor(id=evil, name=evil, role=evil, mentions=(Span(0, 30),)),),
    )
    page = Page(html(reading))
    assert page.text == evil
    assert page.tags.isdisjoint({"script", "img"})
    assert "onerror" not in page.attributes


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_shown(text: str) -> None:
    Page(html(said(text, text, speaker=text)).encode("utf-8").decode())


def test_a_very_long_text_is_shown_in_part() -> None:
    page = Page(html(said("word " * LONGEST, "word")))
    assert len(page.text) < LONGEST + 100
    assert "characters" in page.text
