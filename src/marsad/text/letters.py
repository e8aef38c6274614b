"""Arabic orthography folded to one spelling, with a map back to source offsets.

Newspapers write one word many ways: with marks and tatweel, with or without the hamza on an alef, with a final yaa or
alef maqsura, with letters of a Persian keyboard, presentation forms of an old typesetter, digits of three scripts,
invisible direction marks. `marsad.text.folding` joins disguised words first, then folds as here.
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
_REPLACED: Final = tuple((chr(written), folded) for written, folded in _ONE_TO_ONE.items() if chr(written) != folded)
_SHORT: Final = 400  # characters under which a look-up of each is faster
# Marks, tatweel, superscript alef, Quranic signs; soft hyphen, zero-width and direction characters; variation
# selectors; the byte order mark.
DROPPED: Final = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff"
)
_HAMZA: Final = {"و": "ؤ", "ي": "ئ", "ى": "ئ"}
# A taa marbuta ends a word: where a page has lost its line ends, what follows is the next ("الرقةنفذت").
# A hamza written as a mark of its own is part of the letter ("ؤ" taken apart, as some systems store it); direction
# marks inside white space make it no two spaces.
_SPECIAL: Final = re.compile(
    rf"[ويى][\u064b-\u0652\u0670]*\u0654|[{DROPPED}]+|[\ufb50-\ufdff\ufe70-\ufefc\u2026]|\s[\s{DROPPED}]*\s|[^\S \n]"
    rf"|ة(?=[{DROPPED}]*[\u0621-\u063a\u0641-\u064a])"
)
_TRAILING: Final = re.compile(f"[{DROPPED}]+")
_LINE_END_AFTER: Final = 0xE000  # from a letter to the private character that stands for it and a line end
_FIRST_PRIVATE: Final = "\ue621"
_LAST_PRIVATE: Final = "\ue64a"
PRIVATE: Final = f"{_FIRST_PRIVATE}-{_LAST_PRIVATE}"
_PARTED: Final = re.compile(rf"{_SPECIAL.pattern}|[{PRIVATE}]")


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


def fold_letters(text: str, *, source: str | None = None, parted: bool = False) -> Folded:
    """Fold a whole text; white space becomes single spaces and single line ends.

    `source`: what the offsets lead back to, where `text` is a reading of it that has the same length. `parted`: it has
    characters of `before_line_end`.
    """
    pieces: list[str] = []
    at: list[int] = [0]
    sources: list[int] = [0]
    fixed: list[bool] = [False]
    done = length = 0

    def segment(source_offset: int, *, one: bool) -> None:
        if at[-1] == length:
            sources[-1], fixed[-1] = source_offset, one
        else:
            at.append(length)
            sources.append(source_offset)
            fixed.append(one)

    for match in (_PARTED if parted else _SPECIAL).finditer(text):
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
    original = text if source is None else source
    return Folded(_one_to_one("".join(pieces)), original, tuple(at), tuple(sources), tuple(fixed))


def _one_to_one(text: str) -> str:
    """The letters that one letter stands for. In a long text, searching for each is ten times faster than a look-up
    of every character."""
    if len(text) < _SHORT:
        return text.translate(_ONE_TO_ONE)
    for written, folded in _REPLACED:
        text = text.replace(written, folded)
    return text


def before_line_end(letter: str) -> str:
    """The one character that folds to a letter and a line end after it, where a page has lost it."""
    return "\n" if _TRAILING.fullmatch(letter) else chr(ord(letter) + _LINE_END_AFTER)


def _replacement(found: str) -> str:
    if len(found) == 1 and _FIRST_PRIVATE <= found <= _LAST_PRIVATE:
        return chr(ord(found) - _LINE_END_AFTER) + "\n"
    if found[-1] == "\u0654" and found[0] in _HAMZA:
        return _HAMZA[found[0]]
    if found == "ة":
        return "ه "
    if found[0].isspace():
        return "\n" if any(c in "\n\r\u2028\u2029\x85\x0b\x0c" for c in found) else " "
    if _TRAILING.fullmatch(found):
        return ""
    return _TRAILING.sub("", unicodedata.normalize("NFKC", found).replace(" ", ""))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word or name in folded spelling, trimmed: the form under which every table of the project is looked up."""
    return fold_letters(word).text.strip()
