"""A manifest: what is known of many reports, as rows of JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from marsad.errors import SourceError
from marsad.sources.problem import Problem
from marsad.text.decoding import decode

COLUMNS: Final = ("id", "published", "outlet", "url")
_TODO: Final = "write rows of id, published, outlet, url as JSON or CSV"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a manifest says of one report; `published` as it was written, not yet checked."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None


_NOTHING: Final = Row()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Rows by report id, and the file they came from."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    path: Path | None = None

    def get(self, report_id: str) -> Row:
        """The row of a report; an empty one where the manifest does not know it."""
        return self.rows.get(report_id, _NOTHING)


def read_manifest(path: Path, *, problems: Callable[[Problem], None]) -> Manifest:
    """The manifest in a JSON or CSV file of rows `id` (a file's stem or a record's id), `published`, `outlet`, `url`.

    A row without an id and a second row of one id are problems, and left out; a column no part reads is told as a
    note. Raises SourceError when the file cannot be read, holds no rows or has no column `id`.
    """
    try:
        text = decode(path.read_bytes(), where=str(path)).text
    except OSError as error:
        what = f"the manifest cannot be read: {error.strerror}"
        raise SourceError(what, where=str(path), todo="check --manifest") from error
    try:
        rows = list(_json_rows(text, path) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text, path))
    except csv.Error as error:
        raise SourceError(f"the manifest is no CSV: {error}", where=str(path), todo=_TODO) from error
    if not rows:
        raise SourceError("the manifest has no rows", where=str(path), todo=_TODO)
    unknown = sorted({str(key) for _, row in rows for key in row} - set(COLUMNS))
    if unknown:
        what = f"columns that are not read: {', '.join(unknown)}"
        problems(Problem(file=str(path), line=None, what=what, todo=None, note=True))
    return Manifest(dict(_checked(rows, path, problems)), path)


def _json_rows(text: str, path: Path) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    try:
        rows = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SourceError(f"the manifest is no whole JSON: {error}", where=str(path), todo="mend it") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError("the manifest is no list of rows", where=str(path), todo=_TODO)
    return ((None, row) for row in rows)


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    delimiter = delimiter_of(text.lstrip().split("\n", 1)[0])
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey="cells beyond the last column")
    if "id" not in (reader.fieldnames or ()):
        raise SourceError("the manifest has no column `id`", where=str(path), todo=_TODO)
    return ((reader.line_num, row) for row in reader)


def delimiter_of(head: str) -> str:
    """The delimiter of which a head has most: a comma, a semicolon or a tab."""
    return max(",;\t", key=head.count)


def _checked(
    rows: list[tuple[int | None, Mapping[str, Any]]], path: Path, problems: Callable[[Problem], None]
) -> Iterator[tuple[str, Row]]:
    seen: set[str] = set()
    for number, (line, row) in enumerate(rows, start=1):
        place = "" if line else f"row {number}: "
        report_id = str(row.get("id") or "").strip()
        what = None
        if not report_id:
            what = f"{place}no id; the row is left out"
        elif report_id in seen:
            what = f"{place}a second row of {report_id!r}; the first one stands"
        if what:
            problems(Problem(file=str(path), line=line, what=what, todo="mend the manifest"))
            continue
        seen.add(report_id)
        yield report_id, Row(**{key: _cell(row.get(key)) for key in COLUMNS if key != "id"})


def _cell(value: Any) -> str | None:
    return None if value is None or not str(value).strip() else str(value).strip()
