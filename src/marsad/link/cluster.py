"""Mentions gathered by average comparison, so that a chain of weak links cannot swell a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import Final, NamedTuple

from marsad.link.days import Days
from marsad.link.rules import Limits
from marsad.link.unions import Unions

Pair = tuple[int, int]


class Bonds(NamedTuple):
    """What reviewers bound: `same` pairs end in one cluster, `not_same` pairs never do."""

    same: tuple[Pair, ...] = ()
    not_same: tuple[Pair, ...] = ()


UNBOUND: Final = Bonds()
VETO: Final = float("-inf")
"""The score of a pair that is never one incident."""


def clusters(
    days: Sequence[Days | None], scores: Mapping[Pair, float], limits: Limits, bonds: Bonds = UNBOUND
) -> list[list[int]]:
    """Indexes of mentions gathered into clusters, each ascending, ordered by their least member.

    `days` are the mentions' days in their order; `scores` are those of compared pairs, ascending, VETO for a
    veto. Clusters join,
    best first, while the average comparison of their members is at least `limits.link`; a pair that was never compared
    counts `limits.unseen`. A veto between two members, or told days farther apart than `limits.day_tolerance`, keep
    clusters apart. A bond outranks every comparison: `not_same` holds from the start, `same` joins the two mentions'
    finished clusters with all their other tellings; where the two contradict each other, `not_same` holds.
    """
    state = _State(days, scores, limits, bonds)
    while state.queue:
        _, first, second, size_first, size_second = heappop(state.queue)
        if state.size.get(first) == size_first and state.size.get(second) == size_second:
            state.merge(first, second)
    return _bound(state.unions, bonds)


def _bound(unions: Unions, bonds: Bonds) -> list[list[int]]:
    for a, b in bonds.same:
        joined = {unions.find(a), unions.find(b)}
        if not any({unions.find(x), unions.find(y)} == joined for x, y in bonds.not_same):
            unions.join(a, b)
    return unions.groups()


class _State:
    """Clusters by their least member, with the sums of comparisons between them and the days they span."""

    def __init__(self, days: Sequence[Days | None], scores: Mapping[Pair, float], limits: Limits, bonds: Bonds) -> None:
        count = len(days)
        self.limits = limits
        self.unions = Unions(count)
        self.size = dict.fromkeys(range(count), 1)
        self.latest_first = {i: d.first for i, d in enumerate(days) if d}
        self.earliest_last = {i: d.last for i, d in enumerate(days) if d}
        self.sums: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in range(count)}
        self.apart: dict[int, set[int]] = {i: set() for i in range(count)}
        self.queue: list[tuple[float, int, int, int, int]] = []
        for a, b in bonds.not_same:
            self._hold_apart(a, b)
        self._weigh(scores)
        for a in sorted(self.sums):
            for b in sorted(self.sums[a]):
                self._offer(a, b)

    def _weigh(self, scores: Mapping[Pair, float]) -> None:
        for (a, b), score in scores.items():
            if score == VETO:
                self._hold_apart(a, b)
            else:
                self.sums[a][b] = self.sums[b][a] = (score, 1)

    def merge(self, a: int, b: int) -> None:
        """Join two clusters and offer the new one's neighbours again."""
        keep = self._join(a, b)
        for other in sorted(self.sums[keep]):
            self._offer(*sorted((keep, other)))

    def _hold_apart(self, a: int, b: int) -> None:
        self.apart[a].add(b)
        self.apart[b].add(a)

    def _offer(self, a: int, b: int) -> None:
        if a >= b or b in self.apart[a] or self._days_apart(a, b):
            return
        total, known = self.sums[a][b]
        pairs = self.size[a] * self.size[b]
        average = (total + (pairs - known) * self.limits.unseen) / pairs
        if average >= self.limits.link:
            heappush(self.queue, (-round(average, 9), a, b, self.size[a], self.size[b]))

    def _days_apart(self, a: int, b: int) -> bool:
        firsts = [self.latest_first[c] for c in (a, b) if c in self.latest_first]
        lasts = [self.earliest_last[c] for c in (a, b) if c in self.earliest_last]
        return len(firsts) == 2 and max(firsts) - min(lasts) > self.limits.day_tolerance

    def _join(self, a: int, b: int) -> int:
        keep, gone = sorted((a, b))
        self.unions.join(keep, gone)
        self.size[keep] += self.size.pop(gone)
        if gone in self.latest_first:
            self.latest_first[keep] = max(self.latest_first[gone], self.latest_first.get(keep, self.latest_first[gone]))
            self.earliest_last[keep] = min(
                self.earliest_last[gone], self.earliest_last.get(keep, self.earliest_last[gone])
            )
        gone_sums, gone_apart = self.sums.pop(gone), self.apart.pop(gone)
        for other, (total, known) in gone_sums.items():
            del self.sums[other][gone]
            if other != keep:
                had_total, had_known = self.sums[keep].get(other, (0.0, 0))
                merged = (had_total + total, had_known + known)
                self.sums[keep][other] = self.sums[other][keep] = merged
        for other in gone_apart:
            self.apart[other].discard(gone)
            if other != keep:
                self.apart[other].add(keep)
                self.apart[keep].add(other)
        self.apart[keep].discard(gone)
        return keep


def strongest(members: Sequence[int], scores: Mapping[Pair, float]) -> dict[int, int]:
    """For each member of a cluster that was compared with others of it, the one it agrees with most."""
    best: dict[int, int] = {}
    for i in members:
        options = [(scores[pair], -j) for j in members if j != i and (pair := (min(i, j), max(i, j))) in scores]
        if options:
            best[i] = -max(options)[1]
    return best
