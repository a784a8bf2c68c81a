"""The packs about events, places and times, and our own event sentences, as training examples."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from sayso.language import labels
from sayso.language.inventory import read_definitions
from sayso.language.windows import cut_pieces
from training.corpus import IGNORE, Example, Grid, Ints, read_jsonl, tagged
from training.event_notation import MarkedItem, read_items

Span = Sequence[int]

#: Items of a page.
_PAGE = 7

#: Words that no trigger of the PLOVER records is, though its field of trigger words begins with them.
_LIGHT = frozenset(
    ("have", "has", "had", "been", "being", "be", "is", "are", "was", "were", "will", "would", "may", "might", "could",
     "must", "to", "in", "of", "on", "by", "the", "a", "an")
)  # fmt: skip
_FACTS = {
    "polarity": labels.POLARITY,
    "certainty": labels.CERTAINTY,
    "tense": labels.TENSE,
}


def times(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """TimeML: temporal expressions, and the words that tell events."""
    examples = []
    for report in read_jsonl(path):
        pieces = cut_pieces(tokenizer, report["text"])
        grid = Grid(pieces)
        tags = {"time": tagged(grid, [(t["span"], t["type"]) for t in report["times"]], labels.TIME)}
        tags["trigger"] = _triggers(grid, [event["span"] for event in report["events"]])
        examples.append(Example(pieces, report["text"], tags))
    return examples


def _triggers(grid: Grid, spans: Iterable[Span]) -> Ints:
    column = grid.blank()
    for span in spans:
        a, b = grid.words(span)
        column[grid.first[a:b]] = 1
    return column


def meantime(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """MEANTIME: times, triggers with their factuality, who does it and where, chains. Every fifth is held out.

    Only the first sentences of an article are annotated in full: what follows the last event that has a polarity
    says nothing of the words that are no trigger.
    """
    examples = []
    for place, report in enumerate(read_jsonl(path)):
        if place % 5 == 0:
            continue
        text = report["text"]
        pieces = cut_pieces(tokenizer, text)
        grid = Grid(pieces)
        full = [event for event in report["events"] if event["polarity"] is not None]
        end = text.find("\n", max((event["span"][1] for event in full), default=0))
        seen = int(np.searchsorted(grid.start, end if end >= 0 else len(text)))
        tags = {"time": tagged(grid, [(t["span"], t["type"]) for t in report["times"]], labels.TIME)}
        tags["trigger"] = _triggers(grid, [event["span"] for event in report["events"]])
        outside = grid.first[seen:]
        tags["trigger"][outside[tags["trigger"][outside] == 0]] = IGNORE
        tags |= {name: grid.blank(IGNORE) for name in _FACTS}
        triggers = []
        for event in full:
            a, b = grid.words(event["span"])
            if a == b:
                continue
            at = int(grid.first[a])
            for name, tagset in _FACTS.items():
                value = (event["time" if name == "tense" else name] or "").lower()
                if value in tagset:
                    tags[name][at] = tagset.index(value)
            roles: dict[int, int] = {}
            for participant in event["participants"]:
                role = {"Arg0": "actor", "Argm-LOC": "place"}.get(participant["role"])
                if role:
                    roles |= dict(grid.span_labels(participant["span"], labels.ARGUMENT, role))
                else:
                    c, d = grid.words(participant["span"])
                    roles |= {int(piece): IGNORE for piece in grid.first[c:d]}
            triggers.append((at, sorted(roles.items())))
        numbers = {}
        chained = set()
        for mention in (*report["entities"], *report["events"]):
            a, b = grid.words(mention["span"])
            if mention["chain"] and a < b:
                number = numbers.setdefault(mention["chain"], len(numbers))
                chained.add((int(grid.first[a]), int(grid.first[b - 1]), number))
        examples.append(Example(pieces, text, tags, triggers=triggers, chained=sorted(chained)))
    return examples


def events(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Our own sentences, in the notation of `training.event_notation`: each alone, and again within a page of several.

    Pages teach that what stands elsewhere has no part in an event, and that the first item tells what a page is about.
    """
    items = read_items(path)
    pages = list(items)
    random.Random(path.name).shuffle(pages)
    groups = [pages[i : i + _PAGE] for i in range(0, len(pages), _PAGE)]
    return [_marked(item, tokenizer) for item in (*items, *map(_joined, groups))]


def definitions(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """The examples beside the definitions of types: which word tells the event, and its type or subtype."""
    examples = []
    for each in read_definitions(path):
        for text, start, end in each.examples:
            pieces = cut_pieces(tokenizer, text)
            grid = Grid(pieces)
            at = int(grid.first[grid.words((start, end))[0]])
            tags = {name: grid.blank(IGNORE) for name in ("event_type", "event_subtype", "trigger")}
            tags["trigger"][at] = 1
            if each.name in labels.EVENT_SUBTYPE:
                tags["event_subtype"][at] = 1 + labels.EVENT_SUBTYPE.index(each.name)
            kind = each.within or each.name
            if kind in labels.EVENT_TYPE:
                tags["event_type"][at] = 1 + labels.EVENT_TYPE.index(kind)
            examples.append(Example(pieces, text, tags, about=([at], {})))
    return examples


def _joined(items: Sequence[MarkedItem]) -> MarkedItem:
    """One text of several; the main event is that of the first."""
    text, events = "", []
    for number, item in enumerate(items):
        text += "\n\n" if text else ""
        shift = len(text)
        text += item.text
        for event in item.events:
            start, end = event.trigger
            arguments = tuple((role, (a + shift, b + shift)) for role, (a, b) in event.arguments)
            flags = event.flags if number == 0 else event.flags - {"main"}
            events.append(replace(event, trigger=(start + shift, end + shift), flags=flags, arguments=arguments))
    return MarkedItem(items[0].title, text, tuple(events))


def _marked(item: MarkedItem, tokenizer: Tokenizer) -> Example:
    pieces = cut_pieces(tokenizer, item.text)
    grid = Grid(pieces)
    tags = {name: grid.blank() for name in ("event_type", "event_subtype")}
    tags |= {name: grid.blank(IGNORE) for name in ("event_mode", "trigger", *_FACTS)}
    triggers, about = [], []
    incident: list[tuple[Span, str]] = []
    for event in item.events:
        a, b = grid.words(event.trigger)
        if a == b:
            continue
        at = int(grid.first[a])
        kinds = {
            "event_type": (labels.EVENT_TYPE, event.type),
            "event_mode": (labels.EVENT_MODE, event.mode),
            "event_subtype": (labels.EVENT_SUBTYPE, event.subtype),
        }
        for name, (tagset, label) in kinds.items():
            tags[name][at] = 1 + tagset.index(label) if label else 0
        tags["trigger"][at] = 1
        tags["polarity"][at] = "neg" in event.flags
        tags["certainty"][at] = 1 if "probable" in event.flags else 2 if "possible" in event.flags else 0
        tags["tense"][at] = "future" in event.flags
        roles: dict[int, int] = {}
        for role, span in event.arguments:
            roles |= dict(grid.span_labels(span, labels.ARGUMENT, role))
            if event.type in ("ASSAULT", "COERCE") and role in _PARTS:
                incident.append((span, _party(item.text, span) if role == "actor" else _PARTS[role]))
        triggers.append((at, sorted(roles.items())))
        if "main" in event.flags:
            about.append(at)
    tags["incident"] = tagged(grid, incident, labels.INCIDENT)
    if item.text.isupper():  # people or an organisation: capitals do not tell
        who = np.isin(tags["incident"], [labels.INCIDENT.index(f"{at}-perpetrator") for at in "BIES"])
        tags["incident"][who] = IGNORE
    return Example(pieces, item.text, tags, triggers=triggers, about=(about, {}) if about else None)


_PARTS = {"actor": "perpetrator", "recipient": "victim", "object": "target", "instrument": "weapon"}


def _party(text: str, span: Span) -> str:
    """An organisation if the words end in a name, else people."""
    last = text[span[0] : span[1]].split()[-1]
    return "organisation" if last[:1].isupper() and not text.isupper() else "perpetrator"


def incidents(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """MUC-4: wherever the words of a filler stand in the report, they have its part; optional ones are left open."""
    examples = []
    for report in read_jsonl(path):
        pieces = cut_pieces(tokenizer, report["text"])
        grid = Grid(pieces)
        column = grid.blank()
        text = report["text"].upper()
        for sure in (False, True):
            for template in report["templates"]:
                for slot, part in _SLOTS.items():
                    for line in template["slots"].get(slot, []):
                        optional = template["optional"] or line.lstrip().startswith("?")
                        if optional == sure:
                            continue
                        for name in re.findall(r'"([^"]+)"', line.replace('\\"', "")):
                            for span in _found(name, text):
                                _mark(grid, column, span, part if sure else None)
        tags = {"incident": column}
        examples.append(Example(pieces, report["text"], tags))
    return examples


_SLOTS = {
    "perp: individual id": "perpetrator", "perp: organization id": "organisation", "phys tgt: id": "target",
    "incident: instrument id": "weapon", "hum tgt: description": "victim", "hum tgt: name": "victim",
}  # fmt: skip


def _found(name: str, text: str) -> list[tuple[int, int]]:
    words = re.findall(r"\w+", name.upper())
    if not words:
        return []
    pattern = r"\b" + r"[\W_]{1,6}".join(map(re.escape, words)) + r"\b"
    return [match.span() for match in re.finditer(pattern, text)]


def _mark(grid: Grid, column: Ints, span: Span, part: str | None) -> None:
    a, b = grid.words(span)
    taken = column[grid.first[a:b]]
    if a == b:
        return
    if part is None:
        column[grid.first[a:b]] = IGNORE
        return
    # The longer of two names of one filler stays whole.
    if (taken > 0).any() and (taken > 0).sum() >= b - a:
        return
    for piece, label in grid.span_labels(span, labels.INCIDENT, part):
        column[piece] = label


def places(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """LGL and GeoVirus: toponyms. Every fifth report is held out."""
    examples = []
    for number, report in enumerate(read_jsonl(path)):
        if number % 5:
            pieces = cut_pieces(tokenizer, report["text"])
            spans = [(place["span"], "place") for place in report["places"]]
            examples.append(Example(pieces, report["text"], {"place": tagged(Grid(pieces), spans, labels.PLACE)}))
    return examples


def acled(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """CASE 2021 task 2: what a snippet is about; which word tells it is not known. Every third is held out."""
    return [
        _about(report["text"], None, {"event_subtype": 1 + labels.EVENT_SUBTYPE.index(report["type"])}, tokenizer)
        for number, report in enumerate(read_jsonl(path))
        if number % 3
    ]


def plover(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """PLOVER gold standard records: type of a sentence, the words one of which tells it, actor and recipient.

    The even records are held out.
    """
    examples = []
    for report in read_jsonl(path)[::2]:
        words = [w for w in report["trigger_words"].casefold().split() if w not in _LIGHT]
        example = _about(
            report["text"], set(words), {"event_type": 1 + labels.EVENT_TYPE.index(report["type"])}, tokenizer
        )
        grid = Grid(example.pieces)
        roles: dict[int, int] = {}
        for role, key in (("actor", "actors"), ("recipient", "recipients")):
            for name in report[key]:
                start = report["text"].find(name["text"] or "\n")
                if start >= 0:
                    span = start, start + len(name["text"])
                    roles |= dict(grid.span_labels(span, labels.ARGUMENT, role))
        if example.about and words:
            first = next((at for at in example.about[0] if _word(example, at) == words[0]), example.about[0][0])
            example.triggers = [(first, sorted(roles.items()))]
        examples.append(example)
    return examples


def _word(example: Example, at: int) -> str:
    p = example.pieces
    last = int(np.flatnonzero(p.word == p.word[at])[-1])
    return example.text[p.start[at] : p.end[last]].casefold()


def _about(text: str, words: set[str] | None, wanted: dict[str, int], tokenizer: Tokenizer) -> Example:
    pieces = cut_pieces(tokenizer, text)
    example = Example(pieces, text)
    first = [int(at) for at in Grid(pieces).first]
    told = [at for at in first if words is None or _word(example, at) in words]
    example.about = (told or first, wanted)
    return example
