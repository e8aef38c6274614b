"""A folder: the files in it and beneath it that a report can come from, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_IGNORED: Final = ("manifest.json", "manifest.csv")  # given by --manifest, where they are wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a folder and those in it hold: files that are read, files of other kinds, what could not be listed."""

    read: tuple[Path, ...]
    left: tuple[Path, ...]
    errors: tuple[OSError, ...]


def files_of(folder: Path, *, readable: Callable[[Path], bool]) -> Listing:
    """The files of a folder in the order of their names; hidden files and folders are passed over."""
    errors: list[OSError] = []
    found = list(_walk(folder, errors.append))
    fits = [readable(path) for path in found]
    read = tuple(path for path, fit in zip(found, fits, strict=True) if fit)
    left = tuple(path for path, fit in zip(found, fits, strict=True) if not fit)
    return Listing(read=read, left=left, errors=tuple(errors))


def _walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    for where, folders, files in os.walk(folder, onerror=onerror):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where) / name for name in sorted(files) if not name.startswith(".") and name not in _IGNORED)
