import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.export import as_annotations
from sayso.intake import InputFailure
from sayso.reading import Claim, Evidence, Reading
from sayso.report import Report, Span, content_id
from tests.readings import CLASH, clash_told, said

BAD = InputFailure(source="wire.jsonl", line=3, message="not valid JSON", id="w3")
# The motivations that the model names, which are also the purposes of a body.
MOTIVATIONS = frozenset((
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
))  # fmt: skip


def collection(*outputs: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(as_annotations(outputs)).encode("utf-8"))
    return found


def items(*outputs: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection(*outputs)["first"]["items"]
    return found


def targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


def tags(annotation: dict[str, Any]) -> list[str]:
    return [body["value"] for body in annotation["body"] if body["purpose"] == "tagging"]


def test_the_collection_has_the_keys_that_the_model_requires() -> None:
    found = collection(clash_told(), BAD)
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    page = found["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", found["id"], 0)
    assert found["id"].startswith("urn:uuid:")
    assert page["id"].startswith("urn:uuid:")
    assert found["total"] == len(page["items"]) > 0


def test_every_annotation_has_the_keys_that_the_model_requires() -> None:
    found = items(clash_told())
    assert len({annotation["id"] for annotation in found}) == len(found)
    for annotation in found:
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] in MOTIVATIONS
        assert all(body["type"] == "TextualBody" and body["value"] for body in annotation["body"])
        assert all(body["purpose"] in MOTIVATIONS for body in annotation["body"])
        for target in targets(annotation):
            assert target["type"] == "SpecificResource"
            assert {s["type"] for s in target["selector"]} == {"TextQuoteSelector", "TextPositionSelector"}


def test_claims_statements_events_figures_and_places_are_annotated() -> None:
    found = [tags(annotation)[0] for annotation in items(clash_told())]
    assert {kind: found.count(kind) for kind in found} == {
        "claim": 3,
        "statement": 6,
        "event": 3,
        "figure": 2,
        "place": 1,
    }


def test_a_claim_names_its_type_and_its_speakers_and_stands_on_all_its_tellings() -> None:
    claim = items(clash_told())[0]
    assert tags(claim) == ["claim", "ASSAULT", "ARMED_CLASH", "killed"]
    assert "Harbour Post > Defence Ministry" in claim["body"][-1]["value"]
    quoted = [target["selector"][0]["exact"] for target in targets(claim)]
    assert quoted == ["Twelve soldiers died on Wednesday", "Twelve dead in border clash"]


def test_the_source_is_the_address_or_else_the_hash_of_the_text() -> None:
    assert targets(items(clash_told())[0])[0]["source"] == f"urn:{content_id(CLASH)}"
    [annotation] = items(said("It is over.", "over", url="https://post.example/a?b=1"))
    assert targets(annotation)[0]["source"] == "https://post.example/a?b=1"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "data:text/html,x", 'https://x/"', "news.html"])
def test_an_address_that_is_no_page_is_no_source(url: str) -> None:
    [annotation] = items(said("It is over.", "over", url=url))
    assert targets(annotation)[0]["source"].startswith("urn:sha256:")


def test_no_outputs_give_an_empty_collection() -> None:
    assert collection(BAD)["total"] == 0
    assert items() == []


def test_the_same_readings_give_the_same_document_and_others_another() -> None:
    assert collection(clash_told()) == collection(clash_told())
    assert collection(clash_told())["id"] != collection(said("It is over.", "over"))["id"]


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), st.data())
def test_positions_are_code_points_and_give_the_quoted_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    claim = Claim(id="c1", evidence=(Evidence(span=Span(start, end)),))
    [annotation] = items(Reading(report=Report(id="r", text=text), claims=(claim,)))
    quote, place = targets(annotation)[0]["selector"]
    assert text[place["start"] : place["end"]] == quote["exact"]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_gives_json(text: str) -> None:
    claim = Claim(id="c1", statement="s1", evidence=(Evidence(span=Span(0, len(text))),))
    reading = replace(said(text, text, title=text, outlet=text, url=text), claims=(claim,))
    assert collection(reading, reading)["total"] == 4
