"""Compiling a gazetteer from a small invented dump, and reading it."""

import zipfile
from pathlib import Path

import pytest

from sayso.errors import AccessError, GazetteerError, InputError
from sayso.extraction.gazetteer import DEMONYM, NAME, Gazetteer, load_gazetteer
from sayso.gazetteer_build import build, useful_names


def line(id_: int, name: str, others: str, lat: float, lon: float, code: str, people: int = 0, **more: str) -> str:
    """One row of a GeoNames dump; `code` is feature class and code, "P.PPL"."""
    class_, _, feature = code.partition(".")
    country, region = more.get("country", "ZM"), more.get("region", "04")
    return "\t".join(
        (
            *(str(id_), name, name, others, str(lat), str(lon), class_, feature, country, "", region, "", "", ""),
            *(str(people), "", "", "Africa/Lusaka", "2024-01-01"),
        )
    )


DUMP = "\n".join(
    (
        line(900000001, "Velimbwe", "Fort Velim,Велимбве,VLB,welimbuwe", -12.5, 31.25, "P.PPL", 48_000),
        line(900000002, "Velimbwe", "", -15.0, 28.0, "P.PPLX", 300, region="09"),
        line(900000003, "Northern Lakes", "Northern Lakes Province", -11.0, 30.0, "A.ADM1", 900_000),
        line(900000004, "Mount Tuvo", "", -11.5, 30.5, "T.MT"),
        line(900000005, "Mweru Tributary", "", -10.0, 29.0, "H.STM"),
        line(895949, "Zambia", "Zambie", -14.33333, 28.5, "A.PCLI", 17_000_000, region="00"),
        line(900000006, "Old Velimbwe", "", -12.0, 31.0, "P.PPLH"),
    )
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("dump")
    dump = folder / "allCountries.txt"
    dump.write_text(DUMP + "\n", encoding="utf-8")
    build(dump, folder / "out.bin")
    return load_gazetteer(folder / "out.bin")


def test_a_town_is_found_by_its_names(gazetteer: Gazetteer) -> None:
    town = next(entry for entry in gazetteer.lookup("velimbwe") if entry.id == 900000001)
    assert (town.name, town.country, town.feature, town.kind) == ("Velimbwe", "ZM", "city", NAME)
    assert (town.lat, town.lon) == (-12.5, 31.25)
    assert abs(town.population - 48_000) < 48_000 / 20
    assert [entry.id for entry in gazetteer.lookup("fort velim")] == [900000001]


def test_codes_and_transcriptions_are_no_names(gazetteer: Gazetteer) -> None:
    assert not gazetteer.lookup("vlb")
    assert not gazetteer.lookup("welimbuwe")


def test_features_follow_the_codes(gazetteer: Gazetteer) -> None:
    features = [gazetteer.lookup(key)[0].feature for key in ("northern lakes", "mount tuvo", "mweru tributary")]
    assert features == ["region", "mountain", "water"]
    assert {entry.feature for entry in gazetteer.lookup("velimbwe")} == {"city", "suburb"}


def test_a_place_knows_its_region(gazetteer: Gazetteer) -> None:
    town = next(entry for entry in gazetteer.lookup("velimbwe") if entry.id == 900000001)
    assert gazetteer.entry(town.region).name == "Northern Lakes"


def test_a_country_keeps_its_demonyms_and_gains_people(gazetteer: Gazetteer) -> None:
    (zambian,) = gazetteer.lookup("zambian")
    assert (zambian.kind, zambian.name, zambian.country) == (DEMONYM, "Zambia", "ZM")
    assert zambian.population > 16_000_000
    assert {entry.id for entry in gazetteer.lookup("zambie")} == {895949}


def test_what_is_gone_is_left_out(gazetteer: Gazetteer) -> None:
    assert not gazetteer.lookup("old velimbwe")


def test_a_zip_gives_the_same_places(tmp_path: Path, gazetteer: Gazetteer) -> None:
    packed = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("allCountries.txt", DUMP)
    seen: list[tuple[int, int]] = []
    count = build(packed, tmp_path / "out.bin", lambda done, size: seen.append((done, size)))
    assert count == len(gazetteer)
    assert load_gazetteer(tmp_path / "out.bin").lookup("velimbwe") == gazetteer.lookup("velimbwe")
    assert seen[-1] == (len(DUMP.encode()), len(DUMP.encode()))


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "towns.csv"
    dump.write_text(DUMP + "\nVelimbwe,ZM,48000\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"towns\.csv:8: .*allCountries") as caught:
        build(dump, tmp_path / "out.bin")
    assert caught.value.line == 8
    assert [path.name for path in tmp_path.iterdir()] == ["towns.csv"]


def test_columns_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(DUMP.replace("-12.5", "north"), encoding="utf-8")
    with pytest.raises(InputError, match="no numbers"):
        build(dump, tmp_path / "out.bin")


def test_no_dump_and_no_folder_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match="No such file"):
        build(tmp_path / "none.txt", tmp_path / "out.bin")
    dump = tmp_path / "dump.txt"
    dump.write_text(DUMP, encoding="utf-8")
    with pytest.raises(AccessError, match="cannot be written"):
        build(dump, tmp_path / "nowhere" / "out.bin")


def test_an_archive_without_a_table(tmp_path: Path) -> None:
    packed = tmp_path / "photos.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.png", "")
    with pytest.raises(InputError, match="no table"):
        build(packed, tmp_path / "out.bin")


def test_names_that_an_english_text_may_use() -> None:
    others = ("Kiev", "KBP", "Киев", "ji fu", "kiyebha", "Kyiv", "Ho", "Bombay City")
    assert useful_names("Kyiv", others) == ("Kiev", "Bombay City")


class TestFilesThatAreNoGazetteer:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(GazetteerError, match="gazetteer build"):
            load_gazetteer(tmp_path / "none.bin")

    @pytest.mark.parametrize("content", [b"", b"PK", b"SQLite format 3\0" + bytes(100)])
    def test_foreign(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "x.bin"
        path.write_bytes(content)
        with pytest.raises(GazetteerError, match=r"x\.bin: .*build"):
            load_gazetteer(path)

    def test_cut_short(self, tmp_path: Path, whole: bytes) -> None:
        path = tmp_path / "x.bin"
        path.write_bytes(whole[:-100])
        with pytest.raises(GazetteerError, match="cut short"):
            load_gazetteer(path)

    def test_of_another_version(self, tmp_path: Path, whole: bytes) -> None:
        path = tmp_path / "x.bin"
        path.write_bytes(whole[:8] + b"\x63" + whole[9:])
        with pytest.raises(GazetteerError, match="version 99"):
            load_gazetteer(path)

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(GazetteerError, match="cannot be read"):
            load_gazetteer(tmp_path)

    @pytest.fixture
    def whole(self, tmp_path: Path) -> bytes:
        dump = tmp_path / "dump.txt"
        dump.write_text(DUMP, encoding="utf-8")
        build(dump, tmp_path / "whole.bin")
        return (tmp_path / "whole.bin").read_bytes()
