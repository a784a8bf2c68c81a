"""Times on a line: when things are said to have happened, seen from the day of publication."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import copysign, log1p

from sayso.display.dates import date_in_words, time_in_words
from sayso.display.visible import visible
from sayso.reading import Reading, Time

# More rows than these make no picture; the text marks every time.
_MOST = 30
_DAY = 86_400.0
_LEAST_WIDTH = 1.2
_EDGE = 5.0
# Ticks closer than this many percent would print over each other on a telephone.
_ROOM = 19.0
_TICKS = (
    (0.0, ""), (365.25, "1 year"), (7.0, "1 week"), (3652.5, "10 years"), (36525.0, "100 years"),
    (30.44, "1 month"), (1.0, "1 day"),
)  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """What a claim tells of a time: the name of the claim and a few words."""

    claim: str
    words: str


@dataclass(frozen=True)
class TimeRow:
    """A time: in words, as written, where its bar begins and how wide it is (percent), and what happened then."""

    label: str
    written: str
    x: float
    width: float
    happenings: tuple[Happening, ...] = ()
    published: bool = False


@dataclass(frozen=True)
class Tick:
    """A distance from the day of publication, and where on the line it lies, in percent."""

    x: float
    label: str


@dataclass(frozen=True)
class Timeline:
    """The rows in order of time, the ticks, where publication lies (percent), and the times that are not settled.

    `left_out` is the number of rows beyond those shown.
    """

    rows: tuple[TimeRow, ...]
    ticks: tuple[Tick, ...]
    published: float | None
    unsettled: tuple[str, ...]
    left_out: int


def timeline(reading: Reading, happenings: Mapping[int, Sequence[Happening]]) -> Timeline | None:
    """The time line; `happenings` gives for the index of a time what claims tell of it. `None` where no time is.

    The scale is that of memory: distances from the day of publication shrink as they grow.
    """
    settled: dict[tuple[datetime, datetime], list[int]] = {}
    unsettled: dict[str, None] = {}
    for index, time in enumerate(reading.times):
        bounds = _bounds(time)
        if bounds:
            settled.setdefault(bounds, []).append(index)
        elif time.type in ("DATE", "TIME"):
            unsettled[_written(reading, time)] = None
    published = _moment(reading.report.published)
    if not settled:
        return None
    anchor = published or max(end for _, end in settled)
    edges = [_far(moment, anchor) for bounds in settled for moment in bounds] + [0.0]
    first, last = min(edges), max(edges)
    stretch = (100 - 2 * _EDGE) / (last - first or 1.0)

    def at(moment: datetime) -> float:
        return round(_EDGE + (_far(moment, anchor) - first) * stretch, 2)

    ordered = sorted(settled.items())
    shown = sorted(sorted(ordered, key=lambda item: -sum(len(happenings.get(i, ())) for i in item[1]))[:_MOST])
    rows = [_row(reading, indices, happenings, (at(begin), at(end))) for (begin, end), indices in shown]
    if published:
        label = f"{visible(date_in_words(reading.report.published or ''))}"
        place = sum(begin <= published for (begin, _), _ in shown)
        rows.insert(place, TimeRow(label, "published", at(published), 0.0, published=True))
    return Timeline(
        rows=tuple(rows),
        ticks=tuple(_ticks(anchor, at, (first, last))) if published else (),
        published=at(published) if published else None,
        unsettled=tuple(unsettled),
        left_out=len(ordered) - len(shown),
    )


def _row(
    reading: Reading, indices: Sequence[int], happenings: Mapping[int, Sequence[Happening]], bar: tuple[float, float]
) -> TimeRow:
    time = reading.times[indices[0]]
    found = dict.fromkeys(item for index in indices for item in happenings.get(index, ()))
    written = _written(reading, time)
    return TimeRow(
        label=time_in_words(time, reading.report.published) or written,
        written=written,
        x=min(bar[0], 100 - _LEAST_WIDTH),
        width=round(max(bar[1] - bar[0], _LEAST_WIDTH), 2),
        happenings=tuple(found),
    )


def _written(reading: Reading, time: Time) -> str:
    return visible(reading.report.text[time.span.start : min(time.span.end, time.span.start + 60)])


def _ticks(anchor: datetime, at: Callable[[datetime], float], bounds: tuple[float, float]) -> Iterator[Tick]:
    taken: list[float] = []
    for days, label in _TICKS:
        for sign in (-1, 1) if days else (1,):
            far = copysign(log1p(days), sign)
            if bounds[0] <= far <= bounds[1]:
                x = round(at(anchor + timedelta(days=sign * days)), 2)
                if all(abs(x - other) >= _ROOM for other in taken):
                    taken.append(x)
                    yield Tick(x, f"{'−' if sign < 0 else '+'}{label}" if days else "published")


def _far(moment: datetime, anchor: datetime) -> float:
    days = (moment - anchor).total_seconds() / _DAY
    return copysign(log1p(abs(days)), days)


def _bounds(time: Time) -> tuple[datetime, datetime] | None:
    """The first and last moment; a last day ends with its midnight. `None` where a bound is not known."""
    begin, end = _moment(time.begin), _moment(time.end)
    if begin is None or end is None:
        return None
    if time.end and len(time.end) == 10 and end.year < 9999:
        end += timedelta(days=1)
    return (begin, end) if begin <= end else None


def _moment(written: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None) if written else None
    except ValueError:
        return None
