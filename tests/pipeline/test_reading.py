"""Reading many reports: none is lost, none stops the others, and the register knows what it has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from marsad.errors import MarsadError
from marsad.extract import Reader
from marsad.model import Reading, Report
from marsad.pipeline import extract_files, run
from marsad.pipeline.engine import read_all
from marsad.pipeline.extraction import file_name
from marsad.register import open_register
from marsad.settings import Settings
from marsad.sources import Intake, Problem


@dataclass(frozen=True)
class Failing:
    """A reader with a fault: it fails on one report."""

    inner: Reader
    version: str = "failing"

    def read(self, report: Report) -> Reading:
        """Fail on `b`."""
        if report.id == "b":
            raise ZeroDivisionError("no such clause")
        return self.inner.read(report)


def intake(problems: list[Problem]) -> Intake:
    return Intake(settings=Settings(workers=1, batch=2), problems=problems.append)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(
            f"قتل ثلاثة جنود من الجيش العراقي في هجوم لداعش قرب الموصل. {name}", encoding="utf-8"
        )
    return tmp_path


def test_a_report_on_which_the_reader_fails_is_named(folder: Path, reader: Reader) -> None:
    """The others are stored; the failure is a problem with the report's file; run again, it is tried again."""
    problems: list[Problem] = []
    with open_register(folder / "r.db") as register:
        failing = run([folder], register=register, intake=intake(problems), reader=Failing(reader))  # type: ignore[arg-type]
        assert (failing.new, failing.problems) == (2, 1)
        (problem,) = [p for p in problems if not p.note]
        assert problem.file == str(folder / "b.txt")
        assert "ZeroDivisionError: no such clause" in problem.what
        mended = run([folder], register=register, intake=intake(problems), reader=reader)
        assert (mended.new, mended.reread) == (1, 2), "another reader reads all again"
        assert [one.report.id for one in register.readings()] == ["a", "b", "c"]
        assert [one.reader_version for one in register.runs()] == ["failing", reader.version]


def test_changed_texts_are_read_again(folder: Path, reader: Reader) -> None:
    """The same report is known, a changed one is a new version, and the summary says which."""
    with open_register(folder / "r.db") as register:
        run([folder], register=register, intake=intake([]), reader=reader)
        (folder / "a.txt").write_text("صحح الجيش العراقي حصيلة هجوم الموصل: قتل أربعة جنود.", encoding="utf-8")
        second = run([folder], register=register, intake=intake([]), reader=reader)
    assert (second.new, second.new_version, second.known) == (0, 1, 2)


def test_order_is_kept_and_memory_is_not_filled(reader: Reader) -> None:
    """Readings come out in the order of the reports, and a report is taken from the source only when it is wanted."""
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield Report(id=str(taken), text="خبر", sha256="")

    outcomes = read_all(endless(), reader=reader, workers=1)  # type: ignore[arg-type]
    assert [next(outcomes).report.id for _ in range(5)] == ["1", "2", "3", "4", "5"]
    assert taken == 5


@pytest.mark.parametrize(
    ("report_id", "name"),
    [
        ("d01", "d01.json"),
        ("خبر 1", "خبر 1.json"),
        ("https://a.b/c?d=1", "https%3A%2F%2Fa.b%2Fc%3Fd=1.json"),
        ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd.json"),
        ("50%", "50%25.json"),
        ("..", "...json"),
    ],
)
def test_ids_as_names_of_files(report_id: str, name: str) -> None:
    """Any id has a name of its own inside the folder, and none leads out of it."""
    assert file_name(report_id) == name
    assert "/" not in name


def test_an_id_too_long_for_a_file_is_named(tmp_path: Path, reader: Reader) -> None:
    """It is a problem, and the next report is written."""
    source = tmp_path / "s.jsonl"
    source.write_text(f'{{"id": "{"ا" * 200}", "text": "خبر"}}\n{{"id": "b", "text": "خبر"}}\n', encoding="utf-8")
    problems: list[Problem] = []
    done = extract_files([source], out=tmp_path / "o", intake=intake(problems), reader=reader)
    assert (done.written, done.problems) == (1, 1)
    assert "too long" in problems[0].what
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["b.json"]


def test_a_folder_that_cannot_be_written_ends_it(folder: Path, reader: Reader) -> None:
    """Where nothing can be written, going on is of no use: one error that names the place."""
    with pytest.raises(MarsadError, match="cannot be made") as refused:
        extract_files([folder], out=folder / "a.txt" / "o", intake=intake([]), reader=reader)
    assert refused.value.where == str(folder / "a.txt" / "o")
