"""Two mentions compared, field by field: each agreement or difference is a level with its weight and its reason."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from marsad.link.days import Days, printed_day
from marsad.link.mentions import Mention
from marsad.link.rules import LinkSettings, rivals
from marsad.link.sites import relate


class Part(NamedTuple):
    """What one field says: the level it reached (a key of `[weights]` in `data/link.toml`), and what it rests on."""

    level: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much two mentions speak for one happening, and why.

    `score` is the sum of the weights of `parts`, which come in the order type, day, place, sides, toll, report, words.
    `veto` is true when the two can never be one incident: told days or settlements too far apart.
    """

    score: float
    parts: tuple[Part, ...]
    veto: bool = False


def compare(a: Mention, b: Mention, settings: LinkSettings) -> Comparison:
    """The comparison of two mentions: it depends on these two and the rules alone, and is the same in either order."""
    place = _places(a, b, settings)
    parts = [
        _types(a, b, settings),
        *_days(a, b),
        *([place] if place.level else []),
        *_sides(a, b, settings),
        *_tolls(a, b),
        *_one_report(a, b),
        *_words(a, b, settings),
    ]
    if not any(p.level in settings.grounds for p in parts):
        parts.append(Part("ground_none", ""))
    weights = settings.weights
    return Comparison(
        score=round(math.fsum(weights[p.level] for p in parts), 6),
        parts=tuple(parts),
        veto=_days_apart(a.days, b.days, settings) or place.level == "place_apart",
    )


def _types(a: Mention, b: Mention, settings: LinkSettings) -> Part:
    common = sorted(set(a.types) & set(b.types))
    if common:
        return Part("type_same", common[0])
    if any(rivals(x, y, settings) for x in a.types for y in b.types):
        return Part("type_rival", f"{a.type}, {b.type}")
    return Part("type_group", f"{a.type}, {b.type}")


def _days_apart(a: Days | None, b: Days | None, settings: LinkSettings) -> bool:
    if a is None or b is None:
        return False
    tolerance = settings.limits.day_tolerance if a.told and b.told else 0
    return a.apart(b) > tolerance


def _days(a: Mention, b: Mention) -> Iterator[Part]:
    x, y = a.days, b.days
    if x is None or y is None:
        return
    if x.apart(y):
        yield Part("day_next", str(x.apart(y)))
    elif not (x.told and y.told):
        yield Part("day_assumed", "")
    elif x.single and y.single:
        yield Part("day_same", printed_day(x.first))
    else:
        yield Part("day_overlap", printed_day(max(x.first, y.first)))


def _places(a: Mention, b: Mention, settings: LinkSettings) -> Part:
    limits = settings.limits
    found = relate(
        a.sites, b.sites, near_km=limits.near_km, apart_km=limits.apart_km, name_likeness=limits.name_likeness
    )
    return Part("" if found.relation == "open" else f"place_{found.relation}", found.name)


def _sides(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    vague = settings.faceless
    doers_a, doers_b, hit_a, hit_b = a.actors - vague, b.actors - vague, a.targets - vague, b.targets - vague
    doers, hit = doers_a & doers_b, hit_a & hit_b
    agree = bool(doers) + bool(hit)
    differ = bool(doers_a and doers_b and not doers) + bool(hit_a and hit_b and not hit)
    names = ", ".join(sorted(doers | hit))
    if not agree and doers_a & hit_b and doers_b & hit_a:
        yield Part("sides_turned", ", ".join(sorted(doers_a & hit_b)))
    elif agree > differ:
        yield Part("sides_same" if agree == 2 else "sides_half", names)
    elif differ > agree:
        yield Part("sides_differ", "")


def _tolls(a: Mention, b: Mention) -> Iterator[Part]:
    common = sorted(set(a.numbers) & set(b.numbers), key=lambda n: (-n[1], n[0]))
    if common:
        outcome, number = common[0]
        level = "toll_small" if number < 3 else "toll_same" if number < 10 else "toll_large"
        yield Part(level, f"{number} {outcome}")
    elif {o for o, _ in a.numbers} & {o for o, _ in b.numbers}:
        yield Part("toll_differs", "")


def _one_report(a: Mention, b: Mention) -> Iterator[Part]:
    if a.report_id == b.report_id:
        yield Part("report_apart" if a.segment != b.segment else "report_one", "")


def _words(a: Mention, b: Mention, settings: LinkSettings) -> Iterator[Part]:
    """Likeness of the passages' words (cosine, each word by how rare it is in such passages), in steps.

    Passages of one report overlap, and its words say nothing of one happening or two.
    """
    if a.report_id == b.report_id:
        return
    shared = a.words & b.words
    norms = a.norm * b.norm
    alike = math.fsum(settings.rarity(w) ** 2 for w in shared) / norms if norms else 0.0
    step = sum(alike >= least for least in settings.limits.words_steps)
    rarest = sorted(shared, key=lambda w: (-settings.rarity(w), w))[:3]
    yield Part(f"words_{step}", "، ".join(rarest))
