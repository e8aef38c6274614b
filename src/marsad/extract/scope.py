"""The scope of a figure: one incident, a stretch of time, or a running total (codebook, "Figures": scope)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from marsad.extract.claimed import REPORT
from marsad.extract.draft import HARMFUL
from marsad.extract.matching import phrase_in
from marsad.extract.sheet import CLAUSE_ENDS, DateMention, Sheet
from marsad.extract.stated import Stated
from marsad.lexicon.grammar import ScopeGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import RoleWords
from marsad.model import Figure

# So many people in any single incident of these wars there hardly were: a total of a time, whether it is told or not.
_NO_ONE_INCIDENT: Final = {"killed": 200, "injured": 1000, "casualties": 1000, "captured": 1000, "displaced": 20_000}
_OF_WAR: Final = 10  # so many times that are the dead of a whole war
_OLD: Final = 800  # days: a year so long ago is when the killing began, not the year of its dead
_LEADING: Final = 3  # words before a date that say that it is meant throughout ("خلال الفترة من 20 إلى 31 يوليو")
_WEEK: Final = 6  # days from the first to the last of a week
_TOLL_REACH: Final = 16  # words from the noun of a toll to the verb that says that it rose
_GENITIVE_REACH: Final = 2  # words between the noun of a toll and the event whose toll it is
_LONG: Final = 20  # days since when a toll runs that is a total of the whole fighting, not of a stretch of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scopes:
    """Reads the words around a figure that say over what it counts."""

    roles: RoleWords
    grammar: ScopeGrammar

    def of(self, sheet: Sheet, s: Stated) -> str:
        """`incident`, `period` or `cumulative`, by the clause of the figure and the time told in it."""
        start, end = self._clause(sheet, s)
        stretch = self._stretch(sheet, s, start, end)
        rising = self._within(self.roles.rising, sheet, s, start)
        if rising is not None:
            return "incident" if self._of_one_event(sheet, s, rising) else "cumulative"
        if self._since_long(sheet, s, start, end):
            return "cumulative"
        if s.people.low == s.people.high == 1:
            return "incident"  # one dies at one time
        if stretch:
            return "period"
        if self._within(self.roles.total, sheet, s, start) is not None:
            return "cumulative"
        return self._untold(sheet, s, start, end)

    def of_its_event(self, sheet: Sheet, s: Stated, scope: str) -> bool:
        """Whether a figure is the toll of the event it is told with: a rising one too, where no time is told for it."""
        if scope != "cumulative":
            return scope == "incident"
        start, end = self._clause(sheet, s)
        told = self._since_long(sheet, s, start, end) or self._stretch(sheet, s, start, end)
        rising = self._within(self.roles.rising, sheet, s, start) is not None
        lasts = any(w in self.grammar.over_time for w in sheet.words[start:end])
        return rising and not told and not lasts and not self._of_several(sheet, s, end)

    @staticmethod
    def _of_several(sheet: Sheet, s: Stated, end: int) -> bool:
        """Whether several happenings are told after a number as its cause ("to 13 the dead of attacks ...")."""
        after = (t for t in sheet.triggers if s.people.number_start < t.start < end and t.type in HARMFUL)
        return any(t.form.number == 3 and t.entry.kind != "verb" for t in after)

    def carried(self, sheet: Sheet, s: Stated, figure: Figure, before: Figure) -> str:
        """The scope of a figure that goes on with the count before it: in its sentence, or of its claimant in the next.

        No other time is told in between, and the figure is not told as the toll of one event.
        """
        counts = before.scope not in ("incident", figure.scope) and figure.part_of is None
        if not counts or figure.low == figure.high == 1 or (figure.date is not None and figure.date != before.date):
            return figure.scope
        at, last = s.start, sheet.token_at(before.span.start)
        if figure.scope == "cumulative" and self._grows(sheet, s):
            return figure.scope
        if sheet.same_sentence(at, last):
            alone = any(w.removeprefix("و") in self.grammar.so_that_rises for w in sheet.words[last:at])
            return figure.scope if alone else before.scope
        if sheet.sentences_apart(last, at) > 1:
            return figure.scope
        start, _ = sheet.sentence(at)
        opposed = any(w in self.grammar.opposed for w in sheet.words[start:at])
        same = figure.claimant == before.claimant != "report" and before.scope == "period"
        return before.scope if opposed or same else figure.scope

    def _grows(self, sheet: Sheet, s: Stated) -> bool:
        """Whether a running total is told to grow or to run since a day, and not only to amount to a number."""
        start, end = self._clause(sheet, s)
        at = self._within(self.roles.rising, sheet, s, start)
        reached = at is not None and sheet.words[at].removeprefix("و") in self.grammar.amounts
        return (at is not None and not reached) or self._since_long(sheet, s, start, end)

    # ---- the clause

    def _clause(self, sheet: Sheet, s: Stated) -> tuple[int, int]:
        """The clause of a figure, with what is joined to it ("قتل 3، وأصيب 5، خلال أسبوع")."""
        low, high = sheet.sentence(s.start)
        start = max((i + 1 for i in range(low, s.start) if sheet.words[i] in CLAUSE_ENDS), default=low)
        start = self._with_time_before(sheet, low, start)
        for i in range(s.end, high):
            if sheet.words[i] in CLAUSE_ENDS and not (i + 1 < high and self._joins(sheet, i + 1)):
                return start, i
            if sheet.words[i] in self.grammar.opens:
                return start, i
        return start, high

    def _with_time_before(self, sheet: Sheet, low: int, start: int) -> int:
        """Where the clause begins with the time told before its comma ("ومنذ اندلاع القتال، قتل 13")."""
        before = max((i + 1 for i in range(low, start - 1) if sheet.words[i] in CLAUSE_ENDS), default=low)
        return before if before < start - 1 and sheet.words[before] in self.grammar.since else start

    def _joins(self, sheet: Sheet, at: int) -> bool:
        """Whether what follows a comma goes on with the same toll: more people and what they suffered, or a time."""
        word = sheet.words[at]
        if word in self.grammar.goes_on:
            return True
        if word in self.grammar.opens or word.removeprefix("و") in self.grammar.opens:
            return False
        told = any(o.start == at and o.conjunction == "و" for o in sheet.outcomes)
        told = told or (word.startswith("و") and any(q.number_start in (at, at + 1) for q in sheet.quantities))
        timed = any(d.start in (at, at + 1) for d in sheet.dates) or word in self.grammar.over_time
        return told or timed or word in self.grammar.parts

    @staticmethod
    def _within(index: WordIndex[str], sheet: Sheet, s: Stated, start: int) -> int | None:
        """Where a phrase begins that stands in the clause of a figure before its number."""
        return phrase_in(index, sheet.words, start, max(s.people.number_start, s.start + 1))

    def _here(self, sheet: Sheet, s: Stated, at: int) -> bool:
        """Whether words of time are of the figure's own clause, not of one that only says more of somebody."""
        first, last = (s.end, at) if at >= s.end else (at, s.start)
        return not any(w in self.grammar.relative for w in sheet.words[first:last])

    # ---- what it says

    def _of_one_event(self, sheet: Sheet, s: Stated, rising: int) -> bool:
        """Whether the toll that rises is that of one strike ("حصيلة قتلى الغارة", "حصيلته"), told with a plain verb."""
        if sheet.words[rising].removeprefix("و") in self.grammar.so_that_rises:
            return False
        low, _ = sheet.sentence(s.start)
        words = range(max(low, rising - _TOLL_REACH), max(s.people.number_start, rising + 1))
        if any(sheet.words[i] in self.grammar.over_time for i in words):
            return False
        if any(sheet.words[i] in self.grammar.its_toll for i in words):
            return True
        nouns = [i + 1 for i in words if sheet.words[i] in self.grammar.toll_nouns]
        nouns += [o.end for o in sheet.outcomes if o.start in words and o.entry.kind == "noun"]
        single = [t.start for t in sheet.triggers if t.article and t.form.number == 1 and t.type in HARMFUL]
        return any(0 <= t - noun < _GENITIVE_REACH for t in single for noun in nouns)

    def _since_long(self, sheet: Sheet, s: Stated, start: int, end: int) -> bool:
        """ "منذ بداية الهجوم", "منذ الرابع من نيسان": since the fighting began, or since a day long ago."""
        at = phrase_in(self.roles.since, sheet.words, start, end)
        dated = any(d.start == at for d in sheet.dates)  # "منذ بداية الشهر": as long ago as that is
        if at is not None and not dated and self._here(sheet, s, at):
            return True
        lasting = any(w in self.grammar.campaigns for w in sheet.words[start:end])
        since = [d for d in self._times(sheet, s, start, end) if self._since(sheet, d)]
        return any(lasting or _age(sheet, d) > _LONG for d in since)

    def _stretch(self, sheet: Sheet, s: Stated, start: int, end: int) -> bool:
        """ "خلال 24 ساعة", "منذ أمس", "في اليومين الماضيين": a stretch of time in the figure's clause."""
        at = phrase_in(self.roles.period, sheet.words, start, end)
        if at is not None and self._here(sheet, s, at):
            return True
        for d in self._times(sheet, s, start, end):
            if self._since(sheet, d):
                return s.outcome != "missing"  # who is missing since a day went missing on it
            if any(w in self.grammar.one_time for w in sheet.words[max(d.start - 1, 0) : d.start + 1]):
                continue  # "ليل الأربعاء الخميس", "بين الاثنين والثلاثاء": one time between two days
            if _some_days(sheet, d):
                return True
            if _long(d) and (self._through(sheet, d) or self._events(sheet, s, start, end)):
                return True
        return False

    def _times(self, sheet: Sheet, s: Stated, start: int, end: int) -> Iterator[DateMention]:
        """The words of time in the figure's clause."""
        return (d for d in sheet.dates if start <= d.start < end and self._here(sheet, s, d.start))

    def _since(self, sheet: Sheet, d: DateMention) -> bool:
        return d.since or (d.start > 0 and sheet.words[d.start - 1] in self.grammar.since)

    def _through(self, sheet: Sheet, d: DateMention) -> bool:
        """Whether the words before or after a date say that it is meant from its beginning to its end."""
        around = (*sheet.words[max(d.start - _LEADING, 0) : d.start + 1], *sheet.words[d.end : d.end + 1])
        return any(w in self.grammar.over_time for w in around)

    def _events(self, sheet: Sheet, s: Stated, start: int, end: int) -> bool:
        """Whether several harmful events are told in the figure's sentence: a month's dead of theirs are a period's.

        Not where one event is told before the figure in its clause, whose toll it is.
        """
        told = [t for t in sheet.triggers if sheet.same_sentence(t.start, s.start) and t.type in HARMFUL]
        several = any(t.form.number == 3 and t.entry.kind != "verb" for t in told)
        return several and not self._one_event(sheet, start, min(s.start, end))

    @staticmethod
    def _one_event(sheet: Sheet, start: int, end: int) -> bool:
        """Whether one harmful event, or two, are told in a clause: one strike's toll "last month" is the strike's."""
        suffered = {i for o in sheet.outcomes for i in range(o.start, o.end)}
        told = (t for t in sheet.triggers if start <= t.start < end and t.form.number <= 2)
        return any(t.type in HARMFUL and t.start not in suffered for t in told)

    def _untold(self, sheet: Sheet, s: Stated, start: int, end: int) -> str:
        """The scope where no word tells it: more than any one incident kills are the toll of a time or of a war."""
        least = _NO_ONE_INCIDENT.get(s.outcome, 1000)
        number = s.people.low or s.people.high or 0
        if number < least:
            return "incident"
        single = self._one_event(sheet, start, end)
        if single and s.people.qualifier == "vague":
            return "incident"
        if s.outcome == "displaced" or any(w in self.grammar.campaigns for w in sheet.words[start:end]):
            return "cumulative"
        if number >= _OF_WAR * least and not any(
            _long(d) and _age(sheet, d) < _OLD for d in self._times(sheet, s, start, end)
        ):
            return "cumulative"
        return "incident" if single and number < 5 * least else "period"


def _long(d: DateMention) -> bool:
    """Whether a date is longer than a day: a stretch, a month, a year."""
    edtf = d.edtf or ""
    return d.period or "/" in edtf or 0 < len(edtf) < len("2020-02-03")


def _some_days(sheet: Sheet, d: DateMention) -> bool:
    """ "أمس وأول من أمس", "اليومين الماضيين": a few days together, or another day joined to a day."""
    first, _, last = (d.edtf or "").partition("/")
    if len(first) == len(last) == len("2020-02-03"):
        return 0 < (date.fromisoformat(last) - date.fromisoformat(first)).days < _WEEK
    return any(other.start == d.end and sheet.words[d.end].startswith("و") for other in sheet.dates)


def _age(sheet: Sheet, d: DateMention) -> int:
    """How many days before publication, or before its own end, the time told by a date began; 0 where unknown."""
    first, _, last = (d.edtf or "").partition("/")
    end = sheet.published.isoformat() if sheet.published else last
    if len(first) < 7 or len(end) < 10:
        return 0
    begun = date.fromisoformat(first[:10] if len(first) >= 10 else f"{first[:7]}-01")
    return (date.fromisoformat(end[:10]) - begun).days


def inherited(figure: Figure, before: Sequence[Figure]) -> Figure:
    """A part has the cause and the scope of its whole, and its claimant where no other is told."""
    if figure.part_of is None or figure.part_of >= len(before):
        return figure
    whole = before[figure.part_of]
    claimant = whole.claimant if figure.claimant == REPORT else figure.claimant
    return replace(figure, by=figure.by or whole.by, scope=whole.scope, claimant=claimant)
