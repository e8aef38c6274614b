"""A fatal incident in the terms of UCDP's Georeferenced Event Dataset: type of violence, sides, deaths, precision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from marsad.export.sides import Side, government_number, side
from marsad.export.span_of_days import SpanOfDays, span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.model import Incident, Toll

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
# Happenings in which nobody uses armed force, whoever is told to have died with them.
_PEACEFUL: Final = frozenset({
    "deployment", "displacement", "humanitarian", "meeting", "call", "statement", "agreement", "sanction", "other",
})  # fmt: skip
_CLEAR_PLACE: Final = 3
_DAYS_TO_CODE: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Who fought whom: side A (the government where one takes part, else the first doer), side B, and UCDP's type of
    violence; None where it cannot be known."""

    side_a: Side | None
    side_b: Side | None
    violence: int | None

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called; `Civilians` is side B of one-sided violence."""
        second = "Civilians" if self.violence == ONE_SIDED else self.side_b.name if self.side_b else ""
        return self.side_a.name if self.side_a else "", second


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The dead by whose they are, and in all. The four parts add up to `best`; `high` is None where open.

    `check`: what is told of the parts is more than the whole, so that they could not be told apart.
    """

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0
    best: int = 0
    low: int = 0
    high: int | None = None
    check: bool = False


def dyad(incident: Incident) -> Dyad:
    """The sides of an incident and the type of violence.

    Two armed sides: 1 where one is a government, else 2. One armed side and nothing but civilians or things hit: 3.
    """
    doers = _armed(map(side, incident.actors))
    hit = _armed(map(side, (*incident.targets, *_dead_sides(incident))))
    opponents = tuple(s for s in hit if s.label not in incident.actors) or tuple(s for s in hit if s not in doers[:1])
    if not doers:
        return Dyad(side_a=None, side_b=opponents[0] if opponents else None, violence=None)
    if not opponents:
        return Dyad(side_a=doers[0], side_b=None, violence=ONE_SIDED if _civilians_hit(incident) else None)
    first, second = doers[0], opponents[0]
    if second.government and not first.government:
        first, second = second, first
    return Dyad(side_a=first, side_b=second, violence=STATE_BASED if first.government else NON_STATE)


def deaths(incident: Incident, found: Dyad) -> Deaths:
    """The dead of an incident, of the sides of a dyad and of civilians; those of whom neither is told are unknown."""
    total = incident.toll("killed")
    best = _best(total)
    parts = {"a": 0, "b": 0, "civilians": 0}
    for toll in incident.tolls:
        if toll.outcome == "killed" and toll.victims is not None and toll.age_sex is None:
            whose = _whose(toll, incident, found)
            if whose is not None:
                parts[whose] += _best(toll)
    known = sum(parts.values())
    low, high = (total.low or 0, total.high) if total else (0, None)
    if known > best:
        return Deaths(unknown=best, best=best, low=low, high=high, check=True)
    a, b, civilians = parts["a"], parts["b"], parts["civilians"]
    return Deaths(a=a, b=b, civilians=civilians, unknown=best - known, best=best, low=low, high=high)


def gwno(one: Side | None) -> int | None:
    """The number of a side's government."""
    return None if one is None else government_number(one)


def where_code(where: Whereabouts) -> int:
    """UCDP's where_prec: 1 the place itself, 2 near it, 3 a district, 4 a province, 5 a vague part of one, 6 a country,
    7 the sea."""
    if where.kind == "sea":
        return 7
    if where.kind in ("district", "subdistrict") and where.precision == 2:
        return 3
    return {1: 1, 2: 2, 3: 5, 4: 4}.get(where.precision, 6)


def date_code(days: SpanOfDays) -> int | None:
    """UCDP's date_prec: 1 a day, 2 two to six days or about a day, 3 a week, 4 a month, 5 a year; None beyond."""
    code = next((code for most, code in _DAYS_TO_CODE if days.length <= most), None)
    return 2 if code == 1 and days.about else code


def clarity(incident: Incident, where: Whereabouts, days: SpanOfDays) -> int:
    """1 where day and place are told well enough to know the event again, else 2."""
    return 1 if date_code(days) in (1, 2) and where_code(where) <= _CLEAR_PLACE else 2


def grid_cell(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell (half a degree, counted from the south-west) that holds a point."""
    row = min(int((latitude + 90) / 0.5), 359)
    column = min(int((longitude + 180) / 0.5), 719)
    return row * 720 + column + 1


def not_fatal(incident: Incident) -> str | None:
    """Why an incident is no event of UCDP's: nobody is told to have been killed in it."""
    return "nobody told killed" if _best(incident.toll("killed")) < 1 else None


def no_force(incident: Incident) -> str | None:
    """Why an incident is no event of UCDP's: no armed force is used in it."""
    return "no armed force" if incident.type in _PEACEFUL else None


def undated(incident: Incident) -> str | None:
    """Why an incident has no date that UCDP's table could hold."""
    days = span_of_days(incident.date)
    if days is None:
        return "no date"
    return "no day, week, month or year told" if date_code(days) is None else None


def unplaced(incident: Incident) -> str | None:
    """Why an incident has no place that UCDP's table could hold."""
    return "not located" if whereabouts(incident) is None else None


def _best(toll: Toll | None) -> int:
    """The best number, the least where none is best."""
    if toll is None:
        return 0
    return (toll.low or 0) if toll.best is None else toll.best


def _whose(toll: Toll, incident: Incident, found: Dyad) -> str | None:
    if toll.victims == "civilian":
        return "civilians"
    if toll.group is None:
        return None
    if found.side_a is not None and toll.group == found.side_a.label:
        return "a"
    if found.side_b is not None and toll.group == found.side_b.label:
        return "b"
    if toll.group in incident.targets and toll.group not in incident.actors:
        return "a" if found.side_a is not None and found.side_a.label in incident.targets else "b"
    return None


def _armed(sides: Iterable[Side]) -> tuple[Side, ...]:
    known = {one.label: one for one in sides if one.armed and one.label != "unknown"}
    return tuple(known.values())


def _dead_sides(incident: Incident) -> tuple[str, ...]:
    groups = (t.group for t in incident.tolls if t.outcome == "killed" and t.group is not None and _best(t) > 0)
    return tuple(group for group in groups if group not in incident.actors)


def _civilians_hit(incident: Incident) -> bool:
    targets = {side(label).kind for label in incident.targets}
    dead = {t.victims for t in incident.tolls if t.outcome == "killed" and t.victims is not None}
    return "civilian" in targets | dead or (targets == {"infrastructure"} and dead <= {"civilian", "unknown"})
