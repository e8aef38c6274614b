"""Looking through a register, a page at a time: what a list, a map, a filter and a page of one incident need.

Each function takes an open Register and sees one state of it:

- `incident_page(register, wanted, order=, limit=, offset=)`: incidents that fit an `IncidentFilter`, and how many do
- `incident_points(register, wanted, limit=)`: the same as points of a map
- `choices(register, wanted)`: types, grades, sides, outlets and provinces among them, each with its number of incidents
- `incident_dossier(register, id)`: one incident with the readings of its reports, the judgements on it and its history
- `report_page(register, wanted, limit=, offset=)`: standing reports that fit a `ReportFilter`, without their texts
- `Register.report`, `.reading`, `.claims`: one report, what was read of it, every field of a mention with its versions
- `marsad.register.adding_up.tolls(register, wanted, by=("week", "side"))`: killed, injured … added up

All raise RegisterError when the database refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, distinct, func, select

from marsad.errors import UsageError
from marsad.model import Incident, Judgement, Reading
from marsad.register import identity, views
from marsad.register.filters import (
    ORDERS,
    Condition,
    IncidentFilter,
    ReportFilter,
    fitting,
    fitting_reports,
)
from marsad.register.incident_rows import incident_from_json
from marsad.register.judging import all_judgements
from marsad.register.rows import from_json
from marsad.register.schema import (
    incident_changes,
    incident_sides,
    incidents,
    mentions,
    readings,
    reports,
    runs,
    tellings,
)
from marsad.register.store import Register

MOST_POINTS: Final = 50_000
MOST_CHOICES: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """Some of the `total` incidents that fit."""

    total: int
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPoint:
    """An incident on the map, at its finest place; `killed` is the best number, else the least."""

    id: str
    type: str
    date: str | None
    grade: str
    place: str
    latitude: float
    longitude: float
    precision: int | None
    killed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen from: labels, each with the number of incidents that have it, the most frequent first."""

    types: tuple[tuple[str, int], ...]
    grades: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    provinces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an incident was from one run on: `state` holds its values, and is None where it was no longer gathered.

    `at` is when the run began, an ISO time in UTC; `command` is what it was.
    """

    run: int
    at: str
    command: str
    state: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One incident with all that is known of it.

    `readings` are those of the reports that tell of it, by report id; `judgements` those that speak of one of its
    mentions, the taken back ones included, and `history` its changes, both oldest first.
    """

    incident: Incident
    readings: Mapping[str, Reading]
    judgements: tuple[Judgement, ...]
    history: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list: its source, and how many figures, events and incidents it tells of."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    path: str | None
    figures: int
    events: int
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """Some of the `total` reports that fit, the newest first."""

    total: int
    reports: tuple[ReportRow, ...]


def incident_page(
    register: Register,
    wanted: IncidentFilter | None = None,
    *,
    order: str = "newest",
    limit: int = 50,
    offset: int = 0,
) -> IncidentPage:
    """The incidents that fit from the `offset`th on, at most `limit`, in an order of `ORDERS`.

    Raises UsageError for an order that is none.
    """
    if order not in ORDERS:
        raise UsageError(f"incidents cannot be ordered by {order!r}", todo=f"give one of {', '.join(ORDERS)}")
    with register.snapshot() as connection:
        conditions = fitting(connection, wanted or IncidentFilter())
        total = connection.execute(select(func.count()).select_from(incidents).where(*conditions)).scalar_one()
        some = select(incidents.c.id).where(*conditions).order_by(*ORDERS[order]).limit(limit).offset(offset)
        ids = connection.execute(some).scalars().all()
        wanted_bodies = select(incidents.c.id, incidents.c.body).where(incidents.c.id.in_(ids))
        bodies = {row.id: row.body for row in connection.execute(wanted_bodies)}
    return IncidentPage(total=total, incidents=tuple(incident_from_json(bodies[id]) for id in ids))


def incident_points(
    register: Register, wanted: IncidentFilter | None = None, *, limit: int = MOST_POINTS
) -> tuple[IncidentPoint, ...]:
    """The located incidents that fit, the newest first."""
    columns = [incidents.c[name] for name in IncidentPoint.__slots__ if name != "killed"]
    killed = func.coalesce(incidents.c.killed_best, incidents.c.killed_low).label("killed")
    with register.snapshot() as connection:
        conditions = fitting(connection, wanted or IncidentFilter())
        points = select(*columns, killed).where(incidents.c.latitude.is_not(None), *conditions)
        rows = connection.execute(points.order_by(*ORDERS["newest"]).limit(limit)).mappings()
        return tuple(IncidentPoint(**row) for row in rows)


def choices(register: Register, wanted: IncidentFilter | None = None) -> Choices:
    """What the incidents that fit can be told apart by; of each kind at most the 500 most frequent."""
    with register.snapshot() as connection:
        conditions = fitting(connection, wanted or IncidentFilter())
        return Choices(
            types=_counted(connection, incidents.c.type, conditions),
            grades=_counted(connection, incidents.c.grade, conditions),
            sides=_counted(connection, incident_sides.c.label, conditions),
            outlets=_counted(connection, tellings.c.outlet, conditions),
            provinces=_counted(connection, incidents.c.province, conditions),
        )


def _counted(
    connection: Connection, column: ColumnElement[Any], conditions: list[Condition]
) -> tuple[tuple[str, int], ...]:
    own = column.table is incidents
    number = func.count() if own else func.count(distinct(column.table.c.incident))
    query = select(column, number.label("number")).where(column.is_not(None)).group_by(column)
    if conditions:
        fit = select(incidents.c.id).where(*conditions)
        query = query.where(*conditions) if own else query.where(column.table.c.incident.in_(fit))
    rows = connection.execute(query.order_by(number.desc(), column).limit(MOST_CHOICES))
    return tuple((label, count) for label, count in rows)


def incident_dossier(register: Register, id: str) -> Dossier | None:
    """All that is known of the incident of an id, or of the one it was merged into; None where there is none."""
    with register.snapshot() as connection:
        incident = views.one_incident(connection, identity.current(connection, id))
        if incident is None:
            return None
        keys = frozenset(incident.mentions)
        return Dossier(
            incident=incident,
            readings=views.standing_readings(connection, [telling.report_id for telling in incident.tellings]),
            judgements=tuple(j for j in all_judgements(connection) if not keys.isdisjoint(j.mentions)),
            history=_history(connection, incident.id),
        )


def _history(connection: Connection, id: str) -> tuple[Change, ...]:
    rows = connection.execute(
        select(incident_changes.c.run, runs.c.started.label("at"), runs.c.command, incident_changes.c.state)
        .join(runs, runs.c.id == incident_changes.c.run)
        .where(incident_changes.c.incident == id)
        .order_by(incident_changes.c.id)
    ).mappings()
    return tuple(Change(**{**row, "state": from_json(row["state"]) if row["state"] else None}) for row in rows)


def report_page(
    register: Register, wanted: ReportFilter | None = None, *, limit: int = 50, offset: int = 0
) -> ReportPage:
    """The standing reports that fit from the `offset`th on, at most `limit`."""
    with register.snapshot() as connection:
        conditions = fitting_reports(connection, wanted or ReportFilter())
        joined = readings.join(reports, reports.c.id == readings.c.report)
        total = connection.execute(select(func.count()).select_from(joined).where(*conditions)).scalar_one()
        order = (reports.c.published.desc().nulls_last(), readings.c.report_id)
        some = select(*_report_columns()).select_from(joined).where(*conditions).order_by(*order)
        rows = connection.execute(some.limit(limit).offset(offset)).mappings()
        return ReportPage(total=total, reports=tuple(ReportRow(**row) for row in rows))


def _report_columns() -> list[ColumnElement[Any]]:
    told = [
        select(func.count())
        .where(and_(mentions.c.reading == readings.c.id, mentions.c.kind == kind))
        .scalar_subquery()
        .label(f"{kind}s")
        for kind in ("figure", "event")
    ]
    gathered: Select[Any] = select(func.count(distinct(tellings.c.incident))).where(
        tellings.c.report_id == readings.c.report_id
    )
    source = [reports.c[name] for name in ("title", "outlet", "published", "url", "path")]
    return [readings.c.report_id.label("id"), *source, *told, gathered.scalar_subquery().label("incidents")]
