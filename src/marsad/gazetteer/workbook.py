"""The first sheet of an XLSX workbook as rows of text: a zip of XML, read without a library."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from marsad.errors import DataError

_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LARGEST: Final = 200_000_000  # bytes of one part, unpacked: a zip bomb is no workbook
_LETTERS: Final = re.compile("[A-Z]+")


def rows_of(path: Path, *, sheet: re.Pattern[str] | None = None) -> Iterator[list[str]]:
    """The rows of the first sheet, or of the last whose name fits `sheet`. Raises DataError for what is no workbook."""
    try:
        with zipfile.ZipFile(path) as book:
            if any(part.file_size > _LARGEST for part in book.infolist()):
                raise DataError("a part of it is larger than 200 MB", where=str(path), todo="save it as CSV")
            shared = _shared(book)
            for row in ElementTree.fromstring(book.read(_part(book, sheet))).iter(f"{_NS}row"):
                yield _cells(row, shared)
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError, IndexError, ValueError) as error:
        raise DataError(f"no XLSX workbook: {error}", where=str(path), todo="save it anew, or as CSV") from error


def _part(book: zipfile.ZipFile, sheet: re.Pattern[str] | None) -> str:
    names = [one.attrib["name"] for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_NS}sheet")]
    fitting = [n for n, name in enumerate(names, 1) if sheet and sheet.search(name)]
    return f"xl/worksheets/sheet{fitting[-1] if fitting else 1}.xml"


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{_NS}t")) for item in strings.iter(f"{_NS}si")]


def _cells(row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_NS}c"):
        column = _LETTERS.match(cell.attrib.get("r", ""))
        at = _number(column.group()) if column else len(cells)
        cells += [""] * (at - len(cells))
        value = cell.find(f"{_NS}v")
        if cell.attrib.get("t") == "inlineStr":
            cells.append("".join(text.text or "" for text in cell.iter(f"{_NS}t")))
        elif value is None or value.text is None:
            cells.append("")
        else:
            cells.append(shared[int(value.text)] if cell.attrib.get("t") == "s" else value.text)
    return cells


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
