"""What the register gives back: readings from their claims, and incidents from their views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, or_, select
from sqlalchemy import insert as insert_into

from marsad.model import Incident, Reading, Report, Span
from marsad.register import schema
from marsad.register.incident_rows import incident_from_json, place_words, view_rows
from marsad.register.ingest import chunks
from marsad.register.rows import REPORT_FIELDS, Row, by_key, from_json, reading_from_rows, report_from_row
from marsad.register.schema import (
    claims,
    incident_places,
    incident_sides,
    incidents,
    mentions,
    readings,
    reports,
    tellings,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """One field of one figure or event as it was read: its value, the words that say it, and who read it when.

    `value` is plain JSON data (a place is a dict). `closed_run` is the run that put a newer reading in its place.
    """

    report_id: str
    kind: str
    ordinal: int
    field: str
    value: object
    span: Span
    words: str
    part: str
    part_version: str
    run: int
    closed_run: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents are wanted; None asks for any.

    `date_from` and `date_to` are ISO days, inclusive: an incident whose date may lie between them is given, an undated
    one is not. `place` is a name of the place, its province or its country, in any spelling, or the id of either;
    `actor` a label, as actor or target; `report` the id of a report that tells of it.
    """

    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    type: str | None = None
    actor: str | None = None
    report: str | None = None


_REPORT_COLUMNS = [reports.c["report_id" if name == "id" else name] for name in REPORT_FIELDS]


def stream_readings(connection: Connection, *, only_with_mentions: bool, page: int) -> Iterator[Reading]:
    """The standing readings in the order of their report ids, `page` in memory at a time."""
    after: str | None = None
    while rows := _reading_page(connection, after, only_with_mentions=only_with_mentions, page=page):
        yield from _rebuilt(connection, rows)
        after = rows[-1]["report_id"]


def _reading_page(connection: Connection, after: str | None, *, only_with_mentions: bool, page: int) -> list[Row]:
    wanted = select(
        readings.c.id.label("reading"),
        *(readings.c[name] for name in ("repeats", "boilerplate", "actors", "places", "parts")),
        *_REPORT_COLUMNS,
    ).join(reports, reports.c.id == readings.c.report)
    wanted = wanted.where(readings.c.closed_run.is_(None)).order_by(readings.c.report_id).limit(page)
    if after is not None:
        wanted = wanted.where(readings.c.report_id > after)
    if only_with_mentions:
        wanted = wanted.where(select(mentions.c.kind).where(mentions.c.reading == readings.c.id).exists())
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _rebuilt(connection: Connection, rows: list[Row]) -> Iterator[Reading]:
    ids = [row["reading"] for row in rows]
    told = by_key(_of_readings(connection, select(mentions).where(mentions.c.reading.in_(ids))), "reading")
    said = by_key(_of_readings(connection, select(claims).where(claims.c.reading.in_(ids))), "reading")
    for row in rows:
        yield reading_from_rows(row, told.get(row["reading"], ()), said.get(row["reading"], ()))


def _of_readings(connection: Connection, wanted: Select[Any]) -> list[Row]:
    table = wanted.get_final_froms()[0]
    ordered = wanted.order_by(table.c.reading, table.c.kind, table.c.ordinal)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def standing_report(connection: Connection, report_id: str) -> Report | None:
    """The version of a report that stands."""
    wanted = (
        select(*_REPORT_COLUMNS)
        .join(readings, readings.c.report == reports.c.id)
        .where(readings.c.report_id == report_id, readings.c.closed_run.is_(None))
    )
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else report_from_row(dict(row))


def standing_reading(connection: Connection, report_id: str) -> Reading | None:
    """The reading of a report that stands."""
    wanted = (
        select(readings.c.id.label("reading"), *(c for c in readings.c if c.name not in ("id", "report", "report_id")))
        .add_columns(*_REPORT_COLUMNS)
        .join(reports, reports.c.id == readings.c.report)
        .where(readings.c.report_id == report_id, readings.c.closed_run.is_(None))
    )
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    return next(_rebuilt(connection, rows), None)


def claims_of(connection: Connection, key: str, *, closed: bool) -> Iterator[StoredClaim]:
    """The claims of a mention, oldest first; those that were replaced too where `closed`."""
    at = and_(*(claims.c[name] == mentions.c[name] for name in ("reading", "kind", "ordinal")))
    wanted = (
        select(reports.c.report_id, reports.c.text, *claims.c)
        .join_from(mentions, claims, at)
        .join(readings, readings.c.id == mentions.c.reading)
        .join(reports, reports.c.id == readings.c.report)
        .where(mentions.c.key == key)
        .order_by(claims.c.reading, claims.c.ordinal, claims.c.field)
    )
    if not closed:
        wanted = wanted.where(claims.c.closed_run.is_(None))
    for row in connection.execute(wanted).mappings():
        span = Span(row["span_start"], row["span_end"])
        yield StoredClaim(
            **{name: row[name] for name in ("report_id", "kind", "ordinal", "field", "part", "part_version")},
            value=from_json(row["value"]),
            span=span,
            words=row["text"][span.start : span.end],
            run=row["run"],
            closed_run=row["closed_run"],
        )


def has_mention(connection: Connection, key: str) -> bool:
    """Whether any reading, standing or closed, has a mention of this key."""
    return connection.execute(select(mentions.c.key).where(mentions.c.key == key).limit(1)).first() is not None


def rebuild_incidents(connection: Connection, found: Iterable[Incident], *, run: int) -> int:
    """Put these incidents in the place of all that are stored, inside the caller's transaction; how many they are."""
    for table in schema.VIEWS:
        connection.execute(delete(table))
    total = 0
    for some in chunks(found, 500):
        total += len(some)
        parts = [view_rows(incident, run=run) for incident in some]
        for table in reversed(schema.VIEWS):
            rows = [row for part in parts for row in part[table]]
            if rows:
                connection.execute(insert_into(table), rows)
    return total


def stream_incidents(connection: Connection, wanted: IncidentFilter, *, page: int) -> Iterator[Incident]:
    """The wanted incidents by their first day, then their id, the undated last."""
    for (body,) in connection.execute(_filtered(wanted), execution_options={"yield_per": page}):
        yield incident_from_json(body)


def _filtered(wanted: IncidentFilter) -> Select[Any]:
    query = select(incidents.c.body).order_by(incidents.c.date_from.is_(None), incidents.c.date_from, incidents.c.id)
    if wanted.date_from is not None or wanted.date_to is not None:
        query = query.where(or_(incidents.c.date_from.is_not(None), incidents.c.date_to.is_not(None)))
    if wanted.date_from is not None:
        query = query.where(func.coalesce(incidents.c.date_to, wanted.date_from) >= wanted.date_from)
    if wanted.date_to is not None:
        query = query.where(func.coalesce(incidents.c.date_from, wanted.date_to) <= wanted.date_to)
    if wanted.type is not None:
        query = query.where(incidents.c.type == wanted.type)
    if wanted.place is not None:
        words = incident_places.c.words.contains(f" {place_words(wanted.place)} ", autoescape=True)
        query = query.where(incidents.c.id.in_(select(incident_places.c.incident).where(words)))
    if wanted.actor is not None:
        query = query.where(
            incidents.c.id.in_(select(incident_sides.c.incident).where(incident_sides.c.label == wanted.actor))
        )
    if wanted.report is not None:
        query = query.where(
            incidents.c.id.in_(select(tellings.c.incident).where(tellings.c.report_id == wanted.report))
        )
    return query


def one_incident(connection: Connection, id: str) -> Incident | None:
    """The incident of an id."""
    body = connection.execute(select(incidents.c.body).where(incidents.c.id == id)).scalar_one_or_none()
    return None if body is None else incident_from_json(body)
