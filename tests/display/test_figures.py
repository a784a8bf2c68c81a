import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.display.figures import figure_in_words, surroundings
from sayso.display.page import compose, compose_checks
from sayso.display.terminal import draw, draw_checks
from sayso.reading import Actor, Check, Quantity, Reading, Statement
from sayso.report import Report, Span
from tests.annotations import span, spans

TOLL = "Police said 12 people were killed. At least 30 people died, residents said. The road is shut."


def toll() -> Reading:
    """Two speakers who give two figures for one thing."""
    return Reading(
        report=Report(id="toll", text=TOLL, title="Blast at Orlo", outlet="Harbour Post"),
        statements=(
            Statement(
                id="s1",
                source=spans(TOLL, "Police"),
                cue=spans(TOLL, "said"),
                content=spans(TOLL, "12 people were killed"),
                speaker="a1",
                sourcing="group",
            ),
            Statement(
                id="s2",
                source=spans(TOLL, "residents"),
                cue=spans(TOLL, "said#2"),
                content=spans(TOLL, "At least 30 people died"),
                speaker="a2",
                sourcing="group",
            ),
        ),
        actors=(Actor(id="a1", name="police"), Actor(id="a2", name="residents")),
        quantities=(
            figure(TOLL, "12", 12, 12, of="people", measure="killed", statement="s1"),
            figure(
                TOLL, "At least 30", 30, None, of="people#2", measure="killed", hedge="atleast", statement="s2", id="q2"
            ),
        ),
        checks=(
            Check(
                id="k1", kind="same", verdict="disagree", quantities=("q1", "q2"), explain="12 is not 30 or more people"
            ),
        ),
    )  # fmt: skip


def figure(text: str, words: str, low: float, high: float | None, of: str | None = None, **known: object) -> Quantity:
    known = {"id": "q1", "unit": "person"} | known
    counted = span(text, of) if of else None
    return Quantity(span=span(text, words), low=low, high=high, of=counted, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "bounds", "known", "shown"),
    [
        ("12 soldiers died.", "12", (12, 12), {"of": "soldiers", "measure": "killed"}, "12 soldiers, killed"),
        ("He saw 12 dead.", "12", (12, 12), {"of": "dead", "measure": "killed"}, "12 dead, killed"),
        ("About 60 huts burned.", "About 60", (54, 66), {"of": "huts", "hedge": "about"}, "About 60 huts, 54 to 66"),
        ("At least 30 died.", "At least 30", (30, None), {"hedge": "atleast"}, "At least 30"),
        ("Between 40 and 50 left.", "Between 40 and 50", (40, 50), {"hedge": "between"}, "Between 40 and 50"),
        ("Of the villages, 310 are safe.", "310", (310, 310), {"of": "villages"}, "310 (villages)"),
        ("They hold 180 km2.", "180 km2", (180, 180), {"unit": "km2", "measure": "area"}, "180 km2"),
    ],
)  # fmt: skip
def test_a_figure_is_shown_with_what_the_words_hide(
    text: str, words: str, bounds: tuple[float, float | None], known: dict[str, str], shown: str
) -> None:
    assert figure_in_words(text, figure(text, words, *bounds, **known)) == shown  # type: ignore[arg-type]


def test_figures_stand_beside_their_speakers() -> None:
    groups = compose(toll()).groups
    assert [(group.name, group.figures) for group in groups] == [
        ("Police", ("12 people, killed",)),
        ("Residents", ("At least 30 people, killed",)),
    ]


def test_a_figure_in_a_report_within_a_report_bears_the_name_of_whoever_is_quoted() -> None:
    text = "Holm said residents told her 30 died."
    reading = Reading(
        report=Report(id="x", text=text),
        statements=(
            Statement(id="s1", source=spans(text, "Holm"), content=spans(text, "residents told her 30 died")),
            Statement(id="s2", source=spans(text, "residents"), content=spans(text, "30 died"), within="s1"),
        ),
        quantities=(figure(text, "30", 30, 30, statement="s2"),),
    )
    assert compose(reading).groups[0].figures == ("[Residents says] 30",)


def test_a_check_is_shown_with_its_arithmetic_the_words_and_who_says_them() -> None:
    (row,) = compose(toll()).checks
    assert (row.verdict, row.explain) == ("disagree", "12 is not 30 or more people")
    assert [(e.speaker, e.words) for e in row.evidence] == [
        ("Police", "Police said 12 people were killed"),
        ("Residents", "At least 30 people died, residents said"),
    ]


def test_figures_that_stand_together_are_shown_together() -> None:
    text = "Rain fell. Holm said 12 homes and 7 barns burned, 19 in all. Later 30 were hurt."
    figures = tuple(figure(text, words, 1, 1, id=f"q{n}") for n, words in enumerate(("12", "7", "19", "30"), 1))
    check = Check(id="k1", kind="sum", verdict="agree", quantities=("q3", "q1", "q2", "q4"), explain="12 + 7 = 19")
    (row,) = compose(Reading(report=Report(id="x", text=text), quantities=figures, checks=(check,))).checks
    assert [e.words for e in row.evidence] == [
        "Holm said 12 homes and 7 barns burned, 19 in all",
        "Later 30 were hurt",
    ]


def test_disagreements_come_first() -> None:
    agreeing = Check(id="k1", kind="same", verdict="agree", quantities=("q1",), explain="12 = 12 people")
    reading = toll()
    page = compose(Reading(report=reading.report, quantities=reading.quantities, checks=(agreeing, *reading.checks)))
    assert [row.verdict for row in page.checks] == ["disagree", "agree"]


def test_the_terminal_shows_figures_and_then_the_checks() -> None:
    lines = [line.plain for line in draw(compose(toll()), 80, plain=True)]
    assert "    figures   12 people, killed" in lines
    checks = lines[lines.index("  Checks                                                    1 disagrees, 0 agree") :]
    assert checks[1:] == [
        "    disagree  12 is not 30 or more people",
        "              Police: Police said 12 people were killed",
        "              Residents: At least 30 people died, residents said",
    ]


def test_checks_alone_say_so_where_there_are_none() -> None:
    reading = Reading(report=Report(id="x", text="Rain fell."))
    lines = [line.plain for line in draw_checks(compose_checks(reading), 60)]
    assert lines == ["Rain fell.", "  No figures here that can be checked against each other."]


def test_words_around_a_figure_stay_within_the_sentence_and_are_few() -> None:
    text = "Rain fell. It said that in the whole of the north some 40 villages were cut off for days on end. Help came."
    assert surroundings(text, span(text, "some 40")) == "…the whole of the north some 40 villages were cut off for…"


@given(text=st.text(max_size=200), places=st.tuples(st.integers(0, 200), st.integers(0, 200)))
def test_any_span_of_any_text_has_surroundings_on_one_line(text: str, places: tuple[int, int]) -> None:
    start, end = sorted(min(place, len(text)) for place in places)
    assert "\n" not in surroundings(text, Span(start, end))
