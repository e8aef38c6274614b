"""Is this a register, and of this version? Creates the tables of a new one, brings an old one up to date."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from marsad.errors import RegisterError
from marsad.register import audit
from marsad.register.dialect import reading, writing
from marsad.register.postgresql import encoding
from marsad.register.rebuilding import derive_again
from marsad.register.schema import HEAD, VERSION_TABLE

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def check_path(file: Path, *, create: bool, read_only: bool) -> None:
    """Raises RegisterError for a path where no register can be, or none is."""
    where = str(file)
    if file.is_dir():
        raise RegisterError(
            "this is a folder, not a register", where=where, todo=f"name a file in it: {file / 'register.db'}"
        )
    if not file.exists():
        if not create or read_only:
            raise RegisterError(
                "there is no register here", where=where, todo=f"make one: marsad run SOURCE --register {file}"
            )
        if not file.parent.is_dir():
            raise RegisterError("its folder does not exist", where=where, todo=f"make the folder {file.parent}")
    elif not read_only and not os.access(file, os.W_OK):
        raise RegisterError(
            "the register may not be written to", where=where, todo="give yourself write access, or copy it"
        )
    if not read_only and not os.access(file.resolve().parent, os.W_OK):
        raise RegisterError("its folder may not be written to", where=where, todo="choose a folder of your own")


def prepare(engine: Engine, *, where: str, create: bool, read_only: bool, who: str) -> None:
    """See to it that the database holds the tables of this version, making or migrating them in one transaction.

    Raises RegisterError for another program's database, a register of a newer version, an older one that may only be
    read, and an empty one when nothing is to be created.
    """
    with reading(engine) as connection:
        version = _version(connection, where)
    if version == HEAD:
        return
    if read_only and version is not None:
        raise RegisterError(
            f"the register is of the older schema {version}",
            where=where,
            todo="open it once where it may be written to",
        )
    if version is None and (read_only or not create):
        raise RegisterError(
            "there is no register here", where=where, todo=f"make one: marsad run SOURCE --register {where}"
        )
    with writing(engine) as connection:
        # Another process may have been first while this one waited for the lock.
        if _version(connection, where) != HEAD:
            _migrate(connection, where, who=who)


def make_tables(connection: Connection, where: str) -> None:
    """Make the tables of an empty database, for rows that are copied into them, a log included.

    Raises RegisterError for a database that holds something.
    """
    if _version(connection, where) is not None:
        raise RegisterError("there is a register here already", where=where, todo="name a new place for the copy")
    _upgrade(connection, where)


def _check_encoding(connection: Connection, where: str) -> None:
    if connection.dialect.name == "postgresql" and encoding(connection) != "UTF8":
        todo = "make another: createdb --template=template0 --encoding=UTF8 NAME"
        raise RegisterError(f"the database keeps texts in {encoding(connection)}, not UTF8", where=where, todo=todo)


def _version(connection: Connection, where: str) -> str | None:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
        return None if found is None else str(found)
    if tables:
        names = ", ".join(sorted(tables)[:3])
        own = "name another file" if connection.dialect.name == "sqlite" else "give the register a database of its own"
        raise RegisterError(f"this is the database of another program (its tables: {names})", where=where, todo=own)
    return None


def _upgrade(connection: Connection, where: str) -> str | None:
    """Make the tables those of this version; the version they were of."""
    # Alembic takes longer to import than a register takes to open.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    version = _version(connection, where)
    _check_encoding(connection, where)
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise RegisterError(
            f"the register is of schema {version}, newer than this marsad knows ({HEAD})",
            where=where,
            todo="pip install --upgrade marsad",
        )
    command.upgrade(config, "head")
    return version


def _migrate(connection: Connection, where: str, *, who: str) -> None:
    version = _upgrade(connection, where)
    derive_again(connection)
    if audit.head(connection).number == 0:
        audit.begin(connection, who=who)
    audit.enter(connection, audit.MIGRATED, who=who, body={"from": version, "to": HEAD})
