"""The payload of an HTTP message, free of the encodings that it was sent in."""

import io
import zlib
from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Payload(NamedTuple):
    """The bytes, `None` where they are more than allowed; `cut` says that their end is damaged."""

    body: bytes | None
    cut: bool = False


class _Reader(Protocol):
    def read(self, size: int = ...) -> bytes: ...


_STEP = 1 << 16
_GZIP = zlib.MAX_WBITS | 16


def undo_encodings(body: bytes, headers: Iterable[tuple[str, str]], longest: int) -> Payload:
    """The body without its transfer and content encodings, of `longest` bytes at most.

    Crawlers keep the headers as they came also where they keep the body unpacked: what cannot be unpacked at all is
    taken to be so already.
    """
    cut = False
    for coding in _codings(headers):
        found = _undo(body, coding, longest)
        if found is None:
            continue
        if found.body is None:
            return found
        body, cut = found.body, cut or found.cut
    return Payload(body, cut) if len(body) <= longest else Payload(None)


def _codings(headers: Iterable[tuple[str, str]]) -> list[str]:
    """The codings in the order in which they are undone, each as it is named in HTTP."""
    named: dict[str, list[str]] = {"transfer-encoding": [], "content-encoding": []}
    for name, value in headers:
        if name in named:
            named[name] += [coding.strip().lower() for coding in value.split(",")]
    return [*reversed(named["transfer-encoding"]), *reversed(named["content-encoding"])][:4]


def _undo(body: bytes, coding: str, longest: int) -> Payload | None:
    """The body without one coding; `None` where it is not in it, or the coding is none that is known."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

    source = io.BytesIO(body)
    if coding == "chunked":
        return _drain(ChunkedReader(source), longest)
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, longest, _GZIP)
    if coding == "deflate":  # on the web it means either of two formats
        return _inflate(body, longest, zlib.MAX_WBITS) or _inflate(body, longest, -zlib.MAX_WBITS)
    if coding == "br":
        return _drain(BrotliReader(source), longest)
    if coding == "zstd":
        return _drain(ZstdReader(source), longest) if body.startswith(b"\x28\xb5\x2f\xfd") else None
    return None


def _drain(reader: _Reader, longest: int) -> Payload | None:
    body = bytearray()
    try:
        while block := reader.read(_STEP):
            body += block
            if len(body) > longest:
                return Payload(None)
    except OSError:
        return Payload(bytes(body), cut=True) if body else None
    return Payload(bytes(body))


def _inflate(body: bytes, longest: int, bits: int) -> Payload | None:
    unpacking = zlib.decompressobj(bits)
    try:
        found = unpacking.decompress(body, longest + 1)
    except zlib.error:
        return None
    return Payload(found, cut=not unpacking.eof) if len(found) <= longest else Payload(None)
