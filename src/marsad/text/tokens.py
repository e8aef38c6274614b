"""Words of a folded text. Quotation marks are no words: names run through them («حزب الله»)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"\d+(?:[.,/-]\d+)*|[\u0621-\u064a\u0671-\u06d3]+|[A-Za-z]+|\.\.+|\n|[^\s\"'_#]")


class Token(NamedTuple):
    """One word, number or mark with its folded offsets."""

    text: str
    start: int
    end: int


def words(folded: str) -> list[str]:
    """The texts of the tokens alone."""
    return _TOKEN.findall(folded)


def tokens(folded: str) -> list[Token]:
    """The words, numbers, marks and line ends of a folded text, in order."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
