"""The log of watching: one line for each answer of a feed, one for what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from marsad.errors import SourceError
from marsad.register import Noted
from marsad.sources.feed import Feed


@dataclass(slots=True, kw_only=True)
class Told:
    """What became of the entries of a feed since the last line about them."""

    name: str
    whole: int = 0
    pages: int = 0
    summaries: int = 0
    known: int = 0
    put_off: int = 0
    refused: int = 0


def answered_line(name: str, noted: Noted | None, feed: Feed | None, due: datetime) -> str:
    """A feed answered: how many entries are new, edited, known; or that nothing changed."""
    if noted is None or feed is None:
        return f"{name}: unchanged; next {clock(due)}"
    edited = f", {noted.edited} edited" if noted.edited else ""
    broken = f"; {feed.broken}" if feed.broken else ""
    return f"{name}: {noted.new} new{edited}, {noted.known} known{broken}; next {clock(due)}"


def failed_line(name: str, error: SourceError, due: datetime) -> str:
    """A feed failed: why, and when it is asked again."""
    step = f" ({error.todo})" if error.todo else ""
    return f"{name}: failed: {error.what}{step}; next try {clock(due)}"


def read_lines(told: Iterable[Told]) -> Iterator[str]:
    """For each feed of which something was read: how much, and from where."""
    for one in told:
        parts = (
            (one.pages, "from their pages"),
            (one.whole, "whole in the feed"),
            (one.summaries, "as summaries only"),
            (one.known, "known from elsewhere"),
            (one.put_off, "put off"),
            (one.refused, "of no use"),
        )
        said = ", ".join(f"{number} {what}" for number, what in parts if number)
        if said:
            yield f"{one.name}: read: {said}"


def clock(at: datetime) -> str:
    """A moment on the clock of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
