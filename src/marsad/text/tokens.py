"""Words of a folded text. Quotation marks are no words: names run through them («حزب الله»)."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\d+(?:[.,/-]\d+)*|[\u0621-\u064a\u0671-\u06d3]+|[A-Za-z]+|\.\.+|\n|[^\s\"'_#]")


def words(folded: str) -> list[str]:
    """The words, numbers, marks and line ends of a folded text, in order."""
    return _WORD.findall(folded)


def offsets(folded: str) -> list[tuple[int, int]]:
    """Where each of them stands: folded offsets, end-exclusive, in the order of `words`."""
    return [match.span() for match in _WORD.finditer(folded)]
