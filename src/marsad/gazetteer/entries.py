"""The rows of the packaged table, read strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.errors import DataError
from marsad.lexicon.tables import Row, read_table

TABLE: Final = "data/gazetteer/places.tsv"
_COUNTRY: Final = re.compile("[A-Z]{2}").fullmatch
_PRECISIONS: Final = {"": None, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that the gazetteer knows.

    `names` are Arabic, the usual one first. `latitude` and `longitude` are WGS84 degrees, None where nothing finer than
    the province is known. `country` is an ISO two-letter code, None for what several countries share; `admin1` the
    Arabic name of the province. `precision` is what the coordinates stand for (codebook, "Places"), `source` who
    says so. `radius_km` is how far the place, or a place told by it, may lie from the coordinates, where that is known.
    """

    id: str
    names: tuple[str, ...]
    english: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    precision: int | None
    population: int | None
    source: str
    radius_km: float | None = None

    @property
    def name(self) -> str:
        """The usual Arabic name."""
        return self.names[0]


class Schema(Row):
    """What schema.toml says a row may hold."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    sources: tuple[str, ...]


@lru_cache(maxsize=1)
def load_schema() -> Schema:
    """The schema of the table. Raises DataError when schema.toml itself is wrong."""
    return read_table("gazetteer/schema.toml", Schema)


def load_entries() -> tuple[Entry, ...]:
    """Every row of the packaged table.

    Raises DataError, naming file and line, for the first row that its schema does not know.
    """
    try:
        text = files("marsad").joinpath(*TABLE.split("/")).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"the gazetteer cannot be read: {error}", where=TABLE, todo="install marsad again") from error
    return parse_entries(text, where=TABLE)


def parse_entries(text: str, *, where: str, schema: Schema | None = None) -> tuple[Entry, ...]:
    """The rows of a tab-separated table with a header line; `where` names the file in errors.

    Raises DataError with the line's number: for other columns, an unknown kind or source, an id that stands twice, a
    number that is none, coordinates off the Earth, a row without a name, or a precision without coordinates.
    """
    schema = schema or load_schema()
    header, *lines = text.split("\n")
    if tuple(header.split("\t")) != schema.columns:
        found = header.split("\t")
        raise DataError(f"the columns are {found}", where=f"{where}:1", todo=f"they must be {schema.columns}")
    kinds, sources = frozenset(schema.kinds), schema.sources
    ids: set[str] = set()
    entries: list[Entry] = []
    for number, line in enumerate(lines, 2):
        if line:
            try:
                entries.append(_entry(line.split("\t"), kinds, sources, ids))
            except ValueError as error:
                raise DataError(str(error), where=f"{where}:{number}", todo="see schema.toml beside it") from error
    return tuple(entries)


def _entry(cells: list[str], kinds: frozenset[str], sources: tuple[str, ...], ids: set[str]) -> Entry:
    if len(cells) != len(Entry.__slots__):
        raise ValueError(f"{len(cells)} cells, not {len(Entry.__slots__)}")
    ident, names, english, kind, latitude, longitude, country, admin1, precision, population, source, radius = cells
    several = tuple(names.split("|"))
    if not (ident and all(several) and kind in kinds and precision in _PRECISIONS and source.startswith(sources)):
        raise ValueError(_wrong(ident, names, kind, precision, source, kinds))
    if ident in ids:
        raise ValueError(f"the id {ident!r} stands twice")
    ids.add(ident)
    if country and not _COUNTRY(country):
        raise ValueError(f"{country!r} is no country code")
    north, east = _point(latitude, longitude) if latitude or longitude else (None, None)
    if north is None and precision not in ("", "4"):
        raise ValueError(f"precision {precision} without coordinates")
    return Entry(
        ident, several, english, kind, north, east, country or None, admin1 or None,
        _PRECISIONS[precision], _people(population) if population else None, source,
        _kilometres(radius) if radius else None,
    )  # fmt: skip


def _wrong(ident: str, names: str, kind: str, precision: str, source: str, kinds: frozenset[str]) -> str:
    if not ident:
        return "no id"
    if not all(names.split("|")):
        return f"an empty name in {names!r}"
    if kind not in kinds:
        return f"unknown kind {kind!r}"
    return f"{precision!r} is no precision" if precision not in _PRECISIONS else f"unknown source {source!r}"


def _people(written: str) -> int:
    if not written.isdecimal():
        raise ValueError(f"{written!r} is no population")
    return int(written)


def _kilometres(written: str) -> float:
    try:
        radius = float(written)
    except ValueError:
        radius = -1.0
    if not 0 <= radius <= 5000:
        raise ValueError(f"{written!r} is no radius in kilometres")
    return radius


def _point(latitude: str, longitude: str) -> tuple[float, float]:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        raise ValueError(f"{latitude!r}, {longitude!r} are no coordinates") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{latitude}, {longitude} is not on the Earth")
    return north, east
