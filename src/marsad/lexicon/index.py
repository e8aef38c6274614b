"""Names and phrases of several words, found from their first word on, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordIndex(Generic[T]):
    """What begins with a word: pairs of the words and what they mean, the longest first."""

    by_first: Mapping[str, tuple[tuple[Words, T], ...]]
    _lengths: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    _meanings: Mapping[Words, T] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Hundreds of names of forces begin with one word: they are looked up whole, once for each length there is.
        lengths = {
            first: tuple(dict.fromkeys(len(words) for words, _ in pairs)) for first, pairs in self.by_first.items()
        }
        meanings = {words: meaning for pairs in self.by_first.values() for words, meaning in reversed(pairs)}
        object.__setattr__(self, "_lengths", lengths)
        object.__setattr__(self, "_meanings", meanings)

    def at(self, first: str, words: Sequence[str], place: int) -> tuple[int, T] | None:
        """The longest entry that begins with `first` and goes on at `words[place + 1]`: its length and its meaning."""
        for length in self._lengths.get(first, ()):
            found = (first, *words[place + 1 : place + length])
            if found in self._meanings:
                return len(found), self._meanings[found]
        return None


def word_index(items: Iterable[tuple[Words, T]]) -> WordIndex[T]:
    """An index over pairs of folded words and their meaning."""
    found: dict[str, list[tuple[Words, T]]] = defaultdict(list)
    for words, meaning in items:
        found[words[0]].append((words, meaning))
    return WordIndex({first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()})
