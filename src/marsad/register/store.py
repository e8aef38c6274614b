"""The append-only register: open it, add what was read, get it back, rebuild the incidents, judge."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy import insert as insert_into

from marsad.archive import Archive
from marsad.errors import RegisterError
from marsad.model import Incident, Judgement, Reading, Report
from marsad.register import audit, identity, reviewing, views
from marsad.register.citing import Citation, Moment, moment_of, sources_of
from marsad.register.dialect import address, engine_for, explained, file_of, reading, settle, shown, writing
from marsad.register.filters import IncidentFilter
from marsad.register.identity import Former
from marsad.register.ingest import Added, By, add, histories, is_known
from marsad.register.judging import UNDO, add_judgement, all_judgements, undo_judgement
from marsad.register.linking import Linking
from marsad.register.opening import check_path, prepare
from marsad.register.rebuilding import rebuild_incidents
from marsad.register.rows import from_json, to_json
from marsad.register.schema import incidents, judgements, mentions, readings, runs
from marsad.register.views import StoredClaim
from marsad.register.watching import Watching
from marsad.register.when import now
from marsad.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command over the register. `ended` and `counts` are None while it goes on, or if it was killed."""

    id: int
    started: str
    ended: str | None
    command: str
    version: str
    reader_version: str
    counts: Mapping[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What stands in the register: reports, their figures and events, incidents, judgements; and the runs so far."""

    reports: int
    figures: int
    events: int
    incidents: int
    judgements: int
    runs: int


def open_register(
    target: str | Path,
    *,
    create: bool = True,
    read_only: bool = False,
    wait: float | None = None,
    settings: Settings | None = None,
) -> Register:
    """Open the register at a path (SQLite) or a database URL; a new one is made where `create` allows.

    A register of an older schema is migrated first. `wait` is how many seconds to wait for another process that is
    writing (default: as the settings say). With `read_only` nothing is written, and a register in a folder that may
    only be read can be opened.

    Raises RegisterError: for a folder, a missing or unwritable file or folder, a file that is no database, a server
    that does not answer or lets nobody in, the database of another program, a register of a newer schema, a lock that
    is not given up.
    """
    url, chosen = address(target), settings or Settings()
    where, file, patience = shown(url), file_of(url), chosen.wait if wait is None else wait
    if file is not None:
        check_path(file, create=create, read_only=read_only)
    engine = engine_for(url, wait=patience, read_only=read_only)
    try:
        with explained(where):
            prepare(engine, where=where, create=create, read_only=read_only, who=chosen.who)
            if not read_only:
                settle(engine, wait=patience)
    except BaseException:
        engine.dispose()
        raise
    return Register(engine, where=where, page=chosen.batch, who=chosen.who)


class Register:
    """An open register; a context manager. Every method raises RegisterError when the database refuses.

    Each method that writes is one transaction: killed at any moment, all of it is there or nothing.
    """

    def __init__(self, engine: Engine, *, where: str, page: int, who: str = "") -> None:
        self.where = where
        self._engine = engine
        self._page = page
        self._who = who

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def begin_run(self, *, command: str, version: str, reader_version: str) -> int:
        """A run has begun; its id. `reader_version` changes whenever a part of the reader or its data does."""
        row = {"started": now(), "command": command, "version": version, "reader_version": reader_version}
        with self._writing() as connection:
            run = int(connection.execute(insert_into(runs).returning(runs.c.id), row).scalar_one())
            audit.enter(connection, audit.RUN, who=self._who, subject=run, body=row)
            return run

    def end_run(self, run: int, *, counts: Mapping[str, int]) -> None:
        """A run has ended, with what it did. Raises RegisterError for a run that has not begun or has ended."""
        with self._writing() as connection:
            ended = connection.execute(
                update(runs)
                .where(runs.c.id == run, runs.c.ended.is_(None))
                .values(ended=now(), counts=to_json(dict(counts)))
            )
            if ended.rowcount != 1:
                raise RegisterError(f"run {run} is not going on", where=self.where)
            audit.enter(connection, audit.RUN_ENDED, who=self._who, subject=run, body={"counts": dict(counts)})

    def runs(self) -> tuple[Run, ...]:
        """Every run, oldest first."""
        with self.snapshot() as connection:
            rows = connection.execute(select(runs).order_by(runs.c.id)).mappings().all()
        return tuple(Run(**{**row, "counts": from_json(row["counts"]) if row["counts"] else None}) for row in rows)

    def known(self, reports: Collection[tuple[str, str]], *, reader_version: str) -> frozenset[tuple[str, str]]:
        """Those of the (report id, fingerprint) pairs that need not be read: this reader version has read them."""
        with self.snapshot() as connection:
            past = histories(connection, (report_id for report_id, _ in reports))
        return frozenset(
            (report_id, fingerprint)
            for report_id, fingerprint in reports
            if is_known(past.get(report_id, []), fingerprint, reader_version)
        )

    def add_readings(self, batch: Sequence[Reading], *, run: int, archive: Archive | None = None) -> Added:
        """Store a batch of readings of the run's reader version.

        The audit log names the originals that the archive holds of them.

        What is stored already adds nothing. A report whose text or source changed, or that another reader version
        read, gets new rows, and the rows they replace are closed.
        """
        with self._writing() as connection:
            wanted = select(runs.c.reader_version).where(runs.c.id == run)
            reader_version = connection.execute(wanted).scalar_one_or_none()
            if reader_version is None:
                raise RegisterError(f"there is no run {run}", where=self.where)
            by = By(run=run, reader_version=reader_version, who=self._who, archive=archive)
            return add(connection, batch, by)

    def readings(self) -> Iterator[Reading]:
        """The standing reading of every report, ordered by report id, built from the stored claims; streaming."""
        return self._stream(lambda c: views.stream_readings(c, only_with_mentions=False, page=self._page))

    def readings_with_mentions(self) -> Iterator[Reading]:
        """As `readings`, without the reports in which neither figure nor event was found."""
        return self._stream(lambda c: views.stream_readings(c, only_with_mentions=True, page=self._page))

    def reading(self, report_id: str) -> Reading | None:
        """The standing reading of one report."""
        with self.snapshot() as connection:
            return views.standing_readings(connection, [report_id]).get(report_id)

    def report(self, report_id: str) -> Report | None:
        """The standing version of one report."""
        with self.snapshot() as connection:
            return views.standing_report(connection, report_id)

    def sources(self, report_ids: Collection[str]) -> dict[str, Citation]:
        """What is known of these reports apart from their texts, by their ids; those that do not stand are left out."""
        with self.snapshot() as connection:
            return sources_of(connection, report_ids)

    def moment(self) -> Moment:
        """When something was last done to the register, and the head of its log at that time."""
        with self.snapshot() as connection:
            return moment_of(connection)

    def claims(self, key: str, *, closed: bool = False) -> tuple[StoredClaim, ...]:
        """Every field of the mention of a key; with `closed` also those that newer readings replaced, oldest first."""
        with self.snapshot() as connection:
            return tuple(views.claims_of(connection, key, closed=closed))

    def has_mention(self, key: str) -> bool:
        """Whether any reading ever had a mention of this key."""
        with self.snapshot() as connection:
            return views.has_mention(connection, key)

    def readings_of(self, reports: Collection[str]) -> tuple[Reading, ...]:
        """The standing readings of these reports, by report id."""
        with self.snapshot() as connection:
            return tuple(views.standing_readings(connection, reports).values())

    def linking(self) -> Linking:
        """What linking remembers between runs, and the way to change it."""
        return Linking(snapshot=self.snapshot, writing=self._writing, who=self._who)

    def watching(self) -> Watching:
        """What watching feeds remembers between runs, and the way to change it."""
        return Watching(snapshot=self.snapshot, writing=self._writing)

    def replace_incidents(self, found: Iterable[Incident], *, run: int, merged: Mapping[str, str] | None = None) -> int:
        """Put these incidents in the place of all those stored; how many they are. Readers see the old or the new.

        `merged` gives, by the id of an incident that is no more, the id of the one that holds its tellings now.
        """
        with self._writing() as connection:
            total = rebuild_incidents(connection, found, run=run, who=self._who)
            identity.keep(connection, merged or {}, run=run)
            return total

    def former_incidents(self) -> tuple[Former, ...]:
        """Every incident that stands, with the mentions it was gathered from; the longest known first."""
        with self.snapshot() as connection:
            return identity.former(connection)

    def incidents(self, wanted: IncidentFilter | None = None) -> Iterator[Incident]:
        """The incidents that fit all that is wanted, by first day, then id, undated last; streaming."""
        fitting = wanted or IncidentFilter()
        return self._stream(lambda c: views.stream_incidents(c, fitting, page=self._page))

    def incident(self, id: str) -> Incident | None:
        """The incident of an id, or the one that it was merged into."""
        with self.snapshot() as connection:
            return views.one_incident(connection, identity.current(connection, id))

    def incident_of(self, key: str) -> Incident | None:
        """The incident that the mention of a key was gathered into."""
        with self.snapshot() as connection:
            found = reviewing.incident_of(connection, key)
            return None if found is None else views.one_incident(connection, found)

    def waiting(
        self, *, order: str, reader: str | None = None, second: bool = False, limit: int = 50, offset: int = 0
    ) -> tuple[Incident, ...]:
        """The incidents that wait for a reader, in one of the orders of `reviewing.ORDERS`; `review` says which."""
        with self.snapshot() as connection:
            ids = reviewing.waiting(connection, order=order, reader=reader, second=second, limit=limit, offset=offset)
            found = (views.one_incident(connection, id) for id in ids)
            return tuple(incident for incident in found if incident is not None)

    def count_waiting(self, *, reader: str | None = None, second: bool = False) -> int:
        """How many incidents `waiting` would give in all."""
        with self.snapshot() as connection:
            return reviewing.count_waiting(connection, reader=reader, second=second)

    def record_export(self, name: str, content: bytes, *, format: str, wanted: IncidentFilter) -> None:
        """Enter in the audit log that a file of this content was exported."""
        asked = {key: value for key, value in asdict(wanted).items() if value not in (None, ())}
        body = {"format": format, "filter": asked, "sha256": hashlib.sha256(content).hexdigest()}
        with self._writing() as connection:
            audit.enter(connection, audit.EXPORTED, who=self._who, subject=name, body=body)

    def record_removal(self, sha256: str, *, why: str) -> None:
        """Enter in the audit log that an original is deleted, and why."""
        with self._writing() as connection:
            audit.enter(connection, audit.ORIGINAL_REMOVED, who=self._who, subject=sha256, body={"why": why})

    def mark(self) -> int:
        """A number that grows with whatever is done to the register: while it stays, so does all that is asked."""
        with self.snapshot() as connection:
            return audit.head(connection).number

    def counts(self) -> Counts:
        """How much stands in the register."""
        standing = readings.c.closed_run.is_(None)
        with self.snapshot() as connection:
            kinds = connection.execute(
                select(mentions.c.kind, func.count().label("number"))
                .join(readings, readings.c.id == mentions.c.reading)
                .where(standing)
                .group_by(mentions.c.kind)
            )
            told = {row.kind: row.number for row in kinds}
            return Counts(
                reports=connection.execute(select(func.count()).select_from(readings).where(standing)).scalar_one(),
                figures=told.get("figure", 0),
                events=told.get("event", 0),
                incidents=connection.execute(select(func.count()).select_from(incidents)).scalar_one(),
                judgements=connection.execute(
                    select(func.count()).where(judgements.c.undone_by.is_(None), judgements.c.kind != UNDO)
                ).scalar_one(),
                runs=connection.execute(select(func.count()).select_from(runs)).scalar_one(),
            )

    def add_judgement(
        self,
        *,
        kind: str,
        subject: str,
        who: str,
        why: str,
        other: str | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> Judgement:
        """Keep a judgement as it is given; `review` holds the rules."""
        row = {"kind": kind, "subject": subject, "other": other, "field": field, "value": value, "who": who, "why": why}
        with self._writing() as connection:
            return add_judgement(connection, row)

    def undo_judgement(self, id: str, *, who: str, why: str) -> Judgement:
        """Take a judgement back by one of kind `undo`, in force from now on; the old row is marked with its id.

        Raises RegisterError for a judgement that does not exist, is itself an undo, or was taken back already.
        """
        with self._writing() as connection:
            return undo_judgement(connection, id, who=who, why=why, where=self.where)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement ever made, oldest first, those taken back and the undos included."""
        with self.snapshot() as connection:
            return all_judgements(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with explained(self.where), writing(self._engine) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees one state of the register to its end, for the queries of this package."""
        with explained(self.where), reading(self._engine) as connection:
            yield connection

    def _stream(self, items: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self.snapshot() as connection:
            yield from items(connection)
