"""A register of many incidents, made of the demo's by shifting them in time and place: for pages, load and export.

python bench/many_incidents.py OUT.db 50000

The reports are the demo's readings under other ids and days, so that judgements and linking work as on a real register.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from marsad.cli.demo import demo_folder
from marsad.cli.options import intake_of
from marsad.model import Event, Figure, Place, Reading
from marsad.pipeline import relink, run
from marsad.register import Register, open_register
from marsad.settings import from_environment

M = TypeVar("M", Figure, Event)
_BATCH: Final = 500
_STEP: Final = 4  # days between two copies, so that copies do not look like tellings of one incident


def main() -> None:
    """Make the register and say how large it is and how long it took."""
    out, wanted = Path(sys.argv[1]), int(sys.argv[2])
    began = time.monotonic()
    with open_register(out) as register:
        fill(register, wanted)
        print(f"{register.counts().incidents} incidents in {time.monotonic() - began:.0f} s", file=sys.stderr)


def fill(register: Register, wanted: int) -> None:
    """Put the demo and as many shifted copies of it into a register as make `wanted` incidents or a few more."""
    folder = demo_folder()
    intake = intake_of(
        settings=from_environment({"MARSAD_WORKERS": "1"}),
        problems=lambda problem: None,
        published=None,
        outlet=None,
        manifest=folder / "manifest.json",
    )
    run([folder / "reports"], register=register, intake=intake)
    readings, copies = list(register.readings_with_mentions()), 0
    # Some copies are gathered with others, so it takes more of them than their number says.
    while (found := register.counts().incidents) < wanted:
        more = max(1, -(-(wanted - found) * (copies + 1) // found))
        add(register, shifted(readings, range(copies + 1, copies + more + 1)))
        copies += more
        relink(register, command="many")


def add(register: Register, readings: Iterator[Reading]) -> None:
    """Store readings as one run."""
    number = register.begin_run(command="many", version="0", reader_version=register.runs()[-1].reader_version)
    while batch := list(islice(readings, _BATCH)):
        register.add_readings(batch, run=number)
    register.end_run(number, counts={})


def shifted(readings: list[Reading], copies: range) -> Iterator[Reading]:
    """Copies of readings, each some days and kilometres away from the one before."""
    for n in copies:
        chance = random.Random(n)
        days = timedelta(days=-_STEP * n)
        north, east = chance.uniform(-2, 2), chance.uniform(-2, 2)
        for reading in readings:
            yield _moved(reading, f"{reading.report.id}-{n}", days, north, east)


def _moved(reading: Reading, id: str, days: timedelta, north: float, east: float) -> Reading:
    report = reading.report
    return replace(
        reading,
        report=replace(report, id=id, published=_day(report.published, days)),
        figures=tuple(_told(figure, days, north, east) for figure in reading.figures),
        events=tuple(_told(event, days, north, east) for event in reading.events),
    )


def _told(mention: M, days: timedelta, north: float, east: float) -> M:
    places = tuple(_place(place, north, east) for place in mention.places)
    return replace(mention, date=_day(mention.date, days), places=places)


def _place(place: Place, north: float, east: float) -> Place:
    if place.latitude is None or place.longitude is None:
        return place
    return replace(place, latitude=round(place.latitude + north, 4), longitude=round(place.longitude + east, 4))


def _day(edtf: str | None, days: timedelta) -> str | None:
    """A plain day shifted; other dates as they are."""
    try:
        return (date.fromisoformat(edtf) + days).isoformat() if edtf else edtf
    except ValueError:
        return edtf


if __name__ == "__main__":
    main()
