"""The places of a reading, one row for each however often it is named, the unknown ones too."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.display.visible import visible
from sayso.reading import Place, Reading

# Below this confidence a place is shown as doubtful.
_SURE = 0.5


@dataclass(frozen=True)
class PlaceRow:
    """A place: its name and what it is ("city, VM"), coordinates in degrees, `None` where it is not known.

    `indices` are those of its mentions in the reading, `sure` is false where the coordinates may well be another's.
    """

    name: str
    about: str
    lat: float | None
    lon: float | None
    country: str | None
    feature: str | None
    sure: bool
    indices: tuple[int, ...]

    @property
    def known(self) -> bool:
        """Whether the place has coordinates."""
        return self.lat is not None and self.lon is not None


def place_rows(reading: Reading) -> tuple[PlaceRow, ...]:
    """The places, those named most often first; demonyms are no places."""
    mentions: dict[tuple[str, str], list[int]] = {}
    for index, place in enumerate(reading.places):
        if place.feature != "demonym":
            mentions.setdefault(_key(place), []).append(index)
    return tuple(_row(reading, indices) for indices in sorted(mentions.values(), key=len, reverse=True))


def names_of(rows: Iterable[PlaceRow]) -> tuple[str, ...]:
    """ "Tarsk (city, VM)", "perhaps Orlo (city)" for each row."""
    return tuple(
        f"{'' if row.sure or not row.known else 'perhaps '}{row.name}{f' ({row.about})' if row.about else ''}"
        for row in rows
    )


def _key(place: Place) -> tuple[str, str]:
    if place.lat is None or place.lon is None:
        return "unknown", visible(place.name).casefold()
    return place.gazetteer or f"{place.lat:.3f} {place.lon:.3f}", ""


def _row(reading: Reading, indices: list[int]) -> PlaceRow:
    place = max((reading.places[index] for index in indices), key=lambda place: place.confidence)
    known = place.lat is not None and place.lon is not None
    country = "" if place.feature == "country" else visible(place.country or "")
    about = ", ".join(filter(None, (visible(place.feature or ""), country))) if known else ""
    return PlaceRow(
        name=visible(place.name) or visible(reading.report.text[slice(*place.span)]),
        about=about,
        lat=place.lat if known else None,
        lon=place.lon if known else None,
        country=place.country,
        feature=place.feature,
        sure=place.confidence >= _SURE,
        indices=tuple(indices),
    )
