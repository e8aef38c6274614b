"""Sides, places and provinces by the names that a reader knows them by, in Arabic and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from marsad.gazetteer import load_gazetteer
from marsad.lexicon.names import side_names


def side_name(label: str, lang: str) -> str:
    """The name of a side; of one outside the registry what its label says."""
    names = side_names().get(label)
    return names[0 if lang == "ar" else 1] if names is not None else label.removeprefix("other:")


def place_name(id: str | None) -> str | None:
    """The English name of a place of the gazetteer; None where it has none."""
    entry = load_gazetteer().by_id.get(id) if id else None
    return entry.english or None if entry else None


def province_name(name: str, lang: str) -> str:
    """A province by its Arabic name, or a country by its code, in a language; else as it stands."""
    country = load_gazetteer().by_id.get(f"country-{name.lower()}") if name.isascii() else None
    if country is not None:
        return country.name if lang == "ar" else country.english
    return name if lang == "ar" else _english_provinces().get(name, name)


@lru_cache(maxsize=1)
def _english_provinces() -> Mapping[str, str]:
    return {e.name: e.english for e in load_gazetteer().entries if e.kind == "province" and e.english}
