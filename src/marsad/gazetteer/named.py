"""What goes into resolution and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.gazetteer.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place as a report names it.

    `text` is the name as written, without its place noun; `folded` its folded spelling; `noun` the place noun right
    before it, in any form, or None. `relation` says what is meant: None the place itself, `near` it, a `part` of it, or
    somewhere `between` it and another. `within` is the index, in the same sequence, of the name that is said to contain
    it («كفرنوران بريف حلب»: حلب). `bearing` in degrees from north and `distance_km` are told of what lies near it («على
    بعد 10 كلم شمال سراقب»). `beside` is the index of the other end of what is told to lie between two.
    """

    text: str
    folded: str
    noun: str | None = None
    relation: str | None = None
    within: int | None = None
    bearing: float | None = None
    distance_km: float | None = None
    beside: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What else speaks for a country: the outlet's home, and how strongly the report's sides point to each (0 to 1)."""

    outlet_country: str | None = None
    countries: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Where a named place is, or why that is not said.

    `precision` is the codebook's; coordinates are WGS84 degrees, None together with it when the place is not located.
    `radius_km` is how far from the coordinates what is meant may lie. `country` may be known where the place is not.
    `reason` is one short English sentence.
    """

    entry: Entry | None
    precision: int | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    country: str | None
    reason: str
    radius_km: float | None = None
