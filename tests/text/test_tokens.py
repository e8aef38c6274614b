"""A folded text falls into words, numbers, marks and line ends, each with its place."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.folding import fold
from marsad.text.tokens import offsets, words

TEXTS = st.text(alphabet="ابتقل 0123456789.,/-،؛:()\"'\nabc#_%") | st.text()


@pytest.mark.cases("tokens")
def test_words_of_a_text(case: dict[str, Any]) -> None:
    """The words, numbers and marks of a text, in its order."""
    assert words(case["text"]) == case["expected"]


@given(TEXTS)
def test_each_token_stands_where_it_says(text: str) -> None:
    """The offsets of a token slice the text to it; tokens come in order and do not overlap."""
    found = offsets(text)
    assert [text[start:end] for start, end in found] == words(text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@given(TEXTS)
def test_only_quotes_and_space_are_left_out(text: str) -> None:
    """Nothing that can be read is lost: between tokens stand only spaces, quotation marks, # and _."""
    folded = fold(text).text
    left = list(folded)
    for start, end in offsets(folded):
        left[start:end] = [" "] * (end - start)
    assert set("".join(left)) <= set(" \"'_#")
