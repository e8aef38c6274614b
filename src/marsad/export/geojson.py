"""GeoJSON (RFC 7946): one feature per incident at its finest place, for maps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from marsad.export.record import incident_record
from marsad.model import Incident, finest


def write_geojson(incidents: Iterable[Incident], file: BinaryIO) -> None:
    """Write a feature collection, streaming. An incident that is not located has a null geometry: kept, not placed."""
    file.write(b'{"type":"FeatureCollection","features":[')
    for number, incident in enumerate(incidents):
        file.write(b",\n" if number else b"\n")
        file.write(orjson.dumps(_feature(incident)))
    file.write(b"\n]}\n")


def _feature(incident: Incident) -> dict[str, Any]:
    place = finest(incident.places)
    located = place is not None and place.latitude is not None and place.longitude is not None
    properties = incident_record(incident)
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place and located else None,
        "properties": properties,
    }
