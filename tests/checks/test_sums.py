import pytest

from tests.checks.marked import checks

SUMS = (
    (
        "{18|person|killed} soldiers died, the army said. {7|person|killed} civilians also died, the hospital said, "
        "bringing the toll to {26|person|killed}.",
        ["sum disagree 3 1 2"],
    ),
    (
        (
            "On Monday {12|person|killed} people died, on Tuesday {8|person|killed} and on Wednesday "
            "{5|person|killed}, {25|person|killed} over the three days."
        ),
        ["sum agree 4 1 2 3"],
    ),
    (
        "By {212|vote|voted} votes to {187|vote|voted}, {21|person|voted} members abstaining, the house passed it, "
        "all {420|person} being there.",
        ["sum agree 4 1 2 3"],
    ),
    (
        "They wrote down {3,150|name} names: {1,480|person} children, {1,020|person} women and {650|person} men.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "{30|person|injured} people were treated, that is to say {18|person|injured} fans, {9|person|injured} officers "
        "and {3|person|injured} stewards.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "The school has {310|person} girls and {290|person} boys. Its {600|person} pupils start late.",
        ["sum agree 3 1 2"],
    ),
    (
        "The north lost {31|home|destroyed} homes, said the mayor. The south lost {27|home|destroyed}, said the "
        "council. That makes {60|home|destroyed} homes.",
        ["sum disagree 3 1 2"],
    ),
    (
        "{90|home|destroyed} homes burned, including {35|home} in the old town and {55|home} at the harbour.",
        ["sum agree 1 2 3"],
    ),
    (
        "{90|home|destroyed} homes burned, including {35|home} in the old town and {65|home} at the harbour.",
        ["sum disagree 1 2 3"],
    ),
    (
        "{12|person|killed} people died, among them {20|person|killed} children.",
        ["sum disagree 1 2"],
    ),
    (
        "The raid left {12|person|killed} dead: {7|person|killed} soldiers and {5|person|killed} civilians.",
        ["sum agree 1 2 3"],
    ),
    (
        "The raid left {12|person|killed} dead - {7|person|killed} soldiers and {6|person|killed} civilians.",
        ["sum disagree 1 2 3"],
    ),
    (
        "The raid left {12|person|killed} dead ({7|person|killed} soldiers and {5|person|killed} civilians).",
        ["sum agree 1 2 3"],
    ),
    (
        "The raid left {12|person|killed} people dead, {7|person|killed} soldiers and {5|person|killed} civilians.",
        ["sum agree 1 2 3"],
    ),
    (
        "A fleet of {50|vehicle} vehicles, made up of {36|truck} trucks and {14|car} cars, set out.",
        ["sum agree 1 2 3"],
    ),
    (
        "The convoy consisted of {36|truck} trucks and {14|car} cars, {60|vehicle} vehicles in all.",
        ["sum disagree 3 1 2"],
    ),
    (
        "The council has {20|seat} seats: {12|seat} for the Left, {9|seat} for the Right.",
        ["sum disagree 1 2 3"],
    ),
    (
        "Of the {40|person} passengers, {28|person} were adults and {12|person} were children.",
        ["sum agree 1 2 3"],
    ),
    (
        "{40|person} people were aboard, of whom {28|person} were adults and {12|person} children.",
        ["sum agree 1 2 3"],
    ),
    (
        "{40|person} people were aboard, {28|person} of them adults and {12|person} of them children.",
        ["sum agree 1 2 3"],
    ),
    (
        "The army lost {9|tank|destroyed} tanks, {4|tank|destroyed} in the north and {5|tank|destroyed} in the south.",
        ["sum agree 1 2 3"],
    ),
    (
        "{35|home} homes burned in Arvo and {55|home} in Belmo, {90|home} in all.",
        ["sum agree 3 1 2"],
    ),
    (
        "{35|home} homes burned in Arvo and {55|home} in Belmo, making a total of {100|home}.",
        ["sum disagree 3 1 2"],
    ),
    (
        "Arvo and Belmo lost {35|home} and {55|home} homes respectively, a total of {80|home}.",
        ["sum disagree 3 1 2"],
    ),
    (
        "Fire took {35|home} homes in Arvo, {20|home} in Belmo and {10|home} in Corvo, for a total of {65|home}.",
        ["sum agree 4 1 2 3"],
    ),
    (
        "{28|person|killed} people had died by Friday. {12|person|killed} more died on Saturday, "
        "bringing the toll to {40|person|killed}.",
        ["sum agree 3 1 2"],
    ),
    (
        "{28|person|killed} people had died by Friday. {12|person|killed} more died on Saturday, "
        "bringing the toll to {45|person|killed}.",
        ["sum disagree 3 1 2"],
    ),
    (
        "In Arvo {35|home|destroyed} homes burned. In Belmo {55|home|destroyed} burned. In all, "
        "{90|home|destroyed} homes were lost.",
        ["sum agree 3 1 2"],
    ),
    (
        "In Arvo {35|home|destroyed} homes burned. In Belmo {55|home|destroyed} burned. In all, "
        "{80|home|destroyed} homes were lost.",
        ["sum disagree 3 1 2"],
    ),
    (
        "{35|home} homes burned in Arvo. {55|home} burned in Belmo. That makes {90|home} homes altogether.",
        ["sum agree 3 1 2"],
    ),
    (
        "The two mines, with {350|person} and {550|person} workers, employ {900|person} people between them.",
        ["sum agree 3 1 2"],
    ),
    (
        "A total of {90|home} homes burned: {35|home} in Arvo, {55|home} in Belmo.",
        ["sum agree 1 2 3"],
    ),
    (
        "A total of {90|home|destroyed} homes burned. In Arvo {35|home|destroyed} were lost, in Belmo "
        "{55|home|destroyed}.",
        ["sum agree 1 2 3"],
    ),
    (
        "A total of {90|home|destroyed} homes burned. In Arvo {35|home|destroyed} were lost, in Belmo "
        "{65|home|destroyed}.",
        ["sum disagree 1 2 3"],
    ),
    (
        "{90|home|destroyed} homes burned in the valley. Arvo lost {35|home|destroyed}, Belmo "
        "{45|home|destroyed} and Corvo {10|home|destroyed}.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "Homes lost:\n- Arvo: {35|home}\n- Belmo: {55|home}\n- Total: {100|home}\n",
        ["sum disagree 3 1 2"],
    ),
    (
        "Homes lost\nArvo {35|home}\nBelmo {55|home}\nCorvo {10|home}\nTotal {100|home}\n",
        ["sum agree 4 1 2 3"],
    ),
    (
        "District | Dead | Hurt\nArvo | {3|person|killed} | {5|person|injured}\nBelmo | {4|person|killed} "
        "| {6|person|injured}\nTotal | {7|person|killed} | {12|person|injured}\n",
        ["sum agree 5 1 3", "sum disagree 6 2 4"],
    ),
    (
        "Arvo, {35|home}\nBelmo, {55|home}\nAll districts, {90|home}\n",
        ["sum agree 3 1 2"],
    ),
    (
        "{90|home} homes burned:\n\n- {35|home} in Arvo;\n- {45|home} in Belmo.\n\nNobody was hurt.",
        ["sum disagree 1 2 3"],
    ),
    (
        "The rebels hold {14|village} villages: Arvo district has {6|village}, Belmo {5|village} and "
        "Corvo {3|village}.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "Police arrested {30|person|arrested} people, {22|person|arrested} in Arvo and {8|person|arrested} in Belmo.",
        ["sum agree 1 2 3"],
    ),
    (
        "Police arrested {30|person|arrested} people, {22|person|arrested} in Arvo and {12|person|arrested} in Belmo.",
        ["sum disagree 1 2 3"],
    ),
    (
        "{12|person|killed} people were killed and {30|person|injured} wounded, {42|person|casualties} "
        "casualties in total.",
        ["sum agree 3 1 2"],
    ),
    (
        "There were {42|person|casualties} casualties, {12|person|killed} dead and {30|person|injured} wounded.",
        ["sum agree 1 2 3"],
    ),
    (
        "The bill comes to {$4.7 million|USD|money}: {$3.2 million|USD|money} for the bridge and "
        "{$1.5 million|USD|money} for the road.",
        ["sum agree 1 2 3"],
    ),
    (
        "The bill comes to {$4.9 million|USD|money}: {$3.2 million|USD|money} for the bridge and "
        "{$1.5 million|USD|money} for the road.",
        ["sum disagree 1 2 3"],
    ),
    (
        "The trail is {12 km|km|distance} long, {7 km|km|distance} of it paved and {5 km|km|distance} gravel.",
        ["sum agree 1 2 3"],
    ),
    (
        "Of the {90|home} homes, {35|home} were in Arvo, {45|home} in Belmo and the remaining {10|home} in Corvo.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "{Two|2..2|person|killed} soldiers were killed in the morning and {three|3..3|person|killed} in "
        "the evening, so that {five|5..5|person|killed} died in all.",
        ["sum agree 3 1 2"],
    ),
    (
        "The ferry carried {120|person} passengers and {15|person} crew, {135|person} people altogether.",
        ["sum agree 3 1 2"],
    ),
    (
        "The ferry carried {135|person} people, {120|person} passengers and {15|person} crew.",
        ["sum agree 1 2 3"],
    ),
    (
        "{12|person|killed} people died on Monday and {8|person|killed} on Tuesday, adding up to {25|person|killed}.",
        ["sum disagree 3 1 2"],
    ),
    (
        "The total number of dead now stands at {25|person|killed}: {12|person|killed} in Arvo and "
        "{13|person|killed} in Belmo.",
        ["sum agree 1 2 3"],
    ),
    (
        "The {25|person|killed} dead comprise {12|person|killed} women and {13|person|killed} men.",
        ["sum agree 1 2 3"],
    ),
    (
        "At least {at least 12|12..|person|killed} people died, including {five|5..5|person|killed} "
        "children and {seven|7..7|person|killed} women.",
        ["sum agree 1 2 3"],
    ),
    (
        "The road is {40 km|km|distance} long; {12 km|km|distance} of it has been repaired and "
        "{28 km|km|distance} has not.",
        ["sum agree 1 2 3"],
    ),
    (
        "Two bombs killed {60|person|killed} people: {45|person|killed} at the station, "
        "{10|person|killed} in the square and {5|person|killed} who died later.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "Of those {40|person} people, {10|person} were children, {12|person} women and {20|person} men.",
        ["sum disagree 1 2 3 4"],
    ),
    (
        "{1,000|vote} votes were cast, of which {960|vote} were valid and {50|vote} were spoiled.",
        ["sum disagree 1 2 3"],
    ),
    (
        "They sent {12.4 tonnes|12.4..12.4|tonne} of rice and the navy {600 kg|kg}, for a total of {13 tonnes|tonne}.",
        ["sum agree 3 1 2"],
    ),
    (
        "They sent {12.4 tonnes|12.4..12.4|tonne} of rice and the navy {600 kg|kg}, for a total of {18 tonnes|tonne}.",
        ["sum disagree 3 1 2"],
    ),
    (
        (
            "Orr won with {400|vote} votes, ahead of Pell with {350|vote}. With {50|paper} spoiled papers, "
            "that makes {800|ballot} ballots in all."
        ),
        ["sum agree 4 1 2 3"],
    ),
    (
        "Of the {60|person} prisoners, {22|person} were moved to Arvo. Another {38|person} went to Belmo.",
        ["sum agree 1 2 3"],
    ),
    (
        (
            "{Three|3..3|village} villages, with {120|person}, {80|person} and {50|person} people, "
            "{250|person} altogether, were emptied."
        ),
        ["sum agree 5 2 3 4"],
    ),
    (
        (
            "The budget is {$1.2 bn|1200..1200|USD|money}: {$700|USD|money} for roads, {$300|USD|money} for "
            "schools and the remaining {$200|USD|money} for debt."
        ),
        ["sum agree 1 2 3 4"],
    ),
    (
        (
            "The budget of {$90|USD|money} includes {$60|USD|money} for wages, {$20|USD|money} for roads "
            "and {$15|USD|money} for schools."
        ),
        ["sum disagree 1 2 3 4"],
    ),
    (
        "Of the {250|person} delegates, {140|person} voted for it, {90|person} against and {30|person} abstained.",
        ["sum disagree 1 2 3 4"],
    ),
    (
        (
            "The convoy of {30|truck} trucks - {12|truck} from Arvo, {10|truck} from Belmo and "
            "{eight|8..8|truck} from Corvo - arrived."
        ),
        ["sum agree 1 2 3 4"],
    ),
    (
        (
            "The town spent {2 million|EUR|money} on a road, {1.5 million|EUR|money} on a school and "
            "{500,000|EUR|money} on a clinic, {4 million|EUR|money} in all."
        ),
        ["sum agree 4 1 2 3"],
    ),
)

NO_SUMS = (
    "They may land {42,000|tonne} tonnes, of which {30,000|tonne} was due by Easter; the log showed {17,600|tonne}, "
    "and {11,200|tonne} of mackerel.",
    "{4m|USD|money} went to Arvo, {3m|USD|money} to Belmo and {2m|USD|money} to Menda.",
    "The wall is {6.5|m|distance} m high; the river was at {6.1|m|distance} and could make {7|m|distance} by Friday.",
    "{47|person} inmates fled, {30|person} of them serving life and {22|person} convicted of murder.",
    "Of the {27|person} in the dock, {19|person} were convicted of treason and {16|person} of theft.",
    "{90|home|destroyed} homes burned, including {35|home} in the old town and {45|home} at the harbour.",
    "{12|person|killed} people died, {5|person|killed} of them children.",
    "Of the {60|person} prisoners, {22|person} were moved to Arvo. Another {9|person} went to Belmo.",
)


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_SUMS)
def test_no_sums(text: str) -> None:
    assert checks(text) == []


REMAINDERS = (
    (
        "{74|person} miners were below when it failed. {31|person} climbed out and {38|person} were hauled up by dawn. "
        "The remaining {5|person} came out at noon.",
        ["sum agree 1 2 3 4"],
    ),
    (
        "Of {420|village} villages, {310|village|reached} have been reached and {about 100|90..110|village} are left.",
        ["remainder agree 1 2 3"],
    ),
    (
        "Of the {420|village} villages {310|village|reached} have been reached; the remaining "
        "{90|village} are cut off.",
        ["remainder disagree 1 2 3"],
    ),
    (
        "{40|person} of the {52|person} hostages were freed, leaving {12|person} in the building.",
        ["remainder agree 2 1 3"],
    ),
    (
        "{40|person} of the {52|person} hostages were freed. The other {15|person} are still held.",
        ["remainder disagree 2 1 3"],
    ),
    (
        "The army has retaken {180 km2|km2|area held} of the {250 km2|km2|area} it lost; {about 70|63..77|km2} remain.",
        ["remainder agree 2 1 3"],
    ),
    (
        "The fund had {$5 million|USD|money}. {$3 million|USD|money} has been spent, leaving {$2 million|USD|money}.",
        ["remainder agree 1 2 3"],
    ),
    (
        "There are {30|school} schools in the valley. {18|school} have reopened; the other {12|school} are shut.",
        ["remainder agree 1 2 3"],
    ),
    (
        "There are {30|school} schools in the valley. {18|school} have reopened; the other {14|school} are shut.",
        ["remainder disagree 1 2 3"],
    ),
    (
        "Of the {60|person} miners, {45|person} had come up by noon, with {15|person} still to go.",
        ["remainder agree 1 2 3"],
    ),
    (
        "Out of {60|bus} buses, {45|bus} ran. The rest, {20|bus}, stood idle.",
        ["remainder disagree 1 2 3"],
    ),
    (
        "The company has {60|bus} buses. Of these, {45|bus} ran and {15|bus} stood idle.",
        ["sum agree 1 2 3"],
    ),
    (
        "The company has {60|bus} buses; {45|bus} ran and the rest, {15|bus}, stood idle.",
        ["remainder agree 1 2 3"],
    ),
    (
        "All but {12|person} of the {40|person} hostages were freed: {28|person} in a day.",
        ["remainder agree 2 1 3"],
    ),
    (
        "{310|village} of {420|village} villages have been reached. {110|village} have yet to see any help.",
        ["remainder agree 2 1 3"],
    ),
    (
        "The city has {14|pump} pumps, {9|pump} of which work; {5|pump} remain broken.",
        ["remainder agree 1 2 3"],
    ),
    (
        "The party holds {61|seat} of {120|seat} seats and the opposition the other {59|seat}.",
        ["remainder agree 2 1 3"],
    ),
    (
        "Of {600|home} homes without power, {450|home} have been reconnected, leaving {150|home} in the dark.",
        ["remainder agree 1 2 3"],
    ),
    (
        (
            "Of the {420|village} villages, {288|village} have water again and {about 90|81..99|village} "
            "are still waiting."
        ),
        ["remainder disagree 1 2 3"],
    ),
    ("With {450|home} of {600|home} homes reconnected, {200|home} are still waiting.", ["remainder disagree 2 1 3"]),
    (
        "{$2,500|USD|money} is needed; {$900|USD|money} has been pledged, leaving a gap of {$1,600|USD|money}.",
        ["remainder agree 1 2 3"],
    ),
    (
        "The fund had {$5 million|USD|money}. {$3 million|USD|money} has been spent, leaving {$3 million|USD|money}.",
        ["remainder disagree 1 2 3"],
    ),
)

NO_REMAINDERS = (
    "The bomb killed {12|person|killed} and wounded {30|person|injured}, leaving {40|person} homeless.",
    "Firefighters saved {9|house} of the {14|house} houses. {Five|5..5|house} were lost.",
    (
        "The council spent {$5 million|USD|money} on roads and {$3 million|USD|money} on schools, "
        "leaving {$1 million|USD|money} for the park."
    ),
    (
        "It spent {$5 million|USD|money} on roads. It spent {$3 million|USD|money} on schools. The "
        "remaining {$1 million|USD|money} went to the park."
    ),
    "Of the {60|person} aboard, {40|person|killed} died and {12|person|missing} are feared drowned.",
)


@pytest.mark.parametrize(("text", "expected"), REMAINDERS)
def test_remainders(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_REMAINDERS)
def test_no_remainders(text: str) -> None:
    assert checks(text) == []
