"""CSV, as a spreadsheet writes it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "reports.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(["id", "text", "published"])
        rows.writerows([one.id, one.text, one.published] for one in told)
    return source


def raw(source: Path) -> list[bytes]:
    return source.read_bytes().split(b"\r\n")[1:-1]


CSV = Example(kind="CSV (.csv, .tsv)", write=write, raw=raw, many=True, dates=True)
