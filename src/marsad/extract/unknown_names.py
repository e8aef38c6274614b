"""Names of places that no gazetteer knows: those that a place noun announces, and those put into a known place.

"قرية كذا" names a village; "منطقة الصكرة غرب حديثة" and "سوق المواشي في الفاشر" are put somewhere by what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.gazetteer import Entry, Gazetteer, PlaceNoun
from marsad.lexicon.grammar import PlaceGrammar
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_QUOTES: Final = frozenset("\"«»“”'")
_NO_SITES: Final = frozenset({"sea", "area", "road"})
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
        quoted = self._quoted(sheet, at, self.gazetteer.place_nouns[form])
        if quoted is not None:
            return quoted
        pair = form.endswith("تي") and form not in self.grammar.holding_nouns  # "قريتي الدمينة والعرجون"
        two = self._two(sheet, at, form)
        announced = self._announces(form) or two or (led and form in self.grammar.division_nouns)
        name = self.name(sheet, at, listed=pair or two) if announced else None
        return name or self._held(sheet, at, form, taken) or (self._of_area(sheet, at, form, taken) if led else None)

    def _quoted(self, sheet: Sheet, at: int, noun: PlaceNoun) -> int | None:
        """ "نقطة «السويري»": the end of the name in quotation marks that opens at a token; an adjective is none."""
        words, source = sheet.words, sheet.report.text
        named = noun.relation is None and not _NO_SITES.issuperset(noun.kinds)  # "محاور «الحوار»", "قناة «كذا»"
        if not named or source[max(sheet.span(at, at + 1).start - 1, 0)] not in _QUOTES:
            return None
        ends = (i for i in range(at, min(at + _LONGEST_SITE, len(words))) if self._closes(sheet, i))
        end = next(ends, None)
        if end is None or not all(w.isalpha() for w in words[at : end + 1]) or self._nisba(words[end]):
            return None
        return None if self._said_otherwise(sheet, at) or self._feminine(words[at]) else end + 1

    @staticmethod
    def _closes(sheet: Sheet, i: int) -> bool:
        """Whether a quotation mark follows a token; marks are no tokens."""
        return sheet.report.text[sheet.span(i, i + 1).end :][:1] in _QUOTES

    def _two(self, sheet: Sheet, at: int, form: str) -> bool:
        """ "منطقتي الصكرة والزاوية": whether two names follow the dual of an area."""
        words = sheet.words
        if form not in self.grammar.holding_nouns or not form.endswith(("تي", "ري")) or at + 1 >= len(words):
            return False
        plain = not self._nisba(words[at]) and words[at].isalpha()
        return plain and words[at + 1].startswith("و") and len(words[at + 1]) > _SHORT

    def _of_area(self, sheet: Sheet, at: int, form: str, taken: frozenset[int]) -> int | None:
        """ "في منطقة نصص،": the end of the one word that closes what is said of an area, no adjective by its looks."""
        words, word = sheet.words, sheet.words[at]
        if form not in self.grammar.area_nouns or at in taken or not word.isalpha() or len(word) < 3:
            return None
        closed = at + 1 >= len(words) or words[at + 1] in CLAUSE_ENDS or words[at + 1] in self.gazetteer.place_nouns
        adjective = self._nisba(word) or self._feminine(word)
        return at + 1 if closed and not adjective and not self._said_otherwise(sheet, at) else None

    def name(self, sheet: Sheet, at: int, *, listed: bool = False) -> int | None:
        """The end of a name the gazetteer does not know: one word, two after a word that names are built with."""
        words, word = sheet.words, sheet.words[at]
        if word in CLAUSE_ENDS or not word[0].isalpha() or self._said_otherwise(sheet, at):
            return None
        builds = self.grammar.name_builders
        held = self._contained(words, at + 1)
        if len(word) < 3 and word not in builds and (not held or word in self.grammar.before_place):
            return None
        first = word[1:] if word.startswith("و") and len(word) > 3 else word
        if first in self.gazetteer.place_nouns or first.startswith(self.grammar.no_name_beginnings):
            return None
        if first in self.grammar.no_name or self._of_the_last(first):
            return None
        if first.startswith("ال") and first.endswith("ه") and len(first) > 5 and not listed and not held:
            return None  # an adjective with the article
        if any(h.preposition == "ب" and h.form in self.gazetteer.place_nouns for h in heads(word)):
            return None  # "محاور بريف كذا"
        if first in builds:
            return at + 2 if at + 1 < len(words) and words[at + 1][0].isalpha() else None
        return at + 1

    def _announces(self, form: str) -> bool:
        """Whether the word after a place noun is a name even where the gazetteer does not know it."""
        noun = self.gazetteer.place_nouns[form]
        word = fold_word(noun.word)
        return (noun.evidence or form == word) and word in self.grammar.naming_nouns and not form.startswith("ال")

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
            if word.startswith(self.grammar.no_name_beginnings):
                return None  # "نقطة للمتمردين في"
            if self._contained(words, end):
                return end
        return None

    @staticmethod
    def _feminine(word: str) -> bool:
        """Whether a word ends like an adjective of a feminine noun ("آمنة")."""
        return word.endswith("ه") and len(word) > _SHORT and not word.startswith("ال")

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
