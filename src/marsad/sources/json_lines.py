"""JSON Lines, plain or gzipped: one report a line, read as a stream."""

from __future__ import annotations

import gzip
import hashlib
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

FIELDS: Final = ("id", "title", "text", "published", "outlet", "url")
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
            report_id = _id(record, seen)
            yield _report(record, report_id, line=line, number=number, path=path, intake=intake)
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
                    too_long = f"a line larger than {limit:,} bytes, more than one report can be"
                    todo = "split it into reports, or raise MARSAD_MAX_REPORT_BYTES"
                    intake.refuse(SourceError(too_long, todo=todo), path=path, line=number)
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


def _id(record: Mapping[str, Any], seen: set[str]) -> str:
    value = record.get("id")
    report_id = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not report_id:
        raise SourceError("no `id`", todo="give each report an id of its own")
    if any(character < " " for character in report_id):
        raise SourceError(f"the id {report_id!r} holds control characters", todo="give it another id")
    if report_id in seen:
        raise SourceError(f"a second report with the id {report_id!r}; the first one stands", todo="give it another id")
    return report_id


def _report(
    record: Mapping[str, Any], report_id: str, *, line: bytes, number: int, path: Path, intake: Intake
) -> Report:
    text, title = _words(record, "text"), _words(record, "title")
    if text is None:
        raise SourceError("no `text`", todo="put the report's words in the field `text`")
    row = intake.manifest.get(report_id)
    published, giver = intake.dated(report_id, path=path, line=number, record=record.get("published"))
    return Report(
        id=report_id,
        text=text if title is None else f"{title}\n\n{text}",
        sha256=hashlib.sha256(line.rstrip(b"\r\n")).hexdigest(),
        title=title,
        outlet=row.outlet or _words(record, "outlet") or intake.outlet,
        published=published,
        published_from=giver,
        path=shown(path),
        url=row.url or _words(record, "url"),
    )


def _words(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise SourceError(f"`{field}` is no text but {type(value).__name__}", todo=f"write `{field}` as a string")
    if "\0" in value:
        raise SourceError(f"`{field}` holds a NUL character", todo="remove it")
    return value
