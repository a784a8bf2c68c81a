"""What other tools make of a ledger."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import pytest

import sayso
from sayso import Correction
from sayso.ledger.migrations import MIGRATIONS
from tests.ledger.ledgers import PAGE, clash_by, opened

TABLES = (
    "actors",
    "captures",
    "claim_evidence",
    "claim_figures",
    "claim_parties",
    "claim_places",
    "claim_speakers",
    "claims",
    "claims_as_read",
    "contents",
    "corrections",
    "entries",
    "near_copies",
    "publications",
    "readings",
    "removals",
    "reports",
    "sketches",
)
VIEWS = ("claim_history", "copies", "corrected_claims", "current_claims", "current_readings")


@pytest.fixture
def path(tmp_path):
    with opened(tmp_path) as ledger:
        ledger.add(clash_by("small"), PAGE)
        number = ledger.add(clash_by("large")).reading
        ledger.correct(Correction(claim=f"{number}.c1", by="Ada Holm", decision="changed", speaker="Border Guard"))
        ledger.correct(Correction(claim=f"{number}.c2", by="Ada Holm", decision="wrong"))
    return tmp_path / "news.sayso"


def rows(path, select: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(select).fetchall()


def test_the_tables_and_views(path):
    named = (
        "SELECT name FROM pragma_table_list WHERE type = ? AND schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY 1"
    )
    with closing(sqlite3.connect(path)) as connection:
        assert tuple(name for (name,) in connection.execute(named, ("table",))) == TABLES
        assert tuple(name for (name,) in connection.execute(named, ("view",))) == VIEWS
        strict = "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
        assert connection.execute(f"{strict} AND name NOT LIKE 'sqlite%'").fetchone() == (0,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_claim_in_its_tables(path):
    one = "(SELECT id FROM claims WHERE claim = '3.c1')"
    assert rows(path, f"SELECT number, measure, low, words FROM claim_figures WHERE claim = {one}") == [
        (1, "killed", 12.0, "Twelve"),
        (2, "killed", 12.0, "Twelve"),
    ]
    assert rows(path, f"SELECT name, latitude, feature FROM claim_places WHERE claim = {one}") == [
        ("Tarsk", 47.5, "city")
    ]
    speakers = "SELECT position, speaker, sourcing FROM claim_speakers"
    third = "(SELECT id FROM claims WHERE claim = '3.c3')"
    assert rows(path, f"{speakers} WHERE claim = {third} ORDER BY position") == [
        (0, "Harbour Post", "outlet"),
        (1, "An officer", "unnamed"),
        (2, "residents", "group"),
    ]
    assert rows(path, "SELECT c.claim, name FROM claim_parties p JOIN claims c ON c.id = p.claim")


def test_the_views_show_the_newest_state(path):
    current = "SELECT claim, decision, speaker_chain, title FROM current_claims ORDER BY id"
    (first, last) = rows(path, current)
    assert first[1:3] == ("changed", "Harbour Post > Border Guard")
    assert last[1] is None
    assert {first[0].partition(".")[0], last[0].partition(".")[0]} == {"4"}
    assert rows(path, "SELECT model FROM current_readings") == [("large",)]


def test_datasette_shows_it(path):
    app = pytest.importorskip("datasette.app")

    async def pages() -> dict[str, Any]:
        datasette = app.Datasette([str(path)])
        names = [*TABLES, *VIEWS, "claims.json?_search=soldiers"]
        return {name: await datasette.client.get(f"/news/{name}") for name in names}

    found = asyncio.run(pages())
    assert {name: page.status_code for name, page in found.items() if page.status_code != 200} == {}
    assert "Border Guard" in found["current_claims"].text
    assert len(found["claims.json?_search=soldiers"].json()["rows"]) == 2
    with sayso.open(path) as ledger:
        assert ledger.verify(tables=True).fault is None
