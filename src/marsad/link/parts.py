"""Sets of mentions that nothing outside can change: new reports are gathered with these alone, not with all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from marsad.link.cluster import Bonds, Pair
from marsad.link.unions import Unions


def parts_of(count: int, scores: Mapping[Pair, float], bonds: Bonds, least: float) -> tuple[int, ...]:
    """For each mention the least index of its part.

    Clusters join only where their average is at least `least` (`limits.link`), and so hold a pair that scores as much,
    or are bound by a reviewer. Mentions between which no chain of such pairs leads are therefore never in one
    cluster, and the clusters of a part depend on its own mentions alone.
    """
    unions = Unions(count)
    strong = (pair for pair, score in scores.items() if score >= least)
    for first, second in _all(strong, bonds.same):
        unions.join(first, second)
    return tuple(unions.find(i) for i in range(count))


def _all(*several: Iterable[Pair]) -> Iterable[Pair]:
    return (pair for pairs in several for pair in pairs)
