"""An incident as the rows of its views, and back from its body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Table

from marsad.model import OUTCOMES, Claim, Difference, Incident, Place, Span, Telling, Toll, finest
from marsad.register import schema
from marsad.register.rows import Row, from_json, to_json
from marsad.register.when import days_of, week_of
from marsad.text.folding import fold_word

# Columns are for filters and sums: a slip of the pen beyond all mankind must not run over a database's integers.
_MOST_PEOPLE: Final = 10**12


def view_rows(incident: Incident, *, run: int, outlets: Mapping[str, str | None]) -> dict[Table, list[Row]]:
    """Every row of an incident, by table, parents first. `outlets` are those of the reports, by their ids."""
    return {
        schema.incidents: [_incident_row(incident, run=run)],
        schema.incident_places: [_place_row(incident.id, n, place) for n, place in enumerate(incident.places)],
        schema.incident_sides: [
            {"incident": incident.id, "role": role, "ordinal": n, "label": label}
            for role, labels in (("actor", incident.actors), ("target", incident.targets))
            for n, label in enumerate(labels)
        ],
        schema.tellings: [
            _telling_row(incident.id, n, telling, outlets.get(telling.report_id))
            for n, telling in enumerate(incident.tellings)
        ],
        schema.incident_mentions: [
            {"incident": incident.id, "ordinal": n, "key": key} for n, key in enumerate(incident.mentions)
        ],
        schema.tolls: [_toll_row(incident.id, n, toll) for n, toll in enumerate(incident.tolls)],
        schema.toll_parts: list(_toll_parts(incident)),
    }


def change_state(incident: Incident) -> str:
    """What an incident is at one time, as its history keeps it: JSON of its values, without claims and spans."""
    return to_json(
        {
            **{name: getattr(incident, name) for name in ("type", "date", "status", "grade", "actors", "targets")},
            "places": [place.name for place in incident.places],
            "tolls": {t.outcome: [t.low, t.best, t.high] for t in incident.tolls if t.victims is None},
            "reports": sorted({telling.report_id for telling in incident.tellings}),
        }
    )


def _incident_row(incident: Incident, *, run: int) -> Row:
    days, killed, place = days_of(incident.date), incident.toll("killed"), finest(incident.places)
    return {
        "id": incident.id,
        "type": incident.type,
        "status": incident.status,
        "grade": incident.grade,
        "date": incident.date,
        "date_from": days.first,
        "date_to": days.last,
        "week": week_of(days),
        "province": (place.admin1 or place.country or place.name) if place else None,
        "place": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "precision": place.precision if place else None,
        **{f"killed_{name}": _people(getattr(killed, name, None)) for name in ("low", "best", "high")},
        "reports": len({telling.report_id for telling in incident.tellings}),
        "digest": incident.digest,
        "body": to_json(incident),
        "run": run,
    }


def _place_row(incident: str, ordinal: int, place: Place) -> Row:
    where = {"latitude": place.latitude, "longitude": place.longitude}
    return {"incident": incident, "ordinal": ordinal, "words": _words(place), **where}


def _telling_row(incident: str, ordinal: int, telling: Telling, outlet: str | None) -> Row:
    return {
        "incident": incident,
        "ordinal": ordinal,
        "report_id": telling.report_id,
        "outlet": outlet,
        "why": telling.why,
    }


def _toll_row(incident: str, ordinal: int, toll: Toll) -> Row:
    return {
        "incident": incident,
        "ordinal": ordinal,
        "outcome": toll.outcome,
        "victims": toll.victims,
        "side": toll.group,
        "age_sex": toll.age_sex,
        **{name: _people(getattr(toll, name)) for name in ("low", "best", "high")},
        "contested": toll.contested,
        "rule": toll.rule,
    }


def _toll_parts(incident: Incident) -> Iterator[Row]:
    """A low stands for a best that nobody states, an open low adds nothing."""
    for outcome in OUTCOMES:
        total = incident.toll(outcome)
        for side, toll in (*([("", total)] if total else []), *incident.side_tolls(outcome).items()):
            low, best, high = (_people(n) for n in (toll.low, toll.best, toll.high))
            numbers = {"low": low or 0, "best": low or 0 if best is None else best, "high": high}
            yield {"incident": incident.id, "outcome": outcome, "side": side, **numbers}


def _people(number: int | None) -> int | None:
    return None if number is None else min(number, _MOST_PEOPLE)


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
