"""Which place each name of a report means, with the whole report in view.

A name is never moved to a namesake elsewhere: when nothing decides between two countries, or the only place of that
name lies where nothing else in the report does, it stays unlocated and says so (codebook, "Places").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.gazetteer.candidates import Group, candidates, noun_of
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.evidence import Evidence, gather
from marsad.gazetteer.named import Hints, Named, Resolution
from marsad.gazetteer.reach import around, moved, part, reach
from marsad.gazetteer.relative import told_by_others
from marsad.gazetteer.table import Gazetteer

# Two candidates closer than this are equally good, in different countries and in different provinces of one.
_CLEAR_ABROAD: Final = 0.35
_CLEAR_AT_HOME: Final = 0.1
_SAME_SPOT_KM: Final = 30.0
# A place of this importance (a province, a town of about 200,000) may be named out of the blue.
_WELL_KNOWN: Final = 2.3
_COMMON_KINDS: Final = frozenset({"settlement", "village", "quarter", "district", "subdistrict"})
_DIVISIONS: Final = frozenset({"province", "district", "subdistrict"})
_AREAS: Final = frozenset({"province", "country"})
_LEAST_SHARE: Final = 0.1
_HOME_SHARE: Final = 0.5
_HOME_VOTES: Final = 0.9
# A town may be told with the neighbouring province's countryside; further off it is another of that name.
_BESIDE_KM: Final = 90.0
_NO_HINTS: Final = Hints()


def resolve(names: Sequence[Named], *, gazetteer: Gazetteer, hints: Hints = _NO_HINTS) -> tuple[Resolution, ...]:
    """Where each of a report's names is, in their order.

    Weighed are the place noun, the province or country said to contain it, the other names of the report, nearness to
    those that are sure, the size of the place, and the hints. An unknown name takes its province's coordinates with
    precision 4.
    """
    containers = {named.within for named in names if named.within is not None and not _of_town(named, gazetteer)}
    groups = [candidates(named, gazetteer, coarse=index in containers) for index, named in enumerate(names)]
    evidence = gather(groups, hints)
    done: dict[int, Resolution] = {}
    for index in range(len(names)):
        _settle(index, names, groups, evidence, gazetteer, done, frozenset())
    return told_by_others(names, [done[index] for index in range(len(names))], gazetteer, evidence.countries)


def _of_town(named: Named, gazetteer: Gazetteer) -> bool:
    """Whether what contains a name is a town rather than the province of that name: "حي الشعار في حلب"."""
    noun = noun_of(named, gazetteer)
    return bool(noun and noun.kinds[:1] == ("quarter",))


def _settle(
    index: int, names: Sequence[Named], groups: Sequence[tuple[Group, ...]], evidence: Evidence, gazetteer: Gazetteer,
    done: dict[int, Resolution], waiting: frozenset[int],
) -> None:  # fmt: skip
    """Resolve one name, after the name that contains it; one that contains itself in a circle counts as uncontained."""
    if index in done:
        return
    container: Resolution | None = None
    within = names[index].within
    if within is not None and 0 <= within < len(names) and within not in waiting and within != index:
        _settle(within, names, groups, evidence, gazetteer, done, waiting | {index})
        container = done.get(within)
    found = groups[index]
    if container is not None and (container.country or container.entry):
        done[index] = _inside(index, names[index], found, container, evidence, gazetteer)
    else:
        done[index] = _alone(index, names[index], found, evidence, gazetteer)


def _inside(
    index: int, named: Named, found: tuple[Group, ...], container: Resolution, evidence: Evidence, gazetteer: Gazetteer
) -> Resolution:
    fitting = tuple(group for group in found if _fits(group, container))
    said = container.entry.name if container.entry else container.country
    if fitting:
        shares = evidence.country_shares(index)
        best = max(fitting, key=lambda group: (group.admin1 == container.admin1, evidence.score(index, group, shares)))
        return _located(named, best.best, gazetteer, f"lies in {said}, as the report says")
    known = "places of that name lie elsewhere" if found else "no place of that name is known"
    if container.latitude is None or container.entry is None or container.entry.kind == "country":
        return Resolution(
            entry=None, precision=None, latitude=None, longitude=None, admin1=container.admin1,
            country=container.country, reason=f"not located: {known} in {said}",
        )  # fmt: skip
    broad = container.entry.kind == "province" or (container.precision or 0) > 2
    return Resolution(
        entry=None, precision=4 if broad else 2, latitude=container.latitude, longitude=container.longitude,
        admin1=container.admin1, country=container.country,
        reason=f"{known}; placed at {said}, which is said to contain it", radius_km=container.radius_km,
    )  # fmt: skip


def _fits(group: Group, container: Resolution) -> bool:
    if group.best is container.entry or group.country != container.country:
        return False
    if container.admin1 is None or group.admin1 is None or group.admin1 == container.admin1:
        return True
    here, there = group.best, container
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        return False
    return kilometres(here.latitude, here.longitude, there.latitude, there.longitude) <= _BESIDE_KM


def _alone(index: int, named: Named, found: tuple[Group, ...], evidence: Evidence, gazetteer: Gazetteer) -> Resolution:
    if not found:
        return _unlocated("not located: no place of that name is known")
    shares = evidence.country_shares(index)
    scored = [(evidence.score(index, group, shares), group) for group in found]
    scored.sort(key=lambda pair: (-pair[0], pair[1].best.id))
    score, best = scored[0]
    home = max(shares, key=lambda country: (shares[country], country), default=None)
    if _stray(named, best, shares, home, evidence.weight(index)):
        return _unlocated(f"not located: known only in {best.country}, and the report speaks of {home}")
    for other_score, other in scored[1:]:
        same = other.country == best.country
        if score - other_score < (_CLEAR_AT_HOME if same else _CLEAR_ABROAD) and _apart(best, other):
            between = f"{_region(best)} and {_region(other)}"
            return _unlocated(
                f"not located: {len(found)} places of that name, nothing decides between {between}",
                country=best.country if same else None,
            )
    return _located(named, best.best, gazetteer, _why(best, len(found), shares))


def _stray(named: Named, best: Group, shares: dict[str, float], home: str | None, votes: float) -> bool:
    """True for a small place in a country that nothing in the report speaks of, while it clearly speaks of another.

    A name of several words (مطار بغداد, دير البلح) is its own evidence: it has no likely namesakes.
    """
    if best.best.kind not in _COMMON_KINDS or len(named.folded.split()) > 1 or best.importance >= _WELL_KNOWN:
        return False
    if best.country is None or home is None or shares.get(best.country, 0.0) > _LEAST_SHARE:
        return False
    return shares[home] >= _HOME_SHARE and votes >= _HOME_VOTES


def _apart(first: Group, second: Group) -> bool:
    a, b = first.best, second.best
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return True
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude) > _SAME_SPOT_KM


def _region(group: Group) -> str:
    return f"{group.admin1} ({group.country})" if group.admin1 else str(group.country)


def _why(best: Group, number: int, shares: dict[str, float]) -> str:
    if number == 1:
        return "the only place of that name"
    if best.country and shares.get(best.country, 0.0) >= _HOME_SHARE:
        return f"of {number} places of that name the one that fits the report's other places in {best.country}"
    return f"the best known of {number} places of that name"


def _located(named: Named, entry: Entry, gazetteer: Gazetteer, reason: str) -> Resolution:
    latitude, longitude, precision, radius = entry.latitude, entry.longitude, entry.precision, reach(entry)
    if latitude is None and (province := gazetteer.province(entry.country, entry.admin1)):
        latitude, longitude, precision, radius = province.latitude, province.longitude, 4, reach(province)
        reason += "; only its province is known"
    noun = noun_of(named, gazetteer)
    near = "near" in (named.relation, noun.relation if noun else None) and precision not in (4, 5)
    if near and latitude is not None and longitude is not None:
        radius = around(radius, towards=named.bearing is not None, distance_km=named.distance_km)
        if named.bearing is not None and named.distance_km is not None:
            latitude, longitude = moved(latitude, longitude, bearing=named.bearing, distance_km=named.distance_km)
            reason += f"; {named.distance_km:g} km off, as the report says"
    side = named.relation == "part" and named.bearing is not None and entry.kind in _AREAS
    if side and named.bearing is not None and latitude is not None and longitude is not None:
        off, radius = part(radius)
        latitude, longitude = moved(latitude, longitude, bearing=named.bearing, distance_km=off)
    return Resolution(
        entry=entry, precision=_precision(named, entry, precision, gazetteer), latitude=latitude, longitude=longitude,
        admin1=entry.admin1, country=entry.country, reason=reason, radius_km=None if latitude is None else radius,
    )  # fmt: skip


def _precision(named: Named, entry: Entry, known: int | None, gazetteer: Gazetteer) -> int | None:
    """The codebook's precision of what is meant: a part of a province 3, near a place or a part of it 2."""
    noun = noun_of(named, gazetteer)
    relation = named.relation or (noun.relation if noun else None)
    if known is None or known == 5:
        return known
    if noun and noun.kinds and noun.kinds[0] in _DIVISIONS and entry.kind not in _DIVISIONS:
        return max(known, 2)  # محافظة القطيف: the division is meant, the town is known
    if relation is None or relation == "border":
        return known
    if relation == "part" and entry.kind == "province":
        return 3
    return max(known, 2)


def _unlocated(reason: str, *, country: str | None = None) -> Resolution:
    return Resolution(
        entry=None, precision=None, latitude=None, longitude=None, admin1=None, country=country, reason=reason
    )
