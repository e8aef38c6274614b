"""The ids of incidents: which stand, which were merged into others; an id is never given twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from marsad.register.ingest import chunks
from marsad.register.schema import incident_ids, incident_mentions, incidents


class Former(NamedTuple):
    """An incident as it stood before a run: its id, the run that first had it, the keys of its mentions."""

    id: str
    first_run: int
    mentions: tuple[str, ...]


def former(connection: Connection, ids: Collection[str] | None = None) -> tuple[Former, ...]:
    """Every incident that stands, or those of `ids`, the longest known first, then by id."""
    keys: dict[str, list[str]] = {}
    told = select(incident_mentions.c.incident, incident_mentions.c.key)
    told = told if ids is None else told.where(incident_mentions.c.incident.in_(ids))
    for incident, key in connection.execute(told.order_by(incident_mentions.c.incident, incident_mentions.c.ordinal)):
        keys.setdefault(incident, []).append(key)
    known = (
        select(incident_ids.c.id, incident_ids.c.first_run)
        .join(incidents, incidents.c.id == incident_ids.c.id)
        .order_by(incident_ids.c.first_run, incident_ids.c.id)
    )
    known = known if ids is None else known.where(incident_ids.c.id.in_(ids))
    return tuple(Former(id, run, tuple(keys.get(id, ()))) for id, run in connection.execute(known))


def keep(connection: Connection, merged: Mapping[str, str], *, run: int) -> None:
    """Remember the ids of the incidents that stand, and what became of those that were merged."""
    known = select(incident_ids.c.id)
    new = connection.execute(select(incidents.c.id).where(incidents.c.id.not_in(known))).scalars().all()
    for some in chunks(new, 500):
        connection.execute(insert_into(incident_ids), [{"id": id, "first_run": run} for id in some])
    for gone, kept in sorted(merged.items()):
        connection.execute(update(incident_ids).where(incident_ids.c.id == gone).values(merged_into=kept))
    # An incident that came apart again stands by itself.
    standing = select(incidents.c.id)
    connection.execute(
        update(incident_ids)
        .where(incident_ids.c.merged_into.is_not(None), incident_ids.c.id.in_(standing))
        .values(merged_into=None)
    )


def current(connection: Connection, id: str) -> str:
    """The id under which an incident stands now; the id itself where it was merged into no other."""
    seen = {id}
    while True:
        wanted = select(incident_ids.c.merged_into).where(incident_ids.c.id == id)
        kept = connection.execute(wanted).scalar_one_or_none()
        if kept is None or kept in seen:
            return id
        id = str(kept)
        seen.add(id)
