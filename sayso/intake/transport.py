"""HTTP over sockets that go to checked addresses alone and never outlast a deadline."""

import ssl
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from sayso.errors import AccessError, RefusedError
from sayso.intake.addresses import host_addresses


class Deadline:
    """The moment, on the monotonic clock, at which a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        """The moment `seconds` from now."""
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def within(self, timeout: float | None = None) -> float:
        """The seconds left, or `timeout` if that is less. Raises `AccessError` when the time is up."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise AccessError(f"took longer than {self._seconds:g} seconds; try again later")
        return left if timeout is None else min(left, timeout)


class CheckedTransport(httpx.BaseTransport):
    """Speaks HTTP with public hosts, or with any if `allow_private`.

    A name is looked up once and the socket opened to the very address that was checked, so that a
    second answer of the name server changes nothing; TLS still verifies the name.
    """

    def __init__(self, *, allow_private: bool, deadline: Deadline) -> None:
        """A transport for one fetch."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(),
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(allow_private, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange. Raises `AccessError` for a refused address and httpcore's errors for the network's."""
        url = request.url
        if url.scheme not in ("http", "https"):
            raise RefusedError(f"{url.scheme} is not read; give an http or https address")
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted, read once: it takes longer than most requests."""
    return httpx.create_ssl_context(trust_env=False)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, allow_private: bool, deadline: Deadline) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = host_addresses(host, port, allow_private=self._allow_private)
        for address in others:
            try:
                return self._connect(address, port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address may answer: not every network speaks IPv6
        return self._connect(last, port, timeout)

    def _connect(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(address, port, self._deadline.within(timeout)), self._deadline)


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, so that a server cannot drip its answer for ever."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
