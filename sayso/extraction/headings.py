"""Headings: what the words over a column or before a row say of its numbers; text alone, no tags to lean on."""

import re
from functools import lru_cache
from typing import NamedTuple

from sayso.extraction.amounts import read_amounts
from sayso.extraction.countable import says_person, singular_noun
from sayso.extraction.countries import country_code
from sayso.extraction.measures import OF_THINGS, load_measures, stated, verb_forms

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SIGN = re.compile(r"((?:[A-Z]{1,3})?[$€£¥₹]|[A-Z]{3}\b)\s?(.*)")
_THOUSANDS = re.compile(r"['’]?000s?\b|thousands?$", re.IGNORECASE)
_CUT = frozenset(("by", "per", "in", "at", "since", "on", "for", "from", "so", "as", "and", "to", "with", "under"))


class Heading(NamedTuple):
    """What numbers under a heading count: `unit` the unit of measure or the noun, `measure` of the closed list.

    `scale` is what they are to be multiplied by: 1000000 for "$m". `measured` says that the unit is one of measure,
    `certain` that it is, or that people or a measure are named, and not only some noun in the plural.
    """

    unit: str | None
    measure: str | None
    scale: int = 1
    measured: bool = False
    certain: bool = False


@lru_cache(maxsize=1 << 10)
def read_heading(words: str) -> Heading:
    """What the numbers under a heading or behind a label count: "Houses destroyed", "Cost ($m)", "Turnout, %"."""
    bracket = _BRACKET.search(words)
    plain, _, behind = (words if bracket is None else words[: bracket.start()]).partition(",")
    noun, measure = _counted(plain)
    for written in (bracket[1] if bracket else "", behind, plain):
        unit, scale = _unit(written.strip())
        if unit is not None:
            own = load_measures().of_unit(unit)
            return Heading(unit, own or measure, scale, measured=True, certain=True)
        if scale != 1:
            return Heading(noun, measure, scale, certain=noun is not None)
    listed = noun is not None and " by " in plain  # "Votes by ward"
    return Heading(noun, measure, certain=noun == "person" or measure is not None or listed)


def _unit(written: str) -> tuple[str | None, int]:
    """The unit of measure that words name, and how many of it a one stands for: "€ million", "tonnes", "000s"."""
    if not written:
        return None, 1
    if _THOUSANDS.fullmatch(written):
        return None, 1000
    if "%" in written:
        return "percent", 1
    written = written.removeprefix("in ")
    scale = 1
    if thousands := _THOUSANDS.match(written):
        scale, written = 1000, written[thousands.end() :].strip()
    sign = _SIGN.fullmatch(written)
    sample = f"{sign[1]}1{sign[2]}" if sign else f"1 {written}"
    amounts = read_amounts(sample, ())
    if len(amounts) != 1 or amounts[0].unit is None or amounts[0].span.end < len(sample):
        return None, 1
    value = amounts[0].value
    return amounts[0].unit, scale * (value if isinstance(value, int) else 1)


def _counted(words: str) -> tuple[str | None, str | None]:
    """The noun in the singular and the measure that the words of a heading name."""
    measures = load_measures()
    row = [word.group().casefold() for word in _WORD.finditer(words)]
    if "of" in row and row[0] in ("no", "number", "total", "numbers"):
        row = row[row.index("of") + 1 :]
    row = row[: next((at for at, word in enumerate(row) if word in _CUT or word == "of"), len(row))]
    measure = next(filter(None, map(_befell, row)), None)
    nouns = [word for word in row if not _befell(word)]
    if measure and row and _befell(row[-1]) and len(nouns) < len(row):
        nouns = row[: next(at for at, word in enumerate(row) if _befell(word))] or nouns
    if not nouns or country_code(words) is not None:
        return "person" if measure and measure not in OF_THINGS | {"reached"} and not nouns else None, measure
    noun = singular_noun(nouns[-1], True)
    if noun in measures.empty and noun != "toll":
        return "person" if measure and measure not in OF_THINGS | {"reached"} else None, measure
    measure = measure or ("killed" if noun == "toll" else measures.counts.get(noun) if noun != "case" else None)
    if says_person(noun):
        return "person", measure
    if noun in measures.sized and noun != "turnout":
        return "person", measure
    return noun if noun != nouns[-1] else None, measure


def _befell(word: str) -> str | None:
    """The measure of a state or a participle, also of those who did what it says: "Recovered", "Died"."""
    if found := stated(word):
        return found
    doing = load_measures().doing
    return next((doing[form] for form in verb_forms(word) if form in doing and word.endswith("ed")), None)
