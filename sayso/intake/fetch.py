"""The only network client: one page from the web, or one answer of a server, within bounds."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from typing import NamedTuple

import httpcore
import httpx

from sayso.errors import AccessError, RefusedError
from sayso.intake.transport import CheckedTransport, Deadline

STEP_SECONDS = 10.0
"""The longest wait for a connection, and for each answer over it."""
TOTAL_SECONDS = 30.0
"""The longest time that a fetch takes, redirects included, once the name of the host is looked up."""
MAX_BYTES = 10 * 1024 * 1024
"""The largest body, after decompression; long articles have a tenth of it."""
MAX_REDIRECTS = 5
# They name the visit, not the page, and are nothing to keep.
_COOKIES = frozenset({"set-cookie", "set-cookie2"})


class Fetched(NamedTuple):
    """A page: its final URL, its bytes, its headers, and when it came (ISO 8601; `None` without a clock).

    The names of the headers are in lower case, and those that set cookies are left out.
    """

    url: str
    body: bytes
    content_type: str | None
    retrieved: str | None
    headers: tuple[tuple[str, str], ...] = ()


class Answer(NamedTuple):
    """What a server says to one request: `target` is where it redirects, `body` is empty where it is no success.

    The names of the headers are in lower case, and those that set cookies are left out.
    """

    status: int
    url: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    target: str | None = None
    retrieved: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, in lower case, exactly as it was sent; `None` where there is none."""
        return next((value for key, value in self.headers if key == name), None)


def fetch(
    url: str, *, allow_private: bool = False, now: Callable[[], datetime] | None = None, seconds: float = TOTAL_SECONDS
) -> Fetched:
    """The page at an http or https URL.

    Every address on the way, redirects included, must be public unless `allow_private`. Raises
    `AccessError` for whatever keeps the page away: its address, time, size, or the server's answer.
    """
    deadline = Deadline(seconds)
    with _exchange(url, deadline, allow_private, follow=True) as response:
        _refuse(response.status_code)
        body = _body(response, deadline, MAX_BYTES)
        final, content_type = str(response.url), response.headers.get("Content-Type")
        headers = _headers(response)
    return Fetched(final, body, content_type, _moment(now), headers)


def ask(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    limit: int = MAX_BYTES,
    cut: bool = False,
    allow_private: bool = False,
    now: Callable[[], datetime] | None = None,
    seconds: float = TOTAL_SECONDS,
) -> Answer:
    """What the server at an http or https URL says to one request, whatever its status; redirects are not followed.

    `headers` are sent beside our own, or in place of them. A body of more than `limit` bytes is cut there if `cut`.
    Raises `AccessError` where there is no answer, and `RefusedError` where there never will be one: for what is no
    address, is private, or is too large.
    """
    deadline = Deadline(seconds)
    with _exchange(url, deadline, allow_private, follow=False, headers=headers) as response:
        body = _body(response, deadline, limit, cut=cut) if response.is_success else b""
        target = str(response.next_request.url) if response.next_request else None
        return Answer(response.status_code, url, body, _headers(response), target, _moment(now))


def refusal(status: int) -> str | None:
    """Why an answer of that status is not the page and will not be, and what to do; `None` where it may yet be."""
    if status in (404, 410):
        return f"no such page (HTTP {status}); check the address"
    if status in (401, 402, 403, 451):
        return f"the server does not give the page out (HTTP {status}); save it from a browser and read that"
    return None


@contextmanager
def _exchange(
    url: str, deadline: Deadline, allow_private: bool, *, follow: bool, headers: Mapping[str, str] | None = None
) -> Iterator[httpx.Response]:
    """The response to a GET, its body yet unread. Raises `AccessError`, also for what goes wrong while it is read."""
    try:
        with (
            _client(allow_private, deadline, follow) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            yield response
    except AccessError as error:
        raise type(error)(error.message, source=url) from error
    except httpcore.TimeoutException as error:
        raise AccessError("the server takes too long; try again later", source=url) from error
    except httpx.TooManyRedirects as error:
        raise AccessError(f"more than {MAX_REDIRECTS} redirects; give the final address", source=url) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol) as error:
        raise RefusedError("not an http or https address; check it", source=url) from error
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise AccessError(f"the page could not be had ({error}); check the address or try later", source=url) from error


def _client(allow_private: bool, deadline: Deadline, follow: bool) -> httpx.Client:
    return httpx.Client(
        transport=CheckedTransport(allow_private=allow_private, deadline=deadline),
        timeout=STEP_SECONDS,
        follow_redirects=follow,
        max_redirects=MAX_REDIRECTS,
        trust_env=False,
        headers={
            "User-Agent": f"Sayso/{version('sayso')} (+offline claim reader)",
            "Accept": "text/html, text/plain, application/json; q=0.9, */*; q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
    )


def _refuse(status: int) -> None:
    """Raises `AccessError` for an answer that is not the page."""
    if why := refusal(status):
        raise AccessError(why)
    if not 200 <= status <= 299:
        raise AccessError(f"the server answers HTTP {status}; try again later")


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in response.headers.multi_items() if pair[0] not in _COOKIES)


def _moment(now: Callable[[], datetime] | None) -> str | None:
    return now().isoformat(timespec="seconds") if now else None


def _body(response: httpx.Response, deadline: Deadline, limit: int, *, cut: bool = False) -> bytes:
    """The body; little more than the limit is ever held, however well it is compressed."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > limit:
            if cut:
                break
            raise RefusedError(f"larger than {limit >> 20} MiB, which no article is; save the part that you need")
        deadline.within()
    return bytes(body[:limit])
