"""Which incidents and which reports are wanted, as conditions of a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from marsad.register.incident_rows import place_words
from marsad.register.schema import (
    incident_places,
    incident_sides,
    incidents,
    readings,
    reports,
    tellings,
    toll_parts,
)
from marsad.register.search import reports_with

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A piece of the map in WGS84 degrees, its edges included; `west` beyond `east` leads across the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents are wanted; what is None or empty asks for any.

    `date_from` and `date_to` are ISO days, inclusive: an incident whose date may lie between them is given, an undated
    one is not. `place` is a name of the place, its province or its country, in any spelling, or the id of either;
    `box` holds one of its located places. One of the `types` and one of the `grades` must fit, and each of the `sides`,
    as actor or target. `least` and `most` bound the best number of the `outcome` (killed where none is named; an
    outcome alone asks for any number of it). `outlet` published a report that tells of it, `report` is the id of one,
    and one holds every word of `text`, in any spelling and with or without the article.
    """

    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    box: Box | None = None
    types: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    outcome: str | None = None
    least: int | None = None
    most: int | None = None
    outlet: str | None = None
    report: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Which standing reports are wanted; None asks for any.

    `date_from` and `date_to` bound the day of publication, inclusive; `text` as in IncidentFilter.
    """

    date_from: str | None = None
    date_to: str | None = None
    outlet: str | None = None
    text: str | None = None


# How incidents may be ordered; whatever has no date or number comes last, and ids decide between equals.
ORDERS: Final[Mapping[str, tuple[ColumnElement[Any], ...]]] = {
    "oldest": (incidents.c.date_from.asc().nulls_last(), incidents.c.id.asc()),
    "newest": (incidents.c.date_from.desc().nulls_last(), incidents.c.id.desc()),
    "deadliest": (
        func.coalesce(incidents.c.killed_best, incidents.c.killed_low).desc().nulls_last(),
        incidents.c.id.asc(),
    ),
    "most_told": (incidents.c.reports.desc(), incidents.c.id.asc()),
    "last_changed": (incidents.c.run.desc(), incidents.c.id.asc()),
}


def fitting(connection: Connection, wanted: IncidentFilter) -> list[Condition]:
    """What a row of `incidents` must fulfil."""
    return [
        *_dated(wanted.date_from, wanted.date_to),
        *_labelled(wanted),
        *(_among(condition) for condition in _told(connection, wanted)),
    ]


def _dated(first: str | None, last: str | None) -> Iterator[Condition]:
    if first is not None or last is not None:
        yield or_(incidents.c.date_from.is_not(None), incidents.c.date_to.is_not(None))
    if first is not None:
        yield or_(incidents.c.date_to >= first, incidents.c.date_to.is_(None))
    if last is not None:
        yield or_(incidents.c.date_from <= last, incidents.c.date_from.is_(None))


def _labelled(wanted: IncidentFilter) -> Iterator[Condition]:
    if wanted.types:
        yield incidents.c.type.in_(wanted.types)
    if wanted.grades:
        yield incidents.c.grade.in_(wanted.grades)


def _told(connection: Connection, wanted: IncidentFilter) -> Iterator[Select[Any]]:
    """The ids of the incidents that have such a place, side, toll or report."""
    if wanted.place is not None:
        words = f" {place_words(wanted.place)} "
        yield select(incident_places.c.incident).where(incident_places.c.words.contains(words, autoescape=True))
    if wanted.box is not None:
        yield select(incident_places.c.incident).where(_inside(wanted.box))
    for side in wanted.sides:
        yield select(incident_sides.c.incident).where(incident_sides.c.label == side)
    if (wanted.outcome, wanted.least, wanted.most) != (None, None, None):
        yield select(toll_parts.c.incident).where(*_numbered(wanted))
    if wanted.outlet is not None:
        yield select(tellings.c.incident).where(tellings.c.outlet == wanted.outlet)
    if wanted.report is not None:
        yield select(tellings.c.incident).where(tellings.c.report_id == wanted.report)
    if wanted.text is not None:
        yield (
            select(tellings.c.incident)
            .join(readings, readings.c.report_id == tellings.c.report_id)
            .where(readings.c.closed_run.is_(None), readings.c.report.in_(reports_with(connection, wanted.text)))
        )


def _among(ids: Select[Any]) -> Condition:
    return incidents.c.id.in_(ids)


def _inside(box: Box) -> Condition:
    east_of, west_of = incident_places.c.longitude >= box.west, incident_places.c.longitude <= box.east
    between = and_(east_of, west_of) if box.west <= box.east else or_(east_of, west_of)
    return and_(incident_places.c.latitude.between(box.south, box.north), between)


def _numbered(wanted: IncidentFilter) -> Iterator[Condition]:
    yield toll_parts.c.side == ""
    yield toll_parts.c.outcome == (wanted.outcome or "killed")
    if wanted.least is not None:
        yield toll_parts.c.best >= wanted.least
    if wanted.most is not None:
        yield toll_parts.c.best <= wanted.most


def fitting_reports(connection: Connection, wanted: ReportFilter) -> list[Condition]:
    """What a row of `readings` joined with `reports` must fulfil."""
    found: list[Condition] = [readings.c.closed_run.is_(None)]
    if wanted.date_from is not None:
        found.append(reports.c.published >= wanted.date_from)
    if wanted.date_to is not None:
        found.append(reports.c.published <= wanted.date_to)
    if wanted.outlet is not None:
        found.append(reports.c.outlet == wanted.outlet)
    if wanted.text is not None:
        found.append(readings.c.report.in_(reports_with(connection, wanted.text)))
    return found
