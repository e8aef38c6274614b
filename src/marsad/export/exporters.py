"""The formats, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from marsad.errors import UsageError
from marsad.export.csv import write_csv
from marsad.export.geojson import write_geojson
from marsad.export.jsonl import write_jsonl
from marsad.model import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format: its name on the command line, and how incidents are written to a binary file in it.

    Every exporter keeps Arabic and its direction marks, gives the same bytes for the same incidents, works on none at
    all, and prints nothing of the machine's or a reviewer's reasons.
    """

    name: str
    write: Callable[[Iterable[Incident], BinaryIO], None]


EXPORTERS: Final = (
    Exporter(name="csv", write=write_csv),
    Exporter(name="jsonl", write=write_jsonl),
    Exporter(name="geojson", write=write_geojson),
)


def exporter(name: str) -> Exporter:
    """The exporter of a name. Raises UsageError for a name that is none."""
    for one in EXPORTERS:
        if one.name == name:
            return one
    raise UsageError(f"no format {name!r}", todo=f"give one of {', '.join(one.name for one in EXPORTERS)}")
