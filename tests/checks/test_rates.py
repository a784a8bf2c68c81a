import pytest

from tests.checks.marked import checks

RATES = (
    (
        "The line has {30|aircraft} aircraft, each with {150|seat} seats, and {4,500|seat} seats in all.",
        ["rate agree 3 2 1"],
    ),
    (
        "It hoists {480 tonnes|tonne/shift} a shift, which over {3|shift} shifts makes {1,440 tonnes|tonne/day} a day.",
        ["rate agree 3 1 2"],
    ),
    (
        "It took {6|day|time} days and {40|mule} mules. They reached {2,300|person} a day, {13,800|person} in all.",
        ["rate agree 4 3 1"],
    ),
    (
        "A family may take {12 litres|l}, and as a litre costs {1.75 euros|EUR|money} it pays {21 euros|EUR|money}.",
        ["rate agree 3 2 1"],
    ),
    (
        "The clerks wrote down {3,150|name} names. They had counted {45|bus} buses, with {70|person} people in each.",
        ["rate agree 1 3 2"],
    ),
    (
        "The camp takes in {40 a day|person/day} for {five days|5..5|day|time}, {200|person} in all.",
        ["rate agree 3 1 2"],
    ),
    (
        "The camp took in {40 people a day|person/day} for {5 days|day|time}, {250|person} in all.",
        ["rate disagree 3 1 2"],
    ),
    (
        "The convoy covered {120 km|km|distance} in {2 hours|hour|time}, an average of {60 km/h|km/h}.",
        ["rate agree 1 3 2"],
    ),
    (
        "The convoy covered {120 km|km|distance} in {2 hours|hour|time}, or {50 km/h|km/h}.",
        ["rate disagree 1 3 2"],
    ),
    (
        "The council gave {USD 50|USD|money} each to {40|family} families, {USD 2,000|USD|money} in total.",
        ["rate agree 3 1 2"],
    ),
    (
        "Each of the {40|family} families got {USD 50|USD|money}, a total of {USD 2,500|USD|money}.",
        ["rate disagree 3 2 1"],
    ),
    (
        "{40|family} families received {USD 50|USD|money} each, or {USD 2,000|USD|money} altogether.",
        ["rate agree 3 2 1"],
    ),
    (
        "The {40|family} families received {USD 2,000|USD|money}, or {USD 50|USD|money} per family.",
        ["rate agree 2 3 1"],
    ),
    (
        "The mill burns {3 tonnes of coal a day|tonne/day}, or {21 tonnes|tonne} over {a week|1..1|week|time}.",
        ["rate agree 2 1 3"],
    ),
    (
        "At {3 tonnes a day|tonne/day}, the {21 tonnes|tonne} in store will last {7 days|day|time}.",
        ["rate agree 2 1 3"],
    ),
    (
        "At {3 tonnes a day|tonne/day}, the {21 tonnes|tonne} in store will last {9 days|day|time}.",
        ["rate disagree 2 1 3"],
    ),
    (
        "They sold {600|ticket} tickets at {$12 each|USD/ticket|money}, taking {$7,200|USD|money}.",
        ["rate agree 3 2 1"],
    ),
    (
        "The tickets cost {$12 each|USD/ticket|money}. The club sold {600|ticket} and took {$7,200|USD|money}.",
        ["rate agree 3 1 2"],
    ),
    (
        "{8|hour|time} hours at {60 km/h|km/h} is {480 km|km|distance}.",
        ["rate agree 3 2 1"],
    ),
    (
        "The pump moves {40 litres a minute|l/minute}, or {2,400 litres|l} in {an hour|1..1|hour|time}.",
        ["rate agree 2 1 3"],
    ),
    (
        "Fuel costs {$2 a litre|USD/l|money}; filling the {50-litre|50..50|l} tank costs {$100|USD|money}.",
        ["rate agree 3 1 2"],
    ),
    (
        (
            "The plan has {$300 million|USD|money} for schools. Each of the {40|school} new schools will "
            "cost {$7.5 million|USD|money}."
        ),
        ["rate agree 1 3 2"],
    ),
)

NO_RATES = (
    "It took {6|day|time} days. Told to expect {no more than 1,500|0..1500|person/day} a day, they reached "
    "{2,300|person} people.",
    (
        "The plant makes {40 tonnes a day|tonne/day} and stood still for {three days|3..3|day|time} "
        "after {200 tonnes|tonne} of grain burned."
    ),
    "The state bought {7,500 tonnes|tonne} against a target of {10,000}, at {$212 a tonne|USD/tonne|money}.",
    "Each of the {40|school} schools will cost {$7 million|USD|money}. The plan has {$90 million|USD|money} for roads.",
)


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_rates(text: str, expected: list[str]) -> None:
    assert sorted(checks(text)) == sorted(expected)


@pytest.mark.parametrize("text", NO_RATES)
def test_no_rates(text: str) -> None:
    assert checks(text) == []
