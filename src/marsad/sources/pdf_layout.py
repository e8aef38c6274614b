"""The lines of a document's pages into paragraphs, without what stands at the head or foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

_EDGE: Final = 3  # lines from the top or the bottom of a page that may be a head or a foot
_SHORT: Final = 0.12  # of the width of the text: a line that ends so much earlier is a paragraph's last
_APART: Final = 1.4  # times the usual distance of lines
_OTHER_SIZE: Final = 1.12
_DIGITS: Final = re.compile(r"\d+")
_ENDED: Final = re.compile(r"[.!?؟:؛…][\"»”)\]]*$")


Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page: its text, its edges, its height over the page's foot, its letters' size, in points."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    arabic: bool


class _Standing(NamedTuple):
    """How a line at the edge of a page stands: the first or last of all, and set apart from the running text."""

    outermost: bool
    apart: bool


def without_heads(pages: Sequence[Sequence[PageLine]]) -> tuple[list[list[PageLine]], int]:
    """The pages without the lines that stand at the head or foot of most of them, and how many lines those were.

    A line repeats when it says the same at the same height; one that is set apart from the running text may differ in
    its numbers. A number alone at the very edge is the page's.
    """
    edges = [_edges(page) for page in pages]
    counted = Counter(place for page in edges for place in {place for line in page for place in _places(line, page)})
    least = max(2, len(pages) // 2)
    kept, put_aside = [], 0
    for page, lines in zip(pages, edges, strict=True):
        heads = {id(line) for line in lines if _is_head(line, lines, counted, least)}
        kept.append([line for line in page if id(line) not in heads])
        put_aside += len(heads)
    return kept, put_aside


def _is_head(line: PageLine, edges: dict[PageLine, _Standing], counted: Counter[Place], least: int) -> bool:
    if edges[line].outermost and not any(c.isalpha() for c in line.text):
        return True
    return any(counted[place] >= least for place in _places(line, edges))


def _edges(page: Sequence[PageLine]) -> dict[PageLine, _Standing]:
    """The lines that may be a head or a foot, and how each stands."""
    upright = sorted(page, key=lambda line: -line.bottom)
    most = min(_EDGE, len(upright) // 2)
    step = _usual([round(a.bottom - b.bottom) for a, b in pairwise(upright)] or [0])
    found: dict[PageLine, _Standing] = {}
    for ordered in (upright, upright[::-1]):
        gaps = [abs(a.bottom - b.bottom) > _APART * step for a, b in pairwise(ordered[: most + 1])]
        for at, line in enumerate(ordered[:most]):
            found[line] = _Standing(outermost=at == 0, apart=any(gaps[at:]))
    return found


def _places(line: PageLine, edges: dict[PageLine, _Standing]) -> tuple[Place, Place]:
    """What a line says and where, in two grids of which one holds places that are a hair apart."""
    said = _DIGITS.sub("0", line.text) if edges[line].apart else line.text
    return (said, 0, int(line.bottom // 8)), (said, 1, int((line.bottom + 4) // 8))


def paragraphs_of(pages: Sequence[Sequence[PageLine]]) -> list[str]:
    """The paragraphs of all pages; one that a page breaks is joined with the next page's first."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    left, right = _usual(round(line.left) for line in lines), _usual(round(line.right) for line in lines)
    left, right = min(left, right), max(left, right)
    steps = [round(a.bottom - b.bottom, 1) for page in pages for a, b in pairwise(page)]
    step = _usual(steps or [0.0])
    joined: list[list[str]] = []
    before: PageLine | None = None
    for line in lines:
        if before is None or _ends(before, line, left=left, right=right, step=step):
            joined.append([])
        joined[-1].append(line.text)
        before = line
    return [" ".join(words) for words in joined]


def _ends(line: PageLine, following: PageLine, *, left: float, right: float, step: float) -> bool:
    """Whether a line is the last of its paragraph."""
    if max(line.size, following.size) > _OTHER_SIZE * min(line.size, following.size):
        return True
    down = line.bottom - following.bottom
    if down > _APART * step > 0:
        return True
    rest = line.left - left if line.arabic else right - line.right
    if rest > _SHORT * (right - left):
        return True
    indented = right - following.right if following.arabic else following.left - left
    return bool(_ENDED.search(line.text)) and indented > following.size


def _usual(values: Iterator[int] | Sequence[float]) -> float:
    """The commonest value."""
    return Counter(values).most_common(1)[0][0]
