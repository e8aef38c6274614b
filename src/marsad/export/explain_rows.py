"""The fields of a figure or an event as rows for a person: those that say something, and the names of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.trace import Mark, number_label
from marsad.extract.trace_values import Value
from marsad.model import Span

_NUMBER: Final = ("low", "high", "qualifier")
SIDE_FIELDS: Final = ("group", "by", "actors", "targets")
_INDEXES: Final = {"part_of": "F", "figures": "F"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One row: `name` of the field, what it is shown as, its words, its entry of the data and its rule."""

    name: str
    shown: str
    spans: tuple[Span, ...]
    entry: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRows:
    """The rows of a mark, and the fields that hold nothing."""

    rows: tuple[FieldRow, ...]
    unset: tuple[str, ...]


def field_rows(mark: Mark) -> FieldRows:
    """The rows of a figure or an event in the order of the codebook; low, high and qualifier are one row, `number`."""
    rows: list[FieldRow] = []
    unset: list[str] = []
    numbers = {value.name: value for value in mark.values if value.name in _NUMBER}
    for value in mark.values:
        if value.name in ("high", "qualifier", "date_text"):
            continue
        shown = _number(numbers) if value.name == "low" else _shown(value)
        name = "number" if value.name == "low" else value.name
        if shown is None:
            unset.append(name)
        else:
            rows.append(FieldRow(name=name, shown=shown, spans=value.spans, entry=value.entry, rule=value.rule))
    return FieldRows(rows=tuple(_joined(rows)), unset=tuple(unset))


def badge(mark: Mark) -> str:
    """How a person points at a mark of a figure or an event: F1, E2."""
    return f"{mark.layer[0].upper()}{(mark.index or 0) + 1}"


def _number(values: dict[str, Value]) -> str:
    low, high, qualifier = (values[name].value for name in _NUMBER)
    said = number_label(low if isinstance(low, int) else None, high if isinstance(high, int) else None, "exact")
    return f"{said} {qualifier}"


def _shown(value: Value) -> str | None:
    """A value as a string; None for null and for false, which say nothing."""
    if value.value is None or value.value is False:
        return None
    if value.name in _INDEXES and isinstance(value.value, int):
        return f"{_INDEXES[value.name]}{value.value + 1}"
    return "true" if value.value is True else str(value.value)


def _joined(rows: list[FieldRow]) -> list[FieldRow]:
    """Several tolls of one event on one row."""
    out: list[FieldRow] = []
    for row in rows:
        if out and row.name == out[-1].name == "figures":
            out[-1] = replace(out[-1], shown=f"{out[-1].shown} {row.shown}", spans=(*out[-1].spans, *row.spans))
        else:
            out.append(row)
    return out
