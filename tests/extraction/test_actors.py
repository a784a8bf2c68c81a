import string
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotation import Annotation, Attribution, EntityMention, Likeness, Token
from sayso.extraction.actors import Actors, read_actors
from sayso.reading import Actor
from sayso.report import Span
from tests.annotations import annotate, span

HOLT = """
Defence/NNP/2/compound Minister/NNP/3/nmod:desc Mary/NNP/5/nsubj Holt/NNP/3/flat spoke/VBD/0/root ././5/punct
She/PRP/2/nsubj said/VBD/0/root little/JJ/2/obj ././2/punct

Mrs/NNP/2/nmod:desc Holt/NNP/3/nsubj left/VBD/0/root ././3/punct
The/DT/2/det minister/NN/3/nsubj waved/VBD/0/root ././3/punct
"""


def read(annotation: Annotation, *sources: str, outlet: str | None = None) -> Actors:
    return read_actors(annotation, [span(annotation.text, words) for words in sources], outlet=outlet)


def actor(annotation: Annotation, actors: Actors, words: str) -> Actor:
    """The actor that the words mean."""
    found = actors.of[span(annotation.text, words)]
    return next(actor for actor in actors.actors if actor.id == found)


def test_title_surname_pronoun_and_office_are_one() -> None:
    text = annotate(HOLT)
    actors = read(text, "She", "The minister")
    holt = actor(text, actors, "She")
    assert holt.name == "Mary Holt"
    assert holt.kind == "Person"
    assert holt.role == "defence minister"
    assert [text.text[start:end] for start, end in holt.mentions] == [
        "Defence Minister Mary Holt",
        "She",
        "Mrs Holt",
        "The minister",
    ]
    assert actors.sourcing[holt.id] == "named"


def test_actors_are_numbered_by_first_mention() -> None:
    text = annotate("""
        Reed/NNP/2/nsubj thanked/VBD/0/root Holt/NNP/2/obj ././2/punct
        Holt/NNP/2/nsubj smiled/VBD/0/root ././2/punct
    """)
    assert [(found.id, found.name) for found in read(text).actors] == [("a1", "Reed"), ("a2", "Holt")]


@pytest.mark.parametrize(
    "notation",
    [
        """Mary/NNP/7/nsubj Holt/NNP/1/flat ,/,/6/punct the/DT/6/det party/NN/6/compound chief/NN/1/appos
        smiled/VBD/0/root ././7/punct""",
        """The/DT/3/det party/NN/3/compound chief/NN/7/nsubj ,/,/3/punct Mary/NNP/3/appos Holt/NNP/5/flat
        smiled/VBD/0/root ././7/punct""",
        """Mary/NNP/6/nsubj Holt/NNP/1/flat is/AUX/VBZ/6/cop the/DT/6/det party/NN/6/compound chief/NN/0/root
        ././6/punct""",
        # The same, read wrongly by the parser.
        """The/DT/3/det party/NN/3/compound chief/NN/7/nsubj ,/,/7/punct Mary/NNP/7/nsubj Holt/NNP/5/flat
        smiled/VBD/0/root ././7/punct""",
    ],
)
def test_apposition_and_copula_make_one_actor(notation: str) -> None:
    text = annotate(" ".join(notation.split()) + "\nThe/DT/2/det chief/NN/3/nsubj spoke/VBD/0/root ././3/punct")
    chief = actor(text, read(text, "The chief"), "The chief")
    assert (chief.name, chief.role) == ("Mary Holt", "party chief")


def test_denied_identity_is_none() -> None:
    text = annotate("""
        Mary/NNP/6/nsubj Holt/NNP/1/flat is/AUX/VBZ/6/cop not/RB/6/advmod the/DT/6/det chief/NN/0/root ././6/punct
        The/DT/2/det chief/NN/3/nsubj spoke/VBD/0/root ././3/punct
    """)
    assert actor(text, read(text, "The chief"), "The chief").name == "chief"


def test_two_people_of_one_surname_stay_two() -> None:
    text = annotate(
        """
        Mary/NNP/3/nsubj Holt/NNP/1/flat met/VBD/0/root her/PRP$/5/nmod:poss husband/NN/3/obj ,/,/7/punct \
        John/NNP/5/appos Holt/NNP/7/flat ././3/punct
        Mr/NNP/2/nmod:desc Holt/NNP/3/nsubj smiled/VBD/0/root ././3/punct
        Mrs/NNP/2/nmod:desc Holt/NNP/3/nsubj left/VBD/0/root ././3/punct
    """
    )
    actors = read(text, "Mr Holt", "Mrs Holt")
    assert actor(text, actors, "Mr Holt").name == "John Holt"
    assert actor(text, actors, "Mrs Holt").name == "Mary Holt"


def test_surname_of_nobody_in_particular_is_a_new_actor() -> None:
    text = annotate("""
        Mary/NNP/3/nsubj Holt/NNP/1/flat met/VBD/0/root John/NNP/3/obj Holt/NNP/4/flat ././3/punct
        Holt/NNP/2/nsubj spoke/VBD/0/root ././2/punct
    """)
    assert actor(text, read(text, "Holt#3"), "Holt#3").name == "Holt"


def test_indefinite_is_new_definite_continues() -> None:
    text = annotate("""
        An/DT/2/det official/NN/3/nsubj spoke/VBD/0/root ././3/punct
        The/DT/2/det official/NN/3/nsubj sighed/VBD/0/root ././3/punct
        Another/DT/2/det official/NN/3/nsubj wept/VBD/0/root ././3/punct
    """)
    actors = read(text, "An official", "The official", "Another official")
    first, again, second = (actors.of[span(text.text, w)] for w in ("An official", "The official", "Another official"))
    assert first == again != second
    assert actors.sourcing[first] == actors.sourcing[second] == "unnamed"
    assert actor(text, actors, "The official").name == "An official"


def test_bare_plurals_are_groups_told_apart_by_their_modifiers() -> None:
    text = annotate("""
        Tarsk/NNP/2/compound residents/NNS/3/nsubj fled/VBD/0/root ././3/punct
        Marn/NNP/2/compound residents/NNS/3/nsubj stayed/VBD/0/root ././3/punct
        Police/NNS/2/nsubj watched/VBD/0/root ././2/punct
        Police/NNS/2/nsubj left/VBD/0/root ././2/punct
        They/PRP/2/nsubj said/VBD/0/root so/RB/2/advmod ././2/punct
    """)
    actors = read(text, "Tarsk residents", "Marn residents", "Police", "Police#2", "They")
    ids = [actors.of[span(text.text, w)] for w in ("Tarsk residents", "Marn residents", "Police", "Police#2", "They")]
    assert len(set(ids)) == 3
    assert ids[2] == ids[3] == ids[4]
    assert actors.sourcing[ids[0]] == "group"


def test_i_in_a_quotation_is_its_speaker() -> None:
    text = annotate(
        """
        “/``/4/punct I/PRP/4/nsubj do/AUX/VBP/4/aux agree/VB/7/ccomp ,/,/4/punct ”/''/4/punct said/VBD/0/root \
        Reed/NNP/7/nsubj ././7/punct
        """,
        attributions=[("Reed", "said", "“I do agree,”")],
    )
    assert actor(text, read(text, "Reed"), "I").name == "Reed"


def test_speaker_goes_on_speaking() -> None:
    text = annotate(
        """
        Reed/NNP/2/nsubj told/VBD/0/root Holt/NNP/2/obj it/PRP/2/obj rained/VBD/2/ccomp ././2/punct
        He/PRP/2/nsubj added/VBD/0/root it/PRP/4/nsubj snowed/VBD/2/ccomp ././2/punct
        """,
        attributions=[("Reed", "told", "it rained"), ("He", "added", "it snowed")],
    )
    assert actor(text, read(text, "Reed", "Holt", "He"), "He").name == "Reed"


def test_acronym_and_head_noun_stand_for_an_organisation() -> None:
    text = annotate(
        """
        International/NNP/3/amod Aid/NNP/3/compound Union/NNP/7/nsubj (/-LRB-/5/punct IAU/NNP/3/appos )/-RRB-/5/punct \
        left/VBD/0/root ././7/punct
        IAU/NNP/2/nsubj spoke/VBD/0/root ././2/punct
        The/DT/2/det union/NN/3/nsubj waited/VBD/0/root ././3/punct
        It/PRP/2/nsubj said/VBD/0/root so/RB/2/advmod ././2/punct
    """
    )
    actors = read(text, "IAU#2", "The union", "It")
    assert {actor(text, actors, words).name for words in ("IAU#2", "The union", "It")} == {"International Aid Union"}
    assert actor(text, actors, "It").kind == "Organisation"


def test_relative_pronoun_and_what_its_clause_tells() -> None:
    text = annotate(
        """
        Mary/NNP/8/nsubj Holt/NNP/1/flat ,/,/5/punct who/PRON/WP/5/nsubj heads/VBZ/1/acl:relcl the/DT/7/det \
        delegation/NN/5/obj said/VBD/0/root so/RB/8/advmod ././8/punct
        The/DT/2/det delegation/NN/4/nmod:poss 's/POS/2/case leader/NN/5/nsubj waved/VBD/0/root ././5/punct
    """
    )
    actors = read(text, "who", "The delegation's leader")
    assert actor(text, actors, "who").name == "Mary Holt"
    assert actor(text, actors, "The delegation's leader").name == "Mary Holt"


def test_country_of_an_office() -> None:
    text = annotate(
        """
        Turkish/JJ/3/amod Foreign/NNP/3/compound Minister/NNP/4/nmod:desc Kemal/NNP/6/nsubj Aydin/NNP/4/flat \
        spoke/VBD/0/root ././6/punct
        Turkey/NNP/3/nmod:poss 's/POS/1/case army/NN/4/nsubj left/VBD/0/root ././4/punct
    """
    )
    actors = read(text, "Turkey's army")
    assert [(a.name, a.role, a.country) for a in actors.actors if a.role or "army" in a.name] == [
        ("Kemal Aydin", "foreign minister", "TUR"),
        ("Turkey's army", None, "TUR"),
    ]


def test_several_speakers_at_once_are_an_actor_of_their_own() -> None:
    text = annotate(
        """
        Holt/NNP/4/nsubj and/CC/3/cc Reed/NNP/1/conj spoke/VBD/0/root ././4/punct
        They/PRP/2/nsubj said/VBD/0/root so/RB/2/advmod ././2/punct
    """,
        entities=[("Holt", "Person"), ("Reed", "Person")],
    )
    actors = read(text, "Holt and Reed", "They")
    assert actor(text, actors, "They").name == "Holt and Reed"
    assert actors.of[span(text.text, "They")] == actors.of[span(text.text, "Holt and Reed")]
    assert actor(text, actors, "Reed").name == "Reed"


@pytest.mark.parametrize(
    ("notation", "source", "sourcing"),
    [
        ("The/DT/3/det interior/NN/3/compound ministry/NN/4/nsubj spoke/VBD/0/root", "The interior ministry", "office"),
        ("The/DT/2/det minister/NN/3/nsubj spoke/VBD/0/root", "The minister", "office"),
        ("Police/NNS/2/nsubj spoke/VBD/0/root", "Police", "office"),
        ("Some/DT/2/det analysts/NNS/3/nsubj spoke/VBD/0/root", "Some analysts", "group"),
        ("A/DT/2/det witness/NN/3/nsubj spoke/VBD/0/root", "A witness", "unnamed"),
        ("The/DT/2/det report/NN/3/nsubj spoke/VBD/0/root", "The report", "document"),
        ("State/NN/2/compound television/NN/3/nsubj spoke/VBD/0/root", "State television", "outlet"),
        ("Local/JJ/2/amod media/NNS/3/nsubj spoke/VBD/0/root", "Local media", "outlet"),
        ("The/DT/3/det Harbour/NNP/3/compound Post/NNP/4/nsubj spoke/VBD/0/root", "The Harbour Post", "outlet"),
        ("Lantern/NNP/2/nsubj spoke/VBD/0/root", "Lantern", "outlet"),
        ("Reed/NNP/2/nsubj spoke/VBD/0/root", "Reed", "named"),
    ],
)
def test_sourcing(notation: str, source: str, sourcing: str) -> None:
    text = annotate(notation)
    actors = read(text, source, outlet="Lantern")
    assert actors.sourcing[actors.of[span(text.text, source)]] == sourcing


def test_entity_is_joined_to_its_actor() -> None:
    text = annotate(HOLT, entities=[("Mary Holt", "Person")])
    assert actor(text, read(text), "Mary Holt").name == "Mary Holt"


def test_nothing_to_read() -> None:
    empty = Annotation(text="", tokens=(), sentences=(), paragraphs=())
    assert read_actors(empty, [Span(0, 0)]) == Actors((), {}, {})


WORDS = st.sampled_from(
    [
        *(
            "Holt",
            "Mary",
            "Reed",
            "minister",
            "the",
            "The",
            "a",
            "he",
            "she",
            "they",
            "I",
            "who",
            "said",
            "Mr",
            "union",
        ),
        *("IAU", "(", ")", ",", ".", "’", "'", "-", "and", "of", "police", "his", "\x00", "ﷺ", "\ud800", "É", "5", "—"),
    ]
)
TAGS = st.sampled_from(["NNP", "NN", "NNS", "PRP", "PRP$", "DT", "VBD", "IN", "POS", ",", "WP", "CC", "NNPS", "HYPH"])
UPOS = st.sampled_from(["NOUN", "PROPN", "PRON", "VERB", "DET", "PUNCT", "AUX", "ADJ"])
RELATIONS = st.sampled_from(
    [
        *("nsubj", "obj", "appos", "conj", "flat", "compound", "nmod", "nmod:poss", "det", "acl:relcl", "obl", "cop"),
        *("amod", "punct", "root", "nmod:desc", "cc"),
    ]
)


@st.composite
def annotations(draw: st.DrawFn) -> tuple[Annotation, list[Span]]:
    """Any tags, any heads within the sentence, cycles included, any sources, contents and entities."""
    rows = draw(st.lists(st.tuples(WORDS, UPOS, TAGS, RELATIONS, st.integers(-1, 40), st.booleans()), max_size=40))
    text, first = "", 0
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    for word, upos, xpos, deprel, _, ends in rows:
        tokens.append(Token(len(text), len(text) + len(word), upos, xpos, -1, deprel, len(sentences)))
        text += word + " "
        if ends:
            sentences.append((first, len(tokens)))
            first = len(tokens)
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    for begin, end in sentences:
        for i in range(begin, end):
            head = rows[i][4]
            if head >= 0 and begin + head % (end - begin) != i:
                tokens[i] = tokens[i]._replace(head=begin + head % (end - begin))
    places = st.integers(0, len(text))
    any_span = st.tuples(places, places).map(lambda pair: Span(min(pair), max(pair)))
    sources = draw(st.lists(any_span, max_size=4))
    contents = draw(st.lists(any_span, max_size=3))
    annotation = Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        paragraphs=((0, len(tokens)),) if tokens else (),
        attributions=tuple(Attribution(tuple(sources[:1]), Span(0, 0), (content,)) for content in contents),
        entities=tuple(EntityMention(found, "Person", 0.5) for found in draw(st.lists(any_span, max_size=3))),
    )
    return annotation, sources


@given(annotations())
def test_any_annotation_gives_sound_actors(drawn: tuple[Annotation, list[Span]]) -> None:
    annotation, sources = drawn
    actors = read_actors(annotation, sources)
    ids = [found.id for found in actors.actors]
    assert ids == [f"a{place}" for place in range(1, len(ids) + 1)]
    assert set(actors.sourcing) == set(ids)
    for found in actors.actors:
        assert found.name
        assert list(found.mentions) == sorted(found.mentions)
        assert all(0 <= start < end <= len(annotation.text) for start, end in found.mentions)
    assert set(actors.of.values()) <= set(ids)
    for source in sources:
        first, last = annotation.covering(source)
        if any(letter in string.ascii_letters for i in range(first, last) for letter in annotation.word(i)):
            assert source in actors.of
    assert read_actors(replace(annotation), sources) == actors


def test_a_role_keeps_the_capitals_of_the_names_in_it():
    annotation = annotate(
        "Lena/NNP/8/nsubj Ortiz/NNP/1/flat ,/,/5/punct the/DT/5/det mayor/NN/1/appos of/IN/7/case Tarsk/NNP/5/nmod "
        "said/VBD/0/root so/RB/8/advmod ././8/punct"
    )
    actors = read_actors(annotation, [span(annotation.text, "Lena Ortiz")])
    assert actors.actors[0].role == "mayor of Tarsk"


HEADLINE = """
Clash/NN/4/dep kills/VBZ/0/root twelve/CD/2/obj ,/,/5/punct ministry/NN/6/nsubj says/VBZ/2/parataxis

The/DT/4/det Velmaran/JJ/4/amod Defence/NNP/4/compound Ministry/NNP/5/nsubj spoke/VBD/0/root ././5/punct
"""


def test_a_ministry_of_the_headline_is_the_one_that_the_text_names() -> None:
    text = annotate(HEADLINE, entities=[("Velmaran Defence Ministry", "Organisation")])
    actors = read(text, "ministry")
    assert actor(text, actors, "ministry").name == "Defence Ministry"
    below = annotate(
        "\n\n".join(("Rain/NN/2/nsubj fell/VBD/0/root", HEADLINE.strip())),
        entities=[("Velmaran Defence Ministry", "Organisation")],
    )
    assert actor(below, read(below, "ministry"), "ministry").name == "ministry"


def test_who_means_a_person_not_the_place_that_stands_between() -> None:
    text = annotate(
        "An/DT/2/det officer/NN/8/nsubj at/IN/5/case the/DT/5/det post/NN/2/nmod ,/,/2/punct who/WP/8/nsubj "
        "fled/VBD/0/root ././8/punct"
    )
    assert actor(text, read(text, "who"), "who").name == "An officer at the post"


PAIR = """
Rosa/NNP/3/nsubj Lenz/NNP/1/flat thanked/VBD/0/root Ida/NNP/3/obj Brandt/NNP/4/flat ././3/punct
She/PRP/2/nsubj smiled/VBD/0/root ././2/punct
"""


@pytest.mark.parametrize("meant", ["Rosa Lenz", "Ida Brandt"])
def test_of_two_people_whom_grammar_tells_little_apart_a_pronoun_is_whom_the_model_takes_it_for(meant: str) -> None:
    text = annotate(PAIR)
    count = len(text.tokens)
    first, last = np.zeros((count, 4), np.float16), np.zeros((count, 4), np.float16)
    first[next(i for i in range(count) if text.word(i) == "She"), 0] = 8
    first[next(i for i in range(count) if text.word(i) == meant.split()[0]), 2] = 8
    likeness = Likeness(np.arange(count), first, last, np.zeros((count, 13), np.float16))
    text = replace(text, likeness=likeness)
    assert actor(text, read(text), "She").name == meant
