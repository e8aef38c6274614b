"""The Arabic names of first-level divisions by GeoNames' codes, from the packaged table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from marsad.text.folding import fold_word

_TABLE: Final = "data/gazetteer/provinces.csv"


@lru_cache(maxsize=1)
def province_names() -> Mapping[tuple[str, str], str]:
    """The first Arabic name of each province, by country and GeoNames code."""
    return MappingProxyType({(row["country"], row["code"]): row["names"].split("|")[0] for row in _rows()})


@lru_cache(maxsize=1)
def province_spellings() -> Mapping[tuple[str, str], str]:
    """The first Arabic name of each province, by country and each of its folded names."""
    spellings: dict[tuple[str, str], str] = {}
    for row in _rows():
        first, *_ = names = row["names"].split("|")
        spellings |= {(row["country"], fold_word(name)): first for name in names}
    return MappingProxyType(spellings)


def _rows() -> list[dict[str, str]]:
    text = files("marsad").joinpath(*_TABLE.split("/")).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
