"""Names of places that no gazetteer knows: those that a place noun announces, and those put into a known place.

"قرية كذا" names a village; "منطقة الصكرة غرب حديثة" and "سوق المواشي في الفاشر" are put somewhere by what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.gazetteer import Entry, Gazetteer
from marsad.lexicon.grammar import PlaceGrammar
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_SHORT: Final = 4  # letters of a word that ends like a feminine adjective and is none
_LONGEST_SITE: Final = 3  # words of a site's name after its noun


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownNames:
    """Tells where an unknown name ends."""

    gazetteer: Gazetteer
    index: WordIndex[tuple[Entry, ...]]
    grammar: PlaceGrammar

    def after(self, sheet: Sheet, at: int, form: str, taken: frozenset[int], *, led: bool = False) -> int | None:
        """The end of the unknown name at a token after a place noun in some form, or None.

        `led`: "في" or ب leads to the noun.
        """
        pair = form.endswith("تي") and form not in self.grammar.holding_nouns  # "قريتي الدمينة والعرجون"
        announced = self.name(sheet, at, listed=pair) if self._announces(form) else None
        return (
            announced or self._held(sheet, at, form, taken) or (self._of_area(sheet, at, form, taken) if led else None)
        )

    def _of_area(self, sheet: Sheet, at: int, form: str, taken: frozenset[int]) -> int | None:
        """ "في منطقة نصص،": the end of the one word that closes what is said of an area, no adjective by its looks."""
        words, word = sheet.words, sheet.words[at]
        if form not in self.grammar.area_nouns or at in taken or not word.isalpha() or len(word) < 3:
            return None
        closed = at + 1 >= len(words) or words[at + 1] in CLAUSE_ENDS or words[at + 1] in self.gazetteer.place_nouns
        adjective = self._nisba(word) or (word.endswith("ه") and len(word) > _SHORT and not word.startswith("ال"))
        return at + 1 if closed and not adjective and not self._said_otherwise(sheet, at) else None

    def name(self, sheet: Sheet, at: int, *, listed: bool = False) -> int | None:
        """The end of a name the gazetteer does not know: one word, two after a word that names are built with."""
        words, word = sheet.words, sheet.words[at]
        if word in CLAUSE_ENDS or not word[0].isalpha() or self._said_otherwise(sheet, at):
            return None
        builds = self.grammar.name_builders
        if len(word) < 3 and word not in builds:
            return None
        first = word[1:] if word.startswith("و") and len(word) > 3 else word
        if first in self.gazetteer.place_nouns or first.startswith(self.grammar.no_name_beginnings):
            return None
        if first in self.grammar.no_name or self._of_the_last(first):
            return None
        if first.startswith("ال") and first.endswith("ه") and len(first) > 5 and not listed:
            return None  # an adjective with the article
        if any(h.preposition == "ب" and h.form in self.gazetteer.place_nouns for h in heads(word)):
            return None  # "محاور بريف كذا"
        if first in builds:
            return at + 2 if at + 1 < len(words) and words[at + 1][0].isalpha() else None
        return at + 1

    def _announces(self, form: str) -> bool:
        """Whether the word after a place noun is a name even where the gazetteer does not know it."""
        noun = self.gazetteer.place_nouns[form]
        return noun.evidence and fold_word(noun.word) in self.grammar.naming_nouns and not form.startswith("ال")

    def _held(self, sheet: Sheet, at: int, form: str, taken: frozenset[int]) -> int | None:
        """The end of an unknown name of a site or an area that the words after it put somewhere."""
        noun, words = self.gazetteer.place_nouns[form], sheet.words
        site = noun.part_of_name and noun.kinds and not form.startswith("ال")
        if not site and not (form in self.grammar.holding_nouns and not self._nisba(words[at])):
            return None
        for end in range(at + 1, min(at + 1 + (_LONGEST_SITE if site else 1), len(words))):
            word = words[end - 1]
            plain = (
                word.isalpha() and len(word) > 2 and not self._said_otherwise(sheet, end - 1) and end - 1 not in taken
            )
            if word in self.grammar.before_place or word in self.grammar.within_words:
                return None  # "مسجد داخل المعسكر"
            if not plain or self._of_the_last(word) or (end - 1 > at and word.startswith("و")):
                return None
            if self._contained(words, end):
                return end
        return None

    @staticmethod
    def _nisba(word: str) -> bool:
        """Whether a word looks like an adjective of relation ("حدودية", "عسكرية")."""
        return word.endswith(("يه", "ي")) and not word.startswith("ال")

    def _contained(self, words: Sequence[str], at: int) -> bool:
        """Whether the words at a token put what stands before them into a place: "بقعطبة", "غرب حديثة"."""
        if at + 1 >= len(words):
            return False
        for head in heads(words[at]):
            place = head.form in self.gazetteer.place_nouns or self.index.at(head.form, words, at)
            if head.preposition == "ب" and not head.conjunction and place:
                return True
        direction = self.gazetteer.directions.get(words[at])
        if words[at] not in self.grammar.within_words and (direction is None or direction.adjective):
            return False
        known = self.index.at(words[at + 1], words, at + 1)
        return known is not None or words[at + 1] in self.gazetteer.place_nouns

    def _of_the_last(self, word: str) -> bool:
        """ "إدلب وريفها": a place noun with a pronoun speaks of the place told before."""
        return any(word.endswith(p) and word.removesuffix(p) in self.gazetteer.place_nouns for p in ("ها", "ه", "هما"))

    def _said_otherwise(self, sheet: Sheet, at: int) -> bool:
        """Whether the word at a token is read as something else than a name."""
        if sheet.words[at] in self.grammar.no_name or sheet.words[at] in self.gazetteer.directions:
            return True
        if any(m.start == at for m in sheet.triggers) or any(m.start == at for m in sheet.outcomes):
            return True
        return any(d.start == at for d in sheet.dates) or any(q.start <= at < q.end for q in sheet.quantities)
