"""The register as linking sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection

from marsad.register import linkage
from marsad.register.identity import Former
from marsad.register.linkage import Linkage, LinkedMention, LinkState

Opens = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What was gathered, and the one way to change it. Every method raises RegisterError when the database refuses."""

    snapshot: Opens
    writing: Opens
    who: str

    def states(self, rules: str) -> tuple[LinkState | None, LinkState]:
        """Up to what the incidents were gathered, None where they never were; and what there is to be gathered now."""
        with self.snapshot() as connection:
            return linkage.linked(connection), linkage.present(connection, rules)

    def changed_reports(self, since: LinkState) -> set[str]:
        """Reports read since."""
        with self.snapshot() as connection:
            return linkage.changed_reports(connection, since.reading)

    def reports_by_keys(self, keys: Iterable[int]) -> set[str]:
        """Reports with a mention of one of these keys."""
        with self.snapshot() as connection:
            return linkage.reports_by_keys(connection, keys)

    def mentions(self, *, reports: Iterable[str] = (), parts: Iterable[str] = ()) -> tuple[LinkedMention, ...]:
        """The mentions of these reports and of these parts, as they were gathered."""
        with self.snapshot() as connection:
            return linkage.mentions_in(connection, reports=reports, parts=parts)

    def former(self, ids: Collection[str]) -> tuple[Former, ...]:
        """The incidents that stand under these ids, the longest known first."""
        with self.snapshot() as connection:
            return linkage.former_of(connection, ids)

    def taken(self, ids: Collection[str]) -> frozenset[str]:
        """Those of the ids that were given already."""
        with self.snapshot() as connection:
            return linkage.taken_ids(connection, ids)

    def put(self, change: Linkage, *, before: LinkState | None, after: LinkState, run: int) -> bool:
        """Write a linking down in one transaction; False, and nothing is written, where another came first."""
        with self.writing() as connection:
            return linkage.put(connection, change, before=before, after=after, run=run, who=self.who)
