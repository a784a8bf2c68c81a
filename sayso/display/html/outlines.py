"""The outline of the world's countries: Natural Earth 1:110m, thinned, as TopoJSON (`training/world.py` makes it)."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple


class Ring(NamedTuple):
    """A closed line of longitudes and latitudes in degrees, and the country (ISO 3166 alpha-2) that it bounds."""

    country: str | None
    lons: tuple[float, ...]
    lats: tuple[float, ...]


@cache
def outlines() -> tuple[Ring, ...]:
    """All rings, those of one country together. `country` is `None` where no code is agreed on.

    A ring across the antimeridian goes on beyond 180 degrees.
    """
    world = json.loads(files("sayso").joinpath("data/page/world.json").read_text("utf-8"))
    step = world["transform"]["scale"][0]
    arcs = [list(zip(*map(accumulate, zip(*arc, strict=True)), strict=True)) for arc in world["arcs"]]
    return tuple(
        _ring(country["id"], ring, arcs, step)
        for country in world["objects"]["countries"]["geometries"]
        for polygon in country["arcs"]
        for ring in polygon
    )


def _ring(country: str | None, numbers: Sequence[int], arcs: list[list[tuple[int, int]]], step: float) -> Ring:
    """Arcs end to end; a negative number `~n` is arc `n` from its end, and each begins where the last one ended."""
    points: list[tuple[int, int]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    lons = [points[0][0] * step]
    for x, _ in points[1:]:
        lons.append(lons[-1] + (x * step - lons[-1] + 180) % 360 - 180)
    return Ring(country, tuple(lons), tuple(y * step for _, y in points))
