"""What a robots.txt allows."""

import pytest

from sayso.intake.robots import LONGEST_DELAY, ROBOTS_BYTES, allowed, crawl_delay, relevant

PAGE = "https://harbour.example/news/a"


@pytest.mark.parametrize(
    ("rules", "may"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: Sayso\nDisallow: /news\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow: /*/a$", False),
        ("\ufeffUser-agent: *\r\nDisallow: /news # all of it\r\n", False),
        ("<html>not found</html>", True),
        ("\0\0\0", True),
    ],
)
def test_rules(rules: str, may: bool) -> None:
    assert allowed(relevant(rules.encode()), PAGE) is may


@pytest.mark.parametrize(
    ("delay", "seconds"), [("7", 7), ("0.5", 0.5), ("-3", None), ("nan", None), ("x", None), ("1e9", LONGEST_DELAY)]
)
def test_the_delay_that_it_asks_for_is_kept_within_bounds(delay: str, seconds: float | None) -> None:
    assert crawl_delay(relevant(f"User-agent: *\nCrawl-delay: {delay}\n".encode())) == seconds


def test_a_file_without_end_is_cut_and_what_stands_before_holds() -> None:
    rules = relevant(b"User-agent: *\nDisallow: /news\n" + b"Disallow: /x\n" * 100_000)
    assert len(rules) <= ROBOTS_BYTES
    assert not allowed(rules, PAGE)


def test_a_rule_of_many_wildcards_is_matched_as_fast_as_any() -> None:
    rules = relevant(b"User-agent: *\nDisallow: /" + b"*s" * 200_000 + b"\nDisallow: /*n*e*w*s*/*a\n")
    assert not allowed(rules, PAGE)
    assert allowed(rules, "https://harbour.example/" + "s" * 1900)
