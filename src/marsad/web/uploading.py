"""An uploaded file into the report in it, by the one way in that all sources have."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from typing import IO, Final

from marsad.errors import UsageError
from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Problem, read_source

_LONGEST: Final = 80  # characters of a file's name that are kept


def report_in(name: str, content: IO[bytes], settings: Settings) -> Report:
    """The one report of a file of any kind that is read; its name says of which kind it is.

    Raises UsageError for a file that is too large, holds no report or several, and for what its kind's reader refuses.
    """
    data = content.read(settings.max_report_bytes + 1)
    if len(data) > settings.max_report_bytes:
        what = f"the file is larger than {settings.max_report_bytes:,} bytes"
        raise UsageError(what, todo="upload one report at a time")
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        path = Path(folder) / _fit(name)
        path.write_bytes(data)
        intake = Intake(settings=settings, problems=problems.append)
        reports = list(islice(read_source(path, intake), 2))
    if len(reports) > 1:
        raise UsageError("the file holds several reports", todo="read it with marsad run")
    if not reports:
        told = next((problem for problem in problems if not problem.note), None)
        raise UsageError(told.what if told else "no report in it", todo=told.todo if told else "choose another file")
    return reports[0]


def _fit(name: str) -> str:
    """The last part of a name as browsers send it, with nothing that leads elsewhere; text where it has no ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).lstrip(".")[-_LONGEST:]
    return kept if Path(kept).suffix else f"{kept or 'report'}.txt"
