"""Event records of PLOVER (Political Language Ontology for Verifiable Event Records) as one JSON array.

Field names are those of PLOVER's manual: `source` and `target` may hold several actors, `dead` and `injured` are
numbers of people. What the manual leaves to extensions (ranges, grade) is under `marsad`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO, Final

import orjson

from marsad.export.content import Content, Sources, did_not_happen, discounted
from marsad.export.countries import country_of
from marsad.export.notes import outlets
from marsad.export.record import toll_numbers
from marsad.export.sides import side
from marsad.export.span_of_days import span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.lexicon.tables import Row, parse_table
from marsad.model import Incident

TABLE: Final = "plover.toml"
FIGURES: Final = (
    "dead and injured are the register's best numbers, its low where none is best, null where nobody states one; low, "
    "best and high of both stand under `marsad`"
)
EMPTY: Final = (
    ("mode", "where PLOVER has none for what the type says"),
    ("target", "where the reports do not tell whom it hit, or only things"),
)
# PLOVER's sectors of an actor by its kind in the registry; MIL and REB are those of state forces and of armed groups.
_SECTOR: Final = {"state": "MIL", "nonstate": "REB", "international": "IGO", "civilian": "CVL", "unknown": "UNK"}


class EventRow(Row):
    type: str
    event: str
    mode: str
    context: str


class LeftOut(Row):
    type: str
    why: str


class PloverTable(Row):
    row: tuple[EventRow, ...]
    left_out: tuple[LeftOut, ...]


def no_event(incident: Incident) -> str | None:
    """Why PLOVER has no record of an incident of this type."""
    return next((one.why for one in plover_table().left_out if one.type == incident.type), None)


def undated(incident: Incident) -> str | None:
    """Why an incident has no date that a record could hold."""
    return "no date" if span_of_days(incident.date) is None else None


CHECKS: Final = (discounted, did_not_happen, no_event, undated)


def write_plover(content: Content, file: BinaryIO) -> None:
    """Write the array, a record a line, streaming."""
    file.write(b"[")
    for number, (incident, sources) in enumerate(content.told()):
        file.write(b",\n" if number else b"\n")
        file.write(orjson.dumps(_record(incident, sources, content.origin.version)))
    file.write(b"\n]\n")


def _record(incident: Incident, sources: Sources, version: str) -> dict[str, Any]:
    row = next(row for row in plover_table().row if row.type == incident.type)
    days, where = span_of_days(incident.date), whereabouts(incident)
    return {
        "id": incident.id,
        "date": days.first.isoformat() if days else None,
        "date_end": days.last.isoformat() if days and days.length > 1 else None,
        "source": list(_actors(incident.actors)),
        "target": list(_actors(incident.targets)),
        "event": row.event,
        "mode": row.mode or None,
        "context": [row.context] if row.context else [],
        "dead": _people(incident, "killed"),
        "injured": _people(incident, "injured"),
        "location": _location(where) if where else None,
        "publisher": list(outlets(sources)),
        "publication_date": sorted({s.published for s in sources.values() if s.published}),
        "url": sorted({s.url for s in sources.values() if s.url}),
        "language": sorted({s.language for s in sources.values()}),
        "version": f"marsad {version}",
        "marsad": {
            "type": incident.type,
            "status": incident.status,
            "grade": incident.grade,
            "killed": toll_numbers(incident, "killed"),
            "injured": toll_numbers(incident, "injured"),
        },
    }


def _actors(labels: Sequence[str]) -> Iterator[dict[str, Any]]:
    for one in map(side, labels):
        if one.kind != "infrastructure":
            country = country_of(one.country)
            yield {
                "actor": one.name,
                "code": one.label,
                "country": country.iso3 if country else None,
                "sector": _SECTOR[one.kind],
            }


def _people(incident: Incident, outcome: str) -> int | None:
    numbers = toll_numbers(incident, outcome)
    return numbers["low"] if numbers["best"] is None else numbers["best"]


def _location(where: Whereabouts) -> dict[str, Any]:
    return {
        "name": where.told,
        "name_en": where.name,
        "admin1": where.admin1 or None,
        "country": where.country.iso3 if where.country else None,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "precision": where.precision,
    }


@lru_cache(maxsize=1)
def plover_table() -> PloverTable:
    """Which event of PLOVER's each type is."""
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    return parse_table(text, PloverTable, where=f"export/{TABLE}")
