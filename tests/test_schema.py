import json
from pathlib import Path

import sayso
from tests.readings import clash

COMMITTED = Path(__file__).parent.parent / "docs" / "reading.schema.json"


def test_the_committed_schema_is_that_of_the_types() -> None:
    assert json.loads(COMMITTED.read_text("utf-8")) == sayso.json_schema(), (
        "run: sayso schema > docs/reading.schema.json"
    )


def test_every_key_of_a_reading_is_in_the_schema() -> None:
    definitions = sayso.json_schema()["$defs"]
    plain = clash().to_dict()
    assert set(plain) == set(definitions["Reading"]["properties"])
    for part, name in (("statements", "Statement"), ("actors", "Actor"), ("entities", "Entity"), ("times", "Time")):
        assert set(plain[part][0]) == set(definitions[name]["properties"])
