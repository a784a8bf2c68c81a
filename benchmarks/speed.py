"""Measure speed and memory, and print them as a Markdown table.

    python benchmarks/speed.py [PACK]

PACK is JSONL, one report a line: "../shared/data/attribution/dev.jsonl" beside the project unless
told. Reading, with everything that belongs to it, is set against the language model alone on the same
text, each piece seen once; both run one after the other in as many workers as this process may use
cores, with one thread each. What figures and checks add is measured stage by stage in this process.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from contextlib import closing
from pathlib import Path

from sayso.extraction.gazetteer import load_gazetteer
from sayso.intake import report_from_text
from sayso.language.annotate import annotate
from sayso.language.model import Ints, load_model
from sayso.language.windows import cut_pieces
from sayso.pipeline import add_checks, add_quantities, stages, usable_cores
from sayso.reading import Reading
from sayso.workers import Pool

PROJECT = Path(__file__).parent.parent
EXAMPLE = PROJECT / "examples" / "clash.html"
COMMAND = [sys.executable, "-m", "sayso.cli"]
_RUNS = 5
_SENTENCE = "In district {place} of the province {homes} homes burned and {people} people were killed.\n\n"

Window = tuple[Ints, Ints, Ints]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", nargs="?", type=Path, default=PROJECT.parent / "shared/data/attribution/dev.jsonl")
    pack = parser.parse_args().pack
    rows = [
        ("`sayso --help`, median of 5", f"{_median_seconds('--help'):.2f} s"),
        (
            "first result of `sayso read` on one article, fresh process, median of 5",
            f"{_median_seconds('read', EXAMPLE):.2f} s",
        ),
    ]
    if pack.is_file():
        rows += _reading(pack)
    else:
        print(f"Reading was not measured: there is no {pack}\n")
    print(f"| what, on {usable_cores()} cores | measured |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")


def _median_seconds(*arguments: object) -> float:
    return statistics.median(_seconds(arguments) for _ in range(_RUNS))


def _seconds(arguments: Sequence[object]) -> float:
    began = time.perf_counter()
    subprocess.run([*COMMAND, *map(str, arguments)], check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _reading(pack: Path) -> list[tuple[str, str]]:
    # The texts are taken from the same intake, so that both sides see the same words.
    import sayso

    texts = [item.text for item in sayso.open_sources([str(pack)]) if isinstance(item, sayso.Report)]
    words = sum(len(text.split()) for text in texts)
    alone = words / _encoder_seconds(texts)
    began = time.perf_counter()
    memory = _peak_memory([*COMMAND, "read", str(pack), "--to", "jsonl"])
    whole = words / (time.perf_counter() - began)
    return [
        (f"reading {len(texts)} articles, {words:,} words, from start to exit", f"{whole:,.0f} words/s"),
        ("the int8 model alone on the same text, without overlap", f"{alone:,.0f} words/s"),
        ("ratio", f"{whole / alone:.2f}"),
        ("peak memory, all processes together", f"{memory / 1e6:.0f} MB"),
        ("time that figures and checks add to all the rest", f"{_share_of_figures(texts):.1%}"),
        *(
            (f"figures and checks of one text with {figures:,} figures, per figure", f"{seconds * 1e6:.0f} µs")
            for figures, seconds in _per_figure((2_500, 5_000, 10_000))
        ),
    ]


def _share_of_figures(texts: Sequence[str]) -> float:
    """Seconds in the stages of figures and checks, over the seconds of the model and all other stages."""
    model = load_model(threads=1)
    figures = rest = 0.0
    for text in texts:
        began = time.perf_counter()
        annotation, reading = annotate(model, text), Reading(report=report_from_text(text))
        rest += time.perf_counter() - began
        for stage in stages(load_gazetteer()):
            began = time.perf_counter()
            reading = stage(annotation, reading)
            if stage in (add_quantities, add_checks):
                figures += time.perf_counter() - began
            else:
                rest += time.perf_counter() - began
    return figures / rest


def _per_figure(sizes: Sequence[int]) -> Iterator[tuple[int, float]]:
    """For each number of figures, the seconds that the stages of figures and checks take for one of them."""
    model = load_model(threads=usable_cores())
    for size in sizes:
        text = "".join(
            _SENTENCE.format(place=i % 700, homes=i * 37 % 90 + 2, people=i * 53 % 400 + 2) for i in range(size // 2)
        )
        annotation = annotate(model, text)
        reading = Reading(report=report_from_text(text))
        took = []
        for _ in range(3):
            began = time.perf_counter()
            found = add_checks(annotation, add_quantities(annotation, reading))
            took.append(time.perf_counter() - began)
        yield len(found.quantities), min(took) / len(found.quantities)


def _encoder_seconds(texts: Sequence[str]) -> float:
    """Seconds that the model takes for all texts, cut into windows that do not overlap; cutting is not counted."""
    model, cores = load_model(threads=1), usable_cores()
    batches: list[list[Window]] = []
    for text in texts:
        pieces = cut_pieces(model.tokenizer, text)
        parts = [slice(a, a + model.window) for a in range(0, len(pieces), model.window)]
        batches.append([(pieces.ids[part], pieces.case[part], pieces.gap[part]) for part in parts])
    with closing(Pool(scorer, cores)) as pool:
        wait([pool.submit(batches[0]) for _ in range(4 * cores)])  # starts and warms the workers
        began = time.perf_counter()
        for _, future in pool.map(batches):
            future.result()
        return time.perf_counter() - began


def scorer() -> Callable[[list[Window]], int]:
    """What each worker runs: the model on one thread, nothing made of its scores."""
    model = load_model(threads=1)
    return lambda windows: sum(len(model.score(*window).cues) for window in windows)


def _peak_memory(command: Sequence[str]) -> int:
    """The most bytes that the command and its children held at one time, shared pages counted once (Linux)."""
    peak = 0
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(_proportional_bytes(pid) for pid in _family(process.pid)))
            time.sleep(0.2)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return peak


def _family(pid: int) -> list[int]:
    children = [child for path in Path(f"/proc/{pid}/task").glob("*/children") for child in _words(path)]
    return [pid, *(relative for child in children for relative in _family(int(child)))]


def _proportional_bytes(pid: int) -> int:
    words = _words(Path(f"/proc/{pid}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) * 1024 if "Pss:" in words else 0


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:  # the process has ended
        return []


if __name__ == "__main__":
    # The workers import their function by the name of its module, which "__main__" is not in them.
    from speed import main

    main()
