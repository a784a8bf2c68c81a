"""The benchmark packs as training examples: windows of pieces, with the gold of each pack's layers."""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language import labels
from sayso.language.windows import LOWER, MIXED, TITLE, UPPER, Pieces, cut_pieces, cut_windows
from training.network import PHRASE
from training.notation import parse_reports

Ints = NDArray[np.int64]
#: For each of some pieces, the label of every piece that has one with respect to it.
Governed = list[tuple[int, list[tuple[int, int]]]]
#: The target of a piece that a head is not asked about.
IGNORE = -100


@dataclass
class Example:
    """One text, cut in pieces, with gold in terms of pieces; absent layers are not trained on.

    `tags`: for each head one label per piece. `heads`: index of the governing piece + 1, 0 for a root.
    `cues`: for each cue the piece it starts at, and the role of every piece that has one, as (piece, label).
    `spans`: entities as (first piece, last piece, kind). `phrases`: the same for the mentions of GUM.
    `triggers`: for each event whose arguments are known the piece of its trigger and the role of every piece that has
    one, IGNORE where it is not known. `chained`: mentions as (first piece, last piece, number of what they mean).
    `about`: the pieces one of which tells what the text is about, with labels of label heads if only those are known.
    """

    pieces: Pieces
    text: str
    tags: dict[str, Ints] = field(default_factory=dict)
    heads: Ints | None = None
    cues: Governed | None = None
    spans: list[tuple[int, int, int]] | None = None
    phrases: list[tuple[int, int, int]] | None = None
    triggers: Governed | None = None
    chained: list[tuple[int, int, int]] | None = None
    about: tuple[list[int], dict[str, int]] | None = None


def read_jsonl(path: Path) -> list[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class Grid:
    """The words of a text as the units that tags stand on: a tag sits on the first piece of a word."""

    def __init__(self, pieces: Pieces) -> None:
        self.first = np.flatnonzero(np.diff(pieces.word, prepend=-1))
        last = np.append(self.first[1:], len(pieces)) - 1 if len(self.first) else self.first
        self.start, self.end = pieces.start[self.first], pieces.end[last]
        self.size = len(pieces)

    def blank(self, value: int = 0) -> Ints:
        """Labels for every piece: `value` at the first of each word, IGNORE inside words."""
        column = np.full(self.size, IGNORE, dtype=np.int64)
        column[self.first] = value
        return column

    def words(self, span: Sequence[int]) -> tuple[int, int]:
        """The `[first, last)` words that overlap a span of text."""
        return int(np.searchsorted(self.end, span[0], "right")), int(np.searchsorted(self.start, span[1], "left"))

    def span_labels(self, span: Sequence[int], tagset: Sequence[str], kind: str) -> list[tuple[int, int]]:
        """(piece, label) for each word of the span, in begin-inside-end-single notation."""
        a, b = self.words(span)
        places = ["S"] if b - a == 1 else ["B", *"I" * (b - a - 2), "E"]
        return [
            (int(self.first[w]), tagset.index(f"{p}-{kind}")) for w, p in zip(range(a, b), places[: b - a], strict=True)
        ]


def tagged(grid: Grid, spans: list[tuple[Sequence[int], str]], tagset: Sequence[str]) -> Ints:
    column = grid.blank()
    for span, kind in spans:
        for piece, label in grid.span_labels(span, tagset, kind):
            column[piece] = label
    return column


def attribution(path: Path, tokenizer: Tokenizer) -> list[Example]:
    return [_attributed(report["text"], report["statements"], tokenizer) for report in read_jsonl(path)]


def reports(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Our own reports, in the notation of `training.notation`, as the same examples as those of `attribution`."""
    marked = parse_reports(path.read_text(encoding="utf8"), str(path))
    return [_attributed(r.text, [s._asdict() for s in r.statements], tokenizer) for r in marked]


def _attributed(text: str, statements: list[dict], tokenizer: Tokenizer) -> Example:
    pieces = cut_pieces(tokenizer, text)
    grid = Grid(pieces)
    spans, cues = [], []
    for statement in statements:
        spans += [(span, part) for part in ("source", "cue", "content") for span in statement[part]]
        roles = [
            pair
            for part in ("source", "content")
            for span in statement[part]
            for pair in grid.span_labels(span, labels.ROLE, part)
        ]
        for cue in statement["cue"]:
            a, b = grid.words(cue)
            if a < b:
                cues.append((int(grid.first[a]), roles))
    return Example(pieces, text, {"attribution": tagged(grid, spans, labels.ATTRIBUTION)}, cues=cues)


def entities(path: Path, tokenizer: Tokenizer) -> list[Example]:
    examples = []
    for report in read_jsonl(path):
        pieces = cut_pieces(tokenizer, report["text"])
        grid = Grid(pieces)
        spans = set()
        for entity in report["entities"]:
            a, b = grid.words(entity["span"])
            if entity["kind"] in labels.ENTITY and a < b:
                spans.add((int(grid.first[a]), int(grid.first[b - 1]), labels.ENTITY.index(entity["kind"])))
        examples.append(Example(pieces, report["text"], spans=sorted(spans)))
    return examples


class Word(NamedTuple):
    start: int
    end: int
    upos: str
    xpos: str
    head: int
    deprel: str
    entity: str  # GUM's brackets: mentions that open and close at this word


def read_conllu(path: Path) -> Iterator[tuple[str, list[list[Word]]]]:
    """Documents of a treebank: the text, sentences joined by a blank and paragraphs by an empty line, and its words."""
    text, sentences = "", []
    rows: list[list[str]] = []
    gap = ""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc") and sentences:
                yield text, sentences
                text, sentences = "", []
            elif line.startswith("# newpar"):
                gap = "\n\n"
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                text += gap if text else ""
                text, sentence = _sentence(text, rows)
                sentences.append(sentence)
                rows, gap = [], " "
    if sentences:
        yield text, sentences


def _sentence(text: str, rows: list[list[str]]) -> tuple[str, list[Word]]:
    words: list[Word] = []
    together, left, within = 0, 0, (0, 0)
    for row in rows:
        number, form, misc = row[0], row[1], row[9]
        if "-" in number:  # one written word that holds several: "don't"
            low, high = map(int, number.split("-"))
            together, left, within = high, high - low + 1, (len(text), len(text) + len(form))
            text += form + ("" if "SpaceAfter=No" in misc else " ")
            cursor = within[0]
            continue
        if not number.isdigit():
            continue
        if int(number) <= together and left:
            start = min(cursor, within[1])
            end = within[1] if left == 1 else min(start + len(form), within[1])
            cursor, left = end, left - 1
        else:
            start, end = len(text), len(text) + len(form)
            text += form + ("" if "SpaceAfter=No" in misc else " ")
        entity = next((field[7:] for field in misc.split("|") if field.startswith("Entity=")), "")
        words.append(Word(start, end, row[3], row[4], int(row[6]), row[7], entity))
    return text.rstrip(" "), words


_RENAMED = {"obl:npmod": "obl:unmarked", "obl:tmod": "obl:unmarked", "nmod:npmod": "nmod:unmarked"}


def treebank(path: Path, tokenizer: Tokenizer) -> list[Example]:
    examples = []
    for text, sentences in read_conllu(path):
        pieces = cut_pieces(tokenizer, text)
        grid = Grid(pieces)
        boundary, upos, xpos, deprel = grid.blank(labels.INSIDE), *(grid.blank(IGNORE) for _ in range(3))
        heads = np.full(len(pieces), IGNORE, dtype=np.int64)
        for words in sentences:
            at: dict[int, int] = {}
            for number, word in enumerate(words, 1):
                # A word that begins inside one of the tokenizer's words stands on the next one, or is left out.
                w = int(np.searchsorted(grid.start, word.start, "left"))
                if w < len(grid.first) and grid.start[w] < word.end:
                    at[number] = int(grid.first[w])
            for number, word in enumerate(words, 1):
                piece = at.get(number)
                if piece is None:
                    continue
                boundary[piece] = labels.SENTENCE if number == 1 else labels.TOKEN
                upos[piece], xpos[piece] = labels.UPOS.index(word.upos), labels.XPOS.index(word.xpos)
                deprel[piece] = labels.DEPREL.index(_RENAMED.get(word.deprel, word.deprel))
                if word.head == 0 or word.head in at:
                    heads[piece] = at[word.head] + 1 if word.head else 0
        tags = {"boundary": boundary, "upos": upos, "xpos": xpos, "deprel": deprel}
        examples.append(Example(pieces, text, tags, heads=heads))
    return examples


_BRACKET = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")


def bracketed(words: Sequence[Word]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and chain of each of GUM's mentions: `(12-person-` opens one of chain 12, `12)` closes it."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word in words:
        for number, kind, closed, ends in _BRACKET.findall(word.entity):
            if number:
                opened[number].append((word.start, kind))
            if (closed or ends) and opened[number or ends]:
                start, kind = opened[number or ends].pop()
                yield start, word.end, kind, number or ends


def mentions(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """A treebank whose words also bear GUM's mentions."""
    examples = treebank(path, tokenizer)
    for example, (_, sentences) in zip(examples, read_conllu(path), strict=True):
        grid = Grid(example.pieces)
        found, chained = set(), set()
        for words in sentences:
            for start, end, kind, chain in bracketed(words):
                a, b = grid.words((start, end))
                if a < b:
                    ends = int(grid.first[a]), int(grid.first[b - 1])
                    found.add((*ends, PHRASE.index(kind)))
                    chained.add((*ends, int(chain)))
        example.phrases, example.chained = sorted(found), sorted(chained)
    return examples


@dataclass
class Window:
    """A stretch of an example, with all indices counted from its own start: 0 is [CLS], 1 the first piece."""

    ids: Ints
    case: Ints
    gap: Ints
    inside: NDArray[np.bool_]  # pieces that continue a word
    tags: dict[str, Ints]
    heads: Ints | None
    cues: Governed | None
    spans: list[tuple[int, int, int]] | None
    phrases: list[tuple[int, int, int]] | None
    triggers: Governed | None
    chained: list[tuple[int, int, int]] | None
    about: tuple[list[int], dict[str, int]] | None


def window(example: Example, first: int, last: int, cls: int, sep: int) -> Window:
    p = example.pieces
    shift = 1 - first

    def pad(column: Ints, fill: int) -> Ints:
        return np.concatenate([[fill], column[first:last], [fill]])

    heads = None
    if example.heads is not None:
        heads = pad(example.heads, IGNORE)
        inside = (heads - 1 >= first) & (heads - 1 < last)
        heads = np.where(heads == 0, 0, np.where(inside, heads - first, IGNORE))

    def governed(
        all_heads: list[tuple[int, list[tuple[int, int]]]] | None,
    ) -> list[tuple[int, list[tuple[int, int]]]] | None:
        return all_heads and [
            (at + shift, [(piece + shift, label) for piece, label in roles if first <= piece < last])
            for at, roles in all_heads
            if first <= at < last
        ]

    def within(spans: list[tuple[int, int, int]] | None) -> list[tuple[int, int, int]] | None:
        return spans and [(a + shift, b + shift, kind) for a, b, kind in spans if first <= a and b < last]

    about = example.about and ([at + shift for at in example.about[0] if first <= at < last], example.about[1])

    return Window(
        ids=np.concatenate([[cls], p.ids[first:last], [sep]]),
        case=pad(p.case, 0),
        gap=pad(p.gap, 0),
        inside=np.concatenate([[True], np.diff(p.word[first:last], prepend=-1) == 0, [True]]),
        tags={name: pad(column, IGNORE) for name, column in example.tags.items()},
        heads=heads,
        cues=governed(example.cues),
        spans=within(example.spans),
        phrases=within(example.phrases),
        triggers=governed(example.triggers),
        chained=within(example.chained),
        about=about,
    )


def epoch(examples: list[Example], size: int, rng: random.Random) -> Iterator[tuple[Example, int, int]]:
    """All examples once, cut into windows at places that differ from epoch to epoch, in random order.

    A quarter of the texts are cut into short windows, so that short reports are nothing new to the model.
    """
    cuts = []
    longest = size
    for example in examples:
        length = len(example.pieces)
        size = rng.randrange(longest // 6, longest) if rng.random() < 0.25 else longest
        lead = rng.randrange(size // 4, size) if length > size else 0
        ranges = [(0, lead)] if lead else []
        rest = _tail(example.pieces, lead)
        ranges += [(a + lead, b + lead) for a, b in cut_windows(rest, example.text, size=size, overlap=16)]
        cuts += [(example, a, b) for a, b in ranges]
    rng.shuffle(cuts)
    yield from cuts


def _tail(p: Pieces, first: int) -> Pieces:
    return Pieces(p.ids[first:], p.start[first:], p.end[first:], p.word[first:], p.case[first:], p.gap[first:])


def roughen(w: Window, mask: int, share: float, rng: np.random.Generator) -> Window:
    """A copy as a careless typist might leave it: some words masked, now and then no capitals or only capitals."""
    ids = w.ids.copy()
    hide = rng.random(len(ids)) < share
    hide[[0, -1]] = False
    ids[hide] = mask
    case = w.case
    draw = rng.random()
    if draw < 0.04:
        case = np.where(np.isin(case, (TITLE, UPPER, MIXED)), LOWER, case)
    elif draw < 0.08:
        case = np.where(np.isin(case, (TITLE, LOWER, MIXED)), UPPER, case)
    return replace(w, ids=ids, case=case)
