"""The tidy tables as Parquet files in one zip, with the export's account of itself."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import ZipFile

import orjson

from marsad.export.columnar import batches, schema_of
from marsad.export.content import Content
from marsad.export.extras import library
from marsad.export.tables import TABLES
from marsad.export.zipping import member, put

FORMAT: Final = "parquet"
ABOUT: Final = "about.json"


def write_parquet(content: Content, file: BinaryIO) -> None:
    """Write `<table>.parquet` for each table and `about.json`; the same incidents give the same bytes."""
    parquet = library("pyarrow.parquet", format=FORMAT)
    with tempfile.TemporaryDirectory(prefix="marsad-export-") as folder:
        paths = {table.name: Path(folder) / f"{table.name}.parquet" for table in TABLES}
        with ExitStack() as open_files:
            writers: dict[str, Any] = {
                table.name: open_files.enter_context(
                    parquet.ParquetWriter(paths[table.name], schema_of(table, format=FORMAT), compression="zstd")
                )
                for table in TABLES
            }
            for table, rows in batches(content, format=FORMAT):
                writers[table.name].write_table(rows)
        with ZipFile(file, "w") as archive:
            for path in paths.values():
                with path.open("rb") as made:
                    put(archive, path.name, made)
            archive.writestr(member(ABOUT), orjson.dumps(content.account(), option=orjson.OPT_INDENT_2))
