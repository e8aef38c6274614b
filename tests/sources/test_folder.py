"""A folder is read whole, in the order of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from marsad.model import Report
from marsad.sources import Problem, size_of

Read = Callable[..., tuple[list[Report], list[Problem]]]


def test_a_folder_is_walked_in_order(tmp_path: Path, read: Read) -> None:
    """Texts and JSON Lines of a folder and the folders in it are read; hidden files are passed over, others named."""
    (tmp_path / "ب").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "2.txt").write_text("خبر ثان", encoding="utf-8")
    (tmp_path / "1.jsonl").write_text('{"id": "r1", "text": "خبر أول"}\n', encoding="utf-8")
    (tmp_path / "ب" / "3.TXT").write_text("خبر ثالث", encoding="utf-8")
    (tmp_path / ".git" / "4.txt").write_text("مخفي", encoding="utf-8")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    reports, (problem,) = read(tmp_path)
    assert [report.id for report in reports] == ["r1", "2", "3"]
    assert problem.note
    assert ".docx" in problem.what
    sizes = ("1.jsonl", "2.txt", "ب/3.TXT")
    assert size_of(tmp_path) == sum((tmp_path / name).stat().st_size for name in sizes)


def test_one_bad_file_costs_only_itself(tmp_path: Path, read: Read) -> None:
    """The other files of the folder are read, and the bad one is named."""
    for name, data in (("a.txt", "خبر".encode()), ("b.txt", b""), ("c.txt", "خبر آخر".encode())):
        (tmp_path / name).write_bytes(data)
    reports, (problem,) = read(tmp_path)
    assert [report.id for report in reports] == ["a", "c"]
    assert problem.file == str(tmp_path / "b.txt")


def test_a_folder_without_reports_is_told(tmp_path: Path, read: Read) -> None:
    """Nothing to read where something was expected is a problem."""
    reports, (problem,) = read(tmp_path)
    assert reports == []
    assert "no reports in this folder" in problem.what
    assert size_of(tmp_path / "nowhere") == 0
