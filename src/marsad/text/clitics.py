"""Clitics: the conjunctions, prepositions, article and pronouns that Arabic writes joined to a word.

`splits("وبالمدينة")` offers each way to take و ف, then ب ل ك س, then ال off the front and a suffix pronoun off the end.
It decides nothing: a table of words says which stem is a word (codebook spans keep the clitics).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

CONJUNCTIONS: Final = ("و", "ف")
PREPOSITIONS: Final = ("ب", "ل", "ك", "س")
ARTICLE: Final = "ال"
# Folded: taa marbuta is haa, so a final ه is either; longest first.
PRONOUNS: Final = ("هما", "كما", "هم", "ها", "هن", "كم", "نا", "ه", "ي", "ك")
# A conjunction or preposition with the article, or the article alone; bare one-letter clitics are left, since they
# cannot be told from first letters without a lexicon.
_PROCLITIC: Final = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|و)(?=\w{3})")


class Split(NamedTuple):
    """One way to read a folded word: `stem` with the clitics before and after it ("" where there is none)."""

    stem: str
    conjunction: str
    preposition: str
    article: bool
    pronoun: str


@lru_cache(maxsize=262144)
def splits(word: str) -> tuple[Split, ...]:
    """Every split of a folded word, the whole word first; stems have at least two letters."""
    found = [Split(word, "", "", False, "")]
    for conjunction, after_conjunction in _front(word, CONJUNCTIONS):
        for preposition, after_preposition in _front(after_conjunction, PREPOSITIONS):
            for article, stem in _article(after_preposition, preposition):
                if len(stem) >= 2:
                    found.extend(_endings(stem, conjunction, preposition, article))
    return tuple(dict.fromkeys(found))


def _front(word: str, clitics: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    taken = [("", word)]
    taken += [(c, word[1:]) for c in clitics if word.startswith(c) and len(word) > 2]
    return tuple(taken)


def _article(word: str, preposition: str) -> tuple[tuple[bool, str], ...]:
    ways = [(False, word)]
    if word.startswith(ARTICLE) and len(word) > 4:
        ways.append((True, word[2:]))
    if preposition == "ل" and word.startswith("ل") and len(word) > 3:
        ways.append((True, word[1:]))  # لل: the alef of the article is not written after ل
    return tuple(ways)


def _endings(stem: str, conjunction: str, preposition: str, article: bool) -> list[Split]:
    ways = [Split(stem, conjunction, preposition, article, "")]
    if article:
        return ways
    for pronoun in PRONOUNS:
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= 2:
            bare = stem[: -len(pronoun)]
            ways.append(Split(bare, conjunction, preposition, False, pronoun))
            if bare.endswith("ت"):
                ways.append(Split(bare[:-1] + "ه", conjunction, preposition, False, pronoun))
            if bare.endswith(("وا", "ا")) is False and bare.endswith("و"):
                ways.append(Split(bare + "ا", conjunction, preposition, False, pronoun))
    return ways


class Head(NamedTuple):
    """The first word of a name, without the conjunction and preposition joined to it."""

    form: str
    conjunction: str
    preposition: str


@lru_cache(maxsize=262144)
def heads(word: str) -> tuple[Head, ...]:
    """Ways to read a folded word as the first of a name, the whole word first; لل gives ال back ("للجيش" → "الجيش")."""
    found = [Head(word, "", "")]
    for conjunction, rest in _front(word, CONJUNCTIONS):
        for preposition, form in _front(rest, ("ب", "ل", "ك")):
            found.append(Head(form, conjunction, preposition))
            if preposition == "ل" and form.startswith("ل") and len(form) > 3:
                found.append(Head("ا" + form, conjunction, preposition))
    return tuple(dict.fromkeys(found))


def without_article(word: str) -> str:
    """A folded word without the article, what is joined before it, and a first و: the form in which words are compared
    where no lexicon is asked."""
    return _PROCLITIC.sub("", word)
