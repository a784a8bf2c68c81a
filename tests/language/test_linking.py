import numpy as np

from sayso.language import labels
from sayso.language.linking import Roles, best_span, share_out


def roles(first: int, *tags: str) -> Roles:
    """Roles that are sure of each word's tag."""
    scores = np.full((len(tags), len(labels.ROLE)), -6.0, dtype=np.float32)
    for row, tag in zip(scores, tags, strict=True):
        row[labels.ROLE.index(tag)] = 0
    return Roles(first, scores)


SAYS_TWO_WORDS = roles(3, "S-source", "O", "B-content", "E-content", "O")


def test_the_likeliest_source_is_taken_and_none_where_none_is_likely():
    assert best_span(SAYS_TWO_WORDS, [(3, 4), (7, 8)], "source", 0.0) == (3, 4)
    assert best_span(SAYS_TWO_WORDS, [(7, 8)], "source", 0.0) is None
    assert best_span(SAYS_TWO_WORDS, [], "source", 0.0) is None


def test_what_the_window_of_a_cue_does_not_show_is_not_its_own():
    assert best_span(SAYS_TWO_WORDS, [(0, 2), (8, 12)], "source", -99.0) is None


def test_a_content_goes_to_the_cue_that_claims_it_most():
    doubtful = roles(3, "O", "O", "B-content", "O", "O")
    assert share_out([doubtful, SAYS_TWO_WORDS], [(5, 7)], "content", -2.0) == [[], [(5, 7)]]
    assert share_out([], [(5, 7)], "content", -2.0) == []


def test_one_cue_may_have_content_in_pieces():
    pieces = roles(0, "S-content", "O", "S-content")
    assert share_out([pieces], [(0, 1), (2, 3)], "content", 0.0) == [[(0, 1), (2, 3)]]
