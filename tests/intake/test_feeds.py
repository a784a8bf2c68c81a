"""Feeds of all kinds, whole and hostile, to items."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.intake.feeds import MOST_ITEMS, Feed, parse_feed
from tests.feed_server import entry, rss

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://tarsk.example/d/"><title>Tarsk</title>{}</feed>'


def parse(data: str | bytes, content_type: str | None = None) -> Feed:
    body = data if isinstance(data, bytes) else data.encode()
    return parse_feed(body, address="http://harbour.example/feeds/rss.xml", now=NOW, content_type=content_type)


def test_an_rss_feed_gives_its_items_in_order() -> None:
    first = entry("http://harbour.example/1", guid="g1", more="<pubDate>Fri, 13 Mar 2026 10:00:00 +0200</pubDate>")
    feed = parse(rss(first, entry("http://harbour.example/2", title="Two")))
    assert (feed.title, [item.key for item in feed.items]) == ("Harbour Post", ["g1", "http://harbour.example/2"])
    assert feed.items[0].published == "2026-03-13T10:00:00+02:00"
    assert feed.items[1].published is None


def test_an_atom_feed_has_links_relative_to_its_base() -> None:
    items = '<entry><id>tag:1</id><title type="html">A &amp;lt; B &lt;i&gt;now&lt;/i&gt;</title><link href="e.html"/>'
    items += "<updated>2026-03-13T10:00:00Z</updated></entry>"
    (item,) = parse(ATOM.format(items)).items
    assert (item.key, item.link, item.title) == ("tag:1", "http://tarsk.example/d/e.html", "A < B now")
    assert item.published == "2026-03-13T10:00:00Z"


def test_rss_1_is_read() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Dolo</title></channel>"
        '<item rdf:about="http://dolo.example/1"><title>One</title><link>http://dolo.example/1</link></item></rdf:RDF>'
    )
    assert [item.link for item in parse(data).items] == ["http://dolo.example/1"]


def test_a_json_feed_is_read_and_what_is_odd_in_it_is_left_out() -> None:
    data = """{"version": "https://jsonfeed.org/version/1.1", "title": "Dolo", "items": [
      {"id": 7, "url": "/a", "title": "One", "content_html": "<p>x</p>", "date_published": "2026-03-13T10:00:00Z",
       "authors": [{"name": "Ada Holm"}, 3]}, 3, null, {"id": "b"}, {"external_url": "https://dolo.example/c"}]}"""
    first, last = parse(data).items
    assert (first.key, first.link, first.author) == ("7", "http://harbour.example/a", "Ada Holm")
    assert first.published == "2026-03-13T10:00:00Z"
    assert last.key == last.link == "https://dolo.example/c"


def test_links_lose_fragments_and_tracking_parameters() -> None:
    link = "HTTP://Harbour.example:80/a?utm_source=rss&b=1&fbclid=2#top"
    assert parse(rss(entry(link))).items[0].link == "http://harbour.example/a?b=1"


def test_the_links_of_an_address_that_tracks_nothing_stay_to_the_letter() -> None:
    assert parse(rss(entry("http://harbour.example/a?q=a+b%20c&&d"))).items[0].link == (
        "http://harbour.example/a?q=a+b%20c&&d"
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/b", "data:x"])
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    (item,) = parse(rss(entry(link, guid="x", more="<description>A crane fell.</description>"))).items
    assert item.link is None


def test_a_guid_that_is_an_address_stands_in_for_a_link() -> None:
    (item,) = parse(rss("<item><title>One</title><guid>http://harbour.example/1</guid></item>")).items
    assert item.link == "http://harbour.example/1"


def test_an_item_given_twice_is_one() -> None:
    assert len(parse(rss(*[entry("http://harbour.example/1", guid="g")] * 3)).items) == 1


def test_the_mark_changes_with_the_words_and_not_with_the_mark_up() -> None:
    def mark(description: str) -> str:
        return parse(rss(entry(guid="g", more=f"<description>{description}</description>"))).items[0].mark

    assert mark("A crane fell.") == mark("&lt;b&gt;A crane fell.&lt;/b&gt;&lt;img src='pixel?7'/&gt;")
    assert mark("A crane fell.") != mark("Two cranes fell.")


@pytest.mark.parametrize("year", [1970, 2027, 2999, 9999])
def test_a_date_that_cannot_be_is_unknown_with_a_warning(year: int) -> None:
    more = f"<pubDate>Thu, 14 Oct {year} 09:00:00 GMT</pubDate>"
    (item,) = parse(rss(entry("http://harbour.example/1", more=more))).items
    assert item.published is None
    assert str(year) in item.warnings[0]


def test_a_date_that_nobody_understands_is_unknown() -> None:
    (item,) = parse(rss(entry("http://harbour.example/1", more="<pubDate>the other day</pubDate>"))).items
    assert (item.published, item.warnings) == (None, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_right_also_where_the_feed_is_wrong_about_its_own(encoding: str) -> None:
    data = '<?xml version="1.0" encoding="{}"?>' + rss(entry("http://harbour.example/1", title="Zoë’s crane"))[21:]
    for stated in ("utf-8", "iso-8859-1"):
        assert parse(data.format(stated).encode(encoding)).items[0].title == "Zoë’s crane"


def test_a_feed_says_how_often_it_changes() -> None:
    assert parse(rss(more="<ttl>60</ttl>")).period == 3600
    assert parse(rss(more="<ttl>soon</ttl>")).period is None
    twice = '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">daily</sy:updatePeriod>'
    twice += '<sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">2</sy:updateFrequency>'
    assert parse(rss(more=twice)).period == 43_200


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY c "' + "x" * 200_000 + '">]>',
        '<!DOCTYPE rss [<!-- ] --><!ENTITY c "' + "x" * 200_000 + '">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "http://harbour.example/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
    ],
)
def test_entities_do_not_expand(doctype: str) -> None:
    data = rss(entry("http://harbour.example/1", title="{}")).replace("<rss", doctype + "<rss", 1)
    (item,) = parse(data.replace("{}", "&c;" * 20)).items
    assert item.title == "&c;" * 20


def test_a_crowd_of_items_is_cut() -> None:
    feed = parse(rss(*(entry(f"http://harbour.example/{n}") for n in range(MOST_ITEMS + 5))))
    assert len(feed.items) == MOST_ITEMS


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "this is no feed"),
        ("a crane fell", "this is no feed"),
        ("<?xml version='1.0'?><svg/>", "this is no feed"),
        ("<opml version='2.0'><body/></opml>", "a list of feeds"),
        ("<!doctype html><html>", "this is a page, not a feed"),
        ("<html><link href='/f' rel='alternate' type='application/atom+xml'>", "its feed, http://harbour.example/f"),
        ('{"a": 1}', "no JSON Feed"),
        ('{"a": ', "not valid JSON"),
        ('{"a":' + "[" * 200_000, "not valid JSON"),
        (b"<rss><channel>" + b"<a>" * 300_001, "more mark-up than any feed needs"),
        (b"<rss><channel><item " + b" ".join(b'a%d="1"' % n for n in range(5000)), "more mark-up"),
        (b"<rss>" + b"x" * (5 << 20), "larger than 5 MiB"),
        (b"\x1f\x8b\x08\x00", "this is no feed"),
    ],
)
def test_what_is_no_feed_is_named_with_what_to_do(data: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(data)


def test_a_feed_that_is_cut_short_gives_the_items_that_it_has() -> None:
    whole = rss(*(entry(f"http://harbour.example/{n}") for n in range(5)))
    assert len(parse(whole[: len(whole) * 2 // 3]).items) >= 2


@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_break_the_parser(noise: bytes, at: int) -> None:
    whole = rss(entry("http://harbour.example/1", guid="g", more="<pubDate>Fri, 13 Mar 2026 10:00 GMT</pubDate>"))
    for data in (noise, whole[:at].encode() + noise + whole[at:].encode()):
        try:
            feed = parse(data)
        except InputError:
            continue
        for item in feed.items:
            item.key.encode()
            item.content.encode()
            assert item.link or item.content


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "url", "title", "items", "content_html", "authors", "author", "date_published"]),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_breaks_the_parser(items: object) -> None:
    import json

    parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
