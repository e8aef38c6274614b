"""Ids that incidents keep from run to run, whatever reports come after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from marsad.link.judgements import Finder
from marsad.link.mentions import Mention
from marsad.model import Incident


class Known(NamedTuple):
    """An incident as it stood: its id and the keys of its mentions. The longest known come first."""

    id: str
    mentions: tuple[str, ...]


class Named(NamedTuple):
    """Incidents under the ids they keep, and by each id that no longer stands the one that holds its tellings now."""

    incidents: tuple[Incident, ...]
    merged: dict[str, str]


def keep_ids(
    incidents: Sequence[Incident],
    clusters: Sequence[Sequence[int]],
    mentions: Sequence[Mention],
    known: Iterable[Known],
    taken: Collection[str] = (),
) -> Named:
    """Give each incident the id it had; a new one the id made from its first mention, or the next one not yet taken.

    An id goes to the incident that holds most of the mentions it stood for, of equals the one that holds the first.
    Where several go to one incident, the longest known stays and the others are merged into it. `clusters` are the
    indexes of each incident's mentions; `taken` are ids that stood for others and are not given again.
    """
    heirs = _heirs(clusters, mentions, known)
    kept: dict[int, str] = {}
    merged: dict[str, str] = {}
    for id, heir in heirs.items():
        if heir in kept:
            merged[id] = kept[heir]
        else:
            kept[heir] = id
    given = {*taken, *heirs}
    named = []
    for number, incident in enumerate(incidents):
        id = kept.get(number) or _free(incident.id, given)
        given.add(id)
        named.append(replace(incident, id=id))
    return Named(tuple(named), merged)


def _heirs(clusters: Sequence[Sequence[int]], mentions: Sequence[Mention], known: Iterable[Known]) -> dict[str, int]:
    """By former id, in their order, the number of the incident that holds most of its mentions."""
    find = Finder(mentions)
    home = {index: number for number, members in enumerate(clusters) for index in members}
    heirs: dict[str, int] = {}
    for former in known:
        found = {index for key in former.mentions if (index := find(key)) is not None and index in home}
        counts: dict[int, int] = {}
        for index in found:
            counts[home[index]] = counts.get(home[index], 0) + 1
        if counts:
            heirs[former.id] = min(counts, key=lambda number: (-counts[number], clusters[number][0]))
    return heirs


def _free(id: str, given: Collection[str]) -> str:
    return next(name for n in count(1) if (name := id if n == 1 else f"{id}-{n}") not in given)
