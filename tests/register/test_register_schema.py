"""The migrations lead to the tables the code knows, from nothing and with the data of older registers kept."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from marsad.register import open_register
from marsad.register.dialect import address
from marsad.register.opening import MIGRATIONS
from marsad.register.schema import HEAD, VERSION_TABLE, metadata


def of_the_schema(name: str | None, kind: str, _parents: object) -> bool:
    """All but the index of words, which each database keeps in tables of its own kind."""
    return kind != "table" or not (name or "").startswith("report_words")


def test_a_migrated_register_has_the_tables_of_the_schema(target: str) -> None:
    """Nothing is in the code that no migration makes, nor the other way round, indexes included."""
    with open_register(target):
        pass
    engine = create_engine(address(target))
    with engine.connect() as connection:
        opts = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": of_the_schema}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
        names = {name for name in inspect(connection).get_table_names() if of_the_schema(name, "table", {})}
        assert names == {*metadata.tables, VERSION_TABLE}
    engine.dispose()


def test_one_reading_of_a_report_stands(target: str) -> None:
    """The database itself refuses a second standing reading of one report."""
    with open_register(target):
        pass
    engine = create_engine(address(target))
    with engine.connect() as connection:
        found = {i["name"]: i for i in inspect(connection).get_indexes("readings")}["uq_readings_standing"]
    engine.dispose()
    assert found["unique"]
    assert any("closed_run" in str(where) for where in found["dialect_options"].values())


def test_the_schema_of_the_code_is_the_last_revision() -> None:
    """A new migration moves `HEAD` with it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
