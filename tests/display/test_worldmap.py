import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.display.html.outlines import outlines
from sayso.display.html.worldmap import HEIGHT, WIDTH, Box, Spot, WorldMap, world_map
from sayso.display.places import PlaceRow


def row(name: str, lat: float | None, lon: float | None, *, feature: str = "city", country: str = "KE") -> PlaceRow:
    return PlaceRow(name=name, about="", lat=lat, lon=lon, country=country, feature=feature, sure=True, indices=(0,))


def drawn(*rows: PlaceRow) -> WorldMap:
    found = world_map(rows)
    assert found
    return found


def box(spot: Spot) -> Box:
    """What the label covers at least, on a narrow estimate of its letters."""
    assert spot.label
    wide = len(spot.label.text) * 6
    left = spot.label.x - {"start": 0, "middle": wide / 2, "end": wide}[spot.label.anchor]
    return Box(left, spot.label.y - 8, left + wide, spot.label.y)


def test_where_no_place_is_known_there_is_no_map() -> None:
    assert world_map([]) is None
    assert world_map([row("Nowhere", None, None)]) is None


def test_north_is_up_and_east_is_right() -> None:
    oslo, rome = drawn(row("Oslo", 59.9, 10.7), row("Rome", 41.9, 12.5)).spots
    assert oslo.y < rome.y
    assert oslo.x < rome.x


def test_a_single_town_is_shown_with_its_surroundings_and_where_in_the_world_they_lie() -> None:
    found = drawn(row("Kisumu", -0.1, 34.8))
    (spot,) = found.spots
    assert (spot.x, spot.y) == (WIDTH / 2, HEIGHT / 2)
    assert found.land
    assert found.small_land
    assert found.frame
    (x, y) = found.small_spots[0]
    assert found.frame.left < x < found.frame.right
    assert found.frame.top < y < found.frame.bottom


def test_neighbours_across_the_antimeridian_stay_neighbours() -> None:
    suva, apia = drawn(row("Suva", -18.1, 178.4), row("Apia", -13.8, -171.8)).spots
    assert 0 < apia.x - suva.x < WIDTH


def test_a_country_is_tinted_and_does_not_widen_the_map_of_its_towns() -> None:
    near = drawn(row("Kisumu", -0.1, 34.8), row("Kenya", 1, 38, feature="country"))
    assert near.named
    assert [spot.shape for spot in near.spots] == ["dot", "country"]
    far = drawn(row("Kisumu", -0.1, 34.8), row("Chile", -30, -71, feature="country", country="CL"))
    assert [spot.name for spot in far.spots] == ["Kisumu"]
    assert len(far.small_spots) == 2


def test_a_country_without_an_outline_is_a_dot() -> None:
    (spot,) = drawn(row("Malta", 35.9, 14.4, feature="country", country="MT")).spots
    assert spot.shape == "dot"


def test_places_all_over_the_world_are_shown_on_the_whole_of_it() -> None:
    found = drawn(row("Lima", -12, -77), row("Tokyo", 35.7, 139.7), row("Oslo", 60, 10.7), row("Suva", -18, 178))
    assert len(found.spots) == 4
    assert not found.small_land


def test_labels_do_not_collide_however_many_places_crowd() -> None:
    found = drawn(*(row(f"Old Town {i}", 50 + i % 7 * 0.4, 4 + i // 7 * 0.5) for i in range(60)))
    boxes = [box(spot) for spot in found.spots if spot.label]
    assert len(boxes) > 5
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12))
@example([(0.0, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_every_town_between_the_edges_of_the_map_is_on_it(points: list[tuple[float, float]]) -> None:
    found = drawn(*(row(f"Town {i}", lat, lon) for i, (lat, lon) in enumerate(points)))
    for spot in found.spots:
        assert 0 <= spot.x <= WIDTH
        assert 0 <= spot.y <= HEIGHT
    if all(-50 < lat < 75 for lat, _ in points):
        assert len(found.spots) == len(points)
    assert not re.search("[^-MZz0-9., e]", found.land + found.named)


def test_the_outline_knows_the_countries_by_their_codes() -> None:
    codes = {ring.country for ring in outlines()}
    assert {"KE", "UA", "FR", "NO", "XK", "TW", "PS"} <= codes
    assert None in codes
    for ring in outlines():
        assert all(abs(one - other) < 60 for one, other in pairwise(ring.lons))
