"""Where an incident is, in the words of tables written in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marsad.export.countries import Country, country_of
from marsad.gazetteer import Entry, load_gazetteer
from marsad.model import Incident, finest


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The finest located place of an incident.

    `told` is its name as the report has it, `name` in English where the gazetteer knows it, else `told`; `kind` is the
    gazetteer's. `precision` is the codebook's, `radius_km` how far it may be off. Empty strings where nothing is known.
    """

    told: str
    name: str
    kind: str
    latitude: float
    longitude: float
    precision: int
    radius_km: float | None
    country: Country | None
    admin1: str
    admin2: str

    @property
    def iso2(self) -> str | None:
        """The country's two letters."""
        return self.country.iso2 if self.country else None


def whereabouts(incident: Incident) -> Whereabouts | None:
    """Where the incident is; None where no place of it has coordinates."""
    place = finest(incident.places)
    if place is None or place.latitude is None or place.longitude is None or place.precision is None:
        return None
    iso2 = place.country or next((p.country for p in incident.places if p.country), None)
    entry = _by_id().get(place.id or "")
    province = load_gazetteer().province(place.country, place.admin1)
    kind = entry.kind if entry else ""
    return Whereabouts(
        told=place.name,
        name=(entry.english if entry else "") or place.name,
        kind=kind,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        radius_km=place.radius_km,
        country=country_of(iso2),
        admin1=(province.english if province else "") or place.admin1 or "",
        admin2=entry.english if entry and kind == "district" else "",
    )


def english(country: str | None, admin1: str | None) -> str:
    """The English name of a province, the given one where the gazetteer does not know it, empty for none."""
    province = load_gazetteer().province(country, admin1)
    return (province.english if province else "") or admin1 or ""


@lru_cache(maxsize=1)
def _by_id() -> Mapping[str, Entry]:
    return {entry.id: entry for entry in load_gazetteer().entries}
