"""Places of another source joined with those that are known, none told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.spelling import loose
from marsad.text.folding import fold_word

_POINTS: Final = frozenset({"settlement", "village", "quarter", "camp"})
_SAME_KM: Final = 10.0
_SAME_FROM_MEMORY_KM: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of it. `entries` are new or say more than before, under their old id where they had one."""

    entries: tuple[Entry, ...]
    new: int
    richer: int
    known: int


def merge(known: Iterable[Entry], more: Iterable[Entry]) -> Merged:
    """Join `more` to `known`. A place that both tell keeps its id and gains names, and a point if it had none."""
    by_id: dict[str, Entry] = {}
    by_name: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for entry in known:
        _add(entry, by_id, by_name)
    changed: dict[str, None] = {}
    new = richer = same = 0
    for entry in more:
        twin = by_id.get(entry.id) or _twin(entry, by_id, by_name)
        if twin is None:
            new += 1
            changed[entry.id] = None
            _add(entry, by_id, by_name)
            continue
        joined = _joined(twin, entry)
        if joined == twin:
            same += 1
            continue
        richer += 1
        changed[twin.id] = None
        _add(joined, by_id, by_name)
    return Merged(entries=tuple(by_id[ident] for ident in changed), new=new, richer=richer, known=same)


def _add(entry: Entry, by_id: dict[str, Entry], by_name: dict[tuple[str | None, str], list[str]]) -> None:
    by_id[entry.id] = entry
    for name in entry.names:
        ids = by_name[entry.country, loose(fold_word(name))]
        if entry.id not in ids:
            ids.append(entry.id)


def _twin(entry: Entry, by_id: dict[str, Entry], by_name: dict[tuple[str | None, str], list[str]]) -> Entry | None:
    for name in entry.names:
        for ident in by_name.get((entry.country, loose(fold_word(name))), ()):
            if _same(entry, by_id[ident]):
                return by_id[ident]
    return None


def _same(one: Entry, other: Entry) -> bool:
    if one.kind != other.kind and not (one.kind in _POINTS and other.kind in _POINTS):
        return False
    if one.kind not in _POINTS and one.admin1 is not None and other.admin1 is not None:
        return one.admin1 == other.admin1
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return one.admin1 == other.admin1
    near = _SAME_FROM_MEMORY_KM if "memory" in (one.source, other.source) else _SAME_KM
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude) <= near


def _joined(twin: Entry, entry: Entry) -> Entry:
    have = {fold_word(name) for name in twin.names}
    names = (*twin.names, *(name for name in entry.names if fold_word(name) not in have))
    joined = replace(twin, names=names, population=twin.population or entry.population)
    if entry.latitude is not None and (twin.latitude is None or twin.source == "memory"):
        joined = replace(
            joined, latitude=entry.latitude, longitude=entry.longitude, precision=entry.precision, source=entry.source
        )
    return joined
