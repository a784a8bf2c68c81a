"""Numbers that are labels, parts of names, or scores of named sides; and counts that look like them."""

import pytest

from tests.extraction.amounts.amounts import bounds, shown


@pytest.mark.parametrize(
    "text",
    [
        "It burned from stall 30 to stall 44.",
        "Winds of force 8 were felt.",
        "Site 4 is full.",
        "Elevator 2 in Sorrel burned.",
        "COMMUNIQUE 31 OF THE COMMAND",
        "Lot 14 went while pump 3 and pump 4 were shut.",
        "The boat lay in berth 7, in bay 12, since week 14.",
        "A dog slept at kennel 30, they said.",
        "Kennel 30 is empty.",
        "In District 10 were few; district 5 stays shut.",
        "She lives on floor two of block nine.",
        "Gates 1 and 3, pages 6-9, block 4, 5 and 6",
        "The app (5.2 or newer) runs.",
    ],
)
def test_labels(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The storm killed 12.", ["12..12"]),
        ("The toll reached 40.", ["40..40"]),
        ("It left 30 dead.", ["30..30"]),
        ("Dead 118", ["118..118"]),
        ("Homes destroyed: 35", ["35..35"]),
        ("Cholera 31 cases", ["31..31"]),
        ("FLOODS KILL 12 IN NORLAND", ["12..12"]),
        ("In the school 12 were killed.", ["12..12"]),
        ("In the camp 40 have died since week 14.", ["40..40"]),
        ("The tents house 300 and the hall can seat 500.", ["300..300", "500..500"]),
        ("By midnight 12 had died; by noon 40.", ["12..12", "40..40"]),
        ("In total 12, mostly women, were freed.", ["12..12"]),
        ("Of 12 boats 3 sank.", ["12..12", "3..3"]),
        ("Houses 12, schools 4.", ["12..12", "4..4"]),
        ("In week 14 they saw 30; in week 15, 45.", ["30..30", "45..45"]),
        ("a force 300 strong", ["300..300"]),
    ],
)
def test_counts_that_look_like_labels(text: str, found: list[str]) -> None:
    assert bounds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "They live in Nine Elms.",
        "The Dog and Two Ducks stayed open.",
        "At Three Mills it rained, and so it did near Four Corners.",
        "Seven Sisters was cut off.",
        "They call him “Forty”.",
    ],
)
def test_names_with_numbers_in_words(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two Die as Nine Homes Burn in Osterby", ["2..2", "9..9"]),
        ("Two Ardenians died.", ["2..2"]),
        ("13:00 Hundreds dig by hand.", ["200..999"]),
        ("He said: 'Ninety percent is enough.'", ["90..90 percent"]),
        ("OSTERBY — Five people died.", ["5..5"]),
    ],
)
def test_capitals_that_make_no_name(text: str, found: list[str]) -> None:
    assert bounds(text) == found


@pytest.mark.parametrize(
    "text", ["The game stood at Rovers 2, Town 0.", "Athletic 3 United 1", "Player ratings: Rell 9, Adu 7, Brix 6"]
)
def test_scores_of_named_sides(text: str) -> None:
    assert shown(text) == []


def test_places_with_their_tolls_are_no_sides() -> None:
    assert bounds("Dead: Tarsk 12, Belmo 30.") == ["12..12", "30..30"]
    assert bounds("Camp Ash 300, Camp Elm 450") == ["300..300", "450..450"]


@pytest.mark.parametrize(
    "text",
    [
        "Bena Oru is the union's number two.",
        "It took the number two of the guild along.",
        "All came from the 4 West district, he said.",
        "A 5 Live reporter was there.",
        "She got a 9 in Latin.",
        "They set the transponder to 7700 and flew on.",
        "Warnings 4 and 5, issued at four and five o'clock, stay in force.",
        'Wanted: Bo "Two Knives" Ferran, prisoner 4472.',
        "See Article 14(2), pp. 3-5.",
    ],
)
def test_what_is_told_from_others_by_a_number_is_not_counted(text: str):
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 4 Danish soldiers left.", ["4: 4..4"]),
        ("A 12-member panel sat.", ["12: 12..12"]),
        ("The dead number two.", ["two: 2..2"]),
    ],
)
def test_what_looks_like_such_a_name_is_counted(text: str, expected: list[str]):
    assert shown(text) == expected
