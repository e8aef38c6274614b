"""Who speaks before a colon, at the head of a line, a post or a headline ("مصدر في الشرطة: 9 شهداء")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.claimant_names import ClaimantNames
from marsad.extract.saying import Saying
from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, Attribution, Sheet
from marsad.text.folding import fold_word

_HEADED: Final = 9  # words of a name before a colon
_NO_HEAD: Final = (CLAUSE_ENDS - SENTENCE_ENDS) | {"(", ")", "»", "-", "–", "—", "/"}  # no line's head after these


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """Finds who speaks at the head of a line."""

    names: ClaimantNames
    saying: Saying

    def headline(self, sheet: Sheet, told: Sequence[str]) -> Attribution | None:
        """ "عسيري: المقاومة تقوم …": who speaks in a headline, before a colon, if he is `told` to speak below."""
        words = sheet.words
        colon = next((i for i in range(1, min(_HEADED, sheet.title_end)) if words[i] == ":"), None)
        if colon is None:
            return None
        headed = self.line(sheet, 0, sheet.title_end)
        name = " ".join(words[:colon])
        if headed is None and any(f" {name} " in f" {fold_word(c)} " for c in told):
            headed = Attribution(start=0, end=sheet.title_end, claimant=sheet.text(0, colon), kind="verb")
        return headed

    def line(self, sheet: Sheet, start: int, end: int) -> Attribution | None:
        """ "مصدر في الشرطة: 9 شهداء": a claimant before a colon at the head of a line."""
        words = sheet.words
        colon = next((i for i in range(start + 1, end) if words[i] == ":"), None)
        at = self._line_head(words, start, colon)
        if (
            at is None
            or colon is None
            or not self.names.begins(sheet, at)
            or any(self.saying.says(w) or w == "-" for w in words[at:colon])
        ):
            return None
        if any(m.start == at and m.kind in ("country", "capital") for m in sheet.sides) or colon + 1 >= end:
            return None
        return Attribution(start=at, end=end, claimant=self.names.printed(sheet, at, colon), kind="verb")

    @staticmethod
    def _line_head(words: Sequence[str], start: int, colon: int | None) -> int | None:
        """The first word of what stands before a colon: after a mark or a word of another script, as in posts."""
        if colon is None:
            return None
        at = colon
        while at > start and words[at - 1].isalpha() and not words[at - 1].isascii():
            at -= 1
        before = words[at - 1] if at > start else ""
        return at if 0 < colon - at < _HEADED and before not in _NO_HEAD else None
