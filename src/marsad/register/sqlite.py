"""A register in a file: SQLite with a write-ahead log."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

_WRITE: Final = "marsad_write"

# (words of SQLite's message, what happened, what to do next), the first that fits.
_MEANINGS: Final = (
    ("file is not a database", "this file is not a register", "name another file, or move this one away"),
    ("malformed", "the register is damaged", "restore it from a backup, or run again into a new register"),
    (
        "is locked",
        "another process is writing to the register and did not finish in time",
        "wait for it, or stop it; MARSAD_WAIT sets how many seconds to wait",
    ),
    ("disk is full", "the disk is full; nothing of this batch was stored", "free some space and run again"),
    (
        "disk i/o error",
        "the disk failed or a size limit was reached; nothing of this batch was stored",
        "check the disk and its space, then run again",
    ),
    ("readonly database", "the register may not be written to", "give yourself write access, or copy it elsewhere"),
    ("unable to open", "the register cannot be opened", "check that the folder exists and may be written to"),
    ("no such module: fts5", "Python's SQLite cannot search words (FTS5)", "use the Python of python.org or of Debian"),
)


def engine_for(file: Path, *, wait: float, read_only: bool) -> Engine:
    """An engine on the file that waits `wait` seconds for another writer's lock."""
    address = f"{file.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    if read_only and not _left_open(file) and not os.access(file.resolve().parent, os.W_OK):
        # A reader of a write-ahead log keeps notes beside the file; where it may not, nobody else is writing either.
        address += "&immutable=1"
    url = URL.create("sqlite", database=address, query={"uri": "true"})
    engine = create_engine(url, connect_args={"timeout": wait})

    def connected(connection: Any, _record: object) -> None:
        # The driver's own transactions begin too late to hold a lock; ours begin in `begun`.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")

    def begun(connection: Connection) -> None:
        write = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def settle(engine: Engine, *, wait: float) -> None:
    """Switch a file known to be a register to a write-ahead log. The file keeps the mode.

    The switch does not wait for a lock by itself, so it is tried again for `wait` seconds.
    """
    until = time.monotonic() + wait
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
                time.sleep(0.05)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start."""
    with engine.execution_options(**{_WRITE: True}).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees what was there at its first query."""
    with engine.connect() as connection:
        yield connection


def meaning(error: BaseException) -> tuple[str, str] | None:
    """What an error means, and what to do next."""
    said = str(error).lower()
    return next(((what, todo) for words, what, todo in _MEANINGS if words in said), None)


def _left_open(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0
