"""Registers to test against, one of each kind of database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from marsad.register import Register, audit, open_register
from marsad.register.dialect import address
from marsad.register.schema import metadata
from servers import Server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    """One kind of database after another."""
    return str(request.param)


@pytest.fixture
def new_target(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes places where a new register of one kind of database can be made."""
    numbers = count()

    def made() -> str:
        if kind == "sqlite":
            return str(tmp_path / f"سجل الحوادث {next(numbers)} 100%.db")
        server: Server = request.getfixturevalue("server")
        return server.url(server.new_database())

    return made


@pytest.fixture
def target(new_target: Callable[[], str]) -> str:
    """Where a new register of one kind of database can be made."""
    return new_target()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty register, to be copied: quicker than making its tables each time."""
    file = tmp_path_factory.mktemp("empty") / "r.db"
    open_register(file).close()
    return file


@pytest.fixture(scope="session")
def databases() -> list[str]:
    """Names of databases with registers that no test uses any more."""
    return []


@pytest.fixture
def new_place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes empty registers of one kind of database."""
    numbers, used = count(), []

    def made() -> str:
        if kind == "sqlite":
            return str(shutil.copy(request.getfixturevalue("empty_file"), tmp_path / f"{next(numbers)}.db"))
        used.append(_emptied(request.getfixturevalue("server"), request.getfixturevalue("databases")))
        return str(request.getfixturevalue("server").url(used[-1]))

    yield made
    if used:
        request.getfixturevalue("databases").extend(used)


def _emptied(server: Server, free: list[str]) -> str:
    """A database with an empty register: one that was used before, or a new one."""
    if free:
        name = free.pop()
        tables = ", ".join(table for table in (*metadata.tables, "report_words"))
        server.execute("ALTER TABLE audit DISABLE TRIGGER USER", database=name)
        server.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE", database=name)
        server.execute("ALTER TABLE audit ENABLE TRIGGER USER", database=name)
        with create_engine(address(server.url(name)), poolclass=NullPool).begin() as connection:
            audit.begin(connection, who="")
        return name
    name = server.new_database()
    open_register(server.url(name)).close()
    return name


@pytest.fixture
def place(new_place: Callable[[], str]) -> str:
    """Where `register` is: an empty register of one kind of database."""
    return new_place()


@pytest.fixture
def register(place: str) -> Iterator[Register]:
    with open_register(place, wait=5) as opened:
        yield opened


@pytest.fixture
def run(register: Register) -> int:
    return register.begin_run(command="run", version="0.1.0", reader_version="reader-1")
