"""The invented reports of `speakers.txt`, and how many of their sources are resolved to the right actor."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sayso.extraction.actors import Actors
from sayso.report import Span

_MARK = re.compile(r"\[([^\[\]=]+)=(\w+)\]")
PRONOUNS = frozenset(
    ("i", "we", "you", "he", "she", "it", "they", "me", "us", "him", "her", "them", "my", "our", "your", "his", "its")
) | frozenset(("their", "who", "which"))


@dataclass(frozen=True)
class Source:
    """The span of a source, the key of whom it means, and how: "name", "description" or "pronoun"."""

    span: Span
    key: str
    form: str


@dataclass(frozen=True)
class Gold:
    """One report; `names` has the name of each key that has one."""

    part: str
    title: str
    text: str
    sources: tuple[Source, ...]
    names: dict[str, str]


def read_gold() -> tuple[Gold, ...]:
    """All reports of the file."""
    text = (Path(__file__).parent / "speakers.txt").read_text(encoding="utf-8")
    return tuple(_report(block) for block in text.split("\n=== ")[1:])


def _report(block: str) -> Gold:
    head, _, rest = block.partition("\n")
    part, _, title = head.partition(": ")
    lines = rest.splitlines()
    names: dict[str, str] = {}
    while lines and " = " in lines[0]:
        key, _, name = lines.pop(0).partition(" = ")
        names[key] = name
    text, sources, last = "", [], 0
    marked = "\n".join(lines).strip()
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        words, key = mark.groups()
        sources.append(Source(Span(len(text), len(text) + len(words)), key, _form(words, names.get(key))))
        text += words
        last = mark.end()
    return Gold(part, title, text + marked[last:], tuple(sources), names)


def _form(words: str, name: str | None) -> str:
    if words.casefold() in PRONOUNS:
        return "pronoun"
    if name is not None and not set(_words(words)).isdisjoint(_words(name)):
        return "name"
    return "description"


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3]


def wrong(gold: Gold, actors: Actors) -> list[tuple[Source, str]]:
    """The sources that went to the wrong actor, with what they went to.

    A key with a name is right where the actor bears that name; one without a name where all its sources
    have one actor, the first one's, that no other key began.
    """
    by_id = {actor.id: actor for actor in actors.actors}
    first: dict[str, str | None] = {}
    for source in gold.sources:
        first.setdefault(source.key, actors.of.get(source.span))
    missed = []
    for source in gold.sources:
        found = actors.of.get(source.span)
        name = by_id[found].name if found is not None else ""
        if source.key in gold.names:
            right = _words(name) == _words(gold.names[source.key])
        else:
            others = {actor for key, actor in first.items() if key != source.key}
            right = found is not None and found == first[source.key] and found not in others
        if not right:
            missed.append((source, name))
    return missed


def measure(reports: tuple[Gold, ...], resolve: Callable[[Gold], Actors]) -> dict[str, tuple[int, int]]:
    """For all sources and for each form of them, how many are right and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for gold in reports:
        missed = {source for source, _ in wrong(gold, resolve(gold))}
        for source in gold.sources:
            for form in ("all", source.form, *(("not a name",) if source.form != "name" else ())):
                right, total = counts.get(form, (0, 0))
                counts[form] = (right + (source not in missed), total + 1)
    return counts
