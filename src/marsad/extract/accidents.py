"""Tolls that are not of conflict: accidents and illness are no figures (codebook, "Figures")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.extract.sheet import Sheet
from marsad.extract.silence import Silence
from marsad.extract.stated import Stated
from marsad.extract.support import Supports
from marsad.lexicon.grammar import FigureGrammar
from marsad.model import VIOLENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Accidents:
    """Leaves out the figures of sentences that tell an accident or an illness."""

    silence: Silence
    grammar: FigureGrammar

    def without(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Stated]:
        """The figures of conflict; their indexes of wholes follow."""
        return _kept(stated, [not self._accident(sheet, s) for s in stated])

    def of_sides(self, sheet: Sheet, stated: Sequence[Stated], supports: Supports) -> list[Stated]:
        """The figures of a report that tells of no event: of soldiers, beside a faction, or in a brief of martyrs."""
        if sheet.brief and any(self.silence.martyrs(word) for word in sheet.words):
            return list(stated)
        return _kept(stated, [_fighters(s) or supports.faction_at(sheet, s.start) for s in stated])

    def _accident(self, sheet: Sheet, s: Stated) -> bool:
        """Whether people died by themselves or by an accident, and no weapon is at work in the sentence."""
        died = s.word is not None and s.word.entry.natural
        if not died and not self.silence.accident(sheet, s.start):
            return False
        start, end = sheet.sentence(s.start)
        if died and any(w.startswith(self.grammar.of_wounds_beginnings) for w in sheet.words[start:end]):
            return False
        violence = (t for t in sheet.triggers if start <= t.start < end and t.type in VIOLENT)
        return not any(not t.entry.weak and not t.entry.political for t in violence)


def _kept(stated: Sequence[Stated], keep: Sequence[bool]) -> list[Stated]:
    """The figures that stay; their indexes of wholes follow."""
    kept = [k for k, stays in enumerate(keep) if stays]
    new: dict[int | None, int] = {k: n for n, k in enumerate(kept)}
    return [replace(stated[k], whole=new.get(stated[k].whole)) for k in kept]


def _fighters(s: Stated) -> bool:
    """Whether those who are counted are soldiers or fighters by their noun, killed or hurt."""
    return s.people.noun is not None and s.people.noun.victims in ("military", "nonstate") and s.outcome != "captured"
