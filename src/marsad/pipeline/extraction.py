"""Reports into JSON files, one each, without a register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import orjson

from marsad.errors import MarsadError, SourceError
from marsad.extract import Reader, build_reader
from marsad.files import whole_file
from marsad.model import Reading, reading_to_json
from marsad.pipeline.engine import read_all, refuse_failed
from marsad.pipeline.intaking import counted, reports_of
from marsad.pipeline.progress import Progress, Silent
from marsad.sources import Intake, Url, size_of

# What no file system, or not each, takes in a name; `%` because it marks the others.
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]')
_LONGEST: Final = 250  # bytes of a file name that every file system takes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSummary:
    """How many readings were written, and how many inputs could not be used."""

    written: int
    problems: int


def extract_files(
    sources: Sequence[Path | Url],
    *,
    out: Path,
    intake: Intake,
    reader: Reader | None = None,
    progress: Progress | None = None,
) -> ExtractSummary:
    """Write the codebook's JSON of every report of the sources to `out/<id>.json`, whole files only.

    The id of a text file is its stem. Characters of an id that no file name can hold are written as `%2F`.

    Raises MarsadError when the folder cannot be made or written.
    """
    taken, tally = counted(intake)
    _make(out)
    written = 0
    for reading in _readings(sources, intake=taken, reader=reader, progress=progress):
        name = file_name(reading.report.id)
        if len(name.encode()) > _LONGEST:
            what = f"the id {reading.report.id!r} is too long for the name of a file"
            error = SourceError(what, todo="give the report a shorter id")
            taken.refuse(error, path=reading.report.path or reading.report.url or name)
            continue
        with whole_file(out / name) as file:
            file.write(_printed(reading))
        written += 1
    return ExtractSummary(written=written, problems=tally.problems)


def read_into_memory(
    sources: Sequence[Path | Url], *, intake: Intake, reader: Reader | None = None, progress: Progress | None = None
) -> dict[str, dict[str, Any]]:
    """The codebook's JSON objects of a few reports, by report id, as `extract_files` would write them."""
    readings = _readings(sources, intake=intake, reader=reader, progress=progress)
    return {reading.report.id: reading_to_json(reading) for reading in readings}


def _readings(
    sources: Sequence[Path | Url], *, intake: Intake, reader: Reader | None, progress: Progress | None
) -> Iterator[Reading]:
    """The readings of the sources in their order; a report on which the reader fails is a problem."""
    heard = progress or Silent()
    reading_with = reader or build_reader()
    heard.stage("reading", total=sum(map(size_of, sources)))
    reports = reports_of(sources, replace(intake, consumed=heard.advance))
    for outcome in read_all(reports, reader=reading_with, workers=intake.settings.workers):
        if outcome.reading is None:
            refuse_failed(outcome, intake)
        else:
            yield outcome.reading


def file_name(report_id: str) -> str:
    """The name of a report's JSON file: its id, with `%XX` for what a file name cannot hold, and `.json`."""
    return _UNFIT.sub(lambda match: f"%{ord(match.group()):02X}", report_id) + ".json"


def _printed(reading: Reading) -> bytes:
    return orjson.dumps(reading_to_json(reading), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MarsadError(
            f"the folder cannot be made: {error.strerror}", where=str(out), todo="name another with --out"
        ) from error
