"""The gazetteer: places by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

from marsad.errors import DataError
from marsad.gazetteer.entries import TABLE, Entry, load_entries
from marsad.gazetteer.imported import imported_entries, with_imported
from marsad.gazetteer.keys import SUFFIX, Keys, joined_keys, keys_of, parse_keys
from marsad.gazetteer.nouns import Direction, Homograph, PlaceNoun, load_adjectives, load_homographs, load_place_nouns
from marsad.gazetteer.spelling import loose
from marsad.text.folding import fold_word

# A name of fewer letters than this is a homograph whatever it is: إب, سن.
LEAST_LETTERS: Final = 3
_NO_LETTER: Final = re.compile(r"[^\w\s]")
_THE_CITY: Final = fold_word("المدينة")  # تعز المدينة: the city, not the province


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by name, with the words that speak of places.

    `names` maps a name as folded words to its entries, in every safe spelling, for whoever searches a text for all of
    them. `place_nouns`, `directions` and `adjectives` (of places, to their names) are keyed by folded form. Nothing
    in it changes.
    """

    entries: tuple[Entry, ...]
    names: Mapping[tuple[str, ...], tuple[Entry, ...]]
    place_nouns: Mapping[str, PlaceNoun]
    directions: Mapping[str, Direction]
    adjectives: Mapping[str, str]
    homographs: Mapping[str, Homograph]
    by_id: Mapping[str, Entry]
    _loose: Mapping[str, tuple[Entry, ...]]

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of a name: exact spelling first, else with looser spelling, else without its place noun; or none.

        Looser: the article on any word or none, compounds joined or split, hamza, final taa marbuta or alef.
        """
        folded = _NO_LETTER.sub(" ", fold_word(name))
        words = tuple(folded.split())
        if not words:
            return ()
        found = self.names.get(words)
        if not found and folded not in self.place_nouns:
            found = self._loose.get(loose(folded))
        if not found and len(words) > 1:
            if words[0] in self.place_nouns:
                return self._of_kind(self.find(" ".join(words[1:])), self.place_nouns[words[0]])
            if words[-1] == _THE_CITY:
                return self._of_kind(self.find(" ".join(words[:-1])), self.place_nouns[_THE_CITY])
        return found or ()

    def is_homograph(self, folded: str) -> bool:
        """True when a folded name is mostly no place, or too short to tell: it needs evidence beside it."""
        return folded in self.homographs or len(folded) < LEAST_LETTERS

    def province(self, country: str | None, admin1: str | None) -> Entry | None:
        """The entry of a province by its country and Arabic name."""
        found = self.names.get(tuple(fold_word(admin1).split()), ()) if admin1 else ()
        return next((e for e in found if e.kind == "province" and e.country == country and e.admin1 == admin1), None)

    @staticmethod
    def _of_kind(found: tuple[Entry, ...], noun: PlaceNoun) -> tuple[Entry, ...]:
        for kind in noun.kinds:
            if of_kind := tuple(entry for entry in found if entry.kind == kind):
                return of_kind
        return found


@lru_cache(maxsize=2)
def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The packaged gazetteer, with the places imported into `folder` where that is given and holds any.

    Raises DataError when a table says what its schema does not know.
    """
    entries, where = load_entries(), TABLE + SUFFIX
    text = files("marsad").joinpath(*where.split("/")).read_text(encoding="utf-8")
    keys = parse_keys(text, entries, where=where)
    imported = imported_entries(folder) if folder else ()
    if not imported:
        return make_gazetteer(entries, keys)
    return make_gazetteer(with_imported(entries, imported), joined_keys(keys, keys_of(imported)))


def make_gazetteer(entries: Sequence[Entry], keys: Keys | None = None) -> Gazetteer:
    """A gazetteer of the given entries with the packaged place nouns, directions and homographs.

    `keys` are those of the entries, where they were kept. Raises DataError when there are no entries.
    """
    if not entries:
        raise DataError("a gazetteer without places", todo="give it at least one entry")
    names, roughly = keys or keys_of(entries)
    nouns, directions = load_place_nouns()
    by_id = {entry.id: entry for entry in entries}
    return Gazetteer(
        tuple(entries), MappingProxyType(names), nouns, directions, load_adjectives(), load_homographs(),
        MappingProxyType(by_id), roughly,
    )  # fmt: skip
