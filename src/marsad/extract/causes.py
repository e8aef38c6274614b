"""What caused a toll: the event it belongs to, and the side that did it (codebook, "Figures": by).

In a two-sided clash `by` is null unless the text says who killed them; if two sides are named as causing it, the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.matching import phrase_in
from marsad.extract.sheet import Sheet
from marsad.extract.stated import Stated
from marsad.extract.victims import NOT_PEOPLE, Victims
from marsad.lexicon.grammar import AssemblyGrammar
from marsad.lexicon.roles import RoleWords

# The events by which people are captured or driven out; other outcomes are of all that harm but do not hold or drive.
_FITS: Final = {
    "captured": frozenset({"abduction", "arrest", "clash"}),
    "displaced": frozenset({"displacement", "clash", "shelling", "airstrike"}),
}
_OTHERS: Final = HARMFUL - {"arrest", "abduction", "displacement"}
_REACH: Final = 120  # words back to an event of a sentence before


def cause_of(sheet: Sheet, s: Stated, k: int, drafts: Sequence[Draft]) -> int | None:
    """The index of the event that figure `k` is a toll of: nearest in its sentence, else the last one before."""
    for n, d in enumerate(drafts):
        if k in d.figures:
            return n
    fits = _FITS.get(s.outcome, _OTHERS)
    if s.people.low == s.people.high == 1 and s.outcome == "killed":
        near = [n for n, d in enumerate(drafts) if d.type == "killing" and abs(d.start - s.start) <= 6]
        if near:
            return near[0]
    here = [
        n
        for n, d in enumerate(drafts)
        if d.type in fits and any(sheet.same_sentence(a, s.start) for a, _ in ((d.start, 0), *d.also))
    ]
    if here:
        return min(here, key=lambda n: min(abs(a - s.start) for a, _ in ((drafts[n].start, 0), *drafts[n].also)))
    before = [n for n, d in enumerate(drafts) if d.type in fits and 0 < s.start - d.start < _REACH]
    return before[-1] if before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CausedBy:
    """Tells which side caused a toll."""

    roles: RoleWords
    grammar: AssemblyGrammar

    def side(self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None) -> str | None:
        """The side's label by the words around the figure, else the doer of its event; None in a clash."""
        told = self._by(sheet, s)
        if told is not None:
            return told
        told = self._because(sheet, s)
        if told is not None and told not in (whom.group, *NOT_PEOPLE):
            return told
        subject = self._active_subject(sheet, s, whom)
        if subject:
            return subject
        if cause is None or (cause.trigger is not None and cause.trigger.entry.roles == "symmetric"):
            return None
        if _clash_after(sheet, s):
            return None
        nobody = (whom.group, *NOT_PEOPLE, "unknown")
        doers = (a for a in (*cause.roles.actors, *_answer(cause, whom)) if a not in nobody)
        return next(doers, None)

    def _by(self, sheet: Sheet, s: Stated) -> str | None:
        """ "على يد X", "من قبل X" after the figure."""
        _, high = sheet.sentence(s.start)
        for mention in sheet.sides:
            if not s.start <= mention.start < high:
                continue
            at = phrase_in(self.roles.by, sheet.words, max(mention.start - 4, s.start), mention.start)
            if at is not None and not sheet.clause_break(at, mention.start):
                return mention.labels[0]
        return None

    def _because(self, sheet: Sheet, s: Stated) -> str | None:
        """ "جراء الرد التركي", "نتيجة القصف التركي": the side in the words that say why."""
        _, high = sheet.sentence(s.start)
        for i in range(s.start, min(s.end + 4, high)):
            if sheet.words[i] in self.roles.because:
                for mention in sheet.sides:
                    if i < mention.start <= i + 4 and not sheet.clause_break(i, mention.start):
                        return None if mention.labels[0] in NOT_PEOPLE else mention.labels[0]
        return None

    def _active_subject(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """The side between an active verb and its object, or its pronoun's.

        "قتلت قوات الأمن المئات", "أعلنت القوات أنها قتلت ثمانية".
        """
        word = s.word
        if word is None or word.entry.kind != "verb" or not word.entry.active or word.entry.own:
            return None
        if word.start and sheet.words[word.start - 1] in self.grammar.subject_before and word.form.number != 2:
            low, _ = sheet.sentence(word.start)
            named = [m for m in sheet.sides if low <= m.start < word.start and m.kind != "adjective"]
            if named and named[0].labels[0] not in (whom.group, *NOT_PEOPLE):
                return named[0].labels[0]
        between = [
            m
            for m in sheet.sides
            if word.end <= m.start <= word.end + 1 and m.end <= s.people.start and m.kind != "adjective"
        ]
        return between[0].labels[0] if between and between[0].labels[0] not in NOT_PEOPLE else None


def _clash_after(sheet: Sheet, s: Stated) -> bool:
    """ "في القصف والاشتباكات": a clash told beside the strike, so that it is not told which of the two did it."""
    return any(
        t.entry.roles == "symmetric" and s.end <= t.start <= s.end + 8 and not sheet.clause_break(s.end, t.start)
        for t in sheet.triggers
    )


def _answer(cause: Draft, whom: Victims) -> tuple[str, ...]:
    """Attackers' dead are the defenders' doing."""
    return cause.roles.targets if whom.group is not None and whom.group in cause.roles.actors else ()
