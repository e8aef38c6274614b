"""Places a user has imported: a folder beside the packaged table, read with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from marsad.errors import DataError
from marsad.gazetteer.entries import Entry, load_entries, load_schema, parse_entries
from marsad.gazetteer.keys import SUFFIX, keys_of, written
from marsad.gazetteer.merging import Merged, merge

TABLE: Final = "places.tsv"
_STEP: Final = 1000


def imported_entries(folder: Path) -> tuple[Entry, ...]:
    """The places imported into a folder; none when there is no such folder. Raises DataError for a broken table."""
    table = folder / TABLE
    try:
        text = table.read_text(encoding="utf-8") if table.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"imported places cannot be read: {error}", where=str(table), todo="import them again"
        ) from error
    return parse_entries(text, where=str(table)) if text else ()


def with_imported(entries: Sequence[Entry], imported: Sequence[Entry]) -> tuple[Entry, ...]:
    """Packaged entries and imported ones; an imported one stands for the packaged one of its id."""
    instead = {entry.id: entry for entry in imported}
    kept = [instead.pop(entry.id, entry) for entry in entries]
    return (*kept, *instead.values())


def import_places(more: Iterable[Entry], folder: Path, *, progress: Callable[[int], None]) -> Merged:
    """Add places to a folder, which is made when it is missing.

    What is stored is replaced as a whole when all is read, so a broken import loses nothing. `progress` is told of
    each thousand places read. Raises DataError when the folder cannot be written, and what the source raises.
    """
    before = imported_entries(folder)
    merged = merge(with_imported(load_entries(), before), _counted(more, progress))
    stored = {entry.id: entry for entry in (*before, *merged.entries)}
    _store(tuple(stored.values()), folder)
    return merged


def _counted(more: Iterable[Entry], progress: Callable[[int], None]) -> Iterable[Entry]:
    for number, entry in enumerate(more, 1):
        if number % _STEP == 0:
            progress(_STEP)
        yield entry


def _store(entries: tuple[Entry, ...], folder: Path) -> None:
    if not entries:
        return
    lines = ["\t".join(load_schema().columns), *("\t".join(_cells(entry)) for entry in entries)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        texts = {TABLE: "\n".join(lines) + "\n", TABLE + SUFFIX: written(keys_of(entries), entries)}
        for name, text in texts.items():
            half = folder / f"{name}.half"
            half.write_text(text, encoding="utf-8")
            os.replace(half, folder / name)
    except OSError as error:
        raise DataError(f"it cannot be written: {error}", where=str(folder), todo="set MARSAD_GAZETTEER") from error


def _cells(entry: Entry) -> list[str]:
    def cell(value: object) -> str:
        return "" if value is None else "|".join(value) if isinstance(value, tuple) else str(value).replace("\t", " ")

    return [cell(getattr(entry, column)) for column in load_schema().columns]
