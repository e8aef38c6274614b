"""The tidy tables as batches of Arrow columns, for the formats that are written through Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from marsad.export.content import Content
from marsad.export.extras import library
from marsad.export.tables import TABLES, Column, Table

_BATCH: Final = 5_000


def schema_of(table: Table, *, format: str) -> Any:
    """The Arrow schema of a table."""
    return arrow_schema(table.columns, format=format)


def arrow_schema(columns: Iterable[Column], *, format: str) -> Any:
    """The Arrow schema of columns; what each holds stands in its metadata."""
    arrow = library("pyarrow", format=format)
    kinds = {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "real": arrow.float64(),
        "truth": arrow.bool_(),
        "day": arrow.date32(),
    }
    return arrow.schema([arrow.field(c.name, kinds[c.kind], metadata={"what": c.what}) for c in columns])


def batches(content: Content, *, format: str) -> Iterator[tuple[Table, Any]]:
    """Tables with some of their rows as Arrow tables, while the incidents are gone through once."""
    arrow = library("pyarrow", format=format)
    waiting: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in TABLES}
    schemas = {table.name: schema_of(table, format=format) for table in TABLES}

    def full(table: Table) -> Any:
        rows, waiting[table.name] = waiting[table.name], []
        columns = [list(column) for column in zip(*rows, strict=True)]
        return arrow.table(columns, schema=schemas[table.name])

    for incident, sources in content.told():
        for table in TABLES:
            waiting[table.name].extend(table.rows(incident, sources))
            if len(waiting[table.name]) >= _BATCH:
                yield table, full(table)
    for table in TABLES:
        if waiting[table.name]:
            yield table, full(table)
