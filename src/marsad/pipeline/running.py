"""Reports into a register: read what it does not know, store it, then gather all that is stored into incidents."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from marsad import __version__
from marsad.extract import Reader, build_reader
from marsad.model import Report
from marsad.pipeline.engine import read_all, refuse_failed
from marsad.pipeline.intaking import counted, reports_of
from marsad.pipeline.linking import link_register
from marsad.pipeline.progress import Progress, Silent
from marsad.register import Added, Register
from marsad.sources import Intake, Url, size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a run did. `new`, `new_version`, `reread` and `known` are reports; `seconds` is how long it took.

    `known` reports were in the register already, as they are and read by this very reader. `problems` counts inputs
    that could not be used; where it is not 0, the run did what it could, and the command fails.
    """

    new: int
    new_version: int
    reread: int
    known: int
    problems: int
    incidents: int
    seconds: float

    @property
    def read(self) -> int:
        """Reports read by this run."""
        return self.new + self.new_version + self.reread


def run(
    sources: Sequence[Path | Url],
    *,
    register: Register,
    intake: Intake,
    reader: Reader | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Read the reports of the sources into the register and rebuild its incidents.

    What the register knows is not read again. Each batch is stored in one transaction, and incidents replace the old
    ones in one: killed at any moment and run again, the register is that of a run that was not killed.

    Raises RegisterError when the register cannot be written, MarsadError when a reading process is killed.
    """
    began = time.monotonic()
    heard = progress or Silent()
    reading_with = reader or build_reader()
    taken, tally = counted(replace(intake, consumed=heard.advance))
    number = register.begin_run(
        command=f"run {' '.join(map(str, sources))}", version=__version__, reader_version=reading_with.version
    )
    heard.stage("reading", total=sum(map(size_of, sources)))
    added = _store(reports_of(sources, taken), register=register, reader=reading_with, intake=taken, number=number)
    heard.stage("linking", total=None)
    incidents = link_register(register, run=number)
    summary = RunSummary(
        **asdict(added), problems=tally.problems, incidents=incidents, seconds=time.monotonic() - began
    )
    counts = {name: value for name, value in asdict(summary).items() if isinstance(value, int)}
    register.end_run(number, counts=counts)
    return summary


def _store(reports: Iterator[Report], *, register: Register, reader: Reader, intake: Intake, number: int) -> Added:
    """Read and store what the register does not know; what it knows is counted."""
    passed = _Passed(register, reader.version, batch=intake.settings.batch)
    outcomes = read_all(passed.unknown(reports), reader=reader, workers=intake.settings.workers)
    added = Added()
    while some := list(islice(outcomes, intake.settings.batch)):
        for failed in (outcome for outcome in some if outcome.reading is None):
            refuse_failed(failed, intake)
        read = [outcome.reading for outcome in some if outcome.reading is not None]
        added += register.add_readings(read, run=number, archive=intake.archive)
    return added + Added(known=passed.known)


class _Passed:
    """Passes on the reports a register does not know, and counts the others."""

    def __init__(self, register: Register, reader_version: str, *, batch: int) -> None:
        self._register = register
        self._reader_version = reader_version
        self._batch = batch
        self.known = 0

    def unknown(self, reports: Iterable[Report]) -> Iterator[Report]:
        stream = iter(reports)
        while some := list(islice(stream, self._batch)):
            keys = [(report.id, report.fingerprint) for report in some]
            known = self._register.known(keys, reader_version=self._reader_version)
            self.known += len(known)
            yield from (report for report, key in zip(some, keys, strict=True) if key not in known)
