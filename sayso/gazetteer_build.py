"""Compiles a gazetteer: places from a GeoNames dump, or from anywhere else, into the file that `gazetteer` reads.

Places stream through: records and names go to the disk as they come, keys to files parted by the first bits of their
hash, which are sorted one by one. Memory stays at some tens of megabytes for twelve million places.
"""

import json
import re
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np

from sayso.errors import AccessError, InputError
from sayso.extraction.gazetteer import (
    ABBREVIATION,
    ALIAS,
    DEMONYM,
    FEATURES,
    MAGIC,
    NAME,
    PREFIX,
    RECORD,
    VERSION,
    hashed,
    small_population,
)
from sayso.extraction.toponyms import ARTICLES, fold

_PARTITIONS = 64
_POSTING = np.dtype([("key", "<u8"), ("posting", "<u4")])
_PACKED = struct.Struct("<QI")
_NO_ROW = 0xFFFFFFFF
_COLUMNS = 19
#: Where names have the Arabic article, which English texts leave out.
_ARABIC = frozenset((
    "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM",
    "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE",
))  # fmt: skip
_LONGEST_NAME = 255  # bytes, which is what a record can say
#: A name in Latin letters of the length and with the vowels of one; shorter ones are codes of airports and the like.
_USEFUL = re.compile(r"(?=.*[aeiouyáéíóúàèìòùâêîôûäëïöüāēīōū])[^\W\d_][\w’‘'ʻ.\- ]{2,}", re.IGNORECASE)
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua71f\uab70-\uffff\U00010000-\U0010ffff]")

Progress = Callable[[int, int], None]


class Toponym(NamedTuple):
    """A place to be compiled.

    `region` is the code of the first-level region that it lies in, or that it is ("US.OH"); `names` are other names,
    those with "~" before them abbreviations that need their place beside them ("~OH").
    """

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    region: str | None
    feature: str
    population: int = 0
    demonyms: tuple[str, ...] = ()


def build(dump: Path, out: Path, progress: Progress | None = None) -> int:
    """Compile a GeoNames dump (allCountries.txt or a country's, or the .zip of it) into a gazetteer.

    `progress` is called with the bytes read and those in all. Returns the number of places. Raises AccessError where
    a file cannot be read or written, InputError where the dump is none: then nothing is left at `out`.
    """
    with _opened(dump) as (lines, size):
        return compile_gazetteer(_geonames(lines, dump, size, progress), out, f"GeoNames ({dump.name}), CC BY 4.0")


def compile_gazetteer(places: Iterable[Toponym], out: Path, source: str) -> int:
    """Write a gazetteer of the places and of those in `data/places.tsv`. Returns their number. Raises AccessError."""
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".gazetteer-") as folder, ExitStack() as files_open:
            compiler = _Compiler(Path(folder), files_open)
            for place in places:
                compiler.add(place)
            whole = compiler.finish(source)
            whole.replace(out)
            return compiler.rows
    except OSError as error:
        raise AccessError(f"the gazetteer cannot be written: {error.strerror}", source=str(out)) from error


class _Compiler:
    """Takes places one by one. The hand-written ones come first, and others with their id or code join them."""

    def __init__(self, folder: Path, files_open: ExitStack) -> None:
        self._folder = folder
        self._files_open = files_open
        self._records = self._open("records")
        self._names = self._open("names")
        self._keys = [self._open(f"keys{n}") for n in range(_PARTITIONS)]
        self._regions: dict[str, int] = {}
        self._region_rows: list[int] = []
        self._countries: dict[str, int] = {}
        self._country_rows: list[int] = []
        self._known: dict[int | str, int] = {}
        self._populations: dict[int, int] = {}
        self.rows = 0
        for place in supplement():
            self._file(place)
            if place.id:
                self._known[place.id] = self.rows - 1
            if place.feature == "region" and place.region:
                self._known[place.region] = self.rows - 1
        self._noted = self.rows

    def _open(self, name: str) -> IO[bytes]:
        return self._files_open.enter_context((self._folder / name).open("w+b"))

    def add(self, place: Toponym) -> None:
        known = self._known.get(place.id)
        if known is None and place.feature == "region" and place.region:
            known = self._known.get(place.region)
        if known is None:
            self._file(place)
        else:
            self._populations[known] = max(place.population, self._populations.get(known, 0))
            self._name(known, place, ALIAS)
            if place.feature == "region" and place.id:
                self._patch(known, place.id)

    def _file(self, place: Toponym) -> None:
        row = self.rows
        name = place.name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").encode("utf-8")
        region = self._number(self._regions, self._region_rows, place.region)
        country = self._number(self._countries, self._country_rows, place.country)
        if place.feature == "region" and region:
            self._region_rows[region - 1] = row
        if place.feature == "country" and country:
            self._country_rows[country - 1] = row
        self._records.write(
            RECORD.pack(
                place.id,
                round(place.lat * 1e5),
                round(place.lon * 1e5),
                self._names.tell(),
                region,
                country,
                FEATURES.index(place.feature),
                small_population(place.population),
                len(name),
            )
        )
        self._names.write(name)
        self.rows += 1
        self._name(row, place, NAME)

    @staticmethod
    def _number(numbers: dict[str, int], rows: list[int], code: str | None) -> int:
        if code is None:
            return 0
        if code not in numbers:
            rows.append(_NO_ROW)
            numbers[code] = len(rows)
        return numbers[code]

    def _name(self, row: int, place: Toponym, kind: int) -> None:
        keys = {fold(demonym): DEMONYM for demonym in place.demonyms}
        for name in place.names:
            keys[fold(name.lstrip("~"))] = ABBREVIATION if name.startswith("~") else ALIAS
        keys[fold(place.name)] = kind
        if place.country in _ARABIC:
            for key in list(keys):
                article, _, rest = key.partition(" ")
                if article in ARTICLES and len(rest) > 3:  # "Al Qāmishlī" is written "Qamishli" as well
                    keys.setdefault(rest, ALIAS)
        for key, key_kind in keys.items():
            if key:
                number = hashed(key)
                self._keys[number >> 58].write(_PACKED.pack(number, row << 2 | key_kind))

    def _patch(self, row: int, id_: int) -> None:
        at = self._records.tell()
        self._records.seek(row * RECORD.size)
        self._records.write(id_.to_bytes(4, "little"))
        self._records.seek(at)

    def finish(self, source: str) -> Path:
        """Sort the keys and put everything into one file."""
        for row, people in self._populations.items():
            self._records.seek(row * RECORD.size + RECORD.size - 2)
            self._records.write(bytes([small_population(people)]))
        sections: dict[str, IO[bytes]] = {
            "keys": self._open("keys"),
            "postings": self._open("postings"),
            "records": self._records,
            "names": self._names,
            "regions": self._open("regions"),
            "countries": self._open("countries"),
        }
        for partition in self._keys:
            partition.seek(0)
            entries = np.frombuffer(partition.read(), _POSTING)
            entries = np.unique(entries)
            sections["keys"].write(entries["key"].tobytes())
            sections["postings"].write(entries["posting"].tobytes())
        sections["regions"].write(np.array(self._region_rows, "<u4").tobytes())
        sections["countries"].write(np.array(self._country_rows, "<u4").tobytes())
        return self._joined(sections, source)

    def _joined(self, sections: dict[str, IO[bytes]], source: str) -> Path:
        sizes = {name: file.seek(0, 2) for name, file in sections.items()}
        places: dict[str, tuple[int, int]] = {}
        body: dict[str, object] = {
            "source": source,
            "noted": self._noted,
            "countries": list(self._countries),
            "sections": places,
        }
        room = len(json.dumps(body)) + 64 * len(sections)
        room += -(PREFIX.size + room) % 8
        at = PREFIX.size + room
        for name, size in sizes.items():
            places[name] = (at, at + size)
            at += size + -size % 8
        header = json.dumps(body, ensure_ascii=True).encode().ljust(room)
        whole = self._folder / "whole"
        with whole.open("wb") as file:
            file.write(PREFIX.pack(MAGIC, VERSION, room, at))
            file.write(header)
            for part in sections.values():
                part.seek(0)
                shutil.copyfileobj(part, file)
                file.write(bytes(-file.tell() % 8))
        return whole


# -- the hand-written places -----------------------------------------------------------------


def supplement() -> Iterator[Toponym]:
    """The places of `data/places.tsv`, with the demonyms of `data/countries.tsv`."""
    demonyms: dict[str, tuple[str, ...]] = {}
    for code, _, *rest in _rows("countries.tsv"):
        demonyms[code] = _listed(rest[0]) if rest else ()
    rows = list(_rows("places.tsv"))
    elsewhere = {demonym for row in rows if row[0] != "country" for demonym in _listed(row[6])}
    for feature, lat, lon, country, id_, names, own in rows:
        alpha2, _, alpha3 = country.partition(" ")
        first, *others = _listed(names)
        yield Toponym(
            id=int(id_) if id_.isdigit() else 0,
            name=first.lstrip("~"),
            names=tuple(others),
            lat=float(lat),
            lon=float(lon),
            country=alpha2 or None,
            region=id_ if "." in id_ else None,
            feature=feature,
            demonyms=(*_listed(own), *(d for d in demonyms.get(alpha3, ()) if d not in elsewhere)),
        )


def _rows(name: str) -> Iterator[list[str]]:
    for line in (files("sayso") / "data" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


# -- GeoNames --------------------------------------------------------------------------------

_BY_CODE = {
    "ADM1": "region", "PPLC": "capital", "PPLX": "suburb", "CONT": "continent", "PCLI": "country", "PCLD": "country",
    "PCLF": "country", "PCLS": "country", "PCLIX": "country", "PCL": "country", "TERR": "country",
}  # fmt: skip
_BY_CLASS = {"A": "county", "P": "city", "H": "water", "S": "site", "R": "road", "L": "area", "V": "area", "U": "water"}


def feature_of(feature_class: str, code: str) -> str:
    """The feature of a GeoNames feature class and code."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    if feature_class == "T":
        return "island" if code.startswith("ISL") else "mountain" if code.startswith(("MT", "PK", "HLL")) else "area"
    return _BY_CLASS.get(feature_class, "area")


def useful_names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the other names that an English text may use: in Latin letters, and no transcription of a script."""
    return tuple(
        other
        for other in others
        if other != name
        and other[:1].isupper()
        and not _NOT_LATIN.search(other)
        and (len(other) > 3 or not other.isupper())
        and _USEFUL.fullmatch(other)
    )


def _geonames(lines: IO[bytes], dump: Path, size: int, progress: Progress | None) -> Iterator[Toponym]:
    done = 0
    for number, raw in enumerate(lines, 1):
        done += len(raw)
        if progress is not None and number % 50_000 == 0:
            progress(done, size)
        fields = raw.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if len(fields) != _COLUMNS:
            raise InputError(
                f"{len(fields)} columns instead of {_COLUMNS}: this is no GeoNames dump; take allCountries.zip",
                source=str(dump),
                line=number,
            )
        try:
            id_, lat, lon, people = int(fields[0]), float(fields[4]), float(fields[5]), int(fields[14] or 0)
        except ValueError:
            raise InputError(
                "the id, the coordinates or the population are no numbers; take allCountries.zip again",
                source=str(dump),
                line=number,
            ) from None
        country, region = fields[8] or None, fields[10]
        if fields[7].endswith("H") and fields[6] in "AP":  # historical
            continue
        yield Toponym(
            id=id_,
            name=fields[1],
            names=useful_names(fields[1], fields[3].split(",")),
            lat=lat,
            lon=lon,
            country=country,
            region=f"{country}.{region}" if country and region not in ("", "00") else None,
            feature=feature_of(fields[6], fields[7]),
            population=people,
        )
    if progress is not None:
        progress(done, size)


@contextmanager
def _opened(dump: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The lines of a dump and its size in bytes, unpacked."""
    with ExitStack() as stack:
        try:
            if zipfile.is_zipfile(dump):
                archive = stack.enter_context(zipfile.ZipFile(dump))
                tables = [item for item in archive.infolist() if item.filename.endswith(".txt")]
                if not tables:
                    raise InputError("this archive holds no table; take allCountries.zip", source=str(dump))
                table = max(tables, key=lambda item: item.file_size)
                lines, size = stack.enter_context(archive.open(table)), table.file_size
            else:
                lines, size = stack.enter_context(dump.open("rb")), dump.stat().st_size
        except OSError as error:
            raise AccessError(f"cannot be read: {error.strerror}", source=str(dump)) from error
        yield lines, size
