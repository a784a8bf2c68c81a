"""Which places invented reports mean, with the gazetteer that ships."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotation import Annotation, EntityMention, Token, ToponymMention
from sayso.extraction.gazetteer import Gazetteer, load_gazetteer
from sayso.extraction.places import read_places
from sayso.reading import Place
from sayso.report import Dateline, Report, Span
from tests.annotations import annotate


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def marked(text: str) -> Annotation:
    """A text that has not been parsed, its toponyms in brackets."""
    plain, spans = "", []
    for index, piece in enumerate(text.replace("]", "[").split("[")):
        if index % 2:
            spans.append(ToponymMention(Span(len(plain), len(plain) + len(piece)), 1.0))
        plain += piece
    return Annotation(text=plain, tokens=(), sentences=(), paragraphs=(), toponyms=tuple(spans))


def places(annotation: Annotation, gazetteer: Gazetteer, **about: str) -> dict[str, Place]:
    """The places by their words."""
    found = read_places(annotation, Report(id="r", text=annotation.text, **about), gazetteer)
    return {annotation.text[slice(*place.span)]: place for place in found}


def near(place: Place, lat: float, lon: float) -> bool:
    return place.lat is not None and place.lon is not None and abs(place.lat - lat) < 1 and abs(place.lon - lon) < 1


@pytest.mark.parametrize(
    ("words", "lat", "lon"),
    [
        ("Kyiv", 50.4, 30.5),
        ("Kiev", 50.4, 30.5),
        ("Hodeidah", 14.8, 43),
        ("Al Hudaydah", 14.8, 43),
        ("Saint Petersburg", 59.9, 30.3),
        ("St. Petersburg", 59.9, 30.3),
        ("the outskirts of Damascus", 33.5, 36.3),
        ("northern Aleppo province", 36.2, 37.2),
        ("NSW", -32.5, 147),
    ],
)
def test_spellings(words: str, lat: float, lon: float, gazetteer: Gazetteer) -> None:
    text = f"Residents of [{words}] left. Officials in [Russia], [Ukraine], [Syria] and [Yemen] said nothing."
    assert near(places(marked(text), gazetteer)[words], lat, lon)


def test_what_is_told_of_a_place(gazetteer: Gazetteer) -> None:
    place = places(marked("Shells fell on [Kharkiv] in [Ukraine]."), gazetteer)["Kharkiv"]
    assert (place.name, place.country, place.feature) == ("Kharkiv", "UA", "city")
    assert place.gazetteer == "geonames:706483"
    assert 0.5 < place.confidence <= 1


class TestContext:
    def test_the_place_after_the_comma_holds_the_one_before(self, gazetteer: Gazetteer) -> None:
        text = "Dana Holt lives in [Paris], [Texas], and her brother in [Springfield], [Ohio]."
        found = places(marked(text), gazetteer)
        assert near(found["Paris"], 33.7, -95.6)
        assert near(found["Springfield"], 39.9, -83.8)

    def test_without_a_hint_the_great_city_is_meant(self, gazetteer: Gazetteer) -> None:
        assert places(marked("She flew from [London] to [Paris]."), gazetteer)["Paris"].country == "FR"

    def test_one_sense_in_a_report(self, gazetteer: Gazetteer) -> None:
        text = "A fire in [Paris], [Texas], killed two. The mayor of [Paris] spoke."
        found = read_places(marked(text), Report(id="r", text=""), gazetteer)
        assert [place.country for place in found] == ["US", "US", "US"]

    def test_postal_codes_after_a_comma(self, gazetteer: Gazetteer) -> None:
        found = places(marked("The bus left [Columbus], [OH] at noon."), gazetteer)
        assert found["OH"].name == "Ohio"
        assert near(found["Columbus"], 40, -83)

    def test_neighbours_decide(self, gazetteer: Gazetteer) -> None:
        local = places(marked("Police in [Athens], [Watkinsville] and [Winder] met."), gazetteer)["Athens"]
        abroad = places(marked("Police in [Athens], [Piraeus] and [Thessaloniki] met."), gazetteer)["Athens"]
        assert (local.country, abroad.country) == ("US", "GR")

    def test_a_country_and_a_state_of_one_name(self, gazetteer: Gazetteer) -> None:
        abroad = places(marked("Talks in [Tbilisi] ended. [Georgia] and [Armenia] signed."), gazetteer)["Georgia"]
        home = places(marked("Storms hit [Atlanta], [Macon] and [Savannah] in [Georgia]."), gazetteer)["Georgia"]
        assert (abroad.feature, home.feature) == ("country", "region")

    def test_the_country_of_the_outlet(self, gazetteer: Gazetteer) -> None:
        annotation = marked("A man from [London] was fined.")
        assert places(annotation, gazetteer, outlet="harbourpost.ca")["London"].confidence != pytest.approx(
            places(annotation, gazetteer)["London"].confidence
        )

    def test_a_designator_tells_a_county_from_a_town(self, gazetteer: Gazetteer) -> None:
        found = places(marked("Deputies in [Laurel County], [Kentucky], found him."), gazetteer)
        assert found["Laurel County"].feature == "county"


class TestUnknown:
    def test_a_place_that_nobody_knows(self, gazetteer: Gazetteer) -> None:
        place = places(marked("Men came from [Tarskvelm] at night."), gazetteer)["Tarskvelm"]
        assert (place.lat, place.lon, place.country, place.gazetteer, place.feature) == (None,) * 5
        assert (place.name, place.confidence) == ("Tarskvelm", 0.0)

    def test_a_name_of_very_many_places(self, gazetteer: Gazetteer) -> None:
        place = places(marked("The boy ran home to [Springfield]."), gazetteer)["Springfield"]
        assert place.lat is None
        assert place.confidence < 0.2

    def test_empty_text(self, gazetteer: Gazetteer) -> None:
        assert not places(marked(""), gazetteer)

    def test_marks_alone(self, gazetteer: Gazetteer) -> None:
        assert places(marked("[—] said"), gazetteer)["—"].lat is None

    def test_a_list_of_names(self, gazetteer: Gazetteer) -> None:
        names = [gazetteer.entry(row).name for row in range(60_000, 160_000, 200)]
        text = ", ".join(f"[{name}]" for name in names)
        found = read_places(marked(text), Report(id="r", text=""), gazetteer)
        assert len(found) == 500
        assert all(place.lat is None or place.confidence >= 0.2 for place in found)


class TestRecognition:
    def test_demonyms_stand_for_their_country(self, gazetteer: Gazetteer) -> None:
        text = "[Turkish] police, two [Syrians], a [Texan] and [Georgian] officials met."
        found = places(marked(text), gazetteer)
        assert {place.feature for place in found.values()} == {"demonym"}
        assert [place.country for place in found.values()] == ["TR", "SY", "US", "GE"]

    def test_countries_and_great_cities_that_the_model_missed(self, gazetteer: Gazetteer) -> None:
        annotation = annotate(
            "Envoys/NNS/2/nsubj left/VBD/0/root Nairobi/NNP/2/obj for/IN/5/case Kenya/NNP/7/nmod:poss 's/POS/5/case"
            " coast/NN/2/obl ././2/punct"
        )
        assert set(places(annotation, gazetteer)) == {"Nairobi", "Kenya"}

    def test_people_with_the_name_of_a_place(self, gazetteer: Gazetteer) -> None:
        annotation = annotate(
            "Jordan/NNP/3/nsubj Holt/NNP/1/flat met/VBD/0/root Paris/NNP/3/obj Velm/NNP/4/flat ././3/punct",
            entities=[("Jordan Holt", "Person"), ("Paris Velm", "Person")],
        )
        assert not places(annotation, gazetteer)

    def test_an_organisation_with_the_name_of_a_place(self, gazetteer: Gazetteer) -> None:
        annotation = annotate(
            "The/DT/2/det Bank/NNP/5/nsubj of/IN/4/case Kenya/NNP/2/nmod paid/VBD/0/root ././5/punct",
            entities=[("The Bank of Kenya", "Organisation")],
        )
        assert not places(annotation, gazetteer)

    def test_troops_of_a_country(self, gazetteer: Gazetteer) -> None:
        annotation = annotate(
            "Syrian/JJ/2/amod troops/NNS/3/nsubj fled/VBD/0/root ././3/punct",
            entities=[("Syrian troops", "Organisation")],
        )
        assert set(places(annotation, gazetteer)) == {"Syrian"}

    def test_the_pronoun_is_no_country(self, gazetteer: Gazetteer) -> None:
        annotation = annotate("They/PRP/2/nsubj told/VBD/0/root us/PRP/2/obj ././2/punct")
        assert not places(annotation, gazetteer)

    def test_the_dateline(self, gazetteer: Gazetteer) -> None:
        text = "NAIROBI, 4 May - Rain fell."
        report = Report(id="r", text=text, dateline=Dateline(span=Span(0, 17), place=Span(0, 7)))
        (place,) = read_places(Annotation(text, (), (), ()), report, gazetteer)
        assert (place.span, place.name) == (Span(0, 7), "Nairobi")


WORDS = st.sampled_from(
    ("Paris", "Texas", "Kenya", "Turkish", "U.S.", "Springfield", "said", ",", "in", "Jackson", "é")
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(WORDS, st.booleans(), st.sampled_from(("", "Person", "Organisation", "Location")))))
def test_places_lie_in_order_and_are_whole_or_unknown(words: list[tuple[str, bool, str]]) -> None:
    tokens, toponyms, entities, text = [], [], [], ""
    for word, toponym, kind in words:
        span = Span(len(text), len(text) + len(word))
        text += word + " "
        tokens.append(Token(span.start, span.end, "PROPN", "NNP", -1, "root", 0))
        toponyms += [ToponymMention(span, 0.9)] if toponym else []
        entities += [EntityMention(span, kind, 0.9)] if kind else []
    annotation = Annotation(
        text,
        tuple(tokens),
        ((0, len(tokens)),),
        ((0, len(tokens)),),
        entities=tuple(entities),
        toponyms=tuple(toponyms),
    )
    found = read_places(annotation, Report(id="r", text=text), load_gazetteer())
    ends = [0, *(place.span.end for place in found)]
    assert all(place.span.start >= end for place, end in zip(found, ends, strict=False))
    for place in found:
        assert 0 <= place.confidence <= 1
        assert (place.lat is None) == (place.lon is None) == (place.feature is None)
