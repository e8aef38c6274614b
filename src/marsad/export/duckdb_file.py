"""The tidy tables as a DuckDB database; columns carry their descriptions, and a table `about` the export's account."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from marsad.export.about import account_lines
from marsad.export.columnar import batches, schema_of
from marsad.export.content import Content
from marsad.export.extras import library, own_file
from marsad.export.tables import TABLES, Table

FORMAT: Final = "duckdb"


def write_duckdb(content: Content, file: BinaryIO) -> None:
    """Write a database with a table for each of the tidy tables, and `about` (key, value)."""
    duckdb = library("duckdb", format=FORMAT)
    with own_file("register.duckdb", file) as path, duckdb.connect(str(path)) as database:
        database.execute("SET threads = 1")
        for table in TABLES:
            _create(database, table)
        for table, rows in batches(content, format=FORMAT):
            database.register("rows", rows)
            database.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')
            database.unregister("rows")
        database.execute("CREATE TABLE about (key VARCHAR, value VARCHAR)")
        if lines := account_lines(content.account()):
            database.executemany("INSERT INTO about VALUES (?, ?)", lines)


def _create(database: Any, table: Table) -> None:
    database.register("shape", schema_of(table, format=FORMAT).empty_table())
    database.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM shape')
    database.unregister("shape")
    for column in table.columns:
        what = column.what.replace("'", "''")
        database.execute(f"""COMMENT ON COLUMN "{table.name}"."{column.name}" IS '{what}'""")
