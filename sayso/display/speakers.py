"""Who speaks, in words."""

from collections.abc import Iterable

from sayso.display.visible import visible
from sayso.reading import Actor, Reading, Statement
from sayso.report import Span

# No line of a page shows more of the text than this, so that a statement of a megabyte costs no more than a short one.
LONGEST = 2000


class Speakers:
    """The speakers of one reading: their names, and what they do as a verb."""

    def __init__(self, reading: Reading) -> None:
        self.actors: dict[str, Actor] = {actor.id: actor for actor in reading.actors}
        self.statements: dict[str, Statement] = {statement.id: statement for statement in reading.statements}
        self.outlet = visible(reading.report.outlet or "") or "The report"
        self._text = reading.report.text

    def name(self, statement: Statement) -> str:
        """The name of the actor who speaks, else the words of the source, else "Nobody named"."""
        actor = self.actors.get(statement.speaker or "")
        name = visible(actor.name) if actor else self.words(statement.source)
        return name[:1].upper() + name[1:] if name else "Nobody named"

    def verb(self, statement: Statement) -> str:
        """ "says", "deny": the act as a verb that fits the speaker."""
        return conjugated(visible(statement.act), plural=statement.sourcing == "group")

    def said_by(self, statement: Statement) -> str:
        """ "Residents say"."""
        return f"{self.name(statement)} {self.verb(statement)}"

    def words(self, spans: Iterable[Span]) -> str:
        """The words of the spans on one line, parted by an ellipsis."""
        pieces = (visible(self._text[start : min(end, start + LONGEST)]) for start, end in sorted(spans))
        return " … ".join(piece for piece in pieces if piece)


def conjugated(act: str, *, plural: bool) -> str:
    """The act as a verb in the present: "says", "denies"; "say" for a plural speaker."""
    if plural or not act:
        return act
    if act.endswith(("s", "x", "z", "ch", "sh")):
        return act + "es"
    return act[:-1] + "ies" if act.endswith("y") and act[-2:-1] not in "aeiou" else act + "s"
