"""A text file is one report, exactly as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.model import Report
from marsad.sources import Manifest, Problem, Row

Read = Callable[..., tuple[list[Report], list[Problem]]]

TEXT = "قتل ثلاثة في قصف على الميناء.\r\n\r\nولم يعلن أحد المسؤولية عن ذلك.\n"


def test_a_report_is_the_file_as_it_stands(tmp_path: Path, read: Read) -> None:
    """The text keeps every character and line ending, the id is the stem, the hash is of the bytes."""
    path = tmp_path / "خبر.1.txt"
    path.write_bytes(TEXT.encode())
    (report,), problems = read(path)
    assert (report.id, report.text, report.path) == ("خبر.1", TEXT, str(path))
    assert report.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (report.title, report.outlet, report.published, report.published_from) == (None, None, None, None)
    assert problems == []


@pytest.mark.parametrize(
    ("option", "row", "published", "giver"),
    [
        (None, Row(), None, None),
        ("2020-02-03", Row(), "2020-02-03", "option"),
        (None, Row(published="2019-01-01"), "2019-01-01", "manifest"),
        ("2020-02-03", Row(published="2019-01-01"), "2019-01-01", "manifest"),
    ],
)
def test_who_gave_the_date(
    tmp_path: Path, read: Read, option: str | None, row: Row, published: str | None, giver: str | None
) -> None:
    """The row of this very report outranks the option for all; where nobody says, the report stays undated."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (report,), _ = read(path, published=option, manifest=Manifest({"a": row}))
    assert (report.published, report.published_from) == (published, giver)


def test_an_impossible_date_leaves_the_report_undated(tmp_path: Path, read: Read) -> None:
    """A date no calendar has is told; the report is read without one, not with another's."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (report,), (problem,) = read(path, published="2020-02-03", manifest=Manifest({"a": Row(published="2015-13-45")}))
    assert (report.published, report.published_from) == (None, None)
    assert "2015-13-45" in problem.what
    assert "manifest" in problem.what
    assert not problem.note


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x89PNG\r\n\x00\x00", "binary"),
        ("unknown.txt", "Взрыв в городе".encode("cp1251"), "cannot be told"),
        ("large.txt", "خبر ".encode() * 2_000, "larger than 10,000 bytes"),
        ("report.docx", b"PK\x03\x04", "no kind of source"),
        ("missing.txt", None, "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, read: Read, name: str, data: bytes | None, what: str) -> None:
    """No report, one problem: which file, what it is, what to do."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    reports, (problem,) = read(path)
    assert reports == []
    assert (problem.file, problem.line, problem.note) == (str(path), None, False)
    assert what in problem.what
    assert problem.todo
    assert str(problem).startswith(f"{path}: ")
