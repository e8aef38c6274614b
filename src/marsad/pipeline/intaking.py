"""Reports from many sources as one stream, with every problem counted on its way to the caller."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources import Intake, Problem, Url, read_source


class Tally:
    """Counts problems and passes them on. Notes lose nothing and are not counted."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.problems = 0

    def __call__(self, problem: Problem) -> None:
        self.problems += not problem.note
        self._intake.problems(problem)


def counted(intake: Intake) -> tuple[Intake, Tally]:
    """The same intake with its problems counted."""
    tally = Tally(intake)
    return replace(intake, problems=tally), tally


def reports_of(sources: Iterable[Path | Url], intake: Intake) -> Iterator[Report]:
    """The reports of all sources in their order, each id once.

    The same report met again is passed over. Another text under an id met before is a problem, and the first stands:
    taking the later one would lose the first without a word.
    """
    seen: dict[str, bytes] = {}
    for source in sources:
        for report in read_source(source, intake):
            mark = hashlib.blake2b(report.fingerprint.encode(), digest_size=8).digest()
            if report.id not in seen:
                seen[report.id] = mark
                yield report
            elif seen[report.id] != mark:
                what = f"another report has the id {report.id!r} already; the first one stands"
                error = SourceError(what, todo="rename one, or run them into registers of their own")
                intake.refuse(error, path=report.path or report.url or source)
