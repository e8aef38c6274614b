"""Answers about single words, kept: a report repeats its words, and an archive those of other reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

_KEPT: Final = 1 << 16  # words: twice as many are kept at most

AnswerT = TypeVar("AnswerT")


def remembered(of: Callable[[str], AnswerT], *, kept: int = _KEPT) -> Callable[[str], AnswerT]:
    """The same function, which must depend on nothing but the word, with its answers kept.

    Of words not met again while `kept` others were, the answers are dropped.
    """
    return _Answers(of, kept).__getitem__


class _Answers(dict[str, AnswerT]):
    """Answers by word: found, one costs a look-up in a dict, which is half of what `lru_cache` takes."""

    def __init__(self, of: Callable[[str], AnswerT], kept: int) -> None:
        super().__init__()
        self._of, self._kept = of, kept
        self._older: dict[str, AnswerT] = {}

    def __missing__(self, word: str) -> AnswerT:
        if len(self) >= self._kept:
            self._older = dict(self)
            self.clear()
        answer = self._older[word] if word in self._older else self._of(word)
        self[word] = answer
        return answer
