import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.language import decoding, labels

TAGS = labels.span_tags(("source", "content"))


def scores_of(*tags: str, certain: float = 5.0) -> np.ndarray:
    rows = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for row, tag in zip(rows, tags, strict=True):
        row[TAGS.index(tag)] = certain
    return rows


def spelled(tags: np.ndarray) -> list[str]:
    return [TAGS[t] for t in tags]


def test_a_span_that_the_scores_leave_open_is_closed():
    [tags] = decoding.viterbi([scores_of("O", "B-content", "I-content", "I-content")], TAGS)
    assert spelled(tags) == ["O", "B-content", "I-content", "E-content"]


def test_one_doubtful_word_does_not_break_a_long_content():
    scores = scores_of("B-content", "I-content", "I-content", "I-content", "E-content")
    scores[2] = 0
    scores[2, 0] = 4.0
    [tags] = decoding.viterbi([scores], TAGS)
    assert decoding.spans(tags, TAGS) == [(0, 5, "content")]


def test_rows_of_unequal_length_do_not_change_each_other():
    short, long = scores_of("S-source"), scores_of("B-source", "E-source", "O", "B-content", "E-content")
    together = decoding.viterbi([long, short, scores_of()], TAGS)
    assert decoding.spans(together[0], TAGS) == [(0, 2, "source"), (3, 5, "content")]
    assert decoding.spans(together[1], TAGS) == [(0, 1, "source")]
    assert len(together[2]) == 0


@given(
    st.lists(
        st.integers(0, 9).flatmap(
            lambda n: arrays(np.float32, (n, len(TAGS)), elements=st.floats(-50, 0, width=32)),
        ),
        max_size=4,
    )
)
@settings(max_examples=60)
def test_whatever_the_scores_every_span_begins_and_ends(rows: list[np.ndarray]):
    for row, tags in zip(rows, decoding.viterbi(rows, TAGS), strict=True):
        assert len(tags) == len(row)
        inside = None
        for tag in spelled(tags):
            place, kind = tag[0], tag[2:]
            assert (place in "IE") == (inside is not None)
            assert inside in (None, kind)
            inside = kind if place in "BI" else None
        assert inside is None


@given(st.integers(1, 9).flatmap(lambda k: arrays(np.float32, (k, k + 1), elements=st.floats(-30, 30, width=32))))
@settings(max_examples=200)
def test_whatever_the_scores_heads_make_one_tree(scores: np.ndarray):
    heads = decoding.tree(scores)
    assert heads.count(-1) == 1
    for token in range(len(heads)):
        steps = 0
        while token >= 0:
            token, steps = heads[token], steps + 1
            assert steps <= len(heads)


def test_two_words_that_each_want_the_other_as_head_are_parted():
    scores = np.full((3, 4), -9.0, dtype=np.float32)
    scores[0, 0] = 1.0
    scores[1, 3], scores[2, 2] = 5.0, 5.0
    scores[1, 1] = 4.0
    assert decoding.tree(scores) == [-1, 0, 1]


def test_entities_may_nest_and_longer_ones_than_asked_are_left_out():
    start = np.zeros((4, 2), dtype=np.float32)
    bias = np.full((4, 2 * len(labels.ENTITY)), -5.0, dtype=np.float32)
    person, place = labels.ENTITY.index("Person"), labels.ENTITY.index("Location")
    end = len(labels.ENTITY)
    bias[0, person] = bias[3, end + person] = bias[3, place] = bias[3, end + place] = 4.0
    found = {(a, b, labels.ENTITY[kind]) for a, b, kind, _ in decoding.entities(start, start, bias, 4)}
    assert found == {(0, 3, "Person"), (3, 3, "Location")}
    assert {f[:3] for f in decoding.entities(start, start, bias, 3)} == {(3, 3, place)}
