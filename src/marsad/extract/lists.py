"""Victims told by a list of their names: "أسماء الشهداء: 1- … 2- …", "استشهاد كل من …" (codebook, "Figures": exact)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from marsad.extract.people import Counting, People
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.extract.stated import Stated, stated
from marsad.lexicon.grammar import FigureGrammar

_ITEM_REACH: Final = 14  # words from one number of a list to the next
_HEADING_REACH: Final = 40  # words from a heading to the first number of its list
_LONGEST: Final = 5  # words of a name
_BETWEEN: Final = frozenset({"\n", "،", ",", "-", "و", "•", "(", ")"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """Counts the names of lists of victims."""

    counting: Counting
    grammar: FigureGrammar

    def figures(self, sheet: Sheet, start: int, end: int, taken: set[int]) -> Iterator[Stated]:
        """The figures of the lists whose heading stands in tokens `[start, end)`; `taken` words have their people."""
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or sheet.masked[word.start]:
                continue
            number = self._numbered(sheet, word) or self._each(sheet, word)
            if number:
                yield stated(_people(word, number), word.entry.outcome, word, link="named")

    def _numbered(self, sheet: Sheet, word: OutcomeMention) -> int:
        """ "أسماء الشهداء": how many items the numbered list after the heading has; 0 where none follows."""
        before = sheet.words[word.start - 1] if word.start else ""
        if word.entry.kind != "noun" or before not in self.grammar.names_of:
            return 0
        count, at, reach = 0, word.end, _HEADING_REACH
        while (at := _next_number(sheet, at, count + 1, reach)) >= 0:
            count, reach = count + 1, _ITEM_REACH
        return count if count > 1 else 0

    def _each(self, sheet: Sheet, word: OutcomeMention) -> int:
        """ "استشهاد كل من": how many names follow, each set off from the one before."""
        if word.entry.kind not in ("masdar", "verb") or sheet.words[word.end : word.end + 2] != ["كل", "من"]:
            return 0
        count, at = 0, word.end + 2
        while at < len(sheet.words):
            stop = self._name_end(sheet, at)
            if stop - at < 2:
                break
            count, at = count + 1, stop
            while at < len(sheet.words) and sheet.words[at] in _BETWEEN:
                at += 1
        return count

    def _name_end(self, sheet: Sheet, at: int) -> int:
        """The token after a person's name: words of no table, up to one that is joined by و or a mark."""
        n = at
        while n < min(at + _LONGEST, len(sheet.words)) and sheet.words[n].isalpha():
            known = sheet.told(n) or sheet.words[n] in self.grammar.no_name
            joined = n > at and sheet.words[n].startswith("و") and len(sheet.words[n]) > 3
            if known or (joined and n - at >= 2):
                break
            n += 1
        return n


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
