from msgspec.structs import replace

from sayso.display.events import EventWords, label_in_words
from sayso.display.page import compose
from sayso.display.places import names_of, place_rows
from sayso.display.terminal import draw
from sayso.reading import Argument, Event, Reading, Statement
from sayso.report import Report
from tests.annotations import span, spans
from tests.display.lake import lake

TEXT = "Gunmen attacked a border post near the old mill with mortars, Holm said."


def line(**known: object) -> str:
    event = Event(id="e1", trigger=span(TEXT, "attacked"), **known)  # type: ignore[arg-type]
    reading = Reading(report=Report(id="x", text=TEXT), events=(event,))
    return EventWords(reading).row(event).line()


def terminal(reading: Reading, width: int = 90) -> str:
    return "\n".join(text.plain for text in draw(compose(reading), width, plain=True))


def test_an_event_is_told_in_a_line() -> None:
    arguments = (
        Argument(role="place", span=span(TEXT, "old mill")),
        Argument(role="actor", span=span(TEXT, "Gunmen")),
        Argument(role="instrument", span=span(TEXT, "mortars")),
        Argument(role="recipient", span=span(TEXT, "a border post")),
    )
    assert (
        line(type="ASSAULT", arguments=arguments)
        == "attacked (assault) · Gunmen → a border post · with mortars · near the old mill"
    )


def test_what_is_not_known_of_an_event_is_left_out() -> None:
    assert line() == "attacked"
    assert line(arguments=(Argument(role="object", span=span(TEXT, "a border post")),)) == "attacked · → a border post"


def test_what_did_not_happen_or_is_not_sure_stands_where_no_narrow_page_cuts_it_off() -> None:
    assert line(type="ASSAULT", polarity="neg") == "attacked (assault, not)"
    assert line(type="ASSAULT", certainty="possible", tense="future") == "attacked (assault, possible, to come)"
    assert "(diplomacy, possible, to come)" in " ".join(terminal(lake(), 40).split())


def test_an_event_in_a_denial_is_denied() -> None:
    event = Event(id="e1", trigger=span(TEXT, "attacked"), type="ASSAULT", statement="s1")
    denial = Statement(id="s1", content=spans(TEXT, "attacked a border post"), act="deny")
    reading = Reading(report=Report(id="x", text=TEXT), events=(event,), statements=(denial,))
    assert EventWords(reading).row(event).marks == ("denied",)


def test_the_finer_type_is_the_one_shown_and_a_label_is_read_as_words() -> None:
    assert line(type="ASSAULT", subtype="ARMED_CLASH") == "attacked (armed clash)"
    assert label_in_words("GOV_REGAINS_TERIT") == "government regains territory"
    assert label_in_words("my_own_type") == "my own type"


def test_each_speaker_is_shown_with_what_they_say_happened() -> None:
    page = terminal(lake())
    assert "events    main event: fired (attack) · a patrol boat → a group of canoes" in page
    assert "events    fired (assault, denied) · its men" in page
    assert "events    [Relatives say] took (arrest) · the patrol → two men" in page


def test_events_of_no_type_are_not_shown() -> None:
    assert "stayed" not in [event.word for group in compose(lake()).groups for event in group.events]


def test_many_events_are_shown_in_part() -> None:
    trigger = span(lake().report.text, "fired")
    events = tuple(Event(id=f"e{i}", trigger=trigger, type=f"T{i}", statement="s2") for i in range(9))
    assert "and 3 more" in terminal(replace(lake(), events=events))


def test_the_places_stand_at_the_foot_the_unknown_ones_too() -> None:
    page = terminal(lake())
    assert "Places" in page
    assert "6 known, 1 unknown" in page
    assert "perhaps Mwanza (city, TZ)" in page
    assert "unknown   Osulwa Bay" in page


def test_a_place_named_twice_is_one_and_a_demonym_is_none() -> None:
    names = names_of(place_rows(lake()))
    assert names[0] == "Kisumu (city, KE)"
    assert len(names) == len(set(names)) == 7
    assert not any(name.startswith("Uganda") for name in names)
