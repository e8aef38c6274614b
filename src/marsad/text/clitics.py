"""Clitics: the conjunctions, prepositions, article and pronouns that Arabic writes joined to a word.

`splits("وبالمدينة")` offers each way to take و ف, then ب ل ك س, then ال off the front and a suffix pronoun off the end.
It decides nothing: a table of words says which stem is a word (codebook spans keep the clitics).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from functools import partial
from typing import Final, NamedTuple

from marsad.text.remembering import remembered

CONJUNCTIONS: Final = ("و", "ف")
PREPOSITIONS: Final = ("ب", "ل", "ك", "س")
_JOINED: Final = ("ب", "ل", "ك")  # those that come before a name
_MAY_JOIN: Final = frozenset({*CONJUNCTIONS, *_JOINED})
ARTICLE: Final = "ال"
# Folded: taa marbuta is haa, so a final ه is either; longest first.
PRONOUNS: Final = ("هما", "كما", "هم", "ها", "هن", "كم", "نا", "ه", "ي", "ك")
# A conjunction or preposition with the article, or the article alone; bare one-letter clitics are left, since they
# cannot be told from first letters without a lexicon.
_PROCLITIC: Final = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|و)(?=\w{3})")

_KEPT: Final = 1 << 13  # words whose ways are kept: what is asked of a report is asked again while it is read
_Way = tuple[str, str, str, bool, str]  # the fields of a Split


class Split(NamedTuple):
    """One way to read a folded word: `stem` with the clitics before and after it ("" where there is none)."""

    stem: str
    conjunction: str
    preposition: str
    article: bool
    pronoun: str


@partial(remembered, kept=_KEPT)
def splits(word: str) -> tuple[Split, ...]:
    """Every split of a folded word, the whole word first; stems have at least two letters."""
    return tuple([Split(*way) for way in _ways(word)])


def splits_in(table: Container[str], word: str) -> tuple[Split, ...]:
    """The splits of a folded word whose stem stands in a table, in order: quicker where nothing else is asked of it."""
    return tuple([Split(*way) for way in _ways(word) if way[0] in table])


def _ways(word: str) -> list[_Way]:
    found: list[_Way] = []
    for conjunction, after_conjunction in _front(word, CONJUNCTIONS):
        for preposition, after_preposition in _front(after_conjunction, PREPOSITIONS):
            for article, stem in _article(after_preposition, preposition):
                if len(stem) >= 2:
                    found += _endings(stem, conjunction, preposition, article)
    return found or [(word, "", "", False, "")]


def _front(word: str, clitics: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    if len(word) > 2 and word[0] in clitics:
        return ("", word), (word[0], word[1:])
    return (("", word),)


def _article(word: str, preposition: str) -> list[tuple[bool, str]]:
    ways = [(False, word)]
    if word.startswith(ARTICLE) and len(word) > 4:
        ways.append((True, word[2:]))
    if preposition == "ل" and word.startswith("ل") and len(word) > 3:
        ways.append((True, word[1:]))  # لل: the alef of the article is not written after ل
    return ways


def _endings(stem: str, conjunction: str, preposition: str, article: bool) -> list[_Way]:
    ways = [(stem, conjunction, preposition, article, "")]
    if article or not stem.endswith(PRONOUNS):
        return ways
    for pronoun in PRONOUNS:
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= 2:
            bare = stem[: -len(pronoun)]
            ways.append((bare, conjunction, preposition, False, pronoun))
            if bare.endswith("ت"):
                ways.append((bare[:-1] + "ه", conjunction, preposition, False, pronoun))
            if bare.endswith("و"):
                ways.append((bare + "ا", conjunction, preposition, False, pronoun))
    return ways


class Head(NamedTuple):
    """The first word of a name, without the conjunction and preposition joined to it."""

    form: str
    conjunction: str
    preposition: str


@partial(remembered, kept=_KEPT)
def heads(word: str) -> tuple[Head, ...]:
    """Ways to read a folded word as the first of a name, the whole word first; لل gives ال back ("للجيش" → "الجيش")."""
    return tuple([Head(*way) for way in _beginnings(word)])


def heads_in(table: Container[str], word: str) -> tuple[Head, ...]:
    """The heads of a word whose form stands in a table, in order: quicker where nothing else is asked of it."""
    return tuple([Head(*way) for way in _beginnings(word) if way[0] in table])


def beginning_in(*tables: Mapping[str, object] | frozenset[str]) -> Callable[[str], tuple[Head, ...]]:
    """A function that gives the heads of a word that stand in any of the tables, in order: for most words none."""
    known = frozenset().union(*tables)
    return remembered(lambda word: tuple([h for h in heads(word) if h.form in known]))


def _beginnings(word: str) -> list[tuple[str, str, str]]:
    if word[:1] not in _MAY_JOIN:
        return [(word, "", "")]
    found: list[tuple[str, str, str]] = []
    for conjunction, rest in _front(word, CONJUNCTIONS):
        for preposition, form in _front(rest, _JOINED):
            found.append((form, conjunction, preposition))
            if preposition == "ل" and form.startswith("ل") and len(form) > 3:
                found.append(("ا" + form, conjunction, preposition))
    return found


def without_article(word: str) -> str:
    """A folded word without the article, what is joined before it, and a first و: the form in which words are compared
    where no lexicon is asked."""
    return _PROCLITIC.sub("", word)
