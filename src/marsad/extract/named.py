"""One victim told by name only, "مقتل أصغر باشابور": one person, exact (codebook, "Figures")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from marsad.extract.people import Counting, People
from marsad.extract.sheet import OutcomeMention, Sheet, SideMention
from marsad.extract.stated import Stated, stated
from marsad.lexicon.grammar import FigureGrammar

_LONGEST: Final = 5  # words of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVictims:
    """Finds deaths whose victim has a name and no noun."""

    counting: Counting
    grammar: FigureGrammar

    def figures(self, sheet: Sheet, start: int, end: int, taken: set[int]) -> Iterator[Stated]:
        """The figures of named victims in tokens `[start, end)`; `taken` are tokens of words that have their people."""
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or word.pronoun or sheet.masked[word.start]:
                continue
            length = self.name_length(sheet, word.end, end) if _naming(word) else 0
            if length < 2:
                continue
            after = word.end + length
            sides = self.counting.sides_after(sheet, after, after, member=True) or self._apposition(sheet, after, end)
            person = People(
                start=word.end,
                end=after,
                low=1,
                high=1,
                qualifier="exact",
                sides=sides,
                named=True,
                number_start=word.end,
            )
            yield stated(person, "killed", word, link="named")

    def name_length(self, sheet: Sheet, at: int, end: int) -> int:
        """How many words of a person's name begin at a token: words of no table, joined to nothing."""
        n = at
        while n < end and n - at < _LONGEST and sheet.words[n].isalpha() and not self._known(sheet, n):
            n += 1
        return n - at

    def _known(self, sheet: Sheet, i: int) -> bool:
        """Whether a word is no part of a name: a small word, an adjective, or one that says something else."""
        word = sheet.words[i]
        if (
            word in self.grammar.no_name
            or (len(word) > 3 and word.startswith(self.grammar.no_name_beginnings))
            or (word.startswith("ال") and len(word) > 6)
        ):
            return True
        return sheet.told(i) or self.counting.noun_at(sheet.words, i) is not None

    @staticmethod
    def _apposition(sheet: Sheet, at: int, end: int) -> tuple[SideMention, ...]:
        """ "…، أحد القادة الكبار في فيلق القدس": the side in the words that say who he was."""
        if at >= end or sheet.words[at] not in ("،", ","):
            return ()
        for mention in sheet.sides:
            if at < mention.start <= at + 7 and not sheet.clause_break(at + 1, mention.start):
                return (mention,)
        return ()


def _naming(word: OutcomeMention) -> bool:
    """Whether a name can follow a word: of killing, without the article, and not of people only."""
    if word.entry.outcome != "killed" or word.entry.people_only:
        return False
    return (word.entry.kind == "masdar" and not word.article) or (word.entry.kind == "verb" and word.entry.single)
