"""The tolls on which the tellers disagree most."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model import Claim, Incident, Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A total on which tellers disagree; `claims` are the indexes of the incident's claims that take part."""

    incident: Incident
    toll: Toll
    claims: tuple[int, ...]
    spread: float


def most_disputed(incidents: Iterable[Incident], *, count: int) -> tuple[Dispute, ...]:
    """The `count` totals with the widest disagreement, widest first; updates and differences of scope are none.

    Spread is the widest gap between two claims, as the logarithm of their ratio, each plus one: 35 against none is
    wider than 135 against 100, and "hundreds" against 150 is 150 against 200. A denied claim stands against none.
    """
    found = (dispute for incident in incidents for toll in incident.tolls for dispute in _dispute(incident, toll))
    return tuple(heapq.nsmallest(count, found, key=lambda d: (-d.spread, d.incident.id, d.toll.outcome)))


def _dispute(incident: Incident, toll: Toll) -> list[Dispute]:
    if toll.victims is not None:
        return []
    pairs = [(d.first, d.second) for d in toll.differences if d.kind == "disagreement"]
    denied = [index for index in toll.claims if incident.claims[index].denied]
    spreads = [_apart(incident.claims[first], incident.claims[second]) for first, second in pairs]
    spreads += [_apart_from_none(incident.claims[index]) for index in denied]
    if not spreads:
        return []
    taking_part = tuple(sorted({index for pair in pairs for index in pair} | set(denied)))
    return [Dispute(incident=incident, toll=toll, claims=taking_part, spread=max(spreads))]


def _apart(a: Claim, b: Claim) -> float:
    """How far two ranges lie apart, from the top of the lower to the bottom of the higher; 0 where they meet."""
    (_, lower_top), (higher_bottom, _) = sorted((_range(a), _range(b)))
    return max(0.0, math.log((higher_bottom + 1) / (lower_top + 1)))


def _apart_from_none(claim: Claim) -> float:
    return math.log(_range(claim)[0] + 1)


def _range(claim: Claim) -> tuple[int, int]:
    """The least and most of a claim; an open end is no wider than the end that is told."""
    ends = [n for n in (claim.low, claim.high) if n is not None] or [0]
    return ends[0], ends[-1]
