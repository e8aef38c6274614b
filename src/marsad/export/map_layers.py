"""Incidents as layers of a map, in GeoJSON: by place, by province, by hexagon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from marsad.errors import UsageError
from marsad.gazetteer import load_gazetteer

# How far a place of a precision may lie from where it is drawn, in kilometres (codebook, "Places").
REACH: Final = {1: 0, 2: 10, 3: 30, 4: 60, 5: 250}
_TOWN: Final = 100_000  # people
_LOCATED: Final = 3  # a place told no finer than this stands in no hexagon


class Point(Protocol):
    """An incident at its finest place."""

    @property
    def place(self) -> str: ...
    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...
    @property
    def precision(self) -> int | None: ...
    @property
    def killed(self) -> int | None: ...


def spots(points: Iterable[Point]) -> dict[str, Any]:
    """One point for each place, however many incidents are there: their number, the killed, and how far it may be off.

    `reach` is in kilometres: 0 for a settlement or site, more where only a district or a province is told.
    """
    found: dict[tuple[float, float, str], list[Point]] = {}
    for point in points:
        found.setdefault((point.longitude, point.latitude, point.place), []).append(point)
    return _collection(
        _point(longitude, latitude, place=place, at=[longitude, latitude], reach=_reach(some), **_sums(some))
        for (longitude, latitude, place), some in found.items()
    )


def provinces(rows: Sequence[tuple[str, int, int, int, int | None]]) -> dict[str, Any]:
    """One point for each province that the gazetteer can place, with its incidents and the killed.

    `rows` are name, incidents, and low, best and high of the killed.
    """
    located = {e.name: e for e in load_gazetteer().entries if e.kind == "province" and e.latitude is not None}
    return _collection(
        _point(
            located[name].longitude or 0.0, located[name].latitude or 0.0,
            place=name, incidents=incidents, low=low, killed=best, high=high,
        )
        for name, incidents, low, best, high in rows
        if name in located
    )  # fmt: skip


def hexagons(points: Iterable[Point], *, resolution: int) -> dict[str, Any]:
    """The H3 cells in which incidents lie, of a resolution from 1 (the size of a country) to 7 (of a town).

    Places told no finer than a province are left out: their hexagon is not known. Raises UsageError without `h3`.
    """
    try:
        import h3
    except ImportError as error:
        raise UsageError("hexagons need the package h3", todo="pip install marsad[web]") from error
    cells: dict[str, list[Point]] = {}
    for point in points:
        if (point.precision or 9) <= _LOCATED:
            cells.setdefault(h3.latlng_to_cell(point.latitude, point.longitude, resolution), []).append(point)
    features = []
    for cell, some in cells.items():
        ring = [[round(lng, 5), round(lat, 5)] for lat, lng in h3.cell_to_boundary(cell)]
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "geometry": geometry, "properties": {"cell": cell, **_sums(some)}})
    return _collection(features)


def place_names(language: str) -> dict[str, Any]:
    """Countries, provinces and towns of the gazetteer by their Arabic (`ar`) or English names."""
    kept = (e for e in load_gazetteer().entries if e.latitude is not None and e.longitude is not None)
    return _collection(
        _point(
            e.longitude or 0.0, e.latitude or 0.0, name=e.name if language == "ar" else e.english or e.name,
            kind="country" if e.kind == "country" else "province" if e.kind == "province" else "place",
            people=e.population or 0,
        )
        for e in kept
        if e.kind in ("country", "province") or (e.population or 0) >= _TOWN
    )  # fmt: skip


def _sums(some: Sequence[Point]) -> dict[str, int]:
    return {"incidents": len(some), "killed": sum(p.killed or 0 for p in some)}


def _reach(some: Sequence[Point]) -> int:
    return max(REACH.get(p.precision or 5, 0) for p in some)


def _point(longitude: float, latitude: float, **properties: object) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
