"""Tolls added up over incidents: by side, province, day, week or type, or by several of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, distinct, func, select

from marsad.errors import UsageError
from marsad.register.filters import IncidentFilter, fitting
from marsad.register.schema import incidents, toll_parts
from marsad.register.store import Register

UNKNOWN: Final = "unknown"

BY: Final[Mapping[str, ColumnElement[Any]]] = {
    "side": toll_parts.c.side,
    "province": func.coalesce(incidents.c.province, UNKNOWN),
    "day": func.coalesce(incidents.c.date, UNKNOWN),
    "week": func.coalesce(incidents.c.week, UNKNOWN),
    "type": incidents.c.type,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Low, best and high of one outcome over several incidents. `high` is None where one of them has no upper end."""

    low: int = 0
    best: int = 0
    high: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    """One line: a value for each of the keys asked for, how many incidents have a toll there, the sums by outcome."""

    keys: tuple[str, ...]
    incidents: int
    tolls: Mapping[str, Numbers]

    def numbers(self, outcome: str) -> Numbers:
        """The sums of an outcome, all 0 where no incident states it."""
        return self.tolls.get(outcome, Numbers())


def tolls(register: Register, wanted: IncidentFilter | None = None, *, by: Sequence[str]) -> tuple[TollRow, ...]:
    """The tolls of the incidents that fit added up `by` keys of `BY`, in the order of the values.

    `side` is the side the victims belong to, or their kind where no side is told (civilian, military, …); `province`
    that of the finest place, the country where no province is known; `day` the date as it stands (EDTF), `week` the
    Monday of its first day, `unknown` for dates longer than a week. A low stands for a best that nobody states, an open
    low adds 0, an open high opens the sum. Discounted incidents are left out. Raises UsageError for another key.
    """
    for key in by:
        if key not in BY:
            raise UsageError(f"tolls cannot be added up by {key!r}", todo=f"give one of {', '.join(BY)}")
    keys = [BY[key].label(key) for key in by]
    with register.snapshot() as connection:
        conditions = [*fitting(connection, wanted or IncidentFilter()), incidents.c.grade != "discounted"]
        conditions.append(toll_parts.c.side != "" if "side" in by else toll_parts.c.side == "")
        counts = connection.execute(_parts(keys, func.count(distinct(incidents.c.id))).where(*conditions)).all()
        sums = connection.execute(_parts([*keys, toll_parts.c.outcome], *_SUMS).where(*conditions)).all()
    added: dict[tuple[str, ...], dict[str, Numbers]] = {}
    for *values, outcome, low, best, high in sums:
        added.setdefault(tuple(values), {})[outcome] = Numbers(low=low, best=best, high=high)
    rows = [
        TollRow(keys=tuple(values), incidents=number, tolls=added.get(tuple(values), {})) for *values, number in counts
    ]
    return tuple(sorted(rows, key=lambda row: row.keys))


def _whole(numbers: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(numbers, BigInteger)


_HIGH: Final = toll_parts.c.high
_SUMS: Final = (
    _whole(func.sum(toll_parts.c.low)),
    _whole(func.sum(toll_parts.c.best)),
    case((func.count() == func.count(_HIGH), _whole(func.sum(_HIGH)))),
)


def _parts(keys: Sequence[ColumnElement[Any]], *sums: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*keys, *sums).join_from(toll_parts, incidents, toll_parts.c.incident == incidents.c.id).group_by(*keys)
    )
