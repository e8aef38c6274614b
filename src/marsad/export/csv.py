"""CSV for a spreadsheet: one incident a row, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from marsad.export.record import toll_numbers
from marsad.model import OUTCOMES, Incident, finest

_BOM: Final = b"\xef\xbb\xbf"
_RUN: Final = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
COLUMNS: Final = (
    "id", "type", "date", "place", "latitude", "longitude", "precision", "admin1", "country",
    "actors", "targets", "status",
    *(f"{outcome}_{number}" for outcome in OUTCOMES for number in ("low", "best", "high")),
    "grade", "reports",
)  # fmt: skip


def write_csv(incidents: Iterable[Incident], file: BinaryIO, *, bom: bool = True) -> None:
    """Write a header and a row per incident in UTF-8; lists are joined by `; `, what nobody states is empty.

    `bom` begins the file with a byte order mark, without which spreadsheets take Arabic for Latin letters. A text that
    a spreadsheet would run (it begins with = + - @ or a tab) is printed with an apostrophe before it.
    """
    if bom:
        file.write(_BOM)
    file.write(csv_line(COLUMNS).encode())
    for incident in incidents:
        file.write(csv_line(_row(incident)).encode())


def harmless(value: Any) -> Any:
    """The value as a cell that no spreadsheet runs; numbers are left as they are."""
    return f"'{value}" if isinstance(value, str) and _RUN.match(value) else value


def _row(incident: Incident) -> Iterable[Any]:
    place = finest(incident.places)
    where = ("name", "latitude", "longitude", "precision", "admin1", "country")
    reports = sorted({telling.report_id for telling in incident.tellings})
    return (
        incident.id,
        incident.type,
        incident.date,
        *(getattr(place, key) if place else None for key in where),
        "; ".join(incident.actors),
        "; ".join(incident.targets),
        incident.status,
        *(number for outcome in OUTCOMES for number in toll_numbers(incident, outcome).values()),
        incident.grade,
        "; ".join(reports),
    )


def csv_line(cells: Iterable[Any]) -> str:
    """A row of CSV with its line end, no cell of which a spreadsheet would run."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return line.getvalue()
