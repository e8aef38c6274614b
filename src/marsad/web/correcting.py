"""A value for a field out of words that a reviewer chose in a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract import Reader
from marsad.extract.trace import Mark
from marsad.model import OUTCOMES, Report, Span

# In which layer of marks the value of a field is read.
_LAYERS: Final = {
    "number": "number", "low": "number", "high": "number", "outcome": "outcome", "by": "side", "group": "side",
    "date": "date", "type": "event",
}  # fmt: skip
_AS_WRITTEN: Final = ("claimant",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the chosen words say: the `value` to set, or None where the reader reads none in them."""

    words: str
    value: str | None


def propose(reader: Reader, report: Report, field: str, start: int, end: int) -> Proposal:
    """The value that the reader reads for a field in `report.text[start:end]`.

    A claimant is the words themselves. Numbers are `12`, or `10-15` where the words leave it open.
    """
    chosen = Span(max(start, 0), min(end, len(report.text)))
    words = report.text[chosen.start : chosen.end].strip()
    if field in _AS_WRITTEN or not words:
        return Proposal(words=words, value=" ".join(words.split()) or None)
    layer = _LAYERS.get(field)
    marks = [m for m in reader.explain(report).marks if m.layer == layer and _meets(m.span, chosen)] if layer else []
    found = max(marks, key=lambda m: _shared(m.span, chosen), default=None)
    if found is None and layer == "number":
        return Proposal(words=words, value=_figure_number(reader, report, chosen) or digits(words))
    return Proposal(words=words, value=_value(found) if found else None)


def _value(mark: Mark) -> str | None:
    if mark.layer == "number":
        return _number(mark.label)
    if mark.layer == "outcome" and mark.label not in OUTCOMES:
        return None
    return mark.label


def _figure_number(reader: Reader, report: Report, chosen: Span) -> str | None:
    """The number of the figure that is told in the words, as of a dual or a single victim."""
    for mark in reader.explain(report).marks:
        if mark.layer == "figure" and _meets(mark.span, chosen):
            ends = {v.name: v.value for v in mark.values if v.name in ("low", "high")}
            low, high = ends.get("low"), ends.get("high")
            return str(low) if low == high else "-".join("" if n is None else str(n) for n in (low, high))
    return None


def _number(label: str) -> str | None:
    """`12`, `10-15`, `20-` (open above) or `-30` (open below) out of a number's label."""
    found = digits(label.replace("-", " "))
    if found is None:
        return None
    return f"{found}-" if label.endswith("+") else f"-{found}" if label.startswith("≤") else found


def digits(words: str) -> str | None:
    """The numbers written in digits, Arabic ones too: one of them, or a range of two."""
    plain = "".join(str(int(c)) if c.isdigit() and not c.isascii() else c for c in words).replace(",", "")
    found = "".join(c if c.isdigit() else " " for c in plain).split()
    return "-".join(found[:2]) if found else None


def _meets(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)
