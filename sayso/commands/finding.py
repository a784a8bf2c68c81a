"""Finding again what a ledger keeps: `search`, `show`, `export` and `stats`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

import sayso
from sayso.commands import streams
from sayso.commands.options import DEFAULT_LEDGER, LedgerFile, Output, Since, Until

if TYPE_CHECKING:
    from sayso.ledger.records import ShownClaim, ShownReport
    from sayso.ledger.search import Found

FoundForm = Literal["text", "json", "jsonl", "csv", "geojson", "annotations"]
ShownForm = Literal["text", "json", "html", "original"]
ExportForm = Literal["csv", "jsonl", "parquet", "geojson", "annotations"]
StatsForm = Literal["text", "json"]

SEARCH_EXAMPLES = """Examples:

[bold]sayso search ridge mortars[/]

[bold]sayso search --speaker ministry --since 2024-03-01 --until 2024-03-31[/]

[bold]sayso search "\\"border post\\" shell*" --to csv -o claims.csv[/]"""

SHOW_EXAMPLES = """Examples:

[bold]sayso show 3.c1[/]

[bold]sayso show 1 --to html -o report.html[/]

[bold]sayso show 1 --to original -o page.html[/]"""

EXPORT_EXAMPLES = """Examples:

[bold]sayso export --to csv -o claims.csv[/]

[bold]sayso export --to jsonl --corrections -o training.jsonl[/]"""

STATS_EXAMPLE = "Example:  [bold]sayso stats --ledger news.sayso[/]"


def search(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help='Words; "in quotes" a phrase, with * a beginning.')
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who has a part in it.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where.")] = None,
    event: Annotated[str | None, typer.Option(metavar="TYPE", help="Type, mode or subtype of the event.")] = None,
    measure: Annotated[
        str | None, typer.Option(metavar="WORD", help="What is told of those counted: killed, displaced, ...")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    since: Since = None,
    until: Until = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Only what is denied, denies, or has a figure that disagrees.")
    ] = False,
    all_readings: Annotated[
        bool, typer.Option("--all-readings", help="Older readings as well, and claims decided to be wrong.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many claims at most.")] = 20,
    to: Annotated[FoundForm, typer.Option(help="The form of what is found.")] = "text",
    output: Output = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Search the claims of a ledger, the best first; without words, those added last first.

    All that is given must hold. The days are those of the time that a claim is about, or else of publication.
    """
    from sayso import monitor

    if since and until and since > until:
        raise typer.BadParameter("the first day is after the last; swap them", param_hint="'--since'")
    with streams.ending(1, output), sayso.open(ledger, read_only=True) as kept:
        found = kept.search(
            " ".join(words or ()),
            limit=limit,
            speaker=speaker,
            actor=actor,
            place=place,
            event=event,
            measure=measure,
            outlet=outlet,
            since=since,
            until=until,
            disputed=disputed or None,
            all_readings=all_readings,
        )
        streams.write(_found_as(to, found, kept, output), output, to)
    if not found:
        monitor.say("done", "no claim has all that; try fewer words, or the beginning of one with *")
    elif len(found) == limit:
        monitor.say("done", f"the first {limit:,}; there may be more, which a greater --limit shows")


def show(
    name: Annotated[
        str, typer.Argument(metavar="CLAIM|REPORT", help='A claim ("3.c1"), or a report by number, id or hash.')
    ],
    to: Annotated[
        ShownForm, typer.Option(help="Text, JSON, a page for a browser, or the bytes that it was read from.")
    ] = "text",
    output: Output = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Show all about a claim or a report.

    Of a claim: its words in their context, who says so, what it was read as, and what was decided about it.

    Of a report: what is known of it, what it was read from, its readings, and its page.
    """
    if to == "original" and streams.on_terminal(output):
        raise typer.BadParameter("the bytes may be anything; give the file to write", param_hint="'--output'")
    from sayso.errors import LedgerError
    from sayso.ledger.records import ShownClaim
    from sayso.report import content_id

    with streams.ending(1, output), sayso.open(ledger, read_only=True) as kept:
        shown = kept.show(name)
        if to == "html" and shown.reading is None:
            raise LedgerError("there is no reading of it, and so no page; add it again", source=name)
        report = kept.show(content_id(shown.reading.report.text)) if isinstance(shown, ShownClaim) else shown
        assert not isinstance(report, ShownClaim)
        if to == "original":
            if not report.captures:
                raise LedgerError("the bytes that it was read from are not kept: it came with others", source=name)
            streams.write_bytes(kept.capture(report.captures[-1].entry).body, output)
            return
        pieces = (
            _claim_as(to, shown, report, output) if isinstance(shown, ShownClaim) else _report_as(to, shown, output)
        )
        streams.write(pieces, output, to)


def export(
    to: Annotated[
        ExportForm, typer.Option(help="Claims as a table, on a map, as notes; readings as JSON, one a line.")
    ],
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Only the readings that somebody has decided about, for training.")
    ] = False,
    output: Output = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Write out what a ledger holds now: the newest reading of each report, as corrected, without wrong claims."""
    from sayso.export import as_annotations, as_csv, as_geojson
    from sayso.output import as_jsonl, whole_path

    if corrections and to != "jsonl":
        raise typer.BadParameter("training data are readings: --to jsonl", param_hint="'--corrections'")
    if to == "parquet" and output is None:
        raise typer.BadParameter("Parquet is no text; give the file to write", param_hint="'--output'")
    with streams.ending(1, output), sayso.open(ledger, read_only=True) as kept:
        match to:
            case "parquet":
                assert output
                with whole_path(output) as part:
                    kept.write_parquet(part)
                return
            case "jsonl":
                pieces = as_jsonl(kept.readings(only_corrected=corrections))
            case "csv":
                pieces = as_csv(kept.readings(named=True))
            case "geojson":
                pieces = as_geojson(kept.readings(named=True))
            case "annotations":
                pieces = as_annotations(kept.readings(named=True))
        streams.write(pieces, output, to)


def stats(
    to: Annotated[StatsForm, typer.Option(help="Text or JSON.")] = "text",
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Say how much a ledger holds."""
    import msgspec

    from sayso.listing import stats_lines
    from sayso.output import as_object, printed

    with streams.ending(1), sayso.open(ledger, read_only=True) as kept:
        counts = kept.stats()
        if to == "json":
            streams.write([as_object(msgspec.to_builtins(counts))], None, to)
        else:
            width = streams.width()
            lines = stats_lines(counts, str(ledger), width)
            streams.write(printed(lines, width=width, colour=streams.colour(None)), None, to)


def _found_as(to: FoundForm, found: "list[Found]", kept: "sayso.Ledger", output: Path | None) -> Iterator[str]:
    """What was found, in a form."""
    import msgspec

    from sayso.export import as_annotations, as_csv, as_geojson
    from sayso.output import as_array, as_lines

    plain: Iterator[dict[str, Any]] = (msgspec.to_builtins(each) for each in found)
    told = kept.of_claims(each.claim for each in found)
    match to:
        case "text":
            return _listed(found, output)
        case "json":
            return as_array(plain)
        case "jsonl":
            return as_lines(plain)
        case "csv":
            return as_csv(told)
        case "geojson":
            return as_geojson(told)
        case "annotations":
            return as_annotations(told, only_claims=True)


def _listed(found: "list[Found]", output: Path | None) -> Iterator[str]:
    from sayso.listing import found_lines
    from sayso.output import printed

    width, colour = streams.width(), streams.colour(output)
    for number, each in enumerate(found):
        yield "\n" * bool(number)
        yield from printed(found_lines(each, width, plain=not colour), width=width, colour=colour)


def _claim_as(to: ShownForm, shown: "ShownClaim", of: "ShownReport", output: Path | None) -> Iterator[str]:
    from sayso.display.html import html_pages
    from sayso.listing import claim_lines, claim_record
    from sayso.output import as_object, printed

    if to == "json":
        return iter([as_object(claim_record(shown))])
    if to == "html":
        return html_pages([shown.reading])
    width, colour = streams.width(), streams.colour(output)
    return printed(claim_lines(shown, of, width, plain=not colour), width=width, colour=colour)


def _report_as(to: ShownForm, shown: "ShownReport", output: Path | None) -> Iterator[str]:
    import msgspec

    from sayso.display.html import html_pages
    from sayso.listing import claims_of, report_lines
    from sayso.output import as_object, as_pages, printed

    readings = [shown.reading] if shown.reading else []
    if to == "json":
        yield as_object(msgspec.to_builtins(shown))
    elif to == "html":
        yield from html_pages(readings)
    else:
        width, colour = streams.width(), streams.colour(output)
        yield from printed(report_lines(shown, width), width=width, colour=colour)
        for page in as_pages(readings, width=width, colour=colour):
            yield "\n" + page
        yield from printed(claims_of(shown, width), width=width, colour=colour)
