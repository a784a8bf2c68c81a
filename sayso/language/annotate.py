"""Text to Annotation: cut into windows, score, decode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.annotation import (
    Annotation,
    Attribution,
    EntityMention,
    EventMention,
    Likeness,
    PartyMention,
    TimeMention,
    Token,
    ToponymMention,
)
from sayso.language import decoding, labels
from sayso.language.events import Words, read_parts, read_window
from sayso.language.inventory import Inventory, load_inventory
from sayso.language.linking import Range, Roles, find_source, share_out_contents
from sayso.language.model import Floats, Ints, Model
from sayso.language.windows import JOINED, LINE, PARAGRAPH, Pieces, cut_pieces, cut_windows
from sayso.report import Span

#: Long texts are read in sections of about this many pieces, which bounds memory.
_SECTION = 4096
#: A line at least this long that does not end a sentence is a line of a hard-wrapped paragraph, not a paragraph.
_WRAPPED = 50
_SENTENCE_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_LONGEST_ENTITY = 32
#: Least mean log-odds of the words of a span for it to be the source of a cue, or part of its content.
_SOURCE_ODDS, _CONTENT_ODDS = -1.0, -0.5
#: Least probability of a word to have a part in an act of violence, whichever it is.
_PARTY = 0.5


def annotate(model: Model, text: str, inventory: Inventory | None = None) -> Annotation:
    """What the model sees in a text, with events of the bundled types unless told of others.

    Spans are offsets into the text as given, whatever its characters.
    """
    inventory = inventory or load_inventory()
    pieces = cut_pieces(model.tokenizer, text)
    parts = _Parts([], [], [], [], [], [], [], [], [], [])
    breaks = _paragraph_starts(text, pieces)
    for first, last in _sections(pieces, breaks):
        _Section(model, text, pieces, breaks, first, last).decode(parts, inventory)
    return Annotation(
        text=text,
        tokens=tuple(parts.tokens),
        sentences=tuple(parts.sentences),
        paragraphs=tuple(parts.paragraphs),
        attributions=tuple(sorted(parts.attributions, key=lambda a: a.cue)),
        entities=tuple(parts.entities),
        times=tuple(parts.times),
        events=tuple(parts.events),
        parties=tuple(parts.parties),
        toponyms=tuple(parts.toponyms),
        likeness=_joined(parts.likeness),
    )


@dataclass
class _Parts:
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    paragraphs: list[tuple[int, int]]
    attributions: list[Attribution]
    entities: list[EntityMention]
    times: list[TimeMention]
    events: list[EventMention]
    parties: list[PartyMention]
    toponyms: list[ToponymMention]
    likeness: list[Likeness]


def _joined(parts: list[Likeness]) -> Likeness | None:
    if not parts:
        return None
    return Likeness(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Likeness)))


def _paragraph_starts(text: str, pieces: Pieces) -> Ints:
    """The pieces that begin a paragraph."""
    starts = np.flatnonzero(pieces.gap >= LINE)
    keep = []
    for i in starts.tolist():
        if pieces.gap[i] == PARAGRAPH:
            keep.append(i)
            continue
        end = int(pieces.end[i - 1])
        begin = text.rfind("\n", 0, end) + 1
        if end - begin < _WRAPPED or _SENTENCE_CLOSED.search(text, max(begin, end - 8), end):
            keep.append(i)
    return np.array(keep, dtype=np.int64)


def _sections(pieces: Pieces, breaks: Ints) -> Iterator[tuple[int, int]]:
    """Stretches of whole paragraphs of about `_SECTION` pieces; a longer paragraph is cut at a word's start."""
    first, total = 0, len(pieces)
    while first < total:
        last = first + _SECTION
        if last >= total:
            last = total
        else:
            ends = breaks[(breaks > first + _SECTION // 2) & (breaks <= last)]
            last = int(ends[-1]) if len(ends) else _word_start(pieces, last)
        yield first, last
        first = last


def _word_start(pieces: Pieces, at: int) -> int:
    while at < len(pieces) and pieces.word[at] == pieces.word[at - 1]:
        at += 1
    return at


class _Section:
    """One section of a text: its windows' scores, brought together word by word.

    Rows of `best` and of the log-probabilities are words; `first_piece` is the piece that a word's tags
    stand on, counted from the start of the section.
    """

    def __init__(self, model: Model, text: str, pieces: Pieces, breaks: Ints, first: int, last: int) -> None:
        part = Pieces(*(getattr(pieces, name)[first:last] for name in ("ids", "start", "end", "word", "case", "gap")))
        self.text, self.pieces, self.base = text, part, first
        self.first_piece = np.flatnonzero(np.diff(part.word, prepend=-1))
        after = np.append(self.first_piece[1:], len(part)) - 1
        self.start, self.end = part.start[self.first_piece], part.end[after]
        inside = breaks[(breaks > first) & (breaks < last)] - first
        self.breaks = np.unique(np.searchsorted(self.first_piece, np.concatenate([[0], inside])))
        self.windows = cut_windows(part, text, size=model.window, overlap=model.card.overlap)
        self.scores = [model.score(part.ids[a:b], part.case[a:b], part.gap[a:b]) for a, b in self.windows]
        self.trust = _trust(self.windows, len(part))

    def decode(self, parts: _Parts, inventory: Inventory) -> None:
        """Append what the section holds to the parts."""
        words = self._tokens(parts)
        parts.likeness.append(self._likeness(words))
        self._attributions(parts)
        for a, b, kind in self._spans(self._merged("time"), labels.TIME):
            parts.times.append(TimeMention(self._span(a, b), kind))
        places = self._merged("place")
        for a, b, _ in self._spans(places, labels.PLACE):
            parts.toponyms.append(ToponymMention(self._span(a, b), float(1 - np.exp(places[a:b, 0]).mean())))
        for part in read_parts(self._merged("incident"), labels.INCIDENT, _PARTY):
            parts.parties.append(PartyMention(self._span(part.first, part.last), part.role, part.score))
        self._entities(parts)
        self._events(parts, inventory)

    def _events(self, parts: _Parts, inventory: Inventory) -> None:
        owner = self._owners()
        for number, ((a, b), scores) in enumerate(zip(self.windows, self.scores, strict=True)):
            first, last = np.searchsorted(self.first_piece, (a, b)).tolist()
            rows = self.first_piece[first:last]
            spans = [self._span(i, i + 1) for i in range(first, last)]
            words = Words(rows - a + 1, owner[rows] == number, spans, self.text)
            parts.events += read_window(scores, words, inventory)

    def _span(self, first: int, last: int) -> Span:
        return Span(int(self.start[first]), int(self.end[last - 1]))

    def _merged(self, name: str) -> Floats:
        """Log-probabilities of every word, averaged over the windows that hold it."""
        size = getattr(self.scores[0], name).shape[1]
        total = np.zeros((len(self.pieces), size), dtype=np.float32)
        for (a, b), trust, scores in zip(self.windows, self.trust, self.scores, strict=True):
            total[a:b] += trust[:, None] * getattr(scores, name)[1:-1]
        merged: Floats = total[self.first_piece]
        return merged

    def _owners(self) -> Ints:
        """For every piece, the window that sees it best."""
        best, owner = np.full(len(self.pieces), -1.0), np.zeros(len(self.pieces), dtype=np.int64)
        for number, ((a, b), trust) in enumerate(zip(self.windows, self.trust, strict=True)):
            better = trust > best[a:b]
            best[a:b][better] = trust[better]
            owner[a:b][better] = number
        return owner

    def _spans(self, scores: Floats, tagset: tuple[str, ...]) -> list[tuple[int, int, str]]:
        """The spans of a tag layer, in words of the section; none runs over the end of a paragraph."""
        edges = [*self.breaks.tolist(), len(self.first_piece)]
        rows = [scores[a:b] for a, b in pairwise(edges)]
        found = []
        for a, tags in zip(edges, decoding.viterbi(rows, tagset), strict=False):
            found += [(a + i, a + j, kind) for i, j, kind in decoding.spans(tags, tagset)]
        return found

    def _likeness(self, words: Ints) -> Likeness:
        """Of the tokens that begin with these words."""
        begins = self.first_piece[words]
        ends = self.first_piece[np.append(words[1:], len(self.first_piece)) - 1]
        places = {"chain_first": begins, "chain_last": ends, "chain_reach": ends}
        rows = (self._seen_best(name)[at].astype(np.float16) for name, at in places.items())
        return Likeness(begins + self.base, *rows)

    def _seen_best(self, name: str) -> NDArray[Any]:
        """What each piece has, from the window that sees it best."""
        columns = [getattr(scores, name)[1:-1] for scores in self.scores]
        best = np.zeros((len(self.pieces), *columns[0].shape[1:]), dtype=columns[0].dtype)
        owner = self._owners()
        for number, ((a, b), column) in enumerate(zip(self.windows, columns, strict=True)):
            mine = owner[a:b] == number
            best[a:b][mine] = column[mine]
        return best

    def _tokens(self, parts: _Parts) -> Ints:
        """Append the tokens; gives the words that begin one each."""
        owner = self._owners()
        best = {name: self._seen_best(name)[self.first_piece] for name in ("boundary", "upos", "xpos", "deprel")}
        boundary = best["boundary"]
        boundary[(boundary == labels.INSIDE) & (self.pieces.gap[self.first_piece] != JOINED)] = labels.TOKEN
        boundary[self.breaks] = labels.SENTENCE
        words = np.flatnonzero(boundary != labels.INSIDE)
        ends = np.append(words[1:], len(boundary))
        begins = np.flatnonzero(boundary[words] == labels.SENTENCE).tolist()
        base, sentence = len(parts.tokens), len(parts.sentences)
        heads: list[int] = []
        sentences = list(zip(begins, [*begins[1:], len(words)], strict=True))
        at = self.first_piece[words]
        for a, b in sentences:
            heads += [h + base + a if h >= 0 else -1 for h in self._heads(at[a:b], owner)]
            parts.sentences.append((base + a, base + b))
        numbers = np.repeat(np.arange(len(sentences)), [b - a for a, b in sentences]) + sentence
        columns = zip(
            self.start[words].tolist(), self.end[ends - 1].tolist(), best["upos"][words].tolist(),
            best["xpos"][words].tolist(), heads, best["deprel"][words].tolist(), numbers.tolist(), strict=True,
        )  # fmt: skip
        root = labels.DEPREL.index("root")
        for start, end, upos, xpos, head, deprel, number in columns:
            # The label head and the arc head are asked apart: at the root, and only there, the label is "root".
            relation = "root" if head < 0 else "dep" if deprel == root else labels.DEPREL[deprel]
            parts.tokens.append(Token(start, end, labels.UPOS[upos], labels.XPOS[xpos], head, relation, number))
        opens = set(self.breaks.tolist())
        tops = [i for i, w in enumerate(words.tolist()) if w in opens]
        parts.paragraphs += [(base + a, base + b) for a, b in zip(tops, [*tops[1:], len(words)], strict=True)]
        return words

    def _heads(self, at: Ints, owner: Ints) -> list[int]:
        """Heads of the tokens that stand on these pieces, one sentence, counted from its first token."""
        middle = int(at[len(at) // 2])
        number = int(owner[middle])
        a, b = self.windows[number]
        if at[0] < a or at[-1] >= b:
            whole = [i for i, (x, y) in enumerate(self.windows) if x <= at[0] and at[-1] < y]
            if whole:
                a, b = self.windows[number := whole[0]]
        inside = (at >= a) & (at < b)
        rows = at[inside] - a + 1
        known = decoding.tree(self.scores[number].arcs[np.ix_(rows, np.concatenate([[0], rows]))])
        before = int(inside.argmax())
        root = known.index(-1) + before
        # Of a sentence longer than a window, what lies outside hangs from its root.
        heads = [root] * before + [h + before if h >= 0 else -1 for h in known]
        return heads + [root] * (len(at) - len(heads))

    def _attributions(self, parts: _Parts) -> None:
        """Spans come from the tags of all words; the roles of words to each cue say which spans belong to it."""
        found: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
        for a, b, kind in self._spans(self._merged("attribution"), labels.ATTRIBUTION):
            found[kind].append(Range(a, b, int(np.searchsorted(self.breaks, a, "right"))))
        roles = self._roles(found["cue"])
        sources = [find_source(role, found["source"], _SOURCE_ODDS) for role in roles]
        contents = share_out_contents(roles, found["content"], _CONTENT_ODDS)
        for (a, b, _), source, content in zip(found["cue"], sources, contents, strict=True):
            who = () if source is None else (self._span(source.first, source.last),)
            what = tuple(self._span(piece.first, piece.last) for piece in content)
            parts.attributions.append(Attribution(who, self._span(a, b), what))

    def _roles(self, cues: list[Range]) -> list[Roles]:
        """What each word is to each cue, as the window that sees the cue best has it."""
        number_of = {int(self.first_piece[cue.first]): number for number, cue in enumerate(cues)}
        best = [-1.0] * len(cues)
        roles = [Roles(cue, 0, np.zeros((0, len(labels.ROLE)), dtype=np.float32)) for cue in cues]
        for (a, b), trust, scores in zip(self.windows, self.trust, self.scores, strict=True):
            first, last = np.searchsorted(self.first_piece, (a, b))
            for cue, rows in zip(scores.cues.tolist(), scores.roles, strict=True):
                number = number_of.get(cue - 1 + a)
                if number is not None and 0 < cue <= b - a and trust[cue - 1] > best[number]:
                    best[number] = float(trust[cue - 1])
                    roles[number] = Roles(cues[number], int(first), rows[self.first_piece[first:last] - a + 1])
        return roles

    def _entities(self, parts: _Parts) -> None:
        owner = self._owners()
        word_of = {int(p): w for w, p in enumerate(self.first_piece)}
        found: list[EntityMention] = []
        for number, ((a, b), scores) in enumerate(zip(self.windows, self.scores, strict=True)):
            rows = self.first_piece[(self.first_piece >= a) & (self.first_piece < b)]
            at = rows - a + 1
            for i, j, kind, score in decoding.entities(
                scores.entity_start[at], scores.entity_end[at], scores.entity_bias[at], _LONGEST_ENTITY
            ):
                if owner[rows[i]] == number:
                    span = self._span(word_of[int(rows[i])], word_of[int(rows[j])] + 1)
                    found.append(EntityMention(span, labels.ENTITY[kind], score))
        parts.entities += sorted(found, key=lambda e: (e.span.start, -e.span.end, e.kind))


def _trust(windows: list[tuple[int, int]], total: int) -> list[Floats]:
    """How far each window is believed about each of its pieces: more in its middle; all together, 1."""
    weights = []
    whole = np.zeros(total, dtype=np.float32)
    for a, b in windows:
        place = np.arange(a, b)
        left = np.where(a == 0, np.inf, place - a + 1.0)
        right = np.where(b == total, np.inf, b - place)
        weight = np.minimum(np.minimum(left, right), 1000.0).astype(np.float32)
        weights.append(weight)
        whole[a:b] += weight
    return [weight / whole[a:b] for weight, (a, b) in zip(weights, windows, strict=True)]
