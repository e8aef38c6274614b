"""A GeoNames country dump, as downloaded, with its alternate names: lines in, entries out."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marsad.errors import DataError
from marsad.gazetteer.arabic import arabic_names
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.nouns import load_place_nouns
from marsad.gazetteer.provinces import province_names

COLUMNS: Final = 19
_ALTERNATE_COLUMNS: Final = range(4, 11)  # the older file has four columns, the newer one up to ten
# GeoNames feature codes that are places of reports; the longest prefix counts.
_KINDS: Final = {
    "P": "settlement", "PPLX": "quarter", "ADM1": "province", "ADM2": "district", "ADM3": "subdistrict",
    "AIRP": "airport", "AIRF": "airport", "AIRB": "base", "INSM": "base", "MT": "mountain",
    "HLL": "mountain", "RDGE": "mountain",
    "ISL": "island", "CMP": "camp", "DAM": "site", "HSP": "site", "PRT": "site", "OILF": "site", "OILR": "site",
    "PS": "site", "MSQE": "site", "PRN": "site", "CSTM": "crossing", "VAL": "area", "WAD": "area", "DSRT": "area",
    "PLN": "area", "LK": "sea", "RSV": "sea",
}  # fmt: skip
_PRECISION: Final = {"province": 4, "district": 2, "subdistrict": 2, "mountain": 3, "area": 3, "sea": 3, "island": 2}
Told = Callable[[int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    cells: list[str]


def read_dump(path: Path, *, alternate_names: Path | None, problem: Told) -> Iterator[Entry]:
    """The places of a dump that have an Arabic name.

    `path` and `alternate_names` are text files or the zip files they come in. A line that is broken is told to
    `problem` with its number and left out. Raises DataError when a file is missing, no UTF-8, or no line is of a dump.
    """
    names = _alternates(alternate_names, problem) if alternate_names else {}
    nouns, _ = load_place_nouns()
    provinces = province_names()
    good = 0
    for line in _lines(path):
        cells = line.cells
        if len(cells) != COLUMNS:
            problem(line.number, f"{len(cells)} columns, not {COLUMNS}; left out")
            continue
        try:
            entry = _entry(cells, names.get(cells[0], []), nouns, provinces)
        except ValueError as error:
            problem(line.number, f"{error}; left out")
            continue
        good += 1
        if entry is not None:
            yield entry
    if not good:
        raise DataError("no line of a GeoNames dump", where=str(path), todo=f"give a file of {COLUMNS} columns")


def _entry(
    cells: list[str], named: list[str], nouns: Mapping[str, object], provinces: Mapping[tuple[str, str], str]
) -> Entry | None:
    number, _, ascii_name, alternates, latitude, longitude, feature_class, code, country = cells[:9]
    if not number.isdecimal():
        raise ValueError(f"{number!r} is no GeoNames number")
    kind = next((_KINDS[code[:n]] for n in range(len(code), 1, -1) if code[:n] in _KINDS), _KINDS.get(feature_class))
    names = arabic_names([*named, *alternates.split(",")], nouns=nouns) if kind else []
    if not kind or not names:
        return None
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{latitude}, {longitude} is not on the Earth")
    admin1 = provinces.get((country, cells[10])) or (names[0] if kind == "province" else None)
    return Entry(
        f"geonames:{number}", tuple(names), ascii_name, kind, north, east, country or None, admin1,
        _PRECISION.get(kind, 1), int(cells[14]) or None if cells[14].isdecimal() else None, f"GeoNames {number}",
    )  # fmt: skip


def _alternates(path: Path, problem: Told) -> dict[str, list[str]]:
    """Arabic names by GeoNames number, the preferred first; historic and colloquial ones are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    good = 0
    for line in _lines(path):
        if len(line.cells) not in _ALTERNATE_COLUMNS:
            problem(line.number, f"{len(line.cells)} columns in the alternate names, not 4 to 10; left out")
            continue
        good += 1
        _, number, language, name, *marks = line.cells
        if language != "ar" or "1" in marks[2:4]:
            continue
        found[number].insert(0 if marks[:1] == ["1"] else len(found[number]), name)
    if not good:
        raise DataError("no line of alternate names", where=str(path), todo="give GeoNames' alternateNames file")
    return found


def _lines(path: Path) -> Iterator[_Line]:
    try:
        data = _bytes(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise DataError(f"it cannot be read: {error}", where=str(path), todo="check the file") from error
    for number, raw in enumerate(io.BytesIO(data), 1):
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            todo = "download it again, or save it as UTF-8"
            raise DataError(f"no UTF-8: {error.reason}", where=f"{path}:{number}", todo=todo) from error
        if text:
            yield _Line(number=number, cells=text.split("\t"))


def _bytes(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        texts = [name for name in packed.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
        if len(texts) != 1:
            raise zipfile.BadZipFile(f"{len(texts)} tables in it, not one")
        return packed.read(texts[0])
