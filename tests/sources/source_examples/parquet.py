"""A Parquet file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pyarrow
from pyarrow import parquet

from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "reports.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([asdict(one) for one in told]), source)
    return source


def raw(source: Path) -> list[bytes]:
    return [json.dumps(row, ensure_ascii=False).encode() for row in parquet.read_table(source).to_pylist()]


PARQUET = Example(kind="Parquet (.parquet)", write=write, raw=raw, many=True, dates=True, coded=False, memory=400)
