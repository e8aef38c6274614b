"""Storing readings: what is new is added, what it replaces is closed, what stands already is left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from marsad.archive import Archive
from marsad.model import Reading
from marsad.register.audit import INGEST, enter, reading_digest
from marsad.register.rows import claim_rows, mention_rows, reading_row, report_row
from marsad.register.schema import claims, mentions, readings, reports
from marsad.register.search import index_reports, words_of

# Ids bound in one statement; every server allows more.
CHUNK: Final = 500

# (fingerprint, reader version) of the readings of one report, oldest first.
History = list[tuple[str, str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a batch changed: reports not seen before, stored already and left alone, come with another text or source
    (`new_version`), and read again by another version of the reader (`reread`)."""

    new: int = 0
    known: int = 0
    new_version: int = 0
    reread: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            new=self.new + other.new,
            known=self.known + other.known,
            new_version=self.new_version + other.new_version,
            reread=self.reread + other.reread,
        )


def histories(connection: Connection, report_ids: Iterable[str]) -> dict[str, History]:
    """The readings ever stored of each report."""
    found: dict[str, History] = {}
    for some in chunks(sorted(set(report_ids)), CHUNK):
        rows = connection.execute(
            select(readings.c.report_id, reports.c.fingerprint, readings.c.reader_version)
            .join(reports, reports.c.id == readings.c.report)
            .where(readings.c.report_id.in_(some))
            .order_by(readings.c.id)
        )
        for report_id, fingerprint, reader_version in rows:
            found.setdefault(report_id, []).append((fingerprint, reader_version))
    return found


def is_known(history: Sequence[tuple[str, str]], fingerprint: str, reader_version: str) -> bool:
    """Whether a reading is stored already, since the reader last changed.

    A source may hold two texts under one id. Both are then known, and the later one stands, whether the source was
    read once or was broken off and begun again; were only the standing one known, the two would replace each other
    at every run.
    """
    for stored, version in reversed(history):
        if version != reader_version:
            return False
        if stored == fingerprint:
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who stores what: the run, the version of its reader, the user, and the archive that holds the originals."""

    run: int
    reader_version: str
    who: str
    archive: Archive | None = None


def add(connection: Connection, batch: Sequence[Reading], by: By) -> Added:
    """Store a batch inside the caller's transaction."""
    total = Added()
    for wave in _waves(batch):
        total += _add_wave(connection, wave, by)
    return total


def _waves(batch: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The batch in order, cut wherever a report id comes again, so that the later text finds the earlier one stored."""
    wave: dict[str, Reading] = {}
    for reading in batch:
        if reading.report.id in wave:
            yield list(wave.values())
            wave = {}
        wave[reading.report.id] = reading
    if wave:
        yield list(wave.values())


def _add_wave(connection: Connection, wave: Sequence[Reading], by: By) -> Added:
    past = histories(connection, (r.report.id for r in wave))
    added = Added()
    fresh: list[Reading] = []
    for reading in wave:
        history = past.get(reading.report.id, [])
        fingerprint = reading.report.fingerprint
        if is_known(history, fingerprint, by.reader_version):
            added += Added(known=1)
            continue
        fresh.append(reading)
        if not history:
            added += Added(new=1)
        else:
            same = history[-1][0] == fingerprint
            added += Added(reread=1) if same else Added(new_version=1)
    if fresh:
        closed = _close(connection, [r.report.id for r in fresh if r.report.id in past], run=by.run)
        ids = _store(connection, fresh, run=by.run, reader_version=by.reader_version)
        stored = [(id, reading_digest(reading)) for id, reading in zip(ids, fresh, strict=True)]
        kept = sorted({r.report.sha256 for r in fresh if by.archive is not None and by.archive.has(r.report.sha256)})
        told = {"readings": stored, "closed": closed} | ({"originals": kept} if kept else {})
        enter(connection, INGEST, who=by.who, subject=by.run, body=told)
    return added


def _close(connection: Connection, report_ids: Sequence[str], *, run: int) -> list[int]:
    closed: list[int] = []
    for some in chunks(report_ids, CHUNK):
        standing = select(readings.c.id).where(readings.c.report_id.in_(some), readings.c.closed_run.is_(None))
        ids = connection.execute(standing).scalars().all()
        connection.execute(
            update(claims).where(claims.c.reading.in_(ids), claims.c.closed_run.is_(None)).values(closed_run=run)
        )
        connection.execute(update(readings).where(readings.c.id.in_(ids)).values(closed_run=run))
        closed += ids
    return closed


def _store(connection: Connection, fresh: Sequence[Reading], *, run: int, reader_version: str) -> list[int]:
    versions = _report_versions(connection, fresh, run=run)
    rows = [
        reading_row(r, report=versions[r.report.id, r.report.fingerprint], reader_version=reader_version, run=run)
        for r in fresh
    ]
    added = insert_into(readings).returning(readings.c.id, sort_by_parameter_order=True)
    ids = list(connection.execute(added, rows).scalars())
    told = list(zip(ids, fresh, strict=True))
    _insert(connection, mentions, (row for id, r in told for row in mention_rows(r, id=id)))
    _insert(
        connection,
        claims,
        (row for id, r in told for row in claim_rows(r, id=id, reader_version=reader_version, run=run)),
    )
    return ids


def _report_versions(connection: Connection, fresh: Sequence[Reading], *, run: int) -> dict[tuple[str, str], int]:
    """The row of each report version, added where it is not there yet."""
    found = _stored_versions(connection, [r.report.id for r in fresh])
    rows = [report_row(r.report, run=run) for r in fresh if (r.report.id, r.report.fingerprint) not in found]
    if rows:
        connection.execute(insert_into(reports), rows)
        found = _stored_versions(connection, [r.report.id for r in fresh])
        index_reports(connection, ((found[row["report_id"], row["fingerprint"]], words_of(row)) for row in rows))
    return found


def _stored_versions(connection: Connection, report_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for some in chunks(report_ids, CHUNK):
        wanted = select(reports.c.report_id, reports.c.fingerprint, reports.c.id).where(reports.c.report_id.in_(some))
        found |= {(report_id, fingerprint): id for report_id, fingerprint, id in connection.execute(wanted)}
    return found


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    for some in chunks(rows, 20_000):
        connection.execute(insert_into(table), some)


def chunks(items: Iterable[T] | Collection[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
