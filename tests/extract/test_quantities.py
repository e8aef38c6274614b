"""Numbers are read in digits of every script and in words of every gender and case, with what hedges them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import Case, Gender, number_in_words

from marsad.extract.sheet import Quantity, Sheet

Laid = Callable[..., Sheet]

# The noun after a number, by the form that Arabic gives it: after 3 to 10, after 11 to 99, after whole hundreds.
NOUNS = {"masculine": ("جنود", "جنديا", "جندي"), "feminine": ("نساء", "امرأة", "امرأة")}


def shown(quantity: Quantity) -> str:
    """A quantity as the table writes it."""
    low, high = quantity.low, quantity.high
    if low == high:
        return f"{quantity.qualifier} {low}"
    return f"{quantity.qualifier} {'' if low is None else low}..{'' if high is None else high}"


def counted(number: int, gender: Gender) -> str:
    """The noun in the form that follows a number."""
    plural, accusative, genitive = NOUNS[gender]
    last = number % 100
    return plural if 3 <= last <= 10 else accusative if 11 <= last <= 99 else genitive


@pytest.mark.cases("quantities")
def test_numbers_of_a_text(laid: Laid, case: dict[str, Any]) -> None:
    """A text's numbers with their low, high and qualifier, as the codebook says; a name's number counts nothing."""
    sheet = laid("marsad_quantities", case["text"])
    assert [shown(q) for q in sheet.quantities] == case["expected"]
    if "words" in case:
        assert [sheet.text(q.start, q.end) for q in sheet.quantities] == case["words"]


@given(
    st.integers(1, 999_999) | st.integers(1, 120) | st.integers(1, 999).map(lambda n: n * 1000),
    st.sampled_from(["masculine", "feminine"]),
    st.sampled_from(["nominative", "genitive"]),
    st.sampled_from(["مئة", "مائة"]),
)
def test_a_number_is_the_same_however_written(
    laid: Laid, number: int, gender: Gender, case: Case, hundred: str
) -> None:
    """A number reads the same in European and Arabic-Indic digits, with and without separators, and in words."""
    noun = counted(number, gender)
    digits = str(number)
    grouped = f"{number:,}"
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    words = number_in_words(number, gender=gender, case=case, before_noun=True, hundred=hundred)
    for written in (digits, arabic, grouped, grouped.replace(",", "٬"), words):
        sheet = laid("marsad_quantities", f"قتل {written} {noun}")
        assert [(shown(q), sheet.text(q.start, q.end)) for q in sheet.quantities] == [(f"exact {number}", written)]


@given(st.integers(2, 9_999), st.sampled_from(["masculine", "feminine"]), st.sampled_from(["nominative", "genitive"]))
def test_a_number_in_words_alone(laid: Laid, number: int, gender: Gender, case: Case) -> None:
    """A number in words that stands for people, with no noun after it, reads the same."""
    words = number_in_words(number, gender=gender, case=case, before_noun=False)
    sheet = laid("marsad_quantities", f"إصابة {words}.")
    assert [shown(q) for q in sheet.quantities] == [f"exact {number}"]


@pytest.mark.parametrize(
    ("number", "gender", "case", "before_noun", "words"),
    [
        (3, "masculine", "nominative", True, "ثلاثة"),
        (3, "feminine", "nominative", True, "ثلاث"),
        (11, "feminine", "genitive", True, "إحدى عشرة"),
        (12, "masculine", "nominative", True, "اثنا عشر"),
        (12, "feminine", "genitive", True, "اثنتي عشرة"),
        (25, "masculine", "genitive", True, "خمسة وعشرين"),
        (200, "masculine", "nominative", True, "مئتا"),
        (200, "masculine", "genitive", False, "مئتين"),
        (1_200, "masculine", "genitive", True, "ألف ومئتي"),
        (2_000, "masculine", "nominative", True, "ألفا"),
        (10_015, "masculine", "nominative", True, "عشرة آلاف وخمسة عشر"),
        (120_000, "masculine", "nominative", True, "مئة وعشرون ألف"),
        (120_000, "masculine", "nominative", False, "مئة وعشرون ألفا"),
        (102_000, "masculine", "genitive", True, "مئة ألف وألفي"),
    ],
)
def test_how_the_tests_write_numbers(number: int, gender: Gender, case: Case, before_noun: bool, words: str) -> None:
    """The generator of these tests writes numbers as Arabic does."""
    assert number_in_words(number, gender=gender, case=case, before_noun=before_noun) == words
