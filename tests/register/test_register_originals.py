"""What the log says of originals: that they are kept, that one was removed, and whatever is otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from samples import filled, shelling

from marsad.archive import Archive
from marsad.errors import UsageError
from marsad.model import Reading
from marsad.register import (
    Register,
    archive_of,
    audit_log,
    remove_original,
    reports_of_original,
    verify,
    verify_originals,
)
from marsad.settings import Settings


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(folder=tmp_path / "originals")


def read_from(archive: Archive, id: str, raw: bytes, *, retrieved: str | None = None) -> Reading:
    """The reading of a report whose original is in the archive."""
    reading = shelling(id, 4)
    return replace(reading, report=replace(reading.report, sha256=archive.keep(raw), retrieved=retrieved))


def stored(register: Register, archive: Archive, *batch: Reading) -> None:
    run = filled(register, [])
    register.add_readings(batch, run=run, archive=archive)


def test_when_it_was_fetched_comes_back(register: Register, archive: Archive) -> None:
    """The time stands in the report; fetched again later, the same report is known and keeps its first time."""
    first = read_from(archive, "a", b"one", retrieved="2020-02-04T10:11:12Z")
    stored(register, archive, first, shelling("b", 5))
    stored(register, archive, replace(first, report=replace(first.report, retrieved="2021-01-01T00:00:00Z")))
    found = {reading.report.id: reading.report for reading in register.readings()}
    assert found["a"] == first.report
    assert found["b"].retrieved is None


def test_originals_that_are_as_they_were(register: Register, archive: Archive) -> None:
    """All that the log names is there; a report without an original is no fault, nor is an original nobody names."""
    stored(register, archive, read_from(archive, "a", b"one"), read_from(archive, "b", b"two"), shelling("c", 5))
    archive.keep(b"three")
    found = verify_originals(register, archive)
    assert (found.whole, found.removed, found.unnamed, found.faults) == (3, 0, 1, ())
    assert reports_of_original(register, archive.keep(b"two")) == ("b",)
    assert verify(register).faults == ()


def test_every_fault_is_named(register: Register, archive: Archive) -> None:
    """One that is gone, one that was exchanged, one that is here again after it was removed."""
    stored(
        register, archive, *(read_from(archive, name, name.encode()) for name in ("gone", "exchanged", "back", "whole"))
    )
    gone, exchanged, back = (archive.keep(raw) for raw in (b"gone", b"exchanged", b"back"))
    path(archive, gone).unlink()
    path(archive, exchanged).write_bytes(path(archive, back).read_bytes())
    kept = path(archive, back).read_bytes()
    remove_original(register, archive, back, why="a request")
    path(archive, back).write_bytes(kept)
    found = verify_originals(register, archive)
    assert found.whole == 2
    assert len(found.faults) == 3
    assert gone in found.faults[0]
    assert "'gone'" in found.faults[0]
    assert back in found.faults[1]
    assert exchanged[2:] in found.faults[2]


def path(archive: Archive, sha256: str) -> Path:
    return archive.folder / sha256[:2] / f"{sha256[2:]}.zst"


def test_a_removal_is_on_record(register: Register, archive: Archive) -> None:
    """The log says which and why; it is no fault that it is missing, and the log stays whole."""
    stored(register, archive, read_from(archive, "a", b"one"))
    sha256 = archive.keep(b"one")
    assert remove_original(register, archive, sha256, why=" طلب من الأسرة ")
    (entry,) = audit_log(register, last=1)
    assert (entry.action, entry.subject, entry.body) == ("original removed", sha256, {"why": "طلب من الأسرة"})
    assert not archive.has(sha256)
    stored(register, archive, replace(read_from(archive, "z", b"one")))
    found = verify_originals(register, archive)
    assert (found.removed, found.faults) == (1, ())
    assert verify(register).faults == ()


def test_a_removal_that_cannot_be(register: Register, archive: Archive) -> None:
    """Without a reason, or of what nobody knows, nothing is done and nothing entered."""
    stored(register, archive, read_from(archive, "a", b"one"))
    before = audit_log(register, last=1)
    with pytest.raises(UsageError, match="no reason"):
        remove_original(register, archive, archive.keep(b"one"), why="  ")
    with pytest.raises(UsageError, match="no original"):
        remove_original(register, archive, "0" * 64, why="x")
    assert audit_log(register, last=1) == before
    assert archive.read(archive.keep(b"one")) == b"one"


@pytest.mark.parametrize(
    ("target", "originals", "folder"),
    [
        ("data/marsad.db", "", "data/marsad.originals"),
        ("register", "", "register.originals"),
        ("data/marsad.db", "/srv/originals", "/srv/originals"),
        ("postgresql+psycopg://u@h/d", "/srv/originals", "/srv/originals"),
        ("postgresql+psycopg://u@h/d", "", None),
        ("data/marsad.db", "off", None),
    ],
)
def test_where_originals_are_kept(target: str, originals: str, folder: str | None) -> None:
    """Beside the file, or in the folder that is named; a register on a server has no place beside it."""
    archive = archive_of(target, Settings(originals=originals))
    assert (None if archive is None else str(archive.folder)) == folder
