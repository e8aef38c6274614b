"""How far from its coordinates what a report names may lie, and where "ten kilometres north of" a place is."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt
from typing import Final

from marsad.gazetteer.distance import EARTH_KM
from marsad.gazetteer.entries import Entry

# Kilometres, by what the coordinates stand for; of an area by how finely it is told.
_AREAS: Final = {1: 10.0, 2: 15.0, 5: 250.0}
_KINDS: Final = {
    "settlement": 2.0, "village": 2.0, "quarter": 1.5, "camp": 1.5, "base": 2.0, "airport": 3.0, "crossing": 1.0,
    "site": 1.0, "road": 50.0, "mountain": 15.0, "area": 40.0, "island": 10.0, "sea": 100.0, "subdistrict": 10.0,
    "district": 20.0, "province": 75.0, "country": 400.0,
}  # fmt: skip
_FROM_MEMORY: Final = {"quarter": 5.0, "camp": 5.0, "site": 5.0, "airport": 5.0}
_FROM_MEMORY_ELSE: Final = 15.0
_NEAR: Final = 5.0
_TOWARDS: Final = 10.0
_PEOPLE_A_KM2: Final = 5000  # of the towns of the region, roughly
_TO_A_SIDE: Final = 0.4
_OF_A_SIDE: Final = 0.7
_OF_A_DISTANCE: Final = 0.25  # distances and bearings are told in round numbers


def reach(entry: Entry) -> float:
    """Kilometres around an entry's coordinates within which the place lies."""
    if entry.radius_km is not None:
        return entry.radius_km
    known = _AREAS.get(entry.precision or 0, 40.0) if entry.kind == "area" else _KINDS[entry.kind]
    if entry.population:
        known = max(known, sqrt(entry.population / _PEOPLE_A_KM2 / pi))
    if entry.source == "memory" and entry.kind not in ("country", "sea", "province"):
        known = max(known, _FROM_MEMORY.get(entry.kind, _FROM_MEMORY_ELSE))
    return round(known, 1)


def around(known: float, *, towards: bool, distance_km: float | None) -> float:
    """Kilometres of what lies near a place that itself reaches so far: beside it, to one side of it, or so far off."""
    if distance_km is not None:
        return round(max(known, _OF_A_DISTANCE * distance_km), 1)
    return round(known + (_TOWARDS if towards else _NEAR), 1)


def part(known: float) -> tuple[float, float]:
    """How far off the middle of an area of that radius one side of it lies, and how far that side reaches."""
    return round(_TO_A_SIDE * known, 1), round(_OF_A_SIDE * known, 1)


def moved(latitude: float, longitude: float, *, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point so many kilometres off in a direction given in degrees from north."""
    north, east, angle, turn = radians(latitude), radians(longitude), distance_km / EARTH_KM, radians(bearing)
    there = asin(sin(north) * cos(angle) + cos(north) * sin(angle) * cos(turn))
    across = atan2(sin(turn) * sin(angle) * cos(north), cos(angle) - sin(north) * sin(there))
    return round(degrees(there), 5), round(degrees(east + across), 5)
