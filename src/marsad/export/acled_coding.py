"""An incident in ACLED's terms: event types, the two actors with their kinds, precision codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

from marsad.export.sides import Side, inter, side
from marsad.export.span_of_days import SpanOfDays, span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.lexicon.tables import Row, parse_table
from marsad.model import Incident

TABLE: Final = "acled.toml"
RIOTERS, PROTESTERS, CIVILIANS = 5, 6, 7
_GUNMEN: Final = 3
_WEEK, _MONTH = 7, 31
# Codebook precision (1 the place itself … 4 a province) as ACLED's; a country alone has none.
_GEO: Final = {1: 1, 2: 2, 3: 2, 4: 3}


class TypeRow(Row):
    type: str
    where: Literal["armed", "government"] | None = None
    event: str
    sub_event: str


class TypeTable(Row):
    row: tuple[TypeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of ACLED's two actors: its name, those associated with it, and its inter code; empty and None for none."""

    name: str = ""
    associated: tuple[str, ...] = ()
    code: int | None = None


def event_types(incident: Incident, where: Whereabouts) -> tuple[str, str, str]:
    """Disorder type, event type and sub-event type."""
    held = {"armed": _armed_target(incident), "government": _by_government(incident, where), None: True}
    row = next(r for r in _types().row if r.type == incident.type and held[r.where])
    demonstration = row.event in ("Protests", "Riots")
    disorder = "Strategic developments" if row.event == "Strategic developments" else "Political violence"
    return "Demonstrations" if demonstration else disorder, row.event, row.sub_event


def parties(incident: Incident, where: Whereabouts) -> tuple[Party, Party]:
    """Actor 1 and actor 2. In a fight told of both sides alike they are the first two; things are no actors."""
    actors, targets = _people(incident.actors), _people(incident.targets)
    _, event, _ = event_types(incident, where)
    crowd = {"Protests": PROTESTERS, "Riots": RIOTERS}.get(event)
    if crowd is not None:
        first = _party((*[s for s in actors if not s.armed], *[s for s in actors if s.armed])[:1], where, crowd)
        against = [s for s in (*actors, *targets) if s.armed and s.named]
        return (first if first.name else Party(name=_crowd(crowd, where), code=crowd)), _party(_once(against), where)
    if set(incident.actors) == set(incident.targets) and len(actors) > 1:
        return _party(actors[:1], where), _party(actors[1:], where)
    doers = _party(actors or (side("unknown"),), where)
    if not targets and event == "Violence against civilians":
        targets = (side("civilians"),)
    return doers, _party([t for t in targets if t.label != "unknown"], where)


def interaction(first: Party, second: Party) -> str:
    """The two inter codes, the lower one first; a single actor's with 0."""
    codes = sorted(code for code in (first.code, second.code) if code is not None)
    return "".join(map(str, codes)) if len(codes) > 1 else f"{codes[0]}0" if codes else ""


def time_code(days: SpanOfDays) -> int | None:
    """1 the day is told, 2 it lies within a week or is about the one told, 3 within a month; None beyond."""
    if days.length == 1:
        return 2 if days.about else 1
    return 2 if days.length <= _WEEK else 3 if days.length <= _MONTH else None


def geo_code(where: Whereabouts) -> int | None:
    """1 the place itself, 2 near it, a district or a named part of a province, 3 a province; None for a country."""
    return _GEO.get(where.precision)


def undated(incident: Incident) -> str | None:
    """Why an incident has no date that ACLED could hold."""
    days = span_of_days(incident.date)
    if days is None:
        return "no date"
    return "no day, week or month told" if time_code(days) is None else None


def unplaced(incident: Incident) -> str | None:
    """Why an incident has no place that ACLED could hold."""
    where = whereabouts(incident)
    if where is None:
        return "not located"
    return "no place finer than a country" if geo_code(where) is None else None


def _party(sides: Sequence[Side], where: Whereabouts, crowd: int | None = None) -> Party:
    if not sides:
        return Party()
    names = tuple(dict.fromkeys(_name(one, where, crowd) for one in sides))
    return Party(name=names[0], associated=names[1:], code=_code(sides[0], where, crowd))


def _name(one: Side, where: Whereabouts, crowd: int | None) -> str:
    if not one.named:
        return _in_country("Unidentified Armed Group", where)
    if one.kind == "civilian" and one.label == "civilians":
        return _crowd(crowd or CIVILIANS, where)
    return one.name


def _code(one: Side, where: Whereabouts, crowd: int | None) -> int:
    if one.kind == "civilian":
        return crowd or CIVILIANS
    return inter(one, where.iso2) if one.armed and one.named else _GUNMEN


def _crowd(code: int, where: Whereabouts) -> str:
    return _in_country({PROTESTERS: "Protesters", RIOTERS: "Rioters", CIVILIANS: "Civilians"}[code], where)


def _in_country(words: str, where: Whereabouts) -> str:
    return f"{words} ({where.country.name})" if where.country else words


def _people(labels: Sequence[str]) -> tuple[Side, ...]:
    return tuple(one for one in map(side, labels) if one.kind != "infrastructure")


def _once(sides: Sequence[Side]) -> tuple[Side, ...]:
    return tuple({one.label: one for one in sides}.values())


def _armed_target(incident: Incident) -> bool:
    targets = _people(incident.targets)
    return any(one.armed and one.label != "unknown" for one in targets) and not any(
        one.kind == "civilian" for one in targets
    )


def _by_government(incident: Incident, where: Whereabouts) -> bool:
    return bool(incident.actors) and inter(side(incident.actors[0]), where.iso2) == 1


@lru_cache(maxsize=1)
def _types() -> TypeTable:
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    return parse_table(text, TypeTable, where=f"export/{TABLE}")
