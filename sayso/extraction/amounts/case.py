"""A figure in its place, as the rules see it that say it is no amount."""

from typing import NamedTuple

from sayso.extraction.amounts.context import countable
from sayso.extraction.amounts.figures import Figure
from sayso.extraction.amounts.tokens import Token, Tokens

#: Kinds of tokens at which nothing stands before: a line end, the start of the text.
OPENING = frozenset({"line", "end"})
#: What a sentence or a clause ends with.
STOPS = frozenset('.!?:;,“”"‘()')


class Case(NamedTuple):
    """A figure in its place; `before` is its first token with its hedge."""

    tokens: Tokens
    figure: Figure
    before: int

    @property
    def hedged(self) -> bool:
        """Whether a hedge stands before the figure."""
        return self.before < self.figure.first

    @property
    def number(self) -> Token:
        """The first token of the numeral."""
        return self.tokens[self.figure.number]

    @property
    def left(self) -> Token:
        """The token before the figure and its hedge."""
        return self.tokens[self.before - 1]

    @property
    def right(self) -> Token:
        """The token behind the figure."""
        return self.tokens[self.figure.end]

    @property
    def bare(self) -> bool:
        """Whether the figure is a number alone: no unit, power of ten, part or vague word."""
        figure = self.figure
        return figure.unit is None and figure.scale == 1 and not (figure.part or figure.vague)

    @property
    def plain(self) -> bool:
        """Whether the figure is bare digits without separators."""
        return self.bare and self.number.text.isdecimal()

    @property
    def value(self) -> float:
        """The number as written; of a range its lower end."""
        return float(self.figure.low if self.figure.value is None else self.figure.value)

    @property
    def counts(self) -> bool:
        """Whether a plural that it may count stands behind the figure."""
        return countable(self.tokens, self.figure.end)

    def clause(self, at: int, most: int) -> tuple[Token, ...]:
        """The words before token `at`, no more than `most`, up to where a sentence or a clause ends."""
        start = at
        while start > max(at - most, 0) and not self._stops(self.tokens[start - 1]):
            start -= 1
        return self.tokens[start:at]

    @property
    def closes(self) -> bool:
        """Whether the clause ends behind the figure."""
        return self._stops(self.right)

    @staticmethod
    def _stops(token: Token) -> bool:
        return token.kind in OPENING or token.lower in STOPS
