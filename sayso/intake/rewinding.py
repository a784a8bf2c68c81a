"""A stream that remembers its last bytes, so that an archive can be read on behind a damaged record."""

import io
import zlib
from typing import BinaryIO

_STEP = 1 << 16
_LEAST = 1 << 20  # bytes worth dropping at once
_MOST = 1 << 25  # bytes held: the longest record that is read, and more
_PEEK = 1 << 12

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_RECORD = b"WARC/1."


class Rewinding:
    """A forward stream with its first bytes put back. It holds the bytes since the last `release`, to a bound.

    `failed` says that the stream below could not be read; offsets are from its start.
    """

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._rest = rest
        self._held = bytearray(head)
        self._start = self._at = 0
        self.magic = next((mark for mark in (_GZIP, _ZSTD) if head.startswith(mark)), _RECORD)
        self.failed = False

    def read(self, size: int = _STEP) -> bytes:
        """At most `size` of the bytes; none at the end. Raises `OSError`."""
        place = self._at - self._start
        if place >= len(self._held) and not self._more(size):
            return b""
        taken = bytes(self._held[place : place + size])
        self._at += len(taken)
        return taken

    def tell(self) -> int:
        """The offset of the next byte to be read."""
        return self._at

    def release(self, before: int) -> None:
        """Forgets the bytes before an offset, once they are many."""
        if before - self._start > _LEAST:
            del self._held[: before - self._start]
            self._start = before

    def opens_record(self, offset: int) -> bool:
        """Whether the archive has a mark at the offset by which a record is found again; a gzip file has, within it."""
        place = offset - self._start
        return (self.magic == _RECORD or offset > 0) and place >= 0 and self._held.startswith(self.magic, place)

    def find(self, mark: bytes, start: int) -> int | None:
        """The offset of the mark, at `start` or later, where the next read begins; `None` if it comes no more."""
        start = max(start, self._start)
        while (found := self._held.find(mark, start - self._start)) < 0:
            start = max(start, self._start + len(self._held) - len(mark) + 1)
            self.release(start)
            if not self._more(_STEP):
                return None
        self._at = self._start + found
        return self._at

    def peek(self) -> bytes:
        """Some bytes that come next."""
        while len(self._held) - (self._at - self._start) < _PEEK and self._more(_STEP):
            pass
        place = self._at - self._start
        return bytes(self._held[place : place + _PEEK])

    def _more(self, size: int) -> bool:
        try:
            block = self._rest.read(max(size, _STEP))
        except BaseException:
            self.failed = True
            raise
        self._held += block
        self.release(self._start + len(self._held) - _MOST)
        return bool(block)


def following_record(stream: Rewinding, start: int) -> bool:
    """Whether, behind an offset, a record begins: there the stream is read on."""
    while (found := stream.find(stream.magic, start + 1)) is not None:
        if _opens_record(stream):
            return True
        start = found
        stream.release(start)
    return False


def _opens_record(stream: Rewinding) -> bool:
    first = stream.peek()
    if stream.magic == _GZIP:
        try:
            return zlib.decompressobj(31).decompress(first, len(_RECORD)) == _RECORD
        except zlib.error:
            return False
    if stream.magic == _ZSTD:
        from fastwarc.stream_io import ZstdReader

        try:
            return ZstdReader(io.BytesIO(first)).read(len(_RECORD)) == _RECORD
        except OSError:
            return False
    return first[7:10] in (b"0\r\n", b"1\r\n")
