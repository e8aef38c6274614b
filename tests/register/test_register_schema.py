"""The migrations lead to the tables the code knows, from nothing and with the data of older registers kept."""

from __future__ import annotations

from collections.abc import Callable

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from samples import contents, filled, incident, shelling
from sqlalchemy import MetaData, create_engine, inspect, select

from marsad.register import IncidentFilter, Register, incident_page, open_register, verify
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


def test_a_register_of_the_first_schema_is_brought_up_to_date(
    place: str, register: Register, new_target: Callable[[], str]
) -> None:
    """Opened by a newer Marsad it holds what it held, can be looked through, and has a log from then on."""
    run = filled(register, [shelling("a", 4), shelling("b", 5)], [shelling("a", 6)])
    register.replace_incidents([incident("i"), incident("j", report_id="b")], run=run)
    register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="راجع الصورة")
    old = new_target()
    first_schema(place, old)
    with open_register(old) as opened:
        assert verify(opened).faults == ()
        assert opened.judgements() == register.judgements()
        assert incident_page(opened, IncidentFilter(outlet="وكالة المثال", text="الرمان", least=4)).total == 2
        opened.replace_incidents([incident("i", killed=9)], run=filled(opened, [shelling("c", 7)]))
        assert verify(opened).faults == ()
    assert contents(old)["claims"] != contents(place)["claims"]


def first_schema(place: str, old: str) -> None:
    """Make a register as the first version had it, with the rows of another."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    source, target = create_engine(address(place)), create_engine(address(old))
    with source.connect() as from_, target.begin() as into:
        config.attributes["connection"] = into
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(into)
        for table in tables.sorted_tables:
            if table.name != VERSION_TABLE:
                rows = [
                    dict(row)
                    for row in from_.execute(
                        select(*(metadata.tables[table.name].c[c.name] for c in table.c))
                    ).mappings()
                ]
                if rows:
                    into.execute(table.insert(), rows)
        for name in ("runs", "reports", "readings", "judgements") if into.dialect.name == "postgresql" else ():
            last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            into.exec_driver_sql(last)
    source.dispose()
    target.dispose()


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
