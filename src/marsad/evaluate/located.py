"""How many places of the gold's events are located at the right spot (codebook, "Places")."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from marsad.errors import DataError
from marsad.evaluate.likeness import same_name
from marsad.gazetteer.distance import kilometres
from marsad.lexicon.tables import Row

RIGHT_KM: Final = 10.0
POINTS: Final = ("settlement", "site")


class GoldPlace(Row):
    """A place of a gold report: where it is, and who says so. `kind` is settlement, site, area, province or country."""

    report: str
    name: str
    kind: str
    latitude: float
    longitude: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Of the gold's settlements and named sites: how many were found, and how many of all lie at the right spot.

    `misses` are those that do not, with the distance in kilometres, None where no place of that name is located.
    """

    asked: int
    found: int
    right: int
    misses: tuple[tuple[GoldPlace, float | None], ...]


def read_gold_places(path: Path) -> tuple[GoldPlace, ...]:
    """The places of a `places.toml`. Raises DataError when it is missing or says something else."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(TypeAdapter(list[GoldPlace]).validate_python(raw.get("place", [])))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(f"no table of places: {error}", where=str(path), todo="see gold/README.md") from error


def locate(gold: Sequence[GoldPlace], readings: Mapping[str, Mapping[str, Any]]) -> Located:
    """Compare the gold's settlements and sites with readings by report id. A report that was not read finds nothing."""
    asked = [place for place in gold if place.kind in POINTS]
    found = right = 0
    misses: list[tuple[GoldPlace, float | None]] = []
    for place in asked:
        named = [p for p in readings.get(place.report, {}).get("places", ()) if same_name(place.name, p["name"])]
        off = min((_off(place, p) for p in named if p["latitude"] is not None), default=None)
        found += bool(named)
        right += off is not None and off <= RIGHT_KM
        if off is None or off > RIGHT_KM:
            misses.append((place, off))
    return Located(asked=len(asked), found=found, right=right, misses=tuple(misses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Of the names of places in the gold's events, each once a report: how many are found, and which are not."""

    asked: int
    found: int
    misses: tuple[tuple[str, str], ...]


def names_found(gold: Mapping[str, Mapping[str, Any]], readings: Mapping[str, Mapping[str, Any]]) -> Named:
    """Look for the names of the gold's events among the places of readings; both by report id."""
    told = {(r, name): None for r, a in gold.items() for event in a["events"] for name in event.get("places") or ()}
    have = {report: [place["name"] for place in reading.get("places", ())] for report, reading in readings.items()}
    misses = [(r, name) for r, name in told if not any(same_name(name, found) for found in have.get(r, ()))]
    return Named(asked=len(told), found=len(told) - len(misses), misses=tuple(misses))


def _off(place: GoldPlace, predicted: Mapping[str, Any]) -> float:
    return kilometres(place.latitude, place.longitude, predicted["latitude"], predicted["longitude"])
