"""The reading as HTML for a notebook: the text itself with what was found in it highlighted."""

from collections.abc import Iterable, Iterator
from html import escape

from sayso.display.figures import figure_in_words
from sayso.display.page import Entry, Group, Page, compose
from sayso.display.visible import harmless
from sayso.reading import Reading
from sayso.report import Span

# A notebook keeps all that it shows; a longer text is shown up to here.
LONGEST = 100_000

# Translucent colours and inherited text colour do on light and dark pages alike.
_STYLE = """
.sayso{max-width:60em;line-height:1.55;font-family:system-ui,sans-serif}
.sayso h3{margin:0}
.sayso .facts,.sayso .about{opacity:.7;font-size:.9em}
.sayso .text{white-space:pre-wrap;overflow-wrap:anywhere;margin:.8em 0;max-height:32em;overflow:auto}
.sayso .content{background:rgba(120,150,255,.16)}
.sayso .inner{background:rgba(150,90,240,.22)}
.sayso .source{background:rgba(70,190,90,.30);border-radius:3px}
.sayso .cue{background:rgba(245,160,30,.38);border-radius:3px}
.sayso .time{border-bottom:2px solid rgba(0,165,185,.9)}
.sayso .figure{border-bottom:2px solid rgba(215,65,140,.9)}
.sayso .disagree{color:rgb(205,60,60)}
.sayso .agree{color:rgb(45,150,75)}
.sayso .key span{padding:0 .4em;margin-right:.6em}
.sayso table{color:inherit;border-collapse:collapse;margin:.3em 0 .9em}
.sayso td{text-align:left;vertical-align:top;padding:.1em .9em .1em 0;background:none}
.sayso td.act{font-weight:600;white-space:nowrap}
.sayso td.when{opacity:.7;white-space:nowrap}
"""


def html(reading: Reading) -> str:
    """One self-contained element: head, highlighted text, and who says what. All of the text is escaped."""
    page = compose(reading)
    return "".join(
        (
            f'<div class="sayso"><style>{_STYLE}</style>',
            f'<h3><bdi>{_escaped(page.title)}</bdi></h3><div class="facts">{_escaped(" · ".join(page.facts))}</div>',
            '<div class="key facts">',
            *(f'<span class="{kind}">{kind}</span>' for kind in ("source", "cue", "content", "time", "figure")),
            "</div>",
            f'<div class="text" dir="auto">{"".join(_highlighted(reading))}</div>',
            *_speakers(page),
            *_checks(page),
            "</div>",
        )
    )


def _speakers(page: Page) -> Iterator[str]:
    yield "<details><summary>Who says what</summary>"
    for group in page.groups:
        yield f"<div><b><bdi>{_escaped(group.name)}</bdi></b> <span class='about'>{_about(group)}</span></div><table>"
        yield from (_row(entry) for entry in group.entries)
        if group.figures:
            yield f'<tr class="about"><td>figures</td><td><bdi>{_escaped(" · ".join(group.figures))}</bdi></td></tr>'
        yield "</table>"
    yield "</details>"


def _checks(page: Page) -> Iterator[str]:
    if not page.checks:
        return
    yield "<div><b>Checks</b></div><table>"
    for check in page.checks:
        words = "".join(
            f"<div class='about'><bdi>{_escaped(f'{e.speaker}: {e.words}')}</bdi></div>" for e in check.evidence
        )
        yield (
            f'<tr><td class="act {check.verdict}">{check.verdict}</td>'
            f"<td><bdi>{_escaped(check.explain)}</bdi>{words}</td></tr>"
        )
    yield "</table>"


def _about(group: Group) -> str:
    sourcing = "in its own voice" if group.own else group.sourcing
    also = f"also {', '.join(group.also)}" if group.also else ""
    return _escaped(" · ".join(filter(None, (sourcing, group.role, also))))


def _row(entry: Entry) -> str:
    chain = "".join(f"[{link}] " for link in entry.chain)
    to = f" (to {entry.to})" if entry.to else ""
    words = _escaped(f"{chain}{entry.content}{to}")
    return (
        f'<tr><td class="act">{_escaped(entry.act)}</td><td style="padding-left:{min(entry.depth, 8)}em">'
        f'<bdi>{words}</bdi></td><td class="when">{_escaped(entry.when or "")}</td></tr>'
    )


def _highlighted(reading: Reading) -> Iterator[str]:
    """The text cut wherever something begins or ends, each piece marked with all that covers it."""
    text = reading.report.text
    changes = sorted(_changes(reading))
    open_marks: dict[tuple[str, str], int] = {}
    at = 0
    for place, step, kind, note in changes:
        if place > at:
            yield _piece(text[at:place], open_marks)
            at = place
        key = (kind, note)
        open_marks[key] = open_marks.get(key, 0) + step
        if not open_marks[key]:
            del open_marks[key]
    if at < min(len(text), LONGEST):
        yield _piece(text[at:LONGEST], open_marks)
    if len(text) > LONGEST:
        yield f'<div class="facts">The first {LONGEST:,} of {len(text):,} characters.</div>'


def _changes(reading: Reading) -> Iterator[tuple[int, int, str, str]]:
    """Where each highlight begins (+1) and ends (-1), with its kind and its note."""
    text = reading.report.text
    names = {actor.id: actor.name for actor in reading.actors}
    for statement in reading.statements:
        note = " · ".join(filter(None, (statement.id, names.get(statement.speaker or ""), statement.act)))
        content = "inner" if statement.within else "content"
        for kind, spans in (("source", statement.source), ("cue", statement.cue), (content, statement.content)):
            yield from _ends(spans, kind, note)
    for time in reading.times:
        yield from _ends((time.span,), "time", time.value or "not resolved")
    for figure in reading.quantities:
        yield from _ends((figure.span,), "figure", f"{figure.id} · {figure_in_words(text, figure)}")


def _ends(spans: Iterable[Span], kind: str, note: str) -> Iterator[tuple[int, int, str, str]]:
    for start, end in spans:
        if start < min(end, LONGEST):
            yield start, 1, kind, note
            yield min(end, LONGEST), -1, kind, note


def _piece(piece: str, marks: dict[tuple[str, str], int]) -> str:
    words = _escaped(piece)
    if not marks:
        return words
    kinds = " ".join(sorted({kind for kind, _ in marks}))
    notes = "\n".join(sorted({note for _, note in marks}))
    return f'<span class="{kinds}" title="{_escaped(notes)}">{words}</span>'


def _escaped(text: str) -> str:
    return escape(harmless(text))
