"""Places told by others: midway between two, and at the border of a country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from marsad.gazetteer.borders import border, nearest
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.named import Named, Resolution
from marsad.gazetteer.table import Gazetteer

_FARTHEST_KM: Final = 80.0  # two places farther apart have no one place between them
_LEAST_KM: Final = 3.0
_POINT: Final = 2  # precision of what is as fine as a settlement
_PROVINCE: Final = 4
_AT_A_BORDER_KM: Final = 30.0


def told_by_others(
    names: Sequence[Named], done: Sequence[Resolution], gazetteer: Gazetteer, countries: Mapping[str, float]
) -> tuple[Resolution, ...]:
    """The resolutions, those between two places and at a border moved there; `countries` are the report's votes."""
    out = list(done)
    for index, named in enumerate(names):
        if named.beside is not None and 0 <= named.beside < len(names):
            out[index], out[named.beside] = _between(done[index], done[named.beside])
        elif named.relation == "border":
            out[index] = _at_border(index, done, gazetteer, countries)
    return tuple(out)


def _between(a: Resolution, b: Resolution) -> tuple[Resolution, Resolution]:
    """Both ends of "بين X وY" at their middle, with half the way as radius; as they are where they lie far apart."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return a, b
    apart = kilometres(a.latitude, a.longitude, b.latitude, b.longitude)
    if apart > _FARTHEST_KM or max(a.precision or 0, b.precision or 0) > _POINT:
        return a, b
    latitude, longitude = round((a.latitude + b.latitude) / 2, 5), round((a.longitude + b.longitude) / 2, 5)
    radius = round(max(apart / 2, _LEAST_KM), 1)

    def there(end: Resolution) -> Resolution:
        reason = f"{end.reason}; midway between two places, as the report says"
        return replace(end, latitude=latitude, longitude=longitude, precision=2, radius_km=radius, reason=reason)

    return there(a), there(b)


def _at_border(
    index: int, done: Sequence[Resolution], gazetteer: Gazetteer, countries: Mapping[str, float]
) -> Resolution:
    """The border of a country with the one that the report speaks of: the point nearest to the name told nearest."""
    other = done[index].country
    homes = sorted((c for c in countries if c != other), key=lambda c: (-countries[c], c))
    home = next((c for c in homes if other and border(gazetteer, c, other)), None)
    if home is None or other is None:
        return replace(done[index], reason="the border of a country; with which other is not said")
    points = border(gazetteer, home, other)
    near = [(abs(k - index), p) for k, r in enumerate(done) if r.country == home and (p := _fine(r)) is not None]
    if near:
        anchor = min(near)[1]
        point, precision = nearest(points, anchor), 3
        radius = max(_AT_A_BORDER_KM, kilometres(point[0], point[1], anchor[0], anchor[1]) / 2)
    else:
        point, precision = points[len(points) // 2], 5
        radius = max(_AT_A_BORDER_KM, kilometres(points[0][0], points[0][1], points[-1][0], points[-1][1]) / 2)
    return Resolution(
        entry=None, precision=precision, latitude=round(point[0], 5), longitude=round(point[1], 5), admin1=None,
        country=home, reason=f"the border of {home} and {other}", radius_km=round(radius, 1),
    )  # fmt: skip


def _fine(resolution: Resolution) -> tuple[float, float] | None:
    """The point of a name that is told at least as finely as a province, or None."""
    if resolution.precision is None or resolution.precision > _PROVINCE:
        return None
    if resolution.latitude is None or resolution.longitude is None:
        return None
    return resolution.latitude, resolution.longitude
