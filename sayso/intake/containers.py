"""Any input, whatever its format and packing, to its reports."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from typing import BinaryIO, cast

from sayso.errors import InputError
from sayso.intake import jsonl, mail, wacz, warc
from sayso.intake.documents import read_document
from sayso.intake.formats import HEAD, recognise
from sayso.intake.origin import Captured, InputFailure, Many, Origin, Passed, read_bounded

Container = Callable[[bytes, BinaryIO, Origin], Many]

CONTAINERS: Mapping[str, Container] = {
    "jsonl": jsonl.parse_lines,
    "mail": mail.parse,
    "mbox": mail.parse_mbox,
    "warc": warc.parse,
    "wacz": wacz.parse,
}
"""From the name of a format of many reports to its parser, which takes the first bytes and the stream of the rest.

A parser may raise `InputError`, after reports as well.
"""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_WARC = b"WARC/1."


def parse(stream: BinaryIO, origin: Origin) -> Many:
    """The reports of one stream, which is read no further than they are asked for.

    What cannot be read gives an `InputFailure`; so does an input without any report. Raises `OSError` where the stream
    itself fails.
    """
    count, passed = 0, Passed()
    try:
        opened = _parse(stream, origin)
        while True:
            try:
                found = next(opened)
            except StopIteration as ended:
                passed = ended.value
                break
            count += 1
            yield found
        if not count:
            raise InputError(f"there is no report in it{'; passed over: ' if passed else ''}{listed(passed)}")
    except InputError as error:
        yield Captured(InputFailure(source=origin.source, message=error.message, line=error.line))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        message = "this gzip file is damaged or cut short; get it again"
        yield Captured(InputFailure(source=origin.source, message=message))
    return passed


def listed(passed: Passed) -> str:
    """What was passed over, the most first: "1,204 without a story, 3 of other kinds"."""
    return ", ".join(f"{count:,} {what}" for what, count in passed.most_common())


def _parse(stream: BinaryIO, origin: Origin) -> Many:
    head = stream.read(HEAD)
    if _is_packed_archive(head):
        return (yield from warc.parse(head, stream, origin))
    if head.startswith(_GZIP):
        stream = cast(BinaryIO, _Unpacked(fileobj=_Rejoined(head, stream)))
        head = stream.read(HEAD)
    if len(head) < HEAD and not head.strip():
        raise InputError("it is empty; a report needs some text")
    kind = recognise(head, origin)
    if kind in CONTAINERS:
        return (yield from CONTAINERS[kind](head, stream, origin))
    yield read_document(read_bounded(head, stream), origin, kind)
    return Passed()


def _is_packed_archive(head: bytes) -> bool:
    """Whether a web archive begins here that is compressed record by record, as they are made."""
    try:
        if head.startswith(_GZIP):
            return zlib.decompressobj(31).decompress(head, len(_WARC)) == _WARC
        if head.startswith(_ZSTD):
            from fastwarc.stream_io import ZstdReader

            return ZstdReader(io.BytesIO(head)).read(len(_WARC)) == _WARC
    except (OSError, zlib.error):
        pass
    return False


class _Unpacked(gzip.GzipFile):
    """A gzip file that is read in one pass."""

    def seekable(self) -> bool:
        """Never: to go back would be to unpack it all again."""
        return False


class _Rejoined(io.RawIOBase):
    """A stream with its first bytes, already read, put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """Some of the bytes, at most `size` unless it is negative; none at the end."""
        size = size if size >= 0 else len(self._head)
        taken, self._head = self._head[:size], self._head[size:]
        return taken or self._rest.read(size)
