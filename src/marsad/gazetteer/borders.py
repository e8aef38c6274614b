"""Where two countries meet: points midway between near places on either side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import cos, radians
from typing import Final

from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.table import Gazetteer

_ACROSS_KM: Final = 30.0  # a place on the other side no farther than this makes a point of the border
_DEGREES: Final = 0.3  # of latitude, about as many kilometres
_KINDS: Final = frozenset({"settlement", "village", "crossing", "camp"})
Point = tuple[float, float]


@lru_cache(maxsize=64)
def border(gazetteer: Gazetteer, country: str, other: str) -> tuple[Point, ...]:
    """Points of the border between two countries, south to north; none where no places face each other."""
    here, there = _points(gazetteer, country), _points(gazetteer, other)
    latitudes = [latitude for latitude, _ in there]
    found = []
    for latitude, longitude in here:
        low = bisect_left(latitudes, latitude - _DEGREES)
        high = bisect_right(latitudes, latitude + _DEGREES)
        across = _DEGREES / cos(radians(latitude))
        beside = [p for p in there[low:high] if abs(p[1] - longitude) <= across]
        near = nearest(beside, (latitude, longitude)) if beside else None
        if near is not None and kilometres(latitude, longitude, near[0], near[1]) <= _ACROSS_KM:
            found.append(((latitude + near[0]) / 2, (longitude + near[1]) / 2))
    return tuple(sorted(found))


def nearest(points: Sequence[Point], to: Point) -> Point:
    """The point of a border nearest to a place."""
    return min(points, key=lambda p: kilometres(p[0], p[1], to[0], to[1]))


@lru_cache(maxsize=64)
def _points(gazetteer: Gazetteer, country: str) -> list[Point]:
    located = ((e.latitude, e.longitude) for e in gazetteer.entries if e.country == country and e.kind in _KINDS)
    return sorted((n, e) for n, e in located if n is not None and e is not None)
