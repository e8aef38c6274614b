"""Which place is said to lie in which: "كفرنوران والأتارب بريف حلب" (codebook, "Places")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.found import Found
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.gazetteer import Gazetteer
from marsad.lexicon.grammar import PlaceGrammar

_LIST_REACH: Final = 3  # words between a place and what contains it
_KINDS: Final = frozenset({"province", "country", "district", "area"})
_NOUN_KINDS: Final = frozenset({"province", "district", "area", "subdistrict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """Tells which names contain others."""

    gazetteer: Gazetteer
    grammar: PlaceGrammar

    def containers(self, sheet: Sheet, found: Sequence[Found]) -> dict[int, int]:
        """For each name that is said to lie in another: its index, and the index of the other."""
        out: dict[int, int] = {}
        for k in range(1, len(found)):
            here = found[k]
            gap = sheet.words[found[k - 1].end : here.start]
            joins = sheet.words[here.start].startswith("و")  # "وبريف Y" is another place
            inside = here.preposition == "ب" and not joins
            led = inside or any(w == "(" or w in self.grammar.within for w in gap)
            if not led or len(gap) > _LIST_REACH or any(w in CLAUSE_ENDS for w in gap):
                continue
            if not self._coarse(here) and not (self._quarter(found[k - 1]) and self._town(here)):
                continue
            j = k - 1
            if _state(found[j]) and not _state(here):
                continue
            out[j] = k
            while j > 0 and _joined(sheet, found[j - 1], found[j]) and not self._coarse(found[j - 1]):
                out[j - 1] = k
                j -= 1
        return out

    def _quarter(self, found: Found) -> bool:
        """Whether a name is said to be that of a quarter: "حي كذا"."""
        noun = self.gazetteer.place_nouns.get(found.noun) if found.noun else None
        return noun is not None and noun.kinds[:1] == ("quarter",)

    def _town(self, found: Found) -> bool:
        """Whether a name is that of a town, which holds quarters."""
        return not self._quarter(found) and any(e.kind == "settlement" for e in found.known)

    def _coarse(self, found: Found) -> bool:
        """Whether a name is that of something that holds settlements."""
        if found.relation == "part":
            return True
        noun = self.gazetteer.place_nouns.get(found.noun) if found.noun else None
        if noun is not None and not _NOUN_KINDS.isdisjoint(noun.kinds):
            return True
        return any(e.kind in _KINDS for e in found.known)


def _state(found: Found) -> bool:
    """Whether a name is that of a state, which lies in nothing: "من سوريا والعراق في سرت"."""
    return bool(found.known) and all(e.kind == "country" for e in found.known)


def _joined(sheet: Sheet, a: Found, b: Found) -> bool:
    """Whether two names stand in one list."""
    gap = sheet.words[a.end : b.start]
    return len(gap) <= 2 and (sheet.words[b.start].startswith("و") or any(w in ("،", ",", "و") for w in gap))
