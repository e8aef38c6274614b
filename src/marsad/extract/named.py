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
_JOINED: Final = 3  # letters of a word that may be "and" with another after it
_SURNAME: Final = 5  # letters of a name that stands alone
_FAR: Final = 12  # words from the head of a line to the verb of who is named at it


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVictims:
    """Finds deaths whose victim has a name and no noun."""

    counting: Counting
    grammar: FigureGrammar

    def figures(self, sheet: Sheet, start: int, end: int, taken: set[int]) -> Iterator[Stated]:
        """The figures of named victims in tokens `[start, end)`; `taken` are tokens of words that have their people."""
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or sheet.masked[word.start]:
                continue
            if word.entry.outcome != "killed" or word.entry.people_only:
                continue
            beside = None if word.pronoun else self._after(sheet, word, end) or self._before(sheet, word, start)
            named = beside or self._met(sheet, word, start)
            if named is not None:
                yield stated(named, "killed", word, link="named")

    def _after(self, sheet: Sheet, word: OutcomeMention, end: int) -> People | None:
        """ "مقتل فلان", "استشهد فلان", "قتل فلان إثر …": the name after a word of killing."""
        leader = next((m for m in sheet.sides if m.start == word.end and m.kind == "leader"), None)
        if leader is not None and word.entry.kind == "masdar" and self._naming(sheet, word):
            return _person(leader.start, leader.end, (leader,))  # "مقتل" and the name of a known leader
        length = self.name_length(sheet, word.end, end) if self._naming(sheet, word) else 0
        after = word.end + length
        surname = length == 1 and word.entry.id == "killing" and self._suffers(sheet, after)  # "مقتل سليماني في غارة"
        if length < 2 and surname and len(sheet.words[word.end]) >= _SURNAME:
            return _person(word.end, after, self._apposition(sheet, after, end))
        if length < 2 or (word.entry.active and not word.entry.single and not self._suffers(sheet, after)):
            return None
        sides = self.counting.sides_after(sheet, after, after, member=True) or self._apposition(sheet, after, end)
        return _person(word.end, after, sides)

    def _before(self, sheet: Sheet, word: OutcomeMention, start: int) -> People | None:
        """ "فلان الفلاني، قتل إثر …", "فلان الذي استشهد": the name before a verb in the singular."""
        verb = word.entry.kind == "verb" and word.form.tense == "perfect" and word.form.number == 1
        if not verb or word.conjunction or word.start - start > _FAR or word.start - start < 3:
            return None
        last = word.start - 1
        if sheet.words[last] not in self.grammar.who and sheet.words[last] not in ("،", ","):
            return None
        if sheet.words[last] in ("،", ",") and word.entry.active and not self._suffers(sheet, word.end):
            return None
        first = last
        while first > start and last - first < _LONGEST and self._part(sheet, first - 1):
            first -= 1
        length = self.name_length(sheet, first, last)
        return _person(first, last, ()) if length >= 2 and first + length == last else None

    def _met(self, sheet: Sheet, word: OutcomeMention, start: int) -> People | None:
        """ "لقي فلان الفلاني مصرعه": the name between a verb of meeting and the words for his death."""
        if word.entry.kind != "light" and not word.pronoun:
            return None
        for at in range(word.start - 2, max(start, word.start - _LONGEST - 1) - 1, -1):
            if sheet.words[at].removeprefix("و") in self.grammar.met:
                length = self.name_length(sheet, at + 1, word.start)
                return _person(at + 1, word.start, ()) if length >= 2 and at + 1 + length == word.start else None
        return None

    def _naming(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether a name can follow a word: a verbal noun without the article, a verb whose subject it killed."""
        if word.start and sheet.words[word.start - 1] in self.grammar.not_so:
            return False  # "محاولات اغتيال", "نفى مقتل"
        if word.entry.kind == "masdar":
            return not word.article and not word.entry.needs_number
        if word.entry.kind == "closing":
            return word.entry.natural
        return word.entry.kind == "verb" and (word.entry.single or word.form.number == 1) and not word.entry.own

    def _suffers(self, sheet: Sheet, at: int) -> bool:
        """Whether words of cause or place follow, so that whoever is named before them was killed and did not kill."""
        return at < len(sheet.words) and sheet.words[at] in self.grammar.by_what

    # ---- names

    def name_length(self, sheet: Sheet, at: int, end: int, *, listed: bool = False) -> int:
        """How many words of a person's name begin at a token: words of no table.

        `listed`: in a list of names a noun of people is one too ("ورائد سعيد الديب").
        """
        n = at
        while n < end and n - at < _LONGEST and self._part(sheet, n, first=n == at, noun=listed):
            word = sheet.words[n]
            if n - at >= 2 and len(word) > _JOINED and word.startswith("و"):
                break
            n += 1
        return n - at

    def _part(self, sheet: Sheet, i: int, *, first: bool = False, noun: bool = False) -> bool:
        """Whether a word may be part of a name: no small word, no adjective, nothing that says something else."""
        word = sheet.words[i]
        if not word.isalpha() or (first and _no_first(word)):
            return False
        if self._ali(sheet, i):
            return True
        if word in self.grammar.no_name or (len(word) > 3 and word.startswith(self.grammar.no_name_beginnings)):
            return False
        return not sheet.told(i) and (noun or self.counting.noun_at(sheet.words, i) is None)

    def _ali(self, sheet: Sheet, i: int) -> bool:
        """Whether what folds to "on" is written as the name, and a name goes on."""
        goes_on = i + 1 < len(sheet.words) and sheet.words[i + 1] not in self.grammar.no_name
        return sheet.words[i] == "علي" and goes_on and sheet.text(i, i + 1).endswith("ي")

    @staticmethod
    def _apposition(sheet: Sheet, at: int, end: int) -> tuple[SideMention, ...]:
        """ "…، أحد القادة الكبار في فيلق القدس": the side in the words that say who he was."""
        if at >= end or sheet.words[at] not in ("،", ","):
            return ()
        for mention in sheet.sides:
            if at < mention.start <= at + 7 and not sheet.clause_break(at + 1, mention.start):
                return (mention,)
        return ()


def _no_first(word: str) -> bool:
    """Whether a word begins no name: one with the article, or an adverb ("جوعا", "غدرا")."""
    return (word.startswith("ال") and len(word) > 6) or (word.endswith("ا") and len(word) > 3)


def _person(start: int, end: int, sides: tuple[SideMention, ...]) -> People:
    return People(start=start, end=end, low=1, high=1, qualifier="exact", sides=sides, named=True, number_start=start)
