"""Counted nouns: every number asks for a form of the noun, and gets it."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from marsad.brief.counting import TEN, category, counting
from marsad.brief.nouns import load_nouns

AR, EN = counting("ar"), counting("en")
NOUNS = load_nouns()
KEYS = tuple(NOUNS.nouns)
TANWIN = "اً"

# number, noun, case, and what a person writes
TABLE = [
    (0, "killed", "nominative", "لا قتلى"),
    (1, "killed", "nominative", "قتيل واحد"),
    (1, "killed", "accusative", "قتيلاً واحداً"),
    (1, "killed", "genitive", "قتيل واحد"),
    (2, "killed", "nominative", "قتيلان"),
    (2, "killed", "genitive", "قتيلين"),
    (2, "killed", "accusative", "قتيلين"),
    (3, "killed", "nominative", "ثلاثة قتلى"),
    (10, "killed", "nominative", "عشرة قتلى"),
    (11, "killed", "nominative", "11 قتيلاً"),
    (99, "killed", "nominative", "99 قتيلاً"),
    (100, "killed", "nominative", "100 قتيل"),
    (101, "killed", "nominative", "101 قتيل"),
    (102, "killed", "nominative", "102 قتيل"),
    (103, "killed", "nominative", "103 قتلى"),
    (110, "killed", "nominative", "110 قتلى"),
    (111, "killed", "nominative", "111 قتيلاً"),
    (200, "killed", "nominative", "200 قتيل"),
    (1000, "killed", "nominative", "1,000 قتيل"),
    (1003, "killed", "nominative", "1,003 قتلى"),
    (10000, "killed", "nominative", "10,000 قتيل"),
    (0, "women", "nominative", "لا نساء"),
    (1, "women", "nominative", "امرأة واحدة"),
    (1, "women", "accusative", "امرأة واحدة"),
    (2, "women", "nominative", "امرأتان"),
    (2, "women", "genitive", "امرأتين"),
    (3, "women", "nominative", "ثلاث نساء"),
    (8, "women", "nominative", "ثماني نساء"),
    (10, "women", "nominative", "عشر نساء"),
    (15, "women", "nominative", "15 امرأة"),
    (300, "women", "nominative", "300 امرأة"),
    (2, "civilian", "nominative", "مدنيان"),
    (2, "civilian", "genitive", "مدنيين"),
    (5, "civilian", "nominative", "خمسة مدنيين"),
    (5, "civilian", "genitive", "خمسة مدنيين"),
    (45, "civilian", "genitive", "45 مدنياً"),
    (9, "children", "nominative", "تسعة أطفال"),
    (1, "new_incident", "nominative", "حادثة جديدة واحدة"),
    (2, "new_incident", "accusative", "حادثتين جديدتين"),
    (4, "new_incident", "nominative", "أربع حوادث جديدة"),
    (12, "new_incident", "nominative", "12 حادثة جديدة"),
    (1, "casualties", "nominative", "شخص واحد بين قتيل وجريح"),
    (2, "casualties", "nominative", "شخصان بين قتيل وجريح"),
    (7, "casualties", "nominative", "سبعة أشخاص بين قتيل وجريح"),
    (40, "casualties", "nominative", "40 شخصاً بين قتيل وجريح"),
]


@pytest.mark.parametrize(("number", "noun", "case", "said"), TABLE)
def test_numbers_are_told_as_a_person_tells_them(number: int, noun: str, case: str, said: str) -> None:
    """The noun is in the form the number asks for, the numeral in the gender the noun asks for."""
    assert AR.counted(number, noun, case=case) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "person", "0 people"),
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (1, "children", "1 child"),
        (1234, "civilian", "1,234 civilians"),
        (3, "killed", "3 killed"),
    ],
)
def test_english_has_two_forms(number: int, noun: str, said: str) -> None:
    """One, and all others."""
    assert EN.counted(number, noun) == said


@pytest.mark.parametrize("key", KEYS)
def test_the_form_is_that_of_the_plural_category(key: str) -> None:
    """From 0 to 10,000: dual for two, plural for three to ten, the accusative for 11 to 99, else the singular."""
    noun = NOUNS.noun(key)
    one = f"{noun.one} {'واحد' if noun.gender == 'm' else 'واحدة'}"
    told = {0: f"لا {noun.few}", 1: one, 2: noun.two}
    for number in range(10_001):
        rest = number % 100
        form = noun.few if 3 <= rest <= 10 else noun.one_accusative if rest >= 11 else noun.one
        expected = told.get(number, f"{number:,} {form}")
        said = AR.counted(number, key, words=False)
        assert said == (f"{expected} {noun.after}" if noun.after else expected)


@given(st.integers(0, 10_000), st.sampled_from(KEYS), st.sampled_from(["nominative", "genitive", "accusative"]))
def test_every_number_to_ten_thousand_gets_a_form_of_its_category(number: int, key: str, case: str) -> None:
    """The form stands in the row of the noun under the category that CLDR gives the number, whatever the case."""
    noun = NOUNS.noun(key)
    forms = {
        "zero": {f"لا {noun.few}"},
        "one": {noun.one, noun.one_accusative},
        "two": {noun.two, noun.two_oblique},
        "few": {noun.few},
        "many": {noun.one_accusative},
        "other": {noun.one},
    }
    said = AR.counted(number, key, case=case)  # type: ignore[arg-type]
    assert any(form in said for form in forms[Locale.parse("ar").plural_form(number)])
    assert category(number, "ar") == Locale.parse("ar").plural_form(number)
    spelled = number <= TEN
    assert (f"{number:,}" in said) is not spelled
    assert "  " not in said
    assert said == said.strip()


@given(st.integers(0, 10_000), st.sampled_from(KEYS))
def test_digits_are_those_that_were_chosen(number: int, key: str) -> None:
    """Arabic-Indic digits say the same number: none of the other digits is left, and the thousands are apart."""
    shown = counting("ar", digits="arab").counted(number, key, words=False)
    assert not any(c in "0123456789," for c in shown)
    back = shown.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٬", "0123456789,"))
    assert back == AR.counted(number, key, words=False)


@given(st.integers(3, 10), st.sampled_from(KEYS))
def test_the_numeral_has_the_gender_that_the_noun_has_not(number: int, key: str) -> None:
    """Three to ten: with the ending ة before what is masculine, without it before what is feminine."""
    numeral = AR.counted(number, key).split()[0]
    assert numeral.endswith("ة") is (NOUNS.noun(key).gender == "m")


@pytest.mark.parametrize("key", KEYS)
def test_the_forms_of_a_noun_fit_one_another(key: str) -> None:
    """Each word of a noun: the dual ends in ان and ين, the accusative in اً unless the word ends in ة."""
    noun = NOUNS.noun(key)
    for one, accusative, two, oblique in zip(
        noun.one.split(), noun.one_accusative.split(), noun.two.split(), noun.two_oblique.split(), strict=True
    ):
        assert accusative == (one if one.endswith("ة") else one + TANWIN)
        assert two.endswith("ان")
        assert oblique == two.removesuffix("ان") + "ين"
        stem = one.removesuffix("ة") + "ت" if one.endswith("ة") else one
        assert two == f"{stem}ان"
    assert (noun.one.split()[0].endswith("ة")) is (noun.gender == "f")


def test_what_is_spelled_can_be_chosen() -> None:
    """Words up to ten by default, up to a lower number, or none at all."""
    assert counting("ar", spelled=5).counted(5, "killed") == "خمسة قتلى"
    assert counting("ar", spelled=5).counted(6, "killed") == "6 قتلى"
    assert AR.counted(6, "killed", words=False) == "6 قتلى"
