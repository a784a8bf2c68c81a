import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotation import Annotation, Token
from sayso.extraction.counted import Counted, Counting
from sayso.report import Span
from tests.annotations import annotate, span

MEASURES = {
    *("killed", "injured", "casualties", "missing", "captured", "arrested", "displaced", "evacuated", "rescued"),
    *("hospitalised", "infected", "recovered", "tested", "vaccinated", "voted", "destroyed", "damaged", "reached"),
    *("area held", "area lost", "area", "distance", "money", "time"),
}
_EXPECTED = re.compile(r"> (?P<number>.+?)(?: \((?P<unit>\w+)\))? \| (?P<of>.+) \| (?P<noun>.+) \| (?P<measure>.+)")


class Case(NamedTuple):
    title: str
    notation: str
    expected: list[tuple[str, str | None, str | None, str | None, str | None]]


def cases() -> list[Case]:
    found = []
    text = (Path(__file__).parent / "counted.txt").read_text(encoding="utf-8")
    for block in text.split("\n=== ")[1:]:
        title, _, rest = block.partition("\n")
        notation, _, lines = rest.partition("\n>")
        expected = []
        for line in f">{lines}".strip().splitlines():
            match = _EXPECTED.fullmatch(line)
            assert match, line
            of, noun, measure = (None if value == "-" else value for value in match.group("of", "noun", "measure"))
            expected.append((match["number"], match["unit"], of, noun, measure))
        found.append(Case(title, notation, expected))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_what_numbers_count(case: Case):
    annotation = annotate(case.notation)
    counting = Counting(annotation)
    found = []
    for number, unit, *_ in case.expected:
        counted = counting.read(span(annotation.text, number), unit)
        of = annotation.text[counted.of.start : counted.of.end] if counted.of else None
        found.append((number, unit, of, counted.unit or counted.noun, counted.measure))
    assert found == case.expected


def test_a_number_alone_leans_on_nothing_before_it():
    annotation = annotate("12/CD/2/nummod died/VBD/0/root ,/,/4/punct 30/CD/5/nsubj fled/VBD/2/conj ././2/punct")
    assert Counting(annotation).read(span(annotation.text, "30"), None) == Counted(None, "person", "displaced")


def test_numeral_may_come_without_its_hedge_and_unit():
    annotation = annotate(
        "They/PRP/2/nsubj lost/VBD/0/root more/JJR/5/advmod than/IN/3/fixed 40/CD/6/nummod hectares/NNS/2/obj "
        "of/IN/8/case land/NN/6/nmod ././2/punct"
    )
    text = annotation.text
    with_both = Counting(annotation).read(span(text, "more than 40 hectares"), "hectare")
    assert Counting(annotation).read(span(text, "40"), "hectare") == with_both
    assert with_both == Counted(span(text, "land"), "land", "area lost")


def test_what_stands_far_off_in_a_table_is_not_taken():
    cells = " ".join(f"{n}/CD/1/dep" for n in range(300))
    annotation = annotate(f"Homes/NNS/0/root destroyed/VBN/1/acl :/:/1/punct {cells}")
    token = annotation.tokens[-1]
    assert Counting(annotation).read(Span(token.start, token.end), None) == Counted(None, None, None)


def test_a_nationality_says_people_whatever_its_ending():
    notation = "Three/CD/2/nummod Brackans/NNPS/3/nsubj left/VBD/0/root ././3/punct"
    for entities, noun in (((), "brackan"), ((("Brackans", "Nationality"),), "person")):
        annotation = annotate(notation, entities=entities)
        assert Counting(annotation).read(span(annotation.text, "Three"), None).noun == noun


def test_a_span_outside_every_token_counts_nothing():
    assert Counting(annotate("12/CD/0/root")).read(Span(2, 2), None) == Counted(None, None, None)


WORDS = (
    *(
        "12",
        "thirty",
        "dead",
        "killed",
        "people",
        "homes",
        "of",
        "the",
        "were",
        "and",
        ",",
        ":",
        "-",
        "including",
        "toll",
    ),
    *("rose", "to", "at", "wounded", "who", "died", "village", "percent", "them", "more", "others", "among", "number"),
    *(
        "lost",
        "km",
        "from",
        "in",
        "Friday",
        "week",
        "'s",
        "$",
        "children",
        "missing",
        "said",
        "it",
        "with",
        "an",
        "hour",
    ),
)
TAGS = ("NUM", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADP", "ADV", "DET", "PRON", "PUNCT", "CCONJ", "PART", "SYM")
XPOS = (
    "CD",
    "NN",
    "NNS",
    "NNP",
    "VBD",
    "VBN",
    "VBG",
    "VB",
    "JJ",
    "IN",
    "RB",
    "DT",
    "PRP",
    ",",
    ":",
    "POS",
    "$",
    "HYPH",
)
RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "nummod", "nmod", "conj", "amod", "compound", "appos", "dep", "punct")


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """Any words with any tags under any tree, in sentences and paragraphs of any length."""
    text, tokens, sentences, paragraphs = "", [], [], []
    for number, size in enumerate(draw(st.lists(st.integers(1, 12), min_size=1, max_size=4))):
        first = len(tokens)
        for _ in range(size):
            word = draw(st.sampled_from(WORDS))
            text += " " if text else ""
            head = draw(st.integers(-1, size - 1))
            head = -1 if head < 0 or first + head == len(tokens) else first + head
            tags = draw(st.sampled_from(TAGS)), draw(st.sampled_from(XPOS)), head, draw(st.sampled_from(RELATIONS))
            tokens.append(Token(len(text), len(text) + len(word), *tags, number))
            text += word
        sentences.append((first, len(tokens)))
        if not paragraphs or draw(st.booleans()):
            paragraphs.append((first, len(tokens)))
        else:
            paragraphs[-1] = (paragraphs[-1][0], len(tokens))
    return Annotation(text=text, tokens=tuple(tokens), sentences=tuple(sentences), paragraphs=tuple(paragraphs))


@given(annotations(), st.sampled_from([None, "percent", "km", "km2", "USD", "day", "tonne", "km/h"]))
def test_whatever_the_parse_what_is_found_is_in_the_text(annotation: Annotation, unit: str | None):
    counting = Counting(annotation)
    for token in annotation.tokens:
        counted = counting.read(Span(token.start, token.end), unit)
        assert counted.measure is None or counted.measure in MEASURES
        assert counted.noun is None or counted.noun == counted.noun.casefold() != ""
        if counted.of is not None:
            assert 0 <= counted.of.start < counted.of.end <= len(annotation.text)
            assert annotation.text[counted.of.start : counted.of.end].strip()
