"""Registers that cannot be opened or written, and the error each gives: what happened, where, what to do next."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from samples import contents, filled, shelling

from marsad.errors import RegisterError
from marsad.register import open_register

NOBODY = 65534


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    file = tmp_path / "r.db"
    with open_register(file) as register:
        filled(register, [shelling("a", 4)])
    return file


def a_folder(folder: Path) -> Path:
    return folder


def in_no_folder(folder: Path) -> Path:
    return folder / "missing" / "r.db"


def a_text(folder: Path) -> Path:
    file = folder / "report.txt"
    file.write_text("قصف مدفعي على تل الرمان\n" * 200, encoding="utf-8")
    return file


def a_cut_register(folder: Path) -> Path:
    file = folder / "cut.db"
    with open_register(file):
        pass
    file.write_bytes(file.read_bytes()[:5000])
    return file


def of_another_program(folder: Path) -> Path:
    file = folder / "places.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    return file


def of_another_alembic_program(folder: Path) -> Path:
    file = folder / "airflow.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    return file


def of_a_newer_version(folder: Path) -> Path:
    file = folder / "new.db"
    with open_register(file):
        pass
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE marsad_schema SET version_num = '9999'")
    return file


BAD: list[tuple[str, Callable[[Path], Path | str], str, str]] = [
    ("a folder", a_folder, "a folder, not a register", "name a file in it"),
    ("no such folder", in_no_folder, "its folder does not exist", "make the folder"),
    ("no database", a_text, "not a register", "name another file"),
    ("a register cut short", a_cut_register, "damaged", "restore it from a backup"),
    ("another program's", of_another_program, r"another program .*moz_places", "name another file"),
    ("another program's, with migrations", of_another_alembic_program, "another program", "name another file"),
    ("a newer schema", of_a_newer_version, "schema 9999, newer than this marsad knows", "pip install --upgrade"),
    ("a server never heard of", lambda _: "mongodb://h/marsad", "cannot live in .mongodb.", "give a file, such as"),
    ("half a URL", lambda _: "://", "no database URL", "give a file, such as"),
]


@pytest.mark.parametrize(("prepare", "what", "todo"), [pytest.param(*row[1:], id=row[0]) for row in BAD])
@pytest.mark.parametrize("create", [True, False], ids=["create", "read"])
def test_what_is_no_register(
    tmp_path: Path, prepare: Callable[[Path], Path | str], what: str, todo: str, create: bool
) -> None:
    """Each is refused with its place and the next step, whether to be written or read, and left as it was."""
    target = prepare(tmp_path)
    before = target.read_bytes() if isinstance(target, Path) and target.is_file() else None
    if what.startswith("its folder") and not create:
        what, todo = "there is no register here", "make one"
    with pytest.raises(RegisterError, match=what) as caught:
        open_register(target, create=create, wait=1)
    assert todo in str(caught.value)
    assert str(target) in str(caught.value)
    if isinstance(target, Path) and before is not None:
        assert target.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
def test_nothing_is_made_where_nothing_is_to_be_created(tmp_path: Path, empty: bool, read_only: bool) -> None:
    """A command that only reads says that there is no register, and leaves no file behind."""
    file = tmp_path / "r.db"
    if empty:
        file.touch()
    with pytest.raises(RegisterError, match="there is no register here") as caught:
        open_register(file, create=False, read_only=read_only)
    assert "marsad run" in str(caught.value)
    assert file.exists() == empty


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    """What a run killed in its first instant leaves behind is taken up."""
    file = tmp_path / "r.db"
    file.touch()
    with open_register(file) as register:
        filled(register, [shelling("a", 4)])
    assert len(contents(file)["readings"]) == 1


@pytest.fixture
def open_to_all(register_file: Path) -> Iterator[Path]:
    """A register in a folder that any user may enter."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o777)
        shutil.copy(register_file, folder / "r.db")
        (folder / "r.db").chmod(0o666)
        yield folder / "r.db"
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


@contextmanager
def common_user() -> Iterator[None]:
    """The rights of a common user: to the superuser no file is read-only."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.setresuid(NOBODY, NOBODY, 0)
    except OSError:
        pytest.skip("cannot give up the superuser's rights here")
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "what"),
    [(0o444, 0o777, "the register may not be written to"), (0o666, 0o555, "its folder may not be written to")],
    ids=["file", "folder"],
)
def test_a_register_that_may_only_be_read(open_to_all: Path, file_mode: int, folder_mode: int, what: str) -> None:
    """Refused to a writer with the next step; given to a reader."""
    before = open_to_all.read_bytes()
    open_to_all.chmod(file_mode)
    open_to_all.parent.chmod(folder_mode)
    with common_user():
        with pytest.raises(RegisterError, match=what):
            open_register(open_to_all)
        with open_register(open_to_all, create=False, read_only=True) as register:
            assert [r.report.id for r in register.readings()] == ["a"]
            with pytest.raises(RegisterError, match="may not be written to"):
                register.begin_run(command="run", version="0", reader_version="1")
    assert open_to_all.read_bytes() == before


def test_a_new_register_in_a_folder_that_may_only_be_read(open_to_all: Path) -> None:
    """No register can be made there."""
    open_to_all.parent.chmod(0o555)
    with common_user(), pytest.raises(RegisterError, match="its folder may not be written to"):
        open_register(open_to_all.with_name("new.db"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode != 0:
        pytest.skip("may not mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    """The batch that does not fit is refused whole; the register keeps what it had, and goes on once there is space."""
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 1_000_000)
    file = small_disk / "r.db"
    with open_register(file) as register:
        run = filled(register, [shelling("a", 4)])
        with pytest.raises(RegisterError, match="the disk is full") as caught:
            register.add_readings([shelling(f"r{n}", n + 2) for n in range(2000)], run=run)
        assert "free some space" in str(caught.value)
        assert [r.report.id for r in register.readings()] == ["a"]
        filler.unlink()
        assert register.add_readings([shelling("b", 5)], run=run).new == 1


def test_no_space_for_a_new_register(small_disk: Path) -> None:
    """A register that cannot be made says that the disk is full."""
    (small_disk / "filler").write_bytes(b"x" * (2 * 1024 * 1024))
    with pytest.raises(RegisterError, match="disk"):
        open_register(small_disk / "r.db")


def test_a_limit_on_the_size_of_files(register_file: Path) -> None:
    """A quota that is used up is told as such, and nothing is lost."""
    before = contents(register_file)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_register(register_file) as register:
        run = register.begin_run(command="run", version="0", reader_version="1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            with pytest.raises(RegisterError, match=r"a size limit was reached|the disk is full"):
                register.add_readings([shelling(f"r{n}", n + 2) for n in range(2000)], run=run)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(register_file) == before


def test_a_lock_that_is_not_given_up(register_file: Path) -> None:
    """A writer waits as long as it was told, then says who it waited for; readers do not wait at all."""
    with closing(sqlite3.connect(register_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_register(register_file, wait=0.1) as register:
            assert [r.report.id for r in register.readings()] == ["a"]
            with pytest.raises(RegisterError, match="another process is writing") as caught:
                register.begin_run(command="run", version="0", reader_version="1")
            assert str(register_file) in str(caught.value)


def test_a_new_register_that_another_process_holds(tmp_path: Path) -> None:
    """The first opening waits too."""
    file = tmp_path / "r.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RegisterError, match="another process is writing"):
            open_register(file, wait=0.1)
