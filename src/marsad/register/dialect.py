"""What the databases that a register can live in have in common: an address, a write lock, errors with a next step.

What each does in its own way is in `sqlite.py` and `postgresql.py`; what they look words up by, in `search.py`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from marsad.errors import RegisterError
from marsad.register import postgresql, sqlite

_KINDS: Final = {"sqlite": sqlite, "postgresql": postgresql}
_GIVE: Final = "give a file, such as register.db, or postgresql+psycopg://USER@HOST/DATABASE"
# What of an address may be a secret: all between :// and the last @, and options such as password= and sslpassword=.
_LOGIN: Final = re.compile(r"://.*@", re.DOTALL)
_SECRET: Final = re.compile(r"pass|secret|token|key", re.IGNORECASE)
_HIDDEN: Final = "***"


def address(target: str | Path) -> URL:
    """The database URL of a path or of a URL; `postgres://` and `postgresql://` are read by psycopg.

    Raises RegisterError for a URL that cannot be read or is of a database that no register can live in.
    """
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        raise RegisterError(f"{_LOGIN.sub(f'://{_HIDDEN}@', target)!r} is no database URL", todo=_GIVE) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise RegisterError(f"a register cannot live in {url.drivername!r}", where=shown(url), todo=_GIVE)
    return url


def shown(url: URL) -> str:
    """An address as it may be printed: a path, or a URL without its secrets."""
    file = file_of(url)
    if file is not None:
        return str(file)
    secrets = {name: _HIDDEN for name in url.query if _SECRET.search(name)}
    return url.update_query_dict(secrets).render_as_string(hide_password=True).replace("%2A%2A%2A", _HIDDEN)


def file_of(url: URL) -> Path | None:
    """The file a register is kept in, or None when a server keeps it."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def engine_for(url: URL, *, wait: float, read_only: bool) -> Engine:
    """An engine that waits `wait` seconds for another writer's lock."""
    file = file_of(url)
    if file is not None:
        return sqlite.engine_for(file, wait=wait, read_only=read_only)
    return postgresql.engine_for(url, wait=wait)


def settle(engine: Engine, *, wait: float) -> None:
    """Let readers and a writer be at work at once, where the database does not of itself."""
    if engine.dialect.name == "sqlite":
        sqlite.settle(engine, wait=wait)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: the lock is taken at its start, all of it is kept or nothing."""
    with _KINDS[engine.dialect.name].writing(engine) as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database to its end."""
    with _KINDS[engine.dialect.name].reading(engine) as connection:
        yield connection


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn a database's error into a RegisterError with the next step."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error.orig, where) from error
    except sqlite3.Error as error:
        raise _meaning(error, where) from error


def _meaning(error: BaseException | None, where: str) -> RegisterError:
    meaning = sqlite.meaning(error) if isinstance(error, sqlite3.Error) else postgresql.meaning(error)
    if meaning is None:
        meaning = (f"the database refused: {error}", "report this with the command you ran")
    what, todo = meaning
    return RegisterError(what, where=where, todo=todo)
