import pytest

from sayso.extraction.countable import read_phrase, says_person, singular_noun
from tests.annotations import annotate


@pytest.mark.parametrize(
    ("plural", "noun"),
    [
        ("Homes", "home"),
        ("people", "person"),
        ("children", "child"),
        ("policemen", "policeman"),
        ("specimen", "specimen"),
        ("lives", "life"),
        ("crises", "crisis"),
        ("buses", "bus"),
        ("houses", "house"),
        ("churches", "church"),
        ("potatoes", "potato"),
        ("shoes", "shoe"),
        ("families", "family"),
        ("movies", "movie"),
        ("series", "series"),
        ("glass", "glass"),
        ("passers-by", "passer-by"),
        ("ex-wives", "ex-wife"),
        ("aircraft", "aircraft"),
    ],
)
def test_nouns_in_the_singular(plural: str, noun: str):
    assert singular_noun(plural, True) == noun
    assert singular_noun(noun, False) == noun


@pytest.mark.parametrize(
    "noun", ["person", "soldier", "child", "death", "casualty", "pilgrim", "cyclist", "aid-worker", "festival-goer"]
)
def test_nouns_for_human_beings(noun: str):
    assert says_person(noun)


@pytest.mark.parametrize("noun", ["family", "household", "team", "company", "home", "case", "vote", "list", "head"])
def test_nouns_for_groups_and_things(noun: str):
    assert not says_person(noun)


@pytest.mark.parametrize(
    ("notation", "phrase", "end"),
    [
        ("12/CD/3/nummod police/NN/3/compound officers/NNS/0/root fled/VBD/3/dep", "police officers", "officers"),
        ("12/CD/3/nummod wooden/JJ/3/amod homes/NNS/0/root in/IN/6/case the/DT/6/det north/NN/3/nmod", None, "north"),
        ("12/CD/2/nummod people/NNS/0/root last/JJ/4/amod week/NN/2/dep", "people", "people"),
        ("12/CD/2/nummod people/NNS/0/root residents/NNS/4/nsubj said/VBD/2/dep", None, "residents"),
        ("12/CD/0/root of/IN/4/case its/PRP$/4/nmod:poss towns/NNS/1/nmod", "its towns", "towns"),
        ("12/CD/0/root of/IN/3/case them/PRP/1/nmod fled/VBD/1/dep", "", "them"),
        ("30/CD/3/nummod -/HYPH/3/punct bed/NN/4/compound ward/NN/0/root", "bed", "bed"),
        ("12/CD/0/root dead/JJ/1/amod", "", "12"),
    ],
)
def test_the_phrase_after_a_number(notation: str, phrase: str | None, end: str):
    annotation = annotate(notation)
    found = read_phrase(annotation, 1, len(annotation.tokens))
    assert annotation.word(found.end - 1) == end
    if phrase is not None:
        assert " ".join(annotation.word(k) for k in range(found.first, found.last)) == phrase
