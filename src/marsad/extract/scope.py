"""The scope of a figure, an incident, a stretch or a running total, and who denies it (codebook, "Figures": scope)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from marsad.extract.claimants import claimant_at
from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.matching import phrase_in
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.extract.stated import Stated
from marsad.lexicon.grammar import AssemblyGrammar
from marsad.lexicon.roles import RoleWords
from marsad.model import Figure
from marsad.text.clitics import splits

# More dead than in any single incident of these wars but a handful: a total of a time, whether it is told or not.
_NO_ONE_INCIDENT: Final = 1000
_LONG: Final = 20  # days of a stretch of time over which a toll is no incident's


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """Reads the words around a figure that say over what it counts, and whether it is denied."""

    roles: RoleWords
    grammar: AssemblyGrammar

    def of(self, sheet: Sheet, s: Stated, cause: Draft | None) -> str:
        """`incident`, `period` or `cumulative`, by the clause of the figure and the time told for its event."""
        low, high = sheet.sentence(s.start)
        start = max((i + 1 for i in range(low, s.start) if sheet.words[i] in CLAUSE_ENDS), default=low)
        end = min((i for i in range(s.end, high) if sheet.words[i] in CLAUSE_ENDS), default=high)
        running = phrase_in(self.roles.cumulative, sheet.words, start, end)
        if running is not None and not self._of_one_event(sheet, start, end):
            return "cumulative"
        if phrase_in(self.roles.period, sheet.words, start, end) is not None:
            return "period"
        if any(d.period and start <= d.start < end for d in sheet.dates):
            return "period"
        if any("/" in (d.edtf or "") and start <= d.start < end and days(d.edtf) > _LONG for d in sheet.dates):
            return "period"
        if s.outcome == "killed" and (s.people.low or 0) >= _NO_ONE_INCIDENT:
            return "cumulative" if phrase_in(self.roles.cumulative, sheet.words, low, high) is not None else "period"
        dated = cause is not None and cause.date is not None and cause.date.period
        if dated and cause is not None and sheet.same_sentence(cause.start, s.start):
            return "period"
        return "incident"

    def _of_one_event(self, sheet: Sheet, start: int, end: int) -> bool:
        """Whether the toll that rises is that of one strike ("حصيلة قتلى الغارة"), not of a stretch of time."""
        if any(w in self.grammar.over_time for w in sheet.words[start:end]):
            return False
        told = [t for t in sheet.triggers if start <= t.start < end and t.type in HARMFUL]
        return len(told) == 1 and told[0].article and told[0].form.number == 1

    def denied_by(self, sheet: Sheet, s: Stated) -> str | None:
        """Who denies the claim in words after it in its sentence ("في حصيلة نفاها النظام")."""
        _, high = sheet.sentence(s.start)
        for i in range(s.end, min(high, s.end + 30)):
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
        return pronoun or after in self.grammar.denied_object


def days(edtf: str | None) -> int:
    """How many days an EDTF interval spans; 0 for what is no interval of days."""
    first, _, last = (edtf or "").partition("/")
    if len(first) < 10 or len(last) < 10:
        return 0
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def same_period(sheet: Sheet, figure: Figure, before: Figure) -> bool:
    """The same claimant goes on counting over the stretch he named: no other time is told in between."""
    if figure.scope != "incident" or before.scope != "period" or figure.date is not None:
        return False
    near = sheet.sentence_of[sheet.token_at(figure.span.start)] - sheet.sentence_of[sheet.token_at(before.span.start)]
    return 0 <= near <= 1 and figure.claimant == before.claimant != "report"


def inherited(figure: Figure, before: Sequence[Figure]) -> Figure:
    """A part has the cause and the scope of its whole."""
    if figure.part_of is None or figure.part_of >= len(before):
        return figure
    whole = before[figure.part_of]
    return replace(figure, by=figure.by or whole.by, scope=whole.scope)
