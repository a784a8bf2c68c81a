import numpy as np

from sayso.language import labels
from sayso.language.events import read_parts


def scores(*words: tuple[str, float]) -> np.ndarray:
    """Log-probabilities in which each word has a tag with a probability, and the rest goes to none."""
    rows = np.full((len(words), len(labels.ARGUMENT)), 1e-6)
    for row, (tag, chance) in zip(rows, words, strict=True):
        row[labels.ARGUMENT.index(tag)] = chance
        row[0] = max(row[0], 1 - chance)
    return np.log(rows)


def found(*words: tuple[str, float], least: float = 0.5) -> list[tuple[str, int, int]]:
    return [(part.role, part.first, part.last) for part in read_parts(scores(*words), labels.ARGUMENT, least)]


def test_words_with_the_tags_of_one_span_are_one_part() -> None:
    assert found(("B-actor", 0.9), ("I-actor", 0.9), ("E-actor", 0.8), ("O", 1.0)) == [("actor", 0, 3)]


def test_two_spans_of_one_role_side_by_side_are_two_parts() -> None:
    assert found(("S-actor", 0.9), ("S-actor", 0.9)) == [("actor", 0, 1), ("actor", 1, 2)]
    assert found(("B-place", 0.9), ("E-place", 0.9), ("B-place", 0.9)) == [("place", 0, 2), ("place", 2, 3)]


def test_a_word_less_likely_than_asked_for_is_no_part_and_parts_what_stands_around_it() -> None:
    assert found(("B-object", 0.9), ("I-object", 0.4), ("E-object", 0.9)) == [("object", 0, 1), ("object", 2, 3)]


def test_another_role_begins_another_part() -> None:
    assert found(("B-actor", 0.9), ("I-recipient", 0.9)) == [("actor", 0, 1), ("recipient", 1, 2)]


def test_a_part_has_the_mean_probability_of_its_words() -> None:
    [part] = read_parts(scores(("B-time", 0.9), ("E-time", 0.7)), labels.ARGUMENT, 0.5)
    assert abs(part.score - 0.8) < 1e-6


def test_no_words_give_no_parts() -> None:
    assert found(("O", 1.0)) == []
    assert list(read_parts(np.zeros((0, len(labels.ARGUMENT))), labels.ARGUMENT, 0.5)) == []
