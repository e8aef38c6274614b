"""Names and phrases of several words are found from their first word on, the longest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lexicon.index import WordIndex, word_index

WORDS = st.lists(st.sampled_from("ابجده"), min_size=1, max_size=5).map(tuple)


@pytest.fixture
def index() -> WordIndex[str]:
    phrases = ["اكثر من", "اكثر", "ما لا يقل عن", "ما لا"]
    return word_index((tuple(p.split()), p) for p in phrases)


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("اكثر من 12", 0, (2, "اكثر من")),
        ("اكثر 12", 0, (1, "اكثر")),
        ("اكثر", 0, (1, "اكثر")),
        ("نحو اكثر من", 1, (2, "اكثر من")),
        ("ما لا يقل عن عشره", 0, (4, "ما لا يقل عن")),
        ("ما لا يقل", 0, (2, "ما لا")),
        ("ما يقل عن", 0, None),
        ("من اكثر", 0, None),
        ("ما", 0, None),
    ],
)
def test_the_longest_that_stands_there(
    index: WordIndex[str], text: str, place: int, found: tuple[int, str] | None
) -> None:
    """The longest entry whose words all stand from that place on is found; the end of the text cuts none short."""
    words = text.split()
    assert index.at(words[place], words, place) == found


def test_the_first_word_may_be_read_without_its_clitics(index: WordIndex[str]) -> None:
    """The first word is given apart, so that "باكثر من" can be read as "اكثر من"."""
    assert index.at("اكثر", ["باكثر", "من", "12"], 0) == (2, "اكثر من")


@given(st.lists(WORDS, max_size=8), WORDS, st.integers(0, 4))
def test_nothing_longer_stands_there(entries: list[tuple[str, ...]], words: tuple[str, ...], place: int) -> None:
    """What is found is the longest of all entries that stand there; nothing is found only where none does."""
    if place >= len(words):
        return
    standing = [e for e in entries if words[place : place + len(e)] == e]
    found = word_index((e, e) for e in entries).at(words[place], words, place)
    assert (len(found[1]) if found else 0) == max(map(len, standing), default=0)
