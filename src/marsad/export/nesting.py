"""Marks that overlap, as elements that nest: where one ends inside another, the other is closed and opened again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from marsad.model import Span

_NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A step of writing a marked text: open or close the mark of an index, or write a stretch of the text.

    `first`: the mark opens here for the first time. `inside`: the marks open around a stretch, the outermost first.
    """

    kind: Literal["open", "close", "text"]
    mark: int = -1
    first: bool = False
    span: Span = _NOWHERE
    inside: tuple[int, ...] = ()


def nested(length: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The steps that write a text of some length with its marks, each opened as often as closed, properly nested.

    The text pieces, put together, are the whole text. A span that is empty or lies outside the text marks nothing.
    """
    marked = [k for k, s in enumerate(spans) if 0 <= s.start < s.end <= length]
    starts = sorted(marked, key=lambda k: (spans[k].start, -spans[k].end))
    edges = sorted({0, length, *(e for k in marked for e in spans[k])})
    opened: list[int] = []
    for edge, following in zip(edges, (*edges[1:], length), strict=True):
        yield from _close(opened, spans, edge)
        while starts and spans[starts[0]].start == edge:
            yield Piece(kind="open", mark=starts[0], first=True)
            opened.append(starts.pop(0))
        if following > edge:
            yield Piece(kind="text", span=Span(edge, following), inside=tuple(opened))


def _close(opened: list[int], spans: Sequence[Span], edge: int) -> Iterator[Piece]:
    """Close the marks that end at an edge; those opened inside them that go on are opened again."""
    ending = [n for n, k in enumerate(opened) if spans[k].end == edge]
    if not ending:
        return
    going_on = [k for k in opened[ending[0] :] if spans[k].end != edge]
    while len(opened) > ending[0]:
        yield Piece(kind="close", mark=opened.pop())
    for k in going_on:
        yield Piece(kind="open", mark=k)
        opened.append(k)
