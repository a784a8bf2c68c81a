import pytest

from tests.checks.marked import checks

CONVERSIONS = (
    (
        "The fire burned {100 hectares|hectare|area} ({1 km2|km2|area}).",
        ["same agree 1 2"],
    ),
    (
        "The road is {10 miles|mile|distance} ({16 km|km|distance}) long.",
        ["same agree 1 2"],
    ),
    (
        "The road is {10 miles|mile|distance} ({20 km|km|distance}) long.",
        ["same disagree 1 2"],
    ),
    (
        "It was {40C|celsius}, or {104F|fahrenheit}, at noon.",
        ["same agree 1 2"],
    ),
    (
        "It was {40C|celsius} ({100F|fahrenheit}) at noon.",
        ["same disagree 1 2"],
    ),
)

NO_CONVERSIONS = (
    "They paid {$100|USD|money} ({£80|GBP|money}).",
    "The wall is {6 feet|foot|distance} tall and {10 m|m|distance} long.",
)


@pytest.mark.parametrize(("text", "expected"), CONVERSIONS)
def test_conversions(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_CONVERSIONS)
def test_no_conversions(text: str) -> None:
    assert checks(text) == []


REPEATS = (
    (
        "Police said {12|person|killed} people were killed in the blast. Residents put the toll at {30|person|killed}.",
        ["same disagree 1 2"],
    ),
    (
        "Police count {12|person|killed} dead and residents {30|person|killed}.",
        ["same disagree 1 2"],
    ),
    (
        "Police said {12|person|killed} people were killed, while doctors said {15|person|killed} had died.",
        ["same disagree 1 2"],
    ),
    (
        "The army said {12|person|killed} soldiers died. The rebels said they had killed {40|person|killed} soldiers.",
        ["same disagree 1 2"],
    ),
    (
        "Police said {12|person|killed} people were killed. A doctor said {at least 10|10..|person|killed} were dead.",
        ["same agree 1 2"],
    ),
    (
        "The storm destroyed {90|home|destroyed} homes, the mayor said. The insurers' list has "
        "{120|home|destroyed} destroyed homes.",
        ["same disagree 1 2"],
    ),
    (
        "Organisers said {5,000|person} people marched. Police put the crowd at {2,000|person}.",
        ["same disagree 1 2"],
    ),
    (
        "Organisers said {50,000|person} people took part. Police said {20,000|person} took part.",
        ["same disagree 1 2"],
    ),
    (
        "According to the police, {3,000|person} people marched; organisers spoke of {10,000|person}.",
        ["same disagree 1 2"],
    ),
    (
        "The strike shut {40|school} schools, the union said. The ministry said {25|school} schools were shut.",
        ["same disagree 1 2"],
    ),
    (
        "The bridge will cost {$3 million|USD|money}, the mayor said. The opposition said the bridge "
        "would cost {$5 million|USD|money}.",
        ["same disagree 1 2"],
    ),
    (
        "The fire burned {500 hectares|hectare|area} of forest, officials said. Farmers said "
        "{800 hectares|hectare|area} of forest had burned.",
        ["same disagree 1 2"],
    ),
    (
        "The fire burned {500 hectares|hectare|area} of forest, officials said. Farmers said "
        "{5 km2|km2|area} of forest had burned.",
        ["same agree 1 2"],
    ),
    (
        "{12|person|killed} people were killed, officials said. The {12|person|killed} victims were buried on Friday.",
        ["same agree 1 2"],
    ),
)

NO_REPEATS = (
    "The army said {12|person|killed} soldiers died. Residents said {40|person|killed} people were killed.",
    "A bus crash killed {12|person|killed} people in Arvo. A fire killed {30|person|killed} in Belmo.",
    "On Monday {12|person|killed} people died. On Tuesday {30|person|killed} died.",
    "The blast killed {12|person|killed} people. It wounded {30|person|injured}.",
    "The blast killed {12|person|killed} people. Officials feared that {30|person|killed} could have died.",
    (
        "The blast killed {12|person|killed} people, police said at first. The toll was later raised to "
        "{30|person|killed}."
    ),
    "{12|person|killed} people died in the first attack. {30|person|killed} died in the second.",
    "The army plans to send {500|person} soldiers. So far {200|person} have arrived.",
    "The mayor has {40|school} schools. The county has {25|school} schools.",
    "A quake killed {120|person|killed} people on Sunday. A quake in 2003 killed {2,000|person|killed}.",
    "{12|person|killed} people died. Another {five|5..5|person|killed} died in hospital.",
    ("{12|person|arrested} people were arrested on Monday. {Four|4..4|person|arrested} of those arrested are minors."),
    "The village lies {20 km|km|distance} north of Arvo. The camp lies {35 km|km|distance} from the border.",
    "The talks lasted {three hours|3..3|hour|time}. The march lasted {five hours|5..5|hour|time}.",
)


@pytest.mark.parametrize(("text", "expected"), REPEATS)
def test_repeats(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_REPEATS)
def test_no_repeats(text: str) -> None:
    assert checks(text) == []
