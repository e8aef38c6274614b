"""Quantities: numbers in digits of any script and in words, duals aside, with their hedges and ranges.

Codebook, "Figures": low, high, qualifier; the values of vague amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from marsad.extract.sheet import CLAUSE_ENDS, Quantity, sheet_of
from marsad.lexicon.grammar import QuantityGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.quantities import Qualifier, QuantityWords
from marsad.text.clitics import Head, beginning_in, heads
from marsad.text.remembering import remembered

_AFTER_REACH: Final = 6  # words between a number and a hedge after it ("عشرة اشخاص على الاقل")
_LARGEST: Final = 50_000_000
_THOUSAND: Final = 1_000
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantities:
    """The component: writes `sheet.quantities`."""

    words: QuantityWords
    grammar: QuantityGrammar
    version: str = "1"
    _numbers: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _vagues: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _firsts: frozenset[str] = field(init=False, repr=False, compare=False)
    _may_begin: Callable[[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers, vague = (self.words.numbers, self.words.eleven, self.grammar.fractions), self.words.vague.by_first
        object.__setattr__(self, "_numbers", beginning_in(*numbers))
        object.__setattr__(self, "_vagues", beginning_in(vague))
        object.__setattr__(self, "_firsts", frozenset().union(*numbers, vague))
        object.__setattr__(self, "_may_begin", remembered(self._begins))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        done = 0
        for i in sheet.where(self._may_begin):
            if i < done:
                continue
            found = None if sheet.masked[i] else self.at(sheet.words, i)
            if found is not None:
                sheet.quantities.append(found)
            number = None if found or not sheet.words[i][0].isalnum() else self.number(sheet.words, i)
            done = found.end if found else number[1] if number else i + 1
        return doc

    def _begins(self, word: str) -> bool:
        """Whether any quantity begins with this word: nine words in ten are passed over."""
        if word[0].isdecimal() or self._the_number(word):
            return True
        return any(h.form in self._firsts for h in heads(word))

    def _the_number(self, word: str) -> str:
        """The number word after the article, "" where it is none."""
        bare = word[2:] if word.startswith("ال") else ""
        return bare if bare in self.words.numbers else ""

    def at(self, words: Sequence[str], i: int) -> Quantity | None:
        """The quantity that begins at word `i` (its hedge may begin before); None for a name's number."""
        ranged = self._range(words, i)
        if ranged is not None:
            low, high, end, start = ranged
            return Quantity(start=start, end=end, low=low, high=high, qualifier="range", number_start=i)
        vague = self._vague(words, i)
        if vague is not None:
            (low, most), end = vague
            start, hedge = self._hedge_before(words, i)
            if hedge in ("at_least", "more_than") and most is not None:
                return Quantity(start=start, end=end, low=low, high=None, qualifier=hedge, number_start=i)
            return Quantity(start=start, end=end, low=low, high=most, qualifier="vague", number_start=i)
        number = self.number(words, i)
        if number is None:
            return None
        value, end = number
        if value > _LARGEST or self._labels(words, i):
            return None
        start, hedge = self._hedge_before(words, i)
        if hedge is None:
            hedge, _ = self._hedge_after(words, end)
        low_high = {"more_than": (value, None), "at_least": (value, None), "at_most": (None, value)}
        least, most = low_high.get(hedge or "", (value, value))
        return Quantity(start=start, end=end, low=least, high=most, qualifier=hedge or "exact", number_start=i)

    # ---- numbers

    def number(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """The value of the number that begins at word `i`, and the word after it."""
        word = words[i]
        if word[0].isdecimal():
            return self._digits(words, i)
        found = self._numbers(word)
        if not found:
            the = self._the_number(word)
            hedged = bool(the) and self._hedge_before(words, i)[1] is not None  # "ما يزيد على الثمانية قتلى"
            return self._spelled(words, i, the) if hedged else None
        share = self.grammar.fractions.get(found[0].form)
        return self._spelled(words, i, found[0].form) if share is None else self._fraction(words, i, share)

    def _fraction(self, words: Sequence[str], i: int, share: int) -> tuple[int, int] | None:
        """ "نصف مليون", "ربع المليون", "نصف ألف"; half of anything else is no number."""
        scale = self._scale(words[i + 1]) if i + 1 < len(words) else 0
        return (scale * share // 100, i + 2) if scale else None

    def _scale(self, word: str) -> int:
        """What a word says of which a part is told: a million, a thousand, or 0."""
        if word.endswith(self.grammar.million_endings):
            return _MILLION
        return _THOUSAND if word.endswith(self.grammar.thousand_endings) else 0

    def _digits(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        word = words[i]
        if "/" in word or "-" in word:
            return None
        value = _plain(word)
        if value is None:
            return None
        end = i + 1
        if end < len(words) and words[end] in self.grammar.scales:
            scale = self.grammar.scales[words[end]]
            more, end = self._and_digits(words, end + 1, scale)
            value = value * scale + more
        if value != int(value):
            return None
        return int(value), end

    def _spelled(self, words: Sequence[str], i: int, first: str) -> tuple[int, int] | None:
        """Units, teens, tens and hundreds fill `group`; a thousand or a million closes it into `total`."""
        numbers = self.words.numbers
        following = words[i + 1] if i + 1 < len(words) else ""
        if first in self.grammar.scale_only or not self._counts(words, i, first):
            return None
        total, end = 0, i + 1
        group = [numbers.get(first, 1)]
        if first in self.grammar.two_of:
            group = [
                self.grammar.two_of[first] if self._names_what_it_counts(words, end) else self.grammar.scales[first]
            ]
        if group[0] >= 1000:
            total, group = group[0], []
            more, end = self._and_digits(words, end, 1000 if total < _MILLION else _MILLION)
            total += more
        if group and group[0] < 10 and following in self.words.ten:
            group, end = [group[0] + 10], end + 1
        while end < len(words):
            word = words[end]
            if word in self.grammar.scales:
                more, end = self._and_digits(words, end + 1, self.grammar.scales[word])
                total, group = total + max(sum(group), 1) * self.grammar.scales[word] + more, []
            elif word in self.grammar.hundred and len(group) == 1 and 3 <= group[0] <= 9:
                group, end = [group[0] * 100], end + 1
            else:
                value, step = self._joined(words, end)
                if value is None or not _fits(group, value, total=total):
                    break
                end += step
                if value >= 1000:
                    total += value
                else:
                    group = [*group, value]
        return total + sum(group), end

    def _counts(self, words: Sequence[str], i: int, first: str) -> bool:
        """Whether a word is a number: "أحد عشر", not "أحد القادة"; "عشرة", not in "الثانية عشرة"."""
        if first in self.words.ten and i and words[i - 1].removeprefix("و") in self.grammar.ordinals:
            return False
        if first not in self.words.eleven or (i + 1 < len(words) and words[i + 1] in self.words.ten):
            return True
        tens, _ = self._joined(words, i + 1) if i + 1 < len(words) else (None, 1)
        return tens is not None and 20 <= tens < 100

    def _names_what_it_counts(self, words: Sequence[str], at: int) -> bool:
        """Whether a noun follows at once: "ألفا شخص", not "ألفا ومئتي شخص" or "ألفا من الأشخاص"."""
        if at >= len(words) or not words[at].isalpha() or words[at] in self.grammar.of:
            return False
        return self._joined(words, at)[0] is None and words[at] != "و"

    def _joined(self, words: Sequence[str], i: int) -> tuple[int | None, int]:
        """The value of a number word joined by و at word `i`, and how many words it takes."""
        word = words[i]
        numbers = self.words.numbers
        if word == "و" and i + 1 < len(words):
            rest, step = words[i + 1], 2
        elif word.startswith("و") and len(word) > 2:
            rest, step = word[1:], 1
        else:
            return None, 1
        value = numbers.get(rest, 1 if rest in self.words.eleven else None)
        teen = i + step < len(words) and words[i + step] in self.words.ten
        if value is None or (rest in self.words.eleven and rest not in numbers and not teen):
            return None, step
        return (value + 10, step + 1) if teen and value < 10 else (value, step)

    # ---- ranges, vague amounts, hedges, labels

    def _range(self, words: Sequence[str], i: int) -> tuple[int, int, int, int] | None:
        """ "بين 10 و15", "10-15", "10 إلى 15" as low, high, the word after, and the first word."""
        word = words[i]
        if "-" in word and word[0].isdecimal():
            parts = word.split("-")
            low, high = (_plain(p) for p in parts) if len(parts) == 2 else (None, None)
            if low is not None and high is not None and low < high <= low * 20 and high < 1500:
                return int(low), int(high), i + 1, i
            return None
        first = self.number(words, i)
        if first is None:
            return None
        low, end = first
        before = i > 0 and any(self.words.between.by_first.get(h.form) for h in heads(words[i - 1]))
        if end >= len(words):
            return None
        link = words[end]
        at = end
        if (link in self.words.to and link != "و") or (before and link == "و"):
            at = end + 1
        elif not (before and link.startswith("و")):
            return None
        if at >= len(words):
            return None
        second = self.number(words, at)
        if second is None or second[0] <= low or second[0] > low * 50:
            return None
        return low, second[0], second[1], (i - 1 if before else i)

    def _vague(self, words: Sequence[str], i: int) -> tuple[tuple[int, int | None], int] | None:
        for head in self._vagues(words[i]):
            found = self.words.vague.at(head.form, words, i)
            if found is not None:
                return found[1], i + found[0]
        return None

    def _hedge_before(self, words: Sequence[str], i: int) -> tuple[int, str | None]:
        if i == 0:
            return i, None
        reversed_words = words[i - 1 :: -1] if i < 8 else words[i - 1 : i - 8 : -1]
        found = self._reversed(self.words.hedges_before, reversed_words)
        if found is None:
            return i, None
        return i - found[0], found[1]

    def _reversed(self, index: WordIndex[Qualifier], words: Sequence[str]) -> tuple[int, str] | None:
        """A hedge read backwards; the last word read, its first, may carry clitics ("بنحو", "وأكثر من")."""
        for entry, qualifier in index.by_first.get(words[0], ()) if words else ():
            if len(entry) > len(words) or tuple(words[: len(entry) - 1]) != entry[:-1]:
                continue
            if any(h.form == entry[-1] for h in heads(words[len(entry) - 1])):
                return len(entry), qualifier
        if words:
            for head in heads(words[0]):
                for entry, qualifier in index.by_first.get(head.form, ()):
                    if len(entry) == 1:
                        return 1, qualifier
        return None

    def _hedge_after(self, words: Sequence[str], end: int) -> tuple[str | None, int]:
        for i in range(end, min(end + _AFTER_REACH, len(words))):
            if words[i] in CLAUSE_ENDS or words[i][0].isdecimal():
                break
            found = self.words.hedges_after.at(words[i], words, i)
            if found is not None:
                return found[1], i + found[0]
        return None, end

    def _labels(self, words: Sequence[str], i: int) -> bool:
        """Whether the number is a name's: "الفوج ستة وأربعين", "الساعة 10", "عام 2014"."""
        if i == 0:
            return False
        if i > 1 and any(f"{h.form} {words[i - 1]}" in self.words.label_before for h in heads(words[i - 2])):
            return True
        return any(h.form in self.words.label_before for h in heads(words[i - 1]))

    def _and_digits(self, words: Sequence[str], at: int, scale: int) -> tuple[int, int]:
        """What is added after a thousand or a million at word `at`, and the word after it.

        "3 آلاف و500", "مليون و300 ألف", "ستة ملايين ونصف المليون".
        """
        link, number, after = (words[k] if k < len(words) else "" for k in (at, at + 1, at + 2))
        share = self.grammar.fractions.get(link.removeprefix("و")) if link.startswith("و") else None
        if share is not None and (scale == _MILLION or self._scale(number) == scale):
            return scale * share // 100, at + 1 + (self._scale(number) == scale)
        if link != "و" or not number.isdecimal():
            return 0, at
        value = int(number)
        if scale == 1000 and 100 <= value < 1000 and after not in self.grammar.scales:
            return value, at + 2
        if scale == _MILLION and value < 1000 and self.grammar.scales.get(after) == 1000:
            return value * 1000, at + 3
        return 0, at


def _fits(group: Sequence[int], value: int, *, total: int) -> bool:
    """Whether a value joined by و goes on with the number: hundreds first, then units before tens ("خمسة وعشرين").

    One and two thousand are said by the noun itself, and go on with a hundred thousand or more ("مئة ألف وألفين").
    """
    if value >= 1000:
        return not group and value <= 2000 and total >= 100_000
    if not group:
        return total > 0
    smallest, has_tens = min(group), any(10 <= v < 100 for v in group)
    if value >= 100:
        return False
    if 20 <= value < 100:
        return not has_tens and smallest != 10
    return smallest >= 100


def _plain(word: str) -> float | None:
    """Digits with separators: "1,200" and "1.200" are thousands, "1.5" is a fraction."""
    parts = word.replace(",", ".").split(".")
    if len(parts) == 1:
        return float(parts[0]) if parts[0].isdecimal() else None
    if all(len(p) == 3 for p in parts[1:]) and 1 <= len(parts[0]) <= 3:
        return float("".join(parts))
    if len(parts) == 2:
        return float(".".join(parts))
    return None
