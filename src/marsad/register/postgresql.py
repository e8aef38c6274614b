"""A register on a server: PostgreSQL by psycopg.

Writers take turns: each write transaction first takes one advisory lock, which the server gives up with the
transaction, also when the process is killed. Readers wait for nobody; each sees one snapshot.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, text

# The lock of all registers' writers in one database; any number that no other program has a reason to take.
_LOCK: Final = 0x6D617273  # "mars"
_WAIT: Final = "marsad_wait"
_LONGEST_CONNECT: Final = 15  # seconds until a server that does not answer is given up

_START: Final = "start the server, or correct the host and port of the URL"
_LOGIN: Final = "correct the URL; a password may also stand in PGPASSWORD or ~/.pgpass"

# (SQLSTATE or its first letters, what happened, what to do next), the first that fits.
_STATES: Final = (
    ("28", "the server does not let this user in", _LOGIN),
    ("3D000", "the server has no such database", "make it: createdb --encoding=UTF8 NAME"),
    (
        "55P03",
        "another process is writing to the register and did not finish in time",
        "wait for it, or stop it; MARSAD_WAIT sets how many seconds to wait",
    ),
    ("53100", "the server's disk is full; nothing of this batch was stored", "free some space and run again"),
    ("53300", "the server takes no more connections", "close some, or raise its max_connections"),
    ("25006", "the register may not be written to", "use the main server, not a read-only copy of it"),
    ("42501", "this user may not do that in the database", "ask its owner for the rights: GRANT ALL ON SCHEMA public"),
    ("57P03", "the server is starting or stopping", "wait a little and run again"),
    ("57", "the server was stopped; nothing of this batch was stored", "run again when it is back"),
    ("08", "the connection to the server was lost; nothing of this batch was stored", "run again when it is back"),
)

# Until there is a connection there is no SQLSTATE, only words.
_WORDS: Final = (
    ("password authentication failed", "the server does not let this user in", _LOGIN),
    ("no password supplied", "the server asks for a password", _LOGIN),
    ("no pg_hba.conf entry", "the server does not let this user in from here", "ask the server's administrator"),
    ("role", "the server does not know this user", _LOGIN),
    ("database", "the server has no such database", "make it: createdb --encoding=UTF8 NAME"),
    ("too many", "the server takes no more connections", "close some, or raise its max_connections"),
    ("starting up", "the server is starting or stopping", "wait a little and run again"),
    ("shutting down", "the server is starting or stopping", "wait a little and run again"),
    ("refused", "no server answers there", _START),
    ("no such file", "no server answers there", _START),
    ("timeout", "no server answers there", _START),
    ("resolve", "the host of the URL is not known", _START),
    ("translate host name", "the host of the URL is not known", _START),
    ("closed", "the connection to the server was lost; nothing of this batch was stored", "run again when it is back"),
    ("lost", "the connection to the server was lost; nothing of this batch was stored", "run again when it is back"),
)
_ENDS: Final = {"role": "does not exist", "database": "does not exist"}


def engine_for(url: URL, *, wait: float) -> Engine:
    """An engine whose writers wait `wait` seconds for their turn."""
    arguments = {
        "connect_timeout": max(2, min(_LONGEST_CONNECT, math.ceil(wait))),
        "application_name": "marsad",
        "client_encoding": "utf8",
    }
    given = {name: value for name, value in arguments.items() if name not in url.query}
    return create_engine(url, connect_args=given, execution_options={_WAIT: wait})


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the lock of the writers from its start and sees all that those before it wrote."""
    with engine.begin() as connection:
        patience = max(1, round(1000 * engine.get_execution_options()[_WAIT]))
        connection.execute(text(f"SET LOCAL lock_timeout = {patience}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees what was there at its first query, and writes nothing."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        yield connection


def encoding(connection: Connection) -> str:
    """The encoding the database keeps its texts in."""
    return str(connection.execute(text("SHOW server_encoding")).scalar_one())


def meaning(error: BaseException | None) -> tuple[str, str] | None:
    """What an error means, and what to do next."""
    state, said = getattr(error, "sqlstate", None) or "", str(error).lower()
    for start, what, todo in _STATES:
        if state.startswith(start):
            return what, todo
    if state:
        return None
    return next(((what, todo) for words, what, todo in _WORDS if words in said and _ENDS.get(words, "") in said), None)
