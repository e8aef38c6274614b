"""CSV with HXL hashtags (Humanitarian Exchange Language): a row of headers, a row of tags, an incident a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from marsad.export.content import Content, Sources
from marsad.export.csv import csv_line
from marsad.export.notes import outlets
from marsad.export.record import toll_numbers
from marsad.export.span_of_days import span_of_days
from marsad.export.whereabouts import whereabouts
from marsad.model import Incident, finest

# Each column with its hashtag.
COLUMNS: Final[Mapping[str, str]] = {
    "id": "#event+id",
    "type": "#event+type",
    "status": "#status+event",
    "first_day": "#date+start",
    "last_day": "#date+end",
    "place": "#loc+name+v_ar",
    "place_en": "#loc+name+en",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "place_precision": "#geo+precision",
    "admin1": "#adm1+name+v_ar",
    "admin1_en": "#adm1+name+en",
    "country": "#country+code+v_iso2",
    "actors": "#group+actor+list",
    "targets": "#group+target+list",
    "killed_low": "#affected+killed+min",
    "killed_best": "#affected+killed",
    "killed_high": "#affected+killed+max",
    "injured_low": "#affected+injured+min",
    "injured_best": "#affected+injured",
    "injured_high": "#affected+injured+max",
    "missing_best": "#affected+missing",
    "captured_best": "#affected+detained",
    "displaced_best": "#affected+displaced",
    "grade": "#meta+grade",
    "reports": "#indicator+reports+num",
    "outlets": "#meta+source+list",
}


def write_hxl(content: Content, file: BinaryIO) -> None:
    """Write headers, tags and a row per incident, in UTF-8 without a byte order mark, streaming."""
    file.write(csv_line(COLUMNS).encode())
    file.write(csv_line(COLUMNS.values()).encode())
    for incident, sources in content.told():
        row = _row(incident, sources)
        file.write(csv_line(row.get(column) for column in COLUMNS).encode())


def _row(incident: Incident, sources: Sources) -> dict[str, Any]:
    place, where, days = finest(incident.places), whereabouts(incident), span_of_days(incident.date)
    numbers = {
        f"{outcome}_{end}": value
        for outcome in ("killed", "injured", "missing", "captured", "displaced")
        for end, value in toll_numbers(incident, outcome).items()
    }
    return {
        **numbers,
        "id": incident.id,
        "type": incident.type,
        "status": incident.status,
        "first_day": days.first.isoformat() if days else None,
        "last_day": days.last.isoformat() if days else None,
        "place": place.name if place else None,
        "place_en": where.name if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "place_precision": place.precision if place else None,
        "admin1": place.admin1 if place else None,
        "admin1_en": where.admin1 if where else None,
        "country": place.country if place else None,
        "actors": "; ".join(incident.actors),
        "targets": "; ".join(incident.targets),
        "grade": incident.grade,
        "reports": len({telling.report_id for telling in incident.tellings}),
        "outlets": "; ".join(outlets(sources)),
    }
