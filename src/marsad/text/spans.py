"""Spans of one text put together."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.model import Span


def merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in the order of the text, those with nothing but white space between them made one."""
    out: list[Span] = []
    for span in spans:
        if out and not text[out[-1].end : span.start].strip():
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
