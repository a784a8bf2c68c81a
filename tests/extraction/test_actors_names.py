import pytest

from sayso.extraction.countries import country_code, is_demonym
from sayso.extraction.names import Name, read_name, same_organisation, same_person
from tests.extraction.speakers import read_gold


def test_name_is_read_without_marks_articles_and_generation() -> None:
    assert read_name("Bashar al-Assad's") == Name(("bashar", "assad"))
    assert read_name("José Núñez-Reed Jr.") == Name(("jose", "nunez", "reed"), "jr")
    assert read_name("—") == Name(())


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        ("Mary Holt", "Mary Holt", 3),
        ("Mary Anne Holt", "Mary Holt", 3),
        ("M. Holt", "Mary Holt", 3),
        ("Bill Holt", "William Holt", 3),
        ("Tim Holt", "Timothy J. Holt", 3),
        ("Luisa Pérez Soto", "Luisa Perez", 1),
        ("Gabriela Pérez Soto", "Perez Soto", 3),
        ("Holt", "Mary Holt", 2),
        ("Holt-Reed", "Mary Holt-Reed", 3),
        ("Mary", "Mary Holt", 1),
        ("al-Amin", "Yusuf el-Amin", 2),
        ("Mary Holt", "John Holt", 0),
        ("Mary Holt", "Mary Reed", 0),
        ("John Holt Jr.", "John Holt Sr.", 0),
        ("M", "Mary Holt", 0),
        ("", "Mary Holt", 0),
    ],
)
def test_names_of_one_person(one: str, two: str, fit: int) -> None:
    assert same_person(read_name(one), read_name(two)) == fit
    assert same_person(read_name(two), read_name(one)) == fit


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Ministry of Defence", "Defence Ministry", True),
        ("International Aid Union", "IAU", True),
        ("Lantern Corp.", "Lantern", True),
        ("Pelican Oil", "Pelican", True),
        ("Harbour Post", "Post", True),
        ("US State Department", "State Department", True),
        ("Defence Ministry", "Interior Ministry", False),
        ("Harbour Post", "Harbour Post Office Union", False),
        ("New York", "New York Times", False),
    ],
)
def test_names_of_one_organisation(one: str, two: str, same: bool) -> None:
    assert same_organisation(read_name(one), read_name(two)) is same
    assert same_organisation(read_name(two), read_name(one)) is same


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Turkey", "TUR"),
        ("Turkish", "TUR"),
        ("Turks", "TUR"),
        ("South Korean", "KOR"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("Côte d’Ivoire", "CIV"),
        ("Tarsk", None),
        ("", None),
    ],
)
def test_country_code(words: str, code: str | None) -> None:
    assert country_code(words) == code


def test_demonym_is_no_country_name() -> None:
    assert is_demonym("Turkish")
    assert not is_demonym("Turkey")


def test_gold_reports_are_sound() -> None:
    reports = read_gold()
    assert {gold.part for gold in reports} == {"dev", "held"}
    for gold in reports:
        assert gold.sources, gold.title
        assert "[" not in gold.text, gold.title
        assert set(gold.names) <= {source.key for source in gold.sources}, gold.title
