"""Conjunctions, prepositions, article and pronouns come off a word in every way that Arabic joins them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.clitics import ARTICLE, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, Head, Split, heads, splits

WORDS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئ", min_size=1, max_size=12)


def shown(split: Split) -> str:
    """A split as the tables write it."""
    parts = [split.conjunction, split.preposition, ARTICLE * split.article, f"[{split.stem}]", split.pronoun]
    return "+".join(filter(None, parts))


def shown_head(head: Head) -> str:
    return "+".join(filter(None, [head.conjunction, head.preposition, f"[{head.form}]"]))


@pytest.mark.cases("clitics")
def test_every_way_is_offered(case: dict[str, Any]) -> None:
    """The ways listed are among those offered; those that Arabic does not know are not."""
    found = {shown(split) for split in splits(case["text"])}
    assert set(case["expected"]) <= found
    assert found.isdisjoint(case.get("never", ()))


@pytest.mark.cases("heads")
def test_every_head_of_a_name_is_offered(case: dict[str, Any]) -> None:
    """The heads listed are among those offered; those that Arabic does not know are not."""
    found = {shown_head(head) for head in heads(case["text"])}
    assert set(case["expected"]) <= found
    assert found.isdisjoint(case.get("never", ()))


@given(WORDS)
def test_the_whole_word_comes_first(word: str) -> None:
    """The first way is always the word as it is, so that a table's own word wins over its parts."""
    assert splits(word)[0] == Split(word, "", "", False, "")
    assert heads(word)[0] == Head(word, "", "")


@given(WORDS)
def test_each_way_once(word: str) -> None:
    """No way is offered twice, and no stem of a way with clitics is shorter than two letters."""
    ways = splits(word)
    assert len(ways) == len(set(ways))
    assert all(len(way.stem) >= 2 for way in ways[1:])


@given(
    st.sampled_from(["", *CONJUNCTIONS]),
    st.sampled_from(["", *PREPOSITIONS]),
    st.text(alphabet="جحخدرزشصطعغقمن", min_size=3, max_size=6),
    st.sampled_from(["", *PRONOUNS]),
)
def test_what_is_joined_comes_apart(conjunction: str, preposition: str, stem: str, pronoun: str) -> None:
    """Whatever clitics are written on a stem, one of the ways gives back that stem with those clitics."""
    word = conjunction + preposition + stem + pronoun
    assert Split(stem, conjunction, preposition, False, pronoun) in splits(word)


@given(
    st.sampled_from(["", *CONJUNCTIONS]),
    st.sampled_from(["", "ب", "ك", "ل"]),
    st.text(alphabet="جحخدرزشصطعغقمن", min_size=3, max_size=6),
)
def test_the_article_comes_off(conjunction: str, preposition: str, stem: str) -> None:
    """The article comes off under any conjunction and preposition; after ل it is written without its alef."""
    joined = "لل" + stem if preposition == "ل" else preposition + ARTICLE + stem
    assert Split(stem, conjunction, preposition, True, "") in splits(conjunction + joined)
    assert Head(ARTICLE + stem, conjunction, preposition) in heads(conjunction + joined)


@given(st.sampled_from(PRONOUNS), st.text(alphabet="جحخدرزشصطعغقمن", min_size=2, max_size=6))
def test_a_taa_marbuta_opens_before_a_pronoun(pronoun: str, stem: str) -> None:
    """A feminine noun with a pronoun leads back to its form without."""
    assert Split(stem + "ه", "", "", False, pronoun) in splits(stem + "ت" + pronoun)
