import pytest

from tests.checks.marked import checks

SHARES = (
    (
        "By {212|vote|voted} votes to {187|vote|voted}, all {420|person} being there, it passed. That is "
        "{50.5 per cent|percent} of the house.",
        ["share agree 1 3 4"],
    ),
    (
        "They reached {13,800|person} children. The district has {55,200|person} children, so that "
        "{one in four|25..25|percent} is safe.",
        ["share agree 1 2 3"],
    ),
    (
        "{12|village} of the {40|village} villages, or {30 per cent|percent}, have no water.",
        ["share agree 1 2 3"],
    ),
    (
        "{12|village} of the {40|village} villages ({30 per cent|percent}) have no water.",
        ["share agree 1 2 3"],
    ),
    (
        "{12|village} of the {40|village} villages - {45%|percent} - have no water.",
        ["share disagree 1 2 3"],
    ),
    (
        "{Half|50..50|percent} of the {40|village} villages, {20|village}, have no water.",
        ["share agree 3 2 1"],
    ),
    (
        "{Half|50..50|percent} of the {40|village} villages, or {12|village}, have no water.",
        ["share disagree 3 2 1"],
    ),
    (
        "Turnout was {60%|percent}: {600|person|voted} of {1,000|person} voters came.",
        ["share agree 2 3 1"],
    ),
    (
        "Of {1,000|person} voters {600|person|voted} came, a turnout of {65%|percent}.",
        ["share disagree 2 1 3"],
    ),
    (
        "Of the {40|village} villages, {12|village}, or {30 per cent|percent}, have no water.",
        ["share agree 2 1 3"],
    ),
    (
        "There are {40|village} villages in the district. {12|village} of them, or "
        "{30 per cent|percent}, have no water.",
        ["share agree 2 1 3"],
    ),
    (
        "{12|village} villages, or {30 per cent|percent} of the {40|village} in the district, have no water.",
        ["share agree 1 3 2"],
    ),
    (
        "{12|village} villages, {40 per cent|percent} of the {40|village} in the district, have no water.",
        ["share disagree 1 3 2"],
    ),
    (
        "{Nine|9..9|doctor} out of {ten|10..10|doctor} doctors, {90 per cent|percent}, agree.",
        ["share agree 1 2 3"],
    ),
    (
        "{90|home} homes burned: {35|home} ({39%|percent}) in Arvo and {55|home} ({61%|percent}) in Belmo.",
        ["share agree 2 1 3", "share agree 4 1 5", "sum agree 1 2 4"],
    ),
    (
        "{90|home|destroyed} homes burned, including {36|home|destroyed}, or {40%|percent}, in Arvo.",
        ["share agree 2 1 3"],
    ),
    (
        "The firm cut {600|job} of its {2,400|job} jobs, a {quarter|25..25|percent} of the total.",
        ["share agree 1 2 3"],
    ),
    (
        "The firm cut {600|job} of its {2,400|job} jobs, about {a third|33.333..33.333|percent}.",
        ["share disagree 1 2 3"],
    ),
    (
        "Some {60%|percent} of the {2,000|person} workers, {1,200|person} people, are on strike.",
        ["share agree 3 2 1"],
    ),
    (
        "{Two thirds|66.667..66.667|percent} of its {90|ship} ships ({60|ship}) are idle.",
        ["share agree 3 2 1"],
    ),
    (
        "{30|person} of the {120|person} members are women. That is {25 per cent|percent}.",
        ["share agree 1 2 3"],
    ),
    (
        "{1,200|person|tested} people were tested and {60|person|infected}, or {5 per cent|percent}, were positive.",
        ["share agree 2 1 3"],
    ),
    (
        "{1,200|person|tested} people were tested and {60|person|infected} of them "
        "({8 per cent|percent}) were positive.",
        ["share disagree 2 1 3"],
    ),
    (
        "The party won {60|seat} seats, or {50%|percent} of the {120|seat}.",
        ["share agree 1 3 2"],
    ),
    (
        "The company laid off {300|person} of its {1,200|person} workers, or {one in four|25..25|percent}.",
        ["share agree 1 2 3"],
    ),
    (
        "{25%|percent}, or {30|person}, of the {120|person} voters stayed away.",
        ["share agree 2 3 1"],
    ),
    (
        "{30|person}, or {25%|percent}, of the {120|person} voters stayed away.",
        ["share agree 1 3 2"],
    ),
    (
        (
            "They cleared {48 km|km|distance} of the {72 km|km|distance} of road between Arvo and the Belmo "
            "Pass, {two-thirds|66.667..66.667|percent} of its length."
        ),
        ["share agree 1 2 3"],
    ),
    (
        (
            "{Six|6..6|person|killed} of the {150|person} patients died, which puts the fatality rate at {4 "
            "per cent|percent}."
        ),
        ["share agree 1 2 3"],
    ),
    (
        (
            "{Six|6..6|person|killed} of the {150|person} patients died, which puts the fatality rate at {6 "
            "per cent|percent}."
        ),
        ["share disagree 1 2 3"],
    ),
    (
        "{50,400|ballot} ballots were cast. The roll holds {84,000|name} names, so turnout was {60 per cent|percent}.",
        ["share agree 1 2 3"],
    ),
    (
        "{50,400|ballot} ballots were cast. The roll holds {84,000|name} names, so turnout was {64 per cent|percent}.",
        ["share disagree 1 2 3"],
    ),
)

NO_SHARES = (
    ("{12|village} of the {40|village} villages have no water and {30 per cent|percent} of the farms are dry."),
    "{12|village} of the {40|village} villages have no water, up from {10 per cent|percent} last year.",
)


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_shares(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_SHARES)
def test_no_shares(text: str) -> None:
    assert checks(text) == []
