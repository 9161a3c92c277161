"""Where the files of copies lie: a private folder that no address leads to, below PRIVATE_FILES.

A file gets its name when it is whole: a process that is killed, or a disk that is full, leaves a
part that nobody takes for a file. Names are random and tell nothing.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import storages

OURS = re.compile(r"[0-9a-f]{64}(?:\.part)?")
AT_ONCE = 1024 * 1024
LEFT_ALONE_FOR = timedelta(days=1)  # what is being written now belongs to no row yet


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies there, whole."""

    name: str
    size: int
    sha256: str


def folder() -> Path:
    return Path(storages["private"].path("packages"))


def keep(write: Callable[[BinaryIO], None]) -> Kept:
    """Keep what `write` writes. Whatever it raises, nothing is left behind."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(32)
    part = place / f"{name}.part"
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as written:
            size, sha256 = _measured(written)
        part.rename(place / name)
        _sync(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Kept(name, size, sha256)


def is_whole(file: Kept) -> bool:
    """Whether it lies there as it was kept."""
    found = opened_whole(file)
    if found is not None:
        found.close()
    return found is not None


def has(name: str, size: int) -> bool:
    """Whether a file of this size lies there."""
    try:
        return _path(name).stat().st_size == size
    except OSError:
        return False


def opened(name: str) -> BinaryIO:
    """To read from the beginning. Raises OSError where it is not there."""
    return _path(name).open("rb")


def opened_whole(file: Kept) -> BinaryIO | None:
    """To read from the beginning, as it was kept; None where it is not there, or not whole.

    Once it is open it is read to its end, also where it is removed meanwhile.
    """
    try:
        found = opened(file.name)
    except OSError:
        return None
    try:
        is_it = _measured(found) == (file.size, file.sha256)
        found.seek(0)
    except OSError:
        is_it = False
    if is_it:
        return found
    found.close()
    return None


def remove(name: str) -> None:
    """Gone afterwards, whether or not it was there."""
    _path(name).unlink(missing_ok=True)


def sweep(known: Collection[str]) -> int:
    """Remove what belongs to nobody: parts, and files whose row was never written; how many."""
    old = time.time() - LEFT_ALONE_FOR.total_seconds()
    removed = 0
    with suppress(FileNotFoundError):
        for path in folder().iterdir():
            is_ours = OURS.fullmatch(path.name) is not None
            if is_ours and path.name not in known and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _path(name: str) -> Path:
    if OURS.fullmatch(name) is None:
        raise FileNotFoundError
    return folder() / name


def _measured(file: BinaryIO) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while piece := file.read(AT_ONCE):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _sync(place: Path) -> None:
    """The new name is on the disk, too."""
    held = os.open(place, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
