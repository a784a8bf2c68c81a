"""A local server of feeds and pages that writes down every request, and a clock that passes only when it is slept."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass
class Clock:
    """A clock that stands still until somebody sleeps."""

    seconds: float = datetime(2026, 3, 14, 9, tzinfo=UTC).timestamp()

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass(frozen=True)
class Reply:
    """What the server says, for `meeting` only when others ask too. A request that has its ETag or date gets a 304."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: bool = False
    meeting: threading.Barrier | None = None


@dataclass(frozen=True)
class Request:
    """One line of the server's log; `at` is by the clock of the test, `began` and `ended` by the real one."""

    at: float
    host: str
    path: str
    status: int
    headers: dict[str, str]
    began: float
    ended: float


class Site:
    """A server. `pages` has for each path what is said to one request after the other; the last holds for ever."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock, self.log = clock or Clock(), list[Request]()
        self.pages: dict[str, list[Reply]] = {}
        self.url = ""

    def put(self, path: str, *replies: Reply | str | bytes | int) -> str:
        """Says these things at a path; gives its address."""
        self.pages[path] = [_reply(reply) for reply in replies]
        return self.url + path

    def asked(self, path: str | None = None) -> list[str]:
        """The paths that were asked for, or "host status" of each request for one."""
        return [r.path if path is None else f"{r.status}" for r in self.log if path in (None, r.path)]

    def times(self, *paths: str) -> list[float]:
        """When each of the paths was asked for, in seconds since the first request."""
        return [request.at - self.log[0].at for request in self.log if request.path in paths or not paths]

    def reply(self, path: str) -> Reply:
        """What is said now."""
        replies = self.pages.get(path) or [Reply(status=404)]
        return replies.pop(0) if len(replies) > 1 else replies[0]


def _reply(given: Reply | str | bytes | int) -> Reply:
    if isinstance(given, int):
        return Reply(status=given)
    return given if isinstance(given, Reply) else Reply(given)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site, on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            began = time.monotonic()
            reply = site.reply(self.path)
            etag, modified = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
            same = (etag and self.headers["If-None-Match"] == etag) or (
                modified and self.headers["If-Modified-Since"] == modified
            )
            status = 304 if same else reply.status
            body = b"" if same else reply.body.encode() if isinstance(reply.body, str) else reply.body
            host = self.headers["Host"].partition(":")[0]

            def log() -> None:
                seen = dict(self.headers.items())
                site.log.append(Request(site.clock.seconds, host, self.path, status, seen, began, time.monotonic()))

            if reply.meeting:
                reply.meeting.wait()
            try:
                self.send_response(status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.drip:
                    log()
                    self.end_headers()
                    while True:
                        self.wfile.write(b"x")
                        time.sleep(0.02)
                self.send_header("Content-Length", str(len(body)))
                log()
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keeps the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def story(words: str) -> str:
    """A page with a report."""
    return (
        f"<!DOCTYPE html><html lang='en'><head></head><body><article><h1>{words}</h1>"
        f"<p>{words}, the harbour master said on Friday. The quay at Tarsk stays shut until the crane is mended, and"
        " two ferries were sent to Dolo instead.</p><p>Nobody was hurt. The union said that it had asked for a new"
        " crane for years.</p></article></body></html>"
    )


def rss(*items: str, title: str = "Harbour Post", more: str = "") -> str:
    """An RSS feed of these items."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{more}{"".join(items)}</channel></rss>'
    )


def entry(link: str | None = None, *, guid: str | None = None, title: str = "A crane fell", more: str = "") -> str:
    """An item of an RSS feed."""
    parts = f"<title>{escape(title)}</title>"
    parts += f"<link>{escape(link)}</link>" if link else ""
    parts += f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else ""
    return f"<item>{parts}{more}</item>"
