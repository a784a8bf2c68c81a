import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.export import as_geojson
from sayso.intake import InputFailure
from sayso.reading import Claim, Evidence, Place
from sayso.report import Span
from tests.readings import clash_told, said

BAD = InputFailure(source="wire.jsonl", line=3, message="not valid JSON", id="w3")


def collection(*outputs: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(as_geojson(outputs)).encode("utf-8"))
    assert found["type"] == "FeatureCollection"
    return found


def test_a_claim_stands_at_its_place_longitude_first() -> None:
    [feature] = collection(clash_told(), BAD)["features"]
    assert feature["type"] == "Feature"
    assert feature["id"] == "clash#c1.1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [-38.25, 47.5]}
    assert feature["properties"]["fatalities"] == 12
    assert feature["properties"]["event_date"] == "2024-03-13"
    assert feature["properties"]["sub_event_type"] == "Armed clash"


def test_claims_that_are_nowhere_are_counted() -> None:
    assert collection(clash_told(), clash_told())["unmapped"] == 4


def test_nothing_to_map_is_an_empty_collection() -> None:
    assert collection() == {"type": "FeatureCollection", "features": [], "unmapped": 0}
    assert collection(BAD)["features"] == []


def test_peoples_and_unknown_places_stay_off_the_map_and_a_point_is_there_once() -> None:
    text = "Marnish troops took Tarsk, in Tarsk province, near Oll."
    found = dict.fromkeys(("lat", "lon"), 10.0)
    places = (
        Place(span=Span(0, 7), name="Marnia", feature="demonym", country="XX", **found),
        Place(span=Span(20, 25), name="Tarsk", feature="city", **found),
        Place(span=Span(30, 35), name="Tarsk", feature="city", **found),
        Place(span=Span(51, 54), name="Oll"),
        Place(span=Span(30, 44), name="Tarsk", feature="region", lat=11.0, lon=12.0),
    )
    claim = Claim(id="c1", places=(0, 1, 2, 3, 4), evidence=(Evidence(span=Span(0, 25)),))
    features = collection(replace(said(text, text), places=places, claims=(claim,)))["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[10.0, 10.0], [12.0, 11.0]]
    assert [feature["properties"]["geo_precision"] for feature in features] == [1, 3]
    assert len({feature["id"] for feature in features}) == 2


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_gives_json(text: str) -> None:
    place = Place(span=Span(0, 1), name=text, lat=1.0, lon=2.0, feature="city")
    claim = Claim(id="c1", places=(0,), evidence=(Evidence(span=Span(0, len(text))),))
    reading = replace(said(text, text, title=text), places=(place,), claims=(claim,))
    assert len(collection(reading, reading)["features"]) == 2
