"""Zip files that are the same again: their members carry no time."""

from __future__ import annotations

from pathlib import Path
from typing import IO, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_CHUNK: Final = 1 << 20
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def put(archive: ZipFile, name: str, content: IO[bytes], *, packed: bool = False) -> None:
    """Add a member, streaming."""
    with archive.open(member(name, packed=packed), "w", force_zip64=True) as to:
        while chunk := content.read(_CHUNK):
            to.write(chunk)


def member(name: str, *, packed: bool = False) -> ZipInfo:
    """A member of this name, without the time it was made at."""
    found = ZipInfo(name, date_time=_NO_TIME)
    found.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
    return found


def without_times(path: Path, file: BinaryIO) -> None:
    """Copy a zip file; the copy holds the same members in the same order, and no times."""
    with ZipFile(path) as made, ZipFile(file, "w") as archive:
        for name in made.namelist():
            with made.open(name) as content:
                put(archive, name, content, packed=True)
