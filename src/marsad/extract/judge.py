"""Which of the drafts that the rules propose are events: a learned weighing of what speaks for and against each.

The rules propose every word that may tell an event; what coders write down of these was learned from annotated
reports, as one weight for each feature of `marsad.extract.evidence`. A draft is kept when its weights add up to more
than the cut. The verdicts stay on the sheet, for `marsad explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.draft import Draft
from marsad.extract.evidence import Evidence
from marsad.extract.sheet import Sheet, Verdict
from marsad.lexicon.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Keeps the drafts that are events."""

    evidence: Evidence
    weights: Weights

    def kept(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts whose evidence is above the cut; writes `sheet.verdicts`, of those left out too."""
        out = []
        for draft, features in zip(drafts, self.evidence.of(sheet, drafts), strict=True):
            margin = self.weights.margin(features)
            sheet.verdicts.append(
                Verdict(start=draft.start, end=draft.end, type=draft.type, margin=margin, features=tuple(features))
            )
            if margin > 0:
                out.append(draft)
        return out
