"""Parquet: one report a row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.table import Line, Table, as_json, named

_BATCH: Final = 64  # rows: a text may be large


def read_parquet(path: Path, intake: Intake) -> Iterator[Report]:
    """The reports of a Parquet file under the columns that `intake.columns` names, in its order.

    The bytes of a record are the JSON object of the row's cells. Raises UsageError when pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow", todo="pip install marsad[sources]") from error
    try:
        if not path.stat().st_size:
            raise SourceError("the file is empty", todo="remove it or put reports in it")
        with ParquetFile(path) as file:
            table = Table(head=named(file.schema_arrow.names), path=path, intake=intake)
            yield from table.reports(_lines(file, table.head))
        intake.consumed(path.stat().st_size)
    except SourceError as error:
        intake.refuse(error, path=path)
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        what = f"no whole Parquet file: {error}"
        intake.refuse(SourceError(what, todo="download it again"), path=path)
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        intake.refuse(SourceError(what, todo="check its name and your rights to it"), path=path)


def _lines(file: Any, head: Any) -> Iterator[Line]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH):
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield Line(number=number, raw=as_json(head, cells), cells=cells)
