"""How SQLite goes about a search: a scan of all claims would be too slow, once there are many."""

import sqlite3
from contextlib import closing

import pytest

from sayso.ledger.search import Query, statement
from tests.ledger.ledgers import clash_by, opened


@pytest.mark.parametrize(
    "query",
    [
        Query(words="soldiers"),
        Query(words="soldiers", since="2024-01-01", until="2024-12-31", disputed=False),
        Query(words="soldiers", speaker="ministry", place="Tarsk", event="ASSAULT", measure="killed"),
        Query(speaker="ministry"),
        Query(since="2024-01-01"),
        Query(),
    ],
)
def test_no_search_reads_the_claims_themselves_before_it_has_found_them(tmp_path, query):
    with opened(tmp_path) as ledger:
        ledger.add(clash_by("small"))
    select, values = statement(query, 20)
    with closing(sqlite3.connect(tmp_path / "news.sayso")) as connection:
        plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {select}", values)]
    reading = [step for step in plan if step.split()[:2] in (["SCAN", "c"], ["SEARCH", "c"])]
    first, last = reading[0], reading[-1]
    assert "COVERING INDEX claims_by_state" in first
    assert last == "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"
