"""The tokens that figures are read from: numerals, words, marks, line ends, and codes that are no numerals."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, NamedTuple

from sayso.extraction.amounts.digits import digits

Kind = Literal["number", "ratio", "vulgar", "power", "word", "mark", "code", "line", "end"]

DASHES = frozenset("-‐‑‒–—−")
_SUPERSCRIPT = "²³¹⁰⁴-⁹⁺⁻"
_VULGAR = "¼-¾⅐-⅞"
_TOKEN = re.compile(
    rf"""(?P<code>(?:https?://|www\.)\S+)
    # digits with what may stand between them: separators, dashes, slashes and colons, thin spaces before three
    |(?P<digits>(?:(?<![\w.,])\.)?\d+
        (?:[.,:/'’·٫٬‐‑‒–−-]\d+|[\u00a0\u2007\u2009\u202f]\d{{3}}(?!\d)|(?:[ ]\d{{3}}){{0,3}}[ ]000(?!\d))*)
    |(?P<vulgar>[{_VULGAR}])
    |(?P<power>[{_SUPERSCRIPT}]+)
    |(?P<word>[^\W\d_{_SUPERSCRIPT}{_VULGAR}]+(?:['’][^\W\d_{_SUPERSCRIPT}{_VULGAR}]+)*)
    |(?P<line>\n\s*)
    |(?P<mark>[^\s\w]|_)""",
    re.VERBOSE,
)
_PIECE = re.compile(r"[‐‑‒–−-]|[^‐‑‒–−-]+")
_RATIO = re.compile(r"\d{1,4}/\d{1,4}\Z")


class Token(NamedTuple):
    """A token: `text` as written, `lower` as it is looked up, `[start, end)` in the text."""

    kind: Kind
    text: str
    lower: str
    start: int
    end: int


#: A token without the arguments' checks: texts have many.
_token: Callable[[tuple[str, str, str, int, int]], Token] = partial(tuple.__new__, Token)
_END = Token("end", "", "", -1, -1)


#: Further than any rule looks beyond the last token, or before the first.
_MARGIN = 64


class Tokens(tuple[Token, ...]):
    """The tokens of a text; before the first and behind the last stand tokens of kind "end".

    They all stand behind the last, where indices below zero lead to as well.
    """

    length: int
    _lowers: tuple[str, ...]

    def __new__(cls, text: str) -> "Tokens":
        """The tokens of the text."""
        found = [*_tokens(text)]
        made = super().__new__(cls, [*found, *[_END] * _MARGIN])
        made.length = len(found)
        made._lowers = tuple(token.lower for token in made)
        return made

    def glued(self, i: int) -> bool:
        """Whether token `i` begins where the one before it ends."""
        return self[i].start == self[i - 1].end >= 0

    def hyphen(self, i: int) -> bool:
        """Whether token `i` is a dash without blanks around it."""
        return self._lowers[i] in DASHES and self.glued(i) and self.glued(i + 1)

    def lowers(self, start: int, end: int) -> tuple[str, ...]:
        """Tokens `[start, end)`, none before the first, as they are looked up."""
        return self._lowers[start:end]


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind, written = found.lastgroup, found.group()
        start, end = found.span()
        if kind == "word":
            lower = written.lower()
            yield _token(("word", written, lower.replace("’", "'") if "’" in lower else lower, start, end))
        elif kind == "digits":
            yield from _numbers(written, start)
        else:
            yield _token((kind or "mark", written, written, start, end))


def _numbers(written: str, start: int) -> Iterator[Token]:
    """Numerals, ranges and ratios in one row of digits; what can be none of these is one code."""
    if digits(written) is not None:
        yield Token("number", written, written, start, start + len(written))
        return
    pieces = [(found.group(), start + found.start(), start + found.end()) for found in _PIECE.finditer(written)]
    kinds: list[Kind | None] = [_kind(piece) for piece, _, _ in pieces]
    if len(pieces) > 3 or None in kinds:
        yield Token("code", written, written, start, start + len(written))
        return
    for (piece, first, last), kind in zip(pieces, kinds, strict=True):
        if kind:
            yield Token(kind, piece, piece, first, last)


def _kind(piece: str) -> Kind | None:
    if piece in DASHES:
        return "mark"
    if digits(piece) is not None:
        return "number"
    return "ratio" if _RATIO.match(piece) else None
