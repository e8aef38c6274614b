"""Readings made by hand: what a perfect reader would find in a short text, so that linking is tested alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from marsad.model import ActorMention, Event, Figure, Place, Reading, Report, Span

SARMADA = {"name": "سرمدا", "id": "sarmada", "latitude": 36.186, "longitude": 36.723, "admin1": "إدلب", "precision": 1}
MAARA = {
    "name": "معرة النعمان",
    "id": "maara",
    "latitude": 35.643,
    "longitude": 36.676,
    "admin1": "إدلب",
    "precision": 1,
}
IDLIB = {"name": "إدلب", "id": "idlib", "latitude": 35.93, "longitude": 36.63, "admin1": "إدلب", "precision": 4}


def span_of(text: str, words: str) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def place(text: str, words: str, **fields: Any) -> Place:
    """A place named by these words of the text."""
    return Place(span=span_of(text, words), **{"name": words, **fields})


def figure(text: str, words: str, outcome: str, low: int | None, high: int | None = -1, **fields: Any) -> Figure:
    """A figure said by these words of the text: exact unless told otherwise."""
    given = {"qualifier": "exact", "victims": "unknown", **fields}
    return Figure(span=span_of(text, words), outcome=outcome, low=low, high=low if high == -1 else high, **given)


def event(text: str, words: str, kind: str, **fields: Any) -> Event:
    """An event whose trigger is these words of the text."""
    return Event(span=span_of(text, words), type=kind, **fields)


def reading(
    report_id: str,
    text: str,
    *,
    events: Sequence[Event] = (),
    figures: Sequence[Figure] = (),
    actors: Sequence[tuple[str, str]] = (),
    outlet: str | None = None,
    published: str | None = "2016-05-10",
) -> Reading:
    """The reading of one short report; `actors` are pairs of words of the text and an actor label."""
    return Reading(
        report=Report(
            id=report_id,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            outlet=outlet or f"outlet of {report_id}",
            published=published,
        ),
        events=tuple(events),
        figures=tuple(figures),
        actors=tuple(ActorMention(span=span_of(text, words), label=label, as_named=words) for words, label in actors),
    )


def raid(
    report_id: str,
    killed: int | None,
    *,
    text: str = "قصفت طائرات حربية بلدة سرمدا فسقط قتلى بين الأهالي",
    where: dict[str, Any] | None = None,
    date: str | None = "2016-05-10",
    published: str = "2016-05-10",
    outlet: str | None = None,
    kind: str = "airstrike",
    **fields: Any,
) -> Reading:
    """A report of one air raid with its dead; `fields` go to the figure."""
    figures = [figure(text, text.split()[-3], "killed", killed, **fields)] if killed is not None else []
    places = (Place(span=Span(0, 4), **(where or SARMADA)),)
    told = event(
        text,
        text.split()[0],
        kind,
        places=places,
        date=date,
        figures=tuple(range(len(figures))),
        targets=("civilians",),
    )
    return reading(report_id, text, events=[told], figures=figures, outlet=outlet, published=published)
