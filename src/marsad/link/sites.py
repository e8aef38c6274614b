"""Where two mentions say something happened: the same place, one inside the other, or places apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from marsad.link.words import letters_alike
from marsad.model import Place
from marsad.text.folding import fold_word

_EARTH_DIAMETER_KM: Final = 12742.0
_DISTRICT_KM: Final = 15.0


class Site(NamedTuple):
    """What is compared of a place; `name` is folded, `province` the folded first-level division or None."""

    name: str
    id: str | None
    point: tuple[float, float] | None
    province: str | None
    country: str | None
    precision: int | None

    @property
    def settled(self) -> bool:
        """A settlement, a site or a district, or a name no gazetteer knows: finer than a part of a province."""
        return self.precision in (1, 2, None)


class Where(NamedTuple):
    """The relation of two mentions' places, and the names that show it.

    `same`, `part` (one within the other's area), `differs` (located, none in common), `unlike` (names differ, not all
    located), `province`, `country`, `apart` (precise and too far for one incident), `open` (nothing either way).
    """

    relation: str
    name: str


def site_of(place: Place) -> Site:
    """What is compared of a place as it was read."""
    point = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
    name = fold_word(place.name)
    province = fold_word(place.admin1) if place.admin1 else (name if place.precision == 4 else None)
    country = place.country or (name if place.precision == 5 else None)
    return Site(name, place.id, point, province, country, place.precision)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points given as latitude and longitude in degrees."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(h))


def same_site(a: Site, b: Site, *, near_km: float, name_likeness: float) -> bool:
    """Whether two settled sites are one place: by id, by distance, or by name where one is not located."""
    if a.id is not None and a.id == b.id:
        return True
    if a.point and b.point:
        return kilometres(a.point, b.point) <= near_km
    if a.province and b.province and a.province != b.province:
        return False
    # The country of a name that no gazetteer knows is a guess: it parts names that are spelled alike, not one name.
    countries = a.country and b.country and a.country != b.country
    return a.name == b.name or (not countries and _alike(a.name, b.name, name_likeness))


def relate(a: Sequence[Site], b: Sequence[Site], *, near_km: float, apart_km: float, name_likeness: float) -> Where:
    """How the places of two mentions stand to each other; `open` when neither speaks for or against."""
    settled_a, settled_b = _firmest(a), _firmest(b)
    for x in settled_a:
        for y in settled_b:
            if same_site(x, y, near_km=near_km, name_likeness=name_likeness):
                return Where("same", x.name)
    names = {x.name for x in a if x.precision != 5} & {y.name for y in b if y.precision != 5}
    provinces_a, provinces_b = {s.province for s in a if s.province}, {s.province for s in b if s.province}
    if settled_a and settled_b:
        return _settlements(settled_a, settled_b, provinces_a, provinces_b, apart_km)
    if names or provinces_a & provinces_b:
        return Where("part", min(names or {p for p in provinces_a & provinces_b if p}))
    if provinces_a and provinces_b:
        return Where("province", f"{min(provinces_a)}, {min(provinces_b)}")
    countries_a, countries_b = {s.country for s in a if s.country}, {s.country for s in b if s.country}
    if countries_a and countries_b and not countries_a & countries_b:
        return Where("country", f"{min(countries_a)}, {min(countries_b)}")
    return Where("open", "")


def _firmest(sites: Sequence[Site]) -> list[Site]:
    """The settlements that are compared: those that are located, else names that no gazetteer knows.

    A name beside a located settlement is often a common noun or a quarter: it neither joins nor parts.
    """
    settled = [s for s in sites if s.settled]
    return [s for s in settled if s.point] or settled


def _settlements(a: list[Site], b: list[Site], provinces_a: set[str], provinces_b: set[str], apart_km: float) -> Where:
    names = f"{a[0].name}, {b[0].name}"
    located = [(kilometres(x.point, y.point), x, y) for x in a for y in b if x.point and y.point]
    if located:
        nearest, x, y = min(located, key=lambda item: item[0])
        if nearest <= _DISTRICT_KM and 2 in (x.precision, y.precision):
            return Where("part", x.name)
        exact = all(s.precision == 1 and s.point for s in (*a, *b))
        if exact and nearest > apart_km:
            return Where("apart", names)
    if provinces_a and provinces_b and not provinces_a & provinces_b:
        return Where("province", names)
    return Where("differs" if len(located) == len(a) * len(b) else "unlike", names)


@lru_cache(maxsize=65536)
def _alike(a: str, b: str, least: float) -> bool:
    return a == b or letters_alike(a, b) >= least
