"""What differs between the databases a register can live in: connecting, locking, and what their errors mean.

Nothing outside this file names a database.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from marsad.errors import RegisterError

_WRITE: Final = "marsad_write"

# (words of SQLite's message, what happened, what to do next), the first that fits.
_MEANINGS: Final = (
    ("file is not a database", "this file is not a register", "name another file, or move this one away"),
    ("malformed", "the register is damaged", "restore it from a backup, or run again into a new register"),
    ("is locked", "another process is writing to the register and did not finish in time", "wait for it, or stop it"),
    ("disk is full", "the disk is full; nothing of this batch was stored", "free some space and run again"),
    (
        "disk i/o error",
        "the disk failed or a size limit was reached; nothing of this batch was stored",
        "check the disk and its space, then run again",
    ),
    ("readonly database", "the register may not be written to", "give yourself write access, or copy it elsewhere"),
    ("unable to open", "the register cannot be opened", "check that the folder exists and may be written to"),
)


def address(target: str | Path) -> URL:
    """The database URL of a path or of a URL.

    Raises RegisterError for a URL that cannot be read.
    """
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        return make_url(target)
    except ArgumentError as error:
        raise RegisterError(f"{target!r} is no database URL", todo="give a path, such as register.db") from error


def file_of(url: URL) -> Path | None:
    """The file a register is kept in, or None when a server keeps it."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def engine_for(url: URL, *, where: str, wait: float, read_only: bool) -> Engine:
    """An engine that waits `wait` seconds for another writer's lock.

    Raises RegisterError when the driver of the URL is not installed or not known.
    """
    file = file_of(url)
    if file is not None:
        return _sqlite_engine(file, wait=wait, read_only=read_only)
    try:
        return create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise RegisterError(
            f"no driver for {url.drivername!r}: {error}", where=where, todo="install the driver"
        ) from error


def settle(engine: Engine, *, wait: float) -> None:
    """Let readers and a writer be at work at once: a write-ahead log, for a file known to be a register.

    The file keeps the mode. The switch does not wait for a lock by itself, so it is tried again for `wait` seconds.
    """
    if engine.dialect.name != "sqlite":
        return
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
    """One write transaction: the lock is taken at its start, all of it is kept or nothing."""
    with engine.execution_options(**{_WRITE: True}).begin() as connection:
        yield connection


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn a database's error into a RegisterError with the next step."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(str(error.orig), where) from error
    except sqlite3.Error as error:
        raise _meaning(str(error), where) from error


def _meaning(said: str, where: str) -> RegisterError:
    for words, what, todo in _MEANINGS:
        if words in said.lower():
            return RegisterError(what, where=where, todo=todo)
    return RegisterError(f"the database refused: {said}", where=where, todo="report this with the command you ran")


def _sqlite_engine(file: Path, *, wait: float, read_only: bool) -> Engine:
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


def _left_open(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0
