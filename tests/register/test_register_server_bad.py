"""Servers that cannot be used, and the error each gives: what happened, where, what to do next, and no secret."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from samples import filled, shelling

import forked
from marsad.errors import RegisterError
from marsad.register import open_register
from marsad.register.dialect import address, shown
from servers import PASSWORD, USER, Server

SECRET = "سر-الأسرار"


def where_no_server_is(server: Server) -> str:
    return f"postgresql+psycopg://{USER}:{quote(SECRET)}@127.0.0.1:1/marsad"


def in_no_folder(server: Server) -> str:
    return f"postgresql+psycopg://{USER}:{quote(SECRET)}@/marsad?host={server.folder / 'missing'}"


def with_a_wrong_password(server: Server) -> str:
    return server.url("postgres", password=SECRET)


def without_a_password(server: Server) -> str:
    return f"postgresql://{USER}@/postgres?host={server.folder}&passfile={os.devnull}"


def of_an_unknown_user(server: Server) -> str:
    return f"postgresql://nobody-here:{quote(SECRET)}@/postgres?host={server.folder}"


def of_no_database(server: Server) -> str:
    return server.url("no_such_database")


def of_another_program(server: Server) -> str:
    name = server.new_database()
    server.execute("CREATE TABLE moz_places (id INTEGER)", database=name)
    return server.url(name)


def in_latin_letters(server: Server) -> str:
    return server.url(server.new_database("TEMPLATE template0 ENCODING 'LATIN1'"))


def of_a_newer_version(server: Server) -> str:
    name = server.new_database()
    open_register(server.url(name)).close()
    server.execute("UPDATE marsad_schema SET version_num = '9999'", database=name)
    return server.url(name)


def to_be_looked_at_only(server: Server) -> str:
    name = server.new_database()
    server.execute("CREATE ROLE visitor LOGIN PASSWORD 'visitor'") if not _known(server, "visitor") else None
    return f"postgresql://visitor:visitor@/{name}?host={server.folder}"


def _known(server: Server, role: str) -> bool:
    return bool(server.execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"))


BAD: list[tuple[Callable[[Server], str], str, str]] = [
    (where_no_server_is, "no server answers there", "start the server"),
    (in_no_folder, "no server answers there", "start the server"),
    (with_a_wrong_password, "does not let this user in", "correct the URL"),
    (without_a_password, "asks for a password", "PGPASSWORD"),
    (of_an_unknown_user, "does not let this user in", "correct the URL"),
    (of_no_database, "no such database", "createdb"),
    (of_another_program, "another program .*moz_places", "a database of its own"),
    (in_latin_letters, "in LATIN1, not UTF8", "createdb --template=template0"),
    (of_a_newer_version, "schema 9999, newer than this marsad knows", "pip install --upgrade"),
    (to_be_looked_at_only, "may not do that in the database", "GRANT"),
]


@pytest.mark.parametrize(("prepare", "what", "todo"), [pytest.param(*row, id=row[0].__name__) for row in BAD])
def test_what_is_no_register(server: Server, prepare: Callable[[Server], str], what: str, todo: str) -> None:
    """Each is refused with its place and the next step."""
    target = prepare(server)
    with pytest.raises(RegisterError, match=what) as caught:
        open_register(target, wait=1)
    said = str(caught.value)
    assert todo in said
    assert shown(address(target)) in said
    assert SECRET not in said
    assert quote(SECRET) not in said


def test_nothing_is_made_where_nothing_is_to_be_created(server: Server) -> None:
    """An empty database is no register to those who only read, and stays empty."""
    name = server.new_database()
    with pytest.raises(RegisterError, match="there is no register here"):
        open_register(server.url(name), create=False, read_only=True)
    assert server.execute("SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'", database=name) == []


def test_a_lock_that_is_not_given_up(server: Server) -> None:
    """A writer waits as long as it was told, then says so; readers do not wait at all."""
    target = server.url(server.new_database())
    with open_register(target) as holding, open_register(target, wait=0.2) as register:
        run = filled(register, [shelling("a", 4)])
        errors: list[str] = []

        def slowly():
            with pytest.raises(RegisterError, match="another process is writing") as caught:
                register.add_readings([shelling("b", 4)], run=run)
            errors.append(str(caught.value))
            assert [r.report.id for r in register.readings()] == ["a"]
            yield from ()

        holding.replace_incidents(slowly(), run=run)
        assert "MARSAD_WAIT" in errors[0]


def test_a_server_that_goes_away(server: Server) -> None:
    """A connection that is cut is an error with the next step; the next call connects again."""
    name = server.new_database()
    with open_register(server.url(name)) as register:
        run = filled(register, [shelling("a", 4)])

        def cut():
            server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            yield from ()

        with pytest.raises(RegisterError, match=r"the server was stopped|connection to the server was lost"):
            register.replace_incidents(cut(), run=run)
        assert register.counts().reports == 1


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        ("postgresql://a:b@h/db", "postgresql+psycopg://a:***@h/db"),
        ("postgres://a:b@h:5/db?sslpassword=x&application_name=y", "sslpassword=***"),
        ("postgresql://h/db?user=a&password=b", "password=***"),
        ("r.db", "r.db"),
    ],
)
def test_addresses_are_shown_without_their_secrets(target: str, printed: str) -> None:
    """Passwords of a URL are never printed, wherever they stand in it."""
    assert printed in shown(address(target))


def test_half_a_url_is_shown_without_its_secrets() -> None:
    """What cannot be read is quoted without what may be a password."""
    with pytest.raises(RegisterError, match="no database URL") as caught:
        address(f"postgresql://a:{SECRET}@host:port/db")
    assert SECRET not in str(caught.value)


COMMANDS = [
    ["run", "REPORTS", "--register", "TARGET"],
    ["run", "REPORTS", "--register", "TARGET", "--json"],
    ["incidents", "--register", "TARGET"],
    ["show", "i-none", "--register", "TARGET"],
    ["tolls", "--register", "TARGET"],
    ["export", "csv", "--register", "TARGET"],
    ["queue", "--register", "TARGET"],
]


def test_commands_take_a_server_and_print_no_password(server: Server, tmp_path: Path) -> None:
    """Every command that takes a register takes a URL; none prints its password."""
    (tmp_path / "a.txt").write_text("قتل ثلاثة جنود من الجيش العراقي في هجوم لداعش قرب الموصل.", encoding="utf-8")
    target = server.url(server.new_database())
    for words in COMMANDS:
        given = [{"REPORTS": str(tmp_path), "TARGET": target}.get(word, word) for word in words]
        done = forked.run(given, {**os.environ, "MARSAD_WORKERS": "1"})
        assert done.returncode == (2 if words[0] == "show" else 0), done.stderr
        said = done.stdout + done.stderr
        assert PASSWORD not in said
        assert quote(PASSWORD) not in said
