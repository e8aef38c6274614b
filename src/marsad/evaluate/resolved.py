"""What share of the names of places in readings is located, left open on purpose, or unknown."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Counts over every place of every reading: located with coordinates; known, but nothing decides where it is
    (abstained); no gazetteer knows the name (unknown). `frequent`: names not located, how often, and why."""

    reports: int
    names: int
    located: int
    abstained: int
    unknown: int
    frequent: tuple[tuple[str, int, str], ...]


def count_resolved(folder: Path) -> Resolved:
    """Count the readings `<id>.json` of a folder. Raises DataError when it holds none, or one that cannot be read."""
    located = abstained = unknown = reports = 0
    missed: Counter[tuple[str, str]] = Counter()
    for file in sorted(folder.glob("*.json")):
        try:
            places = json.loads(file.read_text(encoding="utf-8"))["places"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataError(f"no reading: {error!r}", where=str(file), todo="write it with `marsad extract`") from error
        reports += 1
        for place in places:
            why = place.get("why") or ""
            no_such = "no place of that name" in why
            if place["latitude"] is not None and not no_such:
                located += 1
                continue
            missed[place["name"], why] += 1
            unknown += no_such
            abstained += not no_such
    if not reports:
        raise DataError("no readings in that folder", where=str(folder), todo="write some with `marsad extract`")
    frequent = tuple((name, number, why) for (name, why), number in missed.most_common())
    names = located + abstained + unknown
    return Resolved(
        reports=reports, names=names, located=located, abstained=abstained, unknown=unknown, frequent=frequent
    )
