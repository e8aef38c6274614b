"""What the register gives back: readings from their claims, and incidents from their views."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from marsad.model import Incident, Reading, Report, Span
from marsad.register.filters import ORDERS, IncidentFilter, fitting
from marsad.register.incident_rows import incident_from_json
from marsad.register.ingest import CHUNK, chunks
from marsad.register.rows import REPORT_FIELDS, Row, by_key, from_json, reading_from_rows, report_from_row
from marsad.register.schema import claims, incidents, mentions, readings, reports


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


_REPORT_COLUMNS = [reports.c["report_id" if name == "id" else name] for name in REPORT_FIELDS]


def stream_readings(connection: Connection, *, only_with_mentions: bool, page: int) -> Iterator[Reading]:
    """The standing readings in the order of their report ids, `page` in memory at a time."""
    after: str | None = None
    while rows := _reading_page(connection, after, only_with_mentions=only_with_mentions, page=page):
        yield from _rebuilt(connection, rows)
        after = rows[-1]["report_id"]


def _reading_page(connection: Connection, after: str | None, *, only_with_mentions: bool, page: int) -> list[Row]:
    wanted = _standing().order_by(readings.c.report_id).limit(page)
    if after is not None:
        wanted = wanted.where(readings.c.report_id > after)
    if only_with_mentions:
        wanted = wanted.where(select(mentions.c.kind).where(mentions.c.reading == readings.c.id).exists())
    return [dict(row) for row in connection.execute(wanted).mappings()]


def every_reading(connection: Connection, *, page: int = 200) -> Iterator[tuple[int, bool, Reading]]:
    """Every reading ever stored, by its number, whether it was closed, and what it was; `page` in memory at a time."""
    last = 0
    while True:
        wanted = _all().add_columns(readings.c.closed_run).where(readings.c.id > last).order_by(readings.c.id)
        rows = [dict(row) for row in connection.execute(wanted.limit(page)).mappings()]
        if not rows:
            return
        for row, reading in zip(rows, _rebuilt(connection, rows), strict=True):
            yield row["reading"], row["closed_run"] is not None, reading
        last = rows[-1]["reading"]


def _standing() -> Select[Any]:
    return _all().where(readings.c.closed_run.is_(None))


def _all() -> Select[Any]:
    return select(
        readings.c.id.label("reading"),
        *(readings.c[name] for name in ("repeats", "boilerplate", "actors", "places", "parts")),
        *_REPORT_COLUMNS,
    ).join(reports, reports.c.id == readings.c.report)


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


def standing_readings(connection: Connection, report_ids: Collection[str]) -> dict[str, Reading]:
    """The readings of these reports that stand, by report id."""
    found: dict[str, Reading] = {}
    for some in chunks(sorted(set(report_ids)), CHUNK):
        wanted = _standing().where(readings.c.report_id.in_(some))
        rows = [dict(row) for row in connection.execute(wanted).mappings()]
        found |= {reading.report.id: reading for reading in _rebuilt(connection, rows)}
    return found


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


def stream_incidents(connection: Connection, wanted: IncidentFilter, *, page: int) -> Iterator[Incident]:
    """The wanted incidents by their first day, then their id, the undated last."""
    query = select(incidents.c.body).where(*fitting(connection, wanted)).order_by(*ORDERS["oldest"])
    for (body,) in connection.execute(query, execution_options={"yield_per": page}):
        yield incident_from_json(body)


def one_incident(connection: Connection, id: str) -> Incident | None:
    """The incident of an id."""
    body = connection.execute(select(incidents.c.body).where(incidents.c.id == id)).scalar_one_or_none()
    return None if body is None else incident_from_json(body)
