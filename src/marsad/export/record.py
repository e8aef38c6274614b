"""An incident as plain data: what every format prints of it, and nothing of how it was arrived at."""

from __future__ import annotations

from typing import Any, Final

from marsad.model import Incident, Place

_PLACE_KEYS: Final = ("name", "latitude", "longitude", "precision", "admin1", "country")


def incident_record(incident: Incident) -> dict[str, Any]:
    """The incident with exactly the keys of `marsad incidents --format jsonl`, in their order.

    Reports come by id, spans by offset, places, actors and targets in the incident's own order: the same incident
    always gives the same record. A toll that nobody states is null in all three numbers.
    """
    return {
        "id": incident.id,
        "type": incident.type,
        "date": incident.date,
        "places": [_place(place) for place in incident.places],
        "actors": list(incident.actors),
        "targets": list(incident.targets),
        "killed": toll_numbers(incident, "killed"),
        "injured": toll_numbers(incident, "injured"),
        "grade": incident.grade,
        "reports": _reports(incident),
    }


def toll_numbers(incident: Incident, outcome: str) -> dict[str, int | None]:
    """Low, best and high of the incident's total for an outcome."""
    toll = incident.toll(outcome)
    return {key: None if toll is None else getattr(toll, key) for key in ("low", "best", "high")}


def _place(place: Place) -> dict[str, Any]:
    return {key: getattr(place, key) for key in _PLACE_KEYS}


def _reports(incident: Incident) -> list[dict[str, Any]]:
    spans: dict[str, set[tuple[int, int]]] = {}
    for telling in incident.tellings:
        spans.setdefault(telling.report_id, set()).update((span.start, span.end) for span in telling.spans)
    return [
        {"report_id": report_id, "spans": [list(s) for s in sorted(spans[report_id])]} for report_id in sorted(spans)
    ]
