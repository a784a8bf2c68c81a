"""Weekdays of reports published on Friday 7 March 2014: the parse says on which side of that day they lie."""

from sayso.extraction.times import read_times
from tests.annotations import annotate


def value(notation: str) -> str | None:
    (time,) = read_times(annotate(notation), "2014-03-07")
    return time.value


def test_past() -> None:
    assert value("Holt/NNP/2/nsubj resigned/VBD/0/root Monday/NNP/2/obl:tmod ./././2/punct") == "2014-03-03"


def test_future() -> None:
    assert value("Holt/NNP/3/nsubj will/MD/3/aux resign/VB/0/root Monday/NNP/3/obl:tmod ./././3/punct") == "2014-03-10"


def test_present() -> None:
    notation = "The/DT/2/det court/NN/3/nsubj meets/VBZ/0/root Monday/NNP/3/obl:tmod ./././3/punct"
    assert value(notation) == "2014-03-10"


def test_a_parse_without_a_verb_leaves_it_to_the_words_around() -> None:
    notation = "Holt/NNP/0/root will/NN/1/dep resign/NN/1/dep Monday/NNP/1/dep ./././1/punct"
    assert value(notation) == "2014-03-10"


def test_a_plan_told_in_the_past() -> None:
    notation = (
        "Holt/NNP/2/nsubj agreed/VBD/0/root to/TO/4/mark resign/VB/2/xcomp on/IN/6/case Monday/NNP/4/obl ./././2/punct"
    )
    assert value(notation) == "2014-03-10"


def test_a_deadline_of_what_was_promised_lies_ahead() -> None:
    notation = (
        "Holt/NNP/2/nsubj promised/VBD/0/root to/TO/4/mark leave/VB/2/xcomp by/IN/6/case Monday/NNP/2/obl ./././2/punct"
    )
    assert value(notation) == "2014-03-10"


def test_something_scheduled() -> None:
    notation = (
        "The/DT/2/det vote/NN/5/nsubj:pass was/VBD/5/aux:pass then/RB/5/advmod scheduled/VBN/0/root "
        "for/IN/7/case Monday/NNP/5/obl ./././5/punct"
    )
    assert value(notation) == "2014-03-10"


def test_what_a_noun_is_named_by_need_not_be_ahead() -> None:
    notation = (
        "Holt/NNP/3/nsubj will/MD/3/aux discuss/VB/0/root "
        "Monday/NNP/6/nmod:poss 's/POS/4/case raid/NN/3/obj ./././3/punct"
    )
    assert value(notation) == "2014-03-03"
