"""Words disguised from filters are read as the words they are, and ordinary text stays as it is."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.disguise import disguises
from marsad.text.folding import fold
from marsad.text.tokens import offsets, words

WORDS = [
    "قصف",
    "القصف",
    "مقتل",
    "شهيد",
    "استهداف",
    "ميليشيات",
    "الصواريخ",
    "غارات",
    "داعش",
    "المدفعية",
    "وإصابة",
    "بجروح",
]
JOINTS = ["ـ ـ", "ـ.ـ", "ـ..ـ", "ـ*ـ", ".", "*", "ـ ", "ـ.", "..", "-", "ـ . ـ"]
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "newspapers-2015.jsonl.gz"

disguised = st.builds(
    lambda word, cuts, joint: "".join(c + joint * (i in cuts and i < len(word) - 1) for i, c in enumerate(word)),
    st.sampled_from(WORDS), st.sets(st.integers(min_value=1, max_value=7), min_size=1), st.sampled_from(JOINTS),
)  # fmt: skip


@pytest.mark.cases("disguise")
def test_disguises(case: dict[str, Any]) -> None:
    """Spaced, dotted and stretched words of war and those with look-alikes are joined; nothing else is."""
    assert fold(case["text"]).text == case["expected"]


@given(disguised)
def test_a_word_of_war_is_read_however_it_is_cut(written: str) -> None:
    """Cut anywhere after its second letter and parted by any of the signs, a word of war is one word."""
    bare = "".join(c for c in written if c not in " .*-ـ")
    text = f"وقع {written} أمس"
    assert words(fold(text).text) == ["وقع", fold(bare).text, "امس"]


@given(disguised)
def test_the_span_of_a_disguised_word_is_all_that_was_written(written: str) -> None:
    """The span of the word slices the source from its first letter to its last, with what stands between."""
    text = f"عند {written} ليلا"
    folded = fold(text)
    start, end = folded.span(*offsets(folded.text)[1])
    assert text[start:end] == written


@given(st.text() | st.text(alphabet="قصفمقتل .ـ*-_9ڤ\n"))
def test_a_reading_has_the_length_of_its_text(text: str) -> None:
    """What is read in place of a text is as long as it and has its line ends, so that offsets stay true."""
    read = disguises().read(text)
    assert len(read) == len(text)
    assert [i for i, c in enumerate(read) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_newspapers_are_unchanged() -> None:
    """No article of five days of newspapers has a word joined."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert [text for text in texts if disguises().read(text) != text] == []
