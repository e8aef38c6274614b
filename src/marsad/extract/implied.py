"""People told by a noun without a number where an outcome or a part marker stands beside them (codebook, "Figures").

One named or singular victim and duals are exact; a plain plural is at least two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.extract.parts import Parts
from marsad.extract.people import Counting, People
from marsad.extract.sheet import Sheet
from marsad.lexicon.actors import VictimNoun
from marsad.lexicon.grammar import FigureGrammar


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedPeople:
    """Finds nouns of people that count without a number."""

    counting: Counting
    parts: Parts
    grammar: FigureGrammar

    def people(self, sheet: Sheet, start: int, end: int, counted: Sequence[People]) -> Iterator[People]:
        """The people in tokens `[start, end)` told by a noun alone; `counted` are those told with a number."""
        for i in range(start, end):
            if sheet.masked[i] or any(p.start <= i < max(p.end, p.start + 1) for p in counted):
                continue
            noun = self.counting.noun_at(sheet.words, i)
            if noun is None or (i and sheet.words[i - 1] in self.grammar.none_of):
                continue
            if any(o.start == i and o.entry.kind == "noun" for o in sheet.outcomes) or self._doer(sheet, i, noun):
                continue
            if not self._suffers(sheet, i, noun, start, end):
                continue
            found = self.counting.implied(sheet, i)
            if found is not None and i and sheet.words[i - 1] in self.grammar.one_of:
                found = replace(found, start=i - 1, low=1, high=1, qualifier="exact")  # "أحد المواطنين"
            if found is not None:
                yield found

    def _suffers(self, sheet: Sheet, i: int, noun: VictimNoun, start: int, end: int) -> bool:
        """Whether the noun at a token is told to suffer something: by the words before it or by a verb after it."""
        if self.parts.leads_to(sheet.words, i, start) or self._beside(sheet, i):
            return True
        if i and sheet.words[i - 1].removeprefix("و") in self.grammar.met:
            light = any(o.entry.kind == "light" and i < o.start < min(i + 16, end) for o in sheet.outcomes)
            if light:
                return True
        return noun.number == "dual" and self._verb_after(sheet, i, end)

    def _beside(self, sheet: Sheet, i: int) -> bool:
        """Whether a verbal noun or a verb of an outcome stands before a token, "أحد" perhaps between them."""
        one_of = i >= 2 and sheet.words[i - 1] in self.grammar.one_of
        aside = i >= 2 and (sheet.words[i - 1] in self.grammar.between_verb or any(d.end == i for d in sheet.dates))
        for word in sheet.outcomes:
            if word.entry.kind not in ("masdar", "verb") or self._not_so(sheet, word.start):
                continue
            near = word.end == i or (aside and not word.entry.people_only and word.end == i - 1)
            if near or (one_of and word.end == i - 1):
                return True
        return False

    def _not_so(self, sheet: Sheet, token: int) -> bool:
        """ "نافيا تعمد إصابة مدنيين": harm that is denied, feared or avoided."""
        return any(w in self.grammar.not_so for w in sheet.words[max(token - 2, 0) : token])

    def _doer(self, sheet: Sheet, i: int, noun: VictimNoun) -> bool:
        """Whether armed people after an active verb are its subject: "قتل مسلحون 3 جنود"."""
        verb = next((o for o in sheet.outcomes if o.end == i and o.entry.kind == "verb" and o.entry.active), None)
        if verb is None or noun.victims not in ("nonstate", "military") or noun.number == "dual":
            return False
        if verb.entry.outcome == "captured" or verb.entry.single:
            return True
        people = (q.number_start for q in sheet.quantities)
        return any(
            i < at <= i + 4
            and not sheet.clause_break(i, at)
            and sheet.words[at - 1] not in self.grammar.before_other_number
            for at in people
        )

    @staticmethod
    def _verb_after(sheet: Sheet, i: int, end: int) -> bool:
        return any(
            i < o.start < min(i + 5, end) and o.entry.kind == "verb" and o.form.number == 2 for o in sheet.outcomes
        )
