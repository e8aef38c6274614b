"""Pieces of lines, and the marks above and below them, put together by their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from marsad.sources.pdf_order import Glyph

_NEAR: Final = 2  # times that height: pieces farther apart are of two columns
_SAME: Final = 0.5  # of the height of the lower piece: pieces that overlap by so much stand on one line


def joined(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The lines of which a text layer gives the pieces one after another: on one height, side by side.

    A mark that is drawn in its own right breaks a line in two, and so does a change of fonts.
    """
    lines: list[list[Glyph]] = []
    for piece in pieces:
        if lines and _side_by_side(lines[-1], piece):
            lines[-1] = lines[-1] + piece
        else:
            lines.append(piece)
    return lines


def _side_by_side(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether two pieces are of one line: as high, near, and no glyph of one drawn where the other has one."""
    shared = min(map(_top, (one, other))) - max(map(_bottom, (one, other)))
    if shared <= _SAME * min(_top(one) - _bottom(one), _top(other) - _bottom(other)):
        return False
    if max(_left(one) - _right(other), _left(other) - _right(one)) > _NEAR * shared:
        return False
    middles = [(glyph.left + glyph.right) / 2 for glyph in other]
    return not any(glyph.left < middle < glyph.right for glyph in one for middle in middles)


def with_marks(lines: Sequence[Sequence[Glyph]], marks: Sequence[Glyph]) -> list[list[Glyph]]:
    """The lines with each vowel mark after the letters of the glyph it stands above or below."""
    found = [list(line) for line in lines]
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        near = min(
            ((abs((g.left + g.right) / 2 - middle) + abs(_off(g, mark)), row, at)
             for row, line in enumerate(found) for at, g in enumerate(line) if not g.text.isspace()),
            default=None,
        )  # fmt: skip
        if near is not None:
            _, row, at = near
            found[row][at] = replace(found[row][at], text=found[row][at].text + mark.text)
    return found


def _off(glyph: Glyph, mark: Glyph) -> float:
    """How far a mark is from a glyph's height: 0 beside it, else the distance to its nearer edge."""
    return max(glyph.bottom - mark.top, mark.bottom - glyph.top, 0.0)


def _left(glyphs: Sequence[Glyph]) -> float:
    return min(glyph.left for glyph in glyphs)


def _right(glyphs: Sequence[Glyph]) -> float:
    return max(glyph.right for glyph in glyphs)


def _bottom(glyphs: Sequence[Glyph]) -> float:
    return min(glyph.bottom for glyph in glyphs)


def _top(glyphs: Sequence[Glyph]) -> float:
    return max(glyph.top for glyph in glyphs)
