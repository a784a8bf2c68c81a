"""What reading a web archive costs, against the libraries alone on the same file.

python -m benchmarks.archives make FILE MIB    an invented crawl, always the same; gzipped by record if FILE ends so
python -m benchmarks.archives pages FILE       reports and bytes a second, of Sayso and of the libraries, one core
python -m benchmarks.archives memory FILE      peak memory at each tenth of the file

"The libraries" are FastWARC and trafilatura's `bare_extraction` with metadata, and nothing around them. The two take
turns, a tenth of the pages each, so that neither has the machine to itself.
"""

import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sayso.intake import open_captured
from sayso.report import Report

_NOUNS = [
    "crossing",
    "ferry",
    "harbour",
    "ministry",
    "strike",
    "village",
    "road",
    "school",
    "market",
    "river",
    "bridge",
    "council",
]
_VERBS = ["closed", "reopened", "blocked", "searched", "damaged", "powerless"]
_PEOPLE = ["Ada Holm", "Ivo Brandt", "Marta Quill", "Tom Vale", "Ines Okafor", "Jan Perrin", "Lena Strand"]
_PLACES = ["Tarsk", "Norhaven", "Velm", "Oster Bay", "Kirrow", "Dunmarsh", "Salt Ridge"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_SENTENCES = (
    "The {noun} at {place} was shut for {n} days after the storm, the ministry said on {day}.",
    "{person}, who has lived in {place} since 1998, said that about {n} people had left their homes.",
    "“We have not had one call from the {noun},” said {person}, who leads the union. “Not one.”",
    "At least {n} of them were still waiting in {place} when the {noun} was reopened on {day}.",
    "A spokesman for the council denied that it had refused to talk, and gave no date for a meeting.",
    "It was not clear who would pay for the {noun}, which was built with money from abroad {n} years ago.",
)
_SCRIPT = (
    "var _a{n}=function(e,t){{return e&&t?e.push({{k:'{noun}',v:{n}}}):void 0}};"
    "document.addEventListener('x{n}',_a{n});"
)


def make(path: Path, mib: str) -> None:
    """Writes the archive."""
    size, number = int(mib) << 20, 0
    with path.open("wb") as file:
        for record in _records():
            file.write(gzip.compress(record, 6, mtime=0) if path.suffix == ".gz" else record)
            number += 1
            if file.tell() >= size:
                break
    print(f"{number:,} records, {size >> 20:,} MiB")


def pages(path: Path) -> None:
    """Times both on the same pages, in turns."""
    rivals: dict[str, Iterator[bool]] = {"sayso": _ours(path), "libraries": _theirs(path)}
    seconds, reports = dict.fromkeys(rivals, 0.0), dict.fromkeys(rivals, 0)
    for rival in rivals.values():  # what is loaded at the first page is no cost of a page
        next(rival)
    running = True
    while running:
        for name, rival in rivals.items():
            began = time.process_time()
            turn = list(islice(rival, 100))
            seconds[name] += time.process_time() - began
            reports[name] += sum(turn)
            running = running and bool(turn)
    size = path.stat().st_size / 1e6
    for name in rivals:
        speed = reports[name] / seconds[name]
        print(f"{name:10} {reports[name]:,} reports, {speed:.1f}/s, {size / seconds[name]:.2f} MB/s")
    print(f"ratio      {seconds['sayso'] / seconds['libraries']:.3f} of the time, processor seconds on one core")


def memory(path: Path) -> None:
    """Reads the archive once, and says how much memory the process has had at most."""
    with path.open("rb") as file:
        total = sum(1 for _ in _archive(file))
    _say_memory("before")
    step, next_at, count = total // 10 or 1, total // 10 or 1, 0
    for count, _ in enumerate(open_captured([str(path)]), 1):
        if count >= next_at:
            _say_memory(f"{100 * count // total:3} %")
            next_at += step
    _say_memory(f"end, {count:,} reports")


def _ours(path: Path) -> Iterator[bool]:
    return (isinstance(item, Report) for item, _ in open_captured([str(path)]))


def _theirs(path: Path) -> Iterator[bool]:
    from trafilatura import bare_extraction

    from sayso.intake.html import _DATE_SEARCH

    with path.open("rb") as file:
        for record in _archive(file):
            page = record.reader.read().decode("utf-8", "replace")
            url = record.headers.get("WARC-Target-URI")
            found = bare_extraction(
                page, url=url, with_metadata=True, include_comments=False, date_extraction_params=_DATE_SEARCH
            )
            yield found is not None


def _archive(file: Any) -> Iterator[Any]:
    """The pages of the archive as FastWARC gives them."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(file, record_types=WarcRecordType.response):
        if record.http_headers.status_code == 200 and record.http_content_type == "text/html":
            yield record


def _records() -> Iterator[bytes]:
    """Records without end: for each request a page; a picture after every tenth, what is no page after others."""
    chance = random.Random(11)
    number = 0
    while True:
        number += 1
        url = f"https://post{number % 40}.example/news/{number}"
        yield _record(
            "request", url, f"GET /news/{number} HTTP/1.1\r\n\r\n".encode(), "application/http; msgtype=request"
        )
        yield _response(url, "200 OK", "text/html; charset=utf-8", _page(chance, number, url).encode())
        if number % 10 == 0:
            yield _response(url + ".jpg", "200 OK", "image/jpeg", chance.randbytes(60_000))
        if number % 25 == 0:
            yield _response(url + "/old", "301 Moved Permanently", "text/html", b"<html><body>Moved</body></html>")


def _response(url: str, status: str, media: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nServer: none\r\nContent-Length: {len(body)}\r\n\r\n"
    return _record("response", url, head.encode() + body, "application/http; msgtype=response")


def _record(kind: str, url: str, block: bytes, media: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-15T06:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{random.Random(url + kind).randbytes(16).hex()}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _page(chance: random.Random, number: int, url: str) -> str:
    """A page as newspapers have them: some 50 kB, of which the story is a tenth."""
    outlet = f"{_PLACES[number % 7]} Post {number % 40}"
    title = f"{chance.choice(_PLACES)} {chance.choice(_NOUNS)} {chance.choice(_VERBS)}, council says ({number})"
    day = f"2024-03-{1 + number % 14:02}T09:30:00Z"
    paragraphs = [
        " ".join(_sentence(chance) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(6, 24))
    ]
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": day}
    author = chance.choice(_PEOPLE)
    if number % 3:  # not every page says who wrote it
        data |= {"author": {"@type": "Person", "name": author}, "publisher": {"name": outlet}}
    scripts = "\n".join(_SCRIPT.format(n=chance.randint(1, 10**6), noun=chance.choice(_NOUNS)) for _ in range(120))
    menu = "".join(f'<li class="nav-item"><a href="/{n}/{_word(chance)}">{_word(chance)}</a></li>' for n in range(60))
    teasers = "".join(
        f'<div class="teaser card"><a href="/news/{chance.randint(1, 10**6)}"><img src="/i/{n}.jpg" alt="">'
        f"<h3>{_sentence(chance)}</h3></a><span class='meta'>{_word(chance)}</span></div>"
        for n in range(40)
    )
    story = "\n".join(f"<p>{words}</p>" for words in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="{outlet}">
<meta property="og:title" content="{title}"><meta property="article:published_time" content="{day}">
<script type="application/ld+json">{json.dumps(data)}</script><script>{scripts}</script></head><body>
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>
<p class="byline">By {author}</p><time datetime="{day}">{day}</time>{story}</article>
<aside class="related">{teasers}</aside></main><footer><ul>{menu}</ul><p>Copyright 2024 {outlet}.</p></footer>
<script>{scripts}</script></body></html>"""


def _sentence(chance: random.Random) -> str:
    return chance.choice(_SENTENCES).format(
        noun=chance.choice(_NOUNS),
        place=chance.choice(_PLACES),
        person=chance.choice(_PEOPLE),
        day=chance.choice(_DAYS),
        n=chance.randint(2, 900),
    )


def _word(chance: random.Random) -> str:
    return chance.choice(_NOUNS).title()


def _say_memory(when: str) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{when:>20}: {peak} MiB", flush=True)


if __name__ == "__main__":
    tasks = {task.__name__: task for task in (make, pages, memory)}
    if len(sys.argv) < 3 or sys.argv[1] not in tasks:
        sys.exit(__doc__)
    tasks[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
