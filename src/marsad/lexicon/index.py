"""Names and phrases of several words, found from their first word on, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordIndex(Generic[T]):
    """What begins with a word: pairs of the words and what they mean, the longest first."""

    by_first: Mapping[str, tuple[tuple[Words, T], ...]]

    def at(self, first: str, words: Sequence[str], place: int) -> tuple[int, T] | None:
        """The longest entry that begins with `first` and goes on at `words[place + 1]`: its length and its meaning."""
        for entry, meaning in self.by_first.get(first, ()):
            length = len(entry)
            if length == 1 or tuple(words[place + 1 : place + length]) == entry[1:]:
                return length, meaning
        return None


def word_index(items: Iterable[tuple[Words, T]]) -> WordIndex[T]:
    """An index over pairs of folded words and their meaning."""
    found: dict[str, list[tuple[Words, T]]] = defaultdict(list)
    for words, meaning in items:
        found[words[0]].append((words, meaning))
    return WordIndex({first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()})
