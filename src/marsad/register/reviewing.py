"""What waits for a reviewer: incidents by who has read them, in the orders a reviewer may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, or_, select

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
        return wanted.where(~_read())
    wanted = wanted.where(_read())
    return wanted if reader is None else wanted.where(~_read(judgements.c.who == reader), _read_by_one())


def _read(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a judgement in force reads the incident; what was accepted counts while its values stand."""
    return exists(
        select(judgements.c.id)
        .join(incident_mentions, _speaks_of())
        .where(incident_mentions.c.incident == incidents.c.id, *_counts(), *more)
    )


def _read_by_one() -> ColumnElement[bool]:
    readers = (
        select(func.count(func.distinct(judgements.c.who)))
        .join(incident_mentions, _speaks_of())
        .where(incident_mentions.c.incident == incidents.c.id, *_counts())
        .scalar_subquery()
    )
    return readers == 1


def _speaks_of() -> ColumnElement[bool]:
    return or_(judgements.c.subject == incident_mentions.c.key, judgements.c.other == incident_mentions.c.key)


def _counts() -> tuple[ColumnElement[bool], ...]:
    stands = or_(judgements.c.kind != "accepted", judgements.c.value == incidents.c.digest)
    return (judgements.c.undone_by.is_(None), and_(judgements.c.kind.in_(_READING), stands))
