"""What waits for a reviewer: incidents by who has read them, in the orders a reviewer may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, distinct, func, or_, select, union

from marsad.register.schema import incident_mentions, incidents, judgements

# Kinds that say that somebody has read the incident; a note or an undo does not.
_READING: Final = ("same", "not_same", "split", "value", "discounted", "accepted")
_DATE = incidents.c.date_from
_TOLL = func.coalesce(incidents.c.killed_high, incidents.c.killed_best, incidents.c.killed_low, 0)


def _grade() -> ColumnElement[int]:
    return case((incidents.c.grade == "contested", 0), (incidents.c.grade == "weak", 1), else_=2)


ORDERS: Final[Mapping[str, tuple[ColumnElement[Any], ...]]] = {
    "review": (_grade(), _TOLL.desc(), _DATE.is_(None), _DATE.desc()),
    "toll": (_TOLL.desc(), _grade(), _DATE.is_(None), _DATE.desc()),
    "newest": (incidents.c.run.desc(), _DATE.is_(None), _DATE.desc()),
    "oldest": (_DATE.is_(None), _DATE),
}


def waiting(
    connection: Connection, *, order: str, reader: str | None, second: bool, limit: int, offset: int
) -> tuple[str, ...]:
    """Ids of the incidents that wait for `reader`, `limit` of them after the first `offset`."""
    wanted = _waiting(reader, second=second).order_by(*ORDERS[order], incidents.c.id).limit(limit).offset(offset)
    return tuple(row.id for row in connection.execute(wanted))


def count_waiting(connection: Connection, *, reader: str | None, second: bool) -> int:
    """How many incidents wait for `reader`."""
    return connection.execute(select(func.count()).select_from(_waiting(reader, second=second).subquery())).scalar_one()


def incident_of(connection: Connection, key: str) -> str | None:
    """The id of the incident that was gathered from a mention."""
    wanted = select(incident_mentions.c.incident).where(incident_mentions.c.key == key).limit(1)
    return connection.execute(wanted).scalar_one_or_none()


def _waiting(reader: str | None, *, second: bool) -> Select[tuple[str]]:
    """First readings: nobody has read it as it stands. Second ones: somebody has, and `reader` has not."""
    wanted = select(incidents.c.id).where(incidents.c.grade != "discounted")
    if not second:
        return wanted.where(incidents.c.id.not_in(select(_readers().c.incident)))
    if reader is None:
        return wanted.where(incidents.c.id.in_(select(_readers().c.incident)))
    found = _readers()
    by_one = select(found.c.incident).group_by(found.c.incident).having(func.count(distinct(found.c.who)) == 1)
    own = _readers()
    return wanted.where(
        incidents.c.id.in_(by_one), incidents.c.id.not_in(select(own.c.incident).where(own.c.who == reader))
    )


def _readers() -> Subquery:
    """Who has read which incident: by judgements in force; what was accepted counts while its values stand.

    It starts from the judgements, which are few beside the mentions.
    """
    told = incidents.alias()
    stands = or_(judgements.c.kind != "accepted", judgements.c.value == told.c.digest)
    sides = (
        select(incident_mentions.c.incident, judgements.c.who)
        .join_from(judgements, incident_mentions, key == incident_mentions.c.key)
        .join(told, told.c.id == incident_mentions.c.incident)
        .where(judgements.c.undone_by.is_(None), judgements.c.kind.in_(_READING), stands)
        for key in (judgements.c.subject, judgements.c.other)
    )
    return union(*sides).subquery()
