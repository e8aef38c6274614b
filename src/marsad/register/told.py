"""What was told when: incidents by the days on which reports of them were published, and what became of their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from marsad.model import Incident
from marsad.register.incident_rows import incident_from_json
from marsad.register.ingest import CHUNK, chunks
from marsad.register.schema import (
    incident_changes,
    incident_ids,
    incidents,
    mentions,
    readings,
    reports,
    runs,
    tellings,
)
from marsad.register.store import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a report is from, without its text and title."""

    id: str
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An incident that no longer stands by itself: since when (ISO, UTC), and the id of the one that holds it now."""

    id: str
    at: str
    merged_into: str | None


def incidents_told(register: Register, *, after: str, until: str) -> Iterator[Incident]:
    """The incidents of which a standing report tells that was published after the day `after`, and not after `until`.

    In the order of their first days, then of their ids.
    """
    told = (
        select(tellings.c.incident)
        .join(readings, readings.c.report_id == tellings.c.report_id)
        .join(reports, reports.c.id == readings.c.report)
        .where(readings.c.closed_run.is_(None), func.substr(reports.c.published, 1, 10) > after)
        .where(func.substr(reports.c.published, 1, 10) <= until)
    )
    order = (incidents.c.date_from.asc().nulls_last(), incidents.c.id)
    wanted = select(incidents.c.body).where(incidents.c.id.in_(told)).order_by(*order)
    with register.snapshot() as connection:
        for (body,) in connection.execute(wanted, execution_options={"yield_per": 200}):
            yield incident_from_json(body)


def sources_published(register: Register, *, after: str, until: str) -> tuple[Source, ...]:
    """The standing reports with a figure or an event that were published in those days, by outlet and id."""
    wanted = (
        select(*_SOURCE)
        .join(readings, readings.c.report == reports.c.id)
        .where(readings.c.closed_run.is_(None), func.substr(reports.c.published, 1, 10) > after)
        .where(func.substr(reports.c.published, 1, 10) <= until)
        .where(select(mentions.c.kind).where(mentions.c.reading == readings.c.id).exists())
        .order_by(reports.c.outlet, reports.c.report_id)
    )
    with register.snapshot() as connection:
        return tuple(Source(**row) for row in connection.execute(wanted).mappings())


def sources_of(register: Register, ids: Collection[str]) -> dict[str, Source]:
    """Where the standing reports of these ids are from."""
    found: dict[str, Source] = {}
    with register.snapshot() as connection:
        for some in chunks(sorted(set(ids)), CHUNK):
            wanted = (
                select(*_SOURCE)
                .join(readings, readings.c.report == reports.c.id)
                .where(readings.c.closed_run.is_(None), readings.c.report_id.in_(some))
            )
            found |= {row["id"]: Source(**row) for row in connection.execute(wanted).mappings()}
    return found


def undated_reports(register: Register) -> int:
    """How many standing reports have no day of publication."""
    wanted = (
        select(func.count())
        .select_from(readings.join(reports, reports.c.id == readings.c.report))
        .where(readings.c.closed_run.is_(None), reports.c.published.is_(None))
    )
    with register.snapshot() as connection:
        return connection.execute(wanted).scalar_one()


def incidents_gone(register: Register, *, since: str) -> tuple[Gone, ...]:
    """The incidents that were gathered no longer by a run that began after `since` (ISO, UTC), the oldest first."""
    wanted = (
        select(incident_changes.c.incident, func.max(runs.c.started), incident_ids.c.merged_into)
        .join(runs, runs.c.id == incident_changes.c.run)
        .join(incident_ids, incident_ids.c.id == incident_changes.c.incident)
        .where(incident_changes.c.state.is_(None), runs.c.started > since)
        .where(incident_changes.c.incident.not_in(select(incidents.c.id)))
        .group_by(incident_changes.c.incident, incident_ids.c.merged_into)
        .order_by(func.max(runs.c.started), incident_changes.c.incident)
    )
    with register.snapshot() as connection:
        return tuple(Gone(id=id, at=at, merged_into=kept) for id, at, kept in connection.execute(wanted))


_SOURCE = (reports.c.report_id.label("id"), reports.c.outlet, reports.c.published, reports.c.url)
