"""The audit log: an entry for everything that is done to a register, each bound by hash to the one before it.

Entries are only ever added, in the transaction of what they tell of. `verifying` finds whatever was changed in the log,
and what was changed in the register behind its back: each reading, judgement and gathering is compared with its entry.

What no log can show by itself is that its last entries were cut off together with what they tell of, or that all of it
was written anew. Whoever must rule this out notes the head (`Head`) somewhere else and has it looked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, func, select
from sqlalchemy import insert as insert_into

from marsad.model import Reading, reading_to_json
from marsad.register.rows import from_json
from marsad.register.schema import audit, incidents, judgements, readings, runs
from marsad.register.when import now

BEGINNING: Final = "0" * 64
_MARKS: Final = 2**256

BEGAN, INGEST, RUN, RUN_ENDED, LINKED = "log begun", "ingest", "run begun", "run ended", "linked"
JUDGED, UNDONE, EXPORTED, MIGRATED, COPIED = "judged", "undone", "exported", "migrated", "copied"
ORIGINAL_REMOVED: Final = "original removed"


class Head(NamedTuple):
    """The newest entry, by its number and hash; printed as `41:9f2c…`."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what was done, when (ISO, UTC), by whom, to what. `body` holds the particulars of the action."""

    number: int
    at: str
    who: str
    action: str
    subject: str | None
    body: Mapping[str, Any]
    previous: str
    hash: str


def enter(
    connection: Connection, action: str, *, who: str, body: Mapping[str, Any], subject: object | None = None
) -> None:
    """Add an entry inside the transaction of what it tells of, whose write lock keeps the chain in one line."""
    last = head(connection)
    row = {
        "id": last.number + 1,
        "at": now(),
        "who": who,
        "action": action,
        "subject": None if subject is None else str(subject),
        "body": orjson.dumps(body, default=list, option=orjson.OPT_SORT_KEYS).decode(),
        "previous": last.hash,
    }
    connection.execute(insert_into(audit), {**row, "hash": entry_hash(row)})


def begin(connection: Connection, *, who: str) -> None:
    """The first entry: how much was in the register before there was a log."""
    last = {
        str(table.name): connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        for table in (runs, readings, judgements)
    }
    gathered = Gathered()
    for body in connection.execute(select(incidents.c.body), execution_options={"yield_per": 500}).scalars():
        gathered.add(body_mark(body))
    enter(connection, BEGAN, who=who, body={"before": last, **gathered.body})


def head(connection: Connection) -> Head:
    """The newest entry; number 0 where there is none."""
    newest = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return Head(0, BEGINNING) if row is None else Head(row.id, row.hash)


def last_basis(connection: Connection) -> int:
    """The number of the entry up to which the incidents that stand were gathered; 0 where nobody said."""
    last = select(audit.c.body).where(audit.c.action == LINKED).order_by(audit.c.id.desc()).limit(1)
    body = connection.execute(last).scalar_one_or_none()
    return 0 if body is None else int(from_json(body)["basis"])


def entry_hash(row: Mapping[str, Any]) -> str:
    """The hash of an entry: of all its fields and, by `previous`, of all entries before it."""
    fields = [row[name] for name in ("id", "at", "who", "action", "subject", "body", "previous")]
    return hashlib.sha256(orjson.dumps(fields)).hexdigest()


def reading_digest(reading: Reading) -> str:
    """The hash of a reading and of the report it is of."""
    body = orjson.dumps(reading_to_json(reading), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(reading.report.fingerprint.encode() + b"\n" + body).hexdigest()


class Gathered:
    """The hash of a set of incidents, whatever their order: the sum of their marks."""

    def __init__(self, number: int = 0, digest: str = "0") -> None:
        self.number = number
        self._sum = int(digest, 16)

    def add(self, mark: bytes) -> None:
        """One more, by the mark of its body."""
        self.number += 1
        self._sum = (self._sum + int.from_bytes(mark, "big")) % _MARKS

    def take(self, mark: bytes) -> None:
        """One less."""
        self.number -= 1
        self._sum = (self._sum - int.from_bytes(mark, "big")) % _MARKS

    @property
    def body(self) -> dict[str, Any]:
        """How many they are, and the hash, as an entry holds them."""
        return {"incidents": self.number, "digest": f"{self._sum:064x}"}


def body_mark(body: str) -> bytes:
    """The hash of one incident, of its stored body."""
    return hashlib.sha256(body.encode()).digest()


def last_gathered(connection: Connection) -> Gathered:
    """The incidents as the log says that they stand."""
    last = select(audit.c.body).where(audit.c.action == LINKED).order_by(audit.c.id.desc()).limit(1)
    first = select(audit.c.body).where(audit.c.action == BEGAN).order_by(audit.c.id).limit(1)
    body = connection.execute(last).scalar_one_or_none() or connection.execute(first).scalar_one()
    said = from_json(body)
    return Gathered(said["incidents"], said["digest"])


def entries(connection: Connection, *, after: int = 0) -> Iterator[Entry]:
    """The entries from the one after `after` on, in the order of their numbers; streaming."""
    query = select(audit).where(audit.c.id > after).order_by(audit.c.id)
    for row in connection.execute(query, execution_options={"yield_per": 200}).mappings():
        fields = {name: row[name] for name in ("at", "who", "action", "subject", "previous", "hash")}
        yield Entry(number=row["id"], body=from_json(row["body"]), **fields)
