"""Readings and incidents of what persons annotated of the project's own reports, without the reader's judgement."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.evaluate.annotation import Annotation, GoldEvent, GoldFigure
from marsad.evaluate.gold import load_gold
from marsad.extract import build_reader
from marsad.gazetteer import load_gazetteer
from marsad.link import link
from marsad.model import Event, Figure, Incident, Place, Reading, Report, Span
from marsad.text.folding import fold_word

GOLD = Path(__file__).parents[2] / "gold"
GROUPS: list[dict[str, Any]] = json.loads((GOLD / "incidents.json").read_text(encoding="utf-8"))["incidents"]


@lru_cache(maxsize=1)
def gold_readings() -> tuple[Reading, ...]:
    """The annotation of every report as a reading; its places are located as the reader locates them."""
    rows = {row["id"]: row for row in json.loads((GOLD / "manifest.json").read_text(encoding="utf-8"))}
    reader = build_reader()
    readings = []
    for gold in load_gold(GOLD):
        text, row = gold.text or "", rows[gold.id]
        report = Report(
            id=gold.id,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            outlet=row["outlet"],
            published=row["published"],
        )
        places = reader.read(report).places
        readings.append(_reading(report, gold.annotation, places))
    return tuple(readings)


@lru_cache(maxsize=1)
def gold_incidents() -> tuple[Incident, ...]:
    """All incidents that are gathered from them, by the rules of linking alone."""
    return link(iter(gold_readings()))


def gathered(group: dict[str, Any]) -> Incident:
    """The incident of a group of the gold: what its passages tell and nothing else, by the rules of linking.

    Where the rules part the passages, it is the incident of the group's type that most of them tell of.
    """
    passages = {p["report_id"]: Span(*p["span"]) for p in group["reports"]}
    told = (_cut(r, passages[r.report.id]) for r in gold_readings() if r.report.id in passages)
    return max(
        link(told), key=lambda i: (len({t.report_id for t in i.tellings}), i.type == group["type"], len(i.claims))
    )


def _cut(reading: Reading, passage: Span) -> Reading:
    """The reading with nothing but what the passage tells."""
    kept = [n for n, figure in enumerate(reading.figures) if _overlap(figure, passage)]
    numbers = {old: new for new, old in enumerate(kept)}
    figures = tuple(
        replace(f, part_of=numbers.get(f.part_of) if f.part_of is not None else None)
        for f in (reading.figures[n] for n in kept)
    )
    events = tuple(
        replace(e, figures=tuple(numbers[n] for n in e.figures if n in numbers))
        for e in reading.events
        if _overlap(e, passage)
    )
    return replace(reading, figures=figures, events=events)


def _overlap(mention: Figure | Event, passage: Span) -> bool:
    return any(span.start < passage.end and passage.start < span.end for span in (mention.span, *mention.also))


def _reading(report: Report, annotation: Annotation, places: tuple[Place, ...]) -> Reading:
    kept_figures = [n for n, f in enumerate(annotation.figures) if not f.background]
    numbers = {old: new for new, old in enumerate(kept_figures)}
    figures = tuple(_figure(annotation.figures[n], numbers, report, places) for n in kept_figures)
    events = tuple(_event(e, numbers, report, places) for e in annotation.events)
    return Reading(report=report, places=places, figures=figures, events=events)


def _figure(gold: GoldFigure, numbers: dict[int, int], report: Report, places: tuple[Place, ...]) -> Figure:
    fields = gold.model_dump(exclude={"optional", "background", "words"})
    located = _places(gold.places, report, places)
    return Figure(
        **{
            **fields,
            "span": Span(*gold.span),
            "also": tuple(Span(*s) for s in gold.also),
            "part_of": numbers.get(gold.part_of) if gold.part_of is not None else None,
            "places": located,
        }
    )


def _event(gold: GoldEvent, numbers: dict[int, int], report: Report, places: tuple[Place, ...]) -> Event:
    fields = gold.model_dump(exclude={"optional", "words"})
    return Event(
        **{
            **fields,
            "span": Span(*gold.span),
            "also": tuple(Span(*s) for s in gold.also),
            "figures": tuple(numbers[n] for n in gold.figures if n in numbers),
            "places": _places(gold.places, report, places),
        }
    )


def _places(names: tuple[str, ...], report: Report, places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(_place(name, report, places) for name in names)


def _place(name: str, report: Report, places: tuple[Place, ...]) -> Place:
    """As the reader located the name in this report, else as the gazetteer has it in the country of the others."""
    folded = _folded(name)
    for place in places:
        if _folded(place.name) == folded:
            return place
    start = report.text.find(name)
    span = Span(max(start, 0), max(start, 0) + len(name))
    country = Counter(p.country for p in places if p.country).most_common(1)
    for entry in load_gazetteer().find(name):
        if not country or entry.country == country[0][0]:
            return Place(
                span=span, name=name, id=entry.id, latitude=entry.latitude, longitude=entry.longitude,
                admin1=entry.admin1, country=entry.country, precision=entry.precision, radius_km=entry.radius_km,
            )  # fmt: skip
    return Place(span=span, name=name)


def _folded(name: str) -> str:
    return " ".join(fold_word(name).split())
