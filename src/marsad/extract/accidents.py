"""Tolls that are not of conflict: accidents and illness are no figures (codebook, "Figures")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.extract.sheet import Sheet
from marsad.extract.silence import Silence
from marsad.extract.stated import Stated
from marsad.lexicon.grammar import FigureGrammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Accidents:
    """Leaves out the figures of sentences that tell an accident or an illness."""

    silence: Silence
    grammar: FigureGrammar

    def without(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Stated]:
        """The figures of conflict; their indexes of wholes follow."""
        keep = [k for k, s in enumerate(stated) if not self._accident(sheet, s)]
        new: dict[int | None, int] = {k: n for n, k in enumerate(keep)}
        return [replace(stated[k], whole=new.get(stated[k].whole)) for k in keep]

    def _accident(self, sheet: Sheet, s: Stated) -> bool:
        """Whether people died by themselves or by an accident, and no weapon is at work in the sentence."""
        died = s.word is not None and s.word.entry.natural
        if not died and not self.silence.accident(sheet, s.start):
            return False
        start, end = sheet.sentence(s.start)
        if died and any(w.startswith(self.grammar.of_wounds_beginnings) for w in sheet.words[start:end]):
            return False
        return not any(start <= t.start < end and not t.entry.weak and not t.entry.political for t in sheet.triggers)
