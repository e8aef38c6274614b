"""A workbook, part by part as spreadsheets write them: letters as letters, where openpyxl writes each by its number."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from source_examples.told import Example, Told

HEAD = ("id", "text", "published")
BEGINNING = date(1899, 12, 30)  # the day from which spreadsheets count
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="تقارير" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/>'
    "</fill></fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


def cells(one: Told) -> Iterator[str]:
    for value in (one.id, one.text):
        yield f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if one.published is not None:
        yield f'<c s="1"><v>{(date.fromisoformat(one.published) - BEGINNING).days}</v></c>'


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "reports.xlsx"
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD)
    rows = "".join(f"<row>{row}</row>" for row in (head, *("".join(cells(one)) for one in told)))
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:C9"/><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            book.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}')
    return source


def raw(source: Path) -> list[bytes]:
    (sheet,) = openpyxl.load_workbook(source).worksheets
    rows = [dict(zip(HEAD, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    for row in rows:
        row["published"] = row["published"].isoformat()
    return [json.dumps(row, ensure_ascii=False).encode() for row in rows]


XLSX = Example(kind="XLSX (.xlsx)", write=write, raw=raw, many=True, dates=True, coded=False, memory=600)
