"""Denials: claims that somebody denies, in the same sentence or after it (codebook, "Figures": denied, denied_by)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from marsad.extract.claimed import REPORT, claimant_at
from marsad.extract.sheet import Attribution, Sheet
from marsad.extract.stated import Stated
from marsad.extract.victims import Victims
from marsad.lexicon.grammar import DenialGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import splits

_AFTER_REACH: Final = 30  # words from a figure to the verb that denies it
_ANY_REACH: Final = 5  # words from a verb of denial to "أي"
_BACK: Final = 3  # sentences back to the claims that a denial of any harm answers
_DENIED_VICTIMS: Final = ("civilian", "mixed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """Tells who denies a figure."""

    roles: RoleWords
    grammar: DenialGrammar

    def of(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """Who denies the claim, in the words of the text; None where nobody does."""
        return (
            self._before(sheet, s)
            or self._after(sheet, s)
            or self._called_untrue(sheet, s)
            or self._any(sheet, s, whom)
        )

    def _before(self, sheet: Sheet, s: Stated) -> str | None:
        """ "نفى المتحدث ما بثته قنوات عن مقتل 50", "لا صحة لما أورده": who denies the claim that follows."""
        start, _ = sheet.sentence(s.start)
        denying = [a for a in sheet.attributions if start <= a.start < s.start and a.denies]
        if denying and self._still(sheet, denying[-1], s):
            return denying[-1].claimant
        for i in range(start + 1, s.start):
            if sheet.words[i] in self.grammar.no_truth and sheet.words[i - 1] in ("لا", "ولا"):
                return claimant_at(sheet, i)
        return None

    @staticmethod
    def _still(sheet: Sheet, a: Attribution, s: Stated) -> bool:
        """Whether a denial still goes on at a figure: no verb of saying with a subject of its own took over."""
        later = (o for o in sheet.attributions if a.start < o.start < s.start and not o.denies)
        return not any(o.kind == "verb" and not o.quoted for o in later)

    def _after(self, sheet: Sheet, s: Stated) -> str | None:
        """ "في حصيلة نفاها النظام": a verb of denial after the figure, in its sentence."""
        _, high = sheet.sentence(s.start)
        for i in range(s.end, min(high, s.end + _AFTER_REACH)):
            if self._denies_it(sheet, i):
                after = next((m for m in sheet.sides if i < m.start <= i + 3), None)
                before = next((m for m in reversed(sheet.sides) if s.end <= m.start and m.end <= i), None)
                chosen = before if before is not None and i - before.end <= 1 else after or before
                return sheet.text(chosen.start, chosen.end) if chosen else claimant_at(sheet, i)
        return None

    def _denies_it(self, sheet: Sheet, i: int) -> bool:
        """ "نفاها النظام", "نفت الأمر": a verb of denial whose object is what was told before."""
        found = [w for w in splits(sheet.words[i]) if w.stem in self.roles.denial and not w.article]
        if not found and sheet.words[i] not in self.roles.denial:
            return False
        after = sheet.words[i + 1] if i + 1 < len(sheet.words) else ""
        pronoun = any(w.pronoun for w in found) or sheet.words[i].endswith(("اها", "اه", "ته", "تها"))
        return pronoun or after in self.grammar.object

    def _called_untrue(self, sheet: Sheet, s: Stated) -> str | None:
        """ "ما روجته وسائل إعلام عن سقوط 31 ادعاءات باطلة": the speaker calls it untrue, right after the figure."""
        _, high = sheet.sentence(s.start)
        for i in range(s.end, min(high, s.end + 8)):
            if sheet.words[i] in self.grammar.untrue:
                speaker = [a for a in sheet.attributions if sheet.same_sentence(a.start, i) and not a.quoted]
                return speaker[0].claimant if speaker else REPORT
        return None

    def _any(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """ "نفى البنتاغون مقتل أي مدني": a later denial of any harm answers the claims of dead before it."""
        if s.outcome not in ("killed", "casualties") or whom.victims not in _DENIED_VICTIMS:
            return None
        claimant = claimant_at(sheet, s.start)
        for i in range(s.end, len(sheet.words)):
            if sheet.sentences_apart(s.start, i) > _BACK:
                return None
            if not self._denies_any(sheet, i):
                continue
            speaker = claimant_at(sheet, i, denying=True)
            if speaker not in (claimant, REPORT):
                return speaker
        return None

    def _denies_any(self, sheet: Sheet, i: int) -> bool:
        """Whether a verb of denial at a token denies that there were any civilians harmed."""
        if not any(w.stem in self.roles.denial for w in splits(sheet.words[i])):
            return False
        near = sheet.words[i + 1 : i + 1 + _ANY_REACH]
        return any(a in self.grammar.any_ and b in self.grammar.civilian for a, b in pairwise(near))
