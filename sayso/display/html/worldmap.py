"""Places on a map: a window on the world that holds them, the land in it, and labels that do not collide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from sayso.display.html.outlines import Ring, outlines
from sayso.display.places import PlaceRow

WIDTH, HEIGHT = 440.0, 300.0
SMALL_WIDTH, SMALL_HEIGHT = 150.0, 62.0
# A coarse outline shows nothing of use in a smaller window: degrees of latitude from edge to edge.
_LEAST = 15.0
_MARGIN = 1.35
_SOUTH, _NORTH = -58.0, 84.0
# More would cover each other; the list beside the map names all.
_MOST = 60
_MOST_LETTERS = 24
# Of a label, in units of the map: measured on common sans-serif faces, rounded up.
_LETTER, _LINE = 7.0, 14.0
_OFF = 6.0


class Box(NamedTuple):
    """A rectangle in units of the map."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """A name at its baseline; `anchor` is start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Spot:
    """A place on the map. `shape` is "dot", "country" (its land is tinted), or "doubt"; `label` where there is room."""

    name: str
    x: float
    y: float
    shape: str
    label: Label | None


@dataclass(frozen=True)
class WorldMap:
    """The map: paths of the land and of the countries named, spots, and a small map of the world that shows where.

    `frame` is the window on the small map; both it and `small_land` are empty where the map itself shows the world.
    """

    land: str
    named: str
    spots: tuple[Spot, ...]
    small_land: str
    small_spots: tuple[tuple[float, float], ...]
    frame: Box | None


@dataclass(frozen=True)
class _Window:
    """What of the world is shown: its centre, units a degree of latitude, and how much shorter one of longitude is."""

    lon: float
    lat: float
    scale: float
    squeeze: float
    width: float
    height: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies, the nearer way around the world."""
        around = (lon - self.lon + 180) % 360 - 180
        return self.width / 2 + around * self.squeeze * self.scale, self.height / 2 + (self.lat - lat) * self.scale

    @property
    def lons(self) -> float:
        """Degrees of longitude from edge to edge."""
        return self.width / (self.squeeze * self.scale)

    def lands(self, rings: Iterable[Ring]) -> str:
        """The rings in the window as one path."""
        return "".join(path for ring in rings for turn in (-360, 0, 360) for path in self._land(ring, turn))

    def _land(self, ring: Ring, turn: int) -> Iterator[str]:
        across = self.squeeze * self.scale
        xs = [self.width / 2 + (lon + turn - self.lon) * across for lon in ring.lons]
        if max(xs) < 0 or min(xs) > self.width:
            return
        ys = [self.height / 2 + (self.lat - lat) * self.scale for lat in ring.lats]
        if max(ys) < 0 or min(ys) > self.height:
            return
        points = [(round(xs[0], 1), round(ys[0], 1))]
        for x, y in zip(xs, ys, strict=True):
            if abs(x - points[-1][0]) + abs(y - points[-1][1]) >= 0.9:
                points.append((round(x, 1), round(y, 1)))
        if len(points) > 2:
            yield "M" + " ".join(f"{x:g},{y:g}" for x, y in points) + "z"


_WORLD = _Window(0, (_NORTH + _SOUTH) / 2, SMALL_HEIGHT / (_NORTH - _SOUTH), 0.95, SMALL_WIDTH, SMALL_HEIGHT)


def world_map(places: Sequence[PlaceRow]) -> WorldMap | None:
    """The map of the places that are known; `None` where none is.

    The window holds all that is smaller than a country; a country that lies beyond is on the small map alone.
    """
    known = [place for place in places if place.known][:_MOST]
    if not known:
        return None
    window = _window([_position(place) for place in known if place.feature != "country"] or [*map(_position, known)])
    rings = outlines()
    named = {place.country for place in known if place.feature == "country"} - {None}
    whole = window.lons >= 200
    left, top = _WORLD.point(window.lon - window.lons / 2, window.lat + window.height / window.scale / 2)
    wide, high = (
        window.lons * _WORLD.squeeze * _WORLD.scale,
        window.height / window.scale * _WORLD.scale,
    )
    left = max(0.0, min(left, SMALL_WIDTH - wide))
    return WorldMap(
        land=window.lands(ring for ring in rings if ring.country not in named),
        named=window.lands(ring for ring in rings if ring.country in named),
        spots=tuple(_spots(known, window, {ring.country for ring in rings} & named)),
        small_land="" if whole else _WORLD.lands(rings),
        small_spots=() if whole else tuple(_rounded(_WORLD.point(*_position(place))) for place in known),
        frame=None if whole else Box(*(round(edge, 1) for edge in (left, top, left + wide, top + high))),
    )


def _position(place: PlaceRow) -> tuple[float, float]:
    """Longitude and latitude."""
    return place.lon or 0.0, place.lat or 0.0


def _window(points: Sequence[tuple[float, float]]) -> _Window:
    """The window on all points, with a margin; it crosses the antimeridian where that is the shorter way."""
    lons = sorted({(lon + 180) % 360 - 180 for lon, _ in points})  # 180 east is 180 west
    gaps = [(lons[(i + 1) % len(lons)] - lon) % 360 or 360 for i, lon in enumerate(lons)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    west, wide = lons[(widest + 1) % len(lons)], 360 - gaps[widest]
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    middle = (south + north) / 2
    squeeze = max(cos(radians(middle)), 0.4)
    high = max((north - south) * _MARGIN, wide * _MARGIN * squeeze * HEIGHT / WIDTH, _LEAST)
    if high >= (_NORTH - _SOUTH) * 0.8 or high * WIDTH / HEIGHT / squeeze >= 330:
        squeeze = WIDTH / 360 / (HEIGHT / (_NORTH - _SOUTH))
        return _Window(0, (_NORTH + _SOUTH) / 2, HEIGHT / (_NORTH - _SOUTH), squeeze, WIDTH, HEIGHT)
    middle = min(max(middle, _SOUTH + high / 2), _NORTH - high / 2)
    return _Window((west + wide / 2 + 180) % 360 - 180, middle, HEIGHT / high, squeeze, WIDTH, HEIGHT)


def _spots(places: Sequence[PlaceRow], window: _Window, tinted: set[str | None]) -> Iterator[Spot]:
    """The places in the window; labels go first to what is named most often, and to where they hide nothing."""
    inside = [
        (place, x, y)
        for place in places
        for x, y in (_rounded(window.point(*_position(place))),)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    ]
    shapes = ["country" if p.feature == "country" and p.country in tinted else "dot" for p, _, _ in inside]
    taken = [
        Box(x - 4, y - 4, x + 4, y + 4)
        for (_, x, y), shape in zip(inside, shapes, strict=True)
        if shape == "dot"
    ]  # fmt: skip
    for (place, x, y), shape in zip(inside, shapes, strict=True):
        short = place.name if len(place.name) <= _MOST_LETTERS else place.name[: _MOST_LETTERS - 1] + "…"
        label = _label(short, x, y, taken, over=shape == "country")
        yield Spot(place.name, x, y, shape if place.sure or shape == "country" else "doubt", label)


def _label(name: str, x: float, y: float, taken: list[Box], *, over: bool) -> Label | None:
    """A free place for a name near its spot, which from now on is taken."""
    wide = len(name) * _LETTER
    middle = y + _LINE * 0.3
    above, below = y - _OFF, y + _OFF + _LINE * 0.75
    tries = [(x + _OFF, middle, "start"), (x - _OFF, middle, "end"), (x, above, "middle"), (x, below, "middle")]
    tries += [(x + 4, above, "start"), (x + 4, below, "start"), (x - 4, above, "end"), (x - 4, below, "end")]
    if over:
        tries = [(x, middle, "middle"), *tries]
    for at, baseline, anchor in tries:
        left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = Box(left, baseline - _LINE * 0.8, left + wide, baseline + _LINE * 0.2)
        inside = box.left >= 2 and box.right <= WIDTH - 2 and box.top >= 2 and box.bottom <= HEIGHT - 2
        if inside and not any(box.overlaps(other) for other in taken):
            taken.append(box)
            return Label(name, round(at, 1), round(baseline, 1), anchor)
    return None


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)
