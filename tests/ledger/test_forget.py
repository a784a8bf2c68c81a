import sqlite3
from contextlib import closing
from random import Random

import pytest

import sayso
from sayso import Capture, Correction, LedgerBusyError, LedgerError
from tests.ledger.ledgers import opened, read

TEXT = "Quillonde said 12 boats of the Zephyrine sank."


def files(path) -> bytes:
    return b"".join(file.read_bytes() for file in path.iterdir())


def test_the_words_are_in_no_file_any_more_and_the_chain_says_why(tmp_path):
    with opened(tmp_path) as ledger:
        for number in range(40):
            ledger.add(read(f"Holm said {number} boats sank near the pier."))
        added = ledger.add(read(TEXT, id="boats"), Capture(body=b"<p>Quillonde: Zephyrine</p>"))
        ledger.correct(
            Correction(claim=f"{added.reading}.c1", by="Ada", decision="changed", speaker="Quillonde's aide")
        )
        assert b"zephyrin" in files(tmp_path).lower()
        (removal,) = ledger.forget("boats", why="a court's order")
        for word in (b"zephyrin", b"quillond", b"ephyrin", b"uillond"):
            assert word not in files(tmp_path).lower()
        assert removal.erased == (81, 82, 83, 84)
        found = ledger.verify(tables=True)
        assert (found.fault, found.erased) == (None, 4)
        assert [each.claim for each in ledger.search("zephyrine")] == []
        assert len(ledger.search("boats", limit=100)) == 40
        with pytest.raises(LedgerError, match=r"forgotten on 2024-03-15: a court's order"):
            ledger.show(str(added.report))


def test_what_was_forgotten_is_not_added_again(tmp_path):
    with opened(tmp_path) as ledger:
        reading = read(TEXT, id="boats")
        ledger.add(reading)
        ledger.forget("boats", why="a court's order")
        head = ledger.head()
        assert ledger.add(reading, Capture(body=b"page")).forgotten
        assert ledger.has(reading.report, model_hash="sha256:0", version=sayso.__version__)
        assert ledger.head() == head
        (removal,) = ledger.forget(sayso.report_from_text(TEXT).id, why="another reason")
        assert removal.why == "a court's order"
        assert ledger.head() == head


def test_there_must_be_a_report_and_a_reason(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(read(TEXT, id="boats"))
        with pytest.raises(LedgerError, match="no such report"):
            ledger.forget("ships", why="a court's order")
        with pytest.raises(LedgerError, match="without a reason"):
            ledger.forget("boats", why=" ")
        assert ledger.search("boats")


def test_a_program_that_still_reads_is_named_as_what_keeps_the_words(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(read(TEXT, id="boats"))
    with sayso.open(tmp_path / "news.sayso", timeout=0.05) as ledger:
        with closing(sqlite3.connect(ledger.path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM entries").fetchone()
            with pytest.raises(LedgerBusyError, match="forgotten, but"):
                ledger.forget("boats", why="a court's order")
        assert ledger.search("boats") == []
        assert b"zephyrin" in files(tmp_path).lower()
        ledger.forget("1", why="a court's order")
        assert b"zephyrin" not in files(tmp_path).lower()
    assert b"zephyrin" not in files(tmp_path).lower()


def test_no_copy_is_left_in_the_gaps_of_the_file(tmp_path):
    chance = Random(10)
    words = {f"r{n}": "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=12)) for n in range(150)}
    with opened(tmp_path) as ledger:
        for name, word in words.items():
            story = f"{word.title()} said 12 boats sank. " + f"Holm said {name} sank. " * chance.randrange(40)
            added = ledger.add(read(story, id=name, outlet=word), Capture(body=word.encode() * chance.randrange(2000)))
            if chance.random() < 0.3:
                decision = Correction(claim=f"{added.reading}.c1", by="Ada", decision="changed", speaker=word * 3)
                ledger.correct(decision)
        gone = chance.sample(sorted(words), 60)
        assert len(ledger.forget(*gone, why="a court's order")) == 60
        left = files(tmp_path).lower()
        assert [name for name in gone if words[name][3:].encode() in left] == []
        assert all(words[name].encode() in left for name in words if name not in gone)
        assert ledger.verify(tables=True).fault is None
