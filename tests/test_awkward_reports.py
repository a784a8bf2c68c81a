"""Reports that are no news story, read by the whole reader with the bundled model."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

import sayso

NOTHING_HAPPENS = """Opening hours

The reading room is on the second floor. Readers' tickets are blue. The map room holds 4,000 maps of the county and a
large globe. Coats and umbrellas belong in the lockers beside the stairs.
"""


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every pair under a key "span", "trigger", "source", "cue", "content", "mentions" of a reading as plain data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("span", "trigger"):
                yield tuple(inner)
            elif key in ("source", "cue", "content", "mentions"):
                yield from map(tuple, inner)
            else:
                yield from spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from spans(inner)


def test_where_nothing_happens_no_event_of_a_type_is_told_and_none_is_the_main_one() -> None:
    reading = sayso.read(NOTHING_HAPPENS)
    assert [NOTHING_HAPPENS[slice(*e.trigger)] for e in reading.events if e.type or e.subtype or e.main] == []


def test_a_sentence_of_three_thousand_words_is_read_to_its_end() -> None:
    middle = " and ".join(f"gunmen from the {place} hills shelled village number {n}" for n, place in enumerate(HILLS))
    text = f"Mayor Ilse Brand said that {middle}, the police in Corvel added on Friday."
    assert len(text.split()) > 3000
    assert not re.search(r"[.!?]\s", text)
    reading = sayso.read(text, published="2024-03-16")
    assert all(0 <= start < end <= len(text) for start, end in spans(reading.to_dict()))
    shelled = [e for e in reading.events if text[slice(*e.trigger)] == "shelled"]
    assert len(shelled) > 0.9 * len(HILLS)
    assert any(text[slice(*a.span)] == "gunmen" for a in shelled[-1].arguments) or shelled[-1].type == "ASSAULT"
    assert [text[slice(*time.span)] for time in reading.times][-1] == "Friday"


HILLS = ["northern", "southern", "eastern", "western", "Tarsk"] * 62


@pytest.mark.parametrize("text", ["?", "\u202e\u2066", "\ufeff \n\t", "12", "Tarsk"])
def test_next_to_nothing_is_read_as_nothing(text: str) -> None:
    try:
        reading = sayso.read(text)
    except sayso.InputError:
        return
    assert reading.statements == reading.events == reading.claims == ()
