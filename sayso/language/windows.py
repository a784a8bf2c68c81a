"""Text to the pieces that the encoder reads, and pieces to overlapping windows."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

#: The vocabulary of the encoder is uncased, so the shape of each word is given to it as a number.
NO_CASE, LOWER, TITLE, UPPER, MIXED = range(5)
#: What stands before a piece: nothing, blanks, one line break, a paragraph's end (or the text's start).
JOINED, BLANK, LINE, PARAGRAPH = range(4)

_CASED = 0x2100
_IS_UPPER = np.array([chr(c).isupper() for c in range(_CASED)])
_IS_LOWER = np.array([chr(c).islower() for c in range(_CASED)])
_SENTENCE_END = frozenset(".!?")
#: The tokenizer holds a text several times over, so a long one is cut at blanks into stretches of this length.
_STRETCH = 200_000
#: By how many pieces a window may at least give way to a better place to cut.
_PLAY = 16


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one text, a column each.

    `start` and `end` are offsets into the text in code points, `word` numbers the words that the
    pieces belong to, `case` and `gap` are the shapes named above.
    """

    ids: Ints
    start: Ints
    end: Ints
    word: Ints
    case: Ints
    gap: Ints

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self.ids)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(text) - start > _STRETCH:
        cut = max(text.rfind(blank, start, start + _STRETCH) for blank in ("\n", " ")) + 1
        cut = cut if cut > start else start + _STRETCH
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _well_formed(text: str) -> str:
    """The text with unpaired surrogates, which the tokenizer refuses, replaced one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def cut_pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """The pieces of a text. The tokenizer must add no special tokens, truncate nothing and pad nothing."""
    ids: list[int] = []
    bounds: list[tuple[int, int]] = []
    words: list[int] = []
    clean = _well_formed(text)
    for offset, stretch in _stretches(clean):
        encoding = tokenizer.encode(stretch, add_special_tokens=False)
        first = words[-1] + 1 if words else 0
        ids += encoding.ids
        bounds += [(a + offset, b + offset) for a, b in encoding.offsets] if offset else encoding.offsets
        words += [first + (w or 0) for w in encoding.word_ids]
    if not ids:
        empty = np.zeros(0, dtype=np.int64)
        return Pieces(empty, empty, empty, empty, empty, empty)
    spans = np.array(bounds, dtype=np.int64)
    start, end, word = spans[:, 0], spans[:, 1], np.array(words, dtype=np.int64)
    points = _code_points(text)
    return Pieces(
        np.array(ids, dtype=np.int64), start, end, word, _case(points, start, end, word), _gap(points, start, end)
    )


def _case(points: NDArray[np.uint32], start: Ints, end: Ints, word: Ints) -> Ints:
    known = np.minimum(points, _CASED - 1)
    known = np.where(points < _CASED, known, 0)
    upper = np.concatenate([[0], np.cumsum(_IS_UPPER[known])])
    lower = np.concatenate([[0], np.cumsum(_IS_LOWER[known])])
    first = np.flatnonzero(np.diff(word, prepend=-1))
    last = np.append(first[1:], len(word)) - 1
    a, b = start[first], end[last]
    uppers, lowers = upper[b] - upper[a], lower[b] - lower[a]
    initial = upper[np.minimum(a + 1, len(points))] - upper[a]
    shape = np.select(
        [uppers + lowers == 0, uppers == 0, (uppers == 1) & (initial == 1), lowers == 0],
        [NO_CASE, LOWER, TITLE, UPPER],
        MIXED,
    )
    return np.repeat(shape, last - first + 1).astype(np.int64)


def _gap(points: NDArray[np.uint32], start: Ints, end: Ints) -> Ints:
    lines = np.concatenate([[0], np.cumsum(points == 10)])
    before = np.concatenate([[0], end[:-1]])
    breaks = lines[start] - lines[np.minimum(before, start)]
    gap = np.select([breaks >= 2, breaks == 1, start > before], [PARAGRAPH, LINE, BLANK], JOINED)
    gap[0] = PARAGRAPH
    return gap.astype(np.int64)


def cut_windows(pieces: Pieces, text: str, *, size: int, overlap: int) -> list[tuple[int, int]]:
    """`[first, last)` ranges of pieces that cover the text, as few and as even as can be, none longer than `size`.

    `overlap` is even and at most two fifths of `size`.
    Neighbours share `overlap` pieces. The middle of what they share is the end of a paragraph, or else of a
    sentence, where one is near.
    """
    total = len(pieces)
    if total <= size:
        return [(0, total)] if total else []
    room = size - overlap
    count = -(-total // (room - min(_PLAY, room // 4)))
    # A place to cut may be sought as far away as leaves no window too long, and none without pieces of its own.
    play = min(room - -(-total // count), total // count - 1) // 2
    rank = _places_to_cut(pieces, text)
    windows = []
    begin = 0
    for number in range(1, count):
        middle = _best_cut(rank, total * number // count, play)
        windows.append((begin, middle + overlap // 2))
        begin = middle - overlap // 2
    return [*windows, (begin, total)]


def _places_to_cut(pieces: Pieces, text: str) -> Ints:
    """For every piece, how good a place it is to cut before it: 2 for a paragraph's start, 1 for a sentence's."""
    closed = np.array([text[end - 1] in _SENTENCE_END for end in pieces.end.tolist()])
    sentence = np.concatenate([[True], closed[:-1]]) & (pieces.gap != JOINED)
    return np.where(pieces.gap >= LINE, 2, sentence).astype(np.int64)


def _best_cut(rank: Ints, at: int, play: int) -> int:
    """The best place to cut within `play` pieces of `at`, the nearest of equals."""
    low = max(1, at - play)
    part = rank[low : at + play + 1]
    return low + int(np.lexsort((np.abs(np.arange(len(part)) + low - at), -part))[0])
