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

    Spread is the logarithm of the most over the least that is claimed, each plus one: 35 against none is wider than 135
    against 100. A denied claim stands against none.
    """
    found = (dispute for incident in incidents for toll in incident.tolls for dispute in _dispute(incident, toll))
    return tuple(heapq.nsmallest(count, found, key=lambda d: (-d.spread, d.incident.id, d.toll.outcome)))


def _dispute(incident: Incident, toll: Toll) -> list[Dispute]:
    if toll.victims is not None:
        return []
    pairs = [(d.first, d.second) for d in toll.differences if d.kind == "disagreement"]
    denied = [index for index in toll.claims if incident.claims[index].denied]
    taking_part = sorted({index for pair in pairs for index in pair} | set(denied))
    if not taking_part:
        return []
    numbers = [n for index in taking_part for n in _ends(incident.claims[index])]
    spread = math.log((max(numbers) + 1) / (min(numbers) + 1))
    return [Dispute(incident=incident, toll=toll, claims=tuple(taking_part), spread=spread)]


def _ends(claim: Claim) -> list[int]:
    ends = [n for n in (claim.low, claim.high) if n is not None]
    return [0, *ends] if claim.denied or not ends else ends
