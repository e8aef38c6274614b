"""Outcome nouns without a number: "سقوط قتلى وجرحى", "قتيل واحد", "قتيلان" (codebook, "Figures": exact and vague)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from marsad.extract.people import AMOUNTS, MORE, Amount, Counting, People
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.extract.stated import Stated, stated
from marsad.lexicon.grammar import FigureGrammar
from marsad.text.clitics import heads

_PLURAL: Final = 3  # what a noun is in its plural, and the fewest that it tells of
_NEGATION_REACH: Final = 7  # words from "لم ترد تقارير عن" to what there was none of
_LINE_HEADS: Final = ("", "\n", ":", "|")  # "شهيد وجرحى بقصف…": before the first word of a brief


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeNouns:
    """Finds outcome nouns that are figures by themselves."""

    counting: Counting
    grammar: FigureGrammar

    def figures(
        self, sheet: Sheet, start: int, end: int, used: set[int], told: Sequence[Stated], first: int
    ) -> Iterator[Stated]:
        """The figures of such nouns in tokens `[start, end)`, without those that `told`, from `first` on, hold.

        `told` are the report's figures so far.
        """
        before = told[first:]
        words: list[OutcomeMention | None] = [*(s.word for s in before), *(s.people.outcome for s in before)]
        taken = used | {word.start for word in words if word is not None}
        taken |= {i for s in before for i in range(s.start, s.end)}
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or sheet.masked[word.start]:
                continue
            numbered = self._after_it(sheet, word)
            if numbered is not None and any(_same(s, word, numbered) for s in told):
                continue
            titled = self._titled(sheet, word) or numbered is not None
            if word.entry.kind != "noun" or word.pronoun or (word.article and not titled):
                continue
            if numbered is None and word.entry.needs_number and word.form.number != 2 and not self._fell(sheet, word):
                continue
            if self._told_alone(sheet, word) or self._after_it(sheet, word) is not None:
                yield stated(self._people(sheet, word, end), self._outcome(sheet, word), word, link="noun")

    @staticmethod
    def _outcome(sheet: Sheet, word: OutcomeMention) -> str:
        """ "وفاة جريحين": the wounded who died are dead."""
        before = next((o for o in sheet.outcomes if o.end == word.start and not o.entry.people_only), None)
        if word.entry.alone_as:
            return word.entry.alone_as
        return before.entry.outcome if before is not None and before.entry.kind == "masdar" else word.entry.outcome

    def _people(self, sheet: Sheet, word: OutcomeMention, end: int) -> People:
        """The people of the noun: one, two or at least two, with the noun and the side that follow it."""
        amount = self.counting.hedged(sheet, word.end, AMOUNTS.get(word.form.number, MORE))
        low, high, qualifier = self._many(sheet, word) or self._after_it(sheet, word) or amount
        following = self.counting.implied(sheet, word.end) if word.end < end else None
        return People(
            start=word.start,
            end=word.end,
            low=low,
            high=high,
            qualifier=qualifier,
            outcome=word,
            noun=following.noun if following and word.form.number != 1 else None,
            sides=self.counting.sides_after(sheet, word.end, word.end),
            number_start=word.start,
        )

    @staticmethod
    def _many(sheet: Sheet, word: OutcomeMention) -> Amount | None:
        """ "قتلى بالعشرات": a vague amount after the noun."""
        by = sheet.words[word.end] if word.end < len(sheet.words) else ""
        vague = (q for q in sheet.quantities if q.start == word.end and q.qualifier == "vague")
        return next(((q.low, q.high, "vague") for q in vague if by.startswith("ب")), None)

    def _after_it(self, sheet: Sheet, word: OutcomeMention) -> Amount | None:
        """ "المصابون الثلاثة", "الضحايا الـ37": a number with the article after a noun in the plural that has one."""
        if word.entry.kind != "noun" or word.form.number != _PLURAL or not word.article or word.pronoun:
            return None
        first, second = (*sheet.words[word.end : word.end + 2], "", "")[:2]
        number = self.counting.quantities.numbers.get(first[2:], 0) if first.startswith("ال") else 0
        if first == "ال" and second.isdecimal():
            number = int(second)
        return (number, number, "exact") if number > _PLURAL - 1 else None

    @staticmethod
    def _titled(sheet: Sheet, word: OutcomeMention) -> bool:
        """ "ارتقاء الشهيد فلان": one dead, by the title before the name."""
        before = (o for o in sheet.outcomes if o.end == word.start and o.entry.outcome == "killed")
        return word.form.number == 1 and any(o.entry.kind in ("masdar", "verb") for o in before)

    def _fell(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "وقوع ضحايا", "إصابات في صفوف المدنيين": nouns that else need a number, where people are told to be hurt."""
        if word.form.number != 3 or not word.entry.alone_as:
            return False
        before = sheet.words[word.start - 1] if word.start else ""
        after = sheet.words[word.end : word.end + 3]
        at = word.end
        while at < len(sheet.words) and sheet.words[at] in self.grammar.in_ranks:
            at += 1
        noun = self.counting.noun_at(sheet.words, at) if at < len(sheet.words) else None
        civilians = noun is not None and noun.victims == "civilian"
        fell = any(h.form in self.grammar.befell for h in heads(before))
        headed = before in _LINE_HEADS and self._caused(sheet, word.end)
        return fell or civilians or headed or bool(after and after[0] in self.grammar.several)

    def _caused(self, sheet: Sheet, at: int) -> bool:
        """ "إصابات في القصف على …", at the head of a line: whether the event that hurt people is told at a token."""
        near = any(at <= t.start <= at + 1 for t in sheet.triggers)
        return near and at < len(sheet.words) and sheet.words[at] in self.grammar.by_what

    def _none(self, sheet: Sheet, at: int) -> bool:
        """ "أي قتلى", "لا يوجد قتلى ولا جرحى", "لم تقع إصابات": they are told not to be there."""
        before = sheet.words[max(at - 3, 0) : at][::-1]
        if not before:
            return False
        if self.grammar.may_be(sheet.words, at):
            return True
        if before[0] in self.grammar.none_of or before[0] in self.grammar.negations:
            return True
        if before[0] in self.grammar.or_ and any(w in self.grammar.none_of for w in before):
            return True  # "أي ضحايا أو إصابات"
        if any(w in self.grammar.not_so for w in before):
            return True
        near = sheet.words[max(at - _NEGATION_REACH, 0) : at]
        return any(a in self.grammar.negations and b in self.grammar.there_are for a, b in pairwise(near))

    def _by_it(self, word: str) -> bool:
        """Whether a word says by what somebody died ("بقصف", "برصاص")."""
        return word.startswith("ب") and word in self.grammar.by_what

    def _told_alone(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether an outcome noun without a number counts: always more than one, one only after "سقوط" and the like."""
        words = sheet.words
        previous = words[word.start - 1] if word.start else ""
        following = words[word.end] if word.end < len(words) else ""
        if self._none(sheet, word.start) or any(h.form in self.grammar.not_alone for h in heads(previous)):
            return False
        if word.form.number > 1 or word.article:
            return True
        if word.entry.id == "dead" and words[word.start].endswith("ا") and self._by_it(following):
            return True  # "فلان شهيدا بقصف …"
        if previous in _LINE_HEADS and not sheet.words[word.start].startswith("ال"):
            return True
        fell = (
            any(o.end == word.start and o.entry.people_only for o in sheet.outcomes) or previous in self.grammar.yielded
        )
        return fell or following in self.grammar.single or (bool(word.conjunction) and previous in self.grammar.dead)


def _same(s: Stated, word: OutcomeMention, amount: Amount) -> bool:
    """Whether "the three dead" are those that a figure has told of before."""
    return s.outcome == word.entry.outcome and s.people.low == amount[0]
