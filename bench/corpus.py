"""The reports of a bench: a JSON Lines file, or a folder of texts."""

from __future__ import annotations

from pathlib import Path

from marsad.model import Report
from marsad.settings import from_environment
from marsad.sources import Intake, read_source


def reports_of(path: Path, *, limit: int | None) -> list[Report]:
    """The first `limit` reports (all without it) of a source, held in memory so that no bench measures the disk."""
    intake = Intake(settings=from_environment(), problems=lambda problem: None)
    found: list[Report] = []
    for report in read_source(path, intake):
        found.append(report)
        if limit is not None and len(found) == limit:
            break
    return found
