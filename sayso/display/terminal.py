"""The page as lines of a terminal: in colour on one, plain where it is piped."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells
from rich.text import Text

from sayso.display.figures import CheckRow
from sayso.display.page import Entry, Group, Page, counted
from sayso.display.places import PlaceRow, names_of

NARROWEST = 40
WIDEST = 110  # longer lines are harder to read, and part a statement from its date
_DATED = 64  # below this width the dates follow the words instead of standing in a column of their own
_MOST_LINES = 3
_GAP = 2
_WORD = re.compile(r"\S+")

_SOURCING_STYLES = {
    "named": "green",
    "office": "cyan",
    "group": "blue",
    "unnamed": "yellow",
    "document": "magenta",
    "outlet": "bright_black",
}
_VERDICT_STYLES = {"agree": "bold green", "disagree": "bold red"}
_FIGURES = "figures"
_EVENTS = "events"
_MOST_EVENTS = 6
_KNOWN = {True: "known", False: "unknown"}
_ACT_STYLES = {"den": "red", "accus": "red", "threat": "red", "promis": "green", "confirm": "green", "expect": "yellow"}


def draw(page: Page, width: int, *, plain: bool = False) -> Iterator[Text]:
    """The lines of a page, none wider than `width` cells (at least `NARROWEST`). Plain lines hold no line art."""
    width = min(max(width, NARROWEST), WIDEST)
    yield from (Text(line, style="bold") for line in fit(page.title, width, 2))
    yield from (Text(line, style="dim") for line in fit(" · ".join(page.facts), width, 2))
    columns = _Columns(page, width, branch="" if plain else "└ ")
    for group in page.groups:
        yield Text()
        yield from columns.heading(group)
        for entry in group.entries:
            yield from columns.entry(entry, _SOURCING_STYLES[group.sourcing])
        yield from columns.events(group)
        yield from columns.figures(group)
    if page.checks:
        yield Text()
        yield from columns.checks(page.checks)
    if page.places:
        yield Text()
        yield from columns.places(page.places)


def draw_checks(page: Page, width: int) -> Iterator[Text]:
    """The lines of a page of checks alone; it says so where there are none."""
    width = min(max(width, NARROWEST), WIDEST)
    yield from (Text(line, style="bold") for line in fit(page.title, width, 2))
    if page.checks:
        yield from _Columns(page, width, branch="").checks(page.checks)
    else:
        yield Text("  No figures here that can be checked against each other.", style="dim")


def fit(text: str, width: int, lines: int) -> list[str]:
    """The text broken into at most so many lines of `width` cells; what does not fit gives way to an ellipsis.

    A quotation that is cut short is closed after the ellipsis.
    """
    broken: list[str] = []
    for line in _broken(text, width):
        if len(broken) == lines:
            broken[-1] = _cut(broken, width)
            break
        broken.append(line)
    return broken


def _broken(text: str, width: int) -> Iterator[str]:
    """Greedy lines; a word wider than a line, as in scripts without spaces, is cut between characters."""
    line, used = "", 0
    for match in _WORD.finditer(text):
        word = match[0]
        cells = cell_len(word)
        if line and used + 1 + cells <= width:
            line, used = f"{line} {word}", used + 1 + cells
            continue
        if line:
            yield line
        *whole, word = chop_cells(word, width) if cells > width else [word]
        yield from whole
        line, used = word, cell_len(word)
    if line:
        yield line


def _cut(broken: list[str], width: int) -> str:
    """The last line, shortened so that an ellipsis fits, and the closing mark of a quotation left open."""
    before, line = " ".join(broken[:-1]), broken[-1]
    while True:
        end = "…" + _open_quote(f"{before} {line}")
        if not line or cell_len(line) + len(end) <= width:
            return line.rstrip(" ,;:—–-…") + end
        shorter = line.rpartition(" ")[0]
        line = shorter or line[:-1]


def _open_quote(text: str) -> str:
    if text.count("“") > text.count("”"):
        return "”"
    return '"' if text.count('"') % 2 else ""


class _Columns:
    """The page's columns: act, words, date."""

    def __init__(self, page: Page, width: int, branch: str) -> None:
        entries = [entry for group in page.groups for entry in group.entries]
        labels = [entry.act for entry in entries]
        labels += [_FIGURES for group in page.groups if group.figures] + [check.verdict for check in page.checks]
        labels += [_EVENTS for group in page.groups if group.events] + [_KNOWN[place.known] for place in page.places]
        self.width = width
        self.branch = branch
        self.act = min(max(map(cell_len, labels), default=0), width // 4)
        self.indent = 4 if width >= _DATED else 2
        self.left = self.indent + self.act + _GAP
        dates = max((cell_len(entry.when) for entry in entries if entry.when), default=0) if width >= _DATED else 0
        self.date = dates + _GAP if dates else 0

    def heading(self, group: Group) -> Iterator[Text]:
        """The speaker, how the source is identified, how many statements; then what is known of the speaker."""
        sourcing = "in its own voice" if group.own else group.sourcing
        total = counted(group.total, "passage" if group.own else "statement") if group.total else ""
        room = self.width - self.indent // 2 - cell_len(sourcing) - cell_len(total) - 2 * _GAP
        name = "".join(fit(group.name, room, 1))
        style = _SOURCING_STYLES[group.sourcing]
        yield Text.assemble(
            " " * (self.indent // 2),
            (name, f"bold {style}"),
            " " * _GAP,
            (sourcing, style),
            " " * (room - cell_len(name) + _GAP),
            (total, "dim"),
        )
        about = [group.role or "", "also " + ", ".join(group.also) if group.also else ""]
        if any(about) and group.mentions > 1:
            about.append(f"{group.mentions} mentions")
        for line in fit(" · ".join(filter(None, about)), self.width - self.indent, 1):
            yield Text(" " * self.indent + line, style="dim")

    def entry(self, entry: Entry, style: str) -> Iterator[Text]:
        """The act, the words on a few lines, the date at the right margin of the first."""
        branch = self.branch if entry.depth else ""
        left = self.left + min(2 * max(entry.depth - (not branch), 0), self.width // 4)
        room = self.width - left - len(branch) - self.date
        said_by = "".join(f"[{link}] " for link in entry.chain)
        to = f" (to {entry.to})" if entry.to else ""
        dated = f" · {entry.when}" if entry.when and not self.date else ""
        lines = fit(said_by + entry.content, room, _MOST_LINES) or [""]
        if to or dated:
            lines = _with_tail(lines, to + dated, room)
        for number, line in enumerate(lines):
            act = "".join(fit(entry.act, self.act, 1)) if number == 0 else ""
            mark = branch if number == 0 else " " * len(branch)
            row = Text(" " * self.indent).append(act, _act_style(entry.act))
            row.append(" " * (left - self.indent - cell_len(act))).append(mark, "dim")
            quoted = min(max(len(said_by.rstrip()) - sum(map(len, lines[:number])) - number, 0), len(line))
            row.append(line[:quoted], style).append(line[quoted:], "" if entry.act or entry.chain else "dim")
            if number == 0 and entry.when and self.date:
                row.append(" " * (room - cell_len(line) + self.date - cell_len(entry.when))).append(entry.when)
            row.rstrip()
            yield row

    def events(self, group: Group) -> Iterator[Text]:
        """What a speaker says happened, an event a line, the main event of the report first and in bold."""
        room = self.width - self.left
        more = len(group.events) - _MOST_EVENTS
        label = _EVENTS
        for event in group.events[:_MOST_EVENTS]:
            words = ("main event: " if event.main else "") + event.line()
            for line in fit(words, room, 2):
                yield self._labelled(label, line, "bold" if event.main else "")
                label = ""
        if more > 0:
            yield self._labelled(label, f"and {more} more", "dim")

    def places(self, places: tuple[PlaceRow, ...]) -> Iterator[Text]:
        """How many places are known and unknown, then their names."""
        names = {known: names_of(place for place in places if place.known is known) for known in (True, False)}
        yield self._foot("Places", ", ".join(f"{len(names[known])} {_KNOWN[known]}" for known in names if names[known]))
        for known, found in names.items():
            label = _KNOWN[known]
            for line in fit(" · ".join(found), self.width - self.left, _MOST_LINES):
                yield self._labelled(label, line, "")
                label = ""

    def _labelled(self, label: str, line: str, style: str) -> Text:
        row = Text(" " * self.indent).append("".join(fit(label, self.act, 1)).ljust(self.act + _GAP), "dim")
        return row.append(line, style)

    def _foot(self, name: str, tally: str) -> Text:
        room = self.width - self.indent // 2
        tally = "".join(fit(tally, room - len(name) - _GAP, 1))
        gap = " " * (room - len(name) - cell_len(tally))
        return Text.assemble(" " * (self.indent // 2), (name, "bold"), gap, (tally, "dim"))

    def figures(self, group: Group) -> Iterator[Text]:
        """The figures that a speaker gives, on a few lines."""
        room = self.width - self.left - self.date
        for number, line in enumerate(fit(" · ".join(group.figures), room, _MOST_LINES)):
            label = "".join(fit(_FIGURES, self.act, 1)) if number == 0 else ""
            yield Text(" " * self.indent + label.ljust(self.act + _GAP) + line, style="dim")

    def checks(self, checks: tuple[CheckRow, ...]) -> Iterator[Text]:
        """How many figures agree and do not, then each check: verdict, arithmetic, and who says which words."""
        disagreeing = sum(check.verdict == "disagree" for check in checks)
        agreeing = len(checks) - disagreeing
        tally = f"{disagreeing} disagree{'s' * (disagreeing == 1)}, {agreeing} agree{'s' * (agreeing == 1)}"
        yield self._foot("Checks", tally)
        room = self.width - self.left
        for check in checks:
            for number, line in enumerate(fit(check.explain, room, _MOST_LINES)):
                label = "".join(fit(check.verdict, self.act, 1)) if number == 0 else ""
                row = Text(" " * self.indent).append(label.ljust(self.act + _GAP), _VERDICT_STYLES[check.verdict])
                yield row.append(line)
            for evidence in check.evidence:
                for line in fit(f"{evidence.speaker}: {evidence.words}", room, 2):
                    yield Text(" " * self.left + line, style="dim")


def _with_tail(lines: list[str], tail: str, room: int) -> list[str]:
    """The lines with a few more words after the last, on a line of their own if they do not fit."""
    if cell_len(lines[-1]) + cell_len(tail) <= room:
        return [*lines[:-1], lines[-1] + tail]
    return [*lines, *fit(tail.strip(" ·"), room, 1)]


def _act_style(act: str) -> str:
    return next((f"bold {style}" for stem, style in _ACT_STYLES.items() if act.startswith(stem)), "bold")
