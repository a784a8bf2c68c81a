"""The gazetteer: places by name, read from one memory-mapped file.

The file has a magic number, a version, a JSON header and six sections (`SECTIONS`), little-endian throughout. Names
are looked up by a 64-bit hash of their key (`toponyms.fold`) in a sorted array, so loading reads nothing but the
header and a look-up touches a few pages. `sayso.gazetteer_build` writes the file.
"""

import json
import mmap
import struct
from bisect import bisect_left
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sayso.errors import GazetteerError

BUNDLED = Path(__file__).parent.parent / "data" / "gazetteer.bin"
MAGIC = b"SAYSOGAZ"
VERSION = 1
PREFIX = struct.Struct("<8sIIQ")  # magic, version, bytes of header, bytes of file
#: GeoNames id, latitude and longitude in 1e-5 degrees, start of the name, region, country, feature, population, bytes
#: of the name. `region` and `country` count from one in their lists; nought is none.
RECORD = struct.Struct("<IiiIHBBBB")
SECTIONS = ("keys", "postings", "records", "names", "regions", "countries")
FEATURES = (
    "country", "region", "county", "city", "capital", "suburb", "water", "mountain", "island", "site", "area", "road",
    "continent",
)  # fmt: skip
#: What a key is to its place. A posting is `row << 2 | kind`.
ALIAS, NAME, ABBREVIATION, DEMONYM = range(4)


class Entry(NamedTuple):
    """One place under one of its names.

    `id` is the GeoNames id, 0 where there is none; `lat` and `lon` are degrees north and east; `country` is ISO 3166-1
    alpha-2; `region` is the row of the first-level region, -1 where it is not known; `population` is 0 where it is not
    known, else right to a twentieth. `kind` says what the name is to the place: ALIAS, NAME, ABBREVIATION, DEMONYM.
    """

    row: int
    kind: int
    id: int
    name: str
    lat: float
    lon: float
    country: str | None
    region: int
    feature: str
    population: int


def hashed(key: str) -> int:
    """The 64-bit hash under which the places of a key are filed."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def small_population(people: int) -> int:
    """A population as one byte: eighths of its binary logarithm."""
    return min(255, round(8 * _log2(people + 1)))


def _log2(number: int) -> float:
    exponent = number.bit_length() - 1
    return exponent + (number / (1 << exponent) - 1)  # linear between powers of two: within a twentieth


def _people(byte: int) -> int:
    whole, eighths = divmod(byte, 8)
    return round((1 << whole) * (1 + eighths / 8)) - 1


_PEOPLE = tuple(_people(byte) for byte in range(256))


class Gazetteer:
    """Places by name. Made by `load_gazetteer`; cheap to share between threads and processes."""

    def __init__(self, data: memoryview, path: Path) -> None:
        self._data = data
        magic, version, length, size = PREFIX.unpack_from(data) if len(data) >= PREFIX.size else (b"", 0, 0, 0)
        if magic != MAGIC:
            raise GazetteerError("this is no gazetteer; make one with `sayso gazetteer build`", source=str(path))
        if version != VERSION:
            raise GazetteerError(
                f"this gazetteer has version {version}, this Sayso reads {VERSION}; build it again with"
                " `sayso gazetteer build`",
                source=str(path),
            )
        if size != len(data):
            raise GazetteerError(
                f"{len(data):,} of {size:,} bytes are here: the file is cut short; copy or build it again",
                source=str(path),
            )
        header = json.loads(bytes(data[PREFIX.size : PREFIX.size + length]))
        #: Where the places come from, in one line.
        self.source: str = header["source"]
        #: So many places at the start are the hand-written ones: those that news names most.
        self.noted: int = header["noted"]
        parts = {name: data[first:last] for name, (first, last) in header["sections"].items()}
        self._keys = parts["keys"].cast("Q")
        self._postings = parts["postings"].cast("I")
        self._records = parts["records"]
        self._names = parts["names"]
        self._regions = parts["regions"].cast("I")
        self._countries: list[str] = header["countries"]
        self._country_rows = parts["countries"].cast("I")
        self.lookup = lru_cache(maxsize=20_000)(self._lookup)

    def __len__(self) -> int:
        return len(self._records) // RECORD.size

    def _lookup(self, key: str) -> tuple[Entry, ...]:
        """The places filed under a key (`toponyms.fold`), in the order of the file; empty where there are none."""
        number = hashed(key)
        keys = self._keys
        at = bisect_left(keys, number)
        found = []
        while at < len(keys) and keys[at] == number:
            posting = self._postings[at]
            found.append(self.entry(posting >> 2, posting & 3))
            at += 1
        return tuple(found)

    def entry(self, row: int, kind: int = NAME) -> Entry:
        """The place in this row of the file."""
        id_, lat, lon, start, region, country, feature, people, length = RECORD.unpack_from(
            self._records, row * RECORD.size
        )
        return Entry(
            row,
            kind,
            id_,
            str(self._names[start : start + length], "utf-8"),
            lat / 1e5,
            lon / 1e5,
            self._countries[country - 1] if country else None,
            self._regions[region - 1] if region else -1,
            FEATURES[feature],
            _PEOPLE[people],
        )

    def country(self, code: str | None) -> Entry | None:
        """The country with this alpha-2 code, `None` where the gazetteer lacks it."""
        if code not in self._countries:
            return None
        row = self._country_rows[self._countries.index(code)]
        return self.entry(row) if row < len(self) else None


def load_gazetteer(path: Path = BUNDLED) -> Gazetteer:
    """The gazetteer in a file, mapped, not read. Raises GazetteerError."""
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        raise GazetteerError(
            "no such gazetteer; name another, or make it with `sayso gazetteer build`", source=str(path)
        ) from None
    except ValueError:  # an empty file cannot be mapped
        raise GazetteerError("the file is empty; build the gazetteer again", source=str(path)) from None
    except OSError as error:
        raise GazetteerError(f"cannot be read: {error.strerror}", source=str(path)) from error
    return Gazetteer(data, path)
