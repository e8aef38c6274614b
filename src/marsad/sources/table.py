"""Tables: which column holds what, and a row into a report. CSV, XLSX and Parquet differ in how rows are read alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import Problem, shown
from marsad.sources.record import FIELDS, id_of, report_of, second, too_large

_MAP: Final = "name the column with --column text=NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: its number (from 1), its bytes, its cells in the order of the head, or why there are none."""

    number: int
    raw: bytes
    cells: Sequence[Any] = ()
    error: SourceError | None = None


@dataclass(slots=True, kw_only=True)
class Table:
    """Makes reports of the rows under one head. `within` is said before every problem, such as the name of a sheet."""

    head: Sequence[str]
    path: Path
    intake: Intake
    within: str = ""
    seen: set[str] = field(default_factory=set)
    number_of_day: Callable[[float], Any] | None = None
    _at: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Find the columns. Raises SourceError, naming the columns that are there, where one is missing."""
        self._at = columns_of(self.head, self.intake.columns)
        unread = [name for at, name in enumerate(self.head) if name and at not in self._at.values()]
        if unread:
            what = f"{self.within}columns that are not read: {', '.join(unread)}"
            self.intake.problems(Problem(file=shown(self.path), line=None, what=what, todo=None, note=True))

    def reports(self, lines: Iterator[Line]) -> Iterator[Report]:
        """The reports of the rows, in order; a row that cannot be used is a problem, and the next is read.

        Blank rows are passed over. A row that says nothing new, under an id made of what it says, is told in a note.
        """
        repeated = 0
        for line in lines:
            if line.error is None and not any(_said(cell) for cell in line.cells):
                continue
            try:
                record, made = self._record(line)
                report_id = id_of(record)
                if report_id in self.seen:
                    if not made:
                        raise second(report_id)
                    repeated += 1
                    continue
                yield report_of(record, raw=line.raw, path=self.path, intake=self.intake, line=line.number)
                self.seen.add(report_id)
            except SourceError as error:
                told = SourceError(f"{self.within}{error.what}", todo=error.todo)
                self.intake.refuse(told, path=self.path, line=line.number)
        if repeated:
            what = f"{self.within}rows that repeat an earlier one, passed over: {repeated:,}"
            self.intake.problems(Problem(file=shown(self.path), line=None, what=what, todo=None, note=True))

    def _record(self, line: Line) -> tuple[dict[str, Any], bool]:
        """The fields of a row, and whether its id was made of them: the same row has the same id in every run."""
        if line.error is not None:
            raise line.error
        if len(line.raw) > self.intake.settings.max_report_bytes:
            raise too_large("a row", limit=self.intake.settings.max_report_bytes)
        if len(line.cells) != len(self.head):
            what = f"{len(line.cells)} cells where the head has {len(self.head)}"
            raise SourceError(what, todo="write each row with all its cells, those with delimiters in quotes")
        record = {name: self._cell(name, line.cells[at]) for name, at in self._at.items()}
        if record.get("id") is not None:
            return record, False
        if "id" in self._at:
            raise SourceError(f"no id in the column {self.head[self._at['id']]!r}", todo="give each row an id")
        said = json.dumps([record.get(name) for name in FIELDS], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return record | {"id": f"row-{hashlib.sha256(said).hexdigest()[:16]}"}, True

    def _cell(self, name: str, value: Any) -> Any:
        """A cell as its field takes it: numbers that are names as text, a day as ISO."""
        if not _said(value):
            return None
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            if name == "published":
                return value if self.number_of_day is None else self.number_of_day(value)
            if name != "text":
                return f"{value:.0f}" if float(value).is_integer() else str(value)
        return value


def columns_of(head: Sequence[str], asked: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands: under the name that was asked for, else under its own in any case of letters.

    Raises SourceError for a column that was asked for and is not there, for one that is there twice, and where no
    column holds the text; it names those that are there.
    """
    there = ", ".join(name for name in head if name) or "none"
    found: dict[str, int] = {}
    for name in FIELDS:
        wanted = asked.get(name)
        fits = [at for at, title in enumerate(head) if (title == wanted if wanted else title.casefold() == name)]
        if wanted is not None and not fits:
            raise SourceError(f"no column {wanted!r} for {name}; there are: {there}", todo="mend --column")
        if len(fits) > 1:
            raise SourceError(f"two columns are named {head[fits[0]]!r}", todo="rename one")
        if fits:
            found[name] = fits[0]
    if "text" not in found:
        raise SourceError(f"no column `text`; there are: {there}", todo=_MAP)
    return found


def named(cells: Sequence[Any]) -> list[str]:
    """The names of a head: cells as text, without the white space around them."""
    return ["" if cell is None else str(cell).strip().removeprefix("\ufeff") for cell in cells]


def as_json(head: Sequence[str], cells: Sequence[Any]) -> bytes:
    """A row of a form that has no bytes of its own for one: a JSON object of its cells by the names of the head."""
    row = {name: cell for name, cell in zip(head, cells, strict=False) if cell is not None}
    return json.dumps(row, ensure_ascii=False, default=_written).encode("utf-8", "surrogatepass")


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _said(value: Any) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
