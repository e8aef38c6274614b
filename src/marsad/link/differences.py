"""How two claims of a toll differ: update, disagreement or scope (codebook, "Incidents")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from marsad.link.statements import Said
from marsad.model import Claim, Difference

_SCOPES: Final = {"period": "a stretch of time", "cumulative": "a running total", "incident": "this incident"}


def differences_of(said: Sequence[Said], indexes: Sequence[int]) -> tuple[Difference, ...]:
    """Each pair of differing claims among `indexes`, once, with its kind and why.

    A claimant who says the same again is compared once, by the first of his equal claims.
    """
    equal: dict[tuple[object, ...], list[int]] = {}
    for i in indexes:
        equal.setdefault(_sameness(said[i]), []).append(i)
    last = {members[0]: max(said[i].claim.published or "" for i in members) for members in equal.values()}
    return tuple(_pairs(said, last))


def _sameness(said: Said) -> tuple[object, ...]:
    c = said.claim
    return (said.key, c.low, c.high, c.qualifier, c.victims, c.group, c.age_sex, c.scope, c.part_of is None)


def _pairs(said: Sequence[Said], last: Mapping[int, str]) -> Iterator[Difference]:
    kept = sorted(last)
    for n, i in enumerate(kept):
        for j in kept[n + 1 :]:
            found = difference(said[i], said[j], last=max(last[i], said[i].claim.published or ""))
            if found:
                kind, why = found
                yield Difference(kind=kind, first=i, second=j, why=why)


def difference(a: Said, b: Said, *, last: str | None = None) -> tuple[str, str] | None:
    """Kind and reason of the difference between two claims of one outcome, or None where they agree.

    A higher number told on a later day is an update, whoever tells it, unless the two speak for different sides, one of
    the numbers is denied, or the first claimant still said his own on that day (`last`, the day he last said it).
    """
    scope = _scope(a.claim, b.claim)
    if scope:
        return "scope", scope
    same, grew = a.key == b.key, a.claim.high is b.claim.high is None and a.claim.low != b.claim.low
    if _agree(a.claim, b.claim) and not (same and grew):
        return None
    x, y = sorted((a, b), key=lambda s: (s.claim.published or "", s.claim.report_id, s.claim.span))
    step = f"from {printed(x.claim)} to {printed(y.claim)}"
    later = (x.claim.published or "") < (y.claim.published or "")
    if same:
        return "update", f"one claimant, {step}" + (f" on {y.claim.published}" if later else " within a day")
    abiding = x is a and last is not None and last >= (y.claim.published or "")
    if later and (y.claim.low or 0) > (x.claim.low or 0) and not abiding and not _opposed(x, y):
        return "update", f"told on a later day by another claimant, {step}"
    return "disagreement", f"different claimants: {printed(x.claim)} against {printed(y.claim)}"


def _opposed(a: Said, b: Said) -> bool:
    sides = {a.side, b.side} - {None}
    return len(sides) == 2 or a.claim.denied or b.claim.denied


def printed(claim: Claim) -> str:
    """A claim's number as a person reads it: `12`, `at least 12`, `20 to 99`."""
    if claim.low is not None and claim.low == claim.high:
        return f"about {claim.low}" if claim.qualifier == "about" else str(claim.low)
    if claim.low is None:
        return f"at most {claim.high}"
    if claim.high is None:
        return f"more than {claim.low}" if claim.qualifier == "more_than" else f"at least {claim.low}"
    return f"{claim.low} to {claim.high}"


def _scope(a: Claim, b: Claim) -> str | None:
    if a.scope != b.scope:
        return f"{_SCOPES.get(a.scope, a.scope)} against {_SCOPES.get(b.scope, b.scope)}"
    if (a.part_of is None) != (b.part_of is None):
        return "a part against a whole"
    if a.age_sex != b.age_sex:
        return f"{a.age_sex or 'people of any age and sex'} against {b.age_sex or 'people of any age and sex'}"
    if "unknown" not in (a.victims, b.victims) and a.victims != b.victims:
        return f"{a.victims} against {b.victims} victims"
    if a.group and b.group and a.group != b.group:
        return f"victims of {a.group} against victims of {b.group}"
    return None


def _agree(a: Claim, b: Claim) -> bool:
    """Whether both can be true: their ranges overlap, and neither names a number the other leaves out."""
    low = max(a.low or 0, b.low or 0)
    highs = [h for h in (a.high, b.high) if h is not None]
    return not highs or low <= min(highs)
