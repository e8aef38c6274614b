"""Parts: figures that break down another one, "بينهم 3 أطفال" (codebook, "Figures": part_of)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from marsad.extract.people import People
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.extract.stated import Stated
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import Head, beginning_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Finds the words that lead to a part, and the whole it is part of."""

    roles: RoleWords
    of_them_words: frozenset[str]
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_heads", beginning_in(self.roles.parts.by_first))

    def among(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether a part marker stands in tokens `[start, end)`."""
        return any(self.marker(words, i) for i in range(start, end))

    def marker(self, words: Sequence[str], i: int) -> int:
        """How many words of a part marker begin at a word: "بينهم", "من بين القتلى"; 0 where none does."""
        for head in self._heads(words[i]):
            hit = None if head.preposition else self.roles.parts.at(head.form, words, i)
            if hit:
                return hit[0]
        return 0

    def leads_to(self, sheet: Sheet, at: int, start: int, *, numbered: bool = True) -> bool:
        """Whether "بينهم" (with a word or a coordinated part between) leads to the people at a token.

        Not `numbered`: "معظمهم مدنيون" says who most of them were, and how many they were is not told.
        """
        words = sheet.words
        for i in range(max(start, at - 4), at):
            length = self.marker(words, i)
            if words[i] in self.of_them_words and any(q.end == i for q in sheet.quantities):
                continue  # "العشرات منهم": their number stands before
            if any(i + max(length, 1) <= o.start < at for o in sheet.outcomes):
                continue
            if length and not numbered and any(w in self.roles.parts_whole for w in words[i : i + length]):
                continue
            if (
                length
                and i + length <= at <= i + length + 1
                and not any(w in CLAUSE_ENDS for w in words[i + length : at])
            ):
                return True
        return False

    def near_whole(self, sheet: Sheet, out: Sequence[Stated], p: People) -> bool:
        """Whether the figure a part would break down stands in its sentence or the one before."""
        return 0 <= sheet.sentence_of[p.start] - sheet.sentence_of[out[self.whole(out)].start] <= 1

    def in_brackets(self, sheet: Sheet, p: People, out: Sequence[Stated]) -> int | None:
        """ "ستة قتلى (والدان وأربعة أطفال)": the figure right before the brackets that hold the people."""
        if not out or not sheet.same_sentence(out[-1].start, p.start):
            return None
        last = out[-1]
        if sheet.words[p.start - 1] == "(" and last.people.end == p.start - 1:
            return last.whole if last.whole is not None else len(out) - 1
        return None

    @staticmethod
    def whole(out: Sequence[Stated], least: int = 0) -> int:
        """The figure that a part breaks down: the last one that is itself no part and is not smaller."""
        wholes = [k for k in range(len(out) - 1, -1, -1) if out[k].whole is None]
        big = [
            k
            for k in wholes[:3]
            if (out[k].people.high or out[k].people.low or 0) >= least or out[k].people.high is None
        ]
        return (big or wholes or [len(out) - 1])[0]

    def whole_of(self, sheet: Sheet, out: Sequence[Stated], p: People, outcome: str, *, reach: int = 2) -> int | None:
        """The last figure of that outcome, no part and not smaller, in this sentence or `reach` before."""
        for k in range(len(out) - 1, -1, -1):
            if sheet.sentence_of[p.start] - sheet.sentence_of[out[k].start] > reach:
                return None
            whole = out[k].people
            larger = whole.high is None or (p.low or 0) < whole.high
            if out[k].whole is None and out[k].outcome == outcome and larger:
                return k
        return None

    def of_them(self, sheet: Sheet, p: People) -> bool:
        """ "أربعة منهم": a number of those told before."""
        return any(w in self.of_them_words for w in sheet.words[p.start : p.end + 1])
