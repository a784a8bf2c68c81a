"""Which stretches of a report are toponyms: those that the model finds, and names that can hardly be anything else."""

from collections.abc import Iterable, Iterator

from sayso.annotation import Annotation
from sayso.extraction.gazetteer import ABBREVIATION, DEMONYM, NAME, Gazetteer
from sayso.extraction.toponyms import PARTS, fold
from sayso.report import Report, Span

#: A town of so many people is told by its name alone, where no person or organisation has it.
LARGE = 1_000_000
_LONGEST = 4  # words of a name
#: Hand-written places of these features are named for themselves; "the Kremlin" is rather a government.
_TOLD = frozenset(("country", "region", "continent", "area", "water", "city", "capital"))
_TAKEN = frozenset(("Person", "Weapon", "MilitaryPlatform", "Vehicle", "Temporal", "Money", "Quantity"))


def spot_toponyms(annotation: Annotation, report: Report, gazetteer: Gazetteer) -> list[Span]:
    """The toponyms of a report in text order; none overlaps another."""
    found = [mention.span for mention in annotation.toponyms]
    if report.dateline and report.dateline.place:
        found.append(report.dateline.place)
    found = list(_apart(found))
    covered = bytearray(len(annotation.text))
    for start, end in (*found, *_other_names(annotation)):
        covered[start:end] = b"\1" * (end - start)
    found += [span for span in _well_known(annotation, gazetteer) if not any(covered[span.start : span.end])]
    return sorted(found)


def _other_names(annotation: Annotation) -> Iterator[Span]:
    """What is named after a place and is none: people, and organisations with a name of their own.

    "Syrian troops" has none, and an organisation of one word that names a town ("Sanaa denied it") is its government.
    """
    for mention in annotation.entities:
        if mention.kind == "Organisation":
            first, last = annotation.covering(mention.span)
            head = annotation.head_of(mention.span)
            if last - first > 1 and head is not None and annotation.tokens[head].upos == "PROPN":
                yield mention.span
        elif mention.kind in _TAKEN:
            yield mention.span


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, without those that overlap one before."""
    end = -1
    for span in sorted(spans):
        if span.start >= end and span.end > span.start:
            yield span
            end = span.end


def _well_known(annotation: Annotation, gazetteer: Gazetteer) -> Iterator[Span]:
    """Names of countries, demonyms, regions, seas and large towns, each standing alone and with its capital letter."""
    tokens = annotation.tokens
    for first, last in _name_runs(annotation):
        if last - first > _LONGEST:
            continue
        span = Span(tokens[first].start, tokens[last - 1].end)
        words = annotation.text[span.start : span.end]
        if len(words) > 1 and _is_well_known(words, gazetteer):
            yield span


def _name_runs(annotation: Annotation) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that form one name each: capitals in a row, as the tagger has them."""
    tokens, text = annotation.tokens, annotation.text
    first = None
    for index, token in enumerate(tokens):
        name = token.upos in ("PROPN", "ADJ", "NOUN") and text[token.start].isupper()
        if first is not None and not (name and token.sentence == tokens[first].sentence):
            yield first, index
            first = None
        if name and first is None:
            first = index
    if first is not None:
        yield first, len(tokens)


def _is_well_known(words: str, gazetteer: Gazetteer) -> bool:
    if len(words) <= 3 and not words.replace(".", "").isupper():
        return False
    key = fold(words)
    if key in PARTS:
        return False
    plural = [entry for entry in gazetteer.lookup(key[:-1]) if entry.kind == DEMONYM] if key.endswith("s") else []
    return bool(plural) or any(
        (entry.population >= LARGE and entry.kind == NAME)
        or (entry.row < gazetteer.noted and entry.feature in _TOLD and entry.kind != ABBREVIATION)
        for entry in gazetteer.lookup(key)
    )
