"""The views of the incidents: written anew from what linking gathered, and every change of an incident on record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, select
from sqlalchemy import insert as insert_into

from marsad.model import Incident
from marsad.register.audit import LINKED, Gathered, body_mark, enter, last_gathered
from marsad.register.incident_rows import change_state, incident_from_json, view_rows
from marsad.register.ingest import chunks
from marsad.register.rows import Row, to_json
from marsad.register.schema import VIEWS, incident_changes, incidents, readings, reports
from marsad.register.search import forget_reports, index_reports, words_of

# An incident as it stood: a mark of its body, and the run that last changed it.
Stood = tuple[bytes, int]


def rebuild_incidents(connection: Connection, found: Iterable[Incident], *, run: int, who: str) -> int:
    """Put these incidents in the place of all that are stored, inside the caller's transaction; how many they are.

    An incident that is as it was keeps the run that last changed it; of every other the change is remembered.
    """
    stood = {id: (body_mark(body), last) for id, body, last in connection.execute(_BODIES)}
    outlets = _outlets(connection)
    _clear(connection)
    gathered = Gathered()
    _put(connection, found, stood, outlets, gathered, run=run)
    enter(connection, LINKED, who=who, subject=run, body=gathered.body)
    return gathered.number


def rebuild_some(connection: Connection, ids: Collection[str], found: Sequence[Incident], *, run: int, who: str) -> int:
    """As `rebuild_incidents`, in the place of the incidents of these ids alone."""
    stood: dict[str, Stood] = {}
    for some in chunks(sorted(ids), 500):
        rows = connection.execute(_BODIES.where(incidents.c.id.in_(some)))
        stood |= {id: (body_mark(body), last) for id, body, last in rows}
        for table in VIEWS:
            key = incidents.c.id if table is incidents else table.c.incident
            connection.execute(delete(table).where(key.in_(some)))
    told = sorted({telling.report_id for incident in found for telling in incident.tellings})
    outlets: dict[str, str | None] = {}
    for few in chunks(told, 500):
        outlets |= _outlets(connection, few)
    gathered = last_gathered(connection)
    for mark, _ in stood.values():
        gathered.take(mark)
    _put(connection, found, stood, outlets, gathered, run=run)
    enter(connection, LINKED, who=who, subject=run, body=gathered.body)
    return len(found)


def _put(
    connection: Connection,
    found: Iterable[Incident],
    stood: dict[str, Stood],
    outlets: Mapping[str, str | None],
    gathered: Gathered,
    *,
    run: int,
) -> None:
    for some in chunks(found, 500):
        since = {incident.id: _unchanged_since(incident, stood) for incident in some}
        _insert(connection, [view_rows(one, run=since[one.id] or run, outlets=outlets) for one in some])
        _remember(connection, {one.id: change_state(one) for one in some if since[one.id] is None}, run=run)
        for one in some:
            gathered.add(body_mark(to_json(one)))
            stood.pop(one.id, None)
    _remember(connection, dict.fromkeys(stood), run=run)


def index_words(connection: Connection) -> None:
    """Make the index of the words of reports anew."""
    forget_reports(connection)
    texts = connection.execute(select(reports.c.id, reports.c.title, reports.c.text)).mappings()
    for few in chunks(texts, 500):
        index_reports(connection, ((row["id"], words_of(dict(row))) for row in few))


def derive_again(connection: Connection) -> None:
    """Make all that is derived from stored rows anew: after a migration, which knows nothing of how it is derived."""
    index_words(connection)
    outlets = _outlets(connection)
    ids = connection.execute(select(incidents.c.id).order_by(incidents.c.id)).scalars().all()
    for some in chunks(ids, 500):
        kept = connection.execute(_BODIES.where(incidents.c.id.in_(some))).all()
        for table in VIEWS:
            key = incidents.c.id if table is incidents else table.c.incident
            connection.execute(delete(table).where(key.in_(some)))
        _insert(connection, [view_rows(incident_from_json(b), run=run, outlets=outlets) for _, b, run in kept])


_BODIES: Final = select(incidents.c.id, incidents.c.body, incidents.c.run)


def _unchanged_since(incident: Incident, stood: Mapping[str, Stood]) -> int | None:
    """The run that last changed the incident, where it is as it was."""
    mark, last = stood.get(incident.id, (b"", None))
    return last if mark == body_mark(to_json(incident)) else None


def _outlets(connection: Connection, ids: Collection[str] | None = None) -> dict[str, str | None]:
    standing = (
        select(reports.c.report_id, reports.c.outlet)
        .join(readings, readings.c.report == reports.c.id)
        .where(readings.c.closed_run.is_(None))
    )
    standing = standing if ids is None else standing.where(readings.c.report_id.in_(ids))
    return {row.report_id: row.outlet for row in connection.execute(standing)}


def _clear(connection: Connection) -> None:
    for table in VIEWS:
        connection.execute(delete(table))


def _insert(connection: Connection, parts: list[dict[Any, list[Row]]]) -> None:
    for table in reversed(VIEWS):
        rows = [row for part in parts for row in part[table]]
        if rows:
            connection.execute(insert_into(table), rows)


def _remember(connection: Connection, states: Mapping[str, str | None], *, run: int) -> None:
    rows = [{"incident": id, "run": run, "state": state} for id, state in sorted(states.items())]
    if rows:
        connection.execute(insert_into(incident_changes), rows)
