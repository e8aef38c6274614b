"""Readings and incidents as rows, and back. Pure: no database here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

import orjson

from marsad.model import Event, Figure, Place, Reading, Report, Span, reading_from_json
from marsad.model.mention import mention_key
from marsad.register.parts import part_of

Row = dict[str, Any]

REPORT_FIELDS: Final = tuple(f.name for f in fields(Report))
_CLAIM_FIELDS: Final = {
    "figure": tuple(f.name for f in fields(Figure) if f.name != "span"),
    "event": tuple(f.name for f in fields(Event) if f.name != "span"),
}


def to_json(value: object) -> str:
    """JSON of plain values, dataclasses of the model and spans (as `[start, end]`)."""
    return orjson.dumps(value, default=list).decode()


def from_json(value: str) -> Any:
    """What `to_json` wrote, as plain dicts and lists."""
    return orjson.loads(value)


def report_row(report: Report, *, run: int) -> Row:
    """A row of `reports`."""
    row: Row = {("report_id" if name == "id" else name): getattr(report, name) for name in REPORT_FIELDS}
    return {**row, "fingerprint": report.fingerprint, "first_run": run}


def report_from_row(row: Mapping[str, Any]) -> Report:
    """The report that `report_row` wrote."""
    return Report(**{name: row["report_id" if name == "id" else name] for name in REPORT_FIELDS})


def reading_row(reading: Reading, *, report: int, reader_version: str, run: int) -> Row:
    """A row of `readings`: all that was read apart from the figures and events."""
    return {
        "report": report,
        "report_id": reading.report.id,
        "reader_version": reader_version,
        "repeats": to_json(reading.repeats),
        "boilerplate": to_json(reading.boilerplate),
        "actors": to_json(reading.actors),
        "places": to_json(reading.places),
        "parts": to_json(dict(reading.parts)),
        "run": run,
        "closed_run": None,
    }


def _mentions(reading: Reading) -> Iterator[tuple[str, int, Figure | Event]]:
    for ordinal, figure in enumerate(reading.figures):
        yield "figure", ordinal, figure
    for ordinal, event in enumerate(reading.events):
        yield "event", ordinal, event


def mention_rows(reading: Reading, *, id: int) -> Iterator[Row]:
    """The rows of `mentions` of a stored reading: one per figure and event."""
    for kind, ordinal, mention in _mentions(reading):
        yield {
            "reading": id,
            "kind": kind,
            "ordinal": ordinal,
            "key": mention_key(reading.report.id, kind, mention.span),
            "span_start": mention.span.start,
            "span_end": mention.span.end,
        }


def claim_rows(reading: Reading, *, id: int, reader_version: str, run: int) -> Iterator[Row]:
    """The rows of `claims` of a stored reading: one per field of every figure and event."""
    parts = dict(reading.parts)
    for kind, ordinal, mention in _mentions(reading):
        for field in _CLAIM_FIELDS[kind]:
            value = getattr(mention, field)
            span = _own_span(value, mention.span)
            part, version = part_of(kind, field, parts, reader_version)
            yield {
                "reading": id,
                "kind": kind,
                "ordinal": ordinal,
                "field": field,
                "value": to_json(value),
                "span_start": span.start,
                "span_end": span.end,
                "part": part,
                "part_version": version,
                "run": run,
                "closed_run": None,
            }


def _own_span(value: object, whole: Span) -> Span:
    """A place stands at words of its own; every other field is said by the mention's words."""
    first = value[0] if isinstance(value, tuple) and value else None
    return first.span if isinstance(first, Place) else whole


def reading_from_rows(
    row: Mapping[str, Any], mentions: Iterable[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]]
) -> Reading:
    """The reading that was stored: `row` joins `readings` and `reports`, the others come in the order of their keys."""
    told: dict[str, list[Row]] = {"figure": [], "event": []}
    for mention in mentions:
        told[mention["kind"]].append({"span": [mention["span_start"], mention["span_end"]]})
    for claim in claims:
        told[claim["kind"]][claim["ordinal"]][claim["field"]] = from_json(claim["value"])
    body = {name: from_json(row[name]) for name in ("repeats", "boilerplate", "actors", "places", "parts")}
    return reading_from_json(
        {**body, "figures": told["figure"], "events": told["event"]},
        report=report_from_row(row),
    )


def by_key(rows: Sequence[Row], key: str) -> dict[Any, list[Row]]:
    """Rows grouped by the value of one column, in their order."""
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
