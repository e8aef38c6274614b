"""Clusters of mentions made into incidents: every value from the best supported telling, tolls from all claims."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from marsad.link.claimants import COPIES, OWN_VOICE, claimant_key, houses_of
from marsad.link.days import days_of
from marsad.link.mentions import Mention
from marsad.link.reasons import Why, why_alone, why_judged
from marsad.link.rules import LinkSettings
from marsad.link.statements import Said, points_at_one
from marsad.link.tolls import tolls_of
from marsad.model import Claim, Incident, Place, Telling
from marsad.text.folding import fold_word

_HAPPENED: Final = frozenset({"occurred", "ongoing", "failed"})
_STATUS_ORDER: Final = ("occurred", "ongoing", "failed", "denied", "planned")
_ID_LENGTH: Final = 12
_WEEK: Final = 6  # days from the first to the last of a week
_T = TypeVar("_T", bound=Hashable)


def makes_incident(mentions: Sequence[Mention]) -> bool:
    """Whether a cluster is an incident: something that happened, of which a day, a place or a number is told.

    A plain plural ("the dead of the resistance") and a person who is only pointed at are no number. What was counted
    over weeks, and nothing else ("sixty were killed in raids in May"), is no one thing that happened.
    """
    happened = any(m.status in _HAPPENED for m in mentions) and not _over_weeks(mentions)
    return happened and any(m.date or m.places or any(_number(c.claim) for c in m.claims) for m in mentions)


def _over_weeks(mentions: Sequence[Mention]) -> bool:
    claims = [c.claim for m in mentions for c in m.claims]
    wide = all(m.days is not None and m.days.told and m.days.last - m.days.first >= _WEEK for m in mentions)
    return wide and bool(claims) and all(c.scope != "incident" for c in claims)


def _number(claim: Claim) -> bool:
    return (claim.high is not None or claim.qualifier != "vague") and not points_at_one(claim)


def incident_of(
    mentions: Sequence[Mention], tellers: Sequence[str], whys: Mapping[str, Why], settings: LinkSettings
) -> Incident:
    """The incident that these mentions tell of.

    `mentions` are in their order (`Mention.order`); `tellers` are parallel to them and name who tells: an outlet, or
    one set of copies. `whys` gives, by mention key, the reason it was gathered here.
    """
    said = _claims(mentions, tellers, settings)
    kind = _type(mentions, tellers, settings)
    actors, targets = (
        _supported(mentions, tellers, "actors", settings),
        _supported(mentions, tellers, "targets", settings),
    )
    return Incident(
        id=incident_id(mentions[0]),
        type=kind,
        date=_date(mentions, tellers),
        places=_places(mentions, tellers, settings),
        actors=actors,
        targets=targets,
        status=min((m.status for m in mentions), key=_STATUS_ORDER.index),
        grade=_grade(mentions, tellers, said, {*actors, *targets}, settings),
        claims=tuple(s.claim for s in said),
        tolls=tolls_of(said, settings),
        tellings=_tellings(mentions, whys, settings),
    )


def incident_id(first: Mention) -> str:
    """`i-` and a hash of the incident's first mention, the least of (published, report id, span)."""
    return "i-" + hashlib.sha256("\x1f".join(map(str, first.order)).encode()).hexdigest()[:_ID_LENGTH]


def _claims(mentions: Sequence[Mention], tellers: Sequence[str], settings: LinkSettings) -> list[Said]:
    """Every claim with its claimant's key; what copies repeat word for word is one claim that names the copies."""
    houses = houses_of((c.claim.claimant for m in mentions for c in m.claims), settings)
    echoed = _echoed(mentions)
    found: dict[tuple[object, ...], Said] = {}
    copies: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for mention, teller in zip(mentions, tellers, strict=True):
        for sided in mention.claims:
            c = sided.claim
            key = claimant_key(echoed.get((c.report_id, c.figure), c.claimant), teller, houses, settings)
            number = (c.outcome, c.low, c.high, c.qualifier, c.victims, c.group, c.age_sex, c.scope, c.part_of is None)
            place = (teller, key, number) if teller.startswith(COPIES) else (c.report_id, c.figure)
            if place not in found:
                found[place] = Said(claim=c, key=key, side=sided.side)
            elif found[place].claim.report_id != c.report_id:
                copies[place].add(c.report_id)
    merged = [
        replace(s, claim=replace(s.claim, copies=tuple(sorted(copies[at])), teller=s.key, side=s.side))
        for at, s in found.items()
    ]
    return sorted(merged, key=lambda s: (s.claim.published or "9999", s.claim.report_id, s.claim.span, s.claim.figure))


def _echoed(mentions: Sequence[Mention]) -> dict[tuple[str, int], str]:
    """Claims in a report's own voice that repeat a number it attributes elsewhere, as headlines do: to whom it does."""
    named: dict[tuple[str, str, int | None], str] = {}
    own: list[Claim] = []
    for claim in (c.claim for m in mentions for c in m.claims):
        if claim.claimant == OWN_VOICE:
            own.append(claim)
        else:
            named.setdefault((claim.report_id, claim.outcome, claim.low), claim.claimant)
    at = ((c, (c.report_id, c.outcome, c.low)) for c in own)
    return {(c.report_id, c.figure): named[said] for c, said in at if said in named}


def _count(values: Iterable[tuple[str, _T]]) -> Counter[_T]:
    """How many tellers say each value, each teller once."""
    return Counter(value for _, value in set(values))


def _type(mentions: Sequence[Mention], tellers: Sequence[str], settings: LinkSettings) -> str:
    counts = _count((t, m.type) for m, t in zip(mentions, tellers, strict=True))
    top = max(counts.values())
    # The most specific of the well supported: tellers who only say "killed" do not outvote those who name the weapon.
    near = [kind for kind, count in counts.items() if 2 * count >= top]
    return min(near, key=lambda kind: (settings.vagueness[kind], -counts[kind], kind))


def _date(mentions: Sequence[Mention], tellers: Sequence[str]) -> str | None:
    """The date most tellers tell, of the finest that are told; never one that was only assumed."""
    counts = _count((t, m.date) for m, t in zip(mentions, tellers, strict=True) if m.date)
    widths = {date: (d.last - d.first if (d := days_of(date)) else 0) for date in counts}
    finest = [date for date in counts if widths[date] == 0] or list(counts)
    return min(finest, key=lambda date: (-counts[date], widths[date], date), default=None)


def _places(mentions: Sequence[Mention], tellers: Sequence[str], settings: LinkSettings) -> tuple[Place, ...]:
    """The well supported places of the finest precision, the best supported first."""
    votes: set[tuple[str, tuple[str | None, str]]] = set()
    known: dict[tuple[str | None, str], Place] = {}
    for mention, teller in zip(mentions, tellers, strict=True):
        for place in mention.places:
            key = (place.id, "" if place.id else fold_word(place.name))
            votes.add((teller, key))
            known.setdefault(key, place)
    counts = _count(votes)
    ranked = sorted(known, key=lambda k: (_coarseness(known[k]), -counts[k], str(k)))
    located = [k for k in ranked if known[k].latitude is not None]
    finest = [k for k in located if _coarseness(known[k]) == _coarseness(known[located[0]])]
    least = max((counts[k] for k in ranked), default=0) * settings.limits.support
    # A name that no gazetteer knows is kept beside the located ones (codebook, "Places").
    names = [k for k in ranked if known[k].latitude is None and (known[k].precision is None or not located)]
    return tuple(known[k] for k in (*finest, *names) if counts[k] >= least or k in finest[:1])


def _coarseness(place: Place) -> int:
    """Settlements and districts before parts of a province, provinces and countries."""
    return {1: 1, 2: 1, None: 1, 3: 2, 4: 3}.get(place.precision, 4)


def _supported(
    mentions: Sequence[Mention], tellers: Sequence[str], field: str, settings: LinkSettings
) -> tuple[str, ...]:
    counts = _count((t, side) for m, t in zip(mentions, tellers, strict=True) for side in getattr(m, field))
    named = {side: count for side, count in counts.items() if side not in settings.faceless} or dict(counts)
    least = max(named.values(), default=0) * settings.limits.support
    return tuple(sorted((s for s in named if named[s] >= least), key=lambda s: (-named[s], s)))


def _grade(
    mentions: Sequence[Mention], tellers: Sequence[str], said: Sequence[Said], sides: set[str], settings: LinkSettings
) -> str:
    """The codebook's grade, from the claims and from who tells the happening itself."""
    counted = [s for s in said if s.claim.scope == "incident"]
    if (
        any(s.claim.denied for s in counted)
        or any(m.status == "denied" for m in mentions)
        or _blame_differs(counted, settings)
    ):
        return "contested"
    speakers = {s.side for s in counted} | {side for m in mentions for _, side in m.claimants}
    hit = sides | {s.claim.group for s in counted}
    if speakers & hit - {None}:
        return "confirmed"
    houses = houses_of([c for m in mentions for c, _ in m.claimants] + [s.claim.claimant for s in counted], settings)
    told = [(s.key if s.key.startswith(OWN_VOICE) else houses.get(s.key, s.key), s.side) for s in counted]
    told += [
        (claimant_key(c, t, houses, settings), side)
        for m, t in zip(mentions, tellers, strict=True)
        for c, side in m.claimants
    ]
    # All offices of one side are one witness.
    keys = {key if side in settings.voiceless else f"side@{side}" for key, side in told}
    # An outlet that quotes somebody is not a second witness beside him.
    quoting = {t for m, t in zip(mentions, tellers, strict=True) if _quotes(m)}
    return "fair" if len({k for k in keys if k not in {f"{OWN_VOICE}@{t}" for t in quoting}}) > 1 else "weak"


def _quotes(mention: Mention) -> bool:
    quoted = {c.claim.claimant for c in mention.claims} | {name for name, _ in mention.claimants}
    return bool(quoted - {OWN_VOICE})


def _blame_differs(said: Sequence[Said], settings: LinkSettings) -> bool:
    """Whether claimants lay the same victims at the door of different sides, none of them alone against the rest."""
    blamed: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in said:
        if s.claim.by and s.claim.by not in settings.faceless and s.claim.part_of is None:
            blamed[s.claim.group or s.claim.victims][s.key].add(s.claim.by)
    for by_claimant in blamed.values():
        counts = Counter(side for sides in by_claimant.values() for side in sides)
        least = settings.limits.support * len(by_claimant)
        firm = [sides for sides in by_claimant.values() if all(counts[side] >= least for side in sides)]
        if any(not a & b for n, a in enumerate(firm) for b in firm[n + 1 :]):
            return True
    return False


def _tellings(mentions: Sequence[Mention], whys: Mapping[str, Why], settings: LinkSettings) -> tuple[Telling, ...]:
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_report[mention.report_id].append(mention)
    unsaid = why_alone(settings) if len(mentions) == 1 else why_judged(settings)
    return tuple(
        Telling(
            report_id=report_id,
            spans=tuple(sorted({s for m in told for s in m.spans})),
            events=tuple(sorted({e for m in told for e in m.events})),
            figures=tuple(sorted({f for m in told for f in m.figures})),
            why=why.en,
            why_ar=why.ar,
            mentions=tuple(dict.fromkeys(key for m in told for key in (m.key, *m.keys))),
        )
        for report_id, told in by_report.items()
        for why in [next((whys[m.key] for m in told if m.key in whys), unsaid)]
    )
