import pytest

from tests.checks.marked import checks

HOLDS = [
    # sums: parts after "including" and its kin
    (
        "{90|home|destroyed} homes burned, including {35|home} in the old town and {55|home} at the harbour.",
        "sum agree 1 2 3",
    ),
    (
        "{90|home|destroyed} homes burned, including {35|home} in the old town and {65|home} at the harbour.",
        "sum disagree 1 2 3",
    ),
    ("{12|person|killed} people died, among them {20|person|killed} children.", "sum disagree 1 2"),
    (
        "The raid left {12|person|killed} dead: {7|person|killed} soldiers and {5|person|killed} civilians.",
        "sum agree 1 2 3",
    ),
    (
        "The raid left {12|person|killed} dead - {7|person|killed} soldiers and {6|person|killed} civilians.",
        "sum disagree 1 2 3",
    ),
    (
        "The raid left {12|person|killed} dead ({7|person|killed} soldiers and {5|person|killed} civilians).",
        "sum agree 1 2 3",
    ),
    ("A fleet of {50|vehicle} vehicles, made up of {36|truck} trucks and {14|car} cars, set out.", "sum agree 1 2 3"),
    (
        "The council has {20|seat} seats, divided between the Left with {12|seat} and the Right with {9|seat}.",
        "sum disagree 1 2 3",
    ),
    ("Of the {40|person} passengers, {28|person} were adults and {12|person} were children.", "sum agree 1 2 3"),
    ("{40|person} people were aboard, of whom {28|person} were adults and {12|person} children.", "sum agree 1 2 3"),
    ("{40|person} people were aboard, {28|person} of them adults and {12|person} of them children.", "sum agree 1 2 3"),
    (
        "The army lost {9|tank|destroyed} tanks, {4|tank|destroyed} in the north and {5|tank|destroyed} in the south.",
        "sum agree 1 2 3",
    ),
    # sums: a total after its parts
    ("{35|home} homes burned in Arvo and {55|home} in Belmo, {90|home} in all.", "sum agree 3 1 2"),
    ("{35|home} homes burned in Arvo and {55|home} in Belmo, making a total of {100|home}.", "sum disagree 3 1 2"),
    ("Arvo and Belmo lost {35|home} and {55|home} homes respectively, a total of {80|home}.", "sum disagree 3 1 2"),
    (
        "Fire took {35|home} homes in Arvo, {20|home} in Belmo and {10|home} in Corvo, for a total of {65|home}.",
        "sum agree 4 1 2 3",
    ),
    (
        "{28|person|killed} people had died by Friday. {12|person|killed} more died on Saturday, bringing the toll to {40|person|killed}.",
        "sum agree 3 1 2",
    ),
    (
        "In Arvo {35|home} homes burned. In Belmo {55|home} burned. In all, {90|home} homes were lost.",
        "sum agree 3 1 2",
    ),
    (
        "{35|home} homes burned in Arvo. {55|home} burned in Belmo. That makes {90|home} homes altogether.",
        "sum agree 3 1 2",
    ),
    (
        "The two mines, with {350|person} and {550|person} workers, employ {900|person} people between them.",
        "sum agree 3 1 2",
    ),
    ("A total of {90|home} homes burned: {35|home} in Arvo, {55|home} in Belmo.", "sum agree 1 2 3"),
    (
        "A total of {90|home|destroyed} homes burned. In Arvo {35|home|destroyed} were lost, in Belmo {55|home|destroyed}.",
        "sum agree 1 2 3",
    ),
    ("Homes lost:\n- Arvo: {35|home}\n- Belmo: {55|home}\n- Total: {100|home}\n", "sum disagree 3 1 2"),
    ("Homes lost\nArvo {35|home}\nBelmo {55|home}\nCorvo {10|home}\nTotal {100|home}\n", "sum agree 4 1 2 3"),
    (
        "{90|home} homes burned:\n\n- {35|home} in Arvo;\n- {45|home} in Belmo.\n\nNobody was hurt.",
        "sum disagree 1 2 3",
    ),
    # remainders
    (
        "Of {420|village} villages, {310|village|reached} have been reached and {about 100|90..110|village} are left.",
        "remainder agree 1 2 3",
    ),
    (
        "Of the {420|village} villages {310|village|reached} have been reached; the remaining {90|village} are cut off.",
        "remainder disagree 1 2 3",
    ),
    (
        "{40|person} of the {52|person} hostages were freed, leaving {12|person} in the building.",
        "remainder agree 2 1 3",
    ),
    (
        "{40|person} of the {52|person} hostages were freed. The other {15|person} are still held.",
        "remainder disagree 2 1 3",
    ),
    ("All but {12|family} of the {40|family} families left; the rest, {12|family}, stayed.", None),
    (
        "The army has retaken {180|km2|area held} of the {250|km2|area} it lost; {about 70|63..77|km2} remain.",
        "remainder agree 2 1 3",
    ),
    (
        "The fund had {$5 million|USD|money}. {$3 million|USD|money} has been spent, leaving {$2 million|USD|money}.",
        "remainder agree 1 2 3",
    ),
    (
        "There are {30|school} schools in the valley. {18|school} have reopened; the other {12|school} are shut.",
        "remainder agree 1 2 3",
    ),
    (
        "Of the {60|person} miners, {45|person} had come up by noon, with {15|person} still to go.",
        "remainder agree 1 2 3",
    ),
    ("Out of {60|bus} buses, {45|bus} ran. The rest, {20|bus}, stood idle.", "remainder disagree 1 2 3"),
    # shares
    ("{12|village} of the {40|village} villages, or {30 per cent|percent}, have no water.", "share agree 2... "),
]


@pytest.mark.parametrize(("text", "expected"), [pair for pair in HOLDS])
def test_it(text, expected):
    assert checks(text) == ([expected] if expected else [])
