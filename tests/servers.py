"""A PostgreSQL server of the tests' own: started in a temporary folder, gone when they end."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

HOW_TO_GET = (
    "PostgreSQL is not installed: Debian and Ubuntu have it by `apt-get install postgresql`, macOS by "
    "`brew install postgresql`; a server need not be running"
)
USER, PASSWORD = "marsad", "رمز السر"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}

NEW = ("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync")


class Server:
    """A server that listens on a socket in a folder and asks for a password."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str, *, password: str = PASSWORD) -> str:
        """The address of one of its databases, as a user would give it."""
        return f"postgresql+psycopg://{USER}:{quote(password)}@/{database}?host={self.folder}"

    def new_database(self, options: str = "", *, name: str | None = None) -> str:
        """The name of a new, empty database."""
        name = name or f"db_{uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} {options}")
        return name

    def copy_of(self, database: str) -> str:
        """The name of a new database with all that another holds."""
        return self.new_database(f"TEMPLATE {database}")

    def execute(self, statement: str, *, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement as its superuser; the rows it gives."""
        with psycopg.connect(
            host=str(self.folder), user=USER, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; Debian does not put them on the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]))
    return folders[-1] if folders else None


@contextmanager
def server(bin_folder: Path) -> Iterator[Server]:
    """A new server with nothing in it. As root it runs as another user, which PostgreSQL insists on."""
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    owner = _owner()
    try:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        _make(bin_folder, folder, owner)
        with _running(bin_folder, folder, owner):
            yield Server(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise RuntimeError("there is no user postgres or nobody to run PostgreSQL as")


def _make(bin_folder: Path, folder: Path, owner: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    made = subprocess.run(
        [bin_folder / "initdb", "--pgdata", folder / "data", "--username", USER, "--pwfile", secret, *NEW],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **owner,
    )
    assert made.returncode == 0, made.stderr


@contextmanager
def _running(bin_folder: Path, folder: Path, owner: dict[str, Any]) -> Iterator[None]:
    settings = {**QUICK, "listen_addresses": "", "unix_socket_directories": str(folder)}
    command = [bin_folder / "postgres", "-D", folder / "data", *(f"--{k}={v}" for k, v in settings.items())]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **owner) as process,
    ):
        try:
            _wait_for(Server(folder), process)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept


def _wait_for(started: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            started.execute("SELECT 1")
            return
        except psycopg.OperationalError:
            assert process.poll() is None, (started.folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until, "PostgreSQL does not answer"
            time.sleep(0.05)
