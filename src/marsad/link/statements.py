"""What each claimant says of an incident's toll: the newest statement, groups added up, copies once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from marsad.link.claimants import OWN_VOICE
from marsad.model import Claim

# Single victims named side by side ("the corporal A, and the private B") are counted together: at most this many
# characters apart, in one report by one claimant.
_SIDE_BY_SIDE: Final = 80
# Numbers of separate groups are added up when they are told together: at most this many characters apart.
_TOGETHER: Final = 200
# One number of two groups is two numbers at most this many characters apart; farther on it is the same one again.
_AGAIN: Final = 40
# Words that make a single victim a count of one ("one of the firemen"); a person pointed at ("the corporal A", "his
# brother") is not one.
_COUNTED_ONE: Final = frozenset({"أحد", "احد", "إحدى", "احدى", "واحد", "واحدة"})
_POSSESSED: Final = re.compile(r"\w{3,}(?:ه|ها|هم|هما)$")
# People joined by "and" stand next to each other: at most this many characters apart.
_JOINED: Final = 3
_FIRMNESS: Final = {"exact": 3, "about": 2, "at_least": 1, "more_than": 1, "range": 0, "at_most": 0, "vague": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim of an incident with its claimant's key and side, as `claimants` and `mentions` found them."""

    claim: Claim
    key: str
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A statement that stands: one claimant's total for one outcome in one report.

    `side` is the one that the claimant speaks for. `claims` are indexes of the claims it was made from. `firm` is 3 for
    an exact number, 2 for about, 1 for at least, 0 where there is no single number. `person` is true when it only
    points at one person. `printed` is how many outlets print the number. `own_loss` is true when the claimant's side is
    the one hit, `boast` when it is another side; `denied` when it was denied.
    """

    key: str
    side: str | None
    published: str
    low: int | None
    high: int | None
    more: bool
    firm: int
    claims: tuple[int, ...]
    own_loss: bool
    boast: bool
    denied: bool = False
    person: bool = False
    printed: int = 1

    @property
    def least(self) -> int | None:
        """The fewest people the statement allows."""
        return self.low

    @property
    def most(self) -> int | None:
        """The most people it states: its upper bound, or what an open one states at least ("more than 3" states 4)."""
        if self.high is not None:
            return self.high
        return None if self.low is None else self.low + self.more

    @property
    def several(self) -> bool:
        """Whether it is a plain plural or "a number of": no number, no upper bound."""
        return not self.firm and self.high is None

    def supports(self, number: int, open_reach: float) -> bool:
        """Whether a number is within the statement's bounds; an open one reaches to `open_reach` times its least."""
        if self.several or (self.low is not None and number < self.low):
            return False
        if self.high is not None:
            return number <= self.high
        return self.low is not None and number <= self.low * open_reach


def counted(said: Sequence[Said], outcome: str) -> list[int]:
    """Indexes of the claims that count toward an incident's total: of this outcome, of no period, no part."""
    return [
        i
        for i, s in enumerate(said)
        if s.claim.outcome == outcome and s.claim.scope == "incident" and s.claim.part_of is None
    ]


def standing(said: Sequence[Said], indexes: Iterable[int]) -> list[Standing]:
    """Each claimant's total, by his newest statement (codebook: "per claimant, the newest statement stands").

    Of one day, and of one report, the largest number is the newest: tolls grow through a day, and a smaller number in
    the same text is part of the larger one or was said before it. Of what an outlet says in its own voice the highest
    stands: later pages print older copy.
    """
    # What the report says in its own voice is counted under him whose number it repeats, and added to none of his.
    by_report: defaultdict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    chosen = tuple(indexes)
    for i in chosen:
        claim = said[i].claim
        by_report[said[i].key, claim.published or "", claim.report_id, claim.claimant].append(i)
    newest: dict[str, Standing] = {}
    for (key, *_), members in sorted(by_report.items()):
        rank = _highness if key.startswith(f"{OWN_VOICE}@") else _newness
        total = max(_totals(said, members), key=rank)
        if key not in newest or rank(total) > rank(newest[key]):
            newest[key] = total
    newest = {key: s for key, s in newest.items() if not _moved_on(s, chosen, said)}
    told = {(said[i].claim.outlet, said[i].claim.low, said[i].claim.high) for i in chosen}
    printed = Counter((low, high) for _, low, high in told)
    return [replace(newest[key], printed=printed[newest[key].low, newest[key].high]) for key in sorted(newest)]


def _moved_on(statement: Standing, indexes: Sequence[int], said: Sequence[Said]) -> bool:
    """Whether an outlet that gives a number in its own voice prints a higher one on another day, whoever states it.

    An enemy's boast and what was denied are not meant.
    """
    own = [said[i].claim for i in statement.claims]
    if any(c.claimant != OWN_VOICE or c.outlet is None or c.copies for c in own) or statement.key != _own_key(own[0]):
        return False
    others = (i for i in indexes if said[i].claim.outlet == own[0].outlet)
    other_days = (_statement(said[i], i) for i in others if (said[i].claim.published or "") != statement.published)
    return any((s.low or 0) > (statement.most or 0) and not (s.boast or s.denied) for s in other_days)


def _own_key(claim: Claim) -> str:
    return f"{OWN_VOICE}@{claim.outlet}"


def _newness(statement: Standing) -> tuple[str, bool, int, int]:
    """Later is greater; of one day a number before "dozens", then the larger, then the firmer."""
    return statement.published, statement.firm > 0, statement.most or 0, statement.firm


def _highness(statement: Standing) -> tuple[bool, int, int, str]:
    """A number before "dozens", then the larger, then the firmer, then the later."""
    return statement.firm > 0, statement.most or 0, statement.firm, statement.published


def _totals(said: Sequence[Said], indexes: Sequence[int]) -> list[Standing]:
    """The totals one claimant states in one report: each general figure, or else the sum over separate groups."""
    buckets: defaultdict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for i in indexes:
        claim = said[i].claim
        buckets[claim.victims, claim.group, claim.age_sex].append(i)
    merged = _without_overlaps(buckets)
    sums = [_bucket(said, members) for _, members in sorted(merged.items(), key=str)]
    if len(sums) == 1:
        return sums[0]
    general = [
        s for bucket, sums_ in zip(sorted(merged, key=str), sums, strict=True) if _is_general(bucket) for s in sums_
    ]
    parts = [max(s, key=lambda x: (x.most or 0, x.firm)) for s in sums]
    largest = max(p.least or 0 for p in parts)
    if general and max(g.most or 0 for g in general) >= largest:
        return general
    if not _told_together(said, parts):
        return [s for sums_ in sums for s in sums_]
    return [_sum(parts)]


def _told_together(said: Sequence[Said], parts: Sequence[Standing]) -> bool:
    """Whether the numbers of separate groups stand near each other.

    The same number farther on is the same people again ("two soldiers" in a headline, "two members of the police").
    """
    far = _AGAIN if len({(p.low, p.high) for p in parts}) == 1 else _TOGETHER
    spans = sorted(said[i].claim.span for p in parts for i in p.claims)
    return all(b.start - a.end <= far for a, b in pairwise(spans))


def _is_general(bucket: tuple[str, str | None, str | None]) -> bool:
    victims, _, age_sex = bucket
    return victims in ("unknown", "mixed") and age_sex is None


def _without_overlaps(
    buckets: dict[tuple[str, str | None, str | None], list[int]],
) -> dict[tuple[str, str | None, str | None], list[int]]:
    """Groups that do not contain each other: children among the civilians, soldiers of no named side among a side's."""
    out: dict[tuple[str, str | None, str | None], list[int]] = {}
    for (victims, group, age_sex), members in buckets.items():
        if age_sex and any(v == victims and a is None for v, _, a in buckets):
            continue
        named = sorted(g for v, g, a in buckets if v == victims and g is not None and a == age_sex and g)
        home = (victims, named[0], age_sex) if group is None and len(named) == 1 else (victims, group, age_sex)
        out.setdefault(home, []).extend(members)
    return out


def _bucket(said: Sequence[Said], members: Sequence[int]) -> list[Standing]:
    """The statements about one group of victims.

    Single victims named side by side count together, and so do people joined by "and" ("his parents and his brother").
    """
    ordered = sorted(members, key=lambda i: said[i].claim.span)
    singles = [i for i in ordered if said[i].claim.low == said[i].claim.high == 1]
    if len(singles) > 1 and len(singles) == len(ordered) and _side_by_side([said[i].claim for i in singles]):
        return [_sum([_statement(said[i], i) for i in singles])]
    runs: list[list[int]] = []
    for i in ordered:
        if runs and _joined(said[runs[-1][-1]].claim, said[i].claim):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [_sum([_statement(said[i], i) for i in run]) for run in runs]


def _joined(first: Claim, second: Claim) -> bool:
    gap = second.span.start - first.span.end
    # Kin alone, without a verb ("and his parents"), goes on with those before it, whatever is said of them in between.
    far = _JOINED if len(second.words.split()) > 1 else _AGAIN
    return first.report_id == second.report_id and 0 <= gap <= far and second.words.startswith("و")


def _side_by_side(claims: Sequence[Claim]) -> bool:
    return all(0 <= b.span.start - a.span.end <= _SIDE_BY_SIDE for a, b in pairwise(claims))


def _statement(said: Said, index: int) -> Standing:
    claim = said.claim
    armed = claim.victims != "civilian"
    return Standing(
        key=said.key,
        side=said.side,
        published=claim.published or "",
        low=claim.low,
        high=claim.high,
        more=claim.qualifier == "more_than",
        firm=_FIRMNESS.get(claim.qualifier, 0) if claim.low is not None else 0,
        claims=(index,),
        own_loss=armed and said.side is not None and said.side == claim.group,
        boast=armed and said.side is not None and claim.group is not None and said.side != claim.group,
        denied=claim.denied,
        person=points_at_one(claim),
    )


def points_at_one(claim: Claim) -> bool:
    """Whether a claim of one only points at a person ("the corporal A", "his brother"): it counts nobody else out."""
    if not (claim.low == claim.high == 1 and claim.qualifier == "exact"):
        return False
    words = claim.words.split()
    if _COUNTED_ONE.intersection(words) or any(c.isdigit() for c in claim.words):
        return False
    head = words[1] if len(words) > 1 else words[0] if words else ""
    return head.startswith("ال") or _POSSESSED.fullmatch(head) is not None


def _sum(parts: Sequence[Standing]) -> Standing:
    lows, highs = [p.low for p in parts], [p.high for p in parts]
    return replace(
        parts[0],
        low=sum(x for x in lows if x is not None) if any(x is not None for x in lows) else None,
        high=None if None in highs else sum(x for x in highs if x is not None),
        more=any(p.more for p in parts),
        firm=min(p.firm for p in parts),
        claims=tuple(sorted(i for p in parts for i in p.claims)),
        own_loss=all(p.own_loss for p in parts),
        boast=any(p.boast for p in parts),
        denied=any(p.denied for p in parts),
        person=all(p.person for p in parts) and len(parts) == 1,
    )
