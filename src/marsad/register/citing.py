"""What a citation of reports needs, without their texts, and the moment that the register stands at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from marsad.register import audit
from marsad.register.ingest import CHUNK, chunks
from marsad.register.schema import audit as audit_table
from marsad.register.schema import readings, reports

_FIELDS: Final = ("title", "outlet", "published", "published_from", "url", "language", "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is known of a standing report apart from its text; `published` is an ISO day, `sha256` of its bytes."""

    report_id: str
    title: str | None
    outlet: str | None
    published: str | None
    published_from: str | None
    url: str | None
    language: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was last done to the register (ISO, UTC; None where nothing was), and the head of its log."""

    at: str | None
    head: str


def sources_of(connection: Connection, report_ids: Collection[str]) -> dict[str, Citation]:
    """The standing versions of these reports, by their ids; one that does not stand is left out."""
    columns = [reports.c[name] for name in _FIELDS]
    found: dict[str, Citation] = {}
    for some in chunks(sorted(set(report_ids)), CHUNK):
        wanted = (
            select(reports.c.report_id, *columns)
            .join(readings, readings.c.report == reports.c.id)
            .where(readings.c.closed_run.is_(None), readings.c.report_id.in_(some))
        )
        found |= {row["report_id"]: Citation(**row) for row in connection.execute(wanted).mappings()}
    return found


def moment_of(connection: Connection) -> Moment:
    """The moment of the newest entry of the audit log."""
    newest = select(audit_table.c.at).order_by(audit_table.c.id.desc()).limit(1)
    return Moment(at=connection.execute(newest).scalar_one_or_none(), head=str(audit.head(connection)))
