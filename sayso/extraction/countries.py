"""Countries by name and demonym, from `data/countries.tsv`."""

from functools import cache
from importlib.resources import files

from sayso.extraction.nouns import fold


@cache
def _table() -> tuple[dict[str, str], frozenset[str]]:
    codes: dict[str, str] = {}
    demonyms: set[str] = set()
    for line in (files("sayso") / "data" / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, names, *rest = line.split("\t")
        for name in names.split("|"):
            codes[_key(name)] = code
        for demonym in rest[0].split("|") if rest else ():
            codes[_key(demonym)] = code
            demonyms.add(_key(demonym))
    return codes, frozenset(demonyms)


def _key(words: str) -> str:
    return " ".join(filter(None, (fold(word) for word in words.replace("-", " ").split())))


def country_code(words: str) -> str | None:
    """ISO 3166-1 alpha-3 of the country that the words name or whose people they name ("Turkey", "Turkish"), or None.

    The pronoun "us" is no country: its capitals tell them apart.
    """
    codes, demonyms = _table()
    key = _key(words)
    if len(key) < 3 and not words.isupper():
        return None
    return codes.get(key) or (codes.get(key[:-1]) if key[-1:] == "s" and key[:-1] in demonyms else None)


def is_demonym(words: str) -> bool:
    """Whether the words are a demonym or its plural: "Turkish", "Turks"."""
    demonyms = _table()[1]
    key = _key(words)
    return key in demonyms or (key[-1:] == "s" and key[:-1] in demonyms)
