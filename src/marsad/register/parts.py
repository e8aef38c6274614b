"""Which part of the reader answers for which field of a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# One part per question, as the components of the reader are named.
_PART_OF_FIELD: Final[Mapping[str, str]] = {
    "low": "quantities",
    "high": "quantities",
    "qualifier": "quantities",
    "places": "places",
    "date": "dates",
    "date_text": "dates",
    "actors": "sides",
    "targets": "sides",
    "outcome": "outcomes",
    "type": "triggers",
    "status": "triggers",
    "means": "triggers",
    "claimant": "claimants",
    "denied": "claimants",
    "denied_by": "claimants",
}
_PART_OF_KIND: Final[Mapping[str, str]] = {"figure": "assembly", "event": "assembly"}
READER: Final = "reader"


def part_of(kind: str, field: str, parts: Mapping[str, str], reader_version: str) -> tuple[str, str]:
    """Name and version of the part that read a field: the field's own part, else its kind's, else the whole reader."""
    for name in (_PART_OF_FIELD.get(field), _PART_OF_KIND[kind]):
        if name is not None and name in parts:
            return name, parts[name]
    return READER, reader_version
