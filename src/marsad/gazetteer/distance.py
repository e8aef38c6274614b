"""Distance between two points of the Earth."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH_KM: Final = 6371.0


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in kilometres between two points in WGS84 degrees."""
    first, second = radians(latitude), radians(other_latitude)
    across = sin(radians(other_longitude - longitude) / 2)
    up = sin((second - first) / 2)
    return 2 * EARTH_KM * asin(sqrt(up * up + cos(first) * cos(second) * across * across))
