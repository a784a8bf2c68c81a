"""Names of places as keys: spellings that mean the same name share a key, and a name has several keys to try."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: What a designator says of the place: "Clark County", "Idlib province", "River Tay". Words are folded.
DESIGNATORS = {
    "county": "county", "parish": "county", "borough": "county", "district": "county", "raion": "county",
    "municipality": "county", "canton": "region", "state": "region", "province": "region", "governorate": "region",
    "oblast": "region", "region": "region", "prefecture": "region", "krai": "region", "department": "region",
    "emirate": "region", "territory": "region", "republic": "region", "city": "city", "town": "city",
    "township": "city", "twp": "city", "co": "county", "village": "city", "river": "water", "lake": "water",
    "bay": "water", "sea": "water",
    "creek": "water", "mountains": "mountain", "mountain": "mountain", "island": "island", "islands": "island",
    "airport": "site", "peninsula": "region", "area": None, "suburbs": "city", "neighborhood": "suburb",
    "neighbourhood": "suburb",
}  # fmt: skip

#: Words before a name that leave its place what it is, or take a part of it: "northern Mali", "the outskirts of Tarsk".
PARTS = frozenset((
    "northern", "southern", "eastern", "western", "north", "south", "east", "west", "northeast", "northwest",
    "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "central", "upper",
    "lower", "mid", "inner", "outer", "greater", "downtown", "uptown", "rural", "coastal", "mainland",
    "metropolitan", "metro", "suburban", "occupied", "nearby", "neighboring", "neighbouring", "outskirts",
    "suburbs",
))  # fmt: skip
_BEFORE = {
    "city": "city", "town": "city", "village": "city", "province": "region", "state": "region", "county": "county",
    "governorate": "region", "region": "region", "lake": "water", "river": "water", "mount": "mountain",
    "isle": "island", "island": "island", "gulf": "water", "district": "county", "port": "city", "republic": "country",
}  # fmt: skip
_ABBREVIATED = {"st": "saint", "ste": "saint", "mt": "mount", "ft": "fort", "pt": "point"}
#: Spellings of the Arabic article.
ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "adh", "ath", "ul"))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ə": "a", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʻʼ`´ʿʾ′.")
)
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s?$")


class Name(NamedTuple):
    """One key to look a toponym up by.

    `wanted` is the feature that the words around the key ask for ("county" in "Clark County"), `None` where they ask
    for none. `steps` counts the capitalised words that were taken away: "West Side" is rarely in Side, but the
    "outskirts of" a town are there.
    """

    key: str
    wanted: str | None
    steps: int


def fold(words: str) -> str:
    """The key of a name: small letters without diacritics, points, apostrophes and hyphens; "St." is "saint".

    Leaves an article at the start out ("the Hague"). Empty where the words hold no letter or digit.
    """
    return " ".join(_parts(words))


@lru_cache(maxsize=4096)
def variants(words: str) -> tuple[Name, ...]:
    """The keys by which a toponym as written may be found, the closest first."""
    parts = _parts(_POSSESSIVE.sub("", words.strip()))
    found: dict[str, Name] = {}
    wanted = DESIGNATORS.get(parts[-1]) if len(parts) > 1 else None
    if wanted is None and len(parts) > 1:
        wanted = _BEFORE.get(parts[0])
    _add(found, parts, wanted, 0)
    kernel, steps = parts, 0
    small = set(words.split())
    while len(kernel) > 1:
        if kernel[-1] in DESIGNATORS:
            taken, kernel = kernel[-1], kernel[:-1]
        elif kernel[0] in PARTS or kernel[0] in _BEFORE:
            taken, kernel = kernel[0], kernel[2:] if kernel[1] == "of" and len(kernel) > 2 else kernel[1:]
        else:
            break
        steps += taken not in small
        _add(found, kernel, wanted, steps)
    return tuple(found.values())


def _add(found: dict[str, Name], parts: list[str], wanted: str | None, steps: int) -> None:
    if not parts:
        return
    found.setdefault(" ".join(parts), Name(" ".join(parts), wanted, steps))
    if len(parts) > 1 and parts[0] in ARTICLES:  # "Al Hudaydah", "Hudaydah"
        found.setdefault(" ".join(parts[1:]), Name(" ".join(parts[1:]), wanted, steps + 1))


def _parts(words: str) -> list[str]:
    if words.isascii():
        plain = words.lower().translate(_LETTERS)
    else:
        spread = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
        plain = "".join(c for c in spread if not unicodedata.combining(c))
    parts = _WORD.findall(plain)
    if parts and parts[0] == "the" and len(parts) > 1:
        parts = parts[1:]
    return [_ABBREVIATED.get(part, part) for part in parts]
