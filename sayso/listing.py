"""What the commands of a ledger show: claims that were found, one claim, one report, how much there is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.display.dates import date_in_words
from sayso.display.events import label_in_words
from sayso.display.figures import number
from sayso.display.page import counted, title_of
from sayso.display.terminal import NARROWEST, WIDEST, fit
from sayso.display.visible import harmless, visible
from sayso.export.rows import Row, Rows
from sayso.ledger.corrections import Correction, Decision
from sayso.ledger.records import Decided, KeptReading, ShownClaim, ShownReport, Stats
from sayso.ledger.search import Found
from sayso.reading import Reading
from sayso.report import Span, content_id

_LIT = "bold yellow"
_DECISIONS: dict[Decision, str] = {"right": "bold green", "wrong": "bold red", "changed": "bold yellow"}
_WHITE = re.compile(r"\s+")
_LINES = 3  # of evidence among others
_LINES_ALONE = 10
_TELLINGS = 5
# Characters of the report shown on each side of the words of a claim.
_AROUND = 160
_LABEL = 11
_KILO = 1000


def found_lines(found: Found, width: int, *, plain: bool) -> Iterator[Text]:
    """A claim among others: its name, who says so, the words, what is known of it, and the report, on a line each.

    What was looked for stands out, in plain text between asterisks.
    """
    width = _bounded(width)
    indent = max(cell_len(found.claim), 4) + 2
    room = width - indent
    name = Text(found.claim, style="bold cyan")
    for line in fit(visible(found.speaker_chain), room, 2):
        yield Text.assemble(name, " " * (indent - cell_len(name.plain)), (line, "bold"))
        name = Text()
    telling = next((each for each in found.tellings if each.highlights), found.tellings[0] if found.tellings else None)
    if telling:
        lit = [Span(at.start - telling.span.start, at.end - telling.span.start) for at in telling.highlights]
        yield from _indented(_excerpt(telling.words, lit, room * _LINES, plain=plain), indent, room)
    for facts, style in ((_facts(found), ""), (_source(found), "dim")):
        for line in fit(" · ".join(facts), room, 2):
            yield Text(" " * indent + line, style=style)


def claim_lines(shown: ShownClaim, of: ShownReport, width: int, *, plain: bool) -> Iterator[Text]:
    """One claim: its words in their context, what is known of it now and as read, and all that was decided."""
    width = _bounded(width)
    found, text = shown.found, shown.reading.report.text
    state = found.decision or "as read"
    yield _ends(f"Claim {found.claim}", (state, _DECISIONS.get(shown.decided[-1].correction.decision, "")
                if shown.decided else "dim"), width)  # fmt: skip
    for telling in found.tellings[:_TELLINGS]:
        yield Text()
        yield from _indented(_in_context(text, telling.span, plain=plain), 2, width - 2, _LINES_ALONE)
    if len(found.tellings) > _TELLINGS:
        yield Text(f"  and told {counted(len(found.tellings) - _TELLINGS, 'time')} more", style="dim")
    yield Text()
    now, before = (dict(_known(_row(reading, found.claim))) for reading in (shown.reading, shown.as_read))
    for label in dict.fromkeys((*now, *before)):
        value, was = now.get(label, "unknown"), before.get(label, "unknown")
        yield from _labelled(label, value if value == was else f"{value} (as read: {was})", width)
    if found.disputed:
        yield from _labelled("disputed", "it denies or is denied, or a figure of it disagrees with another", width)
    yield from _labelled("report", " · ".join((*_source(found), *filter(None, [visible(found.url or "")]))), width)
    yield Text()
    yield Text("History", style="bold")
    reading = next((each for each in of.readings if each.entry == _reading_of(found.claim)), None)
    if reading:
        newer = of.readings[-1].entry > reading.entry
        told = f"{_made(reading)}{f'; reading {of.readings[-1].entry} is newer' if newer else ''}"
        yield from _labelled("read", f"{date_in_words(reading.at)} · {told}", width)
    for each in shown.decided:
        about = each.correction.claim
        carried = f" · about {about}, of an older reading" if about != found.claim else ""
        yield from _labelled(each.correction.decision, f"{date_in_words(each.at)} · {_decided(each)}{carried}", width)


def report_lines(shown: ShownReport, width: int) -> Iterator[Text]:
    """What is known of a report, what it was read from, and what read it."""
    width = _bounded(width)
    report = shown.report
    yield from (Text(line, style="bold") for line in fit(title_of(report), width, 2))
    words = counted(len(report.text.split()), "word")
    when = date_in_words(report.published) if report.published else ""
    told = " · ".join(filter(None, (visible(report.outlet or ""), visible(when), words)))
    yield from (Text(line, style="dim") for line in fit(told, width, 2))
    known = {
        "report": str(shown.entry) if report.id == content_id(report.text) else f"{shown.entry} · {visible(report.id)}",
        "sha256": content_id(report.text).removeprefix("sha256:"),
        "address": report.url,
        "author": report.author,
        "language": report.language,
        "retrieved": report.retrieved,
        "captures": None if shown.captures else "none",
        "readings": None if shown.readings else "none",
    }
    for label, value in known.items():
        yield from _labelled(label, visible(value or ""), width)
        if label == "retrieved":
            yield from _published(shown, width)
        if label == "captures":
            for capture in shown.captures:
                facts = (str(capture.entry), _size(capture.bytes), visible(capture.url or ""), capture.retrieved or "")
                yield from _labelled(label, " · ".join(filter(None, facts)), width)
                label = ""
        if label == "readings":
            for reading in shown.readings:
                facts = (
                    str(reading.entry),
                    date_in_words(reading.at),
                    _made(reading),
                    counted(reading.claims, "claim"),
                )
                yield from _labelled(label, " · ".join(facts), width)
                label = ""
    for each in shown.unmatched:
        told = f"{each.correction.claim} is {each.correction.decision} · {_decided(each)}"
        yield from _labelled("unmatched", f"{told} · fits no claim of the newest reading", width)


def _published(shown: ShownReport, width: int) -> Iterator[Text]:
    """Where else the same text was published, and which reports are nearly the same."""
    label = "also in"
    for each in shown.publications[1:]:
        when = date_in_words(each.published) if each.published else ""
        facts = (visible(each.outlet or each.title or each.id), visible(when), visible(each.url or ""))
        yield from _labelled(label, " · ".join(filter(None, facts)), width)
        label = ""
    label = "near copies"
    for copy in shown.copies:
        when = date_in_words(copy.published) if copy.published else ""
        facts = (f"report {copy.entry} ({copy.similarity:.0%})", visible(copy.outlet or ""), visible(when))
        yield from _labelled(
            label, " · ".join((*filter(None, facts), *filter(None, [visible(copy.title or "")]))), width
        )
        label = ""


def claims_of(shown: ShownReport, width: int) -> Iterator[Text]:
    """The claims of the newest reading, each with its name and a line of its words."""
    if not shown.reading or not shown.readings or not shown.reading.claims:
        return
    width = _bounded(width)
    yield Text()
    yield Text("Claims", style="bold")
    rows = Rows(shown.reading)
    for claim in shown.reading.claims:
        name = f"{shown.readings[-1].entry}.{claim.id}"
        words = f"{rows.chain(claim).rpartition(' > ')[2]}: {rows.of(claim).notes or ''}"
        for line in fit(words, width - _LABEL - 4, 1):
            yield Text.assemble("  ", (name.ljust(_LABEL), "cyan"), "  ", line)


def stats_lines(stats: Stats, name: str, width: int) -> Iterator[Text]:
    """How much a ledger holds."""
    width = _bounded(width)
    yield _ends(visible(name), (_size(stats.bytes), "dim"), width)
    days = _days(stats.first and stats.first[:10], stats.last and stats.last[:10])
    kept = (
        ("reports", f"{stats.reports:,}"),
        ("published", counted(stats.publications, "time")),
        ("near copies", f"{stats.near_copies:,}"),
        ("captures", f"{stats.captures:,}"),
        ("readings", f"{stats.readings:,}"),
        ("claims", f"{stats.claims:,}, {stats.disputed:,} of them disputed" if stats.claims else "0"),
        ("corrections", f"{stats.corrections:,}"),
        ("forgotten", f"{stats.removals:,}"),
        ("entries", " · ".join(filter(None, (f"{stats.entries:,}", days)))),
    )
    for label, value in kept:
        yield from _labelled(label, value, width)
    types = tuple((label_in_words(each), count) for each, count in stats.types)
    for label, most in (("models", stats.models), ("outlets", stats.outlets), ("types", types)):
        for each, count in most:
            yield from _labelled(label, f"{visible(each)} ({count:,})", width)
            label = ""


def claim_record(shown: ShownClaim) -> dict[str, Any]:
    """A claim as plain values: as it was found, its row now and as read, and all that was decided about it."""
    plain: dict[str, Any] = msgspec.to_builtins(shown.found)
    rows = {"now": _row(shown.reading, shown.found.claim), "as_read": _row(shown.as_read, shown.found.claim)}
    return {**plain, **msgspec.to_builtins(rows), "history": msgspec.to_builtins(shown.decided)}


def _facts(found: Found) -> Iterator[str]:
    """What is known of a claim in a few words."""
    if kind := found.subtype or found.type:
        yield label_in_words(kind)
    yield from (visible(each) for each in (found.quantity, found.location) if each)
    published = (found.published or "")[:10]
    days = _days(found.first_day, found.last_day)
    if days and (found.first_day, found.last_day) != (published, published):  # else the report's date says it
        yield days
    if len(found.tellings) > 1:
        yield f"told {len(found.tellings)} times"
    if found.disputed:
        yield "disputed"
    if found.decision:
        yield found.decision


def _source(found: Found) -> Iterator[str]:
    """The report that a claim is from."""
    if title := visible(found.title or ""):
        yield title
    if found.published:
        yield visible(date_in_words(found.published))
    yield f"report {found.entry}"
    if found.also_in:
        yield f"also in {visible(', '.join(found.also_in))}"
    if found.near_copy_of:
        yield f"near copy of report {found.near_copy_of.entry} ({found.near_copy_of.similarity:.0%})"


def _known(row: Row) -> Iterator[tuple[str, str]]:
    """The facts of a row, by what they are called."""
    told = {"not": row.polarity == "neg", "to come": row.tense == "future", "main event": row.main}
    sure = row.certainty if row.certainty != "certain" else None
    marks = [*([sure] if sure else []), *(mark for mark, holds in told.items() if holds)]
    kind = row.subtype or row.type
    at = (row.latitude, row.longitude)
    place = "" if None in at else " ({:.4f}, {:.4f})".format(*at)
    known = (
        ("said by", row.speaker_chain),
        ("act", ", ".join(filter(None, (row.act, row.sourcing)))),
        ("event", ", ".join([*([label_in_words(kind)] if kind else []), *marks]) if row.polarity else None),
        ("who", row.actor1),
        ("to whom", row.actor2),
        ("what", row.object),
        ("figure", _figure(row)),
        ("place", f"{row.location}{place}" if row.location else None),
        ("time", _days(row.date_start, row.date_end)),
        ("denies", row.denies),
    )
    return ((label, value) for label, value in known if value)


def _figure(row: Row) -> str | None:
    """The words of all figures, and of the first its bounds, unit and measure."""
    if row.quantity is None:
        return None
    meant = (_bounds(row.quantity_low, row.quantity_high), row.unit, row.measure)
    return f"“{row.quantity}”: {', '.join(filter(None, meant))}"


def _bounds(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        bound = number(high) if low is None and high is not None else number(low) if low is not None else "unknown"
        return f"up to {bound}" if high is not None else f"{bound} or more" if low is not None else bound
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _decided(each: Decided) -> str:
    """Who decided what, and the note."""
    note = f"“{visible(each.correction.note)}”" if each.correction.note else ""
    return " · ".join(filter(None, (visible(each.correction.by), "; ".join(_changes(each.correction)), note)))


def _changes(correction: Correction) -> Iterator[str]:
    if correction.speaker:
        yield f"speaker: {visible(correction.speaker)}"
    if correction.own_voice:
        yield "said by the outlet itself"
    if correction.counts or correction.unit:
        bounds = _bounds(correction.low, correction.high) if correction.counts else ""
        yield f"figure: {' '.join(filter(None, (bounds, visible(correction.unit or ''))))}"
    if correction.place:
        known = correction.lat is not None and correction.lon is not None
        yield f"place: {visible(correction.place)}{f' ({correction.lat:.4f}, {correction.lon:.4f})' if known else ''}"
    if correction.type:
        yield f"type: {label_in_words(correction.type)}"


def _row(reading: Reading, name: str) -> Row:
    local = name.partition(".")[2]
    return Rows(reading).of(next(claim for claim in reading.claims if claim.id == local))


def _reading_of(claim: str) -> int:
    return int(claim.partition(".")[0])


def _made(reading: KeptReading) -> str:
    return f"{visible(reading.model)} {visible(reading.version)}"


def _excerpt(words: str, lit: Sequence[Span], room: int, *, plain: bool) -> Text:
    """The words on one line, those within `lit` standing out, cut to so many cells around the first of these."""
    text, first = Text(), None
    for piece, shines in _pieces(words, lit):
        if shines and first is None:
            first = len(text)
        text.append(f"*{piece}*" if shines and plain else piece, _LIT if shines else "")
    if text.cell_len <= room:
        return text
    start = 0
    if first is not None and first > room * 2 // 3:
        start = text.plain.rfind(" ", 0, first - room // 3) + 1
    cut = text[start:]
    if cut.cell_len > room - 2:
        cut.truncate(room - 2)
        end = cut.plain.rstrip().rfind(" ")
        cut = cut[: end if end > room // 2 else len(cut)]
        cut.append("…")
    return Text("…").append_text(cut) if start else cut


def _in_context(text: str, span: Span, *, plain: bool) -> Text:
    """The words of the span, lit, and what stands around them in their paragraph."""
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n\n")[0]
    opened = before if len(before) < _AROUND else "…" + before.partition(" ")[2]
    closed = after if len(after) < _AROUND else after.rpartition(" ")[0] + "…"
    words = opened + text[slice(*span)] + closed
    lit = [Span(len(opened), len(opened) + span.end - span.start)]
    context = Text()
    for piece, shines in _pieces(words, lit):
        context.append(f"*{piece}*" if shines and plain else piece, "bold" if shines else "dim")
    return context


def _pieces(words: str, lit: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """The words, safe to show and on one line, in pieces that are lit or are not."""
    at = 0
    for start, end in (*lit, Span(len(words), len(words))):
        for piece, shines in ((words[at:start], False), (words[start:end], True)):
            if piece:
                yield harmless(_WHITE.sub(" ", piece)), shines
        at = end


def _indented(text: Text, indent: int, room: int, most: int = _LINES) -> Iterator[Text]:
    lines = text.wrap(Console(width=room), room)
    for at, line in enumerate(lines[:most], 1):
        line.rstrip()
        if at == most < len(lines):
            line.truncate(room - 1)
            line.append("…")
        yield Text(" " * indent).append_text(line)


def _labelled(label: str, value: str, width: int) -> Iterator[Text]:
    for line in fit(value, width - _LABEL - 4, _LINES):
        yield Text.assemble("  ", (label.ljust(_LABEL), _DECISIONS.get(label, "dim")), "  ", line)  # type: ignore[call-overload]
        label = ""


def _ends(left: str, right: tuple[str, str], width: int) -> Text:
    gap = max(width - cell_len(left) - cell_len(right[0]), 2)
    return Text.assemble((left, "bold"), " " * gap, right)


def _days(first: str | None, last: str | None) -> str | None:
    """One day in words, or two."""
    if not first or not last:
        return None
    begin, end = date_in_words(first), date_in_words(last)
    return begin if begin == end else f"{begin} to {end}"


def _size(count: int) -> str:
    """So many bytes in a few characters."""
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < _KILO:
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= _KILO
    return f"{size:,.1f} GB"


def _bounded(width: int) -> int:
    return min(max(width, NARROWEST), WIDEST)
