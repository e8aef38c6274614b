"""The register as watching feeds sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from marsad.register import feeds
from marsad.register.feeds import FeedState, Noted, Seen, WaitingEntry

Opens = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What is remembered of feeds, and the way to change it. Every method is one transaction.

    Each raises RegisterError when the database refuses.
    """

    snapshot: Opens
    writing: Opens

    def state(self, feed: str) -> FeedState:
        """A feed as it was left; of one that was never asked, an empty state."""
        with self.snapshot() as connection:
            return feeds.state_of(connection, feed)

    def answered(self, feed: str, state: FeedState, entries: Sequence[Seen], *, at: datetime) -> Noted:
        """A feed answered with these entries; what is new among them. Its marks and its entries are kept together."""
        with self.writing() as connection:
            feeds.put_state(connection, feed, state, at=at)
            return feeds.note(connection, feed, entries, at=at)

    def failed(self, feed: str, state: FeedState, *, at: datetime) -> None:
        """A feed did not answer."""
        with self.writing() as connection:
            feeds.put_state(connection, feed, state, at=at)

    def waiting(self, feed: str, *, at: datetime, limit: int) -> tuple[WaitingEntry, ...]:
        """Entries of a feed that are to be read by now."""
        with self.snapshot() as connection:
            return feeds.waiting(connection, feed, at=at, limit=limit)

    def next_due(self, urls: Collection[str]) -> datetime | None:
        """When the next entry of these feeds that waits is to be read; None where none waits."""
        with self.snapshot() as connection:
            return feeds.next_due(connection, urls)

    def taken(self, report_id: str, *, entry: int) -> bool:
        """Whether a report is another entry's, or came into the register by another way."""
        with self.snapshot() as connection:
            return feeds.taken(connection, report_id, entry=entry)

    def claim(self, wanted: Iterable[tuple[int, str]]) -> frozenset[int]:
        """Give entries their reports, by (entry, report id); those that got theirs, the others are settled as known."""
        with self.writing() as connection:
            return feeds.claim(connection, wanted)

    def settle(self, entries: Collection[int], *, state: str) -> None:
        """Entries wait no longer: `read`, `known` or `refused`."""
        with self.writing() as connection:
            feeds.settle(connection, entries, state=state)

    def put_off(self, entry: int, *, due: datetime, tries: int) -> None:
        """An entry waits until later, after so many tries."""
        with self.writing() as connection:
            feeds.put_off(connection, entry, due=due, tries=tries)
