"""JSON Lines, plain or gzipped: one report a line, read as a stream."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import orjson

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import Problem, shown
from marsad.sources.record import FIELDS, id_of, report_of, second, too_large

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


def read_json_lines(path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of a JSON Lines file with `id, title, text, published, outlet, url`, in its order.

    A report's text is the title, a blank line and the text, or the text alone where there is no title. A line that
    cannot be used is a problem that names it; the lines after it are read. So is an id met before in the file, and the
    place where a gzip stream breaks off.
    """
    seen: set[str] = set()
    told: set[str] = set()
    for number, line in _lines(path, intake):
        try:
            record = _record(line)
            if (report_id := id_of(record)) in seen:
                raise second(report_id)
            yield report_of(record, raw=line.rstrip(b"\r\n"), path=path, intake=intake, line=number)
        except SourceError as error:
            intake.refuse(error, path=path, line=number)
            continue
        seen.add(report_id)
        for field in sorted(record.keys() - set(FIELDS) - told):
            told.add(field)
            what = f"a field that is not read: {field}"
            intake.problems(Problem(file=shown(path), line=number, what=what, todo=None, note=True))


def _lines(path: Path, intake: Intake) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank; a line beyond the limit is a problem, and never held in memory whole."""
    limit = intake.settings.max_report_bytes
    number = filled = 0
    try:
        with path.open("rb") as raw:
            stream = _stream(raw)
            before = 0
            while line := stream.readline(limit + 1):
                number += 1
                filled += bool(line.strip())
                if len(line) > limit:
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(limit)
                    intake.refuse(too_large("a line", limit=limit), path=path, line=number)
                elif line.strip():
                    yield number, line
                intake.consumed(raw.tell() - before)
                before = raw.tell()
            if not filled:
                intake.refuse(SourceError("the file is empty", todo="remove it or put reports in it"), path=path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"the gzip stream breaks off or is damaged after this line: {error}"
        intake.refuse(SourceError(what, todo="download it again"), path=path, line=number)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)


def _stream(raw: IO[bytes]) -> IO[bytes] | gzip.GzipFile:
    head = raw.read(3)
    raw.seek(len(_BOM) if head == _BOM else 0, os.SEEK_SET)
    return gzip.GzipFile(fileobj=raw) if head.startswith(_GZIP) else raw


def _record(line: bytes) -> Mapping[str, Any]:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise SourceError(f"no whole JSON object: {error}", todo="repair or remove the line") from error
    if not isinstance(record, dict):
        raise SourceError("a JSON value that is no object", todo="write one object a line")
    return record
