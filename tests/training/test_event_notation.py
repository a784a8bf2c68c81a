"""Our own sentences with events: the notation, its errors, and the files themselves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import labels
from training.event_notation import MarkedEvent, MarkedItem, parse_items, read_items
from training.notation import NotationError

FILES = sorted((Path(__file__).parents[2] / "training" / "events").glob("*.txt"))


def one(block: str) -> MarkedItem:
    [item] = parse_items(f"=== dam\n{block}\n", "a.txt")
    if isinstance(item, NotationError):
        raise item
    return item


def parts(item: MarkedItem, event: MarkedEvent) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"trigger": [item.text[slice(*event.trigger)]]}
    for role, span in event.arguments:
        found.setdefault(role, []).append(item.text[slice(*span)])
    return found


def test_marks_are_taken_out_and_their_words_found() -> None:
    item = one("[a1 Two men] [e1 shot] at [r1 the guard of [o1 a dam]].\n: 1 ASSAULT firearms ATTACK main possible")
    assert item.text == "Two men shot at the guard of a dam."
    [event] = item.events
    assert (event.type, event.mode, event.subtype) == ("ASSAULT", "firearms", "ATTACK")
    assert event.flags == {"main", "possible"}
    assert parts(item, event) == {
        "trigger": ["shot"],
        "actor": ["Two men"],
        "recipient": ["the guard of a dam"],
        "object": ["a dam"],
    }


def test_a_span_may_serve_two_events() -> None:
    item = one("[a1,a2 They] [e1 came] and [e2 left].\n: 1 - - OTHER main\n: 2 RETREAT withdraw -")
    assert [parts(item, event)["actor"] for event in item.events] == [["They"], ["They"]]
    assert item.events[0].type is None


def test_a_text_without_events_is_an_item() -> None:
    assert one("The choir sang.").events == ()


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("[e1 shot\n: 1 ASSAULT - - main", "left open"),
        ("They shot] him.", "closes nothing"),
        ("They [shot] him.", "no mark"),
        ("They [e1 shot].\n: 1 MURDER - - main", "MURDER is no type"),
        ("They [e1 shot].\n: 1 ASSAULT softly - main", "softly is no mode"),
        ("They [e1 shot].\n: 1 ASSAULT - SHOT main", "SHOT is no subtype"),
        ("They [e1 shot].\n: 1 ASSAULT - - main maybe", "no such flag"),
        ("They [e1 shot].\n: 1 ASSAULT - -", "exactly one event is main"),
        ("They [e1 shot].\n: 2 ASSAULT - - main", "event 2 has 0 triggers"),
        ("[a2 They] [e1 shot].\n: 1 ASSAULT - - main", "without a line: a2"),
        ("They [e1 shot].\n: 1 ASSAULT", "an event's line is"),
        ("", "no text"),
    ],
)
def test_what_is_wrong_is_named(block: str, complaint: str) -> None:
    with pytest.raises(NotationError, match=f"a.txt: dam: .*{complaint}"):
        one(block)


def test_one_bad_item_loses_no_other() -> None:
    found = list(parse_items("=== a\nfine\n=== b\nbad]\n=== c\nfine too\n", "a.txt"))
    assert [isinstance(item, MarkedItem) for item in found] == [True, False, True]


@given(st.text(alphabet="[]aer12, :=\nxyz", max_size=80))
def test_any_text_gives_items_or_errors(notation: str) -> None:
    for item in parse_items("=== x\n" + notation, "a.txt"):
        if isinstance(item, MarkedItem):
            for event in item.events:
                assert item.text[slice(*event.trigger)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_files_can_be_read(path: Path) -> None:
    items = read_items(path)
    assert len(items) > 20
    assert {event.subtype for item in items for event in item.events} <= {None, *labels.EVENT_SUBTYPE}
