"""Signs that begin lines in posts end the line before them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.bullets import lines
from marsad.text.folding import fold


@pytest.mark.cases("bullets")
def test_bullets(case: dict[str, Any]) -> None:
    """A sign inside a line ends it; at the head of a line it is white space."""
    assert fold(case["text"]).text == case["expected"]


@given(st.text() | st.text(alphabet="قصف 🔴▪📌\n\ufe0f"))
def test_every_offset_stays(text: str) -> None:
    """What is read has the length of the text, and differs from it only at the signs."""
    read = lines(text)
    assert len(read) == len(text)
    assert all(a == b or b in " \n" for a, b in zip(text, read, strict=True))
