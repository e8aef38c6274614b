"""Is the audit log whole, and is the register what it says? Every fault is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, select

from marsad.register import audit
from marsad.register.audit import Entry, Gathered, Head, body_mark, entry_hash, reading_digest
from marsad.register.judging import all_judgements
from marsad.register.rows import from_json
from marsad.register.schema import audit as audit_table
from marsad.register.schema import incidents, runs
from marsad.register.store import Register
from marsad.register.views import every_reading

_JUDGED: Final = ("id", "kind", "subject", "other", "field", "value", "who", "why", "made_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was entered: at which entry (None where no entry tells of it), and what."""

    entry: int | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What `verify` found: how many entries it went through, the head, and every fault."""

    entries: int
    head: Head
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Said:
    """What the entries say the register holds, by the numbers of its rows, each with the number of its entry."""

    before: dict[str, int] = field(default_factory=dict)
    runs: dict[int, int] = field(default_factory=dict)
    readings: dict[int, tuple[int, str]] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)
    judgements: dict[int, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    undone: dict[int, int] = field(default_factory=dict)
    linked: tuple[int, str] | None = None


def audit_log(register: Register, *, last: int) -> tuple[Entry, ...]:
    """The newest entries of the log, at most `last`, in the order they were made."""
    with register.snapshot() as connection:
        return tuple(audit.entries(connection, after=audit.head(connection).number - last))


def verify(register: Register, *, noted: Head | None = None) -> Verified:
    """Go through the whole log and all that it tells of; `noted` is a head that was noted before.

    Faults come in the order of the entries, those of the log itself first. Raises RegisterError when the database
    refuses.
    """
    with register.snapshot() as connection:
        said = _Said()
        faults = list(_chain(connection, said, noted))
        faults += _runs(connection, said)
        faults += _readings(connection, said)
        faults += _judgements(connection, said)
        faults += _incidents(connection, said)
        last = audit.head(connection)
        return Verified(entries=last.number, head=last, faults=tuple(faults))


def _chain(connection: Connection, said: _Said, noted: Head | None) -> Iterator[Fault]:
    number, before, found = 0, audit.BEGINNING, noted is None
    query = select(audit_table).order_by(audit_table.c.id)
    for row in connection.execute(query, execution_options={"yield_per": 200}).mappings():
        yield from (Fault(entry=n, what="is missing") for n in range(number + 1, row["id"]))
        whole = entry_hash(dict(row)) == row["hash"]
        if not whole:
            yield Fault(entry=row["id"], what="was altered: its hash is of other words")
        elif row["previous"] != before and row["id"] == number + 1:
            yield Fault(entry=row["id"], what=f"follows another entry {number} than the one that stands before it")
        number, before = row["id"], row["hash"]
        found = found or (noted is not None and noted == (number, row["hash"]))
        if not _noted(said, dict(row)) and whole:
            yield Fault(entry=number, what=f"is no entry of {row['action']!r} as Marsad makes them")
    if number == 0:
        yield Fault(entry=1, what="is missing: the log is empty")
    if not found and noted is not None:
        what = f"is not the one that was noted ({noted}): entries were cut off, or the log was written anew"
        yield Fault(entry=noted.number, what=what)


def _noted(said: _Said, row: Mapping[str, Any]) -> bool:
    """Take up what an entry says; whether it could be read."""
    try:
        _note(said, row)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _note(said: _Said, row: Mapping[str, Any]) -> None:
    number, body, subject = row["id"], from_json(row["body"]), row["subject"]
    if row["action"] in (audit.BEGAN, audit.LINKED):
        said.linked = (number, body["digest"])
    if row["action"] == audit.BEGAN:
        said.before = dict(body["before"])
    elif row["action"] == audit.RUN:
        said.runs[int(subject)] = number
    elif row["action"] == audit.INGEST:
        said.readings |= {id: (number, digest) for id, digest in body["readings"]}
        said.closed |= dict.fromkeys(body["closed"], number)
    elif row["action"] in (audit.JUDGED, audit.UNDONE):
        said.judgements[int(subject)] = (number, body)
        if row["action"] == audit.UNDONE:
            said.undone[int(body["subject"])] = int(subject)


def _runs(connection: Connection, said: _Said) -> Iterator[Fault]:
    stored = set(connection.execute(select(runs.c.id)).scalars())
    yield from _both(stored, said.runs, "run", said.before.get("runs", 0), lambda entry: entry)


def _readings(connection: Connection, said: _Said) -> Iterator[Fault]:
    last, stored = said.before.get("readings", 0), set()
    for id, closed, reading in every_reading(connection):
        stored.add(id)
        entry, digest = said.readings.get(id, (None, ""))
        name = f"the reading {id} of report {reading.report.id!r}"
        if entry is not None and reading_digest(reading) != digest:
            yield Fault(entry=entry, what=f"tells of {name}, which was altered since")
        if entry is not None and closed != (id in said.closed):
            yield Fault(entry=said.closed.get(id, entry), what=f"tells otherwise whether {name} stands")
    yield from _both(stored, said.readings, "reading", last, lambda told: told[0])


def _judgements(connection: Connection, said: _Said) -> Iterator[Fault]:
    last, stored = said.before.get("judgements", 0), set()
    for judgement in all_judgements(connection):
        id = int(judgement.id)
        stored.add(id)
        entry, body = said.judgements.get(id, (None, {}))
        if entry is not None and any(body[name] != getattr(judgement, name) for name in _JUDGED):
            yield Fault(entry=entry, what=f"tells of judgement {id}, which was altered since")
        undone = said.undone.get(id)
        if (id > last or undone is not None) and judgement.undone_by != (None if undone is None else str(undone)):
            yield Fault(entry=entry, what=f"judgement {id} was taken back, or not, without an entry that says so")
    yield from _both(stored, said.judgements, "judgement", last, lambda told: told[0])


def _incidents(connection: Connection, said: _Said) -> Iterator[Fault]:
    if said.linked is None:
        return
    gathered = Gathered()
    for body in connection.execute(select(incidents.c.body), execution_options={"yield_per": 500}).scalars():
        gathered.add(body_mark(body))
    entry, digest = said.linked
    if gathered.body["digest"] != digest:
        yield Fault(entry=entry, what="tells of the incidents as they were gathered; they were altered since")


def _both(
    stored: set[int], entered: Mapping[int, Any], what: str, last: int, entry_of: Callable[[Any], int]
) -> Iterator[Fault]:
    """What is on one side only; rows up to `last` are older than the log."""
    for id in sorted(set(entered) - stored):
        yield Fault(entry=entry_of(entered[id]), what=f"tells of {what} {id}, which is gone")
    for id in sorted(id for id in stored - set(entered) if id > last):
        yield Fault(entry=None, what=f"no entry tells of {what} {id}")
