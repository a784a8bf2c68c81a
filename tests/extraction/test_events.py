from collections.abc import Iterable

import pytest

from sayso.annotation import Annotation
from sayso.extraction.events import read_events
from sayso.reading import Event, Statement
from sayso.report import Furniture, Report, Span
from tests.annotations import annotate, span

RAID = """
Gunmen/NNS/2/nsubj raided/VBD/0/root a/DT/4/det depot/NN/2/obj near/IN/6/case Tarsk/NNP/2/obl ,/,/9/punct the/DT/9/det mayor/NN/10/nsubj said/VBD/2/parataxis ././2/punct
They/PRP/2/nsubj shot/VBD/0/root two/CD/4/nummod guards/NNS/2/obj with/IN/6/case rifles/NNS/2/obl ././2/punct
"""  # noqa: E501


def events(annotation: Annotation, *, statements: Iterable[Statement] = (), actors: dict[str, str] | None = None,
           furniture: tuple[Furniture, ...] = ()) -> tuple[Event, ...]:  # fmt: skip
    mentions = {span(annotation.text, words): actor for words, actor in (actors or {}).items()}
    report = Report(id="r", text=annotation.text, furniture=furniture)
    return read_events(annotation, report, tuple(statements), mentions)


def roles(annotation: Annotation, event: Event) -> set[tuple[str, str]]:
    return {(argument.role, annotation.text[slice(*argument.span)]) for argument in event.arguments}


def test_an_event_has_its_trigger_its_labels_and_its_arguments() -> None:
    raid = {"type": "CRIME", "subtype": "ORG_CRIME", "arguments": [("actor", "Gunmen"), ("object", "a depot")]}
    annotation = annotate(RAID, events=[("raided", raid)])
    [event] = events(annotation)
    assert annotation.text[slice(*event.trigger)] == "raided"
    assert (event.type, event.subtype, event.polarity) == ("CRIME", "ORG_CRIME", "pos")
    assert roles(annotation, event) == {("actor", "Gunmen"), ("object", "a depot")}


def test_what_stands_around_a_phrase_is_no_part_of_the_argument() -> None:
    annotation = annotate(RAID, events=[("raided", {"arguments": [("place", "near Tarsk,"), ("time", ",")]})])
    assert roles(annotation, events(annotation)[0]) == {("place", "Tarsk")}


def test_an_argument_knows_the_actor_and_the_kind_that_its_words_mean() -> None:
    shot = {"type": "CRIME", "arguments": [("actor", "They"), ("recipient", "two guards"), ("instrument", "rifles")]}
    annotation = annotate(RAID, events=[("shot", shot)], entities=[("rifles", "Weapon")])
    [event] = events(annotation, actors={"They": "a1", "guards": "a2"})
    meant = {annotation.text[slice(*a.span)]: (a.kind, a.actor) for a in event.arguments}
    assert meant == {"They": (None, "a1"), "two guards": ("Person", "a2"), "rifles": ("Weapon", None)}


def test_an_event_belongs_to_the_innermost_statement_that_holds_its_trigger() -> None:
    annotation = annotate(RAID, events=[("raided", {}), ("shot", {})])
    text = annotation.text
    outer = Statement(id="s1", content=(span(text, "Gunmen raided a depot near Tarsk"),))
    inner = Statement(id="s2", content=(span(text, "raided a depot"),))
    assert [event.statement for event in events(annotation, statements=(outer, inner))] == ["s2", None]


def test_one_event_is_what_the_report_is_about_the_salient_one_near_the_top() -> None:
    raided, said, shot = {"type": "ASSAULT", "salience": 0.5}, {"salience": 0.9}, {"type": "ASSAULT", "salience": 0.4}
    annotation = annotate(RAID, events=[("raided", raided), ("said", said), ("shot", shot)])
    assert [event.main for event in events(annotation)] == [True, False, False]


def test_a_report_without_an_event_of_any_type_is_about_none() -> None:
    annotation = annotate(RAID, events=[("said", {"salience": 0.9})])
    assert not any(event.main for event in events(annotation))


def test_those_with_a_part_in_violence_join_the_nearest_violent_event_of_their_sentence() -> None:
    annotation = annotate(
        RAID,
        events=[("raided", {"type": "ASSAULT"}), ("said", {}), ("shot", {"type": "ASSAULT"})],
        parties=[("Gunmen", "perpetrator"), ("a depot", "target"), ("rifles", "weapon"), ("two guards", "victim")],
    )
    raid, said, shooting = events(annotation)
    assert roles(annotation, raid) == {("actor", "Gunmen"), ("object", "a depot")}
    assert roles(annotation, shooting) == {("instrument", "rifles"), ("recipient", "two guards")}
    assert said.arguments == ()


def test_those_with_a_part_in_violence_have_none_where_nothing_violent_is_told() -> None:
    annotation = annotate(RAID, events=[("said", {})], parties=[("Gunmen", "perpetrator")])
    assert events(annotation)[0].arguments == ()


def test_a_part_seen_twice_is_one_argument() -> None:
    raid = {"type": "ASSAULT", "arguments": [("object", "depot")]}
    annotation = annotate(RAID, events=[("raided", raid)], parties=[("a depot", "target")])
    assert roles(annotation, events(annotation)[0]) == {("object", "a depot")}


def test_what_is_linked_to_a_violent_act_must_be_seen_to_have_a_part_in_violence() -> None:
    raid = {"type": "ASSAULT", "arguments": [("actor", "Gunmen"), ("recipient", "the mayor"), ("place", "Tarsk")]}
    annotation = annotate(RAID, events=[("raided", raid)], parties=[("Gunmen", "perpetrator")])
    assert roles(annotation, events(annotation)[0]) == {("actor", "Gunmen"), ("place", "Tarsk")}


def test_words_before_a_noun_that_were_missed_belong_to_its_argument() -> None:
    shot = {"type": "CRIME", "arguments": [("recipient", "guards"), ("actor", "They")]}
    annotation = annotate(RAID, events=[("shot", shot)])
    assert roles(annotation, events(annotation)[0]) == {("recipient", "two guards"), ("actor", "They")}


HEDGED = """
At/IN/2/case least/JJS/3/advmod 30/CD/4/nummod people/NNS/6/nsubj:pass were/VBD/6/aux:pass robbed/VBN/0/root near/IN/8/case Tarsk/NNP/6/obl ././6/punct
"""  # noqa: E501


@pytest.mark.parametrize("seen", ["30 people", "least 30 people", "At least 30 people"])
def test_a_hedge_belongs_to_its_argument_and_a_preposition_does_not(seen: str) -> None:
    arguments = [("recipient", seen), ("object", "At least"), ("place", "near Tarsk")]
    robbed = {"type": "CRIME", "arguments": arguments}
    annotation = annotate(HEDGED, events=[("robbed", robbed)])
    assert roles(annotation, events(annotation)[0]) == {("recipient", "At least 30 people"), ("place", "Tarsk")}


def test_words_that_name_nobody_are_no_argument_and_a_clause_is_cut_off() -> None:
    notation = """
    Gunmen/NNP/2/nsubj robbed/VBD/0/root a/DT/4/det clerk/NN/2/obj who/WP/6/nsubj fled/VBD/4/acl:relcl ,/,/2/punct
    not/PART/RB/9/advmod guards/NNS/4/conj ././2/punct
    """
    robbed = {"type": "CRIME", "arguments": [("recipient", "a clerk who fled"), ("object", "not")]}
    annotation = annotate(" ".join(notation.split()), events=[("robbed", robbed)])
    assert roles(annotation, events(annotation)[0]) == {("recipient", "a clerk")}


def test_words_of_another_sentence_are_no_argument() -> None:
    annotation = annotate(RAID, events=[("shot", {"type": "CRIME", "arguments": [("place", "Tarsk")]})])
    assert events(annotation)[0].arguments == ()


def test_credits_tell_no_events() -> None:
    annotation = annotate(RAID, events=[("raided", {}), ("shot", {})])
    start = annotation.text.index("They")
    credit = Furniture(span=Span(start, len(annotation.text)), kind="credit")
    assert [annotation.text[slice(*e.trigger)] for e in events(annotation, furniture=(credit,))] == ["raided"]
