"""Estimates the weights of linking on the reports of a register, and prints them as `[weights]` of data/link.toml.

python scripts/estimate_link_weights.py REGISTER [--sure 5] [--pairs 150000]

A weight is log2(m / u): how often a level is reached between two tellings of one happening (m), and between any two
mentions (u). u is counted on pairs drawn at random. m is counted on candidate pairs that all other fields make sure:
those whose weights without the field add up to at least `--sure`. Pairs that say nothing of a field are left out of
both. Levels that contradict (CONTRADICTIONS) are not taken from pairs that contradict: of the two, the packaged and the
estimated weight, the lower is printed. The packaged weights are its first pass, over weights that were set by hand; run
on its own output it settles after the second pass, with much the same weights.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from marsad.link import LinkSettings, Mention, gather_mentions, load_link_settings
from marsad.link.compare import compare
from marsad.link.pairs import candidate_pairs
from marsad.register import open_register

CONTRADICTIONS: Final = frozenset({
    "place_differs", "place_apart", "place_unlike", "place_part", "place_province", "place_country", "sides_turned",
    "sides_differ", "type_rival", "toll_differs", "day_next",
})  # fmt: skip
BY_HAND: Final = ("report", "ground")
_PRIOR: Final = 5

Levels = tuple[str, ...]


def main() -> None:
    """Print the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("register", type=Path)
    parser.add_argument("--sure", type=float, default=5.0)
    parser.add_argument("--pairs", type=int, default=150_000)
    asked = parser.parse_args()
    rules = load_link_settings()
    with open_register(asked.register, create=False, read_only=True) as register:
        mentions = gather_mentions(register.readings_with_mentions(), rules)
    found = estimate(mentions, rules, sure=asked.sure, pairs=asked.pairs)
    for level in rules.weights:
        print(f"{level} = {found.get(level, rules.weights[level]):.1f}")


def estimate(mentions: Sequence[Mention], rules: LinkSettings, *, sure: float, pairs: int) -> dict[str, float]:
    """The weight of each level, by field."""
    usual = _by_field(_levels(_drawn(mentions, pairs), rules))
    candidates = ((mentions[a], mentions[b]) for a, b in candidate_pairs(mentions, rules))
    patterns = Counter(_levels(candidates, rules))
    weights: dict[str, float] = {}
    for field, unmatched in usual.items():
        if field in BY_HAND:
            continue
        matched: Counter[str] = Counter()
        for levels, count in patterns.items():
            here = [level for level in levels if _field(level) == field]
            others = sum(rules.weights[level] for level in levels if _field(level) != field and level != "ground_none")
            if here and others >= sure:
                matched[here[0]] += count
        weights |= _ratios(matched, unmatched)
    return {k: min(w, rules.weights[k]) if k in CONTRADICTIONS else w for k, w in weights.items()}


def _ratios(matched: Counter[str], unmatched: Counter[str]) -> Iterable[tuple[str, float]]:
    """log2(m / u) of each level; m leans toward u where few pairs say anything of the field."""
    kinds, sure, usual = {*matched, *unmatched}, sum(matched.values()), sum(unmatched.values())
    shares = {level: (unmatched[level] + 1) / (usual + len(kinds)) for level in kinds}
    return [
        (level, math.log2((matched[level] + _PRIOR * share) / (sure + _PRIOR) / share))
        for level, share in shares.items()
    ]


def _drawn(mentions: Sequence[Mention], pairs: int) -> Iterator[tuple[Mention, Mention]]:
    chance = random.Random(1)
    for _ in range(pairs * 4):
        a, b = chance.choice(mentions), chance.choice(mentions)
        if a.report_id != b.report_id and a.group == b.group:
            yield a, b


def _levels(pairs: Iterable[tuple[Mention, Mention]], rules: LinkSettings) -> Iterator[Levels]:
    """The levels each pair reaches; vetoed pairs and those of different groups of types are left out."""
    for a, b in pairs:
        if a.group == b.group:
            comparison = compare(a, b, rules)
            if not comparison.veto:
                yield tuple(part.level for part in comparison.parts)


def _by_field(levels: Iterable[Levels]) -> Mapping[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reached in levels:
        for level in reached:
            found[_field(level)][level] += 1
    return found


def _field(level: str) -> str:
    return level.partition("_")[0]


if __name__ == "__main__":
    main()
