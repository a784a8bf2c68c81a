"""The figures of every head of a model folder on the dev packs: `python -m training.evaluate --packs DIR`.

Syntax is scored as in the CoNLL 2018 shared task (Zeman et al.): F1 over tokens and sentences by their
offsets, tags and arcs counted on tokens found. Chains are scored on mentions as the gold has them: how often the
likeliest of those before one is in its chain. The other heads are scored as spans, exactly. What a report's events
and their arguments are worth together, `benchmarks/quality.py` measures.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.language.annotate import annotate
from sayso.language.model import BUNDLED, Model, load_model
from sayso.report import Span
from training.corpus import bracketed, read_conllu, read_jsonl

#: Packs with spans, and every how many of their reports is held out of training.
SPANS = {
    "attribution/dev.jsonl": 1, "entities/dev.jsonl": 1, "times/dev.jsonl": 1,
    "places/lgl.jsonl": 5, "places/geovirus.jsonl": 5,
}  # fmt: skip


def f1(hits: int, gold: int, found: int) -> float:
    return 2 * hits / (gold + found) if gold + found else 0.0


def syntax(model: Model, path: Path) -> dict[str, float]:
    n: Counter[str] = Counter()
    for text, sentences in read_conllu(path):
        found = annotate(model, text)
        theirs = {(t.start, t.end): i for i, t in enumerate(found.tokens)}
        starts = {found.tokens[a].start for a, _ in found.sentences}
        n["found"] += len(found.tokens)
        n["sentences found"] += len(starts)
        for words in sentences:
            n["sentences"] += 1
            n["sentences right"] += words[0].start in starts
            for word in words:
                n["gold"] += 1
                i = theirs.get((word.start, word.end))
                if i is None:
                    continue
                token = found.tokens[i]
                n["tokens"] += 1
                n["upos"] += token.upos == word.upos
                n["xpos"] += token.xpos == word.xpos
                head = words[word.head - 1] if word.head else None
                governor = found.tokens[token.head] if token.head >= 0 else None
                attached = (head is None and governor is None) or (
                    head is not None
                    and governor is not None
                    and (head.start, head.end) == (governor.start, governor.end)
                )
                n["uas"] += attached
                n["las"] += attached and token.deprel.split(":")[0] == word.deprel.split(":")[0]
    figures = {name: f1(n[name], n["gold"], n["found"]) for name in ("tokens", "upos", "xpos", "uas", "las")}
    return {"sentence starts": f1(n["sentences right"], n["sentences"], n["sentences found"]), **figures}


def chains(model: Model, path: Path) -> dict[str, float]:
    """Share of the mentions that mean something before them for which the model ranks such a mention first."""
    n: Counter[tuple[str, bool]] = Counter()
    for text, sentences in read_conllu(path):
        found = annotate(model, text)
        assert found.likeness
        ranges: list[tuple[int, int]] = []
        chained: list[str] = []
        for start, end, chain in sorted((a, b, chain) for words in sentences for a, b, _, chain in bracketed(words)):
            tokens = found.covering(Span(start, end))
            if tokens[0] < tokens[1]:
                ranges.append(tokens)
                chained.append(chain)
        for place, (tokens, chain) in enumerate(zip(ranges, chained, strict=True)):
            before = range(max(0, place - _BEFORE), place)
            if not any(chained[i] == chain for i in before):
                continue
            best = max(before, key=lambda i: found.likeness.log_odds(tokens, ranges[i]))
            kind = "pronouns" if found.tokens[tokens[0]].xpos in ("PRP", "PRP$") else "other mentions"
            n[kind, chained[best] == chain] += 1
    return {f"chains, {kind}": n[kind, True] / (n[kind, True] + n[kind, False]) for kind, _ in n}


#: Mentions before one that may be what it means.
_BEFORE = 100


def spans(model: Model, lines: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Exact span F1 of whatever layers the reports have: attribution, entities, times, triggers, toponyms."""
    n: Counter[tuple[str, str]] = Counter()

    def count(name: str, gold: Iterable[object], found: Iterable[object]) -> None:
        a, b = set(gold), set(found)
        n[name, "hits"] += len(a & b)
        n[name, "gold"] += len(a)
        n[name, "found"] += len(b)

    for report in lines:
        found = annotate(model, report["text"])
        if "statements" in report:
            theirs = found.attributions
            for part in ("source", "content"):
                gold = [tuple(span) for s in report["statements"] for span in s[part]]
                count(part, gold, [tuple(span) for a in theirs for span in getattr(a, part)])
            count(
                "cue", [tuple(span) for s in report["statements"] for span in s["cue"]], [tuple(a.cue) for a in theirs]
            )
        if "entities" in report:
            gold = [(*e["span"], e["kind"]) for e in report["entities"]]
            count("entity", gold, [(*e.span, e.kind) for e in found.entities])
        if "times" in report:
            gold = [(*t["span"], t["type"]) for t in report["times"]]
            count("time and type", gold, [(*t.span, t.type) for t in found.times])
        if "events" in report:
            count("trigger", [tuple(e["span"]) for e in report["events"]], [tuple(e.trigger) for e in found.events])
        if "places" in report:
            count("toponym", [tuple(p["span"]) for p in report["places"]], [tuple(t.span) for t in found.toponyms])
    names = dict.fromkeys(name for name, _ in n)
    return {name: f1(n[name, "hits"], n[name, "gold"], n[name, "found"]) for name in names}


def evaluate(packs: Path, folder: Path) -> None:
    """Print the figures as a Markdown table."""
    model = load_model(folder)
    print("| pack | head | figure |\n| --- | --- | --- |")
    for name in ("treebank/ewt-dev.conllu.gz", "treebank/gum-dev.conllu.gz"):
        for head, figure in syntax(model, packs / name).items():
            print(f"| {name.split('.')[0]} | {head} | {figure:.3f} |", flush=True)
    for head, figure in chains(model, packs / "treebank/gum-dev.conllu.gz").items():
        print(f"| treebank/gum-dev | {head} | {figure:.3f} |", flush=True)
    for name, step in SPANS.items():
        for head, figure in spans(model, list(read_jsonl(packs / name))[::step]).items():
            print(f"| {name.split('.')[0]} | {head} | {figure:.3f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=Path, required=True, help="folder of the benchmark packs")
    parser.add_argument("--model", type=Path, default=BUNDLED, help="model folder")
    options = parser.parse_args()
    evaluate(options.packs, options.model)


if __name__ == "__main__":
    main()
