"""The invented reports of this folder, each with the figures and the checks that belong to it.

A report is a file `NN-short-name.txt`: a head of `name: value` lines (`part`, and where there are any `title` and
`published`), an empty line, the text with its figures marked in place as `[more than 40 km=d]`, a line `---`, then one
line a figure, `key: low..high unit | measure`, and one line a check, `kind verdict: keys`. No upper bound leaves
`high` out, no unit is `-`, no measure leaves ` | measure` out. A line of the text that is broken within a paragraph
goes on with a space, unless what follows is an entry of a dash list.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from sayso.reading import CheckKind, Verdict
from sayso.report import Span

FOLDER = Path(__file__).parent
PARTS = ("tune", "held")
_HARM = frozenset(("killed", "injured", "casualties", "missing", "captured", "arrested", "destroyed", "damaged"))
_HELP = frozenset(("displaced", "evacuated", "rescued", "hospitalised", "recovered", "vaccinated", "reached"))
_ELSE = frozenset(("infected", "tested", "voted", "area held", "area lost", "area", "distance", "money", "time"))
MEASURES = _HARM | _HELP | _ELSE

_HEAD = ("part", "title", "published")
_MARK = re.compile(r"\[([^\[\]=]+)=(\w+)\]")
_BROKEN = re.compile(r"(?<!\n)\n(?![\n-])")
_FIGURE = re.compile(r"(\w+): (\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)? ([^|]*[^| ])(?: \| (\w[\w ]*))?")
_CHECK = re.compile(rf"({'|'.join(get_args(CheckKind))}) ({'|'.join(get_args(Verdict))}): (\w+(?: \w+)+)")


@dataclass(frozen=True)
class GoldFigure:
    """A figure: its span in the plain text, and the interval meant, in `unit`; no `high`, no upper bound."""

    span: Span
    key: str
    low: float
    high: float | None
    unit: str | None
    measure: str | None


@dataclass(frozen=True)
class GoldCheck:
    """A check; `keys` are those of its figures, the whole before its parts and what was before what is."""

    kind: CheckKind
    verdict: Verdict
    keys: tuple[str, ...]


@dataclass(frozen=True)
class GoldReport:
    """A report, `name` being that of its file; `part` is "tune" or "held"."""

    name: str
    part: str
    title: str | None
    published: str | None
    text: str
    figures: tuple[GoldFigure, ...]
    checks: tuple[GoldCheck, ...]


class BadReportError(ValueError):
    """A report that breaks the notation: says in which file, on which line, and what is wrong."""

    def __init__(self, name: str, line: int, wrong: str) -> None:
        super().__init__(f"{name}, line {line}: {wrong}")


def read_reports(part: str | None = None) -> tuple[GoldReport, ...]:
    """All reports in the order of their numbers, or those of one part."""
    paths = sorted(FOLDER.glob("[0-9]*.txt"))
    reports = (parse_report(path.name, path.read_text(encoding="utf-8")) for path in paths)
    return tuple(report for report in reports if part in (None, report.part))


def parse_report(name: str, written: str) -> GoldReport:
    """The report that a file holds.

    Raises:
        BadReportError: a line is not in the notation, or marks, figures and checks do not fit together.
    """
    lines = written.splitlines()
    if "" not in lines or "---" not in lines[lines.index("") :]:
        raise BadReportError(
            name, len(lines), "a report is a head, an empty line, the text, a line --- and its figures"
        )
    body = lines.index("")
    rule = lines.index("---", body)
    head = _head(name, lines[:body])
    text, marks = _text(name, lines[body + 1 : rule], body + 2)
    figures: dict[str, GoldFigure] = {}
    checks = []
    for number, line in enumerate(lines[rule + 1 :], start=rule + 2):
        if check := _CHECK.fullmatch(line):
            kind, verdict, keys = check.groups()
            if lost := [key for key in keys.split() if key not in figures]:
                raise BadReportError(name, number, f"no figure {', '.join(lost)} above this check")
            checks.append(GoldCheck(kind, verdict, tuple(keys.split())))  # type: ignore[arg-type]
        elif figure := _FIGURE.fullmatch(line):
            key, low, high, unit, measure = figure.groups()
            if key in figures or key not in marks:
                raise BadReportError(name, number, f"a second figure {key}" if key in figures else f"no mark for {key}")
            if measure not in (None, *MEASURES):
                raise BadReportError(name, number, f"{measure} is no measure; they are {', '.join(sorted(MEASURES))}")
            if high is not None and float(high) < float(low):
                raise BadReportError(name, number, f"{low} is above {high}")
            top = None if high is None else float(high)
            figures[key] = GoldFigure(marks[key], key, float(low), top, None if unit == "-" else unit, measure)
        elif line:
            raise BadReportError(
                name, number, f"neither 'key: low..high unit | measure' nor 'kind verdict: keys': {line!r}"
            )
    if bare := marks.keys() - figures.keys():
        raise BadReportError(name, len(lines), f"marked but without a line: {', '.join(sorted(bare))}")
    in_order = tuple(sorted(figures.values(), key=lambda figure: figure.span))
    return GoldReport(name, head["part"], head.get("title"), head.get("published"), text, in_order, tuple(checks))


def _head(name: str, lines: list[str]) -> dict[str, str]:
    head: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        field, colon, value = line.partition(": ")
        if not colon or field not in _HEAD or field in head:
            raise BadReportError(name, number, f"the head has 'name: value' lines, once each: {', '.join(_HEAD)}")
        head[field] = value.strip()
    if head.get("part") not in PARTS:
        raise BadReportError(name, 1, f"part is one of {', '.join(PARTS)}")
    return head


def _text(name: str, lines: list[str], first: int) -> tuple[str, dict[str, Span]]:
    """The plain text and the span of each mark in it; `first` is the number of the first line in the file."""
    raw = "\n".join(lines)
    marked = _BROKEN.sub(" ", raw.rstrip())
    pieces: list[str] = []
    marks: dict[str, Span] = {}
    length, last = 0, len(marked) - len(marked.lstrip())
    for mark in _MARK.finditer(marked):
        words, key = mark.groups()
        if key in marks:
            raise BadReportError(name, first + raw.count("\n", 0, mark.start()), f"a second mark {key}")
        pieces += (marked[last : mark.start()], words)
        length += mark.start() - last
        marks[key] = Span(length, length + len(words))
        length += len(words)
        last = mark.end()
    if stray := re.search(r"[\[\]]", _MARK.sub(lambda mark: "." * len(mark[0]), marked)):
        raise BadReportError(name, first + raw.count("\n", 0, stray.start()), "a bracket that marks nothing")
    return "".join((*pieces, marked[last:])), marks
