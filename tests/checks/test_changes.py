import pytest

from tests.checks.marked import checks

CHANGES = (
    (
        "A sack that cost {40 euros|EUR|money} in May now stands at {50 euros|EUR|money}, an increase, as the guild "
        "put it in its note, of {30 per cent|percent}.",
        ["change disagree 1 2 3"],
    ),
    (
        "Sales were {600|car} cars in May and are {660|car} now, a rise of {20 per cent|percent}.",
        ["change disagree 1 2 3"],
    ),
    (
        "Onions, at {1.50 euros|EUR/kg|money} in May, are down by {20%|percent} to {1.20 euros|EUR|money}.",
        ["change agree 1 3 2"],
    ),
    (
        "They counted {3,150|person} arrivals. These take the camp, laid out for {12,000|person}, from "
        "{18,500|person} to {21,650|person}.",
        ["change agree 3 4 1"],
    ),
    (
        "The toll rose from {12|person|killed} to {15|person|killed}, up {3|person}.",
        ["change agree 1 2 3"],
    ),
    (
        "The price rose from {12 euros|EUR|money} to {15 euros|EUR|money}, up {25%|percent}.",
        ["change agree 1 2 3"],
    ),
    (
        "The price rose from {12 euros|EUR|money} to {15 euros|EUR|money}, up {30%|percent}.",
        ["change disagree 1 2 3"],
    ),
    (
        "The price rose by {25%|percent} from {12 euros|EUR|money} to {15 euros|EUR|money}.",
        ["change agree 2 3 1"],
    ),
    (
        "The price rose {25%|percent} to {15 euros|EUR|money} from {12 euros|EUR|money}.",
        ["change agree 3 2 1"],
    ),
    (
        "The price rose to {15 euros|EUR|money} from {12 euros|EUR|money}, an increase of {25%|percent}.",
        ["change agree 2 1 3"],
    ),
    (
        "The price, {12 euros|EUR|money} in June, is now {15 euros|EUR|money}, up {25%|percent}.",
        ["change agree 1 2 3"],
    ),
    (
        "Output was up {20%|percent} on last year's {50 tonnes|tonne} to {60 tonnes|tonne}.",
        ["change agree 2 3 1"],
    ),
    (
        "Output came to {60 tonnes|tonne}, up {20%|percent} on last year's {50 tonnes|tonne}.",
        ["change agree 3 1 2"],
    ),
    (
        "Output came to {60 tonnes|tonne}, {20%|percent} more than the {50 tonnes|tonne} of last year.",
        ["change agree 3 1 2"],
    ),
    (
        "Output came to {70 tonnes|tonne}, {20%|percent} more than the {50 tonnes|tonne} of last year.",
        ["change disagree 3 1 2"],
    ),
    (
        "Output doubled from {10 tonnes|tonne} to {20 tonnes|tonne}.",
        ["change agree 1 2"],
    ),
    (
        "Output doubled from {10 tonnes|tonne} to {30 tonnes|tonne}.",
        ["change disagree 1 2"],
    ),
    (
        "The staff was cut by {a third|33.333..33.333|percent} to {20|person} from {30|person}.",
        ["change agree 3 2 1"],
    ),
    (
        "The staff was cut by {a third|33.333..33.333|percent}, from {30|person} to {24|person}.",
        ["change disagree 2 3 1"],
    ),
    (
        "Unemployment rose from {4 per cent|percent} to {5 per cent|percent}, up "
        "{one percentage point|1..1|percentage point}.",
        ["change agree 1 2 3"],
    ),
    (
        "Unemployment fell {2 percentage points|percentage point} to {5 per cent|percent} from {8 per cent|percent}.",
        ["change disagree 3 2 1"],
    ),
    (
        "Arrivals fell to {300|person} in May from {400|person} in April, a drop of {100|person}, or "
        "{25 per cent|percent}.",
        ["change agree 2 1 3", "change agree 2 1 4"],
    ),
    (
        "Arrivals fell from {400|person} to {300|person}. That is a fall of {25 per cent|percent}.",
        ["change agree 1 2 3"],
    ),
    (
        "{60|home} homes burned this year, {10|home} more than the {50|home} of last year.",
        ["change agree 3 1 2"],
    ),
    (
        "{60|home} homes burned this year, compared with {50|home} last year, a rise of {20 per cent|percent}.",
        ["change agree 2 1 3"],
    ),
    (
        "{60|home} homes burned this year against {50|home} last year, up {30 per cent|percent}.",
        ["change disagree 2 1 3"],
    ),
    (
        "The fare goes up by {50 cents|0.5..0.5|USD|money} from {$2|USD|money} to {$2.50|USD|money}.",
        ["change agree 2 3 1"],
    ),
    (
        "The number of cases almost halved from {400|case} to {210|case}.",
        ["change agree 1 2"],
    ),
    (
        "The number of cases tripled to {600|case} from {200|case}.",
        ["change agree 2 1"],
    ),
    (
        "The wage rose {10 per cent|percent} to {$22 an hour|USD/hour|money} from {$20 an hour|USD/hour|money}.",
        ["change agree 3 2 1"],
    ),
    (
        "The population shrank from {5,000|person} in 2010 to {4,000|person} in 2020, a loss of {1,000|person}.",
        ["change agree 1 2 3"],
    ),
    (
        "The population shrank from {5,000|person} in 2010 to {4,000|person} in 2020, a loss of "
        "{1,500|person} or {20%|percent}.",
        ["change disagree 1 2 3", "change agree 1 2 4"],
    ),
    (
        "The toll rose from {12|person|killed} to {15|person|killed} after {three|3..3|person|killed} "
        "more bodies were found.",
        ["change agree 1 2 3"],
    ),
    (
        "The number of homeless fell by {200|person}, from {1,000|person} to {700|person}.",
        ["change disagree 2 3 1"],
    ),
    (
        "The number of homeless fell to {800|person}, {200|person} fewer than the {1,000|person} counted in May.",
        ["change agree 3 1 2"],
    ),
    (
        "Sales grew by {a tenth|10..10|percent} to {$1.1 million|USD|money} from {$1 million|USD|money}.",
        ["change agree 3 2 1"],
    ),
    ("It cut its {14|sailing} daily sailings by {five|5..5|sailing}, to {nine|9..9|sailing}.", ["change agree 1 3 2"]),
    (
        "It cut its {14|sailing} daily sailings by {four|4..4|sailing}, to {nine|9..9|sailing}.",
        ["change disagree 1 3 2"],
    ),
    ("Arrests went from {12|person} in May to {20|person} in June, {eight|8..8|person} more.", ["change agree 1 2 3"]),
    ("{90|home} homes burned this year, twice as many as the {45|home} of last year.", ["change agree 2 1"]),
    ("{90|home} homes burned this year, twice as many as the {30|home} of last year.", ["change disagree 2 1"]),
    (
        (
            "The clinic saw {300|person} patients in May. In June it saw {450|person} patients, {50 per "
            "cent|percent} more."
        ),
        ["change agree 1 2 3"],
    ),
)

NO_CHANGES = ("{60|home} homes burned this year, up from {50|home} last year.",)


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_CHANGES)
def test_no_changes(text: str) -> None:
    assert checks(text) == []
