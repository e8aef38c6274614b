"""Two mentions compared, field by field, each agreement and difference with its weight and its reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from marsad.link.days import Days, printed_day
from marsad.link.mentions import Mention
from marsad.link.rules import LinkSettings
from marsad.link.sites import Site, relate
from marsad.link.within import rivals


class Part(NamedTuple):
    """One field's contribution to a comparison, and what a person reads of it."""

    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much two mentions speak for one happening, and why.

    `score` is the sum of the weights in `data/link.toml`. `veto` is true when they can never be one incident:
    told days or settlements too far apart. `reasons` are in the order type, day, place, sides, toll, words.
    """

    score: float
    reasons: tuple[str, ...]
    veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How usual each word and place is among the mentions that are linked: shared rare words weigh more."""

    word_weights: dict[str, float]
    norms: tuple[float, ...]
    common_sites: frozenset[str]


def usage_of(mentions: Sequence[Mention], settings: LinkSettings) -> Usage:
    """Counted over all mentions; the order of the mentions does not show but in `norms`, which follows it."""
    usual = Counter(word for m in mentions for word in m.words)
    total = len(mentions) + 1
    weights = {word: math.log(total / count) for word, count in usual.items()}
    sites = Counter(name for m in mentions for name in {_site_key(s) for s in m.sites})
    common = frozenset(name for name, count in sites.items() if count > settings.limits.common_place)
    norms = tuple(math.sqrt(math.fsum(weights[w] ** 2 for w in m.words)) for m in mentions)
    return Usage(word_weights=weights, norms=norms, common_sites=common)


def compare(first: int, second: int, mentions: Sequence[Mention], usage: Usage, settings: LinkSettings) -> Comparison:
    """The comparison of two mentions, given by their indexes; the same in either order."""
    a, b = mentions[first], mentions[second]
    parts = [_types(a, b, settings), *_days(a, b, settings)]
    place = _places(a, b, usage, settings)
    parts += [place, *_sides(a, b, settings), *_tolls(a, b, settings), *_one_report(a, b, settings)]
    parts.append(_words(a, b, usage.norms[first] * usage.norms[second], usage, settings))
    veto = _days_apart(a.days, b.days, settings) or place.reason.startswith(_APART)
    return Comparison(
        score=round(math.fsum(p.weight for p in parts), 6),
        reasons=tuple(p.reason for p in parts if p.reason),
        veto=veto,
    )


def _types(a: Mention, b: Mention, settings: LinkSettings) -> Part:
    weights = settings.weights
    common = sorted(set(a.types) & set(b.types))
    if common:
        return Part(weights.same_type, f"both tell of {common[0]}")
    if any(rivals(x, y, settings) for x in a.types for y in b.types):
        return Part(weights.rival_types, f"{a.type} against {b.type}")
    return Part(weights.same_group, f"{a.type} and {b.type} may be one happening")


def _days_apart(a: Days | None, b: Days | None, settings: LinkSettings) -> bool:
    if a is None or b is None:
        return False
    tolerance = settings.limits.day_tolerance if a.told and b.told else 0
    return a.apart(b) > tolerance


def _days(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    weights, x, y = settings.weights, a.days, b.days
    if x is None or y is None:
        return
    apart = x.apart(y)
    if apart:
        yield Part(weights.day_next, f"{apart} day{'s' if apart > 1 else ''} apart")
    elif not (x.told and y.told):
        yield Part(weights.day_assumed, "the day of one is only assumed from its publication")
    elif x.single and y.single:
        yield Part(weights.day_same, f"same day {printed_day(x.first)}")
    else:
        yield Part(weights.day_overlap, f"days overlap at {printed_day(max(x.first, y.first))}")


_APART = "settlements far apart"


def _places(a: Mention, b: Mention, usage: Usage, settings: LinkSettings) -> Part:
    weights, limits = settings.weights, settings.limits
    found = relate(
        a.sites, b.sites, near_km=limits.near_km, apart_km=limits.apart_km, name_likeness=limits.name_likeness
    )
    if found.relation == "same":
        common = any(s.name == found.name and _site_key(s) in usage.common_sites for s in (*a.sites, *b.sites))
        return Part(weights.place_common if common else weights.place_same, f"same place {found.name}")
    if found.relation == "open":
        return Part(0.0, "")
    weight, said = {
        "part": (weights.place_part, "same area"),
        "differs": (weights.place_differs, "different places"),
        "unlike": (weights.place_unlike, "names of places differ"),
        "province": (weights.province_differs, "different provinces"),
        "country": (weights.country_differs, "different countries"),
        "apart": (weights.place_differs, _APART),
    }[found.relation]
    return Part(weight, f"{said}: {found.name}")


def _site_key(site: Site) -> str:
    return site.id or site.name


def _sides(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    weights, vague = settings.weights, settings.faceless
    doers_a, doers_b, hit_a, hit_b = a.actors - vague, b.actors - vague, a.targets - vague, b.targets - vague
    doers, hit = doers_a & doers_b, hit_a & hit_b
    agree = bool(doers) + bool(hit)
    differ = bool(doers_a and doers_b and not doers) + bool(hit_a and hit_b and not hit)
    names = ", ".join(sorted(doers | hit))
    if not agree and doers_a & hit_b and doers_b & hit_a:
        yield Part(weights.sides_turned, "the one's doers are the other's targets")
    elif agree > differ:
        yield Part(weights.sides_same if agree == 2 else weights.sides_half, f"same sides: {names}")
    elif differ > agree:
        yield Part(weights.sides_differ, "different sides")


def _tolls(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    weights = settings.weights
    common = sorted(set(a.numbers) & set(b.numbers), key=lambda n: (-n[1], n[0]))
    if common:
        outcome, number = common[0]
        weight = weights.toll_small if number < 3 else weights.toll_same if number < 10 else weights.toll_large
        yield Part(weight, f"{number} {outcome} in both")
    elif {o for o, _ in a.numbers} & {o for o, _ in b.numbers}:
        yield Part(weights.toll_differs, "tolls differ")


def _one_report(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    if a.report_id != b.report_id:
        return
    if a.segment != b.segment:
        yield Part(settings.weights.told_apart, "told apart in one report")
    else:
        yield Part(settings.weights.one_report, "two passages of one report")


def _words(a: Mention, b: Mention, norms: float, usage: Usage, settings: LinkSettings) -> Part:
    weights = settings.weights
    shared = a.words & b.words
    if not shared or not norms:
        return Part(weights.words_least, "")
    alike = math.fsum(usage.word_weights[w] ** 2 for w in shared) / norms
    weight = max(weights.words_least, min(weights.words_most, weights.words * (alike - weights.words_usual)))
    if weight <= 0:
        return Part(weight, "")
    rarest = sorted(shared, key=lambda w: (-usage.word_weights[w], w))[:3]
    return Part(weight, f"shared words {'، '.join(rarest)}")
