"""Sayings that no verb of the table makes: nouns of saying, issued papers, words that are verbs in some places only.

And whom a medium quotes ("نقلت وكالة X عن Y"): what is told then is his claim, not the medium's (codebook, "claimant").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.claimant_names import ClaimantNames
from marsad.extract.saying import bare
from marsad.extract.sheet import CLAUSE_ENDS, Sheet
from marsad.lexicon.grammar import ClaimantGrammar
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import splits

_LONGEST_MEDIUM: Final = 9  # words from a verb of relaying to "عن" and whom is quoted
_TO_VOICED: Final = 12  # words from "voiced" to "عن"
_TO_PAPER: Final = 14  # words from a verb of issuing to what is issued
_TO_SAID: Final = 5  # words from the name of who says to "that"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSayings:
    """Recognizes them at a token."""

    words: ReportingWords
    grammar: ClaimantGrammar
    names: ClaimantNames

    def may_begin(self, word: str) -> bool:
        """Whether one of them may begin with a word."""
        own = self.grammar
        if word in own.shows or word in own.voices or bare(word) in own.issues:
            return True
        return any(s.stem in own.saying_nouns for s in splits(word))

    def own_subject(self, sheet: Sheet, at: int, end: int) -> bool:
        """ "المدينة التي قالت القوات إنها": whether a subject stands between a verb behind "which" and what is said."""
        name = self.names.at(sheet, at, end)
        return name is not None and name[1] < end and self.opens_that(sheet.words[name[1]])

    def opens_that(self, word: str) -> bool:
        return word == ":" or word in self.grammar.that

    def shows(self, sheet: Sheet, i: int, end: int) -> bool:
        """ "وبيّن أن", "وبين المصدر أن": a verb of saying where it opens its clause and "that" follows."""
        words = sheet.words
        if words[i] not in self.grammar.shows or (i and words[i - 1] not in CLAUSE_ENDS):
            return False
        return (i + 1 < end and words[i + 1] in self.grammar.that) or self.own_subject(sheet, i + 1, end)

    def voiced(self, sheet: Sheet, i: int, end: int) -> bool:
        """ "عبر المرصد عن إدانته": whether "through" is the verb of voicing here."""
        if sheet.words[i] not in self.grammar.voices:
            return False
        return self.names.begins(sheet, i + 1) and "عن" in sheet.words[i + 2 : min(i + _TO_VOICED, end)]

    def issued(self, sheet: Sheet, i: int, end: int) -> bool:
        """ "أصدرت الحكومة حصيلة": whether a verb of issuing has a paper or a count for its object."""
        if bare(sheet.words[i]) not in self.grammar.issues:
            return False
        near = sheet.words[i + 2 : min(i + _TO_PAPER, end)]
        return any(w in self.words.documents or w.removesuffix("ا") in self.words.documents for w in near)

    def noun(self, sheet: Sheet, i: int, end: int) -> tuple[str, int] | None:
        """ "اتهامات منظمة X بأن", "بعد إعلان الجيش أن": whose a noun of saying is, where what is said follows."""
        words = sheet.words
        if not any(s.stem in self.grammar.saying_nouns and not s.article and not s.pronoun for s in splits(words[i])):
            return None
        name = self.names.at(sheet, i + 1, end)
        near = range(name[1], min(name[1] + _TO_SAID, end)) if name is not None else range(0)
        return name if any(words[k] in self.grammar.that for k in near) else None

    def relayed(self, sheet: Sheet, i: int, at: int, end: int) -> tuple[str, int] | None:
        """ "نقلت وكالة X عن Y قوله": whom a medium quotes, if not its own people; the word after his name."""
        words = sheet.words
        if bare(words[i]) not in self.grammar.relays:
            return None
        reach = range(at, min(at + _LONGEST_MEDIUM, end))
        source = next((k + 1 for k in reach if words[k] == "عن" or words[k] in CLAUSE_ENDS), end)
        if source >= end or words[source - 1] != "عن" or words[source] in self.grammar.own_people:
            return None
        if words[source] in self.grammar.one_of and words[source + 1 : source + 2][0] in self.grammar.own_people:
            return None
        return self.names.at(sheet, source, end, sure=True)
