from hypothesis import given
from hypothesis import strategies as st

from sayso.checks import check
from sayso.reading import Quantity, Reading
from sayso.report import Report, Span
from tests.checks.marked import checks, marked

_WORDS = (
    *(
        "of the ",
        "including ",
        ", ",
        " and ",
        ": ",
        " or ",
        ". ",
        "\n",
        "\n\n",
        "(",
        ")",
        " in all",
        "left",
        "up ",
        "each ",
    ),
    *(
        "the remaining ",
        "from ",
        " to ",
        "rose ",
        "for ",
        "per cent",
        " killed",
        "Police said ",
        "in Arvo ",
        "On Monday ",
    ),
    *("12", "Total ", "- ", "of them", "…", "’"),
)
_NUMBERS = st.none() | st.integers() | st.floats() | st.just(10**400)
_UNITS = st.sampled_from(
    (
        None,
        "",
        "home",
        "person",
        "percent",
        "percentage point",
        "km",
        "mile",
        "km/h",
        "USD",
        "USD/day",
        "day",
        "/",
        "a/b/c",
    )
)


@st.composite
def _readings(draw: st.DrawFn) -> Reading:
    text = "".join(draw(st.lists(st.sampled_from(_WORDS) | st.text(max_size=4), max_size=30)))
    place = st.integers(-3, len(text) + 3)
    quantities = tuple(
        Quantity(
            id=f"q{number}",
            span=Span(draw(place), draw(place)),
            low=draw(_NUMBERS),
            high=draw(_NUMBERS),
            value=draw(_NUMBERS),
            unit=draw(_UNITS),
            of=draw(st.none() | st.builds(Span, place, place)),
            measure=draw(st.sampled_from((None, "killed", "injured", "money"))),
            hedge=draw(st.sampled_from((None, "about", "between"))),
        )
        for number in range(draw(st.integers(0, 6)))
    )
    return Reading(report=Report(id="r", text=text), quantities=quantities)


@given(_readings())
def test_any_reading_has_checks_of_its_own_figures(reading: Reading) -> None:
    found = check(reading)
    known = {quantity.id for quantity in reading.quantities}
    assert [one.id for one in found] == [f"c{number}" for number in range(1, len(found) + 1)]
    assert all(set(one.quantities) <= known for one in found)
    assert all(len(set(one.quantities)) == len(one.quantities) >= 2 for one in found)
    assert all(one.explain and "\n" not in one.explain for one in found)
    assert found == check(reading)


def _explain(text: str) -> list[str]:
    return [found.explain for found in check(marked(text))]


def test_one_line_of_arithmetic_for_each_kind() -> None:
    assert _explain("{90|home} homes burned, including {35|home} in Arvo and {65|home} in Belmo.") == [
        "35 + 65 = 100, not 90 homes"
    ]
    assert _explain(
        "Of {420|village} villages, {310|village} were reached and {about 100|90..110|village} are left."
    ) == ["420 - 310 = 110 villages, said to be about 100"]
    assert _explain("{12|village} of the {40|village} villages, or {45%|percent}, are dry.") == [
        "12 of 40 is 30%, not 45%"
    ]
    assert _explain("Prices rose from {1,200 euros|EUR|money} to {1,500 euros|EUR|money}, up {25%|percent}.") == [
        "from 1,200 to 1,500 is up 25%"
    ]
    assert _explain("It took in {40 people a day|person/day} for {5 days|day|time}, {250|person} in all.") == [
        "40 people per day x 5 days = 200 people, not 250 people"
    ]
    assert _explain("The road is {10 miles|mile|distance} ({20 km|km|distance}) long.") == [
        "10 miles = 16.09 km, not 20 km"
    ]
    assert _explain(
        "Police said {12|person|killed} people died. Residents said {30 or more|30..|person|killed} died."
    ) == ["12 people, not 30 or more people"]


def test_checks_stand_in_the_order_of_their_first_figures() -> None:
    text = (
        "{12|village} of the {40|village} villages, or {30%|percent}, are dry. "
        "{90|home} homes burned: {35|home} in Arvo and {55|home} in Belmo."
    )
    assert checks(text) == ["share agree 1 2 3", "sum agree 4 5 6"]


def test_figures_without_words_between_them_are_not_checked() -> None:
    assert checks("") == []
    assert checks("{40|home}, {12|home}, {28|home}") == []


def test_statements_tell_two_speakers_in_one_sentence_apart() -> None:
    text = "The blast killed {12|person|killed} people, the union {30|person|killed}."
    plain = marked(text)
    told = (plain.quantities[0], Quantity(**{**_fields(plain.quantities[1]), "statement": "s1"}))
    given_by_two = Reading(report=plain.report, quantities=told)
    assert [found.verdict for found in check(given_by_two)] == ["disagree"]


def _fields(quantity: Quantity) -> dict[str, object]:
    return {name: getattr(quantity, name) for name in quantity.__struct_fields__}
