"""GeoJSON after RFC 7946: one point for each place of each claim, for maps."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.export.plain import encoded
from sayso.export.rows import Rows, mapped
from sayso.reading import Reading


def as_geojson(outputs: Iterable[object]) -> Iterator[str]:
    """One FeatureCollection of all readings; outputs that are no readings have no part in it.

    A claim with no place whose coordinates are known has no feature; the member `unmapped` counts such claims.
    """
    unmapped = 0
    between = '{"type":"FeatureCollection","features":[\n'
    for output in outputs:
        if not isinstance(output, Reading):
            continue
        rows = Rows(output)
        for claim in output.claims:
            places = mapped(output, claim)
            unmapped += not places
            for number, place in enumerate(places, start=1):
                properties = msgspec.to_builtins(rows.of(claim, place))
                yield between + encoded(_feature(f"{properties['report_id']}#{claim.id}.{number}", properties))
                between = ",\n"
    opened = "" if between == ",\n" else between
    yield f'{opened}\n],"unmapped":{unmapped}}}\n'


def _feature(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    point = [properties.pop("longitude"), properties.pop("latitude")]
    geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}
