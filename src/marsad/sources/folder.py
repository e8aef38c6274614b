"""A folder: the files in it and beneath it that a report can come from, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PAGES: Final = (".html", ".htm", ".xhtml")
# What browsers add to a page's name for the folder of its pictures and scripts, in English and in other languages.
_PARTS: Final = ("_files", ".files", "_file", "_fichiers", "_archivos", "_arquivos", "_bestanden", "-Dateien", "-filer")
_IGNORED: Final = ("manifest.json", "manifest.csv")  # given by --manifest, where they are wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a folder and those in it hold: files that are read, files of other kinds, what could not be listed."""

    read: tuple[Path, ...]
    left: tuple[Path, ...]
    errors: tuple[OSError, ...]


def files_of(folder: Path, *, readable: Callable[[Path], bool]) -> Listing:
    """The files of a folder in the order of their names; hidden files and folders are passed over.

    So are the folders in which a browser put the pictures and scripts of a page it saved.
    """
    errors: list[OSError] = []
    found = list(_walk(folder, errors.append))
    fits = [readable(path) for path in found]
    read = tuple(path for path, fit in zip(found, fits, strict=True) if fit)
    left = tuple(path for path, fit in zip(found, fits, strict=True) if not fit)
    return Listing(read=read, left=left, errors=tuple(errors))


def _of_a_page(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the parts of a page that was saved beside it."""
    ending = next((ending for ending in _PARTS if folder.endswith(ending)), None)
    if ending is None and not folder.isascii():  # named in another script, such as Arabic
        ending = "_" + folder.rpartition("_")[2]
    return ending is not None and folder.removesuffix(ending) in pages


def _walk(folder: Path, onerror: Callable[[OSError], None]) -> Iterator[Path]:
    for where, folders, files in os.walk(folder, onerror=onerror):
        pages = {Path(name).stem for name in files if name.lower().endswith(_PAGES)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _of_a_page(name, pages))
        yield from (Path(where) / name for name in sorted(files) if not name.startswith(".") and name not in _IGNORED)
