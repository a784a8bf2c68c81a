"""What a cue does: the speech act of "denied", "vowed to", "according to"."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CUES = Path(__file__).parent.parent / "data" / "cues.toml"


class CueLexicon(NamedTuple):
    """The words of `data/cues.toml`: acts by dictionary form, and what the other tables say."""

    acts: dict[str, str]
    phrases: dict[str, str]
    negated: dict[str, str]
    negations: frozenset[str]
    auxiliaries: frozenset[str]
    nested: frozenset[str]
    irregular: dict[str, str]


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon that ships with the package, read once."""
    table = tomllib.loads(_CUES.read_text(encoding="utf-8"))
    acts: dict[str, str] = {}
    for act, words in table["acts"].items():
        for word in words.split():
            acts.setdefault(word, act)
    sets = {name: frozenset(table["words"][name].split()) for name in ("negations", "auxiliaries", "nested")}
    return CueLexicon(acts, table["acts_of_phrases"], table["negated"], **sets, irregular=table["irregular"])


def dictionary_forms(word: str) -> tuple[str, ...]:
    """The forms that an English word might stand under in a dictionary, itself first."""
    forms = [word]
    if irregular := cue_lexicon().irregular.get(word):
        forms.insert(0, irregular)
    for ending, stems in (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            forms += [stem + end for end in stems]
            if ending in ("ed", "ing") and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return tuple(forms)


def act_of(cue: Sequence[str]) -> str:
    """The speech act of a cue, given as its words in lower case; "say" where the lexicon knows none of them."""
    lexicon = cue_lexicon()
    known = [(i, form) for i, word in enumerate(cue) for form in dictionary_forms(word) if form in lexicon.acts]
    for i, form in known:
        rest = " ".join(cue[i + 1 : i + 2])
        if phrase := lexicon.phrases.get(f"{form} {rest}"):
            return phrase
    helpers = lexicon.auxiliaries | lexicon.negations
    told_apart = [(i, form) for i, form in known if cue[i] not in helpers] or known
    if not told_apart:
        return "say"
    at, form = told_apart[0]
    act = lexicon.acts[form]
    if lexicon.negations.intersection(cue[:at]):
        return lexicon.negated.get(act, act)
    return act


def reports_speech(word: str) -> bool:
    """Whether a verb is strong enough to make a report within a report."""
    nested = cue_lexicon().nested
    return any(form in nested for form in dictionary_forms(word))
