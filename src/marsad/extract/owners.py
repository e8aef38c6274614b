"""Whose people are meant where no side stands beside them: "من عناصرها", "في صفوف الجيش", "كبدوا الميليشيا 3 قتلى"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.sheet import Sheet, SideMention
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.camps import Camps
from marsad.lexicon.grammar import VictimGrammar
from marsad.lexicon.roles import RoleWords

NOBODY: Final = frozenset({"civilians", "infrastructure", "unknown"})
_SUFFERED_REACH: Final = 9  # words between a verb of losing and the people lost
_RANKS_REACH: Final = 4  # words from people to the ranks they stood in


def named_sides(sheet: Sheet, start: int, end: int) -> list[SideMention]:
    """The armed sides named, and not only as an adjective, in tokens `[start, end)`."""
    return [
        m
        for m in sheet.sides
        if start <= m.start and m.end <= end and m.labels[0] not in NOBODY and m.kind != "adjective"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Finds the side whose people a figure counts by words that lead back or on to it."""

    roles: RoleWords
    registry: ActorRegistry
    camps: Camps
    grammar: VictimGrammar

    def of(self, sheet: Sheet, s: Stated) -> str | None:
        """The side's label; None where nothing leads to one."""
        return self._ranks_after(sheet, s) or self._own(sheet, s) or self._suffered(sheet, s)

    def _ranks_after(self, sheet: Sheet, s: Stated) -> str | None:
        """ "100 بين قتيل وجريح في صفوف الحشد", "مئات القتلى وسط الميليشيات": the ranks told after the people."""
        for i in range(s.end, min(s.end + _RANKS_REACH, len(sheet.words))):
            if sheet.words[i] in self.roles.ranks or sheet.words[i] in self.grammar.amid:
                after = [m for m in named_sides(sheet, i, len(sheet.words)) if m.start <= i + 2]
                return after[0].labels[0] if after else None
        return None

    def _own(self, sheet: Sheet, s: Stated) -> str | None:
        """ "7 من عناصرها", "في صفوفهم 12 قتيلا": the side named last before, in the sentence or the one before it."""
        start, _ = sheet.sentence(s.start)
        ranked = any(w in self.grammar.their_ranks for w in sheet.words[max(s.start - 3, start) : s.end + 3])
        if not ranked and self._civil_ranks(sheet, s):
            return None
        mourned = s.word is not None and s.word.entry.own
        if s.whole is None and s.people.noun is None and self._of_them(sheet, s):
            before = named_sides(sheet, start, s.start)
            joined = before[-2:] if before and before[-1].conjunction else before[-1:]
            return self.camps.as_one([m.labels[0] for m in joined])[-1] if joined else None
        if not s.people.own and not ranked and not mourned:
            return None
        before = named_sides(sheet, start, max(s.people.start, s.start + 1))
        if not before and self.grammar is not None and sheet.sentence_of[s.start]:
            before = named_sides(sheet, sheet.sentences[sheet.sentence_of[s.start] - 1][0], start)
        if mourned or ranked:
            return before[-1].labels[0] if before else None
        fitting = [m for m in before if self._agrees(sheet, s, m)] or before
        return fitting[0].labels[0] if fitting else None

    def _of_them(self, sheet: Sheet, s: Stated) -> bool:
        """ "قتل العشرات منهم": some of those named last."""
        return any(w in self.grammar.of_them for w in sheet.words[s.people.end : s.people.end + 1])

    def _civil_ranks(self, sheet: Sheet, s: Stated) -> bool:
        """ "جرحى في صفوف المدنيين": ranks that are those of no side."""
        civil = {m.start for m in sheet.sides if m.labels[0] in NOBODY}
        after = range(s.people.start, min(s.end + 3, len(sheet.words) - 1))
        return any(sheet.words[i] in self.roles.ranks and i + 1 in civil for i in after)

    def _agrees(self, sheet: Sheet, s: Stated, m: SideMention) -> bool:
        """Whether a pronoun ("عناصرها", "جنوده", "رجالهم") can be a side's, by its first word's gender."""
        words = (w for w in sheet.words[s.people.start : s.people.end + 1] if w in self.roles.own)
        word = next(words, "")
        first = sheet.words[m.start].removeprefix("و")
        feminine = first.endswith(("ه", "ات")) or first in self.grammar.feminine or m.kind in ("country", "capital")
        people = first.endswith(("ون", "ين")) or first in self.grammar.plural_people
        if word.endswith("ها"):
            return feminine
        if word.endswith("هم"):
            return people
        return not feminine and not people if word.endswith("ه") else True

    def _suffered(self, sheet: Sheet, s: Stated) -> str | None:
        """The side whose losses a verb tells: the object of "كبد", the subject of "تكبد" and "خسر"."""
        low, _ = sheet.sentence(s.start)
        for i in range(max(low, s.start - _SUFFERED_REACH), s.start):
            word = sheet.words[i][1:] if sheet.words[i].startswith("و") else sheet.words[i]
            object_, subject = word in self.roles.object_verbs, word in self.roles.subject_verbs
            if not object_ and not subject:
                continue
            after = [m for m in sheet.sides if i < m.start < s.people.start and m.labels[0] not in NOBODY]
            before = named_sides(sheet, low, i)
            found = after[-1:] if object_ else after[:1] or before[-1:]
            return found[0].labels[0] if found else None
        return None
