"""When two names, two sides or two lists are held to be the same, for scoring."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
_LETTERS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""})
_NOT_WORD = re.compile(r"[^\w]+")


def plain_name(text: str) -> str:
    """A name without marks or punctuation, with alef, yaa and taa marbuta variants made one.

    Looser than `marsad.text.folding`, on purpose: scores made here can be held against those of others, who decompose
    letters before folding (so that ؤ and ئ lose their hamza) and read every mark as a space.
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", letters.translate(_LETTERS)).strip()


def same_name(gold: str | None, found: str | None) -> bool:
    """The names are one, or one holds the other."""
    if gold == found:
        return True
    if not gold or not found:
        return False
    a, b = plain_name(gold), plain_name(found)
    return a in b or b in a


def same_side(gold: str | None, found: str | None) -> bool:
    """The labels are one; all `other:…` count as one, since their wording is free."""
    return _side(gold) == _side(found)


def _side(label: str | None) -> str | None:
    return "other" if label and label.startswith("other:") else label


def set_f1(gold: Iterable[T] | None, found: Iterable[T] | None, same: Callable[[T, T], bool]) -> float:
    """F1 of two lists, each element paired with at most one; 1 where both are empty."""
    wanted, left = list(gold or ()), list(found or ())
    size = len(wanted) + len(left)
    if not size:
        return 1.0
    hits = 0
    for g in wanted:
        match = next((p for p in left if same(g, p)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return 2 * hits / size
