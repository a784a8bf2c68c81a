"""Lists of feeds."""

from pathlib import Path

import pytest

from sayso.errors import AccessError, InputError
from sayso.intake.opml import feed_names, listed_feeds

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
  <outline text="Papers">
    <outline text="Harbour Post" type="rss" xmlUrl="https://harbour.example/rss" htmlUrl="https://harbour.example/"/>
    <outline text="North"><outline text="Tarsk" xmlURL="https://tarsk.example/feed#x"/></outline>
  </outline>
  <outline text="again" xmlUrl="https://harbour.example/rss"/>
  <outline text="odd" xmlUrl="javascript:x"/>
</body></opml>"""


def test_opml_gives_its_feeds_once_however_deep_they_stand() -> None:
    assert listed_feeds(OPML.encode(), source="a.opml") == ["https://harbour.example/rss", "https://tarsk.example/feed"]


def test_one_address_a_line() -> None:
    lines = b"# papers\nhttps://harbour.example/rss\r\n\n  https://tarsk.example/feed\n"
    assert listed_feeds(lines, source="a.txt") == ["https://harbour.example/rss", "https://tarsk.example/feed"]


def test_a_line_that_is_no_address_is_named() -> None:
    with pytest.raises(InputError, match=r"a\.txt:2: 'harbour' is no http or https address"):
        listed_feeds(b"https://harbour.example/rss\nharbour\n", source="a.txt")


def test_a_file_that_is_a_feed_is_itself_the_feed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<rss/>")
    assert feed_names(str(path)) == [str(path)]
    assert feed_names("https://harbour.example/rss") == ["https://harbour.example/rss"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "lists no feeds"),
        (b"<opml><body/></opml>", "lists no feeds"),
        (b'<!DOCTYPE opml [<!ENTITY a "ha">]><opml><body><outline xmlUrl="&a;"/></body></opml>', "declares entities"),
        (b'<opml version="2.0"><outl', "lists no feeds|not valid OPML"),
    ],
)
def test_what_lists_nothing_is_named(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        listed_feeds(data, source="a.opml")


def test_a_character_that_no_text_holds_is_an_error_of_the_list() -> None:
    with pytest.raises(InputError, match="not valid OPML"):
        listed_feeds(b'<opml version="2.0"><outline xmlUrl="https://a.example/&#xD800;"/></opml>', source="a.opml")


def test_outlines_without_end_are_cut_by_the_parser() -> None:
    deep = b"<opml><body>" + b"<outline>" * 50_000 + b'<outline xmlUrl="https://a.example/"/>'
    with pytest.raises(InputError, match=r"lists no feeds|not valid OPML"):
        listed_feeds(deep, source="a.opml")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(AccessError, match=r"none\.opml: cannot be read"):
        feed_names("none.opml")
    with pytest.raises(InputError, match="not an http or https address"):
        feed_names("ftp://harbour.example/rss")
