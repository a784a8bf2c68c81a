import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import AccessError, RefusedError
from sayso.intake import InputFailure, open_captured, open_sources
from sayso.intake.addresses import host_addresses, is_public
from sayso.intake.fetch import MAX_BYTES, ask, fetch
from sayso.report import Report

STORY = "The crossing at Tarsk stayed shut, the port authority said."


class Pages(BaseHTTPRequestHandler):
    seen: dict[str, str]

    def do_GET(self) -> None:
        type(self).seen = dict(self.headers)
        path = self.path.split("?")[0]
        if path.startswith("/hop/"):
            left = int(path.removeprefix("/hop/"))
            self._answer(302, location=f"/hop/{left - 1}" if left else "/story")
        elif path == "/away":
            self._answer(302, location="http://10.0.0.1/story")
        elif path == "/ftp":
            self._answer(302, location="ftp://tarsk.example/story")
        elif path == "/zipped":
            self._answer(200, gzip.compress(STORY.encode()), encoding="gzip")
        elif path == "/bomb":
            self._answer(200, gzip.compress(b" " * (MAX_BYTES + 1)), encoding="gzip")
        elif path == "/latin":
            self._answer(200, "“Zoë”".encode("cp1252"), kind="text/plain; charset=ISO-8859-1")
        elif path == "/drip":
            self._drip()
        elif path == "/story":
            self._answer(200, STORY.encode())
        else:
            self._answer(int(path.removeprefix("/")))

    def _answer(
        self, status: int, body: bytes = b"", *, location: str = "", encoding: str = "", kind: str = "text/plain"
    ) -> None:
        self.send_response(status)
        for name, value in (("Location", location), ("Content-Encoding", encoding), ("Content-Type", kind)):
            if value:
                self.send_header(name, value)
        self.send_header("Set-Cookie", "visit=1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        try:
            while True:
                self.wfile.write(b"X")
                time.sleep(0.02)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keeps the test's output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_page_comes_with_its_final_address_and_the_callers_clock(site):
    page = fetch(f"{site}/hop/4", allow_private=True, now=lambda: datetime(2024, 3, 14, 9, 30, tzinfo=UTC))
    assert page.body.decode() == STORY
    assert page.url == f"{site}/story"
    assert page.retrieved == "2024-03-14T09:30:00+00:00"
    assert fetch(f"{site}/story", allow_private=True).retrieved is None


def test_what_is_fetched_is_captured_with_its_headers_but_no_cookies(site):
    clock = datetime(2024, 3, 14, 9, 30, tzinfo=UTC)
    ((report, capture),) = open_captured([f"{site}/hop/1"], allow_private=True, now=lambda: clock)
    assert isinstance(report, Report)
    assert capture is not None
    assert (capture.url, capture.body) == (f"{site}/story", STORY.encode())
    assert capture.retrieved == "2024-03-14T09:30:00+00:00"
    assert ("content-type", "text/plain") in capture.headers
    assert "set-cookie" not in dict(capture.headers)


def test_the_reader_says_who_it_is(site):
    fetch(f"{site}/story", allow_private=True)
    assert Pages.seen["User-Agent"].startswith("Sayso/")
    assert Pages.seen["Host"] == site.removeprefix("http://")


def test_environment_proxies_are_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{site}/story", allow_private=True).body


def test_compressed_and_legacy_pages_become_reports(site):
    zipped, latin = open_sources([f"{site}/zipped", f"{site}/latin"], allow_private=True)
    assert isinstance(zipped, Report)
    assert zipped.text == STORY
    assert isinstance(latin, Report)
    assert latin.text == "“Zoë”"
    assert latin.url == f"{site}/latin"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/hop/5", "more than 5 redirects"),
        ("/ftp", "http"),
        ("/404", "no such page"),
        ("/410", "no such page"),
        ("/403", "does not give the page out"),
        ("/500", "answers HTTP 500"),
        ("/304", "answers HTTP 304"),
        ("/bomb", "larger than 10 MiB"),
    ],
)
def test_what_keeps_a_page_away_is_said(site, path, message):
    with pytest.raises(AccessError, match=message) as caught:
        fetch(site + path, allow_private=True)
    assert caught.value.source == site + path


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500, 503])
def test_an_answer_to_one_request_comes_whatever_its_status(site, status):
    answer = ask(f"{site}/{status}", allow_private=True)
    assert (answer.status, answer.body, answer.target) == (status, b"", None)
    assert answer.header("content-type") == "text/plain"
    assert answer.header("set-cookie") is None


def test_an_answer_says_where_it_redirects_and_that_is_not_followed(site):
    answer = ask(f"{site}/hop/2", allow_private=True, headers={"If-None-Match": '"x"'})
    assert (answer.status, answer.target, answer.body) == (302, f"{site}/hop/1", b"")
    assert Pages.seen["If-None-Match"] == '"x"'


def test_what_is_too_large_or_private_is_refused_for_good(site):
    with pytest.raises(RefusedError, match="larger than 10 MiB"):
        ask(f"{site}/bomb", allow_private=True)
    with pytest.raises(RefusedError, match="private or reserved"):
        ask(f"{site}/story")
    assert len(ask(f"{site}/bomb", allow_private=True, limit=1000, cut=True).body) == 1000


def test_a_server_that_drips_its_answer_is_left_in_time(site):
    with pytest.raises(AccessError, match=r"longer than 0\.2 seconds|takes too long"):
        fetch(f"{site}/drip", allow_private=True, seconds=0.2)


def test_a_dead_port_is_an_access_error():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(AccessError, match="could not be had"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "http://a b/", "http://x:99999/", "ftp://tarsk.example/", "http://\0/"]
)
def test_what_is_no_address_is_an_access_error(url):
    with pytest.raises(AccessError):
        fetch(url)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_loopback_is_refused_however_it_is_written(site, host):
    port = site.rpartition(":")[2]
    (failure,) = open_sources([f"http://{host}:{port}/story"])
    assert isinstance(failure, InputFailure)
    assert "private or reserved" in failure.message or "no such host" in failure.message


def resolver(*answers: str):
    """A name server that gives the answers one after the other, and the last one for ever."""
    remaining = list(answers)

    def getaddrinfo(host, port, *rest, **options):
        address = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split()]

    return getaddrinfo


def test_a_public_host_may_not_redirect_to_a_private_one(site, monkeypatch):
    public = host_addresses

    def addresses(host, port, *, allow_private):
        return ["127.0.0.1"] if host == "tarsk.example" else public(host, port, allow_private=allow_private)

    monkeypatch.setattr("sayso.intake.transport.host_addresses", addresses)
    port = site.rpartition(":")[2]
    assert fetch(f"http://tarsk.example:{port}/story").body.decode() == STORY
    with pytest.raises(AccessError, match=r"10\.0\.0\.1.*private or reserved"):
        fetch(f"http://tarsk.example:{port}/away")


def test_every_address_of_a_host_is_checked(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolver("93.184.216.34 192.168.0.5"))
    with pytest.raises(AccessError, match=r"192\.168\.0\.5"):
        fetch("http://tarsk.example/")


def test_the_socket_goes_to_the_address_that_was_checked(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolver("93.184.216.34", "127.0.0.1"))
    reached = []

    def connect(address, *rest, **options):
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(AccessError, match="could not be had"):
        fetch("http://tarsk.example/")
    assert reached == [("93.184.216.34", 80)]


def test_the_next_address_is_tried_where_one_does_not_answer(site, monkeypatch):
    monkeypatch.setattr(
        "sayso.intake.transport.host_addresses", lambda host, port, allow_private: ["127.0.0.9", "127.0.0.1"]
    )
    port = site.rpartition(":")[2]
    assert fetch(f"http://tarsk.example:{port}/story").body.decode() == STORY


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1"),
        *("224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "::127.0.0.1"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_that_are_public(address):
    assert is_public(address)
