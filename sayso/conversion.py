"""Conversion between units of measure by their canonical names, as `data/units.toml` has them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.facets.plain import PlainUnit

# Canonical names that the library has by others. A barrel in the news is one of oil; a ton without more is the American
# one, which is also what the library says.
_NAMES = {"celsius": "degC", "fahrenheit": "degF", "barrel": "oil_barrel"}
# Units that the library lacks, in its own notation.
_DEFINED = (
    "quarter_century = 25 * year",
    "quintal = 100 * kilogram",
    "light_second = 299792458 * meter",
    "megatonne = 1e6 * metric_ton",
    "gigatonne = 1e9 * metric_ton",
)
# Shares of something are no measures: two percent more is not two percentage points more.
_COUNTED = frozenset({"percent", "percentage point", "basis point", "ppm", "ppb", "mach", "TEU", "pixel", "megapixel"})
_POWER = re.compile(r"(?:(square|cubic) )?(.*?)([23])?\Z", re.DOTALL)
# More digits than a figure in a text has, fewer than arithmetic with floats keeps.
_PRECISION = 12


def convert(value: float, unit: str, to: str) -> float | None:
    """The value, which is in `unit`, in the unit `to`; `None` where the two do not measure the same.

    Rates convert with what they are rates of ("m3/second" to "l/day"). What is counted or paid converts to itself
    alone, also as part of a rate ("USD/week" to "USD/day").
    """
    if unit == to:
        return value
    from pint import DimensionalityError

    counted, measured = _parts(unit)
    wanted, measure = _parts(to)
    if counted != wanted:
        return None
    try:
        converted = _registry().Quantity(float(value), measured).to(measure).magnitude
    except DimensionalityError:
        return None
    return float(f"{converted:.{_PRECISION}g}")


@cache
def _registry() -> "UnitRegistry[Any]":
    from pint import UnitRegistry  # a quarter of a second to load, and most readings never convert

    registry: UnitRegistry[Any] = UnitRegistry()
    for definition in _DEFINED:
        registry.define(definition)
    return registry


@cache
def _parts(unit: str) -> tuple[tuple[tuple[bool, str], ...], "PlainUnit"]:
    """What of a rate's parts is counted, each with whether it stands below, and the rest as one unit of the library."""
    counted: list[tuple[bool, str]] = []
    measured: PlainUnit = _registry().Unit("dimensionless")
    for place, name in enumerate(unit.split("/")):
        power, base, exponent = _POWER.fullmatch(name).groups()  # type: ignore[union-attr]  # matches anything
        if base not in _measures():
            counted.append((place > 0, name))
            continue
        named = _NAMES.get(base, base.replace(" ", "_").replace("-", "_"))
        found = _registry().Unit(named) ** int(exponent or {"square": 2, "cubic": 3, None: 1}[power])
        measured = measured / found if place else measured * found
    return tuple(counted), measured


@cache
def _measures() -> frozenset[str]:
    """The canonical names of all units of measure."""
    data = tomllib.loads((files("sayso") / "data" / "units.toml").read_text(encoding="utf-8"))
    metric = {prefix + symbol for symbol, unit in data["metric"].items() for prefix in ("", *unit["prefixes"].split())}
    return frozenset(metric | set(data["names"]) | {"h", "s", "long ton"}) - _COUNTED
