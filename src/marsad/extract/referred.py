"""Victims told by a pronoun or not at all: "ما أدى إلى مقتله", "استشهد متأثرا بجراحه" (codebook, "Figures")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.people import AMOUNTS, MORE, People
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.extract.stated import Stated, stated
from marsad.lexicon.grammar import FigureGrammar

_COUNTS: Final = {"ه": 1, "ها": 1, "هما": 2}
_WOUNDS: Final = 3  # words from a verb of dying to the wounds he died of
_BACK: Final = 1  # sentences back to a figure that the pronoun only takes up again


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """Finds verbal nouns of harm whose victim is a pronoun, where the harm is told as what came of something."""

    grammar: FigureGrammar

    def figures(self, sheet: Sheet, start: int, end: int, before: Sequence[Stated]) -> Iterator[Stated]:
        """The figures of such nouns in tokens `[start, end)`, unless one of `before` tells of those people."""
        for word in sheet.outcomes:
            if not start <= word.start < end or sheet.masked[word.start] or any(s.word is word for s in before):
                continue
            if self._of_wounds(sheet, word):
                low, high, qualifier = AMOUNTS.get(word.form.number, MORE)
            elif self._result(sheet, word) or self._done(sheet, word):
                low, high, qualifier = AMOUNTS.get(_COUNTS.get(word.pronoun, 0), MORE)
            else:
                continue
            person = People(
                start=word.start, end=word.end, low=low, high=high, qualifier=qualifier, number_start=word.start
            )
            if not any(_same(sheet, s, word, low) for s in before):
                yield stated(person, word.entry.outcome, word, link="noun")

    def _of_wounds(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "ثم مات متأثرا بإصابته": a verb of dying without a subject beside it, and what he died of right after it."""
        if word.entry.kind != "verb" or word.entry.outcome != "killed" or word.entry.active or word.pronoun:
            return False
        after = sheet.words[word.end : word.end + _WOUNDS]
        return any(w.startswith(self.grammar.of_wounds_beginnings) for w in after) and "،" not in after

    def _done(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "تم قتله", "قاموا بقتله": a verb that says that it was done, and one victim by his pronoun."""
        if word.entry.outcome != "killed" or word.pronoun not in ("ه", "ها", "هما") or word.entry.people_only:
            return False
        before = sheet.words[word.start - 1].removeprefix("و") if word.start else ""
        return before in self.grammar.done and (word.entry.single or word.entry.active or word.entry.kind == "masdar")

    def _result(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether a verbal noun with a pronoun is what something led to, and no time or cause of another thing."""
        if word.entry.kind != "masdar" or not word.pronoun or word.entry.people_only:
            return False
        if word.entry.outcome not in ("killed", "injured") or word.start == 0:
            return False
        led = {h.removeprefix("و") for h in sheet.words[max(word.start - 2, 0) : word.start]} & self.grammar.led_to
        return bool(led)


def _same(sheet: Sheet, s: Stated, word: OutcomeMention, low: int | None) -> bool:
    """Whether a figure told shortly before is of the people that a pronoun takes up."""
    near = s.start <= word.start and sheet.sentences_apart(s.start, word.start) <= _BACK
    return near and s.outcome == word.entry.outcome and s.people.low == low
