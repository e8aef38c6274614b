"""Commands that keep a register: its log, backups, exports on record."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_log_is_checked_and_printed(register: Path, marsad: Marsad) -> None:
    """A whole log ends with its head; one that was changed names the entry, with exit code 1."""
    shown = marsad("audit", "show", "--register", register, env={"MARSAD_WHO": "منى"}).stdout
    assert "run begun 1" in shown
    assert "linked" in shown
    whole = marsad("audit", "verify", "--register", register)
    assert whole.returncode == 0, whole.stdout
    head = whole.stdout.split("head ")[1].strip()
    assert marsad("audit", "verify", "--register", register, "--head", head).returncode == 0
    assert marsad("audit", "verify", "--register", register, "--head", "77").returncode == 2
    with closing(sqlite3.connect(register)) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET who = 'x' WHERE id = 3")
    broken = marsad("audit", "verify", "--register", register, "--json")
    assert broken.returncode == 1
    assert [fault["entry"] for fault in json.loads(broken.stdout)["faults"]] == [3]


def test_backed_up_and_restored(register: Path, tmp_path: Path, marsad: Marsad) -> None:
    """The restored register prints the same incidents; what is there already is refused."""
    backup, again = tmp_path / "backup.db", tmp_path / "again.db"
    made = marsad("backup", backup, "--register", register)
    assert made.returncode == 0, made.stderr
    assert "its log is whole" in made.stdout
    assert marsad("restore", backup, "--register", again).returncode == 0
    printed = [marsad("incidents", "--format", "jsonl", "--register", r).stdout for r in (register, again)]
    assert printed[0]
    assert printed[0] == printed[1]
    refused = marsad("restore", backup, "--register", register)
    assert refused.returncode == 1
    assert "a register here already" in refused.stderr


def test_an_export_on_record(register: Path, tmp_path: Path, marsad: Marsad) -> None:
    """Its entry holds the hash of the file; without a file there is nothing to be put on record."""
    out = tmp_path / "may.csv"
    done = marsad("export", "csv", "--out", out, "--on-record", "--type", "shelling", "--register", register)
    assert done.returncode == 0, done.stderr
    last = json.loads(marsad("audit", "show", "--json", "--last", "1", "--register", register).stdout)
    assert (last["action"], last["subject"]) == ("exported", "may.csv")
    assert last["body"]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert last["body"]["filter"] == {"types": ["shelling"]}
    assert marsad("export", "csv", "--on-record", "--register", register).returncode == 2
