"""Originals from the command line: kept by a run, listed, got, checked, removed, backed up."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Marsad = Callable[..., "subprocess.CompletedProcess[str]"]

PAGE = (
    '<html><head><meta charset="utf-8"><meta property="article:published_time" content="2020-02-03"></head><body>'
    "<article><p>قتل ثلاثة مدنيين في قصف مدفعي على بلدة نبل في ريف حلب الشمالي أمس.</p></article></body></html>"
).encode()
SHA256 = hashlib.sha256(PAGE).hexdigest()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "nubl.html").write_bytes(PAGE)
    return folder


def test_originals_from_run_to_removal(tmp_path: Path, pages: Path, marsad: Marsad) -> None:
    """A run keeps the page; it is listed, got, whole; removed it is gone, on record, and not taken in again."""
    register = tmp_path / "r.db"
    done = marsad("run", pages, "--register", register)
    assert done.returncode == 0, done.stderr
    assert marsad("originals", "list", "--register", register, "--report", "nubl").stdout == f"{SHA256}  nubl\n"
    assert marsad("originals", "list", "--register", register, "--report", "other").stdout == ""
    marsad("originals", "get", SHA256, "--out", tmp_path / "got.html", "--register", register)
    assert (tmp_path / "got.html").read_bytes() == PAGE
    whole = marsad("originals", "verify", "--register", register)
    assert (whole.returncode, whole.stdout) == (
        0,
        "1 originals whole, 0 removed on record: all are there, and what they were\n",
    )
    gone = marsad("originals", "remove", SHA256, "--why", "طلب", "--register", register, env={"MARSAD_WHO": "منى"})
    assert gone.returncode == 0, gone.stderr
    shown = marsad("audit", "show", "--register", register).stdout
    assert "منى" in shown
    assert f"original removed {SHA256}  why طلب" in shown
    assert marsad("run", pages, "--register", register).returncode == 0
    assert json.loads(marsad("originals", "verify", "--json", "--register", register).stdout) == {
        "whole": 0, "removed": 1, "unnamed": 0, "faults": []
    }  # fmt: skip
    refused = marsad("originals", "get", SHA256, "--out", tmp_path / "x", "--register", register)
    assert (refused.returncode, "was removed" in refused.stderr) == (1, True)


def test_originals_are_backed_up(tmp_path: Path, pages: Path, marsad: Marsad) -> None:
    """A backup holds them, and a restored register is whole; a missing one is named, with exit code 1."""
    register, backup, again = (tmp_path / name for name in ("r.db", "b.db", "again.db"))
    marsad("run", pages, "--register", register)
    made = marsad("backup", backup, "--register", register)
    assert "1 originals copied" in made.stdout
    assert marsad("restore", backup, "--register", again).returncode == 0
    assert marsad("originals", "verify", "--register", again).returncode == 0
    (file,) = (path for path in (tmp_path / "again.originals").rglob("*") if path.is_file())
    file.unlink()
    broken = marsad("originals", "verify", "--register", again)
    assert broken.returncode == 1
    assert SHA256 in broken.stdout


def test_no_originals_are_kept_where_that_is_asked(tmp_path: Path, pages: Path, marsad: Marsad) -> None:
    """`off` makes no folder, and the commands say why there is nothing; `marsad extract` keeps none at all."""
    register, off = tmp_path / "r.db", {"MARSAD_ORIGINALS": "off"}
    assert marsad("run", pages, "--register", register, env=off).returncode == 0
    assert marsad("extract", pages, "--out", tmp_path / "out").returncode == 0
    assert not list(tmp_path.glob("*.originals"))
    refused = marsad("originals", "verify", "--register", register, env=off)
    assert (refused.returncode, "no originals are kept" in refused.stderr) == (2, True)
    assert set(json.loads((tmp_path / "out/nubl.json").read_text(encoding="utf-8"))["report"]) == {
        "id", "path", "url", "title", "outlet", "published", "published_from", "language", "sha256",
    }  # fmt: skip
