"""XLSX: one report a row of each sheet that is not hidden, read as a stream."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import Problem, shown
from marsad.sources.table import Line, Table, as_json, named

_OLD: Final = b"\xd0\xcf\x11\xe0"  # an .xls, or a workbook under a password
_LARGEST: Final = 500_000_000  # bytes of the table of strings, unpacked: it is held in memory
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, ValueError, TypeError, IndexError, AttributeError,
)  # fmt: skip


def read_xlsx(path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of a workbook under the columns that `intake.columns` names, sheet by sheet.

    Days are taken from cells that are dates and from the numbers that spreadsheets count days by. A sheet without the
    columns is told in a note where another has them. The bytes of a record are the JSON object of the row's cells.

    Raises UsageError when openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError("XLSX needs openpyxl", todo="pip install marsad[sources]") from error
    try:
        _check(path)
        with warnings.catch_warnings(action="ignore"):  # of styles, which are not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _sheets(book, path, intake)
        finally:
            book.close()
        intake.consumed(path.stat().st_size)
    except SourceError as error:
        intake.refuse(error, path=path)
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)
    except _BROKEN as error:
        what = f"no whole XLSX workbook: {error}"
        intake.refuse(SourceError(what, todo="download it again, or save it anew"), path=path)


def _check(path: Path) -> None:
    """Refuse what openpyxl would not read, or would fill the memory with."""
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise SourceError("the file is empty", todo="remove it or put reports in it")
    if head == _OLD:
        raise SourceError("an old workbook (.xls) or one under a password", todo="save it as .xlsx without a password")
    with zipfile.ZipFile(path) as book:
        if any(part.file_size > _LARGEST for part in book.infolist() if part.filename.endswith("sharedStrings.xml")):
            raise SourceError(f"its strings are larger than {_LARGEST:,} bytes", todo="save it as CSV")


def _sheets(book: Any, path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of all sheets; the errors of heads count where no sheet has the columns."""
    refused: list[SourceError] = []
    seen: set[str] = set()
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        within = f"sheet {sheet.title!r}: " if len(sheets) > 1 else ""
        rows = _rows(sheet)
        head = named(next((cells for _, cells in rows), ()))
        try:
            table = Table(
                head=_trimmed(head), path=path, intake=intake, within=within, seen=seen,
                number_of_day=partial(_day, epoch=book.epoch),
            )  # fmt: skip
        except SourceError as error:
            refused.append(SourceError(f"{within}{error.what}", todo=error.todo))
            continue
        yield from table.reports(_lines(rows, table.head))
    if len(refused) == len(sheets):
        raise refused[0] if refused else SourceError("the workbook has no sheet to read", todo="unhide one")
    for left in refused:
        intake.problems(Problem(file=shown(path), line=None, what=left.what, todo=left.todo, note=True))


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Numbered rows with anything in them. What a sheet says of its size is often wrong, and not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            yield number, cells


def _trimmed(head: list[str]) -> list[str]:
    while head and not head[-1]:
        head.pop()
    return head


def _lines(rows: Iterator[tuple[int, tuple[Any, ...]]], head: Any) -> Iterator[Line]:
    """Rows as wide as the head: a sheet has no cells where it ends, and cells beside its table are none of it."""
    for number, cells in rows:
        row = (*cells[: len(head)], *(None for _ in range(len(head) - len(cells))))
        yield Line(number=number, raw=as_json(head, row), cells=row)


def _day(number: float, *, epoch: datetime) -> Any:
    """The day a spreadsheet means by a number, as ISO; the number itself where it means none."""
    if not 1 <= number < 2_958_466:  # the last day of the year 9999
        return number
    return (epoch + timedelta(days=int(number))).date().isoformat()
