"""Letters at their places on a page into the order they are read in.

A PDF says where each glyph is drawn and, if it has a text layer, which letters it stands for. Programs draw Arabic in
whatever order suits them. What can be relied on is the place: an Arabic line is read from the right, numbers and words
in Latin letters within it from the left. (Unicode's bidirectional algorithm, UAX 9, run backwards for one line.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_NARROW, _WIDE = 0.05, 0.12  # of the height of a line: gaps that part words of the layer, and letters of one
_FORMS: Final = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
_MIRRORED: Final = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_BRACKETS: Final = ("()", "[]", "{}", "«»")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph stands for, its edges in points, and the word of the text layer that it is drawn in."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    word: int = 0


def glyph_text(letters: str) -> str:
    """The letters of one glyph in their order; presentation forms as the letters they present.

    A ligature whose letters come from the right, as they are drawn, is turned: lam before alef.
    """
    plain = "".join(unicodedata.normalize("NFKC", c) if ord(c) in _ranges() else c for c in letters)
    if len(letters) > 1 and all(unicodedata.bidirectional(c) == "AL" for c in letters) and plain not in _ligatures():
        return plain[::-1]
    return plain


@lru_cache(maxsize=1)
def _ranges() -> frozenset[int]:
    return frozenset(_FORMS)


@lru_cache(maxsize=1)
def _ligatures() -> frozenset[str]:
    """What the ligatures of Unicode stand for, in the order of reading."""
    return frozenset(plain for c in _FORMS if len(plain := unicodedata.normalize("NFKC", chr(c))) > 1)


def in_order(glyphs: Sequence[Glyph], *, from_right: bool) -> str:
    """The text of one line. `from_right` false reads Arabic from the left too, as some programs wrongly lay it."""
    line = sorted(glyphs, key=lambda glyph: (glyph.left + glyph.right) / 2)
    drawn = list(_spaced(line))
    if not from_right or not any(_kind(text) == "R" for text in drawn):
        return _tidied("".join(drawn))
    runs = list(_runs(drawn))
    return _tidied("".join("".join(run) if kind == "L" else "".join(run[::-1]) for kind, run in reversed(runs)))


def with_brackets_turned(text: str) -> str:
    """An Arabic paragraph with its brackets opening before they close.

    Whether a text layer names the bracket that is drawn or the one that is meant differs from program to program, and
    within one line. A paragraph with an odd number of one kind is left as it is: which is the odd one cannot be told.
    """
    if not any(_kind(c) == "R" for c in text):
        return text
    for pair in _BRACKETS:
        places = [at for at, c in enumerate(text) if c in pair]
        if len(places) % 2 == 0 and not _nested([text[at] for at in places], pair):
            turned = [text[at].translate(_MIRRORED) for at in places]
            right = turned if _nested(turned, pair) else list(pair) * (len(places) // 2)
            letters = list(text)
            for at, bracket in zip(places, right, strict=True):
                letters[at] = bracket
            text = "".join(letters)
    return text


def _nested(brackets: Sequence[str], pair: str) -> bool:
    """Whether each bracket that closes closes one that was opened, and none is left open."""
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0


def _spaced(line: Sequence[Glyph]) -> Iterator[str]:
    """The texts of the glyphs from the left, with a space between words: where the layer parts them and there is a gap,
    or where the gap is wide."""
    height = max((glyph.top - glyph.bottom for glyph in line), default=0.0)
    last: Glyph | None = None
    for glyph in line:
        if last is not None:
            gap = glyph.left - last.right
            if gap > _WIDE * height or (glyph.word != last.word and gap > _NARROW * height):
                yield " "
        yield glyph.text
        last = glyph


def _runs(drawn: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Stretches from the left that are read in one direction: `L` for numbers and Latin words, `R` for all else."""
    at = 0
    while at < len(drawn):
        end = _latin_end(drawn, at) if _kind(drawn[at]) == "L" else _number_end(drawn, at)
        if end > at:
            yield "L", list(drawn[at:end])
        else:
            end = at + 1
            yield "R", list(drawn[at:end])
        at = end


def _latin_end(drawn: Sequence[str], at: int) -> int:
    """Where a stretch of Latin words ends: at the last letter or digit before the next Arabic letter."""
    end = at
    while at < len(drawn) and _kind(drawn[at]) != "R":
        at += 1
        if _kind(drawn[at - 1]) in "LN":
            end = at
    return end


def _number_end(drawn: Sequence[str], at: int) -> int:
    """Where a number ends: digits, with single separators between them."""
    end = at
    while end < len(drawn) and _kind(drawn[end]) == "N":
        end += 1
        if end + 1 < len(drawn) and _kind(drawn[end]) == "S" and _kind(drawn[end + 1]) == "N":
            end += 1
    return end


def _kind(text: str) -> str:
    """`R` an Arabic letter, `L` a Latin one, `N` a digit, `S` a separator within numbers, a space for all else."""
    said = unicodedata.bidirectional(text[0]) if text else ""
    return {"AL": "R", "R": "R", "L": "L", "EN": "N", "AN": "N", "CS": "S"}.get(said, " ")


def _tidied(text: str) -> str:
    return " ".join(text.split())
