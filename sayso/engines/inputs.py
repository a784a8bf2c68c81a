"""Inputs: the files that are to be read, and in what lots."""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sayso.errors import InputError
from sayso.intake import InputFailure

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
# A lot is what a worker takes at once, and what is lost where it is stopped: one file, or several small ones where
# there are many, so that a million files of one report do not become a million files of Parquet.
_LOTS, _LOT_FILES, _LOT_BYTES = 256, 32, 8 << 20


class File(NamedTuple):
    """A file as it is now: its absolute path, its bytes, and when it last changed, in nanoseconds since 1970."""

    path: str
    size: int
    changed: int


def refuse_others(inputs: Iterable[str]) -> None:
    """Raises `InputError` for what is no file or folder: an engine's workers could not come back to it."""
    for name in inputs:
        if name == "-":
            raise InputError("an engine reads files, not standard input; save it to a file", source="<stdin>")
        if _ADDRESS.match(name):
            raise InputError("an engine reads files, not addresses; save the page, and give the file", source=name)


def files_in(inputs: Iterable[str]) -> Iterator[File | InputFailure]:
    """The files of all inputs, each once; folders in the order of their names, hidden files left out."""
    seen: set[str] = set()
    for name in inputs:
        for found in _walk(Path(name).absolute(), frozenset()):
            key = found.path if isinstance(found, File) else found.source
            if key not in seen:
                seen.add(key)
                yield found


def lots(files: Sequence[File]) -> Iterator[tuple[File, ...]]:
    """The files in lots, in their order: some hundreds of lots, or more of a few dozen files each."""
    most = min(max(len(files) // _LOTS, 1), _LOT_FILES)
    lot: list[File] = []
    size = 0
    for file in files:
        if lot and (len(lot) >= most or size + file.size > _LOT_BYTES):
            yield tuple(lot)
            lot, size = [], 0
        lot.append(file)
        size += file.size
    if lot:
        yield tuple(lot)


def _walk(path: Path, above: frozenset[tuple[int, int]]) -> Iterator[File | InputFailure]:
    """The files at a path; `above` holds the folders that it lies in, by device and inode."""
    try:
        status = path.stat()
        here = (status.st_dev, status.st_ino)
        if not stat.S_ISDIR(status.st_mode):
            if stat.S_ISREG(status.st_mode):
                yield File(str(path), status.st_size, status.st_mtime_ns)
            elif not above:  # met in a folder, it is passed over
                yield InputFailure(source=_shown(path), message="no ordinary file; copy what it gives to a file")
            return
        if here in above:  # a link back to a folder that is being walked
            return
        inside = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
    except (OSError, ValueError) as error:
        yield InputFailure(source=_shown(path), message=reason(error))
        return
    if not inside and not above:
        yield InputFailure(source=_shown(path), message="no files in the folder; give one that holds reports")
    for entry in inside:
        yield from _walk(entry, above | {here})


def reason(error: OSError | ValueError) -> str:
    """Why a file cannot be reached, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its permissions or copy it"
    return f"cannot be read ({getattr(error, 'strerror', None) or error}); check the path"


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
