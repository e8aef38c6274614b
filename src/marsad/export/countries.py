"""Countries as ACLED and UCDP know them, from `countries.csv`.

Columns: ISO codes of two and three letters, ISO's number, English name, ACLED's region, the number in the list of
Gleditsch and Ward, UCDP's name and region. UCDP counts what happens in Palestine under Israel, and Western Sahara under
Morocco; its columns here do so too. A country that is in no table of places is not listed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

TABLE: Final = "countries.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One row of the table; numbers as they are printed, empty where there is none."""

    iso2: str
    iso3: str
    numeric: str
    name: str
    acled_region: str
    gwno: str
    ucdp_name: str
    ucdp_region: str


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Every country, by its two letters."""
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    return {row["iso2"]: Country(**row) for row in csv.DictReader(text.splitlines())}


def country_of(iso2: str | None) -> Country | None:
    """The country of two letters; None for none and for one that is not listed."""
    return countries().get(iso2) if iso2 else None


def gleditsch_ward(iso2: str | None) -> int | None:
    """A country's number in the list of Gleditsch and Ward."""
    found = country_of(iso2)
    return int(found.gwno) if found is not None and found.gwno else None
