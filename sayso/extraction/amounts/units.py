"""Units of measure and currencies beside a numeral, from `data/units.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from unicodedata import numeric

from sayso.extraction.amounts.tokens import Tokens

_SQUARES = {"square": "2", "sq": "2", "cubic": "3", "cu": "3"}
_LENGTHS = frozenset({"km", "m", "cm", "mm", "dm", "mile", "foot", "inch", "yard"})
_NAMED_LENGTHS = frozenset({"mile", "foot", "inch", "yard"})
#: Shorter spellings are symbols, in small letters or in capitals: "mi" and "MI", but no "Mi-17".
_SYMBOL = 4
_EACH = frozenset({"a", "an", "per", "each", "every"})
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}


class Units(NamedTuple):
    """Tokens of a unit to its canonical name, as written (symbols) and in lower case (names); the rest of the file.

    `starts` has the first tokens of all, in lower case, with how many tokens the longest unit has that begins so.
    """

    exact: dict[tuple[str, ...], str]
    lower: dict[tuple[str, ...], str]
    starts: dict[str, int]
    symbols: dict[str, frozenset[str]]
    shares: dict[str, frozenset[str]]
    rates: dict[str, str]
    signs: dict[str, str]
    countries: dict[str, str]
    letters: dict[str, str]
    codes: frozenset[str]


class Unit(NamedTuple):
    """A unit of measure: its canonical name, and the token behind it."""

    name: str
    end: int


@cache
def load_units() -> Units:
    """The units of the package."""
    data = tomllib.loads((files("sayso") / "data" / "units.toml").read_text(encoding="utf-8"))
    money = data["currencies"]
    exact, lower = _metric(data)
    weak = frozenset(f"{data['symbols']['glued']} {data['symbols']['alone']}".split())
    for name, others in data["names"].items():
        for spelling in (name, *others.split()):
            if spelling in weak or spelling != spelling.lower() or (spelling != name and len(spelling) < _SYMBOL):
                exact[_key(spelling)] = name
                if len(spelling) > 1:
                    exact.setdefault(_key(spelling.upper()), name)
            else:
                lower[_key(spelling)] = name
        if " " not in name and name not in data["symbols"]["unchanged"].split():
            lower.setdefault(_key(f"{name}s"), name)
    for spelling, name in data["phrases"].items():
        (lower if spelling == spelling.lower() else exact)[_key(spelling)] = name
    for name, code in money["names"].items():
        for spelling in (name, f"{name}s"):
            lower.setdefault(_key(spelling), code)
    for name, code in money["adjectives"].items():
        for spelling in (name, f"{name}s"):
            lower[_key(spelling)] = code
    codes = frozenset(money["codes"].split())
    exact |= {(code,): "CNY" if code == "RMB" else code for code in codes}
    starts: dict[str, int] = {}
    for key in (*exact, *lower):
        starts[key[0].lower()] = max(starts.get(key[0].lower(), 0), len(key))
    return Units(
        exact=exact,
        lower=lower,
        starts=starts,
        symbols={row: frozenset(listed.split()) for row, listed in data["symbols"].items()},
        shares={row: frozenset(listed.split()) for row, listed in data["shares"].items()},
        rates=data["rates"],
        signs=money["signs"],
        countries=money["countries"],
        letters=money["letters"],
        codes=codes,
    )


def _metric(data: dict[str, Any]) -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """Metric symbols and names with their prefixes."""
    exact: dict[tuple[str, ...], str] = {}
    lower: dict[tuple[str, ...], str] = {}
    for symbol, unit in data["metric"].items():
        for prefix in ["", *unit["prefixes"].split()]:
            exact[(prefix + symbol,)] = prefix + symbol
            for name in unit["names"].split():
                spelled = data["prefixes"].get(prefix, "") + name
                for spelling in (spelled, spelled.replace("-", " "), spelled.replace("-", "")):
                    lower[_key(spelling)] = lower[_key(f"{spelling}s")] = prefix + symbol
    exact |= {_key(spelling): symbol for spelling, symbol in data["also"].items()}
    return exact, lower


def _key(spelling: str) -> tuple[str, ...]:
    tokens = Tokens(spelling)
    return tuple(token.text for token in tokens[: tokens.length])


def unit_at(tokens: Tokens, i: int) -> Unit | None:
    """The unit or currency that begins at token `i`, or behind a hyphen there, with what it is a rate of."""
    found = _simple(tokens, i + tokens.hyphen(i), after_number=True)
    if found is None:
        return None
    for _ in range(2):
        below = rate_at(tokens, found.end, is_money(found.name))
        if below is None:
            break
        found = Unit(_rate(found.name, below.name), below.end)
    below = _rate_of(tokens, found.end)
    return Unit(_rate(found.name, below.name), found.end) if below else found


def _rate(name: str, of: str) -> str:
    return load_units().rates.get(f"{name}/{of}", f"{name}/{of}")


def _rate_of(tokens: Tokens, i: int) -> Unit | None:
    """What a rate is of behind what is measured: the day of "40 tonnes of dry flour a day"."""
    if tokens[i].lower != "of":
        return None
    for at in (i + 2, i + 3):
        if tokens[at - 1].kind != "word":
            return None
        below = rate_at(tokens, at) if tokens[at].lower in _EACH else None
        if below and below.name in load_units().shares["times"]:
            return below
    return None


def money_before(tokens: Tokens, i: int) -> Unit | None:
    """The currency that begins at token `i` and stands before a numeral: "$", "US$", "USD", "Rs."; its end too."""
    units, token = load_units(), tokens[i]
    if token.lower in units.signs and token.lower != "¢":
        return Unit(units.signs[token.lower], i + 1)
    if token.kind != "word":
        return None
    after = i + 1 + tokens.hyphen(i + 1)
    if tokens[after].lower == "$" and tokens.glued(after):
        code = units.countries.get(token.text)
        return Unit(code, after + 1) if code else None
    if tokens[after].lower in ("£", "€") and tokens.glued(after):
        return Unit(units.signs[tokens[after].lower], after + 1)
    if token.text in units.codes:
        return Unit("CNY" if token.text == "RMB" else token.text, i + 1)
    if token.text in units.letters:
        return Unit(units.letters[token.text], i + 1 + (tokens[i + 1].lower == "." and tokens.glued(i + 1)))
    return None


def shared_name(tokens: Tokens, first: int, end: int, code: str) -> str | None:
    """The name, which other currencies have too, that a figure over `[first, end)` gives to the currency `code`."""
    if tokens[first].lower == "£":
        return "pound"
    noun = tokens[end - 1].lower.removesuffix("s")
    shared = noun == "pound" or (is_money(noun) and load_units().lower.get((noun,)) == noun)
    return noun if shared and noun != code else None


def is_money(unit: str | None) -> bool:
    """Whether the unit is a currency or a rate of one."""
    return unit is not None and unit.split("/")[0] in _currencies()


@cache
def money_words() -> frozenset[str]:
    """The words and signs that may stand before a number of money, in lower case."""
    units = load_units()
    return frozenset(word.lower() for word in (*units.codes, *units.countries, *units.letters, *units.signs))


@cache
def _currencies() -> frozenset[str]:
    data = tomllib.loads((files("sayso") / "data" / "units.toml").read_text(encoding="utf-8"))["currencies"]
    tables = ("signs", "countries", "letters", "names", "adjectives")
    return frozenset(data["codes"].split()) | {code for table in tables for code in data[table].values()}


def _simple(tokens: Tokens, i: int, after_number: bool = False) -> Unit | None:
    """A unit without what it is a rate of: "km", "square kilometres", "m³", "per cent", "Canadian dollars"."""
    power = _SQUARES.get(tokens[i].lower)
    if power:
        at = i + 1
        at += tokens[at].lower == "." and tokens.glued(at)
        at += tokens.hyphen(at)
        found = _named(tokens, at, False)
        return Unit(_powered(found.name, power), found.end) if found and found.name in _LENGTHS else None
    found = _named(tokens, i, after_number)
    return found and _with_power(tokens, found)


def _named(tokens: Tokens, i: int, after_number: bool) -> Unit | None:
    units, token = load_units(), tokens[i]
    for length in range(units.starts.get(token.lower, 0), 0, -1):
        name = units.exact.get(tuple(token.text for token in tokens[i : i + length]))
        name = name or units.lower.get(tokens.lowers(i, i + length))
        if name and (length > 1 or not after_number or _stands(tokens, i)):
            end = i + length
            if tokens[end].lower == "." and tokens.glued(end) and _abbreviated(tokens, end):
                end += 1
            return Unit(name, end)
    if token.kind == "mark" and token.lower in units.signs:
        return Unit(units.signs[token.lower], i + 1)
    return None


def _abbreviated(tokens: Tokens, i: int) -> bool:
    """Whether the full stop at token `i` belongs to the unit before it and not to the sentence: "5 ft. of water"."""
    after = tokens[i + 1]
    return (
        tokens[i - 1].text in load_units().symbols["abbreviations"]
        and after.kind == "word"
        and not tokens.glued(i + 1)
        and after.text[0].islower()
    )


def _stands(tokens: Tokens, i: int) -> bool:
    """Whether what is also another word or sign stands as a unit behind a numeral."""
    symbols, token, after = load_units().symbols, tokens[i], tokens[i + 1]
    glued, capital = tokens.glued(i), after.text[:1].isupper() and not tokens.glued(i + 1)
    quoted = after.lower in ("'", "’") and len(token.text) >= _SYMBOL  # 'ninety percent'
    if tokens.glued(i + 1) and not quoted and (after.kind in ("number", "word") or after.lower in ("'", "’", "_", "@")):
        return after.kind == "number" and after.text in ("2", "3")
    if token.text == "p" and after.lower == "." and tokens[i + 2].lower == "m":
        return False  # 5p.m.
    if token.text == "s" and glued and tokens[i - 1].text.isdecimal():
        return False  # the 1990s
    if token.lower in symbols["digits"]:
        written = tokens[i - 1].kind == "number" or tokens[i - 1].lower.endswith(
            ("illion", "thousand", "hundred", "bn", "m")
        )
        return written and not (token.text.istitle() and capital)
    if token.lower in symbols["closing"]:
        return (
            glued or after.kind in ("line", "end") or after.lower in symbols["sizes"] or after.lower in (".", ";", ")")
        )
    if token.text in symbols["glued"]:
        return glued and not tokens.hyphen(i)
    return token.text not in symbols["alone"] or glued or after.kind != "word" or not capital


def _with_power(tokens: Tokens, unit: Unit) -> Unit:
    """The unit with the exponent behind it: km², m2, ft^3."""
    token = tokens[unit.end]
    if token.kind == "power" and tokens.glued(unit.end) and token.text in ("²", "³"):
        return Unit(_powered(unit.name, str(int(numeric(token.text)))), unit.end + 1)
    at = unit.end + (token.lower == "^")
    squared = tokens[at].text in ("2", "3") and tokens.glued(at) and not tokens.hyphen(at + 1)
    if squared and tokens[unit.end - 1].kind == "word":
        return Unit(_powered(unit.name, tokens[at].text), at + 1)
    return unit


def _powered(name: str, power: str) -> str:
    if name in _NAMED_LENGTHS:
        return f"{'square' if power == '2' else 'cubic'} {name}"
    return name + power


def rate_at(tokens: Tokens, i: int, money: bool = False) -> Unit | None:
    """What a rate is of, from token `i`: "/s", "per day", "an hour", "a barrel", "daily"."""
    shares = load_units().shares
    if tokens[i].lower in _ADVERBS and tokens[i].kind == "word":
        return Unit(_ADVERBS[tokens[i].lower], i + 1)
    slash = tokens[i].lower in ("/", "∕") and tokens.glued(i)
    hyphen = tokens.hyphen(i)
    word = tokens[i + hyphen].lower
    if not slash and word not in _EACH:
        return None
    at = i + 1 + hyphen
    at += tokens.hyphen(at)
    found = _simple(tokens, at)
    if found and (found.name == "percent" or tokens[found.end].lower in shares["dates"]):
        return None
    if found and (slash or word == "per" or found.name in shares["times"]):
        return found
    if found and word in ("a", "an") and found.name in shares["measures"]:
        return found
    noun = tokens[at]
    if slash or word in ("each", "every") or noun.kind != "word" or noun.text != noun.lower:
        return None
    closing = tokens[at + 1].kind != "word" or (money and tokens[at + 1].lower in shares["closing"])
    return Unit(noun.lower, at + 1) if noun.lower in shares["nouns"] or word == "per" or closing else None
