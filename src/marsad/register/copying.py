"""A whole register copied, from one kind of database to the same or another: backups, and moving house."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, func, select, text, update
from sqlalchemy import insert as insert_into

from marsad.register import audit
from marsad.register.dialect import address, engine_for, explained, file_of, settle, shown, writing
from marsad.register.ingest import chunks
from marsad.register.opening import check_path, make_tables
from marsad.register.rebuilding import index_words
from marsad.register.schema import incident_ids, judgements, metadata
from marsad.register.store import Register
from marsad.settings import Settings

_ROWS: Final = 2_000
# Columns that point to later rows of their own table: they are set when all rows are there.
_POINTERS: Final = {judgements.name: "undone_by", incident_ids.name: "merged_into"}


def copy_register(source: Register, target: str | Path, *, settings: Settings) -> int:
    """Copy all of a register, its history and its audit log included, to where none is yet; how many rows it had.

    The source is copied as it is at one moment, while others may go on writing to it. The target gets all of it in one
    transaction, or nothing. Its log ends with an entry that names the head of the source's. Raises RegisterError for a
    target that holds something already, and for whatever `open_register` refuses.
    """
    url = address(target)
    file, where = file_of(url), shown(url)
    if file is not None:
        check_path(file, create=True, read_only=False)
    engine = engine_for(url, wait=settings.wait, read_only=False)
    try:
        with explained(where):
            with source.snapshot() as from_, writing(engine) as into:
                make_tables(into, where)
                total = sum(_copy(from_, into, table) for table in metadata.sorted_tables)
                index_words(into)
                _count_on(into)
                body = {"from": source.where, "head": str(audit.head(from_))}
                audit.enter(into, audit.COPIED, who=settings.who, body=body)
            settle(engine, wait=settings.wait)
    finally:
        engine.dispose()
    return total


def _copy(from_: Connection, into: Connection, table: Table) -> int:
    pointer = _POINTERS.get(table.name)
    pointing: list[dict[str, Any]] = []
    total = 0
    query = select(table).order_by(*table.primary_key.columns)
    rows = from_.execute(query, execution_options={"yield_per": _ROWS}).mappings()
    for some in chunks((dict(row) for row in rows), _ROWS):
        total += len(some)
        if pointer:
            pointing += [{"row": row["id"], "to": row[pointer]} for row in some if row[pointer] is not None]
            some = [{**row, pointer: None} for row in some]
        into.execute(insert_into(table), some)
    if pointing and pointer:
        at = table.c.id == bindparam("row")
        into.execute(update(table).where(at).values({pointer: bindparam("to")}), pointing)
    return total


def _count_on(into: Connection) -> None:
    """Let a server number new rows from where the copied ones end; SQLite does so of itself."""
    if into.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            last = into.execute(select(func.max(column))).scalar_one()
            set_to = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
            if last is not None:
                into.execute(set_to, {"table": table.name, "column": column.name, "last": last})
