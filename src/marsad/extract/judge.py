"""Which of the drafts that the rules propose are events: a learned weighing of what speaks for and against each.

The rules propose every word that may tell an event; what coders write down of these was learned from annotated
reports, as one weight for each feature of `marsad.extract.evidence`. A draft is kept when its weights add up to more
than the cut. A brief has little that could speak for its one event: where no violence in it passes, the likeliest act
of violence does, unless much speaks against it. The verdicts stay on the sheet, for `marsad explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import Draft
from marsad.extract.evidence import Evidence
from marsad.extract.sheet import Sheet, Verdict
from marsad.lexicon.weights import Weights
from marsad.model import VIOLENT

# The margin, in hundredths of a log-odds, above which a brief's only act of violence is kept: where it names no
# armed side, and where it names one.
_DOUBT: Final = (-120, -190)
_SHORT: Final = 250  # words of a report that is no brief, yet short, and is read like one where it names an armed side
_LESS_DOUBT: Final = -90


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Keeps the drafts that are events."""

    evidence: Evidence
    weights: Weights

    def kept(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts whose evidence is above the cut; writes `sheet.verdicts`, of those left out too."""
        verdicts = [
            Verdict(
                start=draft.start,
                end=draft.end,
                type=draft.type,
                margin=self.weights.margin(features),
                features=tuple(features),
            )
            for draft, features in zip(drafts, self.evidence.of(sheet, drafts), strict=True)
        ]
        sheet.verdicts.extend(verdicts)
        kept = [draft for draft, verdict in zip(drafts, verdicts, strict=True) if verdict.margin > 0]
        if any(draft.type in VIOLENT for draft in kept):
            return kept
        return sorted((*kept, *self._likeliest(sheet, drafts, verdicts)), key=lambda draft: draft.start)

    def _likeliest(self, sheet: Sheet, drafts: Sequence[Draft], verdicts: Sequence[Verdict]) -> list[Draft]:
        """The likeliest act of violence of a brief, or of a short report that names an armed side, above its doubt."""
        armed = any(map(self.evidence.supports.fights, sheet.sides))
        if not (sheet.brief or (armed and sum(not hidden for hidden in sheet.masked) <= _SHORT)):
            return []
        doubt = _DOUBT[armed] if sheet.brief else _LESS_DOUBT
        acts = [(v.margin, -n) for n, v in enumerate(verdicts) if v.type in VIOLENT and v.margin > doubt]
        return [drafts[-max(acts)[1]]] if acts else []
