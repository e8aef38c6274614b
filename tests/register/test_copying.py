"""Backups and restoring: a whole register copied from one kind of database to each other kind."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from samples import contents, filled, incident, shelling

from marsad.errors import RegisterError
from marsad.register import (
    IncidentFilter,
    Register,
    ReportFilter,
    audit_log,
    copy_register,
    incident_dossier,
    open_register,
    report_page,
    verify,
)
from marsad.settings import Settings
from servers import Server

WHO = Settings(who="منى")


@pytest.fixture(params=["sqlite", "postgresql"], ids=lambda kind: f"to {kind}")
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the copy goes."""
    if request.param == "sqlite":
        return str(tmp_path / "نسخة.db")
    server: Server = request.getfixturevalue("server")
    return server.url(server.new_database())


@pytest.fixture
def lived_in(place: str) -> Iterator[Register]:
    """A register with versions of reports, judgements taken back, incidents that were merged."""
    with open_register(place, settings=WHO) as register:
        run = filled(register, [shelling("a", 4), shelling("b", 5)])
        register.replace_incidents([incident("i"), incident("j", report_id="b")], run=run)
        register.end_run(run, counts={"new": 2})
        made = register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="راجع الصورة")
        register.undo_judgement(made.id, who="هدى", why="خطأ")
        second = filled(register, [shelling("a", 6)])
        register.replace_incidents([incident("i", killed=6)], run=second, merged={"j": "i"})
        yield register


def test_a_copy_holds_all_of_it(lived_in: Register, place: str, other: str) -> None:
    """Every row, the history, the log and the index of words; and it goes on from there as the first would."""
    copy_register(lived_in, other, settings=WHO)
    assert contents(other) == contents(place)
    with open_register(other, create=False, settings=WHO) as copy:
        assert verify(copy).faults == ()
        entries = audit_log(copy, last=1000)
        assert entries[:-1] == audit_log(lived_in, last=1000)
        assert (entries[-1].action, entries[-1].body["head"]) == ("copied", str(verify(lived_in).head))
        assert copy.judgements() == lived_in.judgements()
        assert copy.runs() == lived_in.runs()
        assert incident_dossier(copy, "j") == incident_dossier(lived_in, "i")
        assert report_page(copy, ReportFilter(text="الرمان")) == report_page(lived_in, ReportFilter(text="الرمان"))
        run = filled(copy, [shelling("c", 9)])
        assert run == 3
        assert copy.add_judgement(kind="note", subject="c#event:0-9", who="هدى", why="جديد").id == "3"
        assert [i.id for i in copy.incidents(IncidentFilter(least=6))] == ["i"]
        assert verify(copy).faults == ()


def test_a_copy_of_a_copy_in_the_first_kind_is_the_first(
    lived_in: Register, place: str, other: str, tmp_path: Path
) -> None:
    """Backed up and restored, whatever kind of database the backup was kept in."""
    copy_register(lived_in, other, settings=WHO)
    with open_register(other, create=False, read_only=True) as backup:
        copy_register(backup, tmp_path / "back.db", settings=WHO)
    assert contents(tmp_path / "back.db") == contents(place)


def test_what_is_there_already_is_not_written_over(lived_in: Register, other: str) -> None:
    """A second copy to the same place is refused, and the first stays."""
    copy_register(lived_in, other, settings=WHO)
    before = contents(other)
    with pytest.raises(RegisterError, match="there is a register here already"):
        copy_register(lived_in, other, settings=WHO)
    assert contents(other) == before


def test_another_programs_database_is_not_written_to(lived_in: Register, tmp_path: Path) -> None:
    """A file of another program is refused."""
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    with pytest.raises(RegisterError, match="another program"):
        copy_register(lived_in, file, settings=WHO)


def test_a_copy_is_of_one_moment(new_place: Callable[[], str], other: str) -> None:
    """While others write, the copy holds the register as it was when copying began: nothing half, nothing torn."""
    stop = threading.Event()
    with open_register(place := new_place()) as register:
        run = filled(register, [shelling(f"r{n}", n + 2) for n in range(20)])

        def keeps_writing() -> None:
            with open_register(place) as writer:
                for n in range(400):
                    if stop.is_set():
                        break
                    writer.add_readings([shelling(f"new{n}", 3)], run=run)

        thread = threading.Thread(target=keeps_writing)
        thread.start()
        try:
            copy_register(register, other, settings=WHO)
        finally:
            stop.set()
            thread.join()
    with open_register(other, create=False) as copy:
        assert verify(copy).faults == ()
        assert copy.counts().reports >= 20
