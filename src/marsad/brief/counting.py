"""Counted nouns: number and noun agreeing in gender, number and case, in Arabic and in English.

Which form a number asks for is CLDR's plural category of it, by Babel: zero, one, two, few, many, other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from marsad.brief.needed import needed
from marsad.brief.nouns import LEAST_NUMERAL, Noun, Nouns, load_nouns

if TYPE_CHECKING:
    from babel import Locale

Case = Literal["nominative", "genitive", "accusative"]
Language = Literal["ar", "en"]
Digits = Literal["latn", "arab"]
_ARABIC: Final = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
TEN: Final = 10
_ONE, _TWO = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How a brief writes numbers: `spelled` is the highest that running text writes in words."""

    lang: Language
    digits: Digits = "latn"
    spelled: int = TEN
    nouns: Nouns

    def number(self, value: int) -> str:
        """A number in digits, its thousands apart."""
        text = f"{value:,}"
        return text.translate(_ARABIC) if self.lang == "ar" and self.digits == "arab" else text

    def noun(self, key: str) -> Noun:
        """A noun of the table."""
        return self.nouns.noun(key)

    def counted(self, value: int, key: str, *, case: Case = "nominative", words: bool = True) -> str:
        """So many of a noun: قتيل واحد، قتيلان، ثلاثة قتلى، 11 قتيلاً، 100 قتيل; `1 person`, `12 people`.

        `case` is what the place in the sentence asks for. With `words`, three to ten are written in words (to
        `spelled`). One and two are told by the noun itself in Arabic, always.
        """
        noun = self.noun(key)
        if self.lang == "en":
            return f"{self.number(value)} {noun.english[0 if category(value, 'en') == 'one' else 1]}"
        said = self._arabic(value, noun, case, words=words)
        return f"{said} {noun.after}" if noun.after else said

    def form(self, value: int, key: str) -> str:
        """The noun alone, as it follows the number in digits: for a heading `12 قتيلاً`, a range `10–12 قتيلاً`."""
        noun = self.noun(key)
        if self.lang == "en":
            return noun.english[0 if category(value, "en") == "one" else 1]
        kind = category(value, "ar")
        form = {"many": noun.one_accusative, "few": noun.few, "zero": noun.few, "two": noun.two}.get(kind, noun.one)
        return f"{form} {noun.after}" if noun.after else form

    def _arabic(self, value: int, noun: Noun, case: Case, *, words: bool) -> str:
        kind = category(value, "ar")
        if kind == "zero":
            return f"لا {noun.few}"
        if kind == "one":
            accusative = case == "accusative"
            form = noun.one_accusative if accusative else noun.one
            return f"{form} {self.nouns.one[noun.gender, accusative]}"
        if kind == "two":
            return noun.two if case == "nominative" else noun.two_oblique
        form = {"few": noun.few, "many": noun.one_accusative}.get(kind, noun.one)
        return f"{self._numeral(value, noun, words=words)} {form}"

    def _numeral(self, value: int, noun: Noun, *, words: bool) -> str:
        if words and LEAST_NUMERAL <= value <= min(self.spelled, TEN):
            return self.nouns.numerals[noun.gender][value - LEAST_NUMERAL]
        return self.number(value)


def counting(lang: Language, *, digits: Digits = "latn", spelled: int = TEN) -> Counting:
    """The counting of a language with the packaged nouns."""
    return Counting(lang=lang, digits=digits, spelled=spelled, nouns=load_nouns())


def category(value: int, lang: Language) -> str:
    """CLDR's plural category of a number of things. Raises UsageError where Babel is not installed."""
    return str(_locale(lang).plural_form(value))


@lru_cache(maxsize=2)
def _locale(lang: Language) -> Locale:
    with needed("babel"):
        from babel import Locale
    return Locale.parse(lang)
