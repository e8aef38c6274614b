"""GeoPackage: a layer `incidents` of points in WGS84 (EPSG 4326) with how far each may be off, and a table `about`."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from marsad.export.about import account_lines
from marsad.export.columnar import arrow_schema
from marsad.export.content import Content, Sources
from marsad.export.extras import library, own_file
from marsad.export.map_layers import REACH
from marsad.export.notes import outlets
from marsad.export.tables import TABLES, Column
from marsad.model import Incident, finest

FORMAT: Final = "geopackage"
LAYER: Final = "incidents"
CRS: Final = "EPSG:4326"
_BATCH: Final = 5_000
_INCIDENTS: Final = TABLES[0]
COLUMNS: Final[tuple[Column, ...]] = (
    *_INCIDENTS.columns,
    Column("outlets", "text", "outlets whose reports tell of it, joined by `; `"),
    Column("uncertainty_km", "real", "radius around the point, in kilometres, within which the place told lies"),
)


def write_geopackage(content: Content, file: BinaryIO) -> None:
    """Write a feature per incident at its finest place, streaming; one that is not located has no geometry."""
    gdal = library("pyogrio", format=FORMAT)
    with own_file("incidents.gpkg", file) as path:
        _put(gdal, path, [], append=False)
        rows: list[tuple[Any, ...]] = []
        for incident, sources in content.told():
            rows.append(_row(incident, sources))
            if len(rows) >= _BATCH:
                _put(gdal, path, rows, append=True)
                rows = []
        if rows:
            _put(gdal, path, rows, append=True)
        _put_account(gdal, path, content.account())


def uncertainty(incident: Incident) -> float | None:
    """How far, in kilometres, the incident's place may lie from its point; None where it is not located.

    It is the gazetteer's radius where it has one, else the reach of the place's precision.
    """
    place = finest(incident.places)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return float(REACH[place.precision or 5]) if place.radius_km is None else place.radius_km


def _row(incident: Incident, sources: Sources) -> tuple[Any, ...]:
    values = next(_INCIDENTS.rows(incident, sources))
    return *values, "; ".join(outlets(sources)), uncertainty(incident), _point(incident)


def _point(incident: Incident) -> bytes | None:
    """The finest place as WKB, little-endian."""
    place = finest(incident.places)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return struct.pack("<BIdd", 1, 1, place.longitude, place.latitude)


def _put(gdal: Any, path: Path, rows: list[tuple[Any, ...]], *, append: bool) -> None:
    arrow = library("pyarrow", format=FORMAT)
    schema = arrow_schema(COLUMNS, format=FORMAT).append(arrow.field("geometry", arrow.binary()))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    gdal.write_arrow(
        arrow.table(columns, schema=schema), path, layer=LAYER, driver="GPKG", geometry_name="geometry",
        geometry_type="Point", crs=CRS, append=append,
    )  # fmt: skip


def _put_account(gdal: Any, path: Path, account: Mapping[str, Any]) -> None:
    arrow = library("pyarrow", format=FORMAT)
    lines = account_lines(account)
    table = arrow.table({"key": [key for key, _ in lines], "value": [value for _, value in lines]})
    gdal.write_arrow(table, path, layer="about", driver="GPKG", geometry_type="Unknown")
