"""The audit log: what is entered, and that nobody changes it, or the register behind its back, without being found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from samples import filled, incident, shelling
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from marsad.register import Fault, Head, Register, audit_log, open_register, verify
from marsad.register.dialect import address
from marsad.settings import Settings

Tamper = Callable[[Connection], None]


@pytest.fixture
def logged(place: str) -> Iterator[Register]:
    """A register with a history: two runs, three reports, a judgement taken back, incidents."""
    with open_register(place, settings=Settings(who="منى")) as register:
        run = filled(register, [shelling("a", 4), shelling("b", 5)])
        register.replace_incidents([incident("i"), incident("j", report_id="b")], run=run)
        register.end_run(run, counts={"new": 2})
        made = register.add_judgement(kind="note", subject="a#event:0-9", who="هدى", why="راجع الصورة")
        register.add_judgement(kind="discounted", subject="b#event:0-9", who="سامر", why="خبر قديم")
        register.undo_judgement(made.id, who="هدى", why="خطأ")
        second = filled(register, [shelling("a", 6)])
        register.replace_incidents([incident("i", killed=6), incident("j", report_id="b")], run=second)
        yield register


@contextmanager
def behind_its_back(place: str) -> Iterator[Connection]:
    """A connection that may do what the database's own guard of the log forbids."""
    engine = create_engine(address(place))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        yield connection
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
    engine.dispose()


def entry(register: Register, action: str, *, last: bool = False) -> int:
    """The number of the first or last entry of an action."""
    numbers = [e.number for e in audit_log(register, last=1000) if e.action == action]
    return numbers[-1 if last else 0]


def test_everything_that_is_done_has_its_entry(logged: Register) -> None:
    """In its order, with who did it, and what it was of."""
    done = [(e.who, e.action, e.subject) for e in audit_log(logged, last=10)]
    assert done == [
        ("منى", "run begun", "1"),
        ("منى", "ingest", "1"),
        ("منى", "linked", "1"),
        ("منى", "run ended", "1"),
        ("هدى", "judged", "1"),
        ("سامر", "judged", "2"),
        ("هدى", "undone", "3"),
        ("منى", "run begun", "2"),
        ("منى", "ingest", "2"),
        ("منى", "linked", "2"),
    ]
    verified = verify(logged)
    assert verified.faults == ()
    assert verified.head == Head(verified.entries, audit_log(logged, last=1)[0].hash)


def test_what_fails_leaves_no_entry(logged: Register) -> None:
    """An entry is stored with what it tells of or not at all."""
    before = verify(logged).head

    def breaks() -> Iterator[object]:
        yield incident("z")
        raise ValueError("the linker failed")

    with pytest.raises(ValueError, match="linker"):
        logged.replace_incidents(breaks(), run=1)  # type: ignore[arg-type]
    assert verify(logged).head == before


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x' WHERE id = 2", "DELETE FROM audit WHERE id = 2"])
def test_the_database_itself_refuses_to_change_an_entry(logged: Register, place: str, statement: str) -> None:
    """Not by a slip of the hand: whoever changes the log must first take its guard away."""
    engine = create_engine(address(place))
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert verify(logged).faults == ()


LOG: list[tuple[str, str, int, str]] = [
    ("who", "UPDATE audit SET who = 'آخر' WHERE id = {n}", 0, "was altered"),
    ("when", "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE id = {n}", 0, "was altered"),
    ("what", "UPDATE audit SET action = 'judged' WHERE id = {n}", 0, "was altered"),
    ("of what", "UPDATE audit SET subject = '7' WHERE id = {n}", 0, "was altered"),
    ("particulars", "UPDATE audit SET body = '{{}}' WHERE id = {n}", 0, "was altered"),
    ("its hash", "UPDATE audit SET hash = 'ff' WHERE id = {n}", 0, "was altered"),
    ("removed", "DELETE FROM audit WHERE id = {n}", 0, "is missing"),
    ("the first removed", "DELETE FROM audit WHERE id = 1", -99, "is missing"),
    ("moved", "UPDATE audit SET id = id + 1000 WHERE id = {n}", 1000, "was altered"),
    (
        "inserted",
        "INSERT INTO audit SELECT id + 1000, at, who, action, subject, body, previous, hash FROM audit WHERE id = {n}",
        1000,
        "was altered",
    ),
]


@pytest.mark.parametrize(("statement", "shift", "what"), [pytest.param(*row[1:], id=row[0]) for row in LOG])
def test_a_changed_entry_is_named(logged: Register, place: str, statement: str, shift: int, what: str) -> None:
    """Whatever is changed of an entry, the entry is named."""
    number = entry(logged, "run ended")
    with behind_its_back(place) as connection:
        connection.exec_driver_sql(statement.format(n=number))
    named = max(1, number + shift)
    assert (named, True) in [(f.entry, what in f.what) for f in verify(logged).faults]


def test_entries_that_changed_places_are_named(logged: Register, place: str) -> None:
    """Two entries in each other's place are both found."""
    number = entry(logged, "judged")
    with behind_its_back(place) as connection:
        for old, new in ((number, 9000), (number + 1, number), (9000, number + 1)):
            connection.execute(text(f"UPDATE audit SET id = {new} WHERE id = {old}"))
    assert {f.entry for f in verify(logged).faults if f.what.startswith("was altered")} == {number, number + 1}


def test_an_entry_written_anew_with_its_hash_is_found_by_the_next(logged: Register, place: str) -> None:
    """Who makes the hash of a changed entry right breaks the one that follows it."""
    from marsad.register.audit import entry_hash

    number = entry(logged, "judged")
    with behind_its_back(place) as connection:
        row = dict(connection.execute(text(f"SELECT * FROM audit WHERE id = {number}")).mappings().one())
        changed = {**row, "who": "آخر"}
        new = text("UPDATE audit SET who = :who, hash = :hash WHERE id = :id")
        connection.execute(new, {"who": "آخر", "hash": entry_hash(changed), "id": number})
    assert (
        Fault(entry=number + 1, what=f"follows another entry {number} than the one that stands before it")
        in verify(logged).faults
    )


def test_a_log_that_was_cut_off_is_found_by_a_noted_head(logged: Register, place: str) -> None:
    """The end of the log can be cut off with what it tells of; a head noted before is then not found."""
    noted = verify(logged).head
    logged.begin_run(command="run", version="0.1.0", reader_version="reader-1")
    assert verify(logged, noted=noted).faults == ()
    with behind_its_back(place) as connection:
        connection.execute(text(f"DELETE FROM audit WHERE id >= {noted.number}"))
    assert [f.entry for f in verify(logged, noted=noted).faults if "was noted" in f.what] == [noted.number]


def test_a_log_that_was_emptied_is_no_whole_log(logged: Register, place: str) -> None:
    """No entries at all is a fault."""
    with behind_its_back(place) as connection:
        connection.execute(text("DELETE FROM audit"))
    assert any("the log is empty" in f.what for f in verify(logged).faults)


BEHIND: list[tuple[str, list[str], str]] = [
    ("a judgement's reason", ["UPDATE judgements SET why = 'غيره' WHERE id = 2"], "judgement 2, which was altered"),
    ("a judgement taken back", ["UPDATE judgements SET undone_by = 3 WHERE id = 2"], "judgement 2 was taken back, or"),
    ("a judgement put back", ["UPDATE judgements SET undone_by = NULL WHERE id = 1"], "judgement 1 was taken back, or"),
    ("a judgement gone", ["DELETE FROM judgements WHERE id = 2"], "judgement 2, which is gone"),
    (
        "a judgement nobody made",
        [
            "INSERT INTO judgements (id, kind, subject, who, why, made_at) "
            "VALUES (9, 'note', 'a#event:0-9', 'x', 'y', '2020-01-01T00:00:00+00:00')"
        ],
        "no entry tells of judgement 9",
    ),
    ("a claim", ["UPDATE claims SET value = '40' WHERE field = 'low' AND reading = 2"], "the reading 2 of report 'b'"),
    ("a text", ["UPDATE reports SET text = 'قصف' || text WHERE report_id = 'b'"], "the reading 2 of report 'b'"),
    ("a report hidden", ["UPDATE readings SET closed_run = 2 WHERE id = 2"], "whether the reading 2 of report 'b'"),
    (
        "a report gone",
        [
            f"DELETE FROM {t} WHERE {c} = 2"
            for t, c in (("claims", "reading"), ("mentions", "reading"), ("readings", "id"))
        ],
        "reading 2, which is gone",
    ),
    ("a toll", ["UPDATE incidents SET body = replace(body, '\"low\":6', '\"low\":1') WHERE id = 'i'"], "the incidents"),
    ("a run", ["INSERT INTO runs (id, started, command, version, reader_version) VALUES (9, '', '', '', '')"], "run 9"),
]


@pytest.mark.parametrize(("statements", "what"), [pytest.param(*row[1:], id=row[0]) for row in BEHIND])
def test_a_register_changed_behind_the_back_of_its_log(
    logged: Register, place: str, statements: list[str], what: str
) -> None:
    """What is in the register is compared with what was entered; whatever differs is named."""
    with behind_its_back(place) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    faults = verify(logged).faults
    assert len(faults) == 1
    assert what in faults[0].what


def test_linking_some_incidents_keeps_the_log_true(logged: Register) -> None:
    """Where only some incidents are gathered anew, the log still tells of all of them."""
    from marsad.register.rebuilding import rebuild_some

    with logged._writing() as connection:
        rebuild_some(connection, ["i"], [incident("i", killed=9), incident("k")], run=2, who="منى")
    assert verify(logged).faults == ()
    with logged._writing() as connection:
        rebuild_some(connection, ["k", "j"], [replace(incident("j"), grade="fair")], run=2, who="منى")
    assert verify(logged).faults == ()
