"""CSV in the columns of ACLED (Armed Conflict Location & Event Data), by its codebook, for programs that read ACLED's.

It is shaped like ACLED's data and is not ACLED's: nothing of it is checked or published by that project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, Final

from marsad.export.acled_coding import (
    CIVILIANS,
    PROTESTERS,
    event_types,
    geo_code,
    interaction,
    parties,
    time_code,
    undated,
    unplaced,
)
from marsad.export.content import Content, Sources, did_not_happen, discounted
from marsad.export.csv import csv_line
from marsad.export.notes import note, outlets
from marsad.export.span_of_days import SpanOfDays, span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.model import Incident

CHECKS: Final = (discounted, did_not_happen, undated, unplaced)
FIGURES: Final = (
    "fatalities is ACLED's most conservative estimate: the lowest number of killed that any claimant's standing "
    "statement allows; 0 where nobody states one. Casualties told as one number of dead and wounded are not counted. "
    "ACLED itself may revise upward when later reports agree on more."
)
EMPTY: Final = (
    ("admin2", "the gazetteer knows it only where the place is itself a district"),
    ("admin3", "not held by the gazetteer"),
    ("source_scale", "the reach of an outlet is not recorded"),
    ("tags", "ACLED's tags are given by its researchers"),
)
# Each column with what it holds; ACLED's order.
COLUMNS: Final[Mapping[str, str]] = {
    "event_id_cnty": "three letters of the country, then the incident's id: stable, and not one of ACLED's numbers",
    "event_date": "the day, YYYY-MM-DD; of a longer time the day in its middle",
    "year": "the year of event_date",
    "time_precision": "1 the day is told, 2 within a week or about that day, 3 within a month",
    "disorder_type": "Political violence, Demonstrations or Strategic developments, from event_type",
    "event_type": "by the table of the codebook",
    "sub_event_type": "by the table of the codebook; a killing of fighters is Armed clash",
    "actor1": "who did it, in English; Unidentified Armed Group (country) where not told",
    "assoc_actor_1": "further sides that did it, joined by `; `",
    "inter1": "1 state, 2 rebels, 3, 4 political, identity militia, 5 rioters, 6 protesters, 7 civilians, 8 external",
    "actor2": "whom it hit; empty where not told or only things were hit",
    "assoc_actor_2": "further sides that were hit, joined by `; `",
    "inter2": "as inter1",
    "interaction": "inter1 and inter2, the lower one first; a single actor's with 0",
    "civilian_targeting": "`Civilian targeting` where actor2 are civilians or protesters",
    "iso": "ISO number of the country",
    "region": "ACLED's region",
    "country": "English name",
    "admin1": "province, in English where the gazetteer knows it",
    "admin2": "district, where the place is one",
    "admin3": "empty",
    "location": "the finest place, in English where the gazetteer knows it, else as the report has it",
    "latitude": "degrees, WGS84",
    "longitude": "degrees, WGS84",
    "geo_precision": "1 the place itself, 2 near it, a district or a named part of a province, 3 a province",
    "source": "outlets whose reports tell of it, joined by `; `",
    "source_scale": "empty",
    "notes": "what the register holds, in one English sentence a fact; no words of a report",
    "fatalities": "the lowest number of killed that is stated, 0 where none is",
    "tags": "empty",
    "timestamp": "Unix time of the register's last change before the export",
}


def write_acled(content: Content, file: BinaryIO) -> None:
    """Write a header and a row per incident, in UTF-8 without a byte order mark, streaming."""
    file.write(csv_line(COLUMNS).encode())
    changed = content.origin.as_of
    timestamp = int(datetime.fromisoformat(changed).timestamp()) if changed else None
    for incident, sources in content.told():
        where, days = whereabouts(incident), span_of_days(incident.date)
        if where is not None and days is not None:
            row = dict(_row(incident, sources, where, days), timestamp=timestamp)
            file.write(csv_line(row.get(column) for column in COLUMNS).encode())


def _row(incident: Incident, sources: Sources, where: Whereabouts, days: SpanOfDays) -> dict[str, Any]:
    killed = incident.toll("killed")
    country = where.country
    return {
        "event_id_cnty": f"{country.iso3 if country else 'XXX'}-{incident.id}",
        "event_date": days.middle.isoformat(),
        "year": days.middle.year,
        "time_precision": time_code(days),
        **dict(zip(("disorder_type", "event_type", "sub_event_type"), event_types(incident, where), strict=True)),
        **dict(_sides(incident, where)),
        "iso": country.numeric if country else "",
        "region": country.acled_region if country else "",
        "country": country.name if country else "",
        "admin1": where.admin1,
        "admin2": where.admin2,
        "location": where.name,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "geo_precision": geo_code(where),
        "source": "; ".join(outlets(sources)),
        "notes": note(incident, where),
        "fatalities": (killed.low if killed else None) or 0,
    }


def _sides(incident: Incident, where: Whereabouts) -> Iterator[tuple[str, Any]]:
    first, second = parties(incident, where)
    for number, party in (("1", first), ("2", second)):
        yield f"actor{number}", party.name
        yield f"assoc_actor_{number}", "; ".join(party.associated)
        yield f"inter{number}", party.code
    yield "interaction", interaction(first, second)
    yield "civilian_targeting", "Civilian targeting" if second.code in (CIVILIANS, PROTESTERS) else ""
