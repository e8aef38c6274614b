"""Many spellings are one to whatever reads, and every folded word leads back to the words of the source."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.model import Span
from marsad.text.folding import fold, fold_word
from marsad.text.tokens import offsets

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئأإآةى"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c\u2060\ufeff\u00ad"
OTHERS = "0123456789٠١٢٣٤٥٦٧٨٩۴۵۶٬٫٪.,-–—«»“”'…،؛؟!() \n\r\t\u00a0abcXYZکیہۀٱﻻﻼﷲﷺﹰﭐ"

anything = st.text() | st.text(alphabet=LETTERS + MARKS + INVISIBLE + OTHERS)
prose = st.text(alphabet=LETTERS + OTHERS)


def words_of(text: str) -> list[tuple[str, str]]:
    """Each folded word of a text, line ends aside, with the words of the source that its span slices."""
    folded = fold(text)
    found = []
    for start, end in offsets(folded.text):
        span = folded.span(start, end)
        if folded.text[start:end] != "\n":
            found.append((folded.text[start:end], text[span.start : span.end]))
    return found


def bare(text: str) -> str:
    """A text without the marks and invisible characters that the tests sprinkle."""
    return "".join(c for c in text if c not in MARKS + INVISIBLE)


def sprinkled(text: str, signs: list[str]) -> str:
    """The text with a sign before each character and one at the end, as far as the signs go."""
    filled = [*signs, *[""] * len(text)]
    return "".join(sign + c for sign, c in zip(filled, [*text, ""], strict=False))


@pytest.mark.cases("folding")
def test_spellings_fall_together(case: dict[str, Any]) -> None:
    """Every kind of spelling that the press mixes is folded to one."""
    assert fold(case["text"]).text == case["expected"]


@pytest.mark.cases("folding")
def test_folding_is_done_once(case: dict[str, Any]) -> None:
    """A folded text is its own folding, so that tables and texts may be folded in any order."""
    assert fold(case["expected"]).text == case["expected"]


@pytest.mark.cases("folding")
def test_words_of_the_table_lead_back(case: dict[str, Any]) -> None:
    """Every folded word slices to source words that fold to it."""
    for word, source in words_of(case["text"]):
        assert fold(source).text == word


@given(anything)
def test_every_word_leads_back(text: str) -> None:
    """For any text: the span of every folded word slices the source to what folds to that word."""
    for word, source in words_of(text):
        assert fold(source).text == word


@given(anything, st.data())
def test_every_run_of_words_leads_back(text: str, data: st.DataObject) -> None:
    """For any text and any run of its words: the span slices the source to what folds to that run."""
    folded = fold(text)
    words = [(start, end) for start, end in offsets(folded.text) if folded.text[start:end] != "\n"]
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    span = folded.span(words[first][0], words[last][1])
    assert fold(text[span.start : span.end]).text == folded.text[words[first][0] : words[last][1]]


@given(anything)
def test_spans_are_inside_the_source_and_in_its_order(text: str) -> None:
    """For any text: spans of later words begin after those of earlier ones, and none leaves the text."""
    folded = fold(text)
    spans = [folded.span(start, end) for start, end in offsets(folded.text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.start <= b.start for a, b in pairwise(spans))


@given(anything)
@example("\ufc5b")  # a letter with a superscript alef in one sign
def test_folding_twice_changes_nothing(text: str) -> None:
    """For any text: what is folded folds to itself."""
    once = fold(text).text
    assert fold(once).text == once


@given(prose, st.lists(st.sampled_from(["", *MARKS, *INVISIBLE])))
def test_marks_change_nothing(text: str, signs: list[str]) -> None:
    """Marks, tatweel, zero-width and direction marks change neither the folded text nor the words sliced."""
    marked = sprinkled(text, signs)
    assert fold(marked).text == fold(text).text
    assert [bare(source) for _, source in words_of(marked)] == [bare(source) for _, source in words_of(text)]


@given(prose, st.lists(st.sampled_from(["", *MARKS, *INVISIBLE])))
def test_a_span_takes_the_marks_of_its_last_letter(text: str, signs: list[str]) -> None:
    """A span never cuts a letter from the marks that are written on it."""
    marked = sprinkled(text, signs)
    folded = fold(marked)
    for start, end in offsets(folded.text):
        span = folded.span(start, end)
        if folded.text[start:end] != "\n":
            assert marked[span.end : span.end + 1] not in tuple(MARKS + INVISIBLE)


@given(anything)
def test_source_offsets_and_back(text: str) -> None:
    """The folded offset of the source offset of a folded character is that character, or the first of its ligature."""
    folded = fold(text)
    for at in range(len(folded.text)):
        there = folded.offset(at)
        back = folded.folded_offset(there)
        assert back <= at
        assert folded.offset(back) == there


def test_an_empty_span_is_a_point() -> None:
    """A span of no words is a point of the source, not the marks around it."""
    folded = fold("قُتِلَ جنديان")
    assert folded.span(4, 4) == Span(7, 7)


@pytest.mark.parametrize(("word", "key"), [("  الأُبَيِّض ", "الابيض"), ("غـزّة", "غزه"), ("", ""), ("«إم 5»", '"ام 5"')])
def test_a_name_is_looked_up_folded_and_trimmed(word: str, key: str) -> None:
    """Tables are keyed by the folded, trimmed word."""
    assert fold_word(word) == key
