import sys
from datetime import UTC, datetime

import pytest

import sayso
from sayso import Capture, LedgerError
from sayso.ledger.records import ShownClaim, ShownReport
from sayso.ledger.search import Found
from tests.ledger.ledgers import PAGE, clash_by, opened, read
from tests.readings import CLASH, clash, clash_told


def names(found: list[Found]) -> list[str]:
    return [each.claim for each in found]


def test_what_was_added_is_there_when_the_file_is_opened_again(tmp_path):
    with opened(tmp_path) as ledger:
        added = ledger.add(clash_told(), PAGE)
        assert added.new == ("report", "capture", "reading")
    with sayso.open(tmp_path / "news.sayso", read_only=True) as ledger:
        shown = ledger.show("clash")
        assert isinstance(shown, ShownReport)
        assert shown.report == clash_told().report
        assert shown.reading == clash_told()
        assert list(ledger.readings()) == [clash_told()]
        assert [(each.url, each.bytes) for each in shown.captures] == [(PAGE.url, len(PAGE.body))]
        assert ledger.capture(shown.captures[0].entry) == PAGE
    assert [file.name for file in tmp_path.iterdir()] == ["news.sayso"]


def test_adding_twice_adds_nothing(tmp_path):
    with opened(tmp_path) as ledger:
        first = ledger.add(clash_told(), PAGE)
        head = ledger.head()
        again = ledger.add(clash_told(), PAGE)
        assert again.new == ()
        assert (again.report, again.reading) == (first.report, first.reading)
        assert ledger.head() == head


def test_a_report_alone_may_be_added_and_read_later(tmp_path):
    with opened(tmp_path) as ledger:
        assert ledger.add(clash().report).new == ("report",)
        assert ledger.add(clash().report, PAGE).new == ("capture",)
        assert ledger.add(clash_told(), PAGE).new == ("reading",)


def test_a_page_is_captured_once_for_each_address_and_each_state_of_it(tmp_path):
    elsewhere = Capture(body=PAGE.body, url="https://harbour.example/moved")
    changed = Capture(body=PAGE.body + b"!", url=PAGE.url)
    with opened(tmp_path) as ledger:
        for capture in (PAGE, elsewhere, changed, PAGE, Capture(body=b"file"), Capture(body=b"file")):
            ledger.add(clash_told(), capture)
        assert ledger.stats().captures == 4


def test_has_says_what_need_not_be_read_again(tmp_path):
    reading = clash_by("small")
    with opened(tmp_path) as ledger:
        assert not ledger.has(reading.report, model_hash="sha256:small", version="0.1.0")
        ledger.add(reading)
        assert ledger.has(reading.report, model_hash="sha256:small", version="0.1.0")
        assert not ledger.has(reading.report, model_hash="sha256:small", version="0.2.0")
        assert not ledger.has(reading.report, model_hash="sha256:large", version="0.1.0")


def test_a_newer_reading_stands_beside_the_older_and_is_the_one_that_is_searched(tmp_path):
    with opened(tmp_path) as ledger:
        older = ledger.add(clash_by("small")).reading
        newer = ledger.add(clash_by("large")).reading
        assert ledger.stats().readings == 2
        assert names(ledger.search("soldiers")) == [f"{newer}.c1"]
        assert sorted(names(ledger.search("soldiers", all_readings=True))) == [f"{older}.c1", f"{newer}.c1"]
        assert [reading.meta.model for reading in ledger.readings() if reading.meta] == ["large"]
        assert len(list(ledger.readings(all_readings=True))) == 2
        assert isinstance(ledger.show(f"{older}.c1"), ShownClaim)
        ledger.correct(sayso.Correction(claim=f"{older}.c1", by="Ada Holm", decision="changed", speaker="Army"))
        assert names(ledger.search("soldiers", speaker="army")) == [f"{newer}.c1"]
        assert ledger.verify(tables=True).fault is None


def test_a_reading_that_does_not_say_what_made_it_is_refused(tmp_path):
    reading = clash_told()
    with opened(tmp_path) as ledger, pytest.raises(LedgerError, match="which model made it"):
        ledger.add(sayso.Reading(report=reading.report))


def test_a_report_is_shown_by_id_hash_or_number(tmp_path):
    with opened(tmp_path) as ledger:
        added = ledger.add(read("Holm said 12 boats sank."))
        by_id = ledger.show(sayso.report_from_text("Holm said 12 boats sank.").id)
        assert isinstance(by_id, ShownReport)
        assert ledger.show(by_id.report.id.removeprefix("sha256:")) == by_id
        assert ledger.show(str(added.report)) == by_id


def test_texts_that_no_encoding_holds_are_kept_to_the_character(tmp_path):
    reading = read("Holm said \ud800 and \0 and 12 boats\x01 sank.", title="\x1b[2Jred \ud800", url="a\ud800b")
    with opened(tmp_path) as ledger:
        ledger.add(reading, Capture(body=b"\0\xff", url="a\ud800b"))
        assert ledger.add(reading, Capture(body=b"\0\xff", url="a\ud800b")).new == ()
        assert list(ledger.readings()) == [reading]
        (found,) = ledger.search("boats")
        (telling,) = found.tellings
        assert [reading.report.text[slice(*span)] for span in telling.highlights] == ["boats"]
        assert ledger.verify(tables=True).fault is None


def test_stats(tmp_path):
    with opened(tmp_path) as ledger:
        assert ledger.stats().first is None
        ledger.add(clash_told(), PAGE)
        stats = ledger.stats()
        assert (stats.entries, stats.reports, stats.captures, stats.readings, stats.claims) == (3, 1, 1, 1, 3)
        assert stats.disputed == 2
        assert stats.models == (("made by hand 0.1.0", 1),)
        assert stats.outlets == (("Harbour Post", 1),)
        assert (stats.first, stats.last) == ("2024-03-15T00:00:00Z", "2024-03-15T00:02:00Z")


def test_claims_as_an_arrow_table(tmp_path):
    with opened(tmp_path) as ledger:
        assert ledger.claims().num_rows == 0
        ledger.add(clash_by("small"))
        ledger.add(clash_by("large"))
        table = ledger.claims()
    assert table.column("evidence").to_pylist()[0] == "Twelve soldiers died on Wednesday\nTwelve dead in border clash"
    assert table.column("low").to_pylist() == [12.0, None, None]
    assert table.column("main").to_pylist() == [True, False, False]
    assert set(table.column("model").to_pylist()) == {"large"}


def test_without_arrow_it_is_said_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with opened(tmp_path) as ledger, pytest.raises(LedgerError, match="pip install"):
        ledger.claims()


def test_the_time_of_an_entry_is_utc(tmp_path):
    with sayso.open(tmp_path / "a", clock=lambda: datetime.fromisoformat("2024-03-14T01:30:00+02:00")) as ledger:
        ledger.add(clash_told())
        assert ledger.stats().first == "2024-03-13T23:30:00Z"
    assert datetime.fromisoformat("2024-03-13T23:30:00Z").tzinfo == UTC


def test_evidence_leads_back_to_the_text(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(clash_told())
        (found,) = ledger.search('"soldiers died" dead')
        full, headline = found.tellings
        assert [CLASH[slice(*span)] for span in full.highlights] == ["soldiers died"]
        assert [CLASH[slice(*span)] for span in headline.highlights] == ["dead"]
        assert [CLASH[slice(*telling.span)] for telling in found.tellings] == [full.words, headline.words]
