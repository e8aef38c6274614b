"""The places that a name may mean, gathered by region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from typing import Final

from marsad.gazetteer.entries import Entry
from marsad.gazetteer.named import Named
from marsad.gazetteer.nouns import PlaceNoun
from marsad.gazetteer.table import Gazetteer
from marsad.text.folding import fold_word

# How much a place is in the news for its own sake, before anything else is known of the report. A town of a million
# inhabitants is worth a little more than a province, one of a few thousand a little less.
_IMPORTANCE: Final = {"country": 4.0, "province": 2.5, "sea": 2.0, "district": 0.6, "subdistrict": 0.5}
_LEAST_IMPORTANCE: Final = 0.5
_PER_TENFOLD: Final = 0.35
# Within one province the name of a town means the town, unless something asks for the province.
_FINEST_FIRST: Final = {"subdistrict": 2, "district": 3, "province": 4, "country": 5}
POINT_ORDER: Final = 1
_WIDER: Final = frozenset({"province", "country", "area"})  # no quarter of a town


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates of one name in one province: `best` the one meant if this is the province."""

    country: str | None
    admin1: str | None
    best: Entry
    importance: float


def importance(entry: Entry) -> float:
    """A number from 0.5 (a hamlet) to 4 (a country)."""
    known = _IMPORTANCE.get(entry.kind)
    return known if known is not None else _LEAST_IMPORTANCE + _PER_TENFOLD * log10((entry.population or 0) + 1)


def noun_of(named: Named, gazetteer: Gazetteer) -> PlaceNoun | None:
    """The place noun before a name, from the table."""
    return gazetteer.place_nouns.get(fold_word(named.noun)) if named.noun else None


def candidates(named: Named, gazetteer: Gazetteer, *, coarse: bool) -> tuple[Group, ...]:
    """What a name may mean, one group per province, most important first.

    `coarse`: the province is meant rather than the town of that name, since the name is said to contain another place.
    """
    noun = noun_of(named, gazetteer)
    found: tuple[Entry, ...] = ()
    if noun and noun.part_of_name:
        found = gazetteer.find(f"{noun.word} {named.folded}")
    found = found or gazetteer.find(named.folded)
    if noun and noun.kinds:
        fitting = tuple(e for e in found if e.kind in noun.kinds)
        found = fitting or tuple(e for e in found if noun.kinds[0] != "quarter" or e.kind not in _WIDER)
    if not (noun and noun.kinds):
        found = tuple(e for e in found if e.kind == "sea") or found  # البحر الأحمر is the sea, not a province on it
    coarse = coarse or named.relation == "part" or bool(noun and noun.relation == "part")
    wanted = noun.kinds if noun and noun.relation != "part" else ()
    return _groups(found, coarse=coarse and not wanted, wanted=wanted)


def _groups(found: Iterable[Entry], *, coarse: bool, wanted: tuple[str, ...]) -> tuple[Group, ...]:
    by_region: dict[tuple[str | None, str | None], list[Entry]] = {}
    for entry in found:
        by_region.setdefault((entry.country, entry.admin1), []).append(entry)
    groups = [
        Group(country, admin1, _meant(entries, coarse=coarse, wanted=wanted), max(map(importance, entries)))
        for (country, admin1), entries in by_region.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.importance, group.best.id)))


def _meant(entries: list[Entry], *, coarse: bool, wanted: tuple[str, ...]) -> Entry:
    def order(entry: Entry) -> tuple[int, int, float, str]:
        by_noun = wanted.index(entry.kind) if entry.kind in wanted else len(wanted)
        finest = _FINEST_FIRST.get(entry.kind, POINT_ORDER)
        return by_noun, -finest if coarse else finest, -importance(entry), entry.id

    return min(entries, key=order)
