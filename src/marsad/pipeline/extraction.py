"""Reports into JSON files, one each, without a register."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import orjson

from marsad.errors import MarsadError, SourceError
from marsad.extract import Reader, build_reader
from marsad.files import whole_file
from marsad.model import Reading, reading_to_json
from marsad.pipeline.engine import read_all
from marsad.pipeline.intaking import counted, reports_of
from marsad.pipeline.progress import Progress, Silent
from marsad.sources import Intake, size_of

# What no file system, or not each, takes in a name; `%` because it marks the others.
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|%]')
_LONGEST: Final = 250  # bytes of a file name that every file system takes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSummary:
    """How many readings were written, and how many inputs could not be used."""

    written: int
    problems: int


def extract_files(
    sources: Sequence[Path],
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
    heard = progress or Silent()
    taken, tally = counted(replace(intake, consumed=heard.advance))
    _make(out)
    heard.stage("reading", total=sum(map(size_of, sources)))
    reports = reports_of(sources, taken)
    written = 0
    for outcome in read_all(reports, reader=reader or build_reader(), workers=intake.settings.workers):
        source = Path(outcome.report.path or outcome.report.id)
        name = file_name(outcome.report.id)
        if outcome.reading is None:
            what = f"the reader failed on the report {outcome.report.id!r}: {outcome.failure}"
            taken.refuse(SourceError(what, todo="please report this with the text"), path=source)
        elif len(name.encode()) > _LONGEST:
            what = f"the id {outcome.report.id!r} is too long for the name of a file"
            taken.refuse(SourceError(what, todo="give the report a shorter id"), path=source)
        else:
            with whole_file(out / name) as file:
                file.write(_printed(outcome.reading))
            written += 1
    return ExtractSummary(written=written, problems=tally.problems)


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
