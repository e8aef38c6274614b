"""What a run does to a register, over reports made up from their number, in a process of its own.

It skips what is known, stores batches of ten, rebuilds the incidents, ends the run, and tells when it begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event

from samples import VILLAGES, incident, shelling

import forked
from marsad.model import Reading
from marsad.register import open_register


def source(reports: int, reader_version: str) -> list[Reading]:
    """Readings in the order of the source; every seventh id comes again with another toll."""
    found = []
    for n in range(reports):
        id = f"r{n - 7 if n % 7 == 6 and n > 7 else n:04}"
        reading = shelling(id, n + 2, village=VILLAGES[n % len(VILLAGES)])
        found.append(replace(reading, parts=(("assembly", reader_version),)))
    return found


def write(target: str, reader_version: str, reports: int, ready: Event) -> None:
    """A whole run."""
    with open_register(target) as register:
        run = register.begin_run(command="run", version="0.1.0", reader_version=reader_version)
        ready.set()
        rest = source(reports, reader_version)
        while rest:
            batch, rest = rest[:10], rest[10:]
            known = register.known([(r.report.id, r.report.fingerprint) for r in batch], reader_version=reader_version)
            register.add_readings([r for r in batch if (r.report.id, r.report.fingerprint) not in known], run=run)
        register.replace_incidents(
            (
                incident(f"i-{r.report.id}", report_id=r.report.id, killed=r.figures[0].low or 0)
                for r in register.readings_with_mentions()
            ),
            run=run,
        )
        register.end_run(run, counts={"reports": reports})


@dataclass(frozen=True)
class Writer:
    """A process that runs, and whether it has begun."""

    process: BaseProcess
    ready: Event


@contextmanager
def started(target: str, reader_version: str, reports: int) -> Iterator[Writer]:
    """A run in a process of its own; it has ended, one way or another, when the block ends."""
    ready = forked.FORKS.Event()
    process = forked.process(write, target, reader_version, reports, ready)
    process.start()
    try:
        yield Writer(process, ready)
    finally:
        process.join(120)
