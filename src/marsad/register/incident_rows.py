"""An incident as the rows of its views, and back from its body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from marsad.model import Claim, Difference, Incident, Place, Span, Telling, Toll
from marsad.register import schema
from marsad.register.rows import Row, from_json, to_json
from marsad.register.when import days_of
from marsad.text.folding import fold_word


def view_rows(incident: Incident, *, run: int) -> dict[Table, list[Row]]:
    """Every row of an incident, by table, parents first."""
    return {
        schema.incidents: [_incident_row(incident, run=run)],
        schema.incident_places: [
            {"incident": incident.id, "ordinal": n, "words": _words(place)} for n, place in enumerate(incident.places)
        ],
        schema.incident_sides: [
            {"incident": incident.id, "role": role, "ordinal": n, "label": label}
            for role, labels in (("actor", incident.actors), ("target", incident.targets))
            for n, label in enumerate(labels)
        ],
        schema.tellings: [
            {"incident": incident.id, "ordinal": n, "report_id": telling.report_id, "why": telling.why}
            for n, telling in enumerate(incident.tellings)
        ],
        schema.incident_mentions: [
            {"incident": incident.id, "ordinal": n, "key": key} for n, key in enumerate(incident.mentions)
        ],
        schema.tolls: [_toll_row(incident.id, n, toll) for n, toll in enumerate(incident.tolls)],
    }


def _incident_row(incident: Incident, *, run: int) -> Row:
    days = days_of(incident.date)
    killed = incident.toll("killed")
    return {
        "id": incident.id,
        "type": incident.type,
        "status": incident.status,
        "grade": incident.grade,
        "date": incident.date,
        "date_from": days.first,
        "date_to": days.last,
        "killed_low": killed.low if killed else None,
        "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "digest": incident.digest,
        "body": to_json(incident),
        "run": run,
    }


def _toll_row(incident: str, ordinal: int, toll: Toll) -> Row:
    return {
        "incident": incident,
        "ordinal": ordinal,
        "outcome": toll.outcome,
        "victims": toll.victims,
        "side": toll.group,
        "age_sex": toll.age_sex,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "contested": toll.contested,
        "rule": toll.rule,
    }


def _words(place: Place) -> str:
    """Each name of a place between spaces, so that a name is found whole and never as a piece of a longer word."""
    names = (place.name, place.admin1, place.country, place.id)
    return f" {' '.join(place_words(name) for name in names if name)} "


def place_words(name: str) -> str:
    """A place's name in the spelling under which the register looks it up."""
    return " ".join(fold_word(name).casefold().split())


def incident_from_json(body: str) -> Incident:
    """The incident whose body `view_rows` wrote."""
    value: Mapping[str, Any] = from_json(body)
    return Incident(
        **{
            **value,
            "places": tuple(Place(**_spanned(p)) for p in value["places"]),
            "actors": tuple(value["actors"]),
            "targets": tuple(value["targets"]),
            "claims": tuple(Claim(**{**_spanned(c), "copies": tuple(c["copies"])}) for c in value["claims"]),
            "tolls": tuple(_toll(t) for t in value["tolls"]),
            "tellings": tuple(_telling(t) for t in value["tellings"]),
        }
    )


def _spanned(value: Mapping[str, Any]) -> dict[str, Any]:
    return {**value, "span": Span(*value["span"])}


def _toll(value: Mapping[str, Any]) -> Toll:
    differences = tuple(Difference(**d) for d in value["differences"])
    return Toll(**{**value, "claims": tuple(value["claims"]), "differences": differences})


def _telling(value: Mapping[str, Any]) -> Telling:
    spans = tuple(Span(*s) for s in value["spans"])
    lists = {name: tuple(value.get(name, ())) for name in ("events", "figures", "mentions")}
    return Telling(**{**value, "spans": spans, **lists})
