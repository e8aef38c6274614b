"""The rows that watching feeds remembers: when a feed is asked, and what became of each entry ever seen in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select, update
from sqlalchemy import insert as insert_into

from marsad.register.ingest import CHUNK, chunks
from marsad.register.schema import feed_entries, feeds, readings

# An entry waits to be read; was read into a report; is of a report that came from elsewhere; or could not be read.
WAITING, READ, KNOWN, REFUSED = "waiting", "read", "known", "refused"
_FOLLOWED: Final = (READ, REFUSED, WAITING)  # when it is edited, it is read again


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed as it was left: the marks of its last answer, when it is due, how often it failed since it last answered.

    `due` is None for a feed that was never asked.
    """

    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry as it stands in a feed. `digest` changes when it is edited; `body` is all of it, to be read later."""

    key: str
    digest: str
    published: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was new among the entries of an answer."""

    new: int = 0
    edited: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry that is to be read. `report_id` and `published` are those it had when it was read before."""

    id: int
    feed: str
    body: str
    seen: datetime
    published: str | None
    report_id: str | None
    tries: int


def state_of(connection: Connection, feed: str) -> FeedState:
    """A feed as it was left."""
    row = connection.execute(select(feeds).where(feeds.c.url == feed)).mappings().one_or_none()
    if row is None:
        return FeedState()
    return FeedState(etag=row["etag"], modified=row["modified"], due=_time(row["due"]), failures=int(row["failures"]))


def put_state(connection: Connection, feed: str, state: FeedState, *, at: datetime) -> None:
    """Leave a feed in a state, asked at a moment."""
    values: dict[str, Any] = {
        "etag": state.etag,
        "modified": state.modified,
        "asked": text_of(at),
        "due": text_of(state.due or at),
        "failures": state.failures,
    }
    if connection.execute(update(feeds).where(feeds.c.url == feed).values(values)).rowcount == 0:
        connection.execute(insert_into(feeds), {"url": feed, **values})


def note(connection: Connection, feed: str, entries: Sequence[Seen], *, at: datetime) -> Noted:
    """Note the entries of an answer: new ones and edited ones wait to be read from now on.

    The day an entry was published stays what it was when it was first seen, if it had one then.
    """
    known = _known(connection, feed, [entry.key for entry in entries])
    new = [entry for entry in entries if entry.key not in known]
    edited = [entry for entry in entries if entry.key in known and known[entry.key][0] != entry.digest]
    fresh = {"feed": feed, "state": WAITING, "seen": text_of(at), "due": text_of(at), "tries": 0}
    for some in chunks(new, 2_000):
        rows = ({"key": e.key, "digest": e.digest, "published": e.published, "body": e.body} for e in some)
        connection.execute(insert_into(feed_entries), [{**fresh, **row} for row in rows])
    for entry in edited:
        values: dict[str, Any] = {"digest": entry.digest}
        if known[entry.key][1] in _FOLLOWED:
            day = func.coalesce(feed_entries.c.published, entry.published)
            values |= {"state": WAITING, "due": text_of(at), "tries": 0, "body": entry.body, "published": day}
            values["seen"] = text_of(at)
        chosen = (feed_entries.c.feed == feed) & (feed_entries.c.key == entry.key)
        connection.execute(update(feed_entries).where(chosen).values(values))
    return Noted(new=len(new), edited=len(edited), known=len(entries) - len(new) - len(edited))


def waiting(connection: Connection, feed: str, *, at: datetime, limit: int) -> tuple[WaitingEntry, ...]:
    """Entries of a feed that are to be read by now, in the order of the feed."""
    chosen = (feed_entries.c.feed == feed) & (feed_entries.c.state == WAITING) & (feed_entries.c.due <= text_of(at))
    columns = [feed_entries.c[field.name] for field in fields(WaitingEntry)]
    rows = connection.execute(select(*columns).where(chosen).order_by(feed_entries.c.id).limit(limit)).mappings()
    return tuple(WaitingEntry(**{**row, "seen": _time(row["seen"])}) for row in rows)


def next_due(connection: Connection, urls: Collection[str]) -> datetime | None:
    """When the next entry of these feeds that waits is to be read; None where none waits."""
    chosen = feed_entries.c.feed.in_(list(urls)) & (feed_entries.c.state == WAITING)
    found = connection.execute(select(func.min(feed_entries.c.due)).where(chosen)).scalar_one_or_none()
    return None if found is None else _time(found)


def taken(connection: Connection, report_id: str, *, entry: int) -> bool:
    """Whether a report is another entry's, or came into the register by another way."""
    having = select(feed_entries.c.id).where(feed_entries.c.report_id == report_id, feed_entries.c.state != KNOWN)
    owners = set(connection.execute(having).scalars())
    if owners:
        return entry not in owners
    stored = select(readings.c.id).where(readings.c.report_id == report_id, readings.c.closed_run.is_(None))
    return connection.execute(stored.limit(1)).first() is not None


def claim(connection: Connection, wanted: Iterable[tuple[int, str]]) -> frozenset[int]:
    """Give entries their reports, by (entry, report id); those that got theirs.

    A report is the first one's: an entry whose report is another's, or came by another way, is settled as known.
    """
    got: set[int] = set()
    for entry, report_id in wanted:
        if taken(connection, report_id, entry=entry):
            settle(connection, [entry], state=KNOWN)
            values: dict[str, Any] = {"report_id": report_id}
        else:
            got.add(entry)
            values = {"report_id": report_id}
        connection.execute(update(feed_entries).where(feed_entries.c.id == entry).values(values))
    return frozenset(got)


def settle(connection: Connection, entries: Collection[int], *, state: str) -> None:
    """Entries wait no longer. One that was refused gives its report back: another feed may have it whole."""
    values: dict[str, Any] = {"state": state, "body": None}
    if state == REFUSED:
        values["report_id"] = None
    for some in chunks(entries, CHUNK):
        connection.execute(update(feed_entries).where(feed_entries.c.id.in_(some)).values(values))


def put_off(connection: Connection, entry: int, *, due: datetime, tries: int) -> None:
    """An entry waits until later, after so many tries."""
    values = {"due": text_of(due), "tries": tries}
    connection.execute(update(feed_entries).where(feed_entries.c.id == entry).values(values))


def text_of(at: datetime) -> str:
    """A moment as it is stored: ISO in UTC, so that texts are ordered as times are."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _known(connection: Connection, feed: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Digest and state of the entries of a feed that were seen before, by key."""
    found: dict[str, tuple[str, str]] = {}
    for some in chunks(keys, CHUNK):
        wanted = select(feed_entries.c.key, feed_entries.c.digest, feed_entries.c.state)
        rows = connection.execute(wanted.where(feed_entries.c.feed == feed, feed_entries.c.key.in_(some)))
        found |= {key: (digest, state) for key, digest, state in rows}
    return found
