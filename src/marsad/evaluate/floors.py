"""Floors under the scores: kept in a file beside the gold, raised by a better reading, lowered by nobody in silence."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from marsad.errors import GoldError
from marsad.evaluate.score import Scores

_FLOORS = TypeAdapter(dict[str, float])
_HEADLINES = ("precision", "recall", "f1")
_STEPS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A measure that stands below its floor; `value` is None where nothing was measured under that name."""

    measure: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.4f}"
        return f"{self.measure} is {value}, its floor is {self.floor:.4f}"


def measures(scores: Scores) -> dict[str, float]:
    """Every score under the name a floor has for it: `figures f1`, `events recall`, `figures claimant` and so on."""
    named: dict[str, float] = {}
    for row_name, row in scores.rows.items():
        named |= {f"{row_name} {key}": getattr(row, key) for key in _HEADLINES}
        named |= {f"{row_name} {key}": value for key, value in row.attributes.items()}
    return named


def read_floors(path: Path) -> dict[str, float]:
    """The floors of a file. Raises GoldError where it cannot be read, or holds anything but numbers from 0 to 1."""
    try:
        floors = _FLOORS.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        todo = 'write it like {"figures f1": 0.8}'
        raise GoldError(f"no floors: {error}", where=str(path), todo=todo) from error
    for name, floor in floors.items():
        if not 0 <= floor <= 1:
            raise GoldError(f"floor {name!r} is {floor}", where=str(path), todo="write a number from 0 to 1")
    return floors


def check_floors(scores: Scores, floors: Mapping[str, float]) -> list[Fallen]:
    """What fell below its floor, in the order of the floors; empty when every floor holds."""
    measured = measures(scores)
    found = [Fallen(measure=name, floor=floor, value=measured.get(name)) for name, floor in floors.items()]
    return [fallen for fallen in found if fallen.value is None or fallen.value < fallen.floor]


def raised(scores: Scores, floors: Mapping[str, float]) -> dict[str, float]:
    """The floors, each lifted to its score where that is higher (cut to four digits, never rounded up)."""
    measured = measures(scores)
    return {name: max(floor, _cut(measured.get(name, 0.0))) for name, floor in floors.items()}


def write_floors(path: Path, floors: Mapping[str, float], *, allow_lower: bool = False) -> None:
    """Write floors, whole or not at all.

    Raises GoldError where one would be lowered or dropped, unless `allow_lower`.
    """
    before = read_floors(path) if path.exists() else {}
    sunk = [name for name, floor in before.items() if floors.get(name, -1.0) < floor]
    if sunk and not allow_lower:
        todo = "mend the reading, or allow it to be lowered and say why in the commit"
        raise GoldError(f"would lower {', '.join(sunk)}", where=str(path), todo=todo)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(dict(floors), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(part, path)


def hold_floors(path: Path, scores: Scores, *, raise_floors: bool = False) -> list[Fallen]:
    """Check scores against the floors of a file; with `raise_floors`, lift them there when none fell."""
    floors = read_floors(path)
    fallen = check_floors(scores, floors)
    if raise_floors and not fallen:
        write_floors(path, raised(scores, floors))
    return fallen


def _cut(value: float) -> float:
    # A score of 0.57 is stored in binary as a little less; the small addition keeps it from being cut to 0.5699.
    return math.floor(value * _STEPS + 1e-6) / _STEPS
