"""How an incident's toll was derived: for each claim whether it stands, and if not, why (codebook, "Incidents")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.link.rules import LinkSettings
from marsad.link.statements import Said, Standing, counted, standing
from marsad.link.tolls import backing_of, derived, tolls_of
from marsad.model import Claim, Incident, Toll

STANDS = "stands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One claim of a toll: `stands` when the toll was derived from it, else `why` says what was made of it."""

    claim: Claim
    stands: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A toll with its claims in their order, the rule that chose best, and how many claimants speak for each number."""

    toll: Toll
    steps: tuple[Step, ...]
    rule: str
    support: tuple[tuple[int, int], ...]


def derivations(incident: Incident, settings: LinkSettings) -> tuple[Derivation, ...]:
    """How each total of the incident was derived, in the order of its tolls."""
    said = [Said(claim=c, key=c.teller or c.claimant, side=c.side) for c in incident.claims]
    totals = (t for t in incident.tolls if t.victims is None and t.age_sex is None and t.group is None)
    return tuple(_derivation(toll, said, settings) for toll in totals)


def tolls_told(claims: Sequence[Claim], settings: LinkSettings) -> tuple[Toll, ...]:
    """The tolls that these claims of an incident give by themselves: what was known while only they were told.

    All of an incident's claims give the incident's tolls.
    """
    return tolls_of([Said(claim=c, key=c.teller or c.claimant, side=c.side) for c in claims], settings)


def _derivation(toll: Toll, said: Sequence[Said], settings: LinkSettings) -> Derivation:
    counts = counted(said, toll.outcome)
    stand = standing(said, counts)
    *_, rule = derived(stand, settings)
    steps = tuple(_step(i, said, counts, stand) for i in toll.claims)
    numbers = sorted({s.low for s in stand if s.firm and s.low is not None})
    support = [(n, backing_of(n, stand, settings)) for n in numbers]
    return Derivation(toll=toll, steps=steps, rule=rule, support=tuple(support))


def _step(index: int, said: Sequence[Said], counts: Sequence[int], stand: Sequence[Standing]) -> Step:
    claim = said[index].claim
    held = next((s for s in stand if index in s.claims), None)
    if held is not None:
        return Step(claim=claim, stands=True, why=_standing(held))
    return Step(claim=claim, stands=False, why=_left_out(index, said, counts, stand))


def _standing(held: Standing) -> str:
    if held.several:
        return f"{STANDS}; without a number it bounds nothing where another gives one"
    if held.person:
        return f"{STANDS}; it points at one person and bounds nothing where another gives a number"
    if len(held.claims) > 1:
        return f"{STANDS}; added up with the other groups of the same statement"
    return STANDS


def _left_out(index: int, said: Sequence[Said], counts: Sequence[int], stand: Sequence[Standing]) -> str:
    claim = said[index].claim
    if claim.part_of is not None:
        return "a part of another number: never added"
    if claim.scope == "cumulative":
        return "a running total: a series of its own"
    if claim.scope == "period":
        return "of a stretch of time or of several happenings together: a series of its own"
    if index not in counts:
        return "of another outcome"
    newest = next((s for s in stand if s.key == said[index].key), None)
    if newest is not None and (claim.published or "") < newest.published:
        return f"the same claimant said another on {newest.published}"
    return "the same claimant says a larger number that day, or the whole of which this is a group"
