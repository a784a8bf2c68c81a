"""WACZ to reports: the web archives in a zip file, read where they are."""

import re
import zipfile
import zlib
from io import BufferedReader
from typing import BinaryIO, cast

from msgspec.structs import replace

from sayso.errors import InputError
from sayso.intake import warc
from sayso.intake.formats import HEAD
from sayso.intake.origin import Captured, InputFailure, Many, Origin, Passed

_ARCHIVE = re.compile(r"archive/[^/\0]+\.warc(?:\.gz|\.zst)?", re.IGNORECASE)
_LONGEST_READ = 4 << 20  # bytes of a zip's directory, some 60,000 files; a WACZ has a hundredth of it
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class _Guarded:
    """A file of which a zip's directory cannot take a large part into memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. Raises `zipfile.BadZipFile` for more than a sound archive asks for."""
        data = self._file.read(size if 0 <= size <= _LONGEST_READ else _LONGEST_READ + 1)
        if len(data) > _LONGEST_READ:
            raise zipfile.BadZipFile("its directory is too large")
        return data


def parse(head: bytes, rest: BinaryIO, origin: Origin) -> Many:
    """The reports of all WARC files under `archive/`, as `warc.parse` gives them; nothing is unpacked to a file.

    Raises `InputError` for a zip file that cannot be opened, is none of web archives, or comes through a pipe.
    """
    if not rest.seekable():
        raise InputError("a WACZ is read from its end, which a pipe or a packed file keeps to itself; give the file")
    try:
        archive = zipfile.ZipFile(cast(BinaryIO, _Guarded(rest)))
    except (*_DAMAGED, OSError) as error:
        raise InputError(f"this zip archive is damaged ({error}); get it again") from error
    # One place in the file is read once, however many names it has.
    members = {member.header_offset: member for member in archive.infolist() if _ARCHIVE.fullmatch(member.filename)}
    if not members:
        raise InputError(
            "this is a zip archive without web archives in it (archive/*.warc.gz); unpack it and read the files in it"
        )
    passed = Passed()
    for member in members.values():
        inner = replace(origin, source=f"{origin.source}/{member.filename}", suffix="")
        try:
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise NotImplementedError("packed in a way that WACZ does not have")
            with archive.open(member) as opened:
                stream = cast(BinaryIO, BufferedReader(opened))
                passed += yield from warc.parse(stream.read(HEAD), stream, inner)
        except _DAMAGED as error:
            message = f"it cannot be read out of the archive ({error}); get it again"
            yield Captured(InputFailure(source=inner.source, message=message))
    return passed
