"""Whether an event happened, goes on, failed or is planned: by its tense and the words about it (codebook, "Events").

A word about an event stands before it in its clause ("واصل الجيش قصف"), right after it ("معارك مستمرة"), or is the
verb of the clause that follows it ("غارات يشنها"). What is only meant, feared or denied is no event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, Sheet, TriggerMention
from marsad.text.clitics import heads, splits

_NEAR: Final = 4  # words before a trigger that speak of it
_FAR: Final = 12  # words between a verb of carrying on and what is carried on, its subject between them
_SUFFERED: Final = 20  # words from "it was exposed" to what it was exposed to, where it lies between them
_AFTER: Final = 3
_MEANT: Final = 5  # words from what is wanted or feared to a trigger
_TRIED: Final = 7  # words from a verb of trying to what is tried, its subject between them
_SINCE: Final = frozenset({"displacement"})  # go on where they are told since when
_DENIED: Final = 7  # words from a denial to what it denies


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """Tells the status of triggers; `words` are those of `data/lexicon/triggers.toml`."""

    words: Mapping[str, frozenset[str]]

    def of(self, sheet: Sheet, trigger: TriggerMention) -> str | None:
        """`planned`, `failed`, `ongoing` or `occurred`; None for what is told not to be, or only meant to be."""
        words, (low, _) = sheet.words, sheet.sentence(trigger.start)
        before = words[max(low, trigger.start - _NEAR) : trigger.start]
        after = words_after(sheet, trigger, _AFTER)
        if self._denied(sheet, trigger):
            return None
        if self.readied(sheet, trigger):
            return "planned"
        if self.meant(sheet, trigger) or self._asked(sheet, trigger):
            return None
        if trigger.type == "statement":
            return "occurred"  # who demands or refuses has spoken
        imperfect = trigger.form.tense == "imperfect"
        if imperfect and (self._future(words[trigger.start], trigger) or self._has("will", before)):
            return "planned"
        if self._has("planned_before", before[-3:]) or self._has(
            "prepares", self._since_other(sheet, trigger, any_=True)
        ):
            return "planned"
        own = words[trigger.start : trigger.end - 1]
        tried = self._since_other(sheet, trigger)[-_TRIED:]
        if trigger.type == "repelled":
            tried = own = before = ()
        if self._has("failed_before", [*before[-3:], *tried, *own]) or self._has("failed_after", after[:2]):
            return "failed"
        if imperfect:
            headline = trigger.start < sheet.title_end or self._told_briefly(sheet, trigger)
            return "occurred" if headline or self._has("before_subjunctive", before[-1:]) else "ongoing"
        if self._lasts(sheet, trigger, before, after):
            return "ongoing"
        return trigger.entry.status or "occurred"

    @staticmethod
    def _told_briefly(sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "قسد تعتقل إماما": a brief tells what happened in the present tense of headlines, its subject first."""
        low, _ = sheet.sentence(trigger.start)
        subject = any(max(low, trigger.start - _NEAR) < m.end <= trigger.start for m in sheet.sides)
        return subject and sheet.brief

    def readied(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "الاستعدادات لاقتحام المدينة": an attack that is made ready for."""
        violent = trigger.type in ("clash", "territory_taken") and not trigger.form.tense
        return violent and trigger.preposition == "ل" and self._has("readying", self._before(sheet, trigger, 2))

    def meant(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "لصد هجوم", "بهدف تحرير", "ضرورة وقف": what is wanted, feared or talked of, and has not been told to be."""
        if trigger.preposition == "ل" and trigger.entry.kind != "noun":
            low, _ = sheet.sentence(trigger.start)
            return not self._has("suffered", sheet.words[max(low, trigger.start - _SUFFERED) : trigger.start])
        if self._has("conditions", self._before(sheet, trigger, _FAR)):
            return True
        return self._has("meant", self._before(sheet, trigger, _MEANT))

    def _denied(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether it is told not to have been: a negation right before it, or a denial before it in its clause."""
        window = self._before(sheet, trigger, _DENIED)
        claimed = trigger.type == "statement" and trigger.entry.kind == "masdar"  # "ولم تعلن أي جهة مسؤوليتها"
        if self._has("ongoing_before", window[-2:]):
            return False  # "لا تزال"
        return self._has("negation", window if claimed else window[-2:]) or self._has("denies", window)

    def _asked(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "طالب بفتح تحقيق", "دعت إلى هدنة": what ب or إلى leads to after a demand, a threat or a refusal."""
        before = self._before(sheet, trigger, _FAR)
        led = trigger.preposition == "ب" or any(w in ("الي", "علي") for w in before[-2:])
        return led and not trigger.form.tense and trigger.type != "statement" and self._has("demands", before)

    @staticmethod
    def _before(sheet: Sheet, trigger: TriggerMention, most: int) -> Sequence[str]:
        """The words before a trigger in its clause."""
        low, _ = sheet.sentence(trigger.start)
        for i in range(trigger.start - 1, max(low, trigger.start - most) - 1, -1):
            if sheet.words[i] in CLAUSE_ENDS:
                return sheet.words[i + 1 : trigger.start]
        return sheet.words[max(low, trigger.start - most) : trigger.start]

    def _lasts(self, sheet: Sheet, trigger: TriggerMention, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether a noun, or a verb of another tense, is told to go on."""
        if self._has("ongoing_before", [*before, *sheet.words[trigger.start : trigger.end]]) or self._has(
            "ongoing_after", self._clause(after)
        ):
            return True
        if trigger.type in _SINCE and "منذ" in self._clause(words_after(sheet, trigger, _FAR)):
            return True
        if trigger.form.tense:
            return False
        return self._carried_on(sheet, trigger) or self._entering(sheet, trigger)

    def _carried_on(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "واصلت الفصائل هجماتها": a verb of carrying on, or of launching in the imperfect, and no event between."""
        return self._has("carrying_on", self._since_other(sheet, trigger))

    @staticmethod
    def _since_other(sheet: Sheet, trigger: TriggerMention, *, any_: bool = False) -> Sequence[str]:
        """The words before a trigger in its sentence, after the event before it; after talks too where `any_`."""
        low, _ = sheet.sentence(trigger.start)
        told = [t for t in sheet.triggers if t.end <= trigger.start and t.start >= low]
        others = [t.end for t in told if any_ or not t.entry.political]
        return sheet.words[max([low, trigger.start - _FAR, *others[-1:]]) : trigger.start]

    def _entering(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "مع دخول القصف يومه الرابع": it enters its fourth day."""
        low, high = sheet.sentence(trigger.start)
        entering = self._has("entering", sheet.words[max(low, trigger.start - 2) : trigger.start])
        return entering and self._has("its_day", sheet.words[trigger.end : min(trigger.end + 9, high)])

    @staticmethod
    def _clause(after: Sequence[str]) -> Sequence[str]:
        """The words after a trigger up to the end of its sentence, or to another thing joined to it."""
        for i, word in enumerate(after):
            if word in SENTENCE_ENDS or word in ("،", "؛", "و"):
                return after[:i]
        return after

    @staticmethod
    def _future(word: str, trigger: TriggerMention) -> bool:
        return trigger.preposition == "س" or any(
            s.preposition == "س" for s in splits(word) if s.stem == trigger.form.text
        )

    def _has(self, kind: str, window: Sequence[str]) -> bool:
        table = self.words[kind]
        return any(w in table or any(h.form in table for h in heads(w) if not h.preposition) for w in window)


def words_after(sheet: Sheet, trigger: TriggerMention, most: int) -> Sequence[str]:
    """The words after a trigger in its sentence."""
    return sheet.words[trigger.end : min(trigger.end + most, sheet.sentence(trigger.start)[1])]
