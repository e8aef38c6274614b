"""Candidate pairs: only mentions that share a key are compared, so that the work grows nearly with their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from marsad.link.mentions import Mention
from marsad.link.rules import Limits

Key = tuple[Hashable, ...]

_CELL: Final = 0.5
_CELL_EDGE: Final = 0.05
_LONGEST: Final = 10


def candidate_pairs(mentions: Sequence[Mention], limits: Limits) -> list[tuple[int, int]]:
    """Pairs of indexes worth comparing, each once, ascending.

    Two mentions of one group of types are a pair when they share a day and a place (name, cell of half a degree, or
    province), a day and a firm figure, a day and both sides, or one of their rarest words. A block larger
    than `limits.block` is read through a sliding window of that many neighbours.
    """
    usual = Counter(word for m in mentions for word in m.words)
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        for key in sorted(set(_keys(mention, usual, limits)), key=str):
            blocks[key].append(index)
    met: set[tuple[int, int]] = set()
    for members in blocks.values():
        met.update(_neighbours(members, mentions, limits.block))
    return sorted(met)


def _neighbours(members: list[int], mentions: Sequence[Mention], window: int) -> Iterator[tuple[int, int]]:
    if len(members) > window:
        # Tellings of one happening share type, figures and outlet day: they stand near each other in this order.
        members = sorted(members, key=lambda i: (mentions[i].type, mentions[i].numbers, i))
    for i, first in enumerate(members):
        for second in members[i + 1 : i + 1 + window]:
            yield (first, second) if first < second else (second, first)


def _keys(mention: Mention, usual: Counter[str], limits: Limits) -> Iterator[Key]:
    group = mention.group
    rare = sorted((usual[w], w) for w in mention.words if 1 < usual[w] <= limits.rare_most)
    for _, word in rare[: limits.rare_words]:
        yield group, "word", word
    for day in _day_keys(mention, limits):
        for place in _place_keys(mention):
            yield group, day, *place
        for outcome, number in mention.numbers:
            yield group, day, outcome, number
        for actor in sorted(mention.actors):
            for target in sorted(mention.targets):
                yield group, day, "sides", actor, target


def _day_keys(mention: Mention, limits: Limits) -> Iterable[Key]:
    days = mention.days
    if days is None:
        return ()
    # Each day stands with the next ones it tolerates, so that two mentions one day apart share a key.
    reach = limits.day_tolerance if days.told else 0
    if days.last - days.first > _LONGEST:
        return (("long", days.first // 31),)
    return tuple(("day", day) for day in range(days.first, days.last + reach + 1))


def _place_keys(mention: Mention) -> Iterator[Key]:
    for site in mention.sites:
        if site.precision == 5:
            continue
        yield "name", site.name
        if site.province:
            yield "name", site.province
        if site.point and site.precision in (1, 2):
            for lat in {_cell(site.point[0] - _CELL_EDGE), _cell(site.point[0] + _CELL_EDGE)}:
                for lon in {_cell(site.point[1] - _CELL_EDGE), _cell(site.point[1] + _CELL_EDGE)}:
                    yield "cell", lat, lon


def _cell(degrees: float) -> int:
    return int(degrees // _CELL)
