import pytest

from sayso.ledger.search import Found
from tests.ledger.ledgers import opened, read
from tests.readings import clash_told


@pytest.fixture
def ledger(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(clash_told())  # 2.c1: twelve soldiers died; 2.c2: it denied firing first; 2.c3: shelling began
        ledger.add(
            read(
                "Holm said 12 boats sank in the storm. Brandt said 3 boats sank.",
                outlet="Coast Daily",
                published="2024-06-01",
            )
        )  # 4.c1 and 4.c2
        yield ledger


def names(found: list[Found]) -> list[str]:
    return sorted(each.claim for each in found)


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("boats", ["4.c1", "4.c2"]),
        ("boat sink sank", []),
        ("boat STORM", ["4.c1"]),
        ('"boats sank" storm', ["4.c1"]),
        ('"sank boats"', []),
        ("shell*", ["2.c3"]),
        ("soldier", ["2.c1"]),
        ("no-such-word", []),
        ('boats OR "', []),
        ("boats NOT storm", []),
        ("evidence:boats", []),
        ("boats ) ( * ^ + - :", ["4.c1", "4.c2"]),
        ("\0boats", ["4.c1", "4.c2"]),
        ("...", []),
        (" ", ["2.c1", "2.c2", "2.c3", "4.c1", "4.c2"]),
        ("", ["2.c1", "2.c2", "2.c3", "4.c1", "4.c2"]),
    ],
)
def test_words(ledger, words, claims):
    assert names(ledger.search(words)) == claims


@pytest.mark.parametrize(
    ("asked", "claims"),
    [
        ({"speaker": "ministry"}, ["2.c1", "2.c2"]),
        ({"speaker": "Defence Ministry"}, ["2.c1", "2.c2"]),
        ({"speaker": "residents"}, ["2.c3"]),
        ({"speaker": "holm"}, ["4.c1"]),
        ({"actor": "soldiers"}, ["2.c1"]),
        ({"actor": "Defence Ministry"}, ["2.c2"]),
        ({"place": "tarsk"}, ["2.c1"]),
        ({"event": "ASSAULT"}, ["2.c1", "2.c2", "2.c3"]),
        ({"event": "armed_clash"}, ["2.c1"]),
        ({"event": "Armed clash"}, ["2.c1"]),
        ({"measure": "killed"}, ["2.c1"]),
        ({"outlet": "coast"}, ["4.c1", "4.c2"]),
        ({"disputed": True}, ["2.c2", "2.c3", "4.c1", "4.c2"]),
        ({"disputed": True, "speaker": "ministry"}, ["2.c2"]),
        ({"disputed": False, "outlet": "harbour"}, ["2.c1"]),
        ({"since": "2024-06-01"}, ["4.c1", "4.c2"]),
        ({"until": "2024-03-13"}, ["2.c1"]),
        ({"since": "2024-03-14", "until": "2024-03-14"}, ["2.c2", "2.c3"]),
        ({"speaker": "boats"}, []),
        ({"words": "boats", "speaker": "?"}, []),
        ({"words": "twelve", "measure": "killed", "since": "2024-01-01"}, ["2.c1"]),
    ],
)
def test_filters(ledger, asked, claims):
    assert names(ledger.search(asked.pop("words", ""), **asked)) == claims


def test_a_limit(ledger):
    assert len(ledger.search("boats", limit=1)) == 1
    assert [each.claim for each in ledger.search(limit=2)] == ["4.c2", "4.c1"]


def test_claims_that_say_it_in_fewer_words_come_first(ledger):
    assert [each.claim for each in ledger.search("boats sank")] == ["4.c2", "4.c1"]


def test_many_claims_are_highlighted_as_few_are(tmp_path):
    text = " ".join(f"Holm said boat {number} sank." for number in range(150))
    with opened(tmp_path) as ledger:
        ledger.add(read(text))
        few, many = ledger.search("boat", limit=20), ledger.search("boat", limit=150)
        assert len(many) == 150
        assert many[:20] == few
        words = {text[slice(*lit)] for found in many for telling in found.tellings for lit in telling.highlights}
        assert words == {"boat"}
