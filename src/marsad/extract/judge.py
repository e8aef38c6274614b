"""Which of the drafts that the rules propose are events: a learned weighing of what speaks for and against each.

The rules propose every word that may tell an event; what coders write down of these was learned from annotated
reports, as one weight for each feature of `marsad.extract.evidence`. A draft is kept when its weights add up to more
than the cut. A brief has little that could speak for its one event: where nothing in it passes, the likeliest attack
does, unless much speaks against it. The verdicts stay on the sheet, for `marsad explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import RANK, Draft
from marsad.extract.evidence import Evidence
from marsad.extract.sheet import Sheet, Verdict
from marsad.lexicon.weights import Weights

_DOUBT: Final = -60  # the margin, in hundredths of a log-odds, above which a brief's only attack is kept


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
        return kept or self._likeliest(sheet, drafts, verdicts)

    @staticmethod
    def _likeliest(sheet: Sheet, drafts: Sequence[Draft], verdicts: Sequence[Verdict]) -> list[Draft]:
        """The likeliest attack of a brief, where it is not too unlikely."""
        if not sheet.brief:
            return []
        attacks = [(v.margin, -n) for n, v in enumerate(verdicts) if v.type in RANK and v.margin > _DOUBT]
        return [drafts[-max(attacks)[1]]] if attacks else []
