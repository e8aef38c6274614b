"""The tidy tables as an Excel workbook whose sheets run from right to left, with the export's account as the last."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from marsad.errors import MarsadError
from marsad.export.about import account_lines
from marsad.export.content import Content
from marsad.export.csv import harmless
from marsad.export.extras import library
from marsad.export.tables import TABLES, Table
from marsad.export.zipping import without_times

FORMAT: Final = "xlsx"
ABOUT: Final = "عن هذا الملف"
_MADE: Final = datetime(1980, 1, 1)
_MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767
# Characters that no XML may hold; a cell that had one would make the whole file unreadable.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WIDTH: Final = {"text": 18, "whole": 11, "real": 12, "truth": 11, "day": 12}


def write_xlsx(content: Content, file: BinaryIO) -> None:
    """Write a sheet for each table, streaming. Raises MarsadError for more rows than a sheet can hold."""
    openpyxl = library("openpyxl", format=FORMAT)
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    book.properties.creator = f"marsad {content.origin.version}"
    sheets = {table.name: _sheet(book, table) for table in TABLES}
    rows = dict.fromkeys(sheets, 1)
    for incident, sources in content.told():
        for table in TABLES:
            for row in table.rows(incident, sources):
                sheets[table.name].append([_cell(value) for value in row])
                rows[table.name] += 1
        if max(rows.values()) >= _MOST_ROWS - 10_000:
            raise MarsadError("a sheet cannot hold so many rows", todo="filter by days, or export to parquet or duckdb")
    about = book.create_sheet(ABOUT)
    about.sheet_view.rightToLeft = True
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 100
    for key, value in account_lines(content.account()):
        about.append([key, _cell(value)])
    _save(book, file)


def _save(book: Any, file: BinaryIO) -> None:
    """Without openpyxl's own `save`, which notes the time."""
    writer = library("openpyxl.writer.excel", format=FORMAT).ExcelWriter
    with tempfile.TemporaryDirectory(prefix="marsad-export-") as folder:
        path = Path(folder) / "book.xlsx"
        writer(book, ZipFile(path, "w", ZIP_DEFLATED)).save()
        without_times(path, file)


def _sheet(book: Any, table: Table) -> Any:
    cells = library("openpyxl.cell", format=FORMAT)
    styles = library("openpyxl.styles", format=FORMAT)
    sheet = book.create_sheet(table.name_ar)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "B2"
    letters = library("openpyxl.utils", format=FORMAT).get_column_letter
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[letters(number)].width = _WIDTH[column.kind]
    head = []
    for column in table.columns:
        cell = cells.WriteOnlyCell(sheet, value=column.name)
        cell.font = styles.Font(bold=True)
        head.append(cell)
    sheet.append(head)
    return sheet


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet runs and every one can read."""
    if not isinstance(value, str):
        return value
    return harmless(_FORBIDDEN.sub("", value))[:_LONGEST]
