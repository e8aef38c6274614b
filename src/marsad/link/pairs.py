"""Candidate pairs: only mentions that share a key are compared, so that the work grows nearly with their number.

A mention's keys depend on the mention and the rules alone: a report that comes later changes no old pair.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from marsad.link.days import days_of
from marsad.link.mentions import Mention
from marsad.link.rules import LinkSettings

_CELL: Final = 0.5
_CELL_EDGE: Final = 0.05
_LONGEST: Final = 10
_WEEK: Final = 7
_MONTH: Final = 31


def candidate_pairs(mentions: Sequence[Mention], settings: LinkSettings) -> list[tuple[int, int]]:
    """Pairs of indexes worth comparing, each once, ascending: mentions that have one of `keys_of` in common."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        for key in keys_of(mention, settings):
            blocks[key].append(index)
    return sorted({pair for members in blocks.values() for pair in combinations(members, 2)})


def keys_of(mention: Mention, settings: LinkSettings) -> frozenset[str]:
    """The keys of a mention.

    Within its group of types: each day it may mean with each place (name, province, cell of half a degree), with each
    firm number, with its two sides, with each of its rarest words; where no day is told, also the week of publication
    with these words.
    """
    return frozenset("|".join((mention.group, *key)) for key in _keys(mention, settings))


def key_number(key: str) -> int:
    """A key as a number that a database keeps in eight bytes."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), signed=True)


def _keys(mention: Mention, settings: LinkSettings) -> Iterator[tuple[str, ...]]:
    words = _rarest(mention, settings)
    for day in _day_keys(mention, settings):
        for place in _place_keys(mention):
            yield day, *place
        for outcome, number in mention.numbers:
            yield day, outcome, str(number)
        for actor in sorted(mention.actors - settings.faceless):
            for target in sorted(mention.targets - settings.faceless):
                yield day, actor, target
        for word in words:
            yield day, "w", word
    for week in _week_keys(mention):
        for word in words:
            yield week, "w", word


def _rarest(mention: Mention, settings: LinkSettings) -> list[str]:
    # Words no table knows are all equally rare; a hash chooses among them, so that copies choose the same.
    order = sorted(mention.words, key=lambda w: (-settings.rarity(w), zlib.crc32(w.encode())))
    return order[: settings.limits.rare_words]


def _week_keys(mention: Mention) -> Iterable[str]:
    # Who tells no day is found by the week; who tells one, by the day.
    day = None if mention.days and mention.days.told else days_of(mention.published)
    return () if day is None else sorted({f"w{(day.first + shift) // _WEEK}" for shift in (0, _WEEK // 2)})


def _day_keys(mention: Mention, settings: LinkSettings) -> Iterable[str]:
    days = mention.days
    if days is None:
        return ()
    # Each day stands with the next ones it tolerates, so that two mentions one day apart share a key.
    reach = settings.limits.day_tolerance if days.told else 0
    if days.last - days.first > _LONGEST:
        return (f"m{days.first // _MONTH}",)
    return [f"d{day}" for day in range(days.first, days.last + reach + 1)]


def _place_keys(mention: Mention) -> Iterator[tuple[str, str]]:
    for site in mention.sites:
        if site.precision == 5:
            continue
        yield "p", site.name
        if site.province:
            yield "p", site.province
        if site.point and site.precision in (1, 2):
            for lat in {_cell(site.point[0] - _CELL_EDGE), _cell(site.point[0] + _CELL_EDGE)}:
                for lon in {_cell(site.point[1] - _CELL_EDGE), _cell(site.point[1] + _CELL_EDGE)}:
                    yield "c", f"{lat},{lon}"


def _cell(degrees: float) -> int:
    return int(degrees // _CELL)
