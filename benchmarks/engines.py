"""Measure what reading a million reports costs, and print it as a Markdown table.

    python -m benchmarks.engines [PACK]

PACK is JSONL, one report a line: "../shared/data/attribution/dev.jsonl" beside the project unless told. Its reports
are written to files of eight, and these read by each engine with one worker and with two, into a new folder each time;
then the folder is added to a new ledger, and added again. Times are those of the whole call, the start of workers
and of Ray included; beside them stands the time from the first file done to the last, and the CPU time of this process,
which with one local worker is all that reading costs, whatever else the machine does meanwhile.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import sayso
from sayso.adding import add_kept
from sayso.pipeline import usable_cores

PROJECT = Path(__file__).parent.parent
_FILE = 8  # reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", nargs="?", type=Path, default=PROJECT.parent / "shared/data/attribution/dev.jsonl")
    pack = parser.parse_args().pack
    texts = [item.text for item in sayso.open_sources([str(pack)]) if isinstance(item, sayso.Report)]
    lengths = sorted(map(len, texts))
    print(
        f"{len(texts)} reports of {statistics.mean(lengths):,.0f} characters ({statistics.median(lengths):,.0f} in the"
        f" middle, {lengths[-1]:,} at most), {statistics.mean(len(text.split()) for text in texts):,.0f} words;"
        f" {usable_cores()} cores\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(texts, folder / "in")
        print("| engine | workers | whole, s | first to last file, s | reports/s, whole | under way | CPU s here |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for engine, jobs in (("local", 1), ("local", 2), ("ray", 1), ("ray", 2)):
            cpu = time.process_time()
            whole, under_way, share = _seconds(folder, engine, jobs)
            cpu = time.process_time() - cpu
            print(
                f"| {engine} | {jobs} | {whole:.1f} | {under_way:.1f} | {len(texts) / whole:.1f}"
                f" | {len(texts) * share / under_way:.1f} | {cpu:.1f} |"
            )
        out = folder / "local1"
        size = sum(path.stat().st_size for path in out.iterdir())
        print(f"\nParquet: {size / len(texts):,.0f} bytes a report")
        for what in ("new", "there already"):
            seconds, cpu = _added(out, folder / "l.sayso")
            print(
                f"to a ledger, {what}: {len(texts) / seconds:,.0f} reports/s,"
                f" {cpu / len(texts) * 1e3:.1f} ms of CPU each"
            )
        print(f"ledger: {(folder / 'l.sayso').stat().st_size / len(texts):,.0f} bytes a report")


def _write(texts: list[str], folder: Path) -> None:
    """The texts as JSONL, in files of the same number of reports."""
    import json

    folder.mkdir()
    for start in range(0, len(texts), _FILE):
        lines = (json.dumps({"text": text}) for text in texts[start : start + _FILE])
        (folder / f"{start:06}.jsonl").write_text("\n".join(lines))


def _seconds(folder: Path, engine: Any, jobs: int) -> tuple[float, float, float]:
    """Seconds in all, seconds from the first lot done to the last, and the share of the reports read in these."""
    out = folder / f"{engine}{jobs}"
    shutil.rmtree(out, ignore_errors=True)
    seen: list[tuple[float, int]] = []
    began = time.perf_counter()
    done = sayso.read_files(
        [folder / "in"],
        out,
        engine=engine,
        jobs=jobs,
        told=lambda at: seen.append((time.perf_counter(), at.readings)),
    )
    whole = time.perf_counter() - began
    (first, before), (last, _) = seen[1], seen[-1]
    return whole, last - first, 1 - before / done.readings


def _added(out: Path, ledger: Path) -> tuple[float, float]:
    """Seconds, and seconds of CPU time, for adding a folder of readings."""
    began, cpu = time.perf_counter(), time.process_time()
    with sayso.open(ledger) as kept:
        add_kept(kept, sorted(out.glob("*.parquet")), lambda _: None)
    return time.perf_counter() - began, time.process_time() - cpu


if __name__ == "__main__":
    main()
