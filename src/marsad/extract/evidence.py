"""What speaks for and against a draft being an event that a coder would write down, as named features.

Each feature is a short name ("type clash", "before خلال") that can be shown to a person. They are of the trigger, of
what stands beside it in its sentence, and of its place in the report; none is of a name or a number. The weights of
`data/lexicon/evidence.toml` are learned for these names: a changed feature needs new weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from marsad.extract.claimed import REPORT, said_at
from marsad.extract.draft import ATTACK, Draft
from marsad.extract.sheet import CLAUSE_ENDS, Sheet, TriggerMention
from marsad.extract.spoken import Spoken
from marsad.extract.support import Support, Supports, by_weapon
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_NEAR: Final = 3
_GAPS: Final = (2, 5, 10)
_PLACES: Final = (0, 1, 3, 6, 12)
_OPENING: Final = ("«", '"', "“", "”", "‘")
_SPOKEN: Final = frozenset({"statement", "other", "meeting", "call", "agreement"})
_FAMILY: Final = dict.fromkeys(ATTACK, "attack") | {
    "repelled": "attack",
    "killing": "harm",
    "arrest": "harm",
    "abduction": "harm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Finds the features of drafts; `words` are the small words that count by themselves."""

    supports: Supports
    spoken: Spoken
    words: frozenset[str]

    def of(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[list[str]]:
        """The features of each draft of a report."""
        report = list(self._report(sheet, drafts))
        return [[*report, *self._draft(sheet, drafts, n)] for n in range(len(drafts))]

    def _report(self, sheet: Sheet, drafts: Sequence[Draft]) -> Iterator[str]:
        """Of the report as a whole; of a brief, whose few words say little of its kind, only that it is one."""
        if sheet.brief:
            yield "a brief"
            return
        attacks = sum(d.type in ATTACK for d in drafts)
        yield f"attacks in report {_upto(attacks, (0, 1, 2, 4, 8))}"
        armed = [m.labels[0] for m in sheet.sides if self.supports.fights(m)]
        yield f"armed sides named {_upto(len(set(armed)), (0, 1, 2, 4))}"
        yield f"armed sides per word {_upto(1000 * len(armed) // (len(sheet.words) + 1), (0, 5, 15, 30, 50))}"
        sentences = len(sheet.sentences) + 1
        said = sum(a.kind != "stated" for a in sheet.attributions)
        yield f"claims per sentence {_upto(10 * said // sentences, (0, 2, 4, 7))}"
        yield f"days per sentence {_upto(10 * len(sheet.dates) // sentences, (0, 1, 3, 6))}"
        yield f"words of report {_upto(len(sheet.words), (60, 120, 250, 500))}"
        yield f"triggers per word {_upto(1000 * len(drafts) // (len(sheet.words) + 1), (10, 20, 40, 60))}"

    def _draft(self, sheet: Sheet, drafts: Sequence[Draft], n: int) -> Iterator[str]:
        draft = drafts[n]
        kind, family = draft.type, _FAMILY.get(draft.type, draft.type)
        trigger = draft.trigger
        support = [] if trigger is None else list(self._support(self.supports.of(sheet, trigger)))
        own = (self._trigger(trigger), support, self._beside(sheet, draft))
        placed = (self._placed(sheet, drafts, n), self._again(drafts, n))
        for found in chain(*own, *placed):
            yield found
            yield f"{family}: {found}"
        if kind in _SPOKEN:
            yield from self.spoken.of(sheet, drafts, n)
        yield from draft.marks
        yield f"type {kind}"
        if trigger is not None:
            yield f"entry {trigger.entry.id}"
            yield f"entry {trigger.entry.id} {trigger.form.tense or 'noun'}"
            yield from (f"entry {trigger.entry.id}: {s}" for s in support)

    @staticmethod
    def _trigger(trigger: TriggerMention | None) -> Iterator[str]:
        if trigger is None:
            return
        tense = trigger.form.tense or trigger.entry.kind
        yield f"form {tense}"
        yield f"form {tense} {trigger.form.number}"
        if trigger.article:
            yield "with the article"
        if trigger.pronoun:
            yield "with a pronoun"
        if trigger.preposition:
            yield f"with {trigger.preposition}"
        if trigger.conjunction:
            yield "joined by a conjunction"
        if len(range(trigger.start, trigger.end)) > 1:
            yield "of several words"
        if by_weapon(trigger):
            yield "its weapon is told"
        yield "weak" if trigger.entry.weak else "political" if trigger.entry.political else "strong"

    @staticmethod
    def _support(support: Support) -> Iterator[str]:
        yield f"sides in sentence {min(len(support.labels), 3)}"
        if support.armed:
            yield "armed side in sentence"
        if support.strong:
            yield "words of war in sentence"
        if support.toll:
            yield "toll in sentence"

    def _beside(self, sheet: Sheet, draft: Draft) -> Iterator[str]:
        """Of what stands beside the trigger in its sentence."""
        low, high = sheet.sentence(draft.start)
        after = min(draft.end + _NEAR, high)
        yield from (f"{m.kind} after" for m in sheet.sides if draft.end <= m.start < after)
        yield from (f"{m.kind} before" for m in sheet.sides if max(low, draft.start - _NEAR) <= m.start < draft.start)
        doers, targets = min(len(draft.roles.actors), 2), min(len(draft.roles.targets), 2)
        yield f"doers {doers}"
        yield f"targets {targets}"
        yield f"doers {min(doers, 1)} targets {min(targets, 1)}"
        near = sum(draft.end <= p.start < min(draft.end + 8, high) for p in sheet.places)
        yield f"places after {min(near, 2)}"
        yield f"status {draft.status}"
        if draft.date is not None:
            yield "dated" if draft.date.recent else "dated long ago"
            yield "date beside" if abs(draft.date.start - draft.end) <= 8 else "date apart"
        if draft.background:
            yield "recalled"
        yield "own voice" if said_at(sheet, draft.start) == REPORT else "claimed"
        yield from self._words(sheet, draft, low, high)

    def _words(self, sheet: Sheet, draft: Draft, low: int, high: int) -> Iterator[str]:
        """The small words before and after, and the marks about."""
        words = sheet.words
        if draft.start == low:
            yield "first in sentence"
        for back in (1, 2, 3):
            if draft.start - back < low:
                break
            word = words[draft.start - back]
            if word in CLAUSE_ENDS:
                yield "first in clause" if back == 1 else "near the start of its clause"
                break
            known = self._known(word)
            if known:
                yield f"before {known}" if back == 1 else f"before by {back} {known}"
                yield f"near before {known}"
        for ahead in range(min(_NEAR, high - draft.end)):
            word = words[draft.end + ahead]
            if word in CLAUSE_ENDS:
                yield "last in clause" if ahead == 0 else "near the end of its clause"
                break
            known = self._known(word)
            if known:
                yield f"after {known}" if ahead == 0 else f"near after {known}"
        if draft.end < high and words[draft.end].startswith("ال"):
            yield "before a definite word"
        if any(w in _OPENING for w in words[max(low, draft.start - 2) : draft.start]):
            yield "in quotation marks"
        if "؟" in words[high - 1 : high] or "?" in words[high - 1 : high]:
            yield "in a question"
        if any(_a_year(word) for word in words[low:high]):
            yield "a year in its sentence"

    def _known(self, word: str) -> str:
        """The small word that a word is, or stands joined to; empty for any other."""
        return next((h.form for h in heads(word) if h.form in self.words), "")

    @staticmethod
    def _again(drafts: Sequence[Draft], n: int) -> Iterator[str]:
        """How new it is: whether a definite word comes first, and what it shares with the drafts of its type."""
        draft = drafts[n]
        same = [d for d in drafts[:n] if d.type == draft.type]
        new = "first" if not same else "again"
        yield f"{'definite' if draft.definite else 'indefinite'}, {new} of its type"
        if draft.trigger is not None:
            yield f"{draft.trigger.form.tense or draft.trigger.entry.kind}, {new} of its type"
        names = _names(draft)
        if names and same:
            known = {name for d in same for name in _names(d)}
            yield "of its type at its place before" if names & known else "of its type, another place"
        if same and draft.date and any(d.date and d.date.edtf == draft.date.edtf for d in same):
            yield "of its type on its day before"

    def _placed(self, sheet: Sheet, drafts: Sequence[Draft], n: int) -> Iterator[str]:
        """Of its place in the report, and of the drafts around it."""
        draft = drafts[n]
        yield (
            "in the headline"
            if draft.start < sheet.title_end
            else f"sentence {_upto(sheet.sentence_of[draft.start], _PLACES)}"
        )
        if draft.trigger is not None and sheet.sentence_of[draft.start] <= 1:
            yield f"form {draft.trigger.form.tense or draft.trigger.entry.kind} at the head"
        yield f"told again {min(len(draft.also), 2)}"
        if any(start < sheet.title_end for start, _ in draft.also):
            yield "told in the headline"
        for name, other in (("before", n - 1), ("after", n + 1)):
            if 0 <= other < len(drafts) and sheet.same_sentence(drafts[other].start, draft.start):
                gap = abs(drafts[other].start - draft.start)
                family = _FAMILY.get(drafts[other].type, drafts[other].type)
                yield f"{family} {name} in sentence"
                yield f"{family} {name} within {_upto(gap, _GAPS)}"
        same = [d for d in drafts[:n] if d.type == draft.type]
        yield f"of its type before {min(len(same), 3)}"
        if any(set(d.roles.actors) & set(draft.roles.actors) for d in same):
            yield "of its type by its doer before"
        if draft.type not in ATTACK and any(d.type in ATTACK for d in drafts[:n]):
            yield "after an attack was told"
        if draft.figures:
            yield "with a toll"
        beside = sum(sheet.same_sentence(d.start, draft.start) for d in drafts)
        yield f"drafts in its sentence {_upto(beside, (1, 2, 4))}"
        if draft.start >= sheet.title_end > 0:
            title = [_FAMILY.get(d.type, d.type) for d in drafts if d.start < sheet.title_end]
            family = _FAMILY.get(draft.type, draft.type)
            yield (
                "its kind in the headline"
                if family in title
                else "another kind in the headline"
                if title
                else ("no event in the headline")
            )


def _names(draft: Draft) -> set[str]:
    """The names of a draft's places in one spelling."""
    return {fold_word(p.place.name) for p in draft.places}


def _a_year(word: str) -> bool:
    """Whether a word is the number of a year."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20", "14")


def _upto(value: int, bounds: Sequence[int]) -> str:
    """The bound that a number does not pass."""
    return next((f"≤{bound}" for bound in bounds if value <= bound), f">{bounds[-1]}")
