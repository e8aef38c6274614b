"""Tolls added up over incidents: by side, by province, by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marsad.errors import UsageError
from marsad.export.record import finest
from marsad.model import Incident, Toll

OUTCOMES: Final = ("killed", "injured")
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Low, best and high of one outcome over several incidents. `high` is None where one of them has no upper end."""

    low: int = 0
    best: int = 0
    high: int | None = 0

    def plus(self, toll: Toll) -> Numbers:
        """With one more toll: its low stands for a best not stated, an open low adds 0, an open high opens high."""
        high = None if self.high is None or toll.high is None else self.high + toll.high
        return Numbers(low=self.low + (toll.low or 0), best=self.best + (toll.best or toll.low or 0), high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRow:
    """One line: a side, a province or a day, how many incidents have a toll there, and the sums."""

    key: str
    incidents: int
    killed: Numbers
    injured: Numbers


def tolls_by(incidents: Iterable[Incident], by: str) -> tuple[TollRow, ...]:
    """The tolls of the incidents added up `by` side, province or day, in the order of the keys.

    `side` is the side the victims belong to, or their kind where no side is told (civilian, military, …); `province`
    that of the finest place, the country where no province is known; `day` the date as it stands (EDTF). Discounted
    incidents are left out. Raises UsageError for another `by`.
    """
    if by not in BY:
        raise UsageError(f"tolls cannot be added up by {by!r}", todo=f"give one of {', '.join(BY)}")
    sums: dict[str, dict[str, Numbers]] = {}
    counts: dict[str, int] = {}
    for incident in incidents:
        if incident.grade == "discounted":
            continue
        tolls = list(BY[by](incident))
        for key, toll in tolls:
            row = sums.setdefault(key, {outcome: Numbers() for outcome in OUTCOMES})
            row[toll.outcome] = row[toll.outcome].plus(toll)
        for key in {key for key, _ in tolls}:
            counts[key] = counts.get(key, 0) + 1
    return tuple(TollRow(key=key, incidents=counts[key], **sums[key]) for key in sorted(sums))


def _totals(incident: Incident) -> Iterator[Toll]:
    return (toll for toll in map(incident.toll, OUTCOMES) if toll is not None)


def _by_province(incident: Incident) -> Iterator[tuple[str, Toll]]:
    place = finest(incident.places)
    key = (place.admin1 or place.country or place.name) if place else UNKNOWN
    return ((key, toll) for toll in _totals(incident))


def _by_day(incident: Incident) -> Iterator[tuple[str, Toll]]:
    return ((incident.date or UNKNOWN, toll) for toll in _totals(incident))


def _by_side(incident: Incident) -> Iterator[tuple[str, Toll]]:
    """Each side's toll; of two of one side (its soldiers, its people) the larger, which may hold the other."""
    for outcome in OUTCOMES:
        sides: dict[str, Toll] = {}
        for toll in incident.tolls:
            if toll.outcome == outcome and toll.victims is not None and toll.age_sex is None:
                key = toll.group or toll.victims
                sides[key] = max(sides.get(key, toll), toll, key=lambda t: (t.best or t.low or 0, t.high or 0))
        total = incident.toll(outcome)
        if not sides and total is not None:
            sides[UNKNOWN] = total
        yield from sides.items()


BY: Final[Mapping[str, Callable[[Incident], Iterable[tuple[str, Toll]]]]] = {
    "side": _by_side,
    "province": _by_province,
    "day": _by_day,
}
