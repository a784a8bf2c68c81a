"""Makes `sayso/data/page/world.json`, the outline of the world that the page's map is drawn from.

    pip install pycountry
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.world package/countries-110m.json

The source is Natural Earth 1:110m (public domain), as TopoJSON. Each arc is thinned, on a grid of a tenth of a degree,
so that neighbours still share their border; countries get their ISO 3166 alpha-2 code. Antarctica is left out.
"""

import json
import sys
from pathlib import Path
from typing import Any

GOAL = Path(__file__).parent.parent / "sayso" / "data" / "page" / "world.json"
STEP = 0.1  # degrees
TOLERANCE = 0.12  # degrees that a border may move by thinning

Point = tuple[float, float]


def main(source: Path) -> None:
    import pycountry

    atlas = json.loads(source.read_text("utf-8"))
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [[(left + x * scale_x, bottom + y * scale_y) for x, y in absolute(arc)] for arc in atlas["arcs"]]
    countries: list[tuple[str | None, list[list[list[int]]]]] = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        found = pycountry.countries.get(numeric=shape["id"]) if "id" in shape else None
        code = found.alpha_2 if found else {"Kosovo": "XK"}.get(shape["properties"]["name"])
        if code != "AQ":
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            countries.append((code, [[list(ring) for ring in polygon] for polygon in polygons]))
    kept = sorted({max(i, ~i) for _, polygons in countries for polygon in polygons for ring in polygon for i in ring})
    renumbered = {old: new for new, old in enumerate(kept)}
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "arcs": [
                [[renumbered[i] if i >= 0 else ~renumbered[~i] for i in ring] for ring in polygon]
                for polygon in polygons
            ],
        }
        for code, polygons in sorted(countries, key=lambda item: item[0] or "~")
    ]
    world = {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [deltas(thinned(arcs[old])) for old in kept],
    }
    GOAL.parent.mkdir(exist_ok=True)
    GOAL.write_text(json.dumps(world, separators=(",", ":")) + "\n", "utf-8")
    print(f"{GOAL.name}: {GOAL.stat().st_size:,} bytes, {sum(map(len, world['arcs'])):,} points")


def absolute(arc: list[list[int]]) -> list[Point]:
    x = y = 0
    points: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def thinned(points: list[Point]) -> list[Point]:
    """Douglas and Peucker: without the points that lie within the tolerance of the line between those that stay."""
    if points[0] == points[-1] and len(points) > 3:  # a ring: halves between its first and its farthest point
        far = max(range(len(points)), key=lambda i: _apart(points[0], points[i]))
        return thinned(points[: far + 1]) + thinned(points[far:])[1:]
    if len(points) < 3:
        return points
    far = max(range(1, len(points) - 1), key=lambda i: _off(points[i], points[0], points[-1]))
    if _off(points[far], points[0], points[-1]) <= TOLERANCE:
        return [points[0], points[-1]]
    return thinned(points[: far + 1]) + thinned(points[far:])[1:]


def _apart(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _off(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the line between two others, in degrees."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    if not length:
        return _apart(point, start) ** 0.5
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def deltas(points: list[Point]) -> list[list[int]]:
    """The points on the grid, each as its step from the one before; points that fall together are one."""
    found: list[list[int]] = []
    at = (0, 0)
    for x, y in points:
        on_grid = round(x / STEP), round(y / STEP)
        step: Any = [on_grid[0] - at[0], on_grid[1] - at[1]]
        if not found or step != [0, 0]:
            found.append(step)
        at = on_grid
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
