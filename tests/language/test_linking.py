import numpy as np

from sayso.language import labels
from sayso.language.linking import Range, Roles, find_source, share_out_contents


def roles(first: int, *tags: str, paragraph: int = 0) -> Roles:
    """Roles that are sure of each word's tag."""
    scores = np.full((len(tags), len(labels.ROLE)), -6.0, dtype=np.float32)
    for row, tag in zip(scores, tags, strict=True):
        row[labels.ROLE.index(tag)] = 0
    return Roles(Range(4, 5, paragraph), first, scores)


HOLT, MARN, TWO_WORDS = Range(3, 4, 0), Range(7, 8, 0), Range(5, 7, 0)
SAYS_TWO_WORDS = roles(3, "S-source", "O", "B-content", "E-content", "O")


def test_the_likeliest_source_is_taken_and_none_where_none_is_likely():
    assert find_source(SAYS_TWO_WORDS, [HOLT, MARN], 0.0) == HOLT
    assert find_source(SAYS_TWO_WORDS, [MARN], 0.0) is None
    assert find_source(SAYS_TWO_WORDS, [], 0.0) is None


def test_what_the_window_of_a_cue_does_not_show_is_not_its_own():
    assert find_source(SAYS_TWO_WORDS, [Range(0, 2, 0), Range(8, 12, 0)], -99.0) is None


def test_a_source_in_another_paragraph_is_no_source():
    assert find_source(SAYS_TWO_WORDS, [Range(3, 4, 1)], 0.0) is None


def test_a_content_goes_to_the_cue_that_claims_it_most():
    doubtful = roles(3, "O", "O", "B-content", "O", "O")
    assert share_out_contents([doubtful, SAYS_TWO_WORDS], [TWO_WORDS], -2.0) == [[], [TWO_WORDS]]
    assert share_out_contents([], [TWO_WORDS], -2.0) == []


def test_between_like_claims_the_cue_of_the_same_paragraph_has_the_better_one():
    headline = roles(3, "O", "O", "S-content", "S-content", "O", paragraph=0)
    lead = roles(3, "O", "O", "S-content", "S-content", "O", paragraph=1)
    told_in_the_lead = Range(5, 7, 1)
    assert share_out_contents([headline, lead], [told_in_the_lead], 0.0) == [[], [told_in_the_lead]]
    assert share_out_contents([headline], [told_in_the_lead], 0.0) == [[told_in_the_lead]]


def test_one_cue_may_have_content_in_pieces():
    pieces = roles(0, "S-content", "O", "S-content")
    spans = [Range(0, 1, 0), Range(2, 3, 0)]
    assert share_out_contents([pieces], spans, 0.0) == [spans]
