"""What the ledger must hold at size: on generated readings, through the public library.

python -m benchmarks.ledger fill FILE [READINGS]   adds readings of 20 claims each; speed and memory on the way
python -m benchmarks.ledger again FILE [READINGS]  adds the same again
python -m benchmarks.ledger search FILE            times of 200 searches
python -m benchmarks.ledger verify FILE            speed of verify
python -m benchmarks.ledger flips FILE [TIMES]     flips one byte of a content at a time; how many are found
python -m benchmarks.ledger kill FILE [TIMES]      kills a program that adds, at random moments; how often all is well
python -m benchmarks.ledger add FILE [TIMES]       kills `sayso add` of a folder of short reports in the same way
"""

import random
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sayso
from sayso.reading import Actor, Claim, Event, Evidence, Link, Meta, Place, Quantity, Reading, Statement, Time
from sayso.report import Report, Span

CLAIMS = 20  # a reading
READINGS = 50_000
_META = Meta(version="0.1.0", model="generated", model_hash="sha256:0")
_TYPES = ("ASSAULT", "PROTEST", "AID", "DISASTER", "ACCIDENT", "CONSULT", "SANCTION", "CRIME")
_MEASURES = ("killed", "injured", "displaced", "missing", None)


def vocabulary(count: int = 20_000) -> list[str]:
    """Invented words, always the same."""
    chance = random.Random(7)
    parts = ["ba", "do", "ker", "lin", "mo", "nar", "pel", "ri", "sta", "tu", "vo", "wen", "zi", "fal", "gro", "hem"]
    return ["".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(count)]


def readings(count: int, start: int = 0) -> Iterator[Reading]:
    """Invented readings, always the same: words by Zipf's law, so that some are in nearly every report."""
    words = vocabulary()
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    total = [sum(weights[:1])]
    for weight in weights[1:]:
        total.append(total[-1] + weight)
    for number in range(start, start + count):
        yield _reading(number, words, total)


def _reading(number: int, words: list[str], weights: list[float]) -> Reading:
    chance = random.Random(number)
    sentences, spans, at = [], [], 0
    for _ in range(CLAIMS):
        sentence = " ".join(chance.choices(words, cum_weights=weights, k=15)) + "."
        spans.append(Span(at, at + len(sentence)))
        sentences.append(sentence)
        at += len(sentence) + 1
    text = " ".join([*sentences, f"Report {number}."])
    names = chance.choices(words[:5000], k=5)
    first = [Span(span.start, text.index(" ", span.start)) for span in spans]
    day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    return Reading(
        report=Report(id=f"r{number}", text=text, outlet=f"{words[number % 300].title()} Post", published=day),
        actors=tuple(Actor(id=f"a{n}", name=name.title()) for n, name in enumerate(names, 1)),
        statements=tuple(Statement(id=f"s{n}", content=(s,), speaker=f"a{1 + n % 5}") for n, s in enumerate(spans, 1)),
        times=(Time(span=first[0], type="DATE", value=day, begin=day, end=day),),
        places=(
            Place(span=first[1], name=words[number % 3000].title(), lat=1.0, lon=2.0, country="XX", feature="city"),
        ),
        quantities=tuple(
            Quantity(id=f"q{n}", span=s, low=n, high=n, value=n, unit="person", measure=_MEASURES[n % 5])
            for n, s in enumerate(first, 1)
        ),
        events=tuple(Event(id=f"e{n}", trigger=s, type=_TYPES[(n + number) % 8]) for n, s in enumerate(first, 1)),
        claims=tuple(
            Claim(
                id=f"c{n}",
                statement=f"s{n}",
                event=f"e{n}",
                quantities=(f"q{n}",),
                places=(0,),
                times=(0,),
                actors=(f"a{1 + (n + 1) % 5}",),
                chain=(Link(), Link(speaker=f"a{1 + n % 5}", statement=f"s{n}")),
                evidence=(Evidence(span=span, statement=f"s{n}", event=f"e{n}"),),
                denies="c1" if n == CLAIMS else None,
            )
            for n, span in enumerate(spans, 1)
        ),
        meta=_META,
    )


def fill(path: Path, count: int = READINGS) -> None:
    """Adds readings and says how fast, and in how much memory."""
    began = time.perf_counter()
    with sayso.open(path) as ledger:
        for done, reading in enumerate(readings(count), 1):
            ledger.add(reading)
            if done % (count // 10 or 1) == 0:
                speed = done / (time.perf_counter() - began)
                print(f"{done:,} readings, {speed:,.0f}/s, {_memory()} MiB", flush=True)
    print(f"{path.stat().st_size / count:,.0f} bytes a reading")


def again(path: Path, count: int = 5000) -> None:
    """Adds what is there."""
    made = list(readings(count))
    with sayso.open(path) as ledger:
        began = time.perf_counter()
        new = [each for reading in made if (each := ledger.add(reading)).new]
        print(f"{count / (time.perf_counter() - began):,.0f} readings/s, {len(new)} of them new, {_memory()} MiB")


def search(path: Path) -> None:
    """Times searches of many kinds, each for 20 claims."""
    words, chance = vocabulary(), random.Random(1)
    weights = [1 / rank for rank in range(1, len(words) + 1)]

    def word() -> str:
        """A word of some claim: a word is the likelier, the more claims have it."""
        return chance.choices(words, weights)[0]

    kinds = {
        "one word": lambda: {"words": word()},
        "two words": lambda: {"words": f"{word()} {word()}"},
        "a word and a speaker": lambda: {"words": word(), "speaker": words[chance.randrange(5000)]},
        "a word, type and time": lambda: {
            "words": word(),
            "event": "AID",
            "since": "2024-06-01",
            "until": "2024-06-30",
        },
        "a speaker": lambda: {"speaker": words[chance.randrange(5000)]},
        "a place and a measure": lambda: {"place": words[chance.randrange(3000)], "measure": "killed"},
        "a type": lambda: {"event": chance.choice(_TYPES)},
        "an outlet": lambda: {"outlet": words[chance.randrange(300)]},
        "a month": lambda: {"since": "2024-06-01", "until": "2024-06-30"},
        "disputed": lambda: {"disputed": True, "words": word()},
        "the commonest word": lambda: {"words": words[0]},
    }
    every = []
    with sayso.open(path, read_only=True) as ledger:
        for kind, query in kinds.items():
            times, found = [], 0
            for _ in range(20):
                asked = query()
                began = time.perf_counter()
                found += len(ledger.search(**asked))
                times.append((time.perf_counter() - began) * 1000)
            every += times
            print(f"{kind:24} median {statistics.median(times):7.1f} ms, longest {max(times):7.1f} ms, {found // 20}")
    print(f"{'all':24} median {statistics.median(every):7.1f} ms")


def verify(path: Path) -> None:
    """Walks the chain, alone and with the tables."""
    size = path.stat().st_size / 2**20
    with sayso.open(path) as ledger:
        for tables in (False, True):
            began = time.perf_counter()
            found = ledger.verify(tables=tables)
            seconds = time.perf_counter() - began
            what = "chain and tables" if tables else "chain"
            print(f"{what}: {found.fault or 'whole'}, {found.entries:,} entries in {seconds:.1f} s", end="")
            print(f", {size / seconds:.0f} MiB/s, {_memory()} MiB of memory")


def flips(path: Path, times: int = 500) -> None:
    """Flips one bit to eight of one byte of one content at a time."""
    chance, copy = random.Random(3), path.with_suffix(".flipped")
    with sayso.open(path) as ledger:
        for reading in readings(10):
            ledger.add(reading, sayso.Capture(body=reading.report.text.encode(), url="https://a.example/"))
    found = 0
    for _ in range(times):
        shutil.copy(path, copy)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("DROP TRIGGER contents_are_never_changed")
            seq, data = chance.choice(connection.execute("SELECT seq, data FROM contents").fetchall())
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= chance.randrange(1, 256)
            connection.execute("UPDATE contents SET data = ? WHERE seq = ?", (bytes(flipped), seq))
        with sayso.open(copy) as ledger:
            fault = ledger.verify().fault
            found += fault is not None and fault.seq == seq
    print(f"{found} of {times} flips found")
    copy.unlink()


_ADDING = """
import sys, sayso
from benchmarks.ledger import readings
with sayso.open(sys.argv[1]) as ledger:
    for reading in readings(100_000):
        if ledger.add(reading, sayso.Capture(body=reading.report.text.encode())).new:
            print(reading.report.id, flush=True)
"""


def kill(path: Path, times: int = 200) -> None:
    """Kills a program that adds, again and again on one ledger, and looks whether all that it had said is there."""
    chance, well, said = random.Random(5), 0, set()
    for _ in range(times):
        with subprocess.Popen([sys.executable, "-c", _ADDING, path], stdout=subprocess.PIPE, text=True) as program:
            time.sleep(chance.uniform(0.1, 1.0))
            program.send_signal(signal.SIGKILL)
            said |= {line.strip() for line in program.stdout or () if line.endswith("\n")}
        with sayso.open(path) as ledger:
            sound = ledger.verify().fault is None
            stats = ledger.stats()
            well += sound and stats.reports == stats.readings == stats.captures
            with closing(sqlite3.connect(path)) as connection:
                there = {name for (name,) in connection.execute("SELECT id FROM reports")}
            well -= not said <= there
    with sayso.open(path) as ledger:
        for reading in readings(len(said) + 10):
            ledger.add(reading, sayso.Capture(body=reading.report.text.encode()))
        whole = ledger.verify(tables=True).fault is None and ledger.stats().reports >= len(said) + 10
    print(f"{well} of {times} well, {len(said)} readings said to be added; completed: {whole}")


def add(path: Path, times: int = 200) -> None:
    """Kills `sayso add`, twenty times on a ledger, and looks whether it is whole, then lets it come to its end."""
    chance, well, writing, complete = random.Random(11), 0, 0, 0
    folder = path.with_suffix(".reports")
    program_text = "from sayso.cli import main; main()"
    command = [sys.executable, "-c", program_text, "add", str(folder), "--ledger", str(path), "--jobs", "1"]
    for number in range(times):
        if number % _A_LEDGER == 0:
            _fresh(path, folder, number)
            before = (0, 0, 0)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            time.sleep(chance.uniform(0.5, 6.0))
            running = program.poll() is None
            program.send_signal(signal.SIGKILL)
        after = _kept(path)
        well += after is not None and all(new >= old for new, old in zip(after, before, strict=True))
        writing += running and after is not None and after > before
        before = after or before
        if number % _A_LEDGER == _A_LEDGER - 1:
            subprocess.run(command, check=True, capture_output=True)
            complete += _kept(path) == (_SHORT, _SHORT, _SHORT)
    print(f"{well} of {times} well, {writing} of them killed while it wrote; {complete} ledgers completed")


_A_LEDGER = 20  # kills of one ledger
_SHORT = 400  # reports


def _fresh(path: Path, folder: Path, seed: int) -> None:
    """No ledger, and a folder of other short reports."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, reading in enumerate(readings(_SHORT, start=seed * 1000)):
        words = " ".join(reading.report.text.split()[:40])
        (folder / f"{number:04}.txt").write_text(f"The ministry said {number + 2} people were killed. {words}.")


def _kept(path: Path) -> tuple[int, int, int] | None:
    """How many reports, captures and readings a ledger has; `None` where it is not whole."""
    if not path.exists():
        return (0, 0, 0)
    with sayso.open(path) as ledger:
        stats = ledger.stats()
        sound = ledger.verify(tables=True).fault is None and stats.reports == stats.readings == stats.captures
    return (stats.reports, stats.captures, stats.readings) if sound else None


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    tasks = {task.__name__: task for task in (fill, again, search, verify, flips, kill, add)}
    if len(sys.argv) < 3 or sys.argv[1] not in tasks:
        sys.exit(__doc__)
    tasks[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
