"""What is read from one report: the JSON object of the codebook, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from marsad.model.report import Report, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the report.

    `precision` 1 the settlement or site itself, 2 near it or a district, 3 a named part of a province, 4 a province,
    5 a country, None not located. Coordinates are WGS84 degrees, None where no gazetteer knows the name.
    `radius_km` is how far from them what is named may lie. `why` says how it was resolved, or why not.
    """

    span: Span
    name: str
    id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    country: str | None = None
    precision: int | None = None
    radius_km: float | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """A side the report names: `label` of the codebook's list or `other:<id>`, `as_named` as the outlet called it."""

    span: Span
    label: str
    as_named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One statement of a number of people and their outcome (codebook, "Figures")."""

    span: Span
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    victims: str
    group: str | None = None
    age_sex: str | None = None
    part_of: int | None = None
    scope: str = "incident"
    by: str | None = None
    claimant: str = "report"
    denied: bool = False
    denied_by: str | None = None
    places: tuple[Place, ...] = ()
    date: str | None = None
    date_text: str | None = None
    means: str | None = None
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One distinct thing reported to have happened, to be happening, planned or denied (codebook, "Events")."""

    span: Span
    type: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    date: str | None = None
    date_text: str | None = None
    means: str | None = None
    status: str = "occurred"
    claimant: str = "report"
    background: bool = False
    figures: tuple[int, ...] = ()
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one report. `parts` names the version of each part that read it."""

    report: Report
    repeats: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


def finest(places: Iterable[Place]) -> Place | None:
    """The place told most precisely, the first of equals, a located one before one that is not; None for none."""
    return min(places, key=lambda p: (p.latitude is None or p.longitude is None, p.precision or 9), default=None)


_REPORT_KEYS = ("id", "path", "url", "title", "outlet", "published", "published_from", "language", "sha256")


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The codebook's JSON object for one report: plain dicts and lists, spans as [start, end]."""
    report = {key: getattr(reading.report, key) for key in _REPORT_KEYS}
    body = {
        "report": report,
        "parts": dict(reading.parts),
        "repeats": reading.repeats,
        "boilerplate": reading.boilerplate,
        "actors": [asdict(a) for a in reading.actors],
        "places": [asdict(p) for p in reading.places],
        "figures": [asdict(f) for f in reading.figures],
        "events": [asdict(e) for e in reading.events],
    }
    plain: dict[str, Any] = _lists(body)
    return plain


def reading_from_json(body: Mapping[str, Any], *, report: Report) -> Reading:
    """The Reading that `reading_to_json` printed, of the given report."""
    return Reading(
        report=report,
        repeats=_spans(body.get("repeats")),
        boilerplate=_spans(body.get("boilerplate")),
        actors=tuple(ActorMention(**{**a, "span": Span(*a["span"])}) for a in body.get("actors", ())),
        places=tuple(_place(p) for p in body.get("places", ())),
        figures=tuple(Figure(**_mention(f)) for f in body.get("figures", ())),
        events=tuple(Event(**_mention(e)) for e in body.get("events", ())),
        parts=tuple(sorted(body.get("parts", {}).items())),
    )


def _spans(value: Any) -> tuple[Span, ...]:
    return tuple(Span(*s) for s in value or ())


def _place(value: Mapping[str, Any]) -> Place:
    return Place(**{**value, "span": Span(*value["span"])})


def _mention(value: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**value, "span": Span(*value["span"]), "also": _spans(value.get("also"))}
    fields["places"] = tuple(_place(p) for p in value.get("places", ()))
    for key in ("actors", "targets", "figures"):
        if key in fields:
            fields[key] = tuple(fields[key])
    return fields


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _lists(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lists(v) for v in value]
    return value
