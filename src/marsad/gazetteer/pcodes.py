"""OCHA's P-code sheets of administrative divisions and settlements, XLSX or CSV: rows in, entries out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marsad.errors import DataError
from marsad.gazetteer.arabic import arabic_names
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.nouns import load_place_nouns
from marsad.gazetteer.provinces import province_spellings
from marsad.gazetteer.workbook import rows_of
from marsad.text.folding import fold_word

# admin3Name_ar, ADM3_AR, admin3Name (Arabic), admin3Pcode; a settlement's own columns count as the level below all.
_COLUMN: Final = re.compile(r"^adm(?:in)?(\d)(?:name)?(\d?)(ar|arabic|en|english|ref|pcode|code)?$")
_SETTLEMENT: Final = re.compile(
    "^(?:feature|settlement|village|community|neighbou?rhood|location|pplace)(?:name)?(ar|arabic|en|english|pcode|code)?$"
)
_NORTH: Final = frozenset(
    {"lat", "latitude", "y", "pointy", "centroidlat", "latitudey", "ycoord", "latdd", "centerlat"}
)
_EAST: Final = frozenset(
    {"lon", "long", "longitude", "x", "pointx", "centroidlon", "longitudex", "xcoord", "londd", "centerlon"}
)
_KINDS: Final = {1: "province", 2: "district", 3: "subdistrict"}
_LOWEST: Final = 9
_SHEET: Final = re.compile(r"(?i)adm(?:in)?\d|settlement|village|communit|pplace|popul")
Told = Callable[[int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the names and codes of each level stand, and the coordinates."""

    arabic: Mapping[int, int]
    english: Mapping[int, int]
    code: Mapping[int, int]
    north: int | None
    east: int | None


def read_pcodes(path: Path, *, problem: Told) -> Iterator[Entry]:
    """The divisions or settlements of a sheet that have an Arabic name: those of its lowest level.

    A row that is broken is told to `problem` with its number and left out. Raises DataError when the file cannot be
    read, is no UTF-8, or has no columns of P-codes and Arabic names.
    """
    rows = rows_of(path, sheet=_SHEET) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    header = next(rows, [])
    columns = _columns(header)
    if not columns.arabic or not columns.code:
        found = ", ".join(name for name in header if name) or "none"
        todo = "it needs columns such as admin2Name_ar and admin2Pcode"
        raise DataError(f"no P-code sheet; its columns are {found}", where=f"{path}:1", todo=todo)
    level, nouns = max(set(columns.arabic) & set(columns.code), default=max(columns.arabic)), load_place_nouns()[0]
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        try:
            entry = _entry(row, columns, level, nouns)
        except (ValueError, IndexError) as error:
            problem(number, f"{error}; left out")
            continue
        if entry is not None:
            yield entry


def _columns(header: Sequence[str]) -> _Columns:
    plain = [re.sub("[^a-z0-9]", "", name.lower()) for name in header]
    arabic: dict[int, int] = {}
    english: dict[int, int] = {}
    code: dict[int, int] = {}
    for at, name in enumerate(plain):
        if found := _COLUMN.match(name):
            level, what = int(found[1]), found[3] or "en"
        elif found := _SETTLEMENT.match(name):
            level, what = _LOWEST, found[1] or "en"
        else:
            continue
        table = arabic if what in ("ar", "arabic") else code if what.endswith("code") else english
        table.setdefault(level, at)
    north = next((at for at, name in enumerate(plain) if name in _NORTH), None)
    east = next((at for at, name in enumerate(plain) if name in _EAST), None)
    return _Columns(arabic=arabic, english=english, code=code, north=north, east=east)


def _entry(row: Sequence[str], columns: _Columns, level: int, nouns: Mapping[str, object]) -> Entry | None:
    needed = max(columns.arabic[level], columns.code.get(level, 0))
    if len(row) <= needed:
        raise ValueError(f"{len(row)} cells, and the name or its code is beyond them")
    names = arabic_names([row[columns.arabic[level]]], nouns=nouns)
    code = row[columns.code[level]].strip() if level in columns.code else ""
    if not re.fullmatch(r"[A-Z]{2}[A-Z]?\w*", code):
        raise ValueError(f"{code!r} is no P-code")
    if not names:
        return None
    country, kind = code[:2], _KINDS.get(level, "village")
    north, east = _point(row, columns)
    said = row[columns.arabic[1]] if 1 in columns.arabic and len(row) > columns.arabic[1] else ""
    province = province_spellings().get((country, fold_word(said))) if said else None
    if north is None and province is None:
        return None  # neither a point nor a province that is known: nothing to locate it by
    precision = 4 if north is None or kind == "province" else 1 if kind == "village" else 2
    english = row[columns.english[level]].strip() if level in columns.english else ""
    admin1 = province or (names[0] if kind == "province" else None)
    return Entry(
        f"pcode:{code}", tuple(names), english, kind, north, east, country, admin1, precision, None, f"OCHA {code}"
    )


def _point(row: Sequence[str], columns: _Columns) -> tuple[float | None, float | None]:
    if columns.north is None or columns.east is None or len(row) <= max(columns.north, columns.east):
        return None, None
    if not row[columns.north].strip() or not row[columns.east].strip():
        return None, None
    north, east = float(row[columns.north]), float(row[columns.east])
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{north}, {east} is not on the Earth")
    return north, east


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"it cannot be read: {error}", where=str(path), todo="check the file") from error
    except UnicodeDecodeError as error:
        todo = "save it as UTF-8"
        raise DataError(f"no UTF-8 at byte {error.start}", where=str(path), todo=todo) from error
    first = text.split("\n", 1)[0]
    yield from csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
