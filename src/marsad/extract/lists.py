"""Victims told by a list of their names: "أسماء الشهداء: 1- … 2- …", "استشهاد كل من …" (codebook, "Figures": exact).

A list has a number before each name, or one name on each line, or a title before each ("الشهيد فلان").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.named import NamedVictims
from marsad.extract.people import Counting, People
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.extract.stated import Stated, stated
from marsad.lexicon.grammar import FigureGrammar

_ITEM_REACH: Final = 14  # words from one number of a list to the next
_HEADING_REACH: Final = 40  # words from a heading to the first number of its list
_HEAD: Final = 8  # words of a heading without "names of"
_BETWEEN: Final = frozenset({"\n", "،", ",", "-", "و", "•", "(", ")", ":"})
_MARKS: Final = frozenset({"-", "•", "*", ".", "،", "_", "("})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """Counts the names of lists of victims."""

    counting: Counting
    named: NamedVictims
    grammar: FigureGrammar

    def figures(
        self, sheet: Sheet, start: int, end: int, taken: set[int], before: Sequence[Stated]
    ) -> Iterator[Stated]:
        """The figures of the lists whose heading stands in tokens `[start, end)`; `taken` words have their people.

        `before` are the figures told so far: a list that is no longer than their number names those people; names under
        titles are counted only where no number is told.
        """
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or sheet.masked[word.start]:
                continue
            number = self._each(sheet, word) or self._headed(sheet, word)
            told = [s for s in before if s.outcome == word.entry.outcome]
            if not number and not told:
                number = self._titled(sheet, word, start)
            if number and not any(number <= (s.people.low or 0) for s in told):
                yield stated(_people(word, number), word.entry.outcome, word, link="named")

    def _headed(self, sheet: Sheet, word: OutcomeMention) -> int:
        """ "أسماء الشهداء", "شهداؤنا اليوم": how many names are listed under a heading; 0 where no list follows."""
        before = sheet.words[word.start - 1] if word.start else ""
        if word.entry.kind != "noun" or word.form.number != 3:
            return 0
        named = before in self.grammar.names_of
        if not named and not self._heading(sheet, word):
            return self._lines(sheet, _next_line(sheet, word.end), titled=True) if word.article else 0
        count, at, reach = 0, word.end, _HEADING_REACH if named else _HEAD + 2
        while (at := _next_number(sheet, at, count + 1, reach)) >= 0:
            count, reach = count + 1, _ITEM_REACH
        return count if count > 1 else self._lines(sheet, sheet.sentence(word.start)[1])

    @staticmethod
    def _heading(sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether an outcome noun stands in a short line, which a list may follow."""
        low, high = sheet.sentence(word.start)
        return high - low <= _HEAD and sheet.words[high - 1] == "\n"

    def _lines(self, sheet: Sheet, at: int, *, titled: bool = False) -> int:
        """How many lines, one after the other from a token on, hold a name and no more than a few words.

        `titled`: each with a noun before it that says who bears it.
        """
        count = 0
        while at < len(sheet.words):
            end = sheet.sentence(at)[1]
            first = next((i for i in range(at, end) if sheet.words[i] not in _MARKS | {"\n"}), end)
            if first == end:
                at = end
                continue
            bare = titled and self.counting.noun_at(sheet.words, first) is None
            if bare or sheet.masked[first] or end - first > _ITEM_REACH or not self._name_at(sheet, first, end):
                break
            count, at = count + 1, end
        return count if count > 1 else 0

    def _name_at(self, sheet: Sheet, at: int, end: int) -> bool:
        """Whether a name of two words begins at a token, or after a noun that says who bears it ("الشاب فلان")."""
        titled = self.counting.noun_at(sheet.words, at) is not None or any(
            o.start == at and o.entry.kind == "noun" and o.form.number == 1 for o in sheet.outcomes
        )
        return self.named.name_length(sheet, at + titled, end) >= 2

    def _titled(self, sheet: Sheet, word: OutcomeMention, start: int) -> int:
        """ "الشهيد فلان" at the head of a line: how many lines, one after the other, begin so."""
        dead = word.entry.kind == "noun" and word.entry.outcome == "killed" and word.article and word.form.number == 1
        if not dead or any(w not in _MARKS for w in sheet.words[start : word.start]):
            return 0
        if not self._name_at(sheet, word.start, sheet.sentence(word.start)[1]):
            return 0
        heads = {o.start for o in sheet.outcomes if o.entry.id == word.entry.id and o.article}
        count, at = 1, _next_line(sheet, word.start)
        while at < len(sheet.words) and (at in heads or sheet.words[at] == "\n"):
            count, at = count + (at in heads), _next_line(sheet, at)
        return count

    def _each(self, sheet: Sheet, word: OutcomeMention) -> int:
        """ "استشهاد كل من": how many names follow, each set off from the one before."""
        if word.entry.kind not in ("masdar", "verb") or sheet.words[word.end : word.end + 2] != ["كل", "من"]:
            return 0
        count, at = 0, word.end + 2
        while at < len(sheet.words):
            while at < len(sheet.words) and sheet.words[at] in _BETWEEN:
                at += 1
            if at < len(sheet.words) and sheet.words[at - 1] == "\n" and sheet.words[at].startswith("و"):
                break  # "ونفوق …": what else happened
            length = self.named.name_length(sheet, at, len(sheet.words), listed=True)
            if length < 2:
                break
            count, at = count + 1, at + length
        return count


def _next_line(sheet: Sheet, at: int) -> int:
    """The token after the next end of a line."""
    return next((i + 1 for i in range(at, len(sheet.words)) if sheet.words[i] == "\n"), len(sheet.words))


def _next_number(sheet: Sheet, at: int, number: int, reach: int) -> int:
    """The token after the next "2-", "٢" or "2-زكريا" of a list, or -1."""
    for i in range(at, min(at + reach, len(sheet.words))):
        word = sheet.words[i]
        digits = word.split("-")[0].split("_")[0]
        if digits.isdecimal() and int(digits) == number:
            return i + 1
    return -1


def _people(word: OutcomeMention, number: int) -> People:
    return People(
        start=word.start, end=word.end, low=number, high=number, qualifier="exact", named=True, number_start=word.start
    )
