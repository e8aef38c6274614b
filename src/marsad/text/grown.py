"""Words grown together where a saved page has lost its line ends: "#عاجلإصابة طفل", "في منبجأصيبت امرأة".

Only a word that begins what a post tells, and that ends no other word, is parted from what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marsad.lexicon.tables import Row, read_table
from marsad.text.letters import DROPPED, PRIVATE, before_line_end

_LETTERS: Final = "\u0621-\u063a\u0641-\u064a"
_HELD: Final = re.compile(f"[{PRIVATE}]")  # private characters that a text has of its own
_CLITICS: Final = "وفبلك"
_HASHTAG: Final = "#"
_STAMP: Final = "·"  # beside the day of a post
_SURE: Final = 4  # letters before a grown word; of a hashtag one less


class GrownTable(Row):
    """The file `data/grown.toml`; see its head."""

    version: int
    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """Parts grown words. Build it once with `grown`."""

    pattern: re.Pattern[str]
    parts: frozenset[str]

    def parted(self, text: str) -> str:
        """The text in the same length, the last letter before a grown word written as one with a line end after it."""
        if (_HASHTAG not in text and _STAMP not in text) or _HELD.search(text):
            return text  # pages of papers keep their lines
        parted = self.pattern.sub(self._written, text)
        return text if parted == text else parted

    def _written(self, found: re.Match[str]) -> str:
        hashtag, before, word = found.groups()
        if before.endswith("_"):
            return found.group()  # "#قمع_اعتقال"
        if before.lstrip(_CLITICS) in self.parts or before in self.parts or len(before) + bool(hashtag) < _SURE:
            return found.group()
        return f"{hashtag}{before[:-1]}{before_line_end(before[-1])}{word}"


@lru_cache(maxsize=1)
def grown() -> Grown:
    """The finder over the packaged table. Raises DataError when it is broken."""
    table = read_table("grown.toml", GrownTable)
    words = "|".join(map(re.escape, sorted(table.words, key=len, reverse=True)))
    pattern = rf"(?<![{_LETTERS}{DROPPED}_])(#?)([{_LETTERS}{DROPPED}_]{{3,}}?)({words})(?![{_LETTERS}])"
    return Grown(pattern=re.compile(pattern), parts=frozenset(table.parts))
