"""An incident's tolls, derived from claims by the codebook's rules (section "Incidents")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from marsad.link.claimants import has_name
from marsad.link.differences import differences_of
from marsad.link.rules import LinkSettings
from marsad.link.statements import Said, Standing, counted, standing
from marsad.model import OUTCOMES, Toll

Bucket = tuple[str, str | None, str | None]
_NOBODY: Final[Bucket] = ("unknown", None, None)


def tolls_of(said: Sequence[Said], settings: LinkSettings) -> tuple[Toll, ...]:
    """The totals by outcome first, then by victims and group, then by children and women.

    `claims` of a total are all claims of the outcome; those of a period, of a running total and of a part
    are shown there and counted nowhere. Totals by group also use the parts ("among them 3 children").
    """
    present = [o for o in OUTCOMES if any(s.claim.outcome == o for s in said)]
    totals = [_total(said, outcome, settings) for outcome in present]
    groups = [toll for outcome in present for toll in _by_group(said, outcome, settings)]
    return (*totals, *groups)


def _total(said: Sequence[Said], outcome: str, settings: LinkSettings) -> Toll:
    everything = tuple(i for i, s in enumerate(said) if s.claim.outcome == outcome)
    low, best, high, rule = derived(standing(said, counted(said, outcome)), settings)
    return Toll(
        outcome=outcome,
        low=low,
        best=best,
        high=high,
        rule=rule,
        contested=any(said[i].claim.denied for i in everything),
        claims=everything,
        differences=differences_of(said, everything),
    )


def _by_group(said: Sequence[Said], outcome: str, settings: LinkSettings) -> list[Toll]:
    buckets: dict[Bucket, list[int]] = {}
    for i, s in enumerate(said):
        bucket = (s.claim.victims, s.claim.group, s.claim.age_sex)
        if s.claim.outcome == outcome and s.claim.scope == "incident" and bucket != _NOBODY:
            buckets.setdefault(bucket, []).append(i)
    tolls = []
    for (victims, group, age_sex), members in sorted(
        buckets.items(), key=lambda item: (item[0][2] or "", str(item[0]))
    ):
        low, best, high, rule = derived(standing(said, members), settings)
        tolls.append(
            Toll(
                outcome=outcome,
                low=low,
                best=best,
                high=high,
                rule=rule,
                contested=any(said[i].claim.denied for i in members),
                claims=tuple(members),
                victims=victims,
                group=group,
                age_sex=age_sex,
            )
        )
    return tolls


def derived(statements: Sequence[Standing], settings: LinkSettings) -> tuple[int | None, int | None, int | None, str]:
    """Low, best, high, and the rule by which best was chosen.

    Low is the least and high the most that any standing statement states. Best is the number with the most independent
    claimants, all offices of one side taken as one, then one that somebody known by name states, then the most
    specific, then the one most outlets print, then the newest, then the highest; open and vague statements ("at least
    20", "dozens") support a number that they allow. Where a side admits its own loss, its enemy's statements, and those
    that were denied, choose no best.
    """
    # "Several" (two or more, open) says that there were victims and bounds nothing once anybody gives a number.
    # So does one that only points at a person ("the corporal A").
    bounding = [s for s in statements if not s.several] or statements
    bounding = [s for s in bounding if not s.person] or bounding
    lows = [s.least for s in bounding if s.least is not None]
    highs = [s.most for s in bounding if s.most is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    heard = statements
    if any(s.own_loss for s in statements):
        heard = [s for s in statements if not (s.boast or s.denied)]
    numbers = [s for s in heard if s.firm and s.low is not None]
    numbers = [s for s in numbers if not s.person] or numbers
    if not numbers:
        return low, None, high, "no claimant gives a number" if statements else "no claim of this incident alone"
    backing = {s.low: backing_of(s.low or 0, heard, settings) for s in numbers}
    known = {s.low for s in numbers if has_name(s.key)}
    best = max(numbers, key=lambda s: (backing[s.low], s.low in known, s.firm, s.printed, s.published, s.low or 0))
    return low, best.low, high, _rule(best, backing, statements, heard, settings)


def backing_of(number: int, statements: Iterable[Standing], settings: LinkSettings) -> int:
    """How many independent claimants support a number: the voices of one side are one."""
    return _independent((s for s in statements if s.supports(number, settings.limits.open_reach)), settings)


def _independent(statements: Iterable[Standing], settings: LinkSettings) -> int:
    """How many claimants they are, all offices of one side taken as one."""
    return len({(s.key, None) if s.side in settings.voiceless else (None, s.side) for s in statements})


def _rule(
    best: Standing,
    backing: dict[int | None, int],
    statements: Sequence[Standing],
    heard: Sequence[Standing],
    settings: LinkSettings,
) -> str:
    if len(heard) < len(statements):
        return "a side's admission of its own loss outranks its enemy's boast"
    if len({s.key for s in heard}) == 1:
        return "the newest statement of the only claimant"
    tied = sum(1 for count in backing.values() if count == backing[best.low]) > 1
    rule = f"most independent claimants: {backing[best.low]} of {_independent(heard, settings)}"
    return f"{rule}; {_OF_EQUALS}" if tied else rule


_OF_EQUALS: Final = "of equals one stated by name, the most specific, the most printed, the newest, the highest"
