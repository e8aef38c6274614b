"""Arabic orthography folded to one spelling, with a map back to source offsets.

Newspapers write one word many ways: with marks and tatweel, with or without the hamza on an alef, with a final yaa or
alef maqsura, with letters of a Persian keyboard, presentation forms of an old typesetter, digits of three scripts,
invisible direction marks. Everything that reads, reads the folded text; everything that is printed slices the source.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from marsad.model import Span

_ONE_TO_ONE: Final = {
    **dict.fromkeys(map(ord, "أإآٱٲٳ"), "ا"),
    **dict.fromkeys(map(ord, "ىیېۍےي"), "ي"),
    **dict.fromkeys(map(ord, "کڪ"), "ك"),
    **dict.fromkeys(map(ord, "ةۃہھەۀ"), "ه"),
    **dict(zip(map(ord, "٠١٢٣٤٥٦٧٨٩"), "0123456789", strict=True)),
    **dict(zip(map(ord, "۰۱۲۳۴۵۶۷۸۹"), "0123456789", strict=True)),
    **dict.fromkeys(map(ord, "“”„‟«»＂″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛`´"), "'"),
    **dict.fromkeys(map(ord, "–—―‐‑‒−"), "-"),
    ord("٬"): ",",
    ord("٫"): ".",
    ord("٪"): "%",
}
# Marks, tatweel, superscript alef, Quranic signs; soft hyphen, zero-width and direction characters; variation
# selectors; the byte order mark.
_DROPPED: Final = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff"
)
_HAMZA: Final = {"و": "ؤ", "ي": "ئ", "ى": "ئ"}
# A hamza written as a mark of its own is part of the letter ("ؤ" taken apart, as some systems store it); direction
# marks inside white space make it no two spaces.
_SPECIAL: Final = re.compile(
    rf"[ويى][\u064b-\u0652\u0670]*\u0654|[{_DROPPED}]+|[\ufb50-\ufdff\ufe70-\ufefc\u2026]|\s[\s{_DROPPED}]*\s|[^\S \n]"
)
_TRAILING: Final = re.compile(f"[{_DROPPED}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: `text` to read, `span` to slice the source.

    `_at` and `_from` are parallel: from folded offset `_at[k]` on, source offsets run on from `_from[k]`; `_fixed[k]`
    is true where several folded letters come from one source character (a ligature).
    """

    text: str
    source: str
    _at: tuple[int, ...]
    _from: tuple[int, ...]
    _fixed: tuple[bool, ...]

    def offset(self, folded: int) -> int:
        """The source offset of the character at a folded offset; the source's length for the folded length."""
        if folded >= len(self.text):
            return len(self.source)
        k = bisect_right(self._at, folded) - 1
        return self._from[k] if self._fixed[k] else self._from[k] + folded - self._at[k]

    def span(self, start: int, end: int) -> Span:
        """The source span of folded `[start, end)`: from its first character to its last, with that one's marks."""
        if end <= start:
            here = self.offset(start)
            return Span(here, here)
        last = self.offset(end - 1) + 1
        marks = _TRAILING.match(self.source, last)
        return Span(self.offset(start), marks.end() if marks else last)

    def folded_offset(self, source: int) -> int:
        """The folded offset of the first folded character at or after a source offset."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.offset(middle) < source:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> Folded:
    """Fold a whole text; white space becomes single spaces and single line ends."""
    pieces: list[str] = []
    at: list[int] = [0]
    source: list[int] = [0]
    fixed: list[bool] = [False]
    done = length = 0

    def segment(source_offset: int, *, one: bool) -> None:
        if at[-1] == length:
            source[-1], fixed[-1] = source_offset, one
        else:
            at.append(length)
            source.append(source_offset)
            fixed.append(one)

    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        if start > done:
            pieces.append(text[done:start])
            length += start - done
        letters = _replacement(match.group())
        if letters:
            segment(start, one=True)
            pieces.append(letters)
            length += len(letters)
        segment(end, one=False)
        done = end
    pieces.append(text[done:])
    return Folded("".join(pieces).translate(_ONE_TO_ONE), text, tuple(at), tuple(source), tuple(fixed))


def _replacement(found: str) -> str:
    if found[-1] == "\u0654" and found[0] in _HAMZA:
        return _HAMZA[found[0]]
    if found[0].isspace():
        return "\n" if any(c in "\n\r\u2028\u2029\x85\x0b\x0c" for c in found) else " "
    if _TRAILING.fullmatch(found):
        return ""
    return unicodedata.normalize("NFKC", found).translate(
        {ord(c): None for c in "\u0640 \u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"}
    )


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word or name in folded spelling, trimmed: the form under which every table of the project is looked up."""
    return fold(word).text.strip()
