"""What linking remembers between runs, so that new reports are gathered with the few they touch, not with all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select
from sqlalchemy import insert as insert_into

from marsad.model import Incident
from marsad.register import identity
from marsad.register.identity import Former
from marsad.register.ingest import chunks
from marsad.register.rebuilding import rebuild_incidents, rebuild_some
from marsad.register.schema import incident_ids, judgements, link_keys, link_mentions, link_state, readings

_CHUNK = 400


class LinkState(NamedTuple):
    """Up to which reading and judgement the incidents were gathered, and a mark of the rules they were gathered by."""

    reading: int
    judgement: int
    rules: str


class LinkedMention(NamedTuple):
    """A mention as it was gathered: its number in its report, its part, and its incident where it makes one."""

    report_id: str
    ordinal: int
    part: str
    incident: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """What one linking changes.

    `changed` are the reports whose mentions and `keys` (by report) are written anew, `parts` the parts that are
    replaced; both are None where everything is. `incidents` and `mentions` take the place of what these held.
    """

    incidents: Sequence[Incident]
    mentions: Sequence[LinkedMention]
    keys: Mapping[str, Collection[int]]
    merged: Mapping[str, str] = field(default_factory=dict)
    changed: Collection[str] | None = None
    parts: Collection[str] | None = None


def present(connection: Connection, rules: str) -> LinkState:
    """What there is to be linked now."""
    last = select(func.coalesce(func.max(readings.c.id), 0))
    judged = select(func.coalesce(func.max(judgements.c.id), 0))
    return LinkState(connection.execute(last).scalar_one(), connection.execute(judged).scalar_one(), rules)


def linked(connection: Connection) -> LinkState | None:
    """Up to what the incidents were gathered; None where they never were."""
    row = connection.execute(select(link_state.c.reading, link_state.c.judgement, link_state.c.rules)).one_or_none()
    return None if row is None else LinkState(row.reading, row.judgement, row.rules)


def changed_reports(connection: Connection, since: int) -> set[str]:
    """Reports that were read after a reading."""
    return set(connection.execute(select(readings.c.report_id).where(readings.c.id > since).distinct()).scalars())


def reports_by_keys(connection: Connection, keys: Iterable[int]) -> set[str]:
    """Reports with a mention of one of the keys."""
    found: set[str] = set()
    for some in chunks(sorted(keys), _CHUNK):
        wanted = select(link_keys.c.report_id).where(link_keys.c.key.in_(some)).distinct()
        found.update(connection.execute(wanted).scalars())
    return found


def mentions_in(
    connection: Connection, *, reports: Iterable[str] = (), parts: Iterable[str] = ()
) -> tuple[LinkedMention, ...]:
    """The mentions of these reports and of these parts, as they were gathered."""
    found: set[LinkedMention] = set()
    columns = (link_mentions.c.report_id, link_mentions.c.ordinal, link_mentions.c.part, link_mentions.c.incident)
    for column, values in ((link_mentions.c.report_id, reports), (link_mentions.c.part, parts)):
        for some in chunks(sorted(set(values)), _CHUNK):
            rows = connection.execute(select(*columns).where(column.in_(some)))
            found.update(LinkedMention(*row) for row in rows)
    return tuple(sorted(found))


def former_of(connection: Connection, ids: Collection[str]) -> tuple[Former, ...]:
    """Those of the incidents that stand under these ids, the longest known first."""
    return tuple(f for some in chunks(sorted(ids), _CHUNK) for f in identity.former(connection, some))


def taken_ids(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids that were given already."""
    found: set[str] = set()
    for some in chunks(sorted(ids), _CHUNK):
        found.update(connection.execute(select(incident_ids.c.id).where(incident_ids.c.id.in_(some))).scalars())
    return frozenset(found)


def put(
    connection: Connection, change: Linkage, *, before: LinkState | None, after: LinkState, run: int, who: str
) -> bool:
    """Write a linking down; False, and nothing is written, where another process linked since `before`."""
    if linked(connection) != before:
        return False
    if change.parts is None or change.changed is None:
        rebuild_incidents(connection, change.incidents, run=run, who=who)
        connection.execute(delete(link_mentions))
        connection.execute(delete(link_keys))
    else:
        replaced = mentions_in(connection, reports=change.changed, parts=change.parts)
        rebuild_some(connection, {m.incident for m in replaced if m.incident}, change.incidents, run=run, who=who)
        for column, values in (
            (link_mentions.c.report_id, change.changed),
            (link_mentions.c.part, change.parts),
            (link_keys.c.report_id, change.changed),
        ):
            for some in chunks(sorted(values), _CHUNK):
                connection.execute(delete(column.table).where(column.in_(some)))
    for rows in chunks(change.mentions, _CHUNK):
        connection.execute(insert_into(link_mentions), [row._asdict() for row in rows])
    keyed = ({"key": key, "report_id": report} for report, keys in change.keys.items() for key in sorted(keys))
    for pairs in chunks(keyed, _CHUNK * 10):
        connection.execute(insert_into(link_keys), pairs)
    identity.keep(connection, change.merged, run=run)
    connection.execute(delete(link_state))
    connection.execute(insert_into(link_state), {"id": 1, **after._asdict()})
    return True
