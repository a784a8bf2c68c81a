"""The only network client: one page from the web, politely and within bounds."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from typing import NamedTuple

import httpcore
import httpx

from sayso.errors import AccessError
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


def fetch(
    url: str, *, allow_private: bool = False, now: Callable[[], datetime] | None = None, seconds: float = TOTAL_SECONDS
) -> Fetched:
    """The page at an http or https URL.

    Every address on the way, redirects included, must be public unless `allow_private`. Raises
    `AccessError` for whatever keeps the page away: its address, time, size, or the server's answer.
    """
    deadline = Deadline(seconds)
    try:
        with _client(allow_private, deadline) as client, client.stream("GET", url) as response:
            _refuse(response)
            body = _body(response, deadline)
            final, content_type = str(response.url), response.headers.get("Content-Type")
            headers = tuple(pair for pair in response.headers.multi_items() if pair[0] not in _COOKIES)
    except AccessError as error:
        raise AccessError(error.message, source=url) from error
    except httpcore.TimeoutException as error:
        raise AccessError("the server takes too long; try again later", source=url) from error
    except httpx.TooManyRedirects as error:
        raise AccessError(f"more than {MAX_REDIRECTS} redirects; give the final address", source=url) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol) as error:
        raise AccessError("not an http or https address; check it", source=url) from error
    except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise AccessError(f"the page could not be had ({error}); check the address or try later", source=url) from error
    return Fetched(final, body, content_type, now().isoformat(timespec="seconds") if now else None, headers)


def _client(allow_private: bool, deadline: Deadline) -> httpx.Client:
    return httpx.Client(
        transport=CheckedTransport(allow_private=allow_private, deadline=deadline),
        timeout=STEP_SECONDS,
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        trust_env=False,
        headers={
            "User-Agent": f"Sayso/{version('sayso')} (+offline claim reader)",
            "Accept": "text/html, text/plain, application/json; q=0.9, */*; q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
    )


def _refuse(response: httpx.Response) -> None:
    """Raises `AccessError` for an answer that is not the page."""
    status = response.status_code
    if status in (404, 410):
        raise AccessError(f"no such page (HTTP {status}); check the address")
    if status in (401, 402, 403, 451):
        raise AccessError(
            f"the server does not give the page out (HTTP {status}); save it from a browser and read that"
        )
    if not response.is_success:
        raise AccessError(f"the server answers HTTP {status}; try again later")


def _body(response: httpx.Response, deadline: Deadline) -> bytes:
    """The body; little more than the limit is ever held, however well it is compressed."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise AccessError(f"larger than {MAX_BYTES >> 20} MiB, which no article is; save the part that you need")
        deadline.within()
    return bytes(body)
