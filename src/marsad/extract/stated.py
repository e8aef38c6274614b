"""One figure as the sentence states it, before victims, cause and scope are known (codebook, "Figures")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.people import People
from marsad.extract.sheet import OutcomeMention

CASUALTIES: Final = "casualties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure as stated: the people, the outcome, and what linked them.

    `whole` is the index of the one it is part of.
    """

    people: People
    outcome: str
    word: OutcomeMention | None
    start: int
    end: int
    whole: int | None = None
    link: str = ""


def stated(
    people: People,
    outcome: str,
    word: OutcomeMention | None,
    *,
    link: str,
    whole: int | None = None,
    own_span: bool = False,
) -> Stated:
    """The figure of some people and their outcome; its span holds the outcome word too, unless `own_span`."""
    start, end = people.start, people.end
    if word is not None and not own_span:
        start, end = min(start, word.start), max(end, word.end)
    return Stated(
        people=people, outcome=outcome, word=word, start=start, end=max(end, start + 1), whole=whole, link=link
    )
