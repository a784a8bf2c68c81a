"""Copies: the same text published in several places, and texts that are nearly the same."""

import random
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import sayso
from sayso.ledger import copies
from sayso.ledger.records import ShownReport
from sayso.report import Furniture, Report, Span
from tests.ledger.ledgers import clash_by, opened, read
from tests.readings import CLASH

WIRE = """Rescuers dug through mud on Saturday for eleven people missing after a dam above the town of Ostrel gave way.

The mayor, Pia Lund, said the lower quarter had been under two metres of water within ten minutes of the first siren.

At least 40 houses were carried off, according to the district office, which put the damage at 3 million crowns.

Engineers had warned in spring that the eastern wall leaked, a report seen by this agency shows.

The owner of the dam, Norvik Power, denied having known of any danger. It said the wall was inspected each year.

Two hundred soldiers were on their way with boats and field kitchens, the interior ministry said.

Schools in the valley will stay shut until the end of the month, and trains run only as far as Hallen.
"""
APART = """OSTREL - The wall broke just after dawn. By noon on Saturday the water had gone and left the mud.

Eleven people are missing, Mayor Pia Lund told a news conference. "We had ten minutes," she said.

The district counts at least 40 houses that are no longer there. Norvik Power, which owns the dam, says that it knew
of no danger; a report of engineers, written in spring, speaks of leaks in the eastern wall.

The army is sending boats, and two hundred men to search the lower quarter, where most of the missing lived.
"""


def report(text: str, outlet: str, **known: str) -> Report:
    return sayso.report_from_text(text, outlet=outlet, **known)


def shown(ledger: sayso.Ledger, name: object) -> ShownReport:
    found = ledger.show(str(name))
    assert isinstance(found, ShownReport)
    return found


def edited(how: str) -> str:
    paragraphs = WIRE.strip().split("\n\n")
    if how == "cut from the end":
        paragraphs = paragraphs[:3]
    elif how == "a new lead":
        paragraphs[0] = (
            "Hope was fading in Ostrel last night, two days after the flood that nobody says they saw coming."
        )
    elif how == "changed numbers":
        return WIRE.replace("40", "52").replace("3 million", "4.5 million")
    elif how == "merged with another agency's":
        paragraphs = [*paragraphs[:4], *CLASH.strip().split("\n\n")[1:]]
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("how", ["cut from the end", "a new lead", "changed numbers", "merged with another agency's"])
def test_what_a_sub_editor_makes_of_a_report_is_linked_to_it_with_how_alike_they_are(tmp_path, how):
    with opened(tmp_path) as ledger:
        wire = ledger.add(report(WIRE, "Norden Agency")).report
        copy = ledger.add(report(edited(how), "Hallen Post")).report
        (link,) = shown(ledger, copy).copies
        assert (link.entry, link.outlet) == (wire, "Norden Agency")
        assert 0.3 < link.similarity <= 1.0
        assert [each.entry for each in shown(ledger, wire).copies] == [copy]
        assert ledger.verify(tables=True).fault is None


def test_two_reports_on_one_event_that_were_written_apart_are_no_copies(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(report(WIRE, "Norden Agency"))
        apart = ledger.add(report(APART, "Hallen Post")).report
        assert shown(ledger, apart).copies == ()


def test_what_all_reports_of_an_outlet_end_with_makes_them_no_copies(tmp_path):
    end = "\n\nSign up to our newsletter to get the news of the valley in your inbox every morning, for free, from us."
    with opened(tmp_path) as ledger:
        for text in (WIRE, CLASH):
            whole = report(text + end, "Hallen Post")
            furniture = Furniture(span=Span(len(text), len(whole.text)), kind="boilerplate")
            number = ledger.add(replace(whole, furniture=(furniture,))).report
        assert shown(ledger, number).copies == ()


def test_a_claim_says_that_its_report_is_a_near_copy_and_of_which(tmp_path):
    with opened(tmp_path) as ledger:
        wire = ledger.add(read(WIRE + "\nHolm said 12 boats sank.")).report
        ledger.add(read("Sunday.\n\n" + WIRE + "\nHolm said 12 boats sank."))
        later, first = ledger.search("boats sank")
        assert first.near_copy_of is None
        assert later.near_copy_of
        assert (later.near_copy_of.entry, later.near_copy_of.similarity) == (wire, 1.0)
        with closing(sqlite3.connect(ledger.path)) as connection:
            of = connection.execute("SELECT DISTINCT report, near_copy_of FROM current_claims ORDER BY 1").fetchall()
        assert of == [(wire, None), (later.entry, wire)]


def test_the_same_text_from_another_outlet_is_one_report_published_twice(tmp_path):
    with opened(tmp_path) as ledger:
        first = ledger.add(clash_by("small"))
        again = replace(clash_by("small").report, outlet="Lake News", url="https://lake.example/7", id="lake7")
        added = ledger.add(again)
        assert (added.report, added.new) == (first.report, ("publication",))
        assert ledger.add(again).new == ()
        assert ledger.add(replace(again, id="sha256:" + "0" * 64, url=None, published=None)).new == ()
        assert [each.outlet for each in shown(ledger, "lake7").publications] == ["Harbour Post", "Lake News"]
        assert ledger.stats().reports == 1
        found = ledger.search("soldiers", outlet="lake")
        assert [(each.outlet, each.also_in) for each in found] == [("Harbour Post", ("Lake News",))]
        assert [each.claim for each in ledger.search("soldiers", outlet="harbour")] == [found[0].claim]
        newer = ledger.add(clash_by("large")).reading
        assert [each.claim for each in ledger.search("soldiers", outlet="lake")] == [f"{newer}.c1"]
        assert ledger.verify(tables=True).fault is None
        before = ledger.search()
        ledger.rebuild()
        assert ledger.search() == before
        assert ledger.verify(tables=True).fault is None


def test_copies_are_found_again_when_the_tables_are_made_anew(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(report(WIRE, "Norden Agency"))
        copy = ledger.add(report(edited("cut from the end"), "Hallen Post")).report
        before = shown(ledger, copy).copies
        ledger.rebuild()
        assert shown(ledger, copy).copies == before != ()
        third = ledger.add(report(edited("a new lead"), "Lake News")).report
        assert len(shown(ledger, third).copies) == 2


def test_a_forgotten_report_is_nobodys_copy_and_leaves_no_hash(tmp_path):
    with opened(tmp_path) as ledger:
        wire = ledger.add(report(WIRE, "Norden Agency")).report
        ledger.add(replace(report(WIRE, "Coast Wire"), id="coast"))
        copy = ledger.add(report(edited("cut from the end"), "Hallen Post")).report
        (removal,) = ledger.forget(str(wire), why="asked for")
        assert removal.erased == (1, 2)
        assert shown(ledger, copy).copies == ()
        with closing(sqlite3.connect(ledger.path)) as connection:
            assert connection.execute("SELECT DISTINCT report FROM sketches").fetchall() == [(copy,)]
        assert b"Coast Wire" not in ledger.path.read_bytes()
        assert ledger.verify(tables=True).fault is None


def test_a_similarity_that_was_changed_is_found(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(report(WIRE, "Norden Agency"))
        ledger.add(report(edited("cut from the end"), "Hallen Post"))
        with closing(sqlite3.connect(ledger.path)) as connection, connection:
            connection.execute("UPDATE near_copies SET similarity = 0.25")
        fault = ledger.verify(tables=True).fault
        assert fault
        assert "near_copies" in fault.what


@settings(max_examples=50)
@given(st.text(), st.text())
def test_similarity_is_a_part_and_the_same_both_ways(one, other):
    first, second = (copies.runs(Report(id="r", text=text)) for text in (one, other))
    found = copies.similarity(first, second)
    assert found == copies.similarity(second, first)
    assert found is None or 0 < found <= 1


@settings(max_examples=20)
@given(st.integers(min_value=0))
def test_a_text_is_a_whole_copy_of_any_that_has_all_of_it(seed):
    chance = random.Random(seed)
    words = [chance.choice(("ash", "birch", "cedar", "dogwood", "elm", "fir", "gorse")) for _ in range(300)]
    whole, part = (copies.runs(Report(id="r", text=" ".join(each))) for each in (words, words[50:200]))
    assert copies.similarity(whole, part) == 1.0
