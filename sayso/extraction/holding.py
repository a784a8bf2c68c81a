"""Holding: which statement's content a stretch of text lies in."""

from collections.abc import Sequence

from sayso.reading import Statement
from sayso.report import Span


def innermost(statements: Sequence[Statement], spans: Sequence[Span]) -> list[str | None]:
    """For each span, in text order, the id of the statement with the shortest piece of content that holds it."""
    contents = sorted((span, statement.id) for statement in statements for span in statement.content)
    holders: list[str | None] = []
    reaching: list[tuple[Span, str]] = []
    following = 0
    for span in spans:
        while following < len(contents) and contents[following][0].start <= span.start:
            reaching.append(contents[following])
            following += 1
        reaching = [held for held in reaching if held[0].end > span.start]
        holders.append(min(reaching, key=lambda held: held[0].end - held[0].start)[1] if reaching else None)
    return holders
