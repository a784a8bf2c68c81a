import sqlite3

import pytest
from msgspec.structs import replace

from sayso import Correction, LedgerError
from sayso.ledger.records import ShownClaim
from sayso.reading import Link, Reading
from tests.ledger.ledgers import clash_by, opened, read
from tests.readings import CLASH, clash_told


@pytest.fixture
def ledger(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(clash_told())
        yield ledger


def changed(claim: str = "2.c1", **changes: object) -> Correction:
    return Correction(claim=claim, by="Ada Holm", decision="changed", **changes)  # type: ignore[arg-type]


def shown(ledger, claim: str) -> ShownClaim:
    found = ledger.show(claim)
    assert isinstance(found, ShownClaim)
    return found


def rows(ledger, select: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(ledger.path) as connection:
        return connection.execute(select).fetchall()


def test_a_claim_stands_as_corrected_and_both_histories_remain(ledger):
    ledger.correct(changed(speaker="Border Guard", note="the third paragraph"))
    found = ledger.correct(changed(low=13, high=15, place="Belmor", lat=4.5, lon=-3.0, type="ACCIDENT"))
    assert found.speaker_chain == "Harbour Post > Border Guard"
    assert (found.type, found.location, found.decision) == ("ACCIDENT", "Belmor", "changed")
    shown_now = shown(ledger, "2.c1")
    assert shown_now.as_read == clash_told()
    assert [each.correction.note for each in shown_now.decided] == ["the third paragraph", None]
    assert [each.at for each in shown_now.decided] == ["2024-03-15T00:02:00Z", "2024-03-15T00:03:00Z"]
    history = "SELECT what, who, speaker, figure_low, place, type FROM claim_history WHERE claim = '2.c1' ORDER BY seq"
    assert rows(ledger, history) == [
        ("read", "made by hand 0.1.0", "Harbour Post > Defence Ministry", 12.0, "Tarsk", "ASSAULT"),
        ("changed", "Ada Holm", "Border Guard", None, None, None),
        ("changed", "Ada Holm", None, 13.0, "Belmor", "ACCIDENT"),
    ]
    both = "SELECT speaker_chain_as_read, speaker_chain, quantity_low_as_read, quantity_low FROM corrected_claims"
    assert rows(ledger, both) == [("Harbour Post > Defence Ministry", "Harbour Post > Border Guard", 12.0, 13.0)]
    assert rows(ledger, "SELECT latitude, longitude FROM current_claims WHERE claim = '2.c1'") == [(4.5, -3.0)]
    assert ledger.verify(tables=True).fault is None


def renumbered(model: str, *, without: str = "") -> Reading:
    """The clash by another model, whose claims have other names, and which may have missed one."""
    reading = clash_by(model)
    others = {"c1": "c7", "c2": "c8", "c3": "c9"}
    claims = (
        replace(claim, id=others[claim.id], denies=others.get(claim.denies or ""))
        for claim in reversed(reading.claims)
        if claim.id != without
    )
    return replace(reading, claims=tuple(claims))


def test_a_decision_holds_for_the_same_claim_of_newer_readings(ledger):
    ledger.correct(changed(speaker="Border Guard", note="the third paragraph"))
    newer = ledger.add(renumbered("large")).reading
    assert [each.claim for each in ledger.search(speaker="guard")] == [f"{newer}.c7"]
    now = shown(ledger, f"{newer}.c7")
    assert (now.found.decision, [each.correction.claim for each in now.decided]) == ("changed", ["2.c1"])
    assert ledger.show("clash").unmatched == ()
    ledger.correct(Correction(claim="2.c3", by="Ivo Brandt", decision="wrong"))
    assert ledger.search("shelling") == []
    assert [[claim.id for claim in reading.claims] for reading in ledger.readings(only_corrected=True)] == [
        ["c8", "c7"]
    ]
    assert ledger.verify(tables=True).fault is None
    before = rows(ledger, "SELECT * FROM claims")
    ledger.rebuild()
    assert rows(ledger, "SELECT * FROM claims") == before


def test_a_decision_about_the_newer_reading_holds_over_an_older_one(ledger):
    newer = ledger.add(renumbered("large")).reading
    ledger.correct(changed(f"{newer}.c7", speaker="Border Guard"))
    ledger.correct(changed("2.c1", speaker="Coast Guard"))
    assert [each.claim for each in ledger.search(speaker="border")] == [f"{newer}.c7"]
    assert ledger.search(speaker="coast") == []
    assert ledger.verify(tables=True).fault is None


def test_a_decision_that_fits_no_claim_of_the_newer_reading_is_told(ledger):
    ledger.correct(changed(speaker="Border Guard"))
    ledger.add(renumbered("large", without="c1"))
    assert ledger.search(speaker="guard") == []
    assert [each.correction.claim for each in ledger.show("clash").unmatched] == ["2.c1"]
    third = ledger.add(renumbered("larger")).reading
    assert [each.claim for each in ledger.search(speaker="guard")] == [f"{third}.c7"]
    assert ledger.show("clash").unmatched == ()
    assert ledger.verify(tables=True).fault is None


def test_what_a_forgotten_report_was_corrected_by_goes_with_it(ledger):
    ledger.correct(changed(speaker="Border Guard"))
    ledger.add(renumbered("large"))
    ledger.forget("clash", why="asked for")
    assert ledger.stats().corrections == 0
    assert ledger.verify(tables=True).fault is None


def test_search_finds_what_is_right_now(ledger):
    ledger.correct(changed(speaker="Border Guard", place="Belmor"))
    assert [each.claim for each in ledger.search(speaker="guard")] == ["2.c1"]
    assert [each.claim for each in ledger.search(speaker="ministry")] == ["2.c2"]
    assert [each.claim for each in ledger.search(place="Tarsk")] == []
    assert [each.claim for each in ledger.search("soldiers", place="Belmor")] == ["2.c1"]


def test_a_wrong_claim_is_found_no_more_but_stays(ledger):
    ledger.correct(Correction(claim="2.c3", by="Ada Holm", decision="wrong"))
    assert ledger.search("shelling") == []
    assert [each.decision for each in ledger.search("shelling", all_readings=True)] == ["wrong"]
    assert [claim.id for reading in ledger.readings() for claim in reading.claims] == ["c1", "c2"]
    assert [claim.denies for reading in ledger.readings() for claim in reading.claims] == [None, None]
    ledger.correct(Correction(claim="2.c3", by="Ivo Brandt", decision="right"))
    assert [each.claim for each in ledger.search("shelling")] == ["2.c3"]


def test_what_is_in_the_outlets_own_voice_can_be_given_a_speaker(ledger):
    reading = clash_told()
    statement = reading.statements[0]
    ledger.add(read("Holm said 12 boats sank.", id="boats"))
    own = clash_by("own")
    claim = replace(own.claims[0], statement=None, chain=(Link(),))
    number = ledger.add(replace(own, claims=(claim,))).reading
    ledger.correct(changed(f"{number}.c1", speaker="ivo brandt"))
    (now,) = [each for each in ledger.readings() if each.meta and each.meta.model == "own"]
    added = now.statements[-1]
    assert added.id not in {each.id for each in reading.statements}
    assert (added.speaker, now.claims[0].statement) == ("a1", added.id)
    assert CLASH[slice(*added.content[0])] == CLASH[slice(*statement.content[0])]


def test_what_was_taken_for_a_quotation_can_be_given_back_to_the_outlet(ledger):
    found = ledger.correct(changed(own_voice=True))
    assert found.speaker_chain == "Harbour Post"
    assert [each.claim for each in ledger.search(speaker="ministry")] == ["2.c2"]
    (reading,) = ledger.readings(only_corrected=True)
    assert (reading.claims[0].statement, len(reading.claims[0].chain)) == (None, 1)
    assert rows(ledger, "SELECT own_voice FROM corrections") == [(1,)]
    assert ledger.verify(tables=True).fault is None


def test_a_figure_that_a_claim_tells_twice_is_corrected_in_both_places(ledger):
    ledger.correct(changed(low=30))
    (reading,) = ledger.readings(only_corrected=True)
    assert [(each.low, each.high, each.value) for each in reading.quantities] == [(30, None, None), (30, None, None)]


def test_a_unit_alone_leaves_the_number(ledger):
    ledger.correct(changed(unit="soldier"))
    (reading,) = ledger.readings()
    assert [(each.low, each.unit) for each in reading.quantities] == [(12, "soldier"), (12, "soldier")]


def test_checks_of_a_changed_figure_are_dropped(ledger):
    number = ledger.add(read("Holm said 12 boats and 13 boats sank.")).reading
    assert ledger.search(disputed=True, speaker="Holm")
    ledger.correct(changed(f"{number}.c1", low=13, high=13))
    assert not ledger.search(disputed=True, speaker="Holm")
    assert ledger.stats().corrections == 1


def test_only_what_somebody_decided_about_is_training_data(ledger):
    ledger.add(read("Holm said 12 boats sank."))
    assert list(ledger.readings(only_corrected=True)) == []
    ledger.correct(Correction(claim="4.c1", by="Ada Holm", decision="right"))
    assert [each.report.text for each in ledger.readings(only_corrected=True)] == ["Holm said 12 boats sank."]


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (changed("2.c9", type="AID"), "no such claim"),
        (changed("9.c1", type="AID"), "no such claim"),
        (changed("nothing", type="AID"), "no such claim"),
        (changed(), "nothing is changed"),
        (Correction(claim="2.c1", by=" ", decision="right"), "nobody decides"),
        (Correction(claim="2.c1", by="Ada", decision="right", type="AID"), "is not changed"),
        (changed("2.c2", low=4), "no figure"),
        (changed(low=4, high=3), "swap them"),
        (changed(place="Tarsk", lat=4.0), "both degrees"),
        (changed(speaker="Ada", own_voice=True), "one of them"),
        (changed(lat=4.0, lon=5.0, type="AID"), "a place has a name"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_trace(ledger, correction, message):
    head = ledger.head()
    with pytest.raises(LedgerError, match=message):
        ledger.correct(correction)
    assert ledger.head() == head
    assert ledger.verify(tables=True).fault is None
