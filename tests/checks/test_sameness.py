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
        "{40|person|killed} fishermen drowned off Menda on Friday, the guild said. The coastguard says it was "
        "{25|person|killed}.",
        ["same disagree 1 2"],
    ),
    (
        "{7|person|killed} people were killed when a shell hit a mill outside Osterby on Tuesday, a colonel said.\n\n"
        "At the mill {19|person|killed} people were killed, its doctor says. The council, too, gives the number killed "
        "at the mill on Tuesday as {19|person}.",
        ["same disagree 1 2", "same agree 2 3"],
    ),
    (
        "{46|person|arrested} people were arrested outside the North Gate on Saturday, the chief said.\n\nLater she "
        "said that the {44|person|arrested} people arrested outside the North Gate on Saturday were adults.",
        [],
    ),
    (
        "{46|person|arrested} supporters were arrested outside the North Gate on Saturday night, the chief said. "
        "She wanted to stress that the {44|person|arrested} people arrested outside the North Gate on Saturday night "
        "were adults.",
        ["same disagree 1 2"],
    ),
    (
        "{58|person|killed} people died in Sunday's earthquake, the minister said. \"{58|person|killed} dead from the "
        'earthquake, here and in the hills," the mayor said.',
        ["same agree 1 2"],
    ),
    (
        "{9,000|person} teachers stayed away, the union said. The ministry put the number of teachers on strike at "
        "{9,000|person}.",
        ["same agree 1 2"],
    ),
    (
        "Police say {200|person} people marched in Osterby on Sunday. The organisers speak of {900|person}.",
        ["same disagree 1 2"],
    ),
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
    (
        "About {about 60|54..66|person|injured} people were hurt, medics said. Police gave the number of "
        "injured as {58|person|injured}.",
        ["same agree 1 2"],
    ),
    (
        "Officials said {41|person|killed} had died. The Red Cross counted {67|person|killed} bodies.",
        ["same disagree 1 2"],
    ),
    (
        "Relief agencies say {20,000|person|displaced} people have fled; the government says {8,000|person|displaced}.",
        ["same disagree 1 2"],
    ),
    (
        "The union claimed {90 per cent|percent} of workers had joined the strike, while the company "
        "said {30 per cent|percent} of workers had joined the strike.",
        ["same disagree 1 2"],
    ),
    (
        (
            "{Twelve|12..12|person|killed} dead in border clash\n\n{Twelve|12..12|person|killed} people "
            "died when gunmen attacked a post near Arvo on Monday, the ministry said.\n\nAt least {at least "
            "30|30..|person|killed} people were killed, most of them farmers, according to the mayor of "
            "Arvo."
        ),
        ["same agree 1 2", "same disagree 1 3"],
    ),
    (
        (
            "{Nine|9..9|person|killed} people died when a train left the rails near Arvo, the railway said. "
            "A hospital in the town says {14|person|killed} people died."
        ),
        ["same disagree 1 2"],
    ),
    (
        (
            "14:20 Police say {12|person|killed} people were killed.\n15:10 Residents say "
            "{30|person|killed} people were killed.\n"
        ),
        ["same disagree 1 2"],
    ),
    (
        (
            "The spill blackened {about 40 km|36..44|km|distance} of coast, the ministry said; the union "
            "put the stretch at {25 miles|mile|distance}."
        ),
        ["same agree 1 2"],
    ),
    (
        "Police said {4,000|person} people had joined the march. The organisers put the number at {15,000|person}.",
        ["same disagree 1 2"],
    ),
    (
        (
            "The fire has burned {3,000 hectares|hectare|area} of forest, officials said. Residents say "
            "{5,000 hectares|hectare|area} have burned."
        ),
        ["same disagree 1 2"],
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
    "Killed: {12|person|killed}. Wounded: {30|person|injured}. Missing: {4|person|missing}.",
    (
        "The army lost {9|tank|destroyed} tanks and {14|truck|destroyed} trucks. The rebels lost "
        "{3|tank|destroyed} tanks."
    ),
    "Between Monday and Friday {40|person|killed} people died, {12|person|killed} of them on Friday alone.",
    "The mayor wants {200|home} homes built; {90|home} homes have been built.",
    "The hospital has {40|bed} beds. It treated {60|person|injured} wounded.",
    ("The price of bread rose from {2 crowns|crown|money} to {3 crowns|crown|money}; meat costs {20%|percent} more."),
    "The firm employs {400|person} people in Arvo and {300|person} in Belmo. It plans to hire {100|person}.",
    "The party won {40%|percent} of the vote and {60|seat} of the {120|seat} seats.",
    "The quake killed {120|person|killed} people in Arvo and {80|person|killed} in Belmo.",
    (
        "Police said {12|person|killed} people were killed in Arvo. In Belmo, the mayor said, "
        "{30|person|killed} were killed."
    ),
    "In 2021 {12|person|killed} people died on the road. In 2022 it was {30|person|killed}.",
    "{12|person|killed} people have been killed since May. Last year {30|person|killed} people were killed.",
    "The blast killed {12|person|killed} people and a second blast an hour later killed {30|person|killed}.",
    ("The ministry said {12|person|killed} of its soldiers died and that {30|person|killed} rebels were killed."),
    (
        "Each family gets {USD 50|USD|money} a month. {40|family} families live there. The fund holds "
        "{USD 9,000|USD|money}."
    ),
    "Rents rose {5%|percent} to {USD 900|USD|money} a month. Wages rose {3%|percent}.",
    "The road is {40 km|km|distance} long; {12 km|km|distance} of it has been repaired.",
    (
        "The governor put the number of dead at {41|person|killed}. A list at the hospital gate had "
        "{67|person|killed} names of dead."
    ),
    "{60|person|injured} people were hurt, {40|person|injured} seriously.",
    "The vote was {60|vote} to {40|vote}, with {100|vote} votes cast.",
    "A quarter, or {30|person}, of the {120|person} voters.",
    "Votes cast: {1,000|vote}. Valid: {960|vote}. Spoiled: {40|vote}.",
    "07:10 The mayor: {four|4..4|person|killed} dead.\n08:55 The mayor says {nine|9..9|person|killed} dead.\n",
    "The mayor said {four|4..4|person|killed} had died. Later reports spoke of {nine|9..9|person|killed} dead.",
    "Police say {four|4..4|person|killed} people died. Police now say {nine|9..9|person|killed} died.",
    (
        "The governor spoke of {four|4..4|person|killed} dead. It went from {nine|9..9|person|killed} "
        "to {15|person|killed}, police said."
    ),
    (
        "The fire killed {five|5..5|person|killed} people in Block 4, police said. In Block 6, "
        "{eight|8..8|person|killed} people were killed, witnesses said."
    ),
    (
        "The storm killed {three|3..3|person|killed} in Arvo, officials said. In neighbouring Belmo, it "
        "killed {11|person|killed}, residents said."
    ),
    "The army says it holds {30|village} villages. The rebels say they hold {45|village} villages.",
    "The coast guard says {at least 25|25..|person|killed} people died. Relatives say {60|person|killed} died.",
)


@pytest.mark.parametrize(("text", "expected"), REPEATS)
def test_repeats(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_REPEATS)
def test_no_repeats(text: str) -> None:
    assert checks(text) == []
