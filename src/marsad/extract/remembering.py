"""Answers about single words, kept: a report repeats its words, and an archive those of other reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from marsad.text.clitics import Head, heads

_KEPT: Final = 1 << 17  # words; of those not met for longest the answers are dropped

AnswerT = TypeVar("AnswerT")


def remembered(of: Callable[[str], AnswerT]) -> Callable[[str], AnswerT]:
    """The same function, which must depend on nothing but the word, with its answers kept."""
    return lru_cache(maxsize=_KEPT)(of)


def beginning_in(*tables: Mapping[str, object] | frozenset[str]) -> Callable[[str], tuple[Head, ...]]:
    """A function that gives the heads of a word that stand in any of the tables, in order: for most words none."""
    known = frozenset().union(*tables)
    return remembered(lambda word: tuple([h for h in heads(word) if h.form in known]))
