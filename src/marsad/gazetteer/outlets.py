"""Where an outlet is at home, by its name or the ending of an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from marsad.lexicon.tables import Row, read_table
from marsad.text.folding import fold_word

# Endings that are a country's and are used by its own outlets; `.tv` or `.me` say nothing of a country.
_ENDINGS: Final = frozenset({
    "sa", "sy", "iq", "ye", "lb", "ps", "il", "jo", "eg", "ly", "sd", "so", "kw", "qa", "bh", "ae", "om", "tn", "dz",
    "ma", "mr", "ir", "tr", "af", "pk", "ng", "ne", "ml", "td", "dj", "er", "ke",
})  # fmt: skip
_HOST: Final = re.compile(r"^(?:https?://)?([^/:?#]+)")


class _Outlets(Row):
    home: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _homes() -> Mapping[str, str]:
    table = read_table("gazetteer/outlets.toml", _Outlets)
    return MappingProxyType({fold_word(name): country for country, names in table.home.items() for name in names})


def home_of(outlet: str | None, url: str | None) -> str | None:
    """The country of an outlet, ISO two-letter, or None where it is not known or writes for many countries."""
    if outlet and (home := _homes().get(fold_word(outlet.strip().lower()))):
        return home
    found = _HOST.match(url.strip().lower()) if url else None
    ending = found[1].rsplit(".", 1)[-1] if found and "." in found[1] else ""
    return ending.upper() if ending in _ENDINGS else None
